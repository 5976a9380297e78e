"""What just happened, for event entities and subscribers: news, never the past."""

from collections.abc import Mapping
from dataclasses import dataclass

from .health.notice_state import NoticeKind


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one person. Holds values: whoever passes it on asks `can_read` first."""

    kind: NoticeKind
    """What happened."""
    subentry_id: str
    """Whose person subentry."""
    data: Mapping[str, str | float | list[str]]
    """The facts, with the model's name and kind."""
