"""The steps of the person flow that ask the questions of the table, and keep the answers in the record."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
import time
from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import (
    CountrySelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util import dt as dt_util
import probatio

from ..exceptions import translation_key
from ..health.clinical import circumstances_of
from ..health.person.answers import FIRST_QUESTIONS, DatedAnswers, answered, answers_as_content
from ..health.person.questions import QUESTIONS, Circumstances, Kind, Question
from ..health.person.ranges import Range
from ..outlook.clinical import async_clinical, async_tell_clinical_inputs
from ..record import RecordError
from .enrolment import EnrolmentFlow, signed_in_user_id

UNKNOWN: Final = "unknown"
YES: Final = "yes"
NO: Final = "no"

_CHOSEN: Final = frozenset({Kind.CHOICE, Kind.YES_NO})
"""Answered by a choice, of which one is "unknown"; every other field is left empty for that."""


class ProfileFlow(EnrolmentFlow):
    """Ask first what everybody is asked, then what arises from the answers."""

    _answers: DatedAnswers
    """What is known so far."""
    _circumstances: Circumstances
    """What beside the answers decides which questions arise."""
    _questions: tuple[str, ...]
    """What the form asks that is shown."""
    _asked: frozenset[str]
    """What was asked since the first form, that form included."""

    async def async_step_profile(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask the questions that everybody is asked."""
        if user_input is not None:
            return await self._async_go_on("profile", user_input)
        try:
            known = await async_clinical(self._runtime.record, self._person_id, dt_util.now())
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        self._answers, self._circumstances = known.answers, circumstances_of(known.profile)
        return self._ask_first(country=self.hass.config.country)

    async def async_step_profile_details(self, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Take the answers to the questions that arose."""
        return await self._async_go_on("profile_details", user_input)

    async def _async_go_on(self, step_id: str, user_input: Mapping[str, Any]) -> SubentryFlowResult:
        """Take what a form says; ask what arises from it, or keep everything."""
        unread = [name for name in self._questions if not _is_readable(QUESTIONS[name], user_input.get(name))]
        if unread:
            return self._show(step_id, user_input, {name: f"{name}_implausible" for name in unread})
        given = {name: _answer(QUESTIONS[name], user_input.get(name)) for name in self._questions}
        today = dt_util.now().date()
        errors = {
            name: f"{name}_implausible"
            for name, answer in given.items()
            if not QUESTIONS[name].is_possible(answer, today)
        }
        if errors:
            return self._show(step_id, user_input, errors)
        known = {name: getattr(self._answers, name) for name in QUESTIONS}
        answers = answered(known | given, time.time())
        circumstances = replace(self._circumstances, age_years=answers.age_years(today))
        if unfit := [name for name in given if not QUESTIONS[name].fits_the_others(answers, circumstances)]:
            return self._show(step_id, user_input, {name: f"{name}_implausible" for name in unfit})
        self._answers = answers
        further = self._answers.further_questions(circumstances)
        if arisen := tuple(name for name in further if name not in self._asked):
            self._questions, self._asked = arisen, self._asked.union(arisen)
            suggested = {"asia_pacific_region": self._answers.regions.asia_pacific}
            return self._show("profile_details", suggested | _shown(self._answers))
        return await self._async_keep(unasked=QUESTIONS.keys() - {*FIRST_QUESTIONS, *further})

    async def _async_keep(self, unasked: Iterable[str]) -> SubentryFlowResult:
        """Store the answers, without those to questions that do not arise any more."""
        gone: dict[str, Any] = dict.fromkeys(unasked)
        self._answers = replace(self._answers, **gone)
        try:
            await self._runtime.record.async_set_profile(
                self._person_id, answers_as_content(self._answers), time.time(), signed_in_user_id()
            )
        except RecordError as error:
            return self._ask_first({"base": translation_key(error)})
        async_tell_clinical_inputs(self.hass)
        return self.async_abort(reason="profile_stored", description_placeholders={"name": self._name})

    def _ask_first(self, errors: dict[str, str] | None = None, **suggested: str | None) -> SubentryFlowResult:
        """Ask what everybody is asked; a suggestion stands in for an unknown answer, to be confirmed or changed."""
        self._questions, self._asked = FIRST_QUESTIONS, frozenset(FIRST_QUESTIONS)
        return self._show("profile", suggested | _shown(self._answers), errors)

    def _show(
        self, step_id: str, values: Mapping[str, Any], errors: dict[str, str] | None = None
    ) -> SubentryFlowResult:
        """Show the questions of a form with the answers that are known."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(_schema(self._questions), values),
            errors=errors,
            description_placeholders={"name": self._name},
        )


def _schema(questions: Iterable[str]) -> probatio.Schema:
    """Return the form that asks them."""
    return probatio.Schema(
        {
            probatio.Required(name, default=UNKNOWN)
            if QUESTIONS[name].kind in _CHOSEN
            else probatio.Optional(name): _selector(QUESTIONS[name])
            for name in questions
        }
    )


def _selector(question: Question) -> TextSelector | CountrySelector | NumberSelector | SelectSelector:
    """Return how a question is answered."""
    match question.kind:
        case Kind.DAY:
            # The calendar of a date selector begins in 1970 and cannot be typed into.
            return TextSelector(TextSelectorConfig(type=TextSelectorType.DATE))
        case Kind.COUNTRY:
            return CountrySelector()
        case Kind.NUMBER:
            return _whole_number(question.limits)
        case Kind.YES_NO:
            return _choice([YES, NO], "yes_no_unknown")
        case Kind.CHOICE:
            return _choice(question.choices, question.name)


def _whole_number(limits: Range | None) -> NumberSelector:
    """Return a field for a whole number."""
    config = NumberSelectorConfig(step=1, mode=NumberSelectorMode.BOX)
    if limits is not None:
        config |= {"min": limits.low, "max": limits.high - 1 if limits.open_end else limits.high}
    return NumberSelector(config)


def _choice(options: Iterable[str], translation_key: str) -> SelectSelector:
    """Return a list to choose from, "unknown" at its end."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[*options, UNKNOWN], mode=SelectSelectorMode.DROPDOWN, translation_key=translation_key
        )
    )


def _is_readable(question: Question, value: object) -> bool:
    """Tell whether a field holds what it asks for: a date is text to Home Assistant, which takes any."""
    if question.kind is not Kind.DAY or not value:
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _answer(question: Question, value: Any) -> Any:  # noqa: ANN401  # a value of a form and an answer, of any kind
    """Return the answer that a field of the form gives."""
    if value in {None, "", UNKNOWN}:
        return None
    return value == YES if question.kind is Kind.YES_NO else question.read(value)


def _shown(answers: DatedAnswers) -> dict[str, Any]:
    """Return the known answers as a form shows them."""
    return {
        name: _as_field(question, value)
        for name, question in QUESTIONS.items()
        if (value := getattr(answers, name)) is not None
    }


def _as_field(question: Question, value: Any) -> str | float:  # noqa: ANN401  # an answer of any kind
    """Return how a form shows one answer."""
    if question.kind is Kind.YES_NO:
        return YES if value else NO
    return question.written(value)
