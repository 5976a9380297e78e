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
    years: float
    """Years of readings in the record."""
    boots: int
    """Starts of Home Assistant with, and as many without."""
    seconds_watched: float
    """How long event loop lag and memory are watched."""
    cameras: int
    """Cameras of the event loop benchmark and of the larger memory figure."""


FULL = Effort(
    frames=60,
    clip_seconds=20.0,
    people=1000,
    match_repetitions=500,
    years=10.0,
    boots=5,
    seconds_watched=30.0,
    cameras=8,
)
QUICK = Effort(
    frames=20,
    clip_seconds=20.0,
    people=1000,
    match_repetitions=100,
    years=1.0,
    boots=2,
    seconds_watched=10.0,
    cameras=8,
)
