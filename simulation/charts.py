"""The charts of docs/trend.md."""

from collections.abc import Callable, Mapping, Sequence

from .figures import FOUND_WITHIN_DAYS, rates, shifted
from .people import YEAR_DAYS, Life
from .play import CALIBRATION_DAYS, play
from .svg import Axis, Line, line_chart
from .tables import FOUND_GOAL, ONE, TOLD_GOAL, TWO, YEARS
from .variants import limit_of_sum, two_weeks_alone

LIMITS = (4, 6, 7, 8, 9, 10, 12, 14)
_QUARTERS = 4


def charts(seeds: Sequence[int]) -> Mapping[str, str]:
    """Return each chart by the name of its file."""
    false_alarms, power = limit_curves(seeds)
    return {
        "trend-false-alarms.svg": false_alarms,
        "trend-power.svg": power,
        "trend-found.svg": found_after(seeds),
        "trend-season.svg": seasons(seeds),
    }


def limit_curves(seeds: Sequence[int]) -> tuple[str, str]:
    """Return what the limit of the sum costs, and what it brings."""
    told: dict[str, list[tuple[float, float]]] = {"one camera": [], "two cameras": []}
    found: dict[str, list[tuple[float, float]]] = {"one camera": [], "two cameras": []}
    for limit in LIMITS:
        with limit_of_sum(limit):
            for name, life in (("one camera", ONE), ("two cameras", TWO)):
                told[name].append((limit, rates(life, seeds).told))
                found[name].append((limit, 100 * shifted(life, 1, seeds).share))
    across = Axis(name="limit of the sum, in long-run standard deviations", ticks=range(4, 15, 2))
    ends = (LIMITS[0], LIMITS[-1])
    return (
        line_chart(
            "Rises told of people who do not change",
            across,
            Axis(name="told for each person-year", ticks=(0, 0.5, 1, 1.5, 2, 2.5)),
            [
                *(Line(name, points) for name, points in told.items()),
                Line("goal with two cameras", [(end, 1 / TOLD_GOAL) for end in ends], is_dashed=True),
            ],
        ),
        line_chart(
            "A lasting change of one detectable change",
            across,
            Axis(name="found within 90 days, %", ticks=(70, 75, 80, 85, 90, 95, 100)),
            [
                *(Line(name, points) for name, points in found.items()),
                Line("goal with two cameras", [(end, 100 * FOUND_GOAL) for end in ends], is_dashed=True),
            ],
        ),
    )


def found_after(seeds: Sequence[int]) -> str:
    """Return how many have been found after so many days, with two cameras."""
    lines = []
    for size in (1, 2, 3):
        found = shifted(TWO, size, seeds)
        lines.append(Line(f"+{size} detectable change", _growing(found.share_within)))
    with two_weeks_alone():
        alone = shifted(TWO, 1, seeds)
    lines.append(Line("+1, two weeks alone", _growing(alone.share_within), is_dashed=True))
    return line_chart(
        "When a change is found, two cameras",
        Axis(name="days since the change", ticks=range(0, FOUND_WITHIN_DAYS + 1, 15)),
        Axis(name="found, %", ticks=range(0, 101, 20)),
        lines,
    )


def _growing(share_within: Callable[[int], float]) -> list[tuple[float, float]]:
    """Return the share found by each third day."""
    return [(day, 100 * share_within(day)) for day in range(0, FOUND_WITHIN_DAYS + 1, 3)]


def seasons(seeds: Sequence[int]) -> str:
    """Return what a season of light tells, quarter by quarter."""
    lines = []
    for name, cameras, season_sds in (
        ("one camera, ±1 SD", 1, 1.0),
        ("two cameras, ±1 SD", 2, 1.0),
        ("two cameras, ±0.5 SD", 2, 0.5),
        ("two cameras, no season", 2, 0.0),
    ):
        life = Life(cameras=cameras, season_sds=season_sds)
        lines.append(Line(name, _told_by_quarter(life, seeds)))
    return line_chart(
        "Rises told where light comes and goes with the year",
        Axis(name="years", ticks=range(YEARS + 1)),
        Axis(name="told for each person-year", ticks=(0, 0.5, 1, 1.5, 2, 2.5)),
        lines,
    )


def _told_by_quarter(life: Life, seeds: Sequence[int]) -> list[tuple[float, float]]:
    """Return how many rises are told for each person-year in each quarter, at its middle."""
    counts = [0] * (YEARS * _QUARTERS)
    for seed in seeds:
        for day in play(life, CALIBRATION_DAYS + round(YEARS * YEAR_DAYS), seed).told:
            quarter = int((day - CALIBRATION_DAYS) / YEAR_DAYS * _QUARTERS)
            if 0 <= quarter < len(counts):
                counts[quarter] += 1
    return [
        ((quarter + 0.5) / _QUARTERS, _QUARTERS * count / len(seeds)) for quarter, count in enumerate(counts)
    ]
