"""What a trace says about a pulse, in figures: of windows of eight seconds, of regions, of what else moves in time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .band import amplitude_at, strongest_rates
from .methods import chrom, pos
from .trace import BACKGROUND, CHEEKS, FOREHEAD, SKIN, Trace, resampled

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

SAMPLES_PER_SECOND: Final = 30
WINDOW_SECONDS: Final = 8
STEP_SECONDS: Final = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures that the gate judges. Rates and their differences are in beats a minute."""

    windows: int
    """How many windows of eight seconds there are, one second apart."""
    bpm: float
    """The rate: mean of the medians of POS and CHROM over all windows."""
    spread_bpm: float
    """From the 10th to the 90th percentile of the windows, of the method that scatters more."""
    methods_apart_bpm: float
    """Between the medians of POS and CHROM."""
    snr_db: float
    """Median over the windows, mean of both methods."""
    regions_apart_bpm: float
    """Between the medians of forehead and cheeks, by POS."""
    background_apart_bpm: float
    """Between the medians of face and background, by POS."""
    background_snr_db: float
    """Median over the windows of the background."""
    movement_share: float
    """How far the face swings at that rate, as a share of its width."""


def evidence_of(trace: Trace) -> Evidence:
    """Return what a trace says that is at least one window long."""
    colours = _windows(resampled(trace.times_s, trace.colours, SAMPLES_PER_SECOND))
    skin = colours[:, :, SKIN].mean(2)
    by_pos, pos_snr = strongest_rates(pos(skin, SAMPLES_PER_SECOND), SAMPLES_PER_SECOND)
    by_chrom, chrom_snr = strongest_rates(chrom(skin, SAMPLES_PER_SECOND), SAMPLES_PER_SECOND)
    forehead, _ = _by_pos(colours[:, :, FOREHEAD])
    cheeks, _ = _by_pos(colours[:, :, CHEEKS].mean(2))
    background, background_snr = _by_pos(colours[:, :, BACKGROUND])
    bpm = (np.median(by_pos) + np.median(by_chrom)) / 2
    return Evidence(
        windows=len(colours),
        bpm=float(bpm),
        spread_bpm=float(max(_spread(by_pos), _spread(by_chrom))),
        methods_apart_bpm=_apart(by_pos, by_chrom),
        snr_db=float((np.median(pos_snr) + np.median(chrom_snr)) / 2),
        regions_apart_bpm=_apart(forehead, cheeks),
        background_apart_bpm=_apart(background, by_pos),
        background_snr_db=float(np.median(background_snr)),
        movement_share=_movement_share(trace, float(bpm)),
    )


def _windows(colours: NDArray[float64]) -> NDArray[float64]:
    """Return windows of evenly sampled colours: shape (n, 4, 3) becomes (windows, samples, 4, 3)."""
    length, step = WINDOW_SECONDS * SAMPLES_PER_SECOND, STEP_SECONDS * SAMPLES_PER_SECOND
    starts = range(0, len(colours) - length + 1, step)
    return np.stack([colours[start : start + length] for start in starts])


def _by_pos(colours: NDArray[float64]) -> tuple[NDArray[float64], NDArray[float64]]:
    """Return rate and ratio of each window of one region."""
    return strongest_rates(pos(colours, SAMPLES_PER_SECOND), SAMPLES_PER_SECOND)


def _spread(rates: NDArray[float64]) -> float:
    """Return how far from the 10th to the 90th percentile it is."""
    low, high = np.percentile(rates, (10, 90))
    return float(high - low)


def _apart(one: NDArray[float64], other: NDArray[float64]) -> float:
    """Return how far apart two medians lie."""
    return float(abs(np.median(one) - np.median(other)))


def _movement_share(trace: Trace, bpm: float) -> float:
    """Return how far the face swings at a rate, sideways or up and down, as a share of its width."""
    centres = resampled(trace.times_s, trace.face_centres_px, SAMPLES_PER_SECOND).T
    swing = amplitude_at(centres, SAMPLES_PER_SECOND, bpm).max()
    return float(swing / trace.face_widths_px.mean())
