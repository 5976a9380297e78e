"""What is known about a person's heart: published equations, the trend of the face model, and words for both.

`person_profile.py` holds what is known about a person, `measurements.py` what was measured and when, `selection.py`
picks the equation that fits, and its `EquationResult` (`equation.py`) either carries a value or the reason why there is
none. Nothing is ever filled in for a person: an unknown input makes a refusal that names it.

`trend.py` compares the days of the face model (`daily_values.py`) with the person's own reference (`baseline.py`).
The equations know nothing of it, and nothing here mixes the two: `report_facts.py` puts them side by side.
From these facts come the report (`report_text.py`), a rewritten one that is believed only when it says the same
(`rewriting.py`, `verification.py`), the doctor's page (`handout.py`), a FHIR Bundle (`fhir.py`), news (`notices.py`).
"""
