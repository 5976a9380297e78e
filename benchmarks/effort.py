"""How much work a bench run puts into its figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """The sizes of all benchmarks."""

    frames: int
    """Frames of the pipeline benchmark."""
    clip_seconds: float
    """Length of the clip in which somebody stands still."""
    people: int
    """People of the gallery."""
    match_repetitions: int
    """Matches that are timed."""
    days: int
    """Days of readings in the record."""
    boots: int
    """Starts of Home Assistant with, and as many without."""
    turns: int
    """Times that the event loop is watched with DigitalShadow, and as many times without."""
    settle_seconds: float
    """Wait before anything is watched, so that loading is not measured."""
    watch_seconds: float
    """How long event loop and memory are watched, each turn of its own."""
    cameras: int
    """Cameras of the event loop benchmark and of the larger memory figure."""
    walks: int
    """Times that somebody walks past a live camera, in each of two homes."""


FULL = Effort(
    frames=60,
    clip_seconds=20.0,
    people=1000,
    match_repetitions=500,
    days=3650,
    boots=11,
    turns=4,
    settle_seconds=5.0,
    watch_seconds=15.0,
    cameras=8,
    walks=10,
)
QUICK = Effort(
    frames=20,
    clip_seconds=20.0,
    people=1000,
    match_repetitions=100,
    days=365,
    boots=2,
    turns=2,
    settle_seconds=3.0,
    watch_seconds=5.0,
    cameras=8,
    walks=4,
)
SMOKE = Effort(
    frames=3,
    clip_seconds=5.0,
    people=10,
    match_repetitions=3,
    days=3,
    boots=1,
    turns=1,
    settle_seconds=0.5,
    watch_seconds=0.5,
    cameras=2,
    walks=1,
)
"""The least that yields every figure: shows that the benchmarks run, and its figures mean nothing."""
