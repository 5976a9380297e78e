"""A life day by day, as a home would compute and tell it: the product's own trend and notices, nothing of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from custom_components.digitalshadow.health.notices.rules import NoticeFacts, decide, facts_for_notices
from custom_components.digitalshadow.health.notices.state import NoticeKind, NoticeState
from custom_components.digitalshadow.health.trend.replay import Replay, TrendState
from custom_components.digitalshadow.health.trend.trend import seen_days, trend_at

from .people import FIRST_DAY, Life, lived

CALIBRATION_DAYS = 28
"""Days of a life that belong to no year: before them nobody is compared."""

_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a life. Days are counted from its first."""

    states: tuple[TrendState, ...]
    """What was shown at the end of each day."""
    told: tuple[int, ...]
    """The days on which a rise was told."""
    asked: tuple[int, ...]
    """The days on which measuring was asked for."""

    def rose_on(self, first: int) -> int | None:
        """Return the first day from `first` on that is shown as rising."""
        return next(
            (number for number in range(first, len(self.states)) if self.states[number] is TrendState.RISING),
            None,
        )


def play(life: Life, days: int, seed: int) -> Played:
    """Let somebody live for so many days, never measuring anything."""
    states: list[TrendState] = []
    told: list[int] = []
    asked: list[int] = []
    notices = NoticeState()
    for number, replay in enumerate(_replays(life, days, seed)):
        states.append(replay.state)
        news, notices = decide(notices, _facts(replay, on(number)), number * _DAY_SECONDS)
        kinds = {notice.kind for notice in news}
        if NoticeKind.TREND_CHANGED in kinds:
            told.append(number)
        if NoticeKind.MEASURE_BLOOD_PRESSURE in kinds:
            asked.append(number)
    return Played(tuple(states), tuple(told), tuple(asked))


def detectable_change(life: Life, days: int, seed: int) -> float:
    """Return by how many logits a person's two weeks must change to count after so many days."""
    *_, replay = _replays(life, days, seed)
    return replay.limit


def _facts(replay: Replay, today: date) -> NoticeFacts:
    """Return what notices learn of a trend; only a rise has more to it than its name, and takes time to compute."""
    if replay.state is not TrendState.RISING:
        return NoticeFacts(trend=replay.state, rise="")
    return facts_for_notices(
        trend=trend_at(replay, today),
        profile=None,
        measured={},
        dues=None,
        urgent=None,
        now=datetime.combine(today, time(12), UTC),
        is_demonstration=False,
    )


def _replays(life: Life, days: int, seed: int) -> Iterator[Replay]:
    """Yield what is known at the end of each day, whether it had data or not."""
    replay = Replay()
    coming = seen_days(lived(life, days, seed))
    day = next(coming, None)
    for number in range(days):
        if day is not None and day.ordinal == on(number).toordinal():
            replay = replay.then(day)
            day = next(coming, None)
        yield replay


def on(number: int) -> date:
    """Return a day of a life."""
    return FIRST_DAY + timedelta(number)
