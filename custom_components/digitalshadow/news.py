"""What just happened, for event entities and subscribers: news, never the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NewsKind(StrEnum):
    """The event types of a person's news entity."""

    READING = "reading"
    """A visit yielded a reading."""
    NOTICE = "notice"
    """Something worth telling, already debounced."""
    REPORT_READY = "report_ready"
    """A report was made."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one person. Holds values: whoever passes it on asks `can_read` first."""

    kind: NewsKind
    """What happened."""
    subentry_id: str
    """Whose person subentry."""
    data: Mapping[str, str | float | int]
    """The facts, with the model's name and kind."""
