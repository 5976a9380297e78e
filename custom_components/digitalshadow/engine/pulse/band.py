"""The band in which pulse rates lie: what of a signal falls into it, and which rate stands out there.

A signal is sampled evenly along its last axis; all functions take any number of signals at once.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy import float64, floating
    from numpy.typing import NDArray

LOW_HZ: Final = 0.65
HIGH_HZ: Final = 3.0
"""39 to 180 beats a minute: wider than what is answered, so that a rate at the rim shows itself there."""
_LOW_SLOPE_HZ: Final = 0.05
_HIGH_SLOPE_HZ: Final = 0.1
_TREND_SECONDS: Final = 2.0
_TRANSFORM_SAMPLES: Final = 8192
"""Zero-padded to so many: at 30 samples a second, steps of 0.2 beats a minute."""
_PEAK_HALF_WIDTH_HZ: Final = 0.1
_LEAST_POWER: Final = 1e-18
NO_SIGNAL_DB: Final = -60.0
"""Stands for the ratio of a signal that is nothing at all."""


def without_trend(signals: NDArray[float64], samples_per_second: float) -> NDArray[float64]:
    """Return signals less their own moving mean over two seconds, taken twice."""
    length = signals.shape[-1]
    width = min(2 * int(_TREND_SECONDS * samples_per_second / 2) + 1, 2 * ((length - 1) // 2) + 1)
    reach = width - 1
    padding = [(0, 0)] * (signals.ndim - 1) + [(reach, reach)]
    padded = np.pad(signals, padding, mode="reflect", reflect_type="odd")
    trend = _moving_mean(_moving_mean(padded, width), width)
    return signals - trend


def band_passed(signals: NDArray[float64], samples_per_second: float) -> NDArray[float64]:
    """Return what of the signals lies between the lowest and the highest rate; mirrored at both ends first."""
    length = signals.shape[-1]
    centred = signals - signals.mean(-1, keepdims=True)
    mirrored = centred[..., ::-1]
    padded = np.concatenate([mirrored, centred, mirrored], axis=-1)
    frequencies = np.fft.rfftfreq(3 * length, 1 / samples_per_second)
    gain = _step((frequencies - LOW_HZ) / _LOW_SLOPE_HZ) * _step((HIGH_HZ - frequencies) / _HIGH_SLOPE_HZ)
    passed = np.fft.irfft(np.fft.rfft(padded) * gain, 3 * length)
    return passed[..., length : 2 * length]


def strongest_rates(
    signals: NDArray[float64], samples_per_second: float
) -> tuple[NDArray[float64], NDArray[float64]]:
    """Return the rate at which each signal has most power, and how far it stands out.

    That ratio is de Haan and Jeanne's (2013): power around the rate and its double against the rest of the band.

    Args:
        signals: Shape (..., n).
        samples_per_second: How dense they are.

    Returns:
        Beats a minute, shape (...), and decibels, shape (...); `NO_SIGNAL_DB` for a signal that is nothing.
    """
    length = signals.shape[-1]
    clean = band_passed(without_trend(signals, samples_per_second), samples_per_second)
    samples = max(_TRANSFORM_SAMPLES, length)
    frequencies = np.fft.rfftfreq(samples, 1 / samples_per_second)
    in_band = (frequencies >= LOW_HZ) & (frequencies <= HIGH_HZ)
    frequencies = frequencies[in_band]
    power = np.abs(np.fft.rfft(clean * np.hanning(length), samples)[..., in_band]) ** 2
    peaks = frequencies[power.argmax(-1)][..., None]
    half_width = max(_PEAK_HALF_WIDTH_HZ, samples_per_second / length)
    near = (np.abs(frequencies - peaks) <= half_width) | (np.abs(frequencies - 2 * peaks) <= half_width)
    pulse, rest = (power * near).sum(-1), (power * ~near).sum(-1)
    ratio_db = 10 * np.log10(np.maximum(pulse, _LEAST_POWER) / np.maximum(rest, _LEAST_POWER))
    return 60 * peaks[..., 0], np.where(power.sum(-1) > _LEAST_POWER, ratio_db, NO_SIGNAL_DB)


def amplitude_at(signals: NDArray[float64], samples_per_second: float, bpm: float) -> NDArray[float64]:
    """Return how far each signal swings at a rate, within 5 beats a minute of it; shape (...)."""
    length = signals.shape[-1]
    samples = max(_TRANSFORM_SAMPLES, length)
    window = np.hanning(length)
    spectrum = np.fft.rfft(without_trend(signals, samples_per_second) * window, samples)
    near = np.abs(60 * np.fft.rfftfreq(samples, 1 / samples_per_second) - bpm) <= 5  # noqa: PLR2004  # as it says
    swings: NDArray[float64] = np.abs(spectrum[..., near]).max(-1) * 2 / window.sum()
    return swings


def _moving_mean(signals: NDArray[float64], width: int) -> NDArray[float64]:
    """Return the means of `width` samples each; shorter by `width - 1`."""
    sums = np.cumsum(signals, axis=-1)
    sums = np.concatenate([np.zeros((*signals.shape[:-1], 1)), sums], axis=-1)
    return (sums[..., width:] - sums[..., :-width]) / width


def _step(distance: NDArray[floating]) -> NDArray[floating]:
    """Return a smooth step from 0 to 1."""
    return 1 / (1 + np.exp(-np.clip(distance, -50, 50)))
