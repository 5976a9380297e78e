"""A wrong clock: what it dated later than now is kept, and counts once the right one has got there."""

from collections.abc import AsyncIterator
import math
from pathlib import Path

import pytest

from custom_components.digitalshadow.record import TYPED, InvalidEntryError, Record, StoredMeasurement
from tests.builders.record import ANNA, DAY_SECONDS, NOON, consent, enrolled, reading, template

TEN_YEARS = 3652 * DAY_SECONDS
AHEAD = NOON + TEN_YEARS


class Clock:
    """A clock that is set by hand."""

    now = NOON

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that is right."""
    return Clock()


@pytest.fixture
async def record(tmp_path: Path, clock: Clock) -> AsyncIterator[Record]:
    """A record by that clock, with Anna in it."""
    record = await Record.async_open(tmp_path, tmp_path / "key", clock=clock)
    await enrolled(record)
    yield record
    await record.async_close()


async def test_a_reading_of_a_clock_ten_years_ahead_is_not_the_latest_until_then(
    record: Record, clock: Clock
) -> None:
    right, ahead = reading(NOON - 60), reading(AHEAD - 60)
    clock.now = AHEAD
    await record.async_add_reading(ahead)
    assert await record.async_latest_readings(ANNA, 5) == (ahead,)

    clock.now = NOON
    await record.async_add_reading(right)
    assert await record.async_latest_readings(ANNA, 5) == (right,)
    assert await record.async_readings(ANNA, -math.inf, math.inf) == (right,)
    assert await record.async_undo_last_reading(ANNA, NOON, None) == right
    assert await record.async_undo_last_reading(ANNA, NOON, None) is None
    exported = (await record.async_export_person(ANNA))["readings"]
    assert [kept["reading_id"] for kept in exported] == [right.reading_id, ahead.reading_id]

    clock.now = AHEAD + 1
    assert await record.async_latest_readings(ANNA, 5) == (ahead,)


async def test_a_board_that_begins_in_1970_shows_what_it_knows_once_it_knows_the_time(
    record: Record, clock: Clock
) -> None:
    await record.async_add_reading(reading(NOON - 60))
    clock.now = 20.0
    assert await record.async_latest_readings(ANNA, 5) == ()
    await record.async_add_reading(reading(0.0))
    clock.now = NOON
    assert len(await record.async_latest_readings(ANNA, 5)) == 2


@pytest.mark.parametrize(
    ("ends_in", "counts"),
    [
        pytest.param(59.0, True, id="within the minute that two clocks may differ"),
        pytest.param(61.0, False, id="later than that"),
    ],
)
async def test_a_minute_is_forgiven(record: Record, ends_in: float, counts: bool) -> None:
    await record.async_add_reading(reading(NOON + ends_in - 20))
    assert len(await record.async_latest_readings(ANNA, 5)) == counts


async def test_a_measurement_later_than_now_waits(record: Record, clock: Clock) -> None:
    typed = [StoredMeasurement("weight_kg", at, 71.5, TYPED) for at in (NOON, AHEAD)]
    await record.async_add_measurements(ANNA, typed)
    assert await record.async_measurements(ANNA) == (typed[0],)
    assert await record.async_latest_measurement(ANNA, "weight_kg") == typed[0]
    windows = {"weight_kg": 2 * TEN_YEARS}
    assert await record.async_recent_measurements(ANNA, windows, math.inf) == (typed[0],)
    assert len((await record.async_export_person(ANNA))["measurements"]) == 2
    clock.now = AHEAD
    assert await record.async_latest_measurement(ANNA, "weight_kg") == typed[1]


async def test_a_report_of_a_clock_that_was_ahead_does_not_stand_in_the_way_of_the_next(
    record: Record, clock: Clock
) -> None:
    await record.async_set_report(ANNA, {"number": 1}, AHEAD)
    assert await record.async_report(ANNA) is None
    await record.async_set_report(ANNA, {"number": 2}, NOON)
    clock.now = AHEAD
    report = await record.async_report(ANNA)
    assert report is not None
    assert report.content == {"number": 2}


@pytest.mark.parametrize("at", [-1.0, 4_102_444_801.0, math.inf, math.nan])
async def test_times_that_no_clock_of_a_home_shows_are_refused_everywhere(record: Record, at: float) -> None:
    with pytest.raises(InvalidEntryError, match="1970 and 2100"):
        record.keep_reading(reading(at))
    for work in (
        record.async_record_consent(consent(at=at)),
        record.async_set_profile(ANNA, {}, at),
        record.async_add_measurements(ANNA, [StoredMeasurement("weight_kg", at, 71.5, TYPED)]),
        record.async_enrol("b" * 32, consent("b" * 32, at), [template()]),
    ):
        with pytest.raises(InvalidEntryError, match="1970 and 2100"):
            await work


@pytest.mark.parametrize("at", [-1.0, 1e12], ids=["before 1970", "after 2100"])
async def test_erasing_and_undoing_never_fail_for_the_clock(record: Record, at: float) -> None:
    await record.async_add_reading(reading(NOON - 60))
    assert await record.async_undo_last_reading(ANNA, at, None) is not None
    assert (await record.async_export_person(ANNA, at))["readings"][0]["undone_at"] in (0.0, 4_102_444_800.0)
    assert (await record.async_erase_person(ANNA, at, None)).verified
