"""A report as plain text and as Markdown."""

import re

from .report_text import Report

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


def _escaped(text: str) -> str:
    """Take their meaning from the characters that Markdown and HTML read."""
    return _MARKDOWN.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)
