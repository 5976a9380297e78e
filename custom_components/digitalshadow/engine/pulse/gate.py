"""The gate: a pulse rate is said only where every check holds; otherwise each check that does not gives its reason.

The limits were measured (docs/pulse.md): on 127 public laboratory videos half of the pieces of 20 s are answered, and
of those 99.8 % within 5 beats a minute; of photographs, loops, flicker and noise none was. The checks overlap, and all
are kept: on compressed video both methods can agree on a wrong rate, and mains light passes four of them.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from ..records.pulse import NoPulse, Pulse, WhyNoPulse
from .evidence import WINDOW_SECONDS, Evidence, evidence_of
from .trace import SKIN, Trace

LOWEST_BPM: Final = 45.0
HIGHEST_BPM: Final = 150.0
LEAST_WINDOWS: Final = 12
"""Nineteen to twenty seconds: time stamps of some containers make 20 s one sample short."""
LEAST_FRAMES_PER_SECOND: Final = 9.9
"""Ten, less what rounded time stamps take."""
LONGEST_GAP_SECONDS: Final = 0.5
LEAST_FACE_WIDTH_PX: Final = 100.0
DARKEST: Final = 60.0
BRIGHTEST: Final = 230.0
LEAST_COLOUR: Final = 0.03
_WIDEST_SPREAD_BPM: Final = 6.0
_METHODS_APART_BPM: Final = 3.0
_REGIONS_APART_BPM: Final = 5.0
_BACKGROUND_APART_BPM: Final = 4.0
_MOVEMENT_SHARE: Final = 0.005
_LUMA_WEIGHTS: Final = np.array([0.299, 0.587, 0.114])

_CHECKS_OF_FRAMES: Final[dict[WhyNoPulse, Callable[[Trace], bool]]] = {
    WhyNoPulse.FEW_FRAMES: lambda trace: (
        trace.frames_per_second < LEAST_FRAMES_PER_SECOND or _longest_gap_seconds(trace) > LONGEST_GAP_SECONDS
    ),
    WhyNoPulse.FACE_SMALL: lambda trace: trace.face_widths_px.mean() < LEAST_FACE_WIDTH_PX,
    WhyNoPulse.DARK: lambda trace: _brightness(trace) < DARKEST,
    WhyNoPulse.BRIGHT: lambda trace: _brightness(trace) > BRIGHTEST,
    WhyNoPulse.GREY: lambda trace: _colour(trace) < LEAST_COLOUR,
}
"""What must not be true of the frames."""

_CHECKS_OF_PULSE: Final[dict[WhyNoPulse, Callable[[Evidence], bool]]] = {
    WhyNoPulse.SHORT: lambda found: found.windows < LEAST_WINDOWS,
    WhyNoPulse.UNSTEADY: lambda found: found.spread_bpm > _WIDEST_SPREAD_BPM,
    WhyNoPulse.METHODS_DISAGREE: lambda found: found.methods_apart_bpm > _METHODS_APART_BPM,
    WhyNoPulse.WEAK: lambda found: found.snr_db < 0,
    WhyNoPulse.REGIONS_DISAGREE: lambda found: found.regions_apart_bpm > _REGIONS_APART_BPM,
    WhyNoPulse.BACKGROUND_TOO: lambda found: (
        found.background_apart_bpm <= _BACKGROUND_APART_BPM and found.background_snr_db >= 0
    ),
    WhyNoPulse.MOVES_IN_TIME: lambda found: found.movement_share > _MOVEMENT_SHARE,
    WhyNoPulse.OUT_OF_RANGE: lambda found: not LOWEST_BPM <= found.bpm <= HIGHEST_BPM,
}
"""What must not be true of the rate that was found."""


def pulse_in(trace: Trace) -> Pulse | NoPulse:
    """Return the pulse rate of a face, or every reason why none is said.

    Frames that cannot carry a pulse are told by themselves: what was found in them would say nothing more.
    """
    if trace.seconds < WINDOW_SECONDS:
        return NoPulse((WhyNoPulse.SHORT,))
    unfit = tuple(why for why, is_so in _CHECKS_OF_FRAMES.items() if is_so(trace))
    if unfit:
        return NoPulse(unfit)
    found = evidence_of(trace)
    if why_not := tuple(why for why, is_so in _CHECKS_OF_PULSE.items() if is_so(found)):
        return NoPulse(why_not)
    return Pulse(bpm=found.bpm, seconds=trace.seconds, spread_bpm=found.spread_bpm, snr_db=found.snr_db)


def _longest_gap_seconds(trace: Trace) -> float:
    """Return the longest time between two frames; 0 where there are not two."""
    return float(np.diff(trace.times_s).max(initial=0))


def _brightness(trace: Trace) -> float:
    """Return how bright the skin is, 0-255."""
    return float(trace.colours[:, SKIN].mean((0, 1)) @ _LUMA_WEIGHTS)


def _colour(trace: Trace) -> float:
    """Return how far the skin is from grey: from its weakest to its strongest colour, as a share of their mean."""
    mean = trace.colours[:, SKIN].mean((0, 1))
    return float(np.ptp(mean) / max(mean.mean(), 1.0))
