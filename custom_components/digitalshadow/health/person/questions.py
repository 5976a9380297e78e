"""The table of the questions about a person's health: one field of `Answers` a question, with all that follows from it.

A new question needs its line here and its texts; the form asks it, the record keeps it, the page for the doctor prints
it and `Profile` carries it to whatever uses it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from .age import LIVING_AGES, born_within
from .choices import Diabetes, Sex, Smoking
from .ranges import Range
from .regions import Regions, RiskRegion, WhoRegion, regions_of


class Kind(StrEnum):
    """How a question is answered. Every one may be left unknown."""

    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    COUNTRY = "country"


type HoldsUntil = Callable[[Answers, date], date]
"""Tells from all answers and the day of answering on which day an answer can be true for the last time."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What beside the answers decides whether a question arises."""

    age_years: float | None = None
    """Age on the day of asking."""
    has_diabetic_sugar: bool = False
    """Whether a measured blood sugar lies in the range of diabetes."""


type Arises = Callable[[Answers, Circumstances], bool]
"""Tells from the other answers and what else is known whether a question arises."""

_KINDS: Final[Mapping[type, Kind]] = MappingProxyType(
    {date: Kind.DAY, bool: Kind.YES_NO, float: Kind.NUMBER, str: Kind.COUNTRY}
)
_READ: Final[Mapping[Kind, Callable[[Any], Any]]] = MappingProxyType({Kind.DAY: date.fromisoformat})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question."""

    name: str
    """Its lasting name: the field of `Answers`, and the key in record, form and translations."""
    answer: type
    """What an answer is: a day, a member of an enum, yes or no, a number, or as text the code of a country."""
    asked_if: Arises | None = None
    """Of whom it is asked; None for what everybody is asked."""
    fits: Arises | None = None
    """Whether its own answer can be true beside the others; None where it always can."""
    accepts: Callable[[Any, date], bool] | None = None
    """Given an answer and today, whether it can be true; None where every one can."""
    limits: Range | None = None
    """What a number can be."""
    holds_until: HoldsUntil | None = None
    """Until when an answer says something about today; None for one that stays true."""
    ends_by_itself: bool = False
    """Whether nobody needs to be asked again once the answer has ended."""
    is_for_doctor: bool = True
    """Whether the page for the doctor prints the answer."""

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return _KINDS.get(self.answer, Kind.CHOICE)

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers to choose from, where it is answered by a choice."""
        return tuple(str(choice) for choice in self.answer) if issubclass(self.answer, StrEnum) else ()

    def arises(self, answers: Answers, circumstances: Circumstances) -> bool:
        """Tell whether a person with these other answers is asked."""
        return self.asked_if is None or self.asked_if(answers, circumstances)

    def fits_the_others(self, answers: Answers, circumstances: Circumstances) -> bool:
        """Tell whether its answer can be true beside the others; unknown always can."""
        return getattr(answers, self.name) is None or self.fits is None or self.fits(answers, circumstances)

    @property
    def is_asked_again(self) -> bool:
        """Whether an answer runs out and must then be renewed."""
        return self.holds_until is not None and not self.ends_by_itself

    def is_possible(self, answer: object, today: date) -> bool:
        """Tell whether an answer can be true; unknown always can."""
        return answer is None or self.accepts is None or self.accepts(answer, today)

    def read(self, stored: object) -> Any:  # noqa: ANN401  # an answer of any kind
        """Read an answer from the plain JSON type in which it is stored."""
        return _READ.get(self.kind, self.answer)(stored)

    def written(self, answer: date | str | float) -> str | float:
        """Return an answer in a plain JSON type."""
        return answer.isoformat() if isinstance(answer, date) else answer


_QUESTION: Final = "question"


def asked[T](
    answer: type[T],
    *,
    asked_if: Arises | None = None,
    fits: Arises | None = None,
    accepts: Callable[[T, date], bool] | None = None,
    limits: Range | None = None,
    holds_until: HoldsUntil | None = None,
    ends_by_itself: bool = False,
    is_for_doctor: bool = True,
) -> T | None:
    """Declare a field of `Answers` as a `Question`; it is unknown until somebody answers."""
    question = partial(
        Question,
        answer=answer,
        asked_if=asked_if,
        fits=fits,
        accepts=accepts,
        limits=limits,
        holds_until=holds_until,
        ends_by_itself=ends_by_itself,
        is_for_doctor=is_for_doctor,
    )
    return field(default=None, metadata={_QUESTION: question})


