"""A person's answers, each with its date: what the record keeps of them, and what they say about the person.

Unknown is `None` and stays unknown: nothing is assumed about a question that nobody answered.
"""

from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from .person_profile import PREGNANCY_ASKED_BELOW_YEARS, Diabetes, Input, Sex, Smoking
from .ranges import PLAUSIBLE
from .regions import Regions, RiskRegion, WhoRegion, regions_of

PREGNANCY_ANSWER_DAYS: Final = 280
"""Our own choice, the length of a pregnancy: an older answer, yes or no, says nothing about today."""

_ASIA_PACIFIC: Final = frozenset(
    {
        None,
        WhoRegion.AUSTRALASIA,
        WhoRegion.EAST_ASIA,
        WhoRegion.HIGH_INCOME_ASIA_PACIFIC,
        WhoRegion.OCEANIA,
        WhoRegion.SOUTH_ASIA,
        WhoRegion.SOUTHEAST_ASIA,
    }
)
"""Where SCORE2-Asia-Pacific may apply, so that the person is asked; None: a country without a known WHO region."""

SECONDS_PER_DAY: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person answered; `None` where the answer is unknown."""

    birth_date: date | None = None
    """Day of birth."""
    sex: Sex | None = None
    """The sex that the equations shall use."""
    country: str | None = None
    """Where the person lives, ISO 3166-1 alpha-2."""
    who_region: WhoRegion | None = None
    """The world region, asked for where the country does not tell it."""
    asia_pacific_region: RiskRegion | None = None
    """The risk region of SCORE2-Asia-Pacific; no list of its countries could be verified, so the person says it."""
    smoking: Smoking | None = None
    """Tobacco and nicotine."""
    indoor_smoke: bool | None = None
    """Whether somebody smokes where the person lives."""
    diabetes: Diabetes | None = None
    """Diagnosed diabetes."""
    diabetes_diagnosis_age_years: float | None = None
    """Age at which it was diagnosed; asked for with diabetes only."""
    cardiovascular_disease: bool | None = None
    """Known disease of heart or vessels."""
    pregnant: bool | None = None
    """Asked of women below the age of 60 only."""
    familial_hypercholesterolaemia: bool | None = None
    """As diagnosed."""
    chronic_kidney_disease: bool | None = None
    """As diagnosed."""
    blood_pressure_treatment: bool | None = None
    """Whether a drug lowers the blood pressure."""
    statin: bool | None = None
    """Whether a statin is taken."""
    lipid_treatment: bool | None = None
    """Whether any drug lowers the cholesterol."""
    family_history: bool | None = None
    """A heart attack or stroke of father or brother before 55, or of mother or sister before 65."""
    answered_at: Mapping[str, float] = field(default_factory=dict)
    """When each question was answered, in seconds since the epoch, by the name of its field."""

    def age_years(self, today: date) -> float | None:
        """Return the age in completed years and the part of the year since the last birthday."""
        if self.birth_date is None:
            return None
        year = today.year if _birthday(self.birth_date, today.year) <= today else today.year - 1
        last, following = _birthday(self.birth_date, year), _birthday(self.birth_date, year + 1)
        return year - self.birth_date.year + (today - last) / (following - last)

    @property
    def regions(self) -> Regions:
        """Where the person lives, as the equations divide the world."""
        known = Regions() if self.country is None else regions_of(self.country)
        return replace(known, who=known.who or self.who_region, asia_pacific=self.asia_pacific_region)

    def is_pregnant(self, now: float) -> bool | None:
        """Return the answer while it can still be true."""
        age_of_answer = now - self.answered_at.get("pregnant", now)
        return self.pregnant if age_of_answer <= PREGNANCY_ANSWER_DAYS * SECONDS_PER_DAY else None

    def further_questions(self, today: date) -> tuple[str, ...]:
        """Name the questions that arise from the answers to the first ones."""
        age = self.age_years(today)
        may_be_pregnant = self.sex is Sex.FEMALE and (age is None or age < PREGNANCY_ASKED_BELOW_YEARS)
        known = Regions() if self.country is None else regions_of(self.country)
        has_no_equation_of_its_own = self.country is not None and not known.prevent and known.score2 is None
        asked = {
            "pregnant": may_be_pregnant,
            "diabetes_diagnosis_age_years": self.diabetes not in {None, Diabetes.NONE},
            "who_region": self.country is not None and known.who is None,
            "asia_pacific_region": has_no_equation_of_its_own and known.who in _ASIA_PACIFIC,
        }
        return tuple(name for name, is_asked in asked.items() if is_asked)


FURTHER_QUESTIONS: Final = frozenset(
    {"pregnant", "diabetes_diagnosis_age_years", "who_region", "asia_pacific_region"}
)
"""What is asked of some people only."""


def birth_date_is_plausible(birth_date: date, today: date) -> bool:
    """Tell whether a living person can have been born on that day."""
    age = Answers(birth_date=birth_date).age_years(today)
    return birth_date <= today and age is not None and PLAUSIBLE[Input.AGE].holds(age)


def answers_of(content: Mapping[str, Any]) -> Answers:
    """Read the answers as `answers_as_content` wrote them; nothing is known from an empty mapping."""
    kept = {name: answer for name, answer in content.items() if name in _READ}
    return Answers(
        **{name: _READ[name](answer["value"]) for name, answer in kept.items()},
        answered_at=MappingProxyType({name: float(answer["answered_at"]) for name, answer in kept.items()}),
    )


def answers_as_content(answers: Answers) -> dict[str, Any]:
    """Return the known answers as the record keeps them, in plain JSON types."""
    return {
        name: {"value": _as_json(value), "answered_at": answers.answered_at[name]}
        for name in _READ
        if (value := getattr(answers, name)) is not None
    }


def answered(values: Mapping[str, Any], at: float) -> Answers:
    """Return answers that were all given, or confirmed, at one time; unknown ones carry no date."""
    known = {name: value for name, value in values.items() if value is not None}
    return Answers(**known, answered_at=MappingProxyType(dict.fromkeys(known, at)))


_READ: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "birth_date": date.fromisoformat,
        "sex": Sex,
        "country": str,
        "who_region": WhoRegion,
        "asia_pacific_region": RiskRegion,
        "smoking": Smoking,
        "indoor_smoke": bool,
        "diabetes": Diabetes,
        "diabetes_diagnosis_age_years": float,
        "cardiovascular_disease": bool,
        "pregnant": bool,
        "familial_hypercholesterolaemia": bool,
        "chronic_kidney_disease": bool,
        "blood_pressure_treatment": bool,
        "statin": bool,
        "lipid_treatment": bool,
        "family_history": bool,
    }
)
"""Every question, in the order of asking, and how its answer is read back."""

QUESTIONS: Final = (*_READ,)


def _as_json(value: date | str | float) -> str | float:
    """Return an answer in a plain JSON type."""
    return value.isoformat() if isinstance(value, date) else value


def _birthday(born: date, year: int) -> date:
    """Return the birthday in a year; whoever was born on 29 February has it on 1 March of the other years."""
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)
