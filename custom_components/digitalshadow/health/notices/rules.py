"""What is worth telling a person, once: rules with debounce and cooldown, over a state that is plain data.

Whatever was told or is known already is kept in the state, so that a restart repeats nothing and loses nothing. The
first look at a person only takes bearings, and so does the first one after another facial model began to speak.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ..equations.risk_classes import classes_of
from ..equations.selection import select
from ..person.dues import Due
from ..person.measurements import MeasuredValue
from ..person.measures import Measure
from ..person.person_profile import Profile
from ..person.pressure import Urgency, UrgentPressure
from ..trend.replay import TrendState
from ..trend.trend import Trend
from .state import Known, Notice, NoticeKind, NoticeState, Waiting, age_of, classes_value, levels_of, names_of

_DAY: Final = 86_400.0

LONGEST_SNOOZE_SECONDS: Final = 90 * _DAY
"""A longer one comes from a clock that was wrong, and must not silence anybody for years."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a kind may be told."""

    debounce_seconds: float
    """So long it must stay true before it is told."""
    cooldown_seconds: float
    """So long nothing of its kind follows."""
    is_at_once: bool = False
    """Whether it is told at the first look at a person too, and in spite of a snooze."""
    is_momentary: bool = False
    """Whether it is told as it happens or never: other things are built on it, so it is not snoozed either."""


RULES: Final[Mapping[NoticeKind, Rule]] = MappingProxyType(
    {
        NoticeKind.READING: Rule(0, 0, is_momentary=True),
        NoticeKind.TREND_CHANGED: Rule(_DAY, 7 * _DAY),
        NoticeKind.RISK_CLASS_CHANGED: Rule(_DAY, 7 * _DAY),
        NoticeKind.INPUT_OUT_OF_DATE: Rule(0, 30 * _DAY),
        NoticeKind.REPORT_READY: Rule(0, 0, is_momentary=True),
        NoticeKind.MEASURE_BLOOD_PRESSURE: Rule(0, 90 * _DAY),
        NoticeKind.URGENT: Rule(0, 0, is_at_once=True),
        NoticeKind.NOT_SEEN: Rule(0, 0),
    }
)


CAMERAS_TO_ASK: Final = 2
"""So many cameras must say that a rise lasts before it asks for measuring: one alone may have a new lamp."""

NOTICES: Final = frozenset(kind for kind, rule in RULES.items() if not rule.is_momentary)
"""What a person may mute, and snooze unless it is told at once."""

MUTED_TOGETHER: Final = NOTICES - {NoticeKind.URGENT}
"""What one word mutes: before the urgent ones are muted, it is asked once more."""

FACIAL: Final = frozenset({NoticeKind.READING, NoticeKind.TREND_CHANGED, NoticeKind.MEASURE_BLOOD_PRESSURE})
"""What a facial model says, which must not be compared with what another one said."""