PREGNANCY_ASKED_BELOW_YEARS: Final = 60
"""Our own choice: from this age on nobody is asked whether she is pregnant."""
PREGNANCY_ANSWER_DAYS: Final = 280
"""Our own choice, the length of a pregnancy: an older answer, yes or no, says nothing about today."""
TYPE_2_FROM_YEARS: Final = 10
"""Our own choice against slips of the pen: type 2 found in a younger child is asked again."""
RULED_OUT_DAYS: Final = 182
"""Our own choice: after half a year a doctor's word on a blood sugar says nothing about a newer one."""
AFTER_BIRTH_DAYS: Final = 42
"""Six weeks, in which high pressure can still come from a pregnancy (NICE NG133, ACOG)."""
LATE_BIRTH_DAYS: Final = 14
"""So long after the expected date a child may still not be born."""
_EXPECTED_WITHIN: Final = timedelta(days=300)

_ASIA_PACIFIC: Final = frozenset(
    {
        WhoRegion.AUSTRALASIA,
        WhoRegion.EAST_ASIA,
        WhoRegion.HIGH_INCOME_ASIA_PACIFIC,
        WhoRegion.OCEANIA,
        WhoRegion.SOUTH_ASIA,
        WhoRegion.SOUTHEAST_ASIA,
    }
)
"""Where SCORE2-Asia-Pacific may apply, so that the person is asked."""


def _may_be_pregnant(answers: Answers, circumstances: Circumstances) -> bool:
    """Women below an age are asked."""
    age = circumstances.age_years
    return answers.sex is Sex.FEMALE and (age is None or age < PREGNANCY_ASKED_BELOW_YEARS)


def _is_pregnant(answers: Answers, circumstances: Circumstances) -> bool:
    """Pregnant people are asked."""
    return answers.pregnant is True and _may_be_pregnant(answers, circumstances)


def _pregnancy_until(answers: Answers, answered_on: date) -> date:
    """An answer holds until the expected date, else as long as a pregnancy lasts."""
    if answers.pregnant and answers.expected_birth_date is not None:
        return answers.expected_birth_date
    return answered_on + timedelta(days=PREGNANCY_ANSWER_DAYS)


def _expected_until(answers: Answers, answered_on: date) -> date:
    """After it a child may come late, and then six weeks follow: so long the date still says something."""
    expected = answers.expected_birth_date or answered_on
    return expected + timedelta(days=LATE_BIRTH_DAYS + AFTER_BIRTH_DAYS)


def _after_birth_until(answers: Answers, answered_on: date) -> date:
    """The weeks after a birth end by themselves."""
    return (answers.child_birth_date or answered_on) + timedelta(days=AFTER_BIRTH_DAYS)


def _can_be_expected(day: date, today: date) -> bool:
    """Accept a date that a pregnancy of today can end on."""
    return today - timedelta(days=LATE_BIRTH_DAYS) <= day <= today + _EXPECTED_WITHIN


def _has_been(day: date, today: date) -> bool:
    """Nobody was born tomorrow."""
    return day <= today


def _has_diabetes(answers: Answers, _circumstances: Circumstances) -> bool:
    """People with diabetes of any type are asked."""
    return answers.diabetes not in {None, Diabetes.NONE}


def _can_be_diagnosed(answers: Answers, circumstances: Circumstances) -> bool:
    """Nobody's diabetes was found in the future, and type 2 in no small child."""
    found, age = answers.diabetes_diagnosis_age_years, circumstances.age_years
    if found is None:
        return True
    is_too_young = answers.diabetes is Diabetes.TYPE_2 and found < TYPE_2_FROM_YEARS
    return not is_too_young and (age is None or found <= age)


def _ruled_out_until(_answers: Answers, answered_on: date) -> date:
    """A doctor's word holds for half a year."""
    return answered_on + timedelta(days=RULED_OUT_DAYS)


