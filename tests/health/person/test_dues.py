"""What should be measured or answered again: soonest first, overdue until it is renewed."""

from datetime import date, timedelta

import pytest

from custom_components.digitalshadow.health.person.dues import Due, dues_of
from custom_components.digitalshadow.health.person.measurements import Measurement
from custom_components.digitalshadow.health.person.measures import Measure

TODAY = date(2026, 11, 24)


def measured(measure: Measure, value: float, days_ago: int) -> Measurement:
    """Return a measurement of some days ago."""
    return Measurement(measure=measure, value=value, day=TODAY - timedelta(days_ago))


def test_of_whom_nothing_is_known_nothing_is_due() -> None:
    assert dues_of([], {}, TODAY) == ()


def test_what_runs_out_first_comes_first() -> None:
    dues = dues_of(
        [
            measured(Measure.TOTAL_CHOLESTEROL, 5.5, 0),
            measured(Measure.SYSTOLIC, 130, 10),
            measured(Measure.WEIGHT, 80, 0),
        ],
        {"pregnant": TODAY + timedelta(3)},
        TODAY,
    )
    assert [(due.key, (due.on - TODAY).days) for due in dues] == [
        ("pregnant", 3),
        ("systolic_mmhg", 172),
        ("weight_kg", 182),
        ("total_cholesterol_mmol_l", 1825),
    ]


def test_the_newest_measurement_counts_in_whatever_order_they_come() -> None:
    readings = [measured(Measure.SYSTOLIC, 130, days_ago) for days_ago in (40, 2, 300)]
    assert dues_of(readings, {}, TODAY) == (Due("systolic_mmhg", TODAY + timedelta(180)),)


@pytest.mark.parametrize(
    "days_ago",
    [pytest.param(183, id="since yesterday"), pytest.param(4000, id="for years, and no longer counted")],
)
def test_what_ran_out_stays_overdue(days_ago: int) -> None:
    (due,) = dues_of([measured(Measure.SYSTOLIC, 130, days_ago)], {}, TODAY)
    assert due.on == TODAY + timedelta(182 - days_ago) < TODAY


@pytest.mark.parametrize(
    "measurement",
    [
        pytest.param(measured(Measure.HEIGHT, 1.8, 9000), id="a height does not change"),
        pytest.param(measured(Measure.SYSTOLIC, 13, 1), id="nobody has that pressure"),
        pytest.param(measured(Measure.SYSTOLIC, 130, -1), id="tomorrow"),
    ],
)
def test_what_does_not_count_is_not_due(measurement: Measurement) -> None:
    assert dues_of([measurement], {}, TODAY) == ()
