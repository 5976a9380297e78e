"""When LiveCAD looks: decided from times and qualities that are given, so nothing here waits."""

from itertools import pairwise
import math

import pytest

from custom_components.digitalshadow.engine.reading.pacing import Pacing
from custom_components.digitalshadow.engine.reading.visits import BEST_SIGHTINGS, MAX_VISIT_SECONDS
from custom_components.digitalshadow.engine.records.pictures import LookedAt

GAP_SECONDS = 30.0


def run(pacing: Pacing, times: list[float], quality: float = 0.5, took_seconds: float = 0.0) -> list[float]:
    """Show Anna at these times and return when LiveCAD looked."""
    return [when for when, _ in looks(pacing, [(when, quality) for when in times], took_seconds)]


def looks(
    pacing: Pacing, sightings: list[tuple[float, float]], took_seconds: float = 0.0
) -> list[tuple[float, float]]:
    """Show Anna at these times with these qualities and return those at which LiveCAD looked."""
    looked = []
    for captured_at, quality in sightings:
        if pacing.is_due("anna", captured_at, quality):
            pacing.note_answer("anna", captured_at, quality, took_seconds)
            looked.append((captured_at, quality))
    return looked


def every(seconds: float, until: float) -> list[float]:
    """Return the times of a camera's frames."""
    return [number * seconds for number in range(round(until / seconds))]


def test_a_person_who_stands_still_is_read_at_once_and_then_left_alone() -> None:
    looked = run(Pacing(gap_seconds=GAP_SECONDS), every(1 / 16, 20))
    assert looked == [0.0, 0.5, 1.0, 1.5, 2.0]


def test_somebody_who_stays_is_looked_at_now_and_then() -> None:
    looked = run(Pacing(gap_seconds=GAP_SECONDS), every(0.5, 120))
    assert [later - earlier for earlier, later in pairwise(looked[4:])] == [25.0] * 4


@pytest.mark.parametrize(
    ("quality", "pause_seconds"),
    [
        pytest.param(0.9, 0.5, id="far better than the worst of the five"),
        pytest.param(0.75, 0.5, id="so much better that it is asked for at once"),
        pytest.param(0.65, 2.39, id="better by more than half of that"),
        pytest.param(0.51, 21.38, id="hardly better"),
        pytest.param(0.5, 25.0, id="as good"),
        pytest.param(0.3, 25.0, id="worse"),
    ],
)
def test_the_more_a_frame_gains_the_sooner_it_is_asked_about(quality: float, pause_seconds: float) -> None:
    pacing = Pacing(gap_seconds=GAP_SECONDS)
    last = run(pacing, every(0.5, 2.5))[-1]
    assert not pacing.is_due("anna", last + pause_seconds - 0.01, quality)
    assert pacing.is_due("anna", last + pause_seconds + 0.01, quality)


def walking_past(frames_a_second: int) -> list[tuple[float, float]]:
    """Return somebody who comes near within four seconds: small and blurred first, then large and sharp."""
    return [(when, 0.3 + 0.15 * when) for when in every(1 / frames_a_second, 4)]


def turning(frames_a_second: int) -> list[tuple[float, float]]:
    """Return somebody who looks at the camera and away again for twenty seconds."""
    return [(when, 0.6 + 0.3 * math.sin(when / 2.5)) for when in every(1 / frames_a_second, 20)]


@pytest.mark.parametrize(
    ("sightings", "reading_within_seconds", "most_runs", "least_quality"),
    [
        # By the clock alone, every second for three and every 2.5 s then: 2 s, 3 runs and 0.45.
        pytest.param(walking_past(16), 1.0, 8, 0.67, id="walking past a live stream"),
        pytest.param(walking_past(4), 1.0, 8, 0.67, id="walking past a camera looked at four times a second"),
        # By the clock alone 2 s, 10 runs and 0.81.
        pytest.param(turning(16), 1.0, 8, 0.81, id="turning before a live stream"),
        pytest.param(turning(2), 1.0, 8, 0.82, id="turning before a camera looked at twice a second"),
    ],
)
def test_a_reading_comes_soon_and_of_good_frames_for_few_runs(
    sightings: list[tuple[float, float]], reading_within_seconds: float, most_runs: int, least_quality: float
) -> None:
    looked = looks(Pacing(gap_seconds=GAP_SECONDS), sightings)
    best = sorted((quality for _, quality in looked), reverse=True)[:BEST_SIGHTINGS]

    assert looked[2][0] <= reading_within_seconds
    assert len(looked) <= most_runs
    assert sum(best) / BEST_SIGHTINGS >= least_quality


def test_where_an_answer_takes_long_most_of_the_time_is_left_for_pictures() -> None:
    """Four seconds, as NumPy takes on a small computer."""
    looked = run(Pacing(gap_seconds=GAP_SECONDS), every(0.5, 100), took_seconds=4.0)
    assert looked[:5] == [0.0, 6.0, 12.0, 22.0, 32.0]
    assert {later - earlier for earlier, later in pairwise(looked[4:])} == {25.0}


def test_each_person_has_a_pace_of_their_own() -> None:
    pacing = Pacing(gap_seconds=GAP_SECONDS)
    assert run(pacing, [0.0]) == [0.0]
    assert pacing.is_due("ben", 0.1, 0.5)


@pytest.mark.parametrize(
    ("gap_seconds", "away_seconds", "looked"),
    [
        pytest.param(30.0, 31.0, 3, id="longer than the gap: another visit"),
        pytest.param(30.0, 20.0, 0, id="shorter: the visit has its five frames"),
        pytest.param(5.0, 20.0, 3, id="longer than a gap that somebody chose"),
    ],
)
def test_coming_back_is_read_where_it_is_a_new_visit(
    gap_seconds: float, away_seconds: float, looked: int
) -> None:
    pacing = Pacing(gap_seconds=gap_seconds)
    last_seen_at = every(0.5, 3)[-1]
    run(pacing, every(0.5, 3))
    back_at = last_seen_at + away_seconds
    assert len(run(pacing, [back_at, back_at + 0.5, back_at + 1.0])) == looked


def test_a_visit_that_is_cut_because_it_lasts_is_followed_by_one_with_frames_of_its_own() -> None:
    looked = run(Pacing(gap_seconds=GAP_SECONDS), every(0.5, MAX_VISIT_SECONDS + 10))
    assert [when for when in looked if when >= MAX_VISIT_SECONDS] == [600.0, 600.5, 601.0, 601.5, 602.0]


def test_a_clock_that_was_set_back_blocks_nobody() -> None:
    pacing = Pacing(gap_seconds=GAP_SECONDS)
    run(pacing, [10_000.0])
    assert run(pacing, [100.0, 100.4, 100.5]) == [100.0, 100.5]


def test_people_who_left_the_gallery_are_forgotten() -> None:
    pacing = Pacing(gap_seconds=GAP_SECONDS)
    run(pacing, [0.0])
    pacing.keep_people(lambda person_id: person_id != "anna")
    assert pacing._presences == {}


def test_whom_another_engine_looked_at_counts_here_too() -> None:
    pacing = Pacing(gap_seconds=GAP_SECONDS)
    elsewhere = [LookedAt("anna", when, 0.5) for when in every(0.5, 2.5)]
    pacing.note_elsewhere([*elsewhere, LookedAt("left", 1.0, 0.5)], lambda person_id: person_id == "anna")

    assert not pacing.is_due("anna", 3.0, 0.5)
    assert pacing.is_due("anna", 3.0, 0.9)
    assert pacing._presences.keys() == {"anna"}
