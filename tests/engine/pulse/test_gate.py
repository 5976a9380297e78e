"""When a pulse rate is said and when not: on recorded traces, and on drawn ones for each check by itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custom_components.digitalshadow.engine.pulse.evidence import evidence_of
from custom_components.digitalshadow.engine.pulse.gate import pulse_in
from custom_components.digitalshadow.engine.pulse.trace import Trace
from custom_components.digitalshadow.engine.records.pulse import METHOD, NoPulse, Pulse, WhyNoPulse
from tests.builders.pulse import drawn, is_clear, kept, load, planted_bpm, trace_files, with_colours

VITALLENS = next(iter(trace_files("trace_vitallens1")))
VITALLENS_BPM = 75.4
WITHIN_BPM = 2.0
SMALL_FACE_PX = 90.0


def ids(path: Path) -> str:
    """Return how a case is called."""
    return path.stem


def why_not(trace: Trace) -> set[WhyNoPulse]:
    """Return the reasons against a rate; none where one is said."""
    answer = pulse_in(trace)
    return set(answer.why_not) if isinstance(answer, NoPulse) else set()


@pytest.mark.parametrize("path", trace_files("null_*"), ids=ids)
def test_where_there_is_no_pulse_none_is_said(path: Path) -> None:
    assert why_not(load(path))


@pytest.mark.parametrize("path", trace_files("trace_bias_*"), ids=ids)
def test_where_compression_has_destroyed_the_pulse_none_is_said(path: Path) -> None:
    assert why_not(load(path))


@pytest.mark.parametrize("path", trace_files("planted_*"), ids=ids)
def test_a_rate_that_is_said_is_right(path: Path) -> None:
    answer = pulse_in(load(path))
    assert isinstance(answer, NoPulse) or abs(answer.bpm - planted_bpm(path)) <= WITHIN_BPM


def test_most_clear_pulses_in_well_kept_pictures_are_answered() -> None:
    clear = [path for path in trace_files("planted_*") if is_clear(path)]
    answered = [path for path in clear if isinstance(pulse_in(load(path)), Pulse)]
    assert len(clear) >= 2
    assert len(answered) >= 0.6 * len(clear)


def test_an_answer_says_how_it_was_found() -> None:
    answer = pulse_in(drawn(bpm=72, seconds=20))
    assert isinstance(answer, Pulse)
    assert answer.bpm == pytest.approx(72, abs=0.5)
    assert answer.seconds == pytest.approx(20, abs=0.1)
    assert 0 <= answer.spread_bpm <= 6
    assert answer.snr_db > 0
    assert answer.method == METHOD


def test_the_public_clip_gives_the_rate_of_its_contact_sensor_but_is_too_short_and_shaken() -> None:
    trace = load(VITALLENS)
    assert abs(evidence_of(trace).bpm - VITALLENS_BPM) <= WITHIN_BPM
    assert why_not(trace) == {WhyNoPulse.SHORT, WhyNoPulse.BACKGROUND_TOO}


@pytest.mark.parametrize("seed", range(5))
def test_frames_that_are_lost_at_random_do_not_change_the_rate(seed: int) -> None:
    clip, face = load(VITALLENS), drawn(bpm=84, seconds=20)
    rng = np.random.default_rng(seed)
    halves = [np.sort(rng.permutation(len(each.times_s))[::2]) for each in (clip, face)]
    assert abs(evidence_of(kept(clip, halves[0])).bpm - VITALLENS_BPM) <= WITHIN_BPM
    answer = pulse_in(kept(face, halves[1]))
    assert isinstance(answer, Pulse)
    assert abs(answer.bpm - 84) <= WITHIN_BPM


@pytest.mark.parametrize("path", trace_files("planted_*mjpeg*"), ids=ids)
def test_times_that_were_invented_at_25_frames_a_second_make_the_piece_too_short(path: Path) -> None:
    trace = load(path)
    invented = replace(trace, times_s=np.arange(len(trace.times_s)) / 25)
    assert WhyNoPulse.SHORT in why_not(invented)


@pytest.mark.parametrize("every", [1, 2, 3], ids=["30 a second", "15 a second", "10 a second"])
@pytest.mark.parametrize("frames_per_second", [29.4, 29.97, 30.0, 30.3, 30.6])
@pytest.mark.parametrize(
    ("percent", "light_percent"),
    [
        pytest.param(0.5, (1, 1, 1), id="a pulse under even light"),
        pytest.param(0.5, (0.6, 1, 1.4), id="a pulse under cold light"),
        pytest.param(0.0, (0.5, 1, 0.5), id="no pulse under green light"),
        pytest.param(0.0, (2, 1, 0.5), id="no pulse under warm light"),
    ],
)
def test_mains_light_is_never_taken_for_a_pulse(
    frames_per_second: float, every: int, percent: float, light_percent: tuple[float, ...]
) -> None:
    scene = drawn(
        bpm=66,
        percent=percent,
        seconds=20.2,
        frames_per_second=frames_per_second,
        light_hz=100,
        light_percent=light_percent,
    )
    answer = pulse_in(kept(scene, slice(None, None, every)))
    assert isinstance(answer, NoPulse) or (percent and abs(answer.bpm - 66) <= WITHIN_BPM)


def darker(trace: Trace) -> Trace:
    """Return the face in a dim room."""
    return with_colours(trace, trace.colours * 0.3)


def brighter(trace: Trace) -> Trace:
    """Return the face in glaring light."""
    return with_colours(trace, np.minimum(trace.colours * 1.8, 255))


def grey(trace: Trace) -> Trace:
    """Return the face as an infra-red camera shows it: with a pulse, but without colour."""
    return with_colours(trace, np.repeat(trace.colours.mean(-1, keepdims=True), 3, -1))


def black(trace: Trace) -> Trace:
    """Return the face of a camera whose lens is covered."""
    return with_colours(trace, np.zeros_like(trace.colours))


def small(trace: Trace) -> Trace:
    """Return the face far away."""
    return replace(trace, face_widths_px=np.full(len(trace.times_s), SMALL_FACE_PX))


def with_gap(trace: Trace) -> Trace:
    """Return the face as a camera sends it that loses 0.6 seconds."""
    return kept(trace, np.r_[0:200, 219 : len(trace.times_s)])


def nodding(trace: Trace) -> Trace:
    """Return a head that nods with the pulse, by a hundredth of its width."""
    nod = trace.face_widths_px * 0.01 * np.sin(2 * np.pi * 72 / 60 * trace.times_s)
    return replace(trace, face_centres_px=trace.face_centres_px + np.stack([np.zeros_like(nod), nod], 1))


def shaken(trace: Trace) -> Trace:
    """Return what a camera sees that shakes with a heart: the wall beats too."""
    colours = trace.colours.copy()
    colours[:, 3] = colours[:, 0]
    return with_colours(trace, colours)


def half_painted(trace: Trace) -> Trace:
    """Return a face whose forehead says another rate than its cheeks."""
    colours = trace.colours.copy()
    colours[:, 0] = drawn(bpm=96, percent=0.9).colours[:, 0]
    return with_colours(trace, colours)


def restless(trace: Trace) -> Trace:
    """Return a face whose rate leaps from 60 to 90 in the middle."""
    half = len(trace.times_s) // 2
    leap = np.concatenate([drawn(bpm=60).colours[:half], drawn(bpm=90).colours[half:]])
    return with_colours(trace, leap)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(lambda trace: kept(trace, slice(400)), WhyNoPulse.SHORT, id="left after 13 s"),
        pytest.param(lambda trace: kept(trace, slice(1)), WhyNoPulse.SHORT, id="a single frame"),
        pytest.param(lambda trace: kept(trace, slice(0)), WhyNoPulse.SHORT, id="no frame"),
        pytest.param(
            lambda trace: kept(trace, slice(None, None, 4)), WhyNoPulse.FEW_FRAMES, id="7.5 a second"
        ),
        pytest.param(with_gap, WhyNoPulse.FEW_FRAMES, id="a gap"),
        pytest.param(small, WhyNoPulse.FACE_SMALL, id="far away"),
        pytest.param(darker, WhyNoPulse.DARK, id="a dim room"),
        pytest.param(black, WhyNoPulse.DARK, id="a covered lens"),
        pytest.param(brighter, WhyNoPulse.BRIGHT, id="glaring light"),
        pytest.param(grey, WhyNoPulse.GREY, id="infra-red"),
        pytest.param(restless, WhyNoPulse.UNSTEADY, id="the rate leaps"),
        pytest.param(half_painted, WhyNoPulse.REGIONS_DISAGREE, id="the forehead says another"),
        pytest.param(shaken, WhyNoPulse.BACKGROUND_TOO, id="the wall beats too"),
        pytest.param(nodding, WhyNoPulse.MOVES_IN_TIME, id="the head nods with it"),
        pytest.param(lambda _: drawn(bpm=42), WhyNoPulse.OUT_OF_RANGE, id="42 a minute"),
        pytest.param(lambda _: drawn(bpm=158), WhyNoPulse.OUT_OF_RANGE, id="158 a minute"),
        pytest.param(lambda _: drawn(percent=0), WhyNoPulse.WEAK, id="a photograph"),
    ],
)
def test_each_check_gives_its_own_reason(change: Callable[[Trace], Trace], reason: WhyNoPulse) -> None:
    face = drawn(bpm=72)
    assert isinstance(pulse_in(face), Pulse)
    assert reason in why_not(change(face))


def test_where_the_methods_disagree_no_rate_is_said() -> None:
    # A light that changes its colour, which one method takes for the pulse and the other does not.
    scene = drawn(bpm=72, percent=0.5, light_hz=1.7, light_percent=(0.2, -0.2, 1.0))
    assert why_not(scene) == {WhyNoPulse.METHODS_DISAGREE}


@pytest.mark.parametrize("bpm", [46, 60, 75, 100, 130, 149])
def test_rates_within_the_range_are_said_as_they_are(bpm: float) -> None:
    answer = pulse_in(drawn(bpm=bpm))
    assert isinstance(answer, Pulse)
    assert abs(answer.bpm - bpm) <= 1


def test_a_picture_that_stands_still_has_no_pulse() -> None:
    frozen = drawn(percent=0)
    assert WhyNoPulse.WEAK in why_not(with_colours(frozen, np.tile(frozen.colours[0], (600, 1, 1))))
