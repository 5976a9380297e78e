"""A report or an answer from the pieces that a language model chose; what must be said is put first by us."""

from collections.abc import Iterator
from dataclasses import replace

from ..report.phrases import PHRASES
from ..report.text import FIXED, Report, Section, SectionKey
from .choice import Ordering
from .pieces import ALWAYS_ADVISED, CHOOSABLE, TOPICS, Menu


def arranged(report: Report, menu: Menu, ordering: Ordering, chosen_by: str) -> Report:
    """Return a report with the chosen pieces in their order, after everything that is in every report.

    Its preface names who chose, says how many pieces were left out, and opens it.
    """
    phrases = PHRASES[report.language]
    shown = ordering.numbers[: ordering.length.most_pieces]
    left_out = len(menu) - len(shown)
    preface = [phrases.say("chosen.note", chooser=chosen_by)]
    if left_out:
        preface.append(phrases.count("chosen.left_out", left_out))
    preface.append(phrases.say(f"opening.{ordering.opening}.{ordering.tone}"))
    fixed = (section for section in report.sections if section.key not in CHOOSABLE)
    return replace(
        report,
        preface=tuple(preface),
        sections=(*fixed, *_chosen_sections(report, menu, shown)),
    )


def _chosen_sections(report: Report, menu: Menu, numbers: tuple[str, ...]) -> Iterator[Section]:
    """Yield the sections of which something was chosen, in the order of their first piece; advice is always there."""
    found: dict[SectionKey, list[str]] = {}
    for piece in (menu[number] for number in numbers):
        if piece.section is not None:
            found.setdefault(piece.section, []).extend(piece.paragraphs)
    found.setdefault(SectionKey.ADVICE, [])
    for key, paragraphs in found.items():
        section = report.section(key)
        always = section.paragraphs[:ALWAYS_ADVISED] if key is SectionKey.ADVICE else ()
        if always or paragraphs:
            yield replace(section, paragraphs=(*always, *paragraphs))


def paragraphs_of(menu: Menu, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of the chosen pieces."""
    return tuple(text for number in numbers for text in menu[number].paragraphs)


def always_first(report: Report) -> tuple[str, ...]:
    """Return what stands before every answer to a question: what is urgent, when to call for help, what this is not.

    Of the two parts that are in every report in the same words it is the first sentence, which says most.
    """
    others = (section for section in report.sections if section.key not in {*TOPICS, *FIXED})
    fixed = (section for section in report.sections if section.key in FIXED)
    return (
        *(text for section in others for text in section.paragraphs),
        *(section.paragraphs[0] for section in fixed),
    )
