"""A report as plain text, as Markdown and to be said aloud."""

import re
from typing import Final

from .phrases import PHRASES
from .text import Report, Section, SectionKey

_SPOKEN_OF_EACH: Final = 2
"""A listener remembers no more of a part; the page has the rest."""
_MARKDOWN: Final = re.compile(r"[\\`*_{}\[\]<>#|~&]")


def plain(report: Report) -> str:
    """Return a report as plain text, with the pieces of advice as a list."""
    parts = (f"{section.heading}\n{report.words(section.key)}" for section in report.sections)
    return "\n\n".join((f"{report.title}\n{report.made_on}", *report.preface, *parts)) + "\n"


def markdown(report: Report) -> str:
    """Return a report as Markdown. What stands in it for itself is escaped, a name such as `[x](y)` included."""
    parts = (_part(section, report.words(section.key)) for section in report.sections)
    head = (f"# {_escaped(report.title)}", *map(_escaped, (report.made_on, *report.preface)))
    return "\n\n".join((*head, *parts)) + "\n"


def _part(section: Section, words: str) -> str:
    """Return a part under its heading; what stands behind the steps is folded away."""
    heading, text = _escaped(section.heading), _escaped(words)
    if section.key is SectionKey.FURTHER:
        return f"<details><summary>{heading}</summary>\n\n{text}\n\n</details>"
    return f"## {heading}\n\n{text}"


def spoken(report: Report, *, is_demonstration: bool) -> str:
    """Return the few sentences that may be said aloud, what counts most first.

    That is the 10-year risk, what should be measured or answered, and what has changed. While a blood pressure is
    urgent nothing but that is said. A demonstration comes last and once.
    """
    limit, *_ = report.section(SectionKey.LIMITS).paragraphs
    if report.has(SectionKey.URGENT):
        said = (report.made_on, report.words(SectionKey.URGENT), limit)
        return PHRASES[report.language].say("format.sentences").join(said)
    told = [
        report.made_on,
        *report.section(SectionKey.RISK).paragraphs[:_SPOKEN_OF_EACH],
        *report.section(SectionKey.MISSING).paragraphs[:_SPOKEN_OF_EACH],
    ]
    if is_demonstration:
        told += [limit, report.words(SectionKey.SEEN)]
    else:
        told += [*report.section(SectionKey.TREND).paragraphs[:_SPOKEN_OF_EACH], limit]
    return PHRASES[report.language].say("format.sentences").join(told)


def _escaped(text: str) -> str:
    """Take their meaning from the characters that Markdown and HTML read."""
    return _MARKDOWN.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)
