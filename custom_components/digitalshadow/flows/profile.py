"""The steps of the person flow that ask for what the clinical equations want to know."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
import time
from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import (
    CountrySelector,
    DateSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import dt as dt_util
import probatio

from ..exceptions import translation_key
from ..health.person.answers import (
    FURTHER_QUESTIONS,
    QUESTIONS,
    Answers,
    answered,
    answers_as_content,
    birth_date_is_plausible,
)
from ..health.person.person_profile import Diabetes, Input, Sex, Smoking
from ..health.person.ranges import PLAUSIBLE
from ..health.person.regions import RiskRegion, WhoRegion
from ..outlook.clinical import async_answers, async_tell_clinical_inputs
from ..record import RecordError
from .enrolment import EnrolmentFlow, signed_in_user_id

UNKNOWN: Final = "unknown"
YES: Final = "yes"
NO: Final = "no"

_CHOICES: Final[Mapping[str, type[StrEnum]]] = {
    "sex": Sex,
    "smoking": Smoking,
    "diabetes": Diabetes,
    "who_region": WhoRegion,
    "asia_pacific_region": RiskRegion,
}
"""Questions with more answers than yes and no."""

_PLAIN: Final = ("birth_date", "country", "diabetes_diagnosis_age_years")
"""Questions that are not answered by a choice; left empty they are unknown."""


FIRST_QUESTIONS: Final = tuple(name for name in QUESTIONS if name not in FURTHER_QUESTIONS)


class ProfileFlow(EnrolmentFlow):
    """Ask for the answers, all of them with "unknown" to choose, and keep them in the record."""

    _answers: Answers
    """What was answered so far in this flow."""

    async def async_step_profile(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask the questions that everybody is asked."""
        if user_input is None:
            try:
                self._answers = await async_answers(self._runtime.record, self._person_id)
            except RecordError as error:
                return self.async_abort(reason=translation_key(error))
            return self._show_questions("profile", _shown(self._answers, country=self.hass.config.country))
        given = _given(user_input, FIRST_QUESTIONS)
        today = dt_util.now().date()
        born = given["birth_date"]
        if born is not None and not birth_date_is_plausible(born, today):
            return self._show_questions("profile", user_input, {"birth_date": "birth_date_implausible"})
        known = {name: getattr(self._answers, name) for name in FURTHER_QUESTIONS}
        self._answers = answered(given | known, time.time())
        if self._further_questions:
            return await self.async_step_profile_details()
        return await self._async_keep_answers()

    async def async_step_profile_details(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask the questions that arise from the first ones."""
        if user_input is None:
            return self._show_questions("profile_details", _shown(self._answers))
        known = {name: getattr(self._answers, name) for name in FIRST_QUESTIONS}
        self._answers = answered(known | _given(user_input, self._further_questions), time.time())
        return await self._async_keep_answers()

    @property
    def _further_questions(self) -> tuple[str, ...]:
        """The questions that arise from the answers so far."""
        return self._answers.further_questions(dt_util.now().date())

    def _show_questions(
        self, step_id: str, values: Mapping[str, Any], errors: dict[str, str] | None = None
    ) -> SubentryFlowResult:
        """Show the questions of a step with the answers that are known."""
        asked = self._further_questions if step_id == "profile_details" else FIRST_QUESTIONS
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(_schema(asked), values),
            errors=errors,
            description_placeholders={"name": self._name},
        )

    async def _async_keep_answers(self) -> SubentryFlowResult:
        """Store the answers, without those to questions that do not arise any more."""
        unasked: dict[str, Any] = dict.fromkeys(FURTHER_QUESTIONS.difference(self._further_questions))
        self._answers = replace(self._answers, **unasked)
        try:
            await self._runtime.record.async_set_profile(
                self._person_id, answers_as_content(self._answers), time.time(), signed_in_user_id()
            )
        except RecordError as error:
            return self._show_questions("profile", _shown(self._answers), {"base": translation_key(error)})
        async_tell_clinical_inputs(self.hass)
        return self.async_abort(reason="profile_stored", description_placeholders={"name": self._name})


def _schema(questions: Iterable[str]) -> probatio.Schema:
    """Return the form that asks them."""
    return probatio.Schema(
        {
            probatio.Optional(name)
            if name in _PLAIN
            else probatio.Required(name, default=UNKNOWN): _selector(name)
            for name in questions
        }
    )


def _selector(question: str) -> DateSelector | CountrySelector | NumberSelector | SelectSelector:
    """Return how one question is answered."""
    match question:
        case "birth_date":
            return DateSelector()
        case "country":
            return CountrySelector()
        case "diabetes_diagnosis_age_years":
            ages = PLAUSIBLE[Input.DIABETES_DIAGNOSIS_AGE]
            return NumberSelector(
                NumberSelectorConfig(min=ages.low, max=ages.high - 1, step=1, mode=NumberSelectorMode.BOX)
            )
    if question in _CHOICES:
        options, key = [choice.value for choice in _CHOICES[question]], question
    else:
        options, key = [YES, NO], "yes_no_unknown"
    return SelectSelector(
        SelectSelectorConfig(
            options=[*options, UNKNOWN], mode=SelectSelectorMode.DROPDOWN, translation_key=key
        )
    )


def _given(user_input: Mapping[str, Any], questions: Iterable[str]) -> dict[str, Any]:
    """Return what a filled-in form says, `None` for unknown."""
    return {name: _answer(name, user_input.get(name)) for name in questions}


def _answer(question: str, value: Any) -> Any:  # noqa: ANN401  # a value of a form and an answer, of any kind
    """Return the answer that a field of the form gives."""
    if value is None or value == UNKNOWN:
        return None
    if question == "birth_date":
        return date.fromisoformat(value)
    if question in _CHOICES:
        return _CHOICES[question](value)
    return value if question in _PLAIN else value == YES


def _shown(answers: Answers, **defaults: str | None) -> dict[str, Any]:
    """Return answers as the form shows them; a default stands in for an unknown one, to be confirmed or changed."""
    values = {name: getattr(answers, name) for name in QUESTIONS}
    return defaults | {name: _as_field(value) for name, value in values.items() if value is not None}


def _as_field(value: Any) -> Any:  # noqa: ANN401  # an answer of any kind
    """Return how the form shows one answer."""
    match value:
        case bool():
            return YES if value else NO
        case date():
            return value.isoformat()
        case _:
            return value
