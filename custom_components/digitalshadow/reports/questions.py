"""Answers a person's question about their own report with sentences of ours that a language model picked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from homeassistant.config_entries import ConfigSubentry

from ..engine.records.configuration import RiskModel
from ..health.choosing.arrangement import always_first
from ..health.report.phrases import PHRASES, Language
from ..health.report.text import write
from .desk import ReportDesk
from .language_model import Fault

NO_ANSWER: Final = "no_answer"
"""Why nothing was picked: the report has no answer."""

_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        NO_ANSWER: "ask.cannot",
        Fault.BUSY: "ask.busy",
        Fault.NONE_CHOSEN: "ask.nobody",
        Fault.MISSING: "ask.nobody",
        Fault.NOT_CONFIRMED: "ask.nobody",
        Fault.PRIVATE: "ask.nobody",
        Fault.NO_CONSENT: "ask.nobody",
    }
)
"""What is said instead of an answer; everything else could go better another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody gets who asked."""

    language: Language
    """The language of its texts."""
    as_of: datetime
    """When it was made; nothing of it is stored."""
    model: RiskModel
    """The model that speaks about the face."""
    chosen_by: str | None
    """The entity that picked the sentences; None where none did."""
    why_not: str | None
    """Why there are no sentences; None where there are some."""
    first: tuple[str, ...]
    """What is said before every answer."""
    paragraphs: tuple[str, ...]
    """The sentences, or the one that says why there are none."""

    @property
    def spoken(self) -> str:
        """The reply in one piece."""
        return PHRASES[self.language].say("format.sentences").join((*self.first, *self.paragraphs))


async def async_reply(
    desk: ReportDesk,
    person: ConfigSubentry,
    question: str,
    *,
    language: Language,
    now: datetime,
) -> Reply:
    """Answer a person's question as of `now`, which carries the local time zone.

    That can take as long as the language model's deadline.

    Raises:
        EngineUnavailableError: No model speaks.
        RecordError: The record cannot be read or written.
    """
    known = await desk.async_known(person, now)
    report = write(known.facts, language, person.title)
    chosen = await desk.chooser.async_answer(person, known.facts, report, question)
    why_not = None if chosen.result else str(chosen.problem or NO_ANSWER)
    return Reply(
        language=language,
        as_of=now,
        model=known.model,
        chosen_by=chosen.by,
        why_not=why_not,
        first=always_first(report),
        paragraphs=chosen.result or (PHRASES[language].say(_NOTES.get(str(why_not), "ask.failed")),),
    )
