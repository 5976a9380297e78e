"""A report as plain text, as Markdown and to be said aloud."""

import re
from typing import Final

from .phrases import PHRASES
from .text import Report, Section, SectionKey

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


def spoken(report: Report) -> str:
    """Return the few sentences that may be said aloud: when it was made, what was seen, and what it cannot tell."""
    limit, *_ = report.section(SectionKey.LIMITS).paragraphs
    said = (report.made_on, report.words(SectionKey.SEEN), limit)
    return PHRASES[report.language].say("format.sentences").join(said)


def _escaped(text: str) -> str:
    """Take their meaning from the characters that Markdown and HTML read."""
    return _MARKDOWN.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)
