"""The facts of a report as a FHIR R4 Bundle (HL7, 4.0.1).

Measurements and the facial signal become Observations, the equation a RiskAssessment. The facial signal has no LOINC
code, is `preliminary` and never a RiskAssessment: it is no validated estimate of a risk, and nothing joins the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
import uuid

from ..equations.equation import EquationResult
from ..person.measure_spec import Category, Loinc
from ..person.measurements import MeasuredValue
from ..person.measures import Measure
from ..person.person_profile import Input
from ..person.questions import QUESTIONS
from .display_names import display_name
from .facts import ReportFacts
from .model_name import model_name
from .phrases import PHRASES, Language, Phrases

type Resource = dict[str, Any]

_LOINC: Final = "http://loinc.org"
_UCUM: Final = "http://unitsofmeasure.org"
_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
_OWN_CODES: Final = "urn:digitalshadow:codes"
_NAMESPACE: Final = uuid.UUID("6f0c1a52-6a0e-4f0e-9a53-5b7b4b1c9a11")
_BLOOD_PRESSURE: Final = Loinc("85354-9", "Blood pressure panel with all children optional")


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whom the resources are about."""

    person_id: str
    """The person's id in this home, told as a hash only."""

    def id(self, *about: str) -> str:
        """Return a lasting id for something about the person."""
        return str(uuid.uuid5(_NAMESPACE, "/".join((self.person_id, *about))))

    @property
    def reference(self) -> Resource:
        """The reference to the person's own resource."""
        return {"reference": _url(self.id("patient"))}

    def observation(self, about: str, code: Resource, *, category: str, status: str = "final") -> Resource:
        """Return what all observations have in common."""
        return {
            "resourceType": "Observation",
            "id": self.id("observation", about),
            "status": status,
            "category": [{"coding": [{"system": _CATEGORY, "code": category}]}],
            "code": code,
            "subject": self.reference,
        }


def bundle(
    facts: ReportFacts,
    language: Language,
    *,
    person_id: str,
    person_name: str,
    birth_date: date | None = None,
) -> Resource:
    """Return a collection of Patient, Observations and, where an equation gave a value, RiskAssessment.

    The same facts give the same Bundle, ids included.
    """
    subject = _Subject(person_id)
    measured = dict(_measurements(facts, language, subject))
    resources = [
        _patient(facts, subject, person_name, birth_date),
        *measured.values(),
        *_signal(facts, language, subject),
    ]
    if facts.risk.result.value is not None:
        answers = list(_answers(facts, language, subject))
        entered = _entered(facts)
        used = [one for measures, one in measured.items() if entered.intersection(measures)]
        basis = [{"reference": _url(observation["id"])} for observation in (*used, *answers)]
        resources += [*answers, _risk(facts, language, subject, basis)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": f"{facts.as_of.isoformat()}T00:00:00Z",
        "entry": [{"fullUrl": _url(resource["id"]), "resource": resource} for resource in resources],
    }


def _url(resource_id: str) -> str:
    """Return how an entry of the Bundle is referred to."""
    return f"urn:uuid:{resource_id}"


def _patient(facts: ReportFacts, subject: _Subject, name: str, birth_date: date | None) -> Resource:
    """Return the least that says who it is."""
    patient: Resource = {
        "resourceType": "Patient",
        "id": subject.id("patient"),
        "name": [{"text": display_name(name)}],
        "gender": "unknown" if facts.profile.sex is None else str(facts.profile.sex),
    }
    if birth_date is not None:
        patient["birthDate"] = birth_date.isoformat()
    return patient


def _entered(facts: ReportFacts) -> set[Measure]:
    """Return the measures that entered the formula; a body mass index and a kidney's rate were made of others."""
    used = set(facts.risk.result.inputs_used)
    known = {value.measure for value in facts.measured}
    entered = {Measure(name) for name in used if name in Measure}
    if Input.BMI in used:
        entered |= {Measure.WEIGHT, Measure.HEIGHT}
    if Input.EGFR in used and Measure.EGFR not in known:
        entered.add(Measure.CREATININE)
    return entered & known


def _answers(facts: ReportFacts, language: Language, subject: _Subject) -> Iterator[Resource]:
    """Yield the answers that entered the formula, beside age and sex, which the patient has."""
    phrases = PHRASES[language]
    for name in facts.risk.result.inputs_used:
        value = getattr(facts.profile, name)
        if name not in QUESTIONS or name is Input.SEX or value is None:
            continue
        code = {"coding": [{"system": _OWN_CODES, "code": str(name)}], "text": phrases.say(f"input.{name}")}
        yield {
            **subject.observation(str(name), code, category="social-history"),
            "effectiveDateTime": facts.as_of.isoformat(),
            **_answer(name, value, phrases),
        }


def _answer(name: Input, value: object, phrases: Phrases) -> Resource:
    """Return an answer as a value: a number of years, or in words."""
    if isinstance(value, float):
        return {"valueQuantity": {"value": value, "unit": "a", "system": _UCUM, "code": "a"}}
    word = ("yes" if value else "no") if isinstance(value, bool) else f"{name}.{value}"
    return {"valueCodeableConcept": {"text": phrases.say(f"handout.answer.{word}")}}