def _denies_what_was_measured(answers: Answers, circumstances: Circumstances) -> bool:
    """People without diabetes and with a blood sugar in its range are asked what a doctor said."""
    return answers.diabetes is Diabetes.NONE and circumstances.has_diabetic_sugar


def _lives_beyond_the_lists(answers: Answers, _circumstances: Circumstances) -> bool:
    """Asked where the country does not tell the world region."""
    return answers.country is not None and regions_of(answers.country).who is None


def _may_live_in_asia_pacific(answers: Answers, _circumstances: Circumstances) -> bool:
    """Asked where no other family of equations was made for the country."""
    known = Regions() if answers.country is None else regions_of(answers.country)
    has_an_equation = known.prevent or known.score2 is not None
    return not has_an_equation and (known.who or answers.who_region) in _ASIA_PACIFIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person answered, in the order of asking; `None` where the answer is unknown, never a guess."""

    birth_date: date | None = asked(date, accepts=partial(born_within, LIVING_AGES), is_for_doctor=False)
    """Day of birth."""
    sex: Sex | None = asked(Sex)
    """The sex that the equations shall use."""
    country: str | None = asked(str, is_for_doctor=False)
    """Where the person lives, ISO 3166-1 alpha-2."""
    who_region: WhoRegion | None = asked(WhoRegion, asked_if=_lives_beyond_the_lists, is_for_doctor=False)
    """The world region, asked for where the country does not tell it."""
    asia_pacific_region: RiskRegion | None = asked(
        RiskRegion, asked_if=_may_live_in_asia_pacific, is_for_doctor=False
    )
    """The risk region of SCORE2-Asia-Pacific, suggested where two sources agree on the country."""
    smoking: Smoking | None = asked(Smoking)
    """Tobacco and nicotine."""
    indoor_smoke: bool | None = asked(bool, is_for_doctor=False)
    """Whether somebody smokes where the person lives."""
    diabetes: Diabetes | None = asked(Diabetes)
    """Diagnosed diabetes."""
    diabetes_diagnosis_age_years: float | None = asked(
        float, asked_if=_has_diabetes, fits=_can_be_diagnosed, limits=LIVING_AGES, is_for_doctor=False
    )
    """Age at which it was diagnosed."""
    diabetes_ruled_out: bool | None = asked(
        bool, asked_if=_denies_what_was_measured, holds_until=_ruled_out_until
    )
    """Whether a doctor knows of a blood sugar in the range of diabetes, and says that it is none."""
    cardiovascular_disease: bool | None = asked(bool)
    """Known disease: heart attack, stroke, angina, heart failure, narrowed arteries, or an operation for these."""
    pregnant: bool | None = asked(bool, asked_if=_may_be_pregnant, holds_until=_pregnancy_until)
    """Whether the person is pregnant."""
    expected_birth_date: date | None = asked(
        date,
        asked_if=_is_pregnant,
        accepts=_can_be_expected,
        holds_until=_expected_until,
        ends_by_itself=True,
    )
    """When the child of a pregnancy is expected."""
    child_birth_date: date | None = asked(
        date,
        asked_if=_may_be_pregnant,
        accepts=_has_been,
        holds_until=_after_birth_until,
        ends_by_itself=True,
    )
    """When a child was born to the person, if that was in the last six weeks."""
    familial_hypercholesterolaemia: bool | None = asked(bool)
    """Whether a doctor has diagnosed it."""
    chronic_kidney_disease: bool | None = asked(bool)
    """Whether a doctor has diagnosed it."""
    blood_pressure_treatment: bool | None = asked(bool)
    """Whether the person takes a drug that lowers blood pressure."""
    statin: bool | None = asked(bool)
    """Whether the person takes a statin."""
    lipid_treatment: bool | None = asked(bool)
    """Whether the person takes any drug that lowers cholesterol, a statin included."""
    family_history: bool | None = asked(bool)
    """Whether father or brother had a heart attack or stroke before 55, or mother or sister before 65."""
    lipoprotein_a_tested: bool | None = asked(bool)
    """Whether lipoprotein(a) was tested, once in a life."""


QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType(
    {found.name: found.metadata[_QUESTION](name=found.name) for found in fields(Answers)}
)
"""Every question by its name, in the order of asking."""
