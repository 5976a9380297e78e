"""A person's answers, each with its date: what the record keeps of them, and how they count on a day.

Unknown is `None` and stays unknown: nothing is assumed about a question that nobody answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from .age import age_years, local_day
from .questions import QUESTIONS, Answers, Circumstances
from .regions import Regions, regions_of

SECONDS_PER_DAY: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedAnswers(Answers):
    """What a person answered, and when."""

    answered_at: Mapping[str, float] = field(default_factory=dict)
    """When each question was answered, in seconds since the epoch, by its name."""

    def age_years(self, today: date) -> int | None:
        """Return the age in completed years."""
        return None if self.birth_date is None else age_years(self.birth_date, today)

    @property
    def regions(self) -> Regions:
        """Where the person lives, as the equations divide the world."""
        known = Regions() if self.country is None else regions_of(self.country)
        return replace(
            known,
            who=known.who or self.who_region,
            asia_pacific=self.asia_pacific_region or known.asia_pacific,
        )

    def last_days(self, now: datetime) -> dict[str, date]:
        """Return the answers that do not stay true, each with the last day that it holds; `now` has the time zone."""
        return {
            name: until(self, local_day(at, now))
            for name, at in self.answered_at.items()
            if (until := QUESTIONS[name].holds_until) is not None
        }

    def holding(self, now: datetime) -> DatedAnswers:
        """Return the answers that can still be true at `now`, which carries the local time zone."""
        gone: dict[str, Any] = {name: None for name, last in self.last_days(now).items() if last < now.date()}
        return replace(self, **gone)

    def further_questions(self, circumstances: Circumstances) -> tuple[str, ...]:
        """Name the questions that arise beyond those that everybody is asked."""
        return tuple(
            name
            for name, question in QUESTIONS.items()
            if question.asked_if is not None and question.arises(self, circumstances)
        )


FIRST_QUESTIONS: Final = tuple(name for name, question in QUESTIONS.items() if question.asked_if is None)
"""What everybody is asked."""


def answers_of(content: Mapping[str, Any]) -> DatedAnswers:
    """Read the answers as `answers_as_content` wrote them; one to no question of today is passed over."""
    kept = {name: answer for name, answer in content.items() if name in QUESTIONS}
    return DatedAnswers(
        **{name: QUESTIONS[name].read(answer["value"]) for name, answer in kept.items()},
        answered_at=MappingProxyType({name: float(answer["answered_at"]) for name, answer in kept.items()}),
    )


def answers_as_content(answers: DatedAnswers) -> dict[str, Any]:
    """Return the known answers as the record keeps them, in plain JSON types."""
    return {
        name: {"value": question.written(value), "answered_at": answers.answered_at[name]}
        for name, question in QUESTIONS.items()
        if (value := getattr(answers, name)) is not None
    }


def answered(values: Mapping[str, Any], at: float) -> DatedAnswers:
    """Return answers that were all given, or confirmed, at one time; unknown ones carry no date."""
    known = {name: value for name, value in values.items() if value is not None}
    return DatedAnswers(**known, answered_at=MappingProxyType(dict.fromkeys(known, at)))
