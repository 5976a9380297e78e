"""What is known about a person's heart: published equations, the trend of the face model, and words for both.

`person/` holds what is known about a person and what was measured when. `equations/` picks the equation that fits, and
its result either carries a value or the reason why there is none. Nothing is ever filled in for a person: an unknown
input makes a refusal that names it.

`trend/` compares the days of the face model with the person's own reference. The equations know nothing of it, and
nothing here mixes the two: the facts of `report/` put them side by side. From these facts come the report, the doctor's
page, a FHIR Bundle, what a language model may choose from (`choosing/`), and news (`notices/`).
"""
