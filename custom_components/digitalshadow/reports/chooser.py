"""Has a language model of the household's choice pick from our own sentences; it never writes any.

It sees numbered sentences without values, names and dates and answers with numbers. An answer that is not one of those
that were offered is counted and forgotten, so that nothing it says can reach a reader.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant
import probatio

from ..const import CONF_CHOOSER
from ..entity_reference import entity_id_of
from ..health.choosing.arrangement import arranged, paragraphs_of
from ..health.choosing.choice import (
    CAN_ANSWER,
    LENGTH,
    MOST_SENTENCES,
    OPENING,
    ORDER,
    SENTENCES,
    TONE,
    Length,
    Opening,
    Problem,
    Tone,
    read_ordering,
    read_pick,
)
from ..health.choosing.pieces import Menu, question_menu, report_menu
from ..health.choosing.prompt import order_prompt, question_prompt
from ..health.report.facts import ReportFacts
from ..health.report.text import Report
from .language_model import Fault, async_ask, async_fault

_LOGGER = logging.getLogger(__name__)

REPORT_DEADLINE_SECONDS: Final = 120.0
"""A model of a few billion parameters reads a report on a small machine in a minute or so; nobody waits for it."""
QUESTION_DEADLINE_SECONDS: Final = 60.0
"""Somebody waits for the answer."""


@dataclass(frozen=True, slots=True)
class Chosen[T]:
    """What became of the wish that a language model chooses."""

    by: str | None = None
    """The entity whose choice counts; None where none does."""
    result: T | None = None
    """The arranged report, or the paragraphs of an answer; None where no choice counts."""
    problem: Fault | Problem | None = None
    """Why no choice counts; None where one does."""


class Chooser:
    """The language model that the options of the entry name."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Nothing is asked before it is needed."""
        self.accepted = 0
        self.refused: Counter[Fault | Problem] = Counter()
        self._asking: set[str] = set()
        self._hass = hass
        self._entry = entry

    @property
    def is_chosen(self) -> bool:
        """Whether there is to be one."""
        return CONF_CHOOSER in self._entry.options

    def _entity(self) -> str | Fault:
        """Return the chosen AI Task entity as it is called now, or why there is none."""
        chosen: str | None = self._entry.options.get(CONF_CHOOSER)
        if chosen is None:
            return Fault.NONE_CHOSEN
        return entity_id_of(self._hass, chosen) or Fault.MISSING

    async def async_arrange(
        self,
        person: ConfigSubentry,
        facts: ReportFacts,
        report: Report,
        deadline_seconds: float = REPORT_DEADLINE_SECONDS,
    ) -> Chosen[Report]:
        """Return a person's report about these facts with the pieces that the language model chose, in its order."""
        if isinstance(entity_id := self._entity(), Fault):
            return Chosen(problem=entity_id)
        menu = report_menu(facts, report)
        ordering = await self._async_choice(
            entity_id,
            person,
            order_prompt(menu),
            _order_form(menu),
            lambda answer: read_ordering(answer, menu),
            deadline_seconds=deadline_seconds,
        )
        if isinstance(ordering, Fault | Problem):
            return Chosen(problem=ordering)
        return Chosen(entity_id, arranged(report, menu, ordering, entity_id))

    async def async_answer(
        self,
        person: ConfigSubentry,
        facts: ReportFacts,
        report: Report,
        question: str,
        deadline_seconds: float = QUESTION_DEADLINE_SECONDS,
    ) -> Chosen[tuple[str, ...]]:
        """Return the paragraphs that the language model picked for a question about a person's report.

        They are none where it says that there is no answer. Each person has one question at a time.
        """
        if isinstance(entity_id := self._entity(), Fault):
            return Chosen(problem=entity_id)
        if person.subentry_id in self._asking:
            return Chosen(problem=Fault.BUSY)
        menu = question_menu(facts, report)
        self._asking.add(person.subentry_id)
        try:
            numbers = await self._async_choice(
                entity_id,
                person,
                question_prompt(menu, question, MOST_SENTENCES),
                _question_form(menu),
                lambda answer: read_pick(answer, menu),
                deadline_seconds=deadline_seconds,
            )
        finally:
            self._asking.discard(person.subentry_id)
        if isinstance(numbers, Fault | Problem):
            return Chosen(problem=numbers)
        return Chosen(entity_id, paragraphs_of(menu, numbers))

    async def _async_choice[T](
        self,
        entity_id: str,
        person: ConfigSubentry,
        prompt: str,
        form: probatio.Schema,
        read: Callable[[object], T | Problem],
        *,
        deadline_seconds: float,
    ) -> T | Fault | Problem:
        """Return what `read` makes of the answer, or why there is none that counts; either is counted."""
        fault = await async_fault(self._hass, self._entry, person, entity_id)
        answer = fault or await async_ask(self._hass, entity_id, prompt, form, deadline_seconds)
        choice = answer if isinstance(answer, Fault) else read(answer)
        if isinstance(choice, Fault | Problem):
            _LOGGER.info("No choice of a language model counts: %s", choice)
            self.refused[choice] += 1
        else:
            self.accepted += 1
        return choice


def _order_form(menu: Menu) -> probatio.Schema:
    """Return the form of the answer about a report, which servers make a grammar of. It is checked anew afterwards."""
    return probatio.Schema(
        {
            probatio.Required(ORDER): [probatio.In(list(menu))],
            probatio.Required(OPENING): probatio.In([str(opening) for opening in Opening]),
            probatio.Required(TONE): probatio.In([str(tone) for tone in Tone]),
            probatio.Required(LENGTH): probatio.In([str(length) for length in Length]),
        }
    )


def _question_form(menu: Menu) -> probatio.Schema:
    """Return the form of the answer to a question."""
    return probatio.Schema(
        {
            probatio.Required(CAN_ANSWER): bool,
            probatio.Required(SENTENCES): [probatio.In(list(menu))],
        }
    )
