"""Has a language model of the household's choice put a report into words, and believes only what the verifier does.

The report never waits for it longer than a deadline and never fails because of it: whatever goes wrong is counted, and
the report stays in our own words.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant

from ..const import CONF_REPORT_WRITER, CONF_REPORT_WRITER_RECEIVER
from ..entry import is_shared
from ..health.report.facts import ReportFacts
from ..health.report.phrases import Language
from ..health.report.text import Report
from ..health.rewriting.prompt import completed, instructions, named, pseudonymous
from ..health.rewriting.verification import Problem, verify
from ..people.consent import has_agreed
from .receivers import async_receiver

_LOGGER = logging.getLogger(__name__)

DEADLINE_SECONDS: Final = 120.0
"""A model of a few billion parameters writes a page on a small machine in a minute or two."""
MOST_CHARACTERS: Final = 20_000
"""An answer that is longer is not even looked at; a report has about 4000."""
TEMPLATE: Final = "template"
"""The writer of a report in our own words."""

_AI_TASK: Final = "ai_task"
_TASK_NAME: Final = "DigitalShadow report"


class Fault(StrEnum):
    """Why a language model was not asked, or gave no answer that could be judged."""

    MISSING = "missing"
    """The entity does not exist now, or is unavailable."""
    NOT_CONFIRMED = "not_confirmed"
    """Nobody agreed that a text leaves the home to the integration that the entity now belongs to."""
    PRIVATE = "private"
    """The person keeps values private, and the text would leave the home."""
    NO_CONSENT = "no_consent"
    """The person agreed to another consent text than today's, which says that the text may leave the home."""
    NO_ANSWER = "no_answer"
    """The deadline passed."""
    FAILED = "failed"
    """It raised an error."""
    UNVERIFIED = "unverified"
    """The verifier itself failed on its answer, which is a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the wish that a language model writes."""

    writer: str = TEMPLATE
    """Whose words count: `template`, or the entity's id."""
    text: str | None = None
    """The verified text with the real names in it; None where the template counts."""
    problems: tuple[Fault | Problem, ...] = ()
    """Why the template counts; nothing where nobody else was to write."""


class ReportWriter:
    """The writer that the options of the entry name."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Nothing is asked before `async_write`."""
        self.accepted = 0
        self.refused: Counter[Fault | Problem] = Counter()
        self._hass = hass
        self._entry = entry

    @property
    def entity_id(self) -> str | None:
        """The chosen AI Task entity, if any."""
        chosen: str | None = self._entry.options.get(CONF_REPORT_WRITER)
        return chosen

    async def async_write(
        self,
        person: ConfigSubentry,
        facts: ReportFacts,
        language: Language,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> Written:
        """Return a person's report in the words of the chosen language model where they can be believed."""
        if self.entity_id is None:
            return Written()
        fault = await self._async_fault(person, self.entity_id)
        written = (
            Written(problems=(fault,))
            if fault
            else await async_rewrite(
                self._hass,
                self.entity_id,
                facts,
                language,
                person_name=person.title,
                deadline_seconds=deadline_seconds,
            )
        )
        self.accepted += written.text is not None
        self.refused.update(written.problems)
        return written

    async def _async_fault(self, person: ConfigSubentry, entity_id: str) -> Fault | None:
        """Tell why an entity may not be asked, if so: what it belongs to can change after it was chosen."""
        receiver = await async_receiver(self._hass, entity_id)
        if receiver is None:
            return Fault.MISSING
        if receiver.is_local:
            return None
        if receiver.domain != self._entry.options.get(CONF_REPORT_WRITER_RECEIVER):
            return Fault.NOT_CONFIRMED
        if not is_shared(person):
            return Fault.PRIVATE
        return None if has_agreed(person) else Fault.NO_CONSENT


async def async_rewrite(
    hass: HomeAssistant,
    entity_id: str,
    facts: ReportFacts,
    language: Language,
    *,
    person_name: str,
    deadline_seconds: float = DEADLINE_SECONDS,
) -> Written:
    """Ask an AI Task entity to put facts into words. It sees pseudonyms; names are put into what was verified."""
    report = pseudonymous(facts, language)
    answer = await _async_answer(hass, entity_id, instructions(report), deadline_seconds)
    if isinstance(answer, Fault):
        return Written(problems=(answer,))
    # It takes milliseconds, or more where somebody means harm.
    try:
        text, problems = await hass.async_add_executor_job(_judged, answer, report, facts)
    except Exception as error:  # noqa: BLE001  # what the verifier stumbles over is not believed, and the report must come
        _LOGGER.warning("A language model's text could not be verified: %s", type(error).__name__)
        return Written(problems=(Fault.UNVERIFIED,))
    if problems:
        _LOGGER.info("The text of a language model was refused: %s", ", ".join(problems))
        return Written(problems=problems)
    return Written(entity_id, named(text, person_name, facts.model.name))


async def _async_answer(
    hass: HomeAssistant, entity_id: str, question: str, deadline_seconds: float
) -> str | Fault:
    """Return what the entity answers, or why there is nothing.

    Home Assistant's action for it is not used: calls of actions are events, which the recorder keeps. No context is
    given either, because the account's name would be told with it.
    """
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE or _AI_TASK not in hass.config.components:
        return Fault.MISSING
    from homeassistant.components.ai_task import (  # noqa: PLC0415  # loads all of Assist, which few homes need for this
        async_generate_data,
    )

    try:
        async with asyncio.timeout(deadline_seconds):
            result = await async_generate_data(
                hass, task_name=_TASK_NAME, entity_id=entity_id, instructions=question
            )
    except TimeoutError:
        _LOGGER.info("A language model did not answer within %s s", deadline_seconds)
        return Fault.NO_ANSWER
    except Exception as error:  # noqa: BLE001  # an integration of anybody's may raise anything, and the report must come
        # Its message might repeat the question.
        _LOGGER.info("A language model could not be asked: %s", type(error).__name__)
        return Fault.FAILED
    return result.data if isinstance(result.data, str) else ""


def _judged(answer: str, report: Report, facts: ReportFacts) -> tuple[str, tuple[Problem, ...]]:
    """Return the completed answer and what is wrong with it."""
    if len(answer) > MOST_CHARACTERS:
        return "", (Problem.TOO_LONG,)
    text = completed(answer, report)
    return text, verify(text, report, facts)
