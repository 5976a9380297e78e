"""All that one person's notices must remember, as plain data that outlives a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class NoticeKind(StrEnum):
    """Names each kind of notice for ever, for translations and event types."""

    READING = "reading"
    TREND_CHANGED = "trend_changed"
    RISK_CLASS_CHANGED = "risk_class_changed"
    INPUT_OUT_OF_DATE = "input_out_of_date"
    REPORT_READY = "report_ready"
    MEASURE_BLOOD_PRESSURE = "measure_blood_pressure"
    """The only next step that is suggested because of a face, after a sustained rise."""
    URGENT = "urgent"
    """A blood pressure that was measured by a cuff and asks for something today."""
    NOT_SEEN = "not_seen"
    """Nobody has seen the person for as many days as were chosen, while the cameras worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One piece of news."""

    kind: NoticeKind
    """What it is about."""
    now: str
    """What is true now, in lasting names."""
    before: str
    """What was true before, in lasting names."""
    told_at: float
    """When it was told, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Known:
    """What of a kind is known."""

    value: str | None
    """In lasting names; None where what was known came from a model that speaks no more."""
    told_at: float | None = None
    """When news of this kind was last told; None if never."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """News that must stay true for a while."""

    value: str
    """In lasting names."""
    since: float
    """Since when it is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """All that one person's notices must remember."""

    speaker: str = ""
    """The facial model behind it, and how its crops are made; empty before the first one spoke."""
    known: Mapping[NoticeKind, Known] = field(default_factory=dict)
    """What is known of each kind."""
    waiting: Mapping[NoticeKind, Waiting] = field(default_factory=dict)
    """What has yet to stay true."""
    open: tuple[Notice, ...] = ()
    """The newest notice of each kind that nobody has acknowledged; readings need none."""
    muted: frozenset[NoticeKind] = frozenset()
    """Kinds that are never told."""
    snoozed_until: float | None = None
    """Until then nothing is told."""


def levels_of(value: str) -> dict[str, str]:
    """Return the levels by scheme that the lasting names of a risk class hold."""
    return dict(part.split("=") for part in value.rpartition(":")[2].split(",") if part)


def classes_value(levels: Mapping[str, str], age_years: float | None) -> str:
    """Return the lasting names of a risk class, beside the age that it was computed with."""
    names = ",".join(f"{scheme}={level}" for scheme, level in sorted(levels.items()))
    return names if age_years is None else f"{age_years:g}:{names}"


def age_of(value: str) -> str:
    """Return the age in the lasting names of a risk class; empty where none was known."""
    return value.rpartition(":")[0]


def names_of(value: str) -> set[str]:
    """Return the single names that the lasting names of inputs hold."""
    return set(value.split(",")) - {""}


def state_as_data(state: NoticeState) -> dict[str, Any]:
    """Return a state as plain data, for the record."""
    return {
        "speaker": state.speaker,
        "known": {str(kind): [known.value, known.told_at] for kind, known in state.known.items()},
        "waiting": {str(kind): [waiting.value, waiting.since] for kind, waiting in state.waiting.items()},
        "open": [[str(notice.kind), notice.now, notice.before, notice.told_at] for notice in state.open],
        "muted": sorted(state.muted),
        "snoozed_until": state.snoozed_until,
    }


def state_from_data(data: Mapping[str, Any]) -> NoticeState:
    """Read what `state_as_data` gave; kinds of another version are passed over."""

    def known_kinds(name: str) -> dict[NoticeKind, Any]:
        """Return a part by kind."""
        return {NoticeKind(kind): value for kind, value in data[name].items() if kind in NoticeKind}

    return NoticeState(
        speaker=data["speaker"],
        known=MappingProxyType({kind: Known(*value) for kind, value in known_kinds("known").items()}),
        waiting=MappingProxyType({kind: Waiting(*value) for kind, value in known_kinds("waiting").items()}),
        open=tuple(
            Notice(kind=NoticeKind(kind), now=now, before=before, told_at=told_at)
            for kind, now, before, told_at in data["open"]
            if kind in NoticeKind
        ),
        muted=frozenset(NoticeKind(kind) for kind in data["muted"] if kind in NoticeKind),
        snoozed_until=data["snoozed_until"],
    )
