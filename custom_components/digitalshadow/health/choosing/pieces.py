"""What a language model may choose from: numbered pieces of our own text, of which it sees no value, name or date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..report.facts import ReportFacts
from ..report.phrases import PHRASES, Language
from ..report.text import Report, Section, SectionKey, write
from .masking import masked_phrases, shown

CHOOSABLE: Final = frozenset({SectionKey.SEEN, SectionKey.MISSING, SectionKey.ADVICE, SectionKey.FURTHER})
"""The sections of which a report may leave something out. All others are there whole and in their order.

A section belongs here only if a report says everything that matters without it.
"""
TOPICS: Final = CHOOSABLE | {SectionKey.TREND, SectionKey.RISK}
"""The sections that answer questions. The others stand before every answer."""
ALWAYS_ADVISED: Final = 1
"""So many pieces of advice, the first ones, are in every report: what helps most is not left out."""
_SEPARATE: Final = frozenset({SectionKey.MISSING, SectionKey.ADVICE, SectionKey.FURTHER})
"""The sections whose paragraphs can be understood alone; those of others only together."""
_EXPLANATIONS: Final = ("glossary.", "method.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that can be chosen."""

    section: SectionKey | None
    """The section it belongs to; None for an explanation, which is about nobody."""
    paragraphs: tuple[str, ...]
    """What is shown once it is chosen."""
    masked: str
    """What the language model reads."""


type Menu = Mapping[str, Piece]
"""Pieces by the numbers that a language model names them by, from "1" on."""


def report_menu(facts: ReportFacts, report: Report) -> Menu:
    """Return what may be put in another order or left out in the report about these facts."""
    pieces = [piece for piece in _pieces(facts, report) if piece.section in CHOOSABLE]
    advice = [piece for piece in pieces if piece.section is SectionKey.ADVICE]
    return _numbered(piece for piece in pieces if piece not in advice[:ALWAYS_ADVISED])


def question_menu(facts: ReportFacts, report: Report) -> Menu:
    """Return what may answer a question about the report about these facts."""
    of_report = (piece for piece in _pieces(facts, report) if piece.section in TOPICS)
    return _numbered((*of_report, *_explanations(report.language)))


def _numbered(pieces: Iterable[Piece]) -> Menu:
    """Number pieces."""
    return {str(number): piece for number, piece in enumerate(pieces, start=1)}


def _pieces(facts: ReportFacts, report: Report) -> Iterator[Piece]:
    """Yield the pieces of a report. It is written a second time without values."""
    masked = write(facts, report.language, "", masked_phrases(report.language))
    for section, hidden in zip(report.sections, masked.sections, strict=True):
        if section.key in _SEPARATE:
            for text, masked_text in zip(section.paragraphs, hidden.paragraphs, strict=True):
                yield Piece(section.key, (text,), shown(masked_text))
        elif section.paragraphs:
            yield Piece(section.key, section.paragraphs, _joined(report.language, hidden))


def _joined(language: Language, hidden: Section) -> str:
    """Return the paragraphs of a section in one line, without values."""
    return PHRASES[language].say("format.sentences").join(map(shown, hidden.paragraphs))


def _explanations(language: Language) -> Iterator[Piece]:
    """Yield what words mean and how things are done, which is the same for everybody."""
    phrases = PHRASES[language]
    for key in phrases.texts:
        if key.startswith(_EXPLANATIONS):
            text = phrases.say(key)
            yield Piece(None, (text,), text)
