"""What a loaded config entry holds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from .coordinator import DigitalShadowCoordinator
from .engine.records.configuration import Ready
from .engine_host.runner import EngineRunner, ready_of
from .engine_keeper import EngineKeeper
from .outlook.linked_sensors import LinkedEntities
from .record import Record
from .reports.desk import ReportDesk

type DigitalShadowConfigEntry = ConfigEntry[DigitalShadowRuntime]


@dataclass(frozen=True, slots=True)
class DigitalShadowRuntime:
    """The living parts of one config entry, for platforms, actions and commands."""

    coordinator: DigitalShadowCoordinator
    """Knows everything that the entities show, and does what they ask for."""
    keeper: EngineKeeper
    """Brings the engine up."""
    runner: EngineRunner
    """The door to the engine."""
    record: Record
    """The personal database."""
    linked_entities: LinkedEntities
    """Follows the sensors that people linked."""
    reports: ReportDesk
    """Makes and keeps reports."""
    adders: list[Callable[[ConfigSubentry], None]] = field(default_factory=list)
    """Each platform's way to add the entities of one more person or camera."""

    def speaking(self) -> Ready:
        """Return what the engine runs with.

        Raises:
            EngineUnavailableError: There is none.
        """
        return ready_of(self.runner)
