"""The newest blood pressure, and from where on it asks for something."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.digitalshadow.health.person.maternity import Maternity
from custom_components.digitalshadow.health.person.measurements import Measurement
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.pressure import (
    PressureReading,
    Urgency,
    newest_pressure,
    urgent_pressure,
)

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
UPPER, LOWER = Measure.SYSTOLIC, Measure.DIASTOLIC


def at(measure: Measure, value: float, minutes_ago: float) -> Measurement:
    """Return a measurement of some minutes ago."""
    moment = NOW - timedelta(minutes=minutes_ago)
    return Measurement(measure=measure, value=value, day=moment.date(), at=moment)


@pytest.mark.parametrize(
    ("measurements", "expected"),
    [
        pytest.param((), None, id="none"),
        pytest.param(
            (at(UPPER, 196, 5), at(LOWER, 118, 5), at(UPPER, 130, 90), at(LOWER, 80, 90)),
            (196, 118, 5),
            id="the newest pair",
        ),
        pytest.param((at(UPPER, 196, 5), at(LOWER, 118, 5.5)), (196, 118, 5), id="sensors of one cuff"),
        pytest.param((at(UPPER, 140, 2), at(LOWER, 118, 5)), (140, None, 2), id="not of two readings"),
        pytest.param((at(LOWER, 118, 5),), (None, 118, 5), id="one number alone"),
        pytest.param((at(UPPER, 190, -10), at(UPPER, 120, 10)), (120, None, 10), id="not of the future"),
        pytest.param((at(UPPER, 190, -0.5),), (190, None, -0.5), id="a clock half a minute ahead"),
        pytest.param((at(UPPER, 400, 1), at(UPPER, 120, 10)), (120, None, 10), id="nobody has that"),
        pytest.param(
            (Measurement(measure=UPPER, value=190, day=NOW.date()),), None, id="of an unknown moment"
        ),
        pytest.param((at(Measure.WEIGHT, 190, 1),), None, id="something else"),
    ],
)
def test_the_newest_reading_is_found(
    measurements: tuple[Measurement, ...], expected: tuple[float | None, float | None, float] | None
) -> None:
    found = newest_pressure(measurements, NOW)

    if expected is None:
        assert found is None
    else:
        upper, lower, minutes_ago = expected
        assert found == PressureReading(upper, lower, NOW - timedelta(minutes=minutes_ago))


@pytest.mark.parametrize(
    ("upper", "lower", "maternity", "urgency"),
    [
        pytest.param(180, 70, None, Urgency.VERY_HIGH, id="systolic alone"),
        pytest.param(120, 110, None, Urgency.VERY_HIGH, id="diastolic alone"),
        pytest.param(None, 110, None, Urgency.VERY_HIGH, id="systolic unknown"),
        pytest.param(179, 109, None, None, id="both below"),
        pytest.param(142, 91, None, None, id="high, and nothing for today"),
        pytest.param(140, 70, Maternity.PREGNANT, Urgency.MATERNITY_HIGH, id="pregnant, systolic"),
        pytest.param(120, 90, Maternity.AFTER_BIRTH, Urgency.MATERNITY_HIGH, id="after a birth, diastolic"),
        pytest.param(139, 89, Maternity.PREGNANT, None, id="pregnant, both below"),
        pytest.param(160, 70, Maternity.PREGNANT, Urgency.MATERNITY_SEVERE, id="pregnant, severe"),
        pytest.param(120, 110, Maternity.AFTER_BIRTH, Urgency.MATERNITY_SEVERE, id="after a birth, severe"),
    ],
)
def test_one_of_the_two_numbers_is_enough(
    upper: float | None, lower: float | None, maternity: Maternity | None, urgency: Urgency | None
) -> None:
    found = urgent_pressure(PressureReading(upper, lower, NOW), maternity)

    assert (None if found is None else found.urgency) is urgency


@pytest.mark.parametrize(("hours", "fresh"), [(24, True), (24.1, False)])
def test_a_reading_says_something_about_now_for_a_day(hours: float, fresh: bool) -> None:
    assert PressureReading(190, 100, NOW - timedelta(hours=hours)).is_fresh(NOW) is fresh


def test_without_a_reading_nothing_is_urgent() -> None:
    assert urgent_pressure(None, Maternity.PREGNANT) is None


@pytest.mark.parametrize(
    ("zone", "put_back_at"),
    [
        pytest.param("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC), id="an hour"),
        pytest.param("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC), id="half an hour"),
        pytest.param("Asia/Beirut", datetime(2026, 10, 24, 21, tzinfo=UTC), id="at midnight"),
    ],
)
def test_a_reading_before_the_clock_was_put_back_is_no_reading_of_the_future(
    zone: str, put_back_at: datetime
) -> None:
    home = ZoneInfo(zone)
    before = (put_back_at - timedelta(minutes=2)).astimezone(home)
    now = (put_back_at + timedelta(minutes=2)).astimezone(home)
    measured = [
        Measurement(measure=UPPER, value=196, day=before.date(), at=before),
        Measurement(measure=UPPER, value=120, day=before.date(), at=before - timedelta(hours=5)),
        Measurement(measure=LOWER, value=80, day=now.date(), at=before + timedelta(seconds=30)),
    ]

    found = newest_pressure(measured, now)

    assert found is not None
    assert (found.systolic_mmhg, found.diastolic_mmhg) == (196, 80)
    assert found.measured_at.tzinfo is home


def test_a_reading_is_fresh_for_24_hours_also_where_a_day_has_25() -> None:
    home = ZoneInfo("Europe/Berlin")
    reading = PressureReading(196, 118, datetime(2026, 10, 24, 20, tzinfo=home))

    assert reading.is_fresh(datetime(2026, 10, 25, 19, tzinfo=home))
    assert not reading.is_fresh(datetime(2026, 10, 25, 19, 1, tzinfo=home))
