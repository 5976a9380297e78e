"""What DigitalShadow knows at one moment, as one frozen record: the coordinator's data.

A change makes a new snapshot; entities only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .engine.records.configuration import Ready
from .people.snapshot import PersonSnapshot
from .watching.snapshot import CameraSnapshot


@dataclass(frozen=True, slots=True)
class HomeSnapshot:
    """Everything the entities show."""

    people: Mapping[str, PersonSnapshot]
    """By person subentry id."""
    cameras: Mapping[str, CameraSnapshot]
    """By camera subentry id."""
    ready: Ready | None = None
    """What the engine runs with; None while there is no engine."""
    analysing: bool = False
    """Whether at least one camera was analysed within the last seconds."""
    paused: bool = False
    """Whether everything is paused."""
