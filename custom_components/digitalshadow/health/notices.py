"""What is worth telling a person, once: rules with debounce and cooldown, over a state that is plain data.

Whatever was told or is known already is kept in the state, so that a restart repeats nothing and loses nothing. The
first look at a person only takes bearings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from .measurements import Measure
from .notice_state import Known, Notice, NoticeKind, NoticeState, Waiting
from .report_facts import ReportFacts
from .trend import TrendState

_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a kind may be told."""

    debounce_seconds: float
    """So long it must stay true before it is told."""
    cooldown_seconds: float
    """So long nothing of its kind follows."""
    is_momentary: bool = False
    """Whether it is stale once it could not be told at its time."""


RULES: Final[Mapping[NoticeKind, Rule]] = MappingProxyType(
    {
        NoticeKind.READING: Rule(0, 0, is_momentary=True),
        NoticeKind.TREND_CHANGED: Rule(_DAY, 7 * _DAY),
        NoticeKind.RISK_CLASS_CHANGED: Rule(_DAY, 7 * _DAY),
        NoticeKind.INPUT_OUT_OF_DATE: Rule(0, 30 * _DAY),
        NoticeKind.REPORT_READY: Rule(0, 0, is_momentary=True),
        NoticeKind.MEASURE_BLOOD_PRESSURE: Rule(0, 90 * _DAY),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What notices are made of. None: not known now, which is no news."""

    reading: str | None = None
    """Id of the newest reading."""
    trend: TrendState | None = None
    """State of the trend."""
    risk_classes: Mapping[str, str] | None = None
    """Level of the risk by scheme."""
    out_of_date: frozenset[str] | None = None
    """Measures that should be measured again."""
    report: str | None = None
    """Id of the newest report."""
    rise: str | None = None
    """Since when a sustained rise lasts that calls for measuring; empty without one."""


def facts_for_notices(
    facts: ReportFacts, *, reading: str | None = None, report: str | None = None
) -> NoticeFacts:
    """Return what notices need to know. A demonstration model never calls for measuring anything."""
    trend = facts.trend
    is_measured = any(
        value.measure is Measure.SYSTOLIC
        and value.has_enough_days
        and trend.since is not None
        and value.first_day >= trend.since
        for value in facts.measured
    )
    calls = trend.is_sustained_rise and not facts.model.is_demonstration and not is_measured
    return NoticeFacts(
        reading=reading,
        trend=trend.state,
        risk_classes={str(found.scheme): str(found.level) for found in facts.risk_classes} or None,
        out_of_date=frozenset(str(value.measure) for value in facts.out_of_date),
        report=report,
        rise=trend.since.isoformat() if calls and trend.since else "",
    )


def decide(state: NoticeState, facts: NoticeFacts, now: float) -> tuple[tuple[Notice, ...], NoticeState]:
    """Return what to tell at `now` (seconds since the epoch) and the state to keep; nothing is told twice."""
    told = []
    for kind, value in _values(facts).items():
        notice, state = _decide(state, kind, value, now)
        if notice is not None:
            told.append(notice)
    return tuple(told), state


def acknowledge(state: NoticeState, kind: NoticeKind) -> NoticeState:
    """Close the open notice of a kind."""
    return replace(state, open=tuple(notice for notice in state.open if notice.kind is not kind))


def snooze(state: NoticeState, until: float) -> NoticeState:
    """Tell nothing until a time; what is still true then is told then."""
    return replace(state, snoozed_until=until)


def mute(state: NoticeState, kinds: frozenset[NoticeKind]) -> NoticeState:
    """Never tell these kinds, and tell all others; what happens meanwhile is not told later."""
    return replace(state, muted=kinds)


def _values(facts: NoticeFacts) -> dict[NoticeKind, str]:
    """Return what is true now, in lasting names; what is not known is not there."""
    classes, outdated = facts.risk_classes, facts.out_of_date
    values = {
        NoticeKind.READING: facts.reading,
        NoticeKind.TREND_CHANGED: None if facts.trend is None else str(facts.trend),
        NoticeKind.RISK_CLASS_CHANGED: None
        if classes is None
        else ",".join(f"{scheme}={level}" for scheme, level in sorted(classes.items())),
        NoticeKind.INPUT_OUT_OF_DATE: None if outdated is None else ",".join(sorted(outdated)),
        NoticeKind.REPORT_READY: facts.report,
        NoticeKind.MEASURE_BLOOD_PRESSURE: facts.rise,
    }
    return {kind: value for kind, value in values.items() if value is not None}


def _decide(
    state: NoticeState, kind: NoticeKind, value: str, now: float
) -> tuple[Notice | None, NoticeState]:
    """Decide about one kind."""
    known, rule = state.known.get(kind), RULES[kind]
    if known is None:
        return None, _knowing(state, kind, Known(value))
    is_snoozed = state.snoozed_until is not None and now < state.snoozed_until
    is_silent = kind in state.muted or (is_snoozed and rule.is_momentary)
    if value == known.value or is_silent or not _is_news(kind, known.value, value):
        return None, _knowing(state, kind, Known(value, known.told_at))
    if is_snoozed:
        return None, state
    waiting = state.waiting.get(kind)
    if waiting is None or waiting.value != value or waiting.since > now:
        waiting = Waiting(value, now)
        state = replace(state, waiting=MappingProxyType({**state.waiting, kind: waiting}))
    is_cooling = known.told_at is not None and 0 <= now - known.told_at < rule.cooldown_seconds
    if now - waiting.since < rule.debounce_seconds or is_cooling:
        return None, state
    notice = Notice(kind=kind, now=value, before=known.value, told_at=now)
    state = _knowing(state, kind, Known(value, now))
    if kind is not NoticeKind.READING:
        state = replace(state, open=(*acknowledge(state, kind).open, notice))
    return notice, state


def _knowing(state: NoticeState, kind: NoticeKind, known: Known) -> NoticeState:
    """Return the state with something known and nothing of its kind waiting; the same one if that changes nothing."""
    if state.known.get(kind) == known and kind not in state.waiting:
        return state
    waiting = {other: value for other, value in state.waiting.items() if other is not kind}
    return replace(
        state,
        known=MappingProxyType({**state.known, kind: known}),
        waiting=MappingProxyType(waiting),
    )


def _is_news(kind: NoticeKind, before: str, now: str) -> bool:
    """Tell whether a change is worth telling: the end of calibration and what has been put right are not."""
    match kind:
        case NoticeKind.TREND_CHANGED:
            return TrendState.CALIBRATING not in {before, now}
        case NoticeKind.RISK_CLASS_CHANGED:
            old, new = _levels(before), _levels(now)
            return any(scheme in old and old[scheme] != level for scheme, level in new.items())
        case NoticeKind.INPUT_OUT_OF_DATE:
            return bool(_names(now) - _names(before))
        case NoticeKind.MEASURE_BLOOD_PRESSURE:
            return bool(now)
        case _:
            return True


def _levels(value: str) -> dict[str, str]:
    """Read levels by scheme."""
    return dict(part.split("=") for part in value.split(","))


def _names(value: str) -> set[str]:
    """Read names."""
    return set(value.split(",")) - {""}