def _measurements(
    facts: ReportFacts, language: Language, subject: _Subject
) -> Iterator[tuple[tuple[Measure, ...], Resource]]:
    """Yield the measurements by what they are of; the two blood pressures go together where both are there."""
    values = {value.measure: value for value in facts.measured}
    systolic, diastolic = values.get(Measure.SYSTOLIC), values.get(Measure.DIASTOLIC)
    if systolic is not None and diastolic is not None:
        del values[Measure.SYSTOLIC], values[Measure.DIASTOLIC]
        yield (
            (Measure.SYSTOLIC, Measure.DIASTOLIC),
            {
                **subject.observation(
                    "blood_pressure", _loinc(_BLOOD_PRESSURE), category=Category.VITAL_SIGNS
                ),
                "effectivePeriod": _period(systolic),
                "component": [
                    {"code": _code(value.measure, language), "valueQuantity": _quantity(value)}
                    for value in (systolic, diastolic)
                ],
            },
        )
    for measure, value in values.items():
        yield (
            (measure,),
            {
                **subject.observation(str(measure), _code(measure, language), category=measure.spec.category),
                "effectivePeriod": _period(value),
                "valueQuantity": _quantity(value),
            },
        )


def _period(value: MeasuredValue) -> Resource:
    """Return from when to when the values of a mean were measured."""
    return {"start": value.first_day.isoformat(), "end": value.last_day.isoformat()}


def _loinc(loinc: Loinc) -> Resource:
    """Return a LOINC concept."""
    coding = {"system": _LOINC, "code": loinc.code, "display": loinc.display}
    return {"coding": [coding], "text": loinc.display}


def _code(measure: Measure, language: Language) -> Resource:
    """Return the concept of a measure; one without a LOINC concept gets our own."""
    if measure.spec.loinc is not None:
        return _loinc(measure.spec.loinc)
    text = PHRASES[language].say(f"input.{measure}")
    return {"coding": [{"system": _OWN_CODES, "code": str(measure), "display": text}], "text": text}


def _quantity(value: MeasuredValue) -> Resource:
    """Return a value with its unit, rounded to the digits that mean something; a height in cm, as R4 wants it."""
    if value.measure is Measure.HEIGHT:
        return {"value": round(100 * value.value), "unit": "cm", "system": _UCUM, "code": "cm"}
    rounded = round(value.value, value.spec.digits)
    if value.spec.loinc is None:
        return {"value": rounded, "unit": value.spec.unit or "1"}
    quantity = value.spec.quantity
    return {"value": rounded, "unit": quantity.unit, "system": _UCUM, "code": quantity.ucum}


def _signal(facts: ReportFacts, language: Language, subject: _Subject) -> Iterator[Resource]:
    """Yield what the face model said, with its name and what that is worth."""
    seen, phrases = facts.seen, PHRASES[language]
    if seen.middle is None or seen.lowest is None or seen.highest is None:
        return
    kind = "signal_demonstration" if facts.model.is_demonstration else "signal"
    name = display_name(facts.model.name)
    worth = (
        phrases.say("seen.demonstration", model=name)
        if facts.model.is_demonstration
        else phrases.say("seen.experimental")
    )
    level = {"unit": "level 0 to 100, not a chance of disease"}
    text = phrases.say(f"handout.{kind}")
    code = {"coding": [{"system": _OWN_CODES, "code": "facial-signal", "display": text}], "text": text}
    yield {
        **subject.observation("facial_signal", code, category="exam", status="preliminary"),
        "effectivePeriod": {"start": seen.first_day.isoformat(), "end": seen.last_day.isoformat()},
        "valueQuantity": {"value": round(100 * seen.middle, 1), **level},
        "method": {"text": f"{model_name(facts.model, phrases)} ({facts.model.sha256[:12]})"},
        "note": [{"text": worth}],
        "component": [
            {
                "code": {"coding": [{"system": _OWN_CODES, "code": part}], "text": part},
                "valueQuantity": {"value": round(100 * value, 1), **level},
            }
            for part, value in (("lowest-day", seen.lowest), ("highest-day", seen.highest))
        ],
    }


def _risk(facts: ReportFacts, language: Language, subject: _Subject, basis: list[Resource]) -> Resource:
    """Return what the equation says, of each outcome and horizon that a report tells."""
    result, phrases = facts.risk.result, PHRASES[language]
    equation = result.equation
    risk: Resource = {
        "resourceType": "RiskAssessment",
        "id": subject.id("risk"),
        "status": "final",
        "method": {"text": f"{equation.name} {equation.year} ({equation.version}); {equation.source}"},
        "subject": subject.reference,
        "occurrenceDateTime": facts.as_of.isoformat(),
        "prediction": [_prediction(facts, told, phrases) for told in (result, *facts.other_risks)],
        "note": [
            {"text": phrases.say(f"limits.{key}")} for key in ("diagnosis", "silence", "medicine", "law")
        ],
    }
    if basis:
        risk["basis"] = basis
    return risk


def _prediction(facts: ReportFacts, result: EquationResult, phrases: Phrases) -> Resource:
    """Return one risk, with the classes that are made for it and for no other."""
    equation = result.equation
    prediction: Resource = {
        "outcome": {"text": phrases.say(f"outcome.{equation.outcome}")},
        "probabilityDecimal": round(result.value or 0, 1),
        "whenRange": {
            "low": {"value": 0, "unit": "a", "system": _UCUM, "code": "a"},
            "high": {"value": equation.horizon_years, "unit": "a", "system": _UCUM, "code": "a"},
        },
    }
    classes = [
        f"{found.scheme_name} ({found.year}): {phrases.say(f'level.{found.level}')}"
        for found in facts.risk_classes
        if found.level is not None and (found.outcome, found.percent) == (equation.outcome, result.value)
    ]
    if classes:
        prediction["qualitativeRisk"] = {"text": "; ".join(classes)}
    return prediction
