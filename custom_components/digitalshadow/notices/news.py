"""What just happened, for event entities and subscribers: news, never the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..engine.records.readings import Reading
from ..health.notices.state import Notice, NoticeKind, levels_of, names_of
from ..health.person.measures import Measure
from ..written_values import iso, signal_level

NOTICE: Final = "notice"
"""What may not be named: its name alone would tell everybody what a private person's face or anybody's cuff says."""
NAMED_FOR_ALL: Final = (NoticeKind.READING, NoticeKind.REPORT_READY)
"""What everybody may know that a private person's news is about."""
NAMED_FOR_NOBODY: Final = (NoticeKind.URGENT,)
"""What only those may know who may read the record, whether the person shares or not."""

type NewsData = Mapping[str, str | float | list[str]]
"""Plain facts by attribute name."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one person. Holds values: ask `can_read` before passing it on."""

    kind: NoticeKind
    """What happened."""
    subentry_id: str
    """Whose person subentry."""
    data: NewsData
    """The facts, with the model's name and kind."""


def named_for_all(kind: NoticeKind, *, is_shared: bool) -> str:
    """Return what everybody may know that a person's news is about."""
    is_named = kind not in NAMED_FOR_NOBODY if is_shared else kind in NAMED_FOR_ALL
    return str(kind) if is_named else NOTICE


def reading_data(reading: Reading) -> NewsData:
    """Return what a reading says."""
    return {
        "signal_level": signal_level(reading.probability),
        "frames": reading.frames,
        "quality": round(reading.quality, 2),
        "ended_at": iso(reading.ended_at),
    }


def notice_data(notice: Notice) -> NewsData:
    """Return what a notice says: each scheme that calls the risk otherwise, with its classes; each new input."""
    match notice.kind:
        case NoticeKind.TREND_CHANGED:
            return {"trend": notice.now, "trend_before": notice.before}
        case NoticeKind.RISK_CLASS_CHANGED:
            before, now = levels_of(notice.before), levels_of(notice.now)
            schemes = [name for name, level in now.items() if before.get(name, level) != level]
            return {
                "schemes": schemes,
                "risk_classes": [now[scheme] for scheme in schemes],
                "risk_classes_before": [before[scheme] for scheme in schemes],
            }
        case NoticeKind.INPUT_OUT_OF_DATE:
            return {"inputs": sorted(names_of(notice.now) - names_of(notice.before))}
        case NoticeKind.MEASURE_BLOOD_PRESSURE:
            return {"days": Measure.SYSTOLIC.spec.enough_days}
        case NoticeKind.NOT_SEEN:
            return {"last_seen_on": notice.now}
        case _:
            return {}
