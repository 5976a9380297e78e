"""Home Assistant's own memory of our states: what must not stay leaves it, and what was wrong is put right.

The recorder imports statistics of ours but has no way to change single states, so a correction works on its tables, in
its own thread and in one transaction, as its own purge does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, override

from homeassistant.components.recorder import DOMAIN as RECORDER_DOMAIN, Recorder, get_instance
from homeassistant.components.recorder.db_schema import (
    States,
    StatesMeta,
    Statistics,
    StatisticsMeta,
    StatisticsShortTerm,
)
from homeassistant.components.recorder.tasks import RecorderTask
from homeassistant.components.recorder.util import retryable_database_job, session_scope
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant, callback
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from .forgetting import overwriting

_SHORT_SECONDS: Final = StatisticsShortTerm.duration.total_seconds()
_LONG_SECONDS: Final = Statistics.duration.total_seconds()
_ROUNDING: Final = 1e-6

type _Row = Statistics | StatisticsShortTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A number that an entity showed and should not have."""

    entity_id: str
    """Which entity."""
    wrong: float
    """What it showed, unlike anything right in that time."""
    right: float | None
    """What it should have shown all that time; None: nothing."""
    since: float
    """When it began to be wrong at the earliest."""
    until: float
    """When it was put right, or something else was shown."""


@callback
def async_correct_history(hass: HomeAssistant, correction: Correction) -> None:
    """Have states and statistics corrected by the recorder, where there is one; returns before that is done."""
    if RECORDER_DOMAIN in hass.config.components and correction.right != correction.wrong:
        get_instance(hass).queue_task(CorrectionTask(correction))


@dataclass(slots=True)
class CorrectionTask(RecorderTask):
    """Work of the recorder's thread."""

    correction: Correction
    """What to correct."""

    @override
    def run(self, instance: Recorder) -> None:
        """Correct everything, or wait in line again while the database is busy."""
        with overwriting(instance):
            finished = _correct(instance, self.correction)
        if not finished:
            instance.queue_task(self)


@retryable_database_job("correcting the history of a reading that was undone")
def _correct(instance: Recorder, correction: Correction) -> bool:
    """Correct states, then the statistics made of them; all or nothing."""
    with session_scope(session=instance.get_session()) as session:
        _correct_states(session, correction)
        for minutes in _wrong_rows(session, StatisticsShortTerm, correction):
            _put_right(session, minutes, _short_summary(session, minutes, correction))
        session.flush()
        for hour in _wrong_rows(session, Statistics, correction):
            _put_right(session, hour, _long_summary(session, hour, correction))
    return True


def _correct_states(session: Session, correction: Correction) -> None:
    """Replace the wrong state in every row of its time."""
    right = STATE_UNKNOWN if correction.right is None else str(correction.right)
    session.execute(
        update(States)
        .where(
            _is_of(correction),
            States.last_updated_ts >= correction.since,
            States.last_updated_ts <= correction.until,
            States.state == str(correction.wrong),
        )
        .values(state=right)
        .execution_options(synchronize_session=False)
    )


def _wrong_rows[Row: (Statistics, StatisticsShortTerm)](
    session: Session, table: type[Row], correction: Correction
) -> Sequence[Row]:
    """Return the statistics of periods in which the wrong number was shown."""
    statistic_id = select(StatisticsMeta.id).where(StatisticsMeta.statistic_id == correction.entity_id)
    return session.scalars(
        select(table).where(
            table.metadata_id == statistic_id.scalar_subquery(),
            table.start_ts > correction.since - table.duration.total_seconds(),
            table.start_ts <= correction.until,
            table.min <= correction.wrong + _ROUNDING,
            table.max >= correction.wrong - _ROUNDING,
        )
    ).all()


def _put_right(session: Session, row: _Row, summary: Summary | None) -> None:
    """Give a period its right numbers; one of which nothing is known has none."""
    if summary is None:
        session.delete(row)
    else:
        row.mean, row.min, row.max = summary.mean, summary.low, summary.high


@dataclass(frozen=True, slots=True)
class Summary:
    """What statistics say about a period."""

    mean: float
    """Mean over time."""
    low: float
    """Smallest number."""
    high: float
    """Largest number."""


def _short_summary(session: Session, row: StatisticsShortTerm, correction: Correction) -> Summary | None:
    """Sum up five minutes: the right number, or where these reach beyond the wrong one, the corrected states."""
    start = row.start_ts or 0.0
    if correction.since <= start and start + _SHORT_SECONDS <= correction.until:
        return _constant(correction.right)
    of_entity = select(States.last_updated_ts, States.state).where(_is_of(correction))
    before = of_entity.where(States.last_updated_ts <= start).order_by(States.last_updated_ts.desc()).limit(1)
    within = of_entity.where(States.last_updated_ts > start, States.last_updated_ts < start + _SHORT_SECONDS)
    states = [
        *session.execute(before).tuples(),
        *session.execute(within.order_by(States.last_updated_ts)).tuples(),
    ]
    return summary_of([(at or 0.0, state or "") for at, state in states], start, start + _SHORT_SECONDS)


def _long_summary(session: Session, row: Statistics, correction: Correction) -> Summary | None:
    """Sum up an hour: the right number, or beyond the wrong one its five minutes, as Home Assistant does."""
    start = row.start_ts or 0.0
    if correction.since <= start and start + _LONG_SECONDS <= correction.until:
        return _constant(correction.right)
    short = StatisticsShortTerm
    mean, low, high = session.execute(
        select(func.avg(short.mean), func.min(short.min), func.max(short.max)).where(
            short.metadata_id == row.metadata_id,
            short.start_ts >= start,
            short.start_ts < start + _LONG_SECONDS,
        )
    ).one()
    return None if mean is None else Summary(mean, low, high)


def summary_of(states: Sequence[tuple[float, str]], start: float, end: float) -> Summary | None:
    """Sum up states (time and state, oldest first) from `start` to `end`, as Home Assistant does for sensors.

    A state stays until the next number; what is no number is passed over. None without any number.
    """
    numbers = [*_numbers(states, start)]
    if not numbers:
        return None
    spans = pairwise([*numbers, (end, 0.0)])
    weighted = sum(value * (until - at) for (at, value), (until, _) in spans)
    values = [value for _, value in numbers]
    return Summary(weighted / (end - numbers[0][0]), min(values), max(values))


def _numbers(states: Sequence[tuple[float, str]], start: float) -> Iterator[tuple[float, float]]:
    """Yield the states that are numbers, none of them earlier than `start`."""
    for at, state in states:
        try:
            yield max(at, start), float(state)
        except ValueError:
            continue


def _constant(value: float | None) -> Summary | None:
    """Sum up a time in which nothing changed."""
    return None if value is None else Summary(value, value, value)


def _is_of(correction: Correction) -> ColumnElement[bool]:
    """Select the states of the entity."""
    metadata_id = select(StatesMeta.metadata_id).where(StatesMeta.entity_id == correction.entity_id)
    return States.metadata_id == metadata_id.scalar_subquery()
