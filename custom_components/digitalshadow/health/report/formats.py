"""A report as plain text, as Markdown and to be said aloud; in our own words or in those of a language model."""

from collections.abc import Iterator
import re

from .phrases import PHRASES
from .text import Report, SectionKey

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&]")


def plain(report: Report) -> str:
    """Return a report as plain text, with the pieces of advice as a list."""
    parts = (f"{section.heading}\n{report.words(section.key)}" for section in report.sections)
    return "\n\n".join((f"{report.title}\n{report.made_on}", *parts)) + "\n"


def markdown(report: Report) -> str:
    """Return a report as Markdown. What stands in it for itself is escaped, a name such as `[x](y)` included."""
    parts = (
        f"## {_escaped(section.heading)}\n\n{_escaped(report.words(section.key))}"
        for section in report.sections
    )
    return "\n\n".join((f"# {_escaped(report.title)}", _escaped(report.made_on), *parts)) + "\n"


def plain_retold(report: Report, text: str, writer: str) -> str:
    """Return what a language model made of a report as plain text that says which one it was."""
    return "\n".join((*_head(report, writer), "", *_lines(report, text))) + "\n"


def markdown_retold(report: Report, text: str, writer: str) -> str:
    """Return what a language model made of a report as Markdown that says which one it was; all of it is escaped."""
    title, *head = _head(report, writer)
    headings = {section.heading for section in report.sections}
    lines = (f"## {_escaped(line)}" if line in headings else _escaped(line) for line in _lines(report, text))
    return "\n\n".join((f"# {_escaped(title)}", *map(_escaped, head), *lines)) + "\n"


def spoken(report: Report) -> str:
    """Return the few sentences that may be said aloud: when it was made, what was seen, and what it cannot tell."""
    limit, *_ = report.section(SectionKey.LIMITS).paragraphs
    said = (report.made_on, report.words(SectionKey.SEEN), limit)
    return PHRASES[report.language].say("format.sentences").join(said)


def _head(report: Report, writer: str) -> tuple[str, str, str]:
    """Return whose report it is, of when, and who wrote it."""
    by_whom = PHRASES[report.language].say("writer.language_model", writer=writer)
    return report.title, report.made_on, by_whom


def _lines(report: Report, text: str) -> Iterator[str]:
    """Yield the lines of a text that are not empty and do not repeat the head of the report."""
    for line in map(str.strip, text.splitlines()):
        if line and line not in {report.title, report.made_on}:
            yield line


def _escaped(text: str) -> str:
    """Take their meaning from the characters that Markdown and HTML read."""
    return _MARKDOWN.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)
