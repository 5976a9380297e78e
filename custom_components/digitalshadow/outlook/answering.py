"""The questions about a person's health one by one: which arise, what is answered, and a new answer kept at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.generated.countries import COUNTRIES

from ..exceptions import refused, translated_errors
from ..health.clinical import circumstances_of
from ..health.person.answers import DatedAnswers, answers_as_content
from ..health.person.questions import QUESTIONS, Circumstances, Kind, Question
from ..record import Record
from .clinical import async_clinical, async_tell_clinical_inputs

_JSON_TYPES: Final[Mapping[Kind, type | tuple[type, ...]]] = MappingProxyType(
    {Kind.YES_NO: bool, Kind.NUMBER: (int, float)}
)
"""What an answer comes as; a string where nothing is said."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that arises for a person, with what is known."""

    question: Question
    """What is asked."""
    answer: Any
    """What was answered; None where it is unknown."""
    suggested: str | None
    """What is likely, to be confirmed or changed."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What there is to choose from."""
        return tuple(sorted(COUNTRIES)) if self.question.kind is Kind.COUNTRY else self.question.choices


async def async_questions(
    hass: HomeAssistant, record: Record, person_id: str, now: datetime
) -> tuple[AskedQuestion, ...]:
    """Return the questions that arise for a person, in the order of asking; what the record refuses is translated."""
    answers, circumstances = await _async_known(record, person_id, now)
    suggested = {
        "country": hass.config.country,
        "asia_pacific_region": answers.regions.asia_pacific and answers.regions.asia_pacific.value,
    }
    return tuple(
        AskedQuestion(question, getattr(answers, name), suggested.get(name))
        for name, question in QUESTIONS.items()
        if question.arises(answers, circumstances)
    )


async def async_answer(
    hass: HomeAssistant,
    record: Record,
    person_id: str,
    name: str,
    given: object,
    *,
    by_user_id: str,
    now: datetime,
) -> None:
    """Keep one answer, None for unknown, and drop those to questions that do not arise any more.

    Raises:
        ServiceValidationError: For an answer that cannot be; it repeats nothing of it.
        HomeAssistantError: What the record refuses, translated.
    """
    question = QUESTIONS[name]
    answer = None if given is None else _read(question, given)
    known, circumstances = await _async_known(record, person_id, now)
    answered_at = {key: at for key, at in known.answered_at.items() if key != name}
    if answer is not None:
        answered_at[name] = now.timestamp()
    changed: dict[str, Any] = {name: answer}
    answers = replace(known, **changed, answered_at=MappingProxyType(answered_at))
    circumstances = replace(circumstances, age_years=answers.age_years(now.date()))
    is_possible = question.is_possible(answer, now.date())
    if not (is_possible and question.fits_the_others(answers, circumstances)):
        raise refused("answer_implausible")
    gone: dict[str, Any] = {
        key: None for key, one in QUESTIONS.items() if not one.arises(answers, circumstances)
    }
    with translated_errors():
        await record.async_set_profile(
            person_id, answers_as_content(replace(answers, **gone)), now.timestamp(), by_user_id
        )
    async_tell_clinical_inputs(hass)


async def _async_known(record: Record, person_id: str, now: datetime) -> tuple[DatedAnswers, Circumstances]:
    """Return what was answered so far, and what else decides which questions arise."""
    with translated_errors():
        clinical = await async_clinical(record, person_id, now)
    return clinical.answers, circumstances_of(clinical.profile)


def _read(question: Question, given: object) -> Any:  # noqa: ANN401  # an answer of any kind
    """Return an answer as it came in plain JSON; raise `ServiceValidationError` for one that is none."""
    is_of_type = isinstance(given, _JSON_TYPES.get(question.kind, str))
    is_bool_for_number = question.kind is Kind.NUMBER and isinstance(given, bool)
    if not is_of_type or is_bool_for_number or (question.kind is Kind.COUNTRY and given not in COUNTRIES):
        raise refused("answer_implausible")
    try:
        answer = question.read(given)
    except ValueError:
        raise refused("answer_implausible") from None
    if question.limits is not None and not question.limits.holds(answer):
        raise refused("answer_implausible")
    return answer