_UNKNOWN: Final = Known(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What notices are made of. None: not known now, which is no news."""

    reading: str | None = None
    """Id of a reading that was just stored."""
    trend: TrendState | None = None
    """State of the trend."""
    risk_classes: Mapping[str, str] | None = None
    """Level of the risk by scheme."""
    younger_classes: Mapping[str, str] | None = None
    """The same for somebody a year younger: what a birthday alone changed is no news."""
    age_years: float | None = None
    """The age that the classes were computed with."""
    out_of_date: frozenset[str] | None = None
    """What should be measured or answered again."""
    report: str | None = None
    """Id of a report that was just made."""
    urgent: str | None = None
    """How high the newest blood pressure is and on which day it was measured; empty where it is not urgent now."""
    not_seen: str | None = None
    """The day on which somebody was seen last, once that is too long ago; empty while it is not."""
    rise: str | None = None
    """Since when a sustained rise lasts that asks for measuring; empty without one."""


def facts_for_notices(
    *,
    trend: Trend | None,
    profile: Profile | None,
    measured: Mapping[Measure, MeasuredValue] | None,
    dues: Sequence[Due] | None,
    urgent: UrgentPressure | None,
    now: datetime,
    is_demonstration: bool,
) -> NoticeFacts:
    """Return what notices need to know at `now`; None stands for what is not known now.

    A demonstration model never asks for measuring anything. What is urgent does not depend on a model.
    """
    rise, age = None, None if profile is None else profile.age_years
    if trend is not None and measured is not None:
        systolic = measured.get(Measure.SYSTOLIC)
        asks = asks_for_measuring(trend, is_demonstration=is_demonstration)
        rise = trend.since.isoformat() if asks and trend.since and not is_measured(trend, systolic) else ""
    return NoticeFacts(
        trend=None if trend is None else trend.state,
        risk_classes=None if profile is None else _levels(profile),
        younger_classes=None
        if profile is None or age is None
        else _levels(replace(profile, age_years=age - 1)),
        age_years=age,
        out_of_date=None if dues is None else frozenset(due.key for due in dues if due.on <= now.date()),
        rise=rise,
        urgent=None if measured is None else _urgent_now(urgent, now),
    )


def _levels(profile: Profile) -> dict[str, str] | None:
    """Return the named classes of a person's risk by scheme; None where there are none, which is no news."""
    classes = classes_of(select(profile), profile)
    return {str(found.scheme): str(found.level) for found in classes if found.level is not None} or None


def _urgent_now(urgent: UrgentPressure | None, now: datetime) -> str:
    """Name what is urgent and its day; nothing where it was measured too long ago to be news."""
    if urgent is None or not urgent.reading.is_fresh(now):
        return ""
    return f"{urgent.urgency}@{urgent.reading.measured_at.date().isoformat()}"


def asks_for_measuring(trend: Trend, *, is_demonstration: bool) -> bool:
    """Tell whether a sustained rise asks for a week of blood pressures: never on the word of one camera alone."""
    return trend.is_sustained_rise and trend.cameras >= CAMERAS_TO_ASK and not is_demonstration


def is_measured(trend: Trend, systolic: MeasuredValue | None) -> bool:
    """Tell whether what a rise asks for was done after it began."""
    return (
        trend.since is not None
        and systolic is not None
        and systolic.has_enough_days
        and systolic.first_day >= trend.since
    )


def decide(state: NoticeState, facts: NoticeFacts, now: float) -> tuple[tuple[Notice, ...], NoticeState]:
    """Return what to tell at `now` (seconds since the epoch) and the state to keep; nothing is told twice."""
    told = []
    for kind, value in _values(facts).items():
        notice, state = _decide(state, kind, value, facts, now)
        if notice is not None:
            told.append(notice)
    return tuple(told), state


def begin_anew(state: NoticeState, speaker: str) -> NoticeState:
    """Return the state for the facial model that speaks now; what another one said is neither compared nor open."""
    if state.speaker == speaker:
        return state
    known = {
        kind: Known(None, known.told_at) if kind in FACIAL else known for kind, known in state.known.items()
    }
    return replace(
        state,
        speaker=speaker,
        known=MappingProxyType(known),
        waiting=MappingProxyType(
            {kind: waiting for kind, waiting in state.waiting.items() if kind not in FACIAL}
        ),
        open=tuple(notice for notice in state.open if notice.kind not in FACIAL),
    )


def acknowledge(state: NoticeState, *kinds: NoticeKind) -> NoticeState:
    """Close the open notices of some kinds; return the same state where there is none."""
    left = tuple(notice for notice in state.open if notice.kind not in kinds)
    return state if left == state.open else replace(state, open=left)


def snooze(state: NoticeState, until: float) -> NoticeState:
    """Hold notices back until a time; what is still true then is told then."""
    return replace(state, snoozed_until=until)


def is_snoozed(state: NoticeState, now: float) -> bool:
    """Tell whether notices are held back."""
    return state.snoozed_until is not None and 0 < state.snoozed_until - now <= LONGEST_SNOOZE_SECONDS


def is_silent(state: NoticeState, kind: NoticeKind, now: float) -> bool:
    """Tell whether a kind is muted, or held back by a snooze."""
    can_be_snoozed = kind in NOTICES and not RULES[kind].is_at_once
    return kind in state.muted or (can_be_snoozed and is_snoozed(state, now))


def mute(state: NoticeState, kinds: frozenset[NoticeKind]) -> NoticeState:
    """Never tell these kinds, and tell all others; what happens meanwhile is not told later."""
    return replace(state, muted=kinds)


def _values(facts: NoticeFacts) -> dict[NoticeKind, str]:
    """Return what is true now, in lasting names; what is not known is not there."""
    classes, outdated = facts.risk_classes, facts.out_of_date
    values = {
        NoticeKind.READING: facts.reading,
        NoticeKind.TREND_CHANGED: None if facts.trend is None else str(facts.trend),
        NoticeKind.RISK_CLASS_CHANGED: None if classes is None else classes_value(classes, facts.age_years),
        NoticeKind.INPUT_OUT_OF_DATE: None if outdated is None else ",".join(sorted(outdated)),
        NoticeKind.REPORT_READY: facts.report,
        NoticeKind.MEASURE_BLOOD_PRESSURE: facts.rise,
        NoticeKind.URGENT: facts.urgent,
        NoticeKind.NOT_SEEN: facts.not_seen,
    }
    return {kind: value for kind, value in values.items() if value is not None}


def _decide(
    state: NoticeState, kind: NoticeKind, value: str, facts: NoticeFacts, now: float
) -> tuple[Notice | None, NoticeState]:
    """Decide about one kind."""
    known, rule = state.known.get(kind, _UNKNOWN), RULES[kind]
    before = "" if known.value is None and (rule.is_momentary or rule.is_at_once) else known.value
    if _is_over(kind, value):
        state = acknowledge(state, kind)
    if before is None or before == value or kind in state.muted or not _is_news(kind, before, value, facts):
        return None, _knowing(state, kind, Known(value, known.told_at))
    waiting = state.waiting.get(kind)
    if waiting is None or waiting.value != value or waiting.since > now:
        waiting = Waiting(value, now)
        state = replace(state, waiting=MappingProxyType({**state.waiting, kind: waiting}))
    is_cooling = known.told_at is not None and 0 <= now - known.told_at < rule.cooldown_seconds
    is_held_back = is_snoozed(state, now) and not (rule.is_momentary or rule.is_at_once)
    if is_held_back or is_cooling or now - waiting.since < rule.debounce_seconds:
        return None, state
    notice = Notice(kind=kind, now=value, before=before, told_at=now)
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


def _is_over(kind: NoticeKind, value: str) -> bool:
    """Tell whether a notice has nothing to say any more: its rise has ended, or what it asked for was done."""
    return not value or (kind is NoticeKind.TREND_CHANGED and value != TrendState.RISING)


def _is_news(kind: NoticeKind, before: str, now: str, facts: NoticeFacts) -> bool:
    """Tell whether a change is worth telling: of the trend only a rise; not what has been put right."""
    match kind:
        case NoticeKind.TREND_CHANGED:
            return now == TrendState.RISING and before != TrendState.CALIBRATING
        case NoticeKind.RISK_CLASS_CHANGED:
            old, new = levels_of(before), levels_of(now)
            if age_of(before) != age_of(now) and facts.younger_classes is not None:
                new = dict(facts.younger_classes)
            return any(scheme in old and old[scheme] != level for scheme, level in new.items())
        case NoticeKind.INPUT_OUT_OF_DATE:
            return bool(names_of(now) - names_of(before))
        case NoticeKind.MEASURE_BLOOD_PRESSURE | NoticeKind.NOT_SEEN:
            return bool(now)
        case NoticeKind.URGENT:
            return _is_more_urgent(before, now)
        case _:
            return True


def _is_more_urgent(before: str, now: str) -> bool:
    """Tell whether something is urgent that was not, on another day, or higher than before on the same one."""
    (urgency, _, day), (urgency_before, _, day_before) = now.partition("@"), before.partition("@")
    if not urgency or not urgency_before or day != day_before:
        return bool(urgency)
    order = list(Urgency)
    return order.index(Urgency(urgency)) > order.index(Urgency(urgency_before))
