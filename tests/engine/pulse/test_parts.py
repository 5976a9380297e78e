"""The parts of the measurement by themselves: even times, the band of pulse rates, and both methods."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.pulse.band import (
    NO_SIGNAL_DB,
    amplitude_at,
    band_passed,
    strongest_rates,
    without_trend,
)
from custom_components.digitalshadow.engine.pulse.methods import chrom, pos
from custom_components.digitalshadow.engine.pulse.trace import Trace, resampled
from tests.builders.pulse import SKIN, drawn

RATE = 30
TIMES = np.arange(240) / RATE


def wave(bpm: float) -> NDArray[np.float64]:
    """Return eight seconds of a pure wave."""
    return np.sin(2 * np.pi * bpm / 60 * TIMES)


def test_values_are_read_off_the_lines_between_frames() -> None:
    times = np.array([0.0, 0.3, 0.4, 1.0])
    even = resampled(times, np.stack([times, 2 * times], 1), 10)
    assert even.shape == (11, 2)
    assert even[:, 0] == pytest.approx(np.arange(11) / 10)
    assert even[:, 1] == pytest.approx(np.arange(11) / 5)


def test_a_second_of_ten_frames_is_not_one_sample_short_for_want_of_rounding() -> None:
    assert len(resampled(np.arange(200) / 10, np.zeros(200), 30)) == 19.9 * 30 + 1


@pytest.mark.parametrize("bpm", [45, 72.3, 150])
def test_the_strongest_rate_of_a_wave_is_its_own(bpm: float) -> None:
    rates, ratios_db = strongest_rates(np.stack([wave(bpm), 1e-3 * wave(bpm)]), RATE)
    assert rates == pytest.approx(bpm, abs=1)
    assert (ratios_db > 6).all()


def test_noise_stands_out_of_noise_by_nothing() -> None:
    noise = np.random.default_rng(1).normal(0, 1, (20, 240))
    assert np.median(strongest_rates(noise, RATE)[1]) < 0


def test_nothing_stands_out_of_nothing() -> None:
    assert strongest_rates(np.zeros((1, 240)), RATE)[1] == NO_SIGNAL_DB


def test_a_trend_is_taken_out_and_a_pulse_is_left() -> None:
    cleaned = without_trend(5 * TIMES + wave(72), RATE)
    assert np.abs(cleaned - wave(72))[30:-30].max() < 0.1


@pytest.mark.parametrize(
    ("bpm", "share"),
    [
        pytest.param(12, 0.02, id="breathing"),
        pytest.param(72, 0.99, id="a pulse"),
        pytest.param(300, 0.02, id="a lamp"),
    ],
)
def test_only_pulse_rates_pass_the_band(bpm: float, share: float) -> None:
    passed = band_passed(wave(bpm), RATE)[60:-60].std() / wave(bpm)[60:-60].std()
    assert passed >= share if share > 0.5 else passed <= share


def test_the_swing_of_a_wave_is_found_at_its_rate_alone() -> None:
    assert amplitude_at(3 * wave(72), RATE, 72) == pytest.approx(3, rel=0.05)
    assert amplitude_at(3 * wave(72), RATE, 120) < 0.1


@pytest.mark.parametrize("method", [pos, chrom])
def test_light_that_changes_all_colours_alike_is_no_pulse(
    method: Callable[[NDArray[np.float64], float], NDArray[np.float64]],
) -> None:
    light = SKIN * (1 + 0.01 * wave(72))[:, None]
    beating = drawn(bpm=72, percent=0.5, seconds=8).colours[:, 0]
    assert method(light, RATE).std() < 0.05 * method(beating, RATE).std()


@pytest.mark.parametrize("method", [pos, chrom])
@pytest.mark.parametrize(
    "colour", [pytest.param(0.0, id="black"), pytest.param(128.0, id="grey"), pytest.param(255.0, id="white")]
)
def test_a_picture_without_colour_divides_by_nothing(
    method: Callable[[NDArray[np.float64], float], NDArray[np.float64]], colour: float
) -> None:
    assert (method(np.full((240, 3), colour), RATE) == 0).all()


@pytest.mark.parametrize("method", [pos, chrom])
def test_many_windows_give_what_each_gives(
    method: Callable[[NDArray[np.float64], float], NDArray[np.float64]],
) -> None:
    windows = np.stack([drawn(seed=seed, seconds=8).colours[:, 0] for seed in range(3)])
    assert method(windows, RATE) == pytest.approx(np.stack([method(one, RATE) for one in windows]))


@pytest.mark.parametrize(
    ("times", "widths"),
    [
        pytest.param([0.0, 0.1, 0.1], [1.0, 1, 1], id="a time stands still"),
        pytest.param([0.0, 0.2, 0.1], [1.0, 1, 1], id="a time runs back"),
        pytest.param([0.0, 0.1, np.nan], [1.0, 1, 1], id="a time is none"),
        pytest.param([0.0, 0.1, 0.2], [1.0, 1, np.inf], id="a width is none"),
        pytest.param([0.0, 0.1, 0.2], [1.0, 1], id="a width is missing"),
    ],
)
def test_what_no_gate_could_judge_is_refused(times: list[float], widths: list[float]) -> None:
    with pytest.raises(ValueError, match="Expected"):
        Trace(np.array(times), np.zeros((3, 4, 3)), np.zeros((3, 2)), np.array(widths))
