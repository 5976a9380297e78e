"""The tables of docs/trend.md."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import inf, isfinite

from .figures import Finding, Rates, drifting, lit, rates, second_shift, shifted, still_rising
from .people import Life
from .variants import two_weeks_alone, without_the_year_before

ONE, TWO, THREE = Life(cameras=1), Life(cameras=2), Life(cameras=3)
ONE_ALIKE, TWO_ALIKE = Life(cameras=1, day_correlation=0.6), Life(cameras=2, day_correlation=0.6)
YEARS = 3
TOLD_GOAL, ASKED_GOAL, FOUND_GOAL = 5, 20, 0.95
"""Person-years for each rise told and for each request, and the share found, with two cameras and no season."""


def by_chance(seeds: Sequence[int]) -> Iterator[str]:
    """Yield how often people who do not change are told of a rise."""
    rows = (
        ("two cameras", TWO, 3),
        ("one camera", ONE, 2),
        ("three cameras", THREE, 1),
        ("two cameras, days more alike (correlation 0.6)", TWO_ALIKE, 1),
        ("one camera, days more alike", ONE_ALIKE, 1),
        ("two cameras, seen on 20 % of days", Life(cameras=2, presence=0.2), 1),
    )
    yield from _head(
        "nobody changes", "person-years", "rises told a year", "requests a year", "told by two weeks alone"
    )
    for name, life, size in rows:
        people = _more(seeds, size)
        found = rates(life, people)
        with two_weeks_alone():
            former = rates(life, people)
        yield _row(name, f"{found.person_years:.0f}", _told(found), _asked(found), _told(former))


def in_seasons(seeds: Sequence[int]) -> Iterator[str]:
    """Yield what light that comes and goes with the year tells."""
    rows = (
        ("one camera, ±1 SD", Life(cameras=1, season_sds=1.0)),
        ("one camera, ±0.5 SD", Life(cameras=1, season_sds=0.5)),
        ("two cameras, ±1 SD on both", Life(cameras=2, season_sds=1.0)),
        ("two cameras, ±0.5 SD on both", Life(cameras=2, season_sds=0.5)),
        ("two cameras, ±1 SD on one", Life(cameras=2, season_sds=1.0, season_cameras=1)),
    )
    yield from _head(
        "rises told a year",
        "first year",
        "later years",
        "later, without the year before",
        "requests in the first year",
    )
    for name, life in rows:
        first, later = rates(life, seeds, years=1), rates(life, seeds, years=YEARS, first_year=1)
        with without_the_year_before():
            former = rates(life, seeds, years=YEARS, first_year=1)
        yield _row(name, _told(first), _told(later), _told(former), _asked(first))


def changes_found(seeds: Sequence[int]) -> Iterator[str]:
    """Yield how true changes are found."""
    lives = (("one camera", ONE), ("two cameras", TWO), ("two cameras, correlation 0.6", TWO_ALIKE))
    yield from _head(
        "found", "within 45 days", "within 90 days", "median days", "two weeks alone: 90 days, median"
    )
    for name, life in lives:
        for size in (1, 2, 3):
            yield _finding(f"{name}, +{size} detectable change", partial(shifted, life, size, seeds))
    in_second_year = partial(shifted, TWO, 1, seeds, on_day=550)
    yield _finding("two cameras, +1 detectable change, in the second year", in_second_year)
    yield ""
    yield from _head("drift found within a year", "share", "median days", "two weeks alone")
    for name, life in lives:
        for speed in (0.2, 0.4):
            yield _drift(f"{name}, {speed} SD a month", partial(drifting, life, speed, seeds))


def what_stays(seeds: Sequence[int]) -> Iterator[str]:
    """Yield what becomes of changes that last, and of lamps."""
    yield from _head("what lasts", "one camera", "two cameras")
    for shift in (0.8, 1.2):
        shares = [still_rising(life, shift, seeds) for life in (ONE, TWO)]
        yield _shares(f"+{shift} logit, still rising after three years", shares)
    shares = [second_shift(life, 1.2, 1.0, seeds).share for life in (ONE, TWO)]
    yield _shares("second rise of +1.0 logit, long after one of +1.2, found within 30 days", shares)
    for lamp in (0.35, 0.7, 1.0):
        found = [lit(life, lamp, seeds) for life in (ONE, TWO)]
        yield _shares(
            f"new lamp of +{lamp} logit before one camera, told in half a year", [one.told for one in found]
        )
        yield _shares("the same lamp, asked to measure", [one.asked for one in found])
    yield _row(
        "drift of 0.2 SD a month: rises told a year",
        *(
            f"{rates(Life(cameras=cameras, drift_sds_per_month=0.2), seeds, years=YEARS).told:.1f}"
            for cameras in (1, 2)
        ),
    )


def goals(seeds: Sequence[int]) -> Iterator[str]:
    """Yield what was wanted with two cameras and no season, and what came."""
    chance, found = rates(TWO, _more(seeds, 3)), shifted(TWO, 1, _more(seeds, 2))
    yield from _head("with two cameras, without a season", "goal", "came", "")
    yield _goal("person-years for each rise told", TOLD_GOAL, _years(chance.told))
    yield _goal("person-years for each request to measure", ASKED_GOAL, _years(chance.asked))
    yield _goal(
        "share of +1 detectable change found within 90 days, %",
        100 * FOUND_GOAL,
        100 * found.share,
    )


def _goal(name: str, goal: float, came: float) -> str:
    """Return the line of a goal."""
    measured = f"{came:.1f}" if isfinite(came) else "no event"
    return _row(name, f"≥ {goal:g}", measured, "reached" if came >= goal else "**missed**")


def _finding(name: str, measure: Callable[[], Finding]) -> str:
    """Return the line of a change."""
    found = measure()
    with two_weeks_alone():
        former = measure()
    return _row(
        name,
        _percent(found.share_within(45)),
        _percent(found.share),
        _days(found),
        f"{_percent(former.share)}, {_days(former)}",
    )


def _drift(name: str, measure: Callable[[], Finding]) -> str:
    """Return the line of a slow change."""
    found = measure()
    with two_weeks_alone():
        former = measure()
    return _row(name, _percent(found.share), _days(found), f"{_percent(former.share)}, {_days(former)}")


def _shares(name: str, shares: Iterable[float]) -> str:
    """Return a line with a share for one and for two cameras."""
    return _row(name, *map(_percent, shares))


def _told(found: Rates) -> str:
    """Return the rate of rises told."""
    return _rate(found.told)


def _asked(found: Rates) -> str:
    """Return the rate of requests."""
    return _rate(found.asked)


def _rate(rate: float) -> str:
    """Return a rate as so many for each person-year, and as so many years for each."""
    return f"{rate:.2f} (one in {_years(rate):.1f} years)" if rate else "none"


def _years(rate: float) -> float:
    """Return how many person-years there are for each event."""
    return 1 / rate if rate else inf


def _days(found: Finding) -> str:
    """Return the median of the days."""
    return "none" if found.median_days is None else f"{found.median_days:.0f}"


def _percent(share: float) -> str:
    """Return a share in percent."""
    return f"{100 * share:.0f} %"


def _more(seeds: Sequence[int], times: int) -> Sequence[int]:
    """Return so many times as many people."""
    return range(seeds[0], seeds[0] + times * len(seeds))


def _head(*names: str) -> Iterable[str]:
    """Return the head of a table."""
    return (_row(*names), "|---" * len(names) + "|")


def _row(*cells: str) -> str:
    """Return a line of a table."""
    return "| " + " | ".join(cells) + " |"
