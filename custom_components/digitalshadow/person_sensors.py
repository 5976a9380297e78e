"""A person's sensors: the face signal of the model that speaks, its trend, the 10-year risk, times, what is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, override

from homeassistant.components.sensor import (
    DOMAIN as SENSOR_DOMAIN,
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import PERCENTAGE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from .commands.as_json import risk_attributes, risk_percent
from .const import DOMAIN
from .engine.records.configuration import ModelKind
from .entity import OfPerson, PersonEntity, PersonValueEntity, spoken_kind
from .entry import is_shared, people_of
from .health.person.dues import Due
from .people.snapshot import PersonSnapshot
from .runtime import DigitalShadowConfigEntry
from .why_no_value import NO_REPORT_YET, NOTHING_DUE, TREND_STATES, trend_state, why_no_reading, why_no_risk
from .written_values import signal_level

NO_CHANCE_OF_DISEASE: Final = "no_chance_of_disease"
"""What a face signal is: a level of 0 to 100 without a unit, for people in the translations."""
NO_MEANING: Final = "no_meaning"
"""What the value of a demonstration is."""


@dataclass(frozen=True, kw_only=True)
class PersonSensorDescription(SensorEntityDescription, OfPerson):
    """A sensor of one person."""

    value_fn: Callable[[PersonSnapshot], StateType | datetime]
    """What it shows."""
    why_fn: Callable[[PersonSnapshot], str | None] = lambda _: None
    """What it shows while there is no value: why."""
    attributes_fn: Callable[[PersonSnapshot], Mapping[str, Any] | None] | None = None
    """What stands beside it."""
    of_face: bool = False
    """Whether the facial model says it: it is there only while that model is, and names it."""


def _time(epoch_seconds: float | None) -> datetime | None:
    """Return a time for a timestamp sensor, cut to whole seconds."""
    return None if epoch_seconds is None else datetime.fromtimestamp(epoch_seconds // 1, UTC)


def _next_due(person: PersonSnapshot) -> Due | None:
    """Return the answer or measurement that runs out next."""
    return person.clinical.next_due if person.clinical else None


def _begin_of_day(due: Due | None) -> datetime | None:
    """Return the begin of the day on which it runs out; past when it is overdue."""
    return None if due is None else dt_util.start_of_local_day(due.on)


def _signal(person: PersonSnapshot) -> float | None:
    """Return what the face was last read as; nothing that is too old."""
    return signal_level(person.reading.probability) if person.reading and not person.is_out_of_date else None


FACE_SIGNAL: Final = PersonSensorDescription(
    key="face_signal",
    attributes_fn=lambda _: {"scale": NO_CHANCE_OF_DISEASE},
    state_class=SensorStateClass.MEASUREMENT,
    value_fn=_signal,
    why_fn=why_no_reading,
    of_face=True,
    shared_only=True,
)
DEMONSTRATION_VALUE: Final = PersonSensorDescription(
    key="demonstration_value",
    attributes_fn=lambda _: {"scale": NO_MEANING},
    value_fn=_signal,
    why_fn=why_no_reading,
    of_face=True,
    shared_only=True,
)
"""No statistics are made of it: they would outlive the trying out."""
SIGNALS: Final = {ModelKind.LIVECAD: FACE_SIGNAL, ModelKind.DEMONSTRATION: DEMONSTRATION_VALUE}
"""A person has the one that fits the model, so that no history and no statistic holds values of both kinds."""

PERSON_SENSORS: Final = (
    PersonSensorDescription(
        key="trend",
        device_class=SensorDeviceClass.ENUM,
        options=list(TREND_STATES),
        value_fn=trend_state,
        of_face=True,
        shared_only=True,
    ),
    PersonSensorDescription(
        key="cardiovascular_risk",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda person: risk_percent(person.clinical),
        why_fn=why_no_risk,
        attributes_fn=lambda person: risk_attributes(person.clinical),
        shared_only=True,
    ),
    PersonSensorDescription(
        key="last_reading",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _time(person.reading.ended_at) if person.reading else None,
        why_fn=why_no_reading,
    ),
    PersonSensorDescription(
        key="report",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _time(person.report_made_at),
        why_fn=lambda _: NO_REPORT_YET,
    ),
    PersonSensorDescription(
        key="next_input_due",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _begin_of_day(_next_due(person)),
        why_fn=lambda person: NOTHING_DUE if person.clinical else None,
        attributes_fn=lambda person: {"input": due.key} if (due := _next_due(person)) else None,
        shared_only=True,
    ),
)


class Signals:
    """Sees to it that each shared person has the signal of the model's kind, and not the one of the other kind."""

    def __init__(
        self, hass: HomeAssistant, entry: DigitalShadowConfigEntry, add: AddConfigEntryEntitiesCallback
    ) -> None:
        """Know everybody there is, and nobody who comes later before `take`; nobody has a signal before `follow`."""
        self._registry = er.async_get(hass)
        self._entry = entry
        self._add = add
        self._kinds: dict[str, ModelKind | None] = {
            subentry.subentry_id: None for subentry in people_of(entry).values()
        }

    @callback
    def take(self, subentry: ConfigSubentry) -> None:
        """Give somebody new, or somebody whose entities were taken away, the signal there is now."""
        self._kinds[subentry.subentry_id] = None
        self.follow()

    @callback
    def follow(self) -> None:
        """Add and remove what the model that speaks now asks for; nothing while its kind is not known."""
        coordinator = self._entry.runtime_data.coordinator
        if (kind := spoken_kind(coordinator)) is None:
            return
        for subentry in people_of(self._entry).values():
            if subentry.subentry_id not in self._kinds:
                continue
            if not is_shared(subentry):
                del self._kinds[subentry.subentry_id]  # a person who shares from now on is taken anew
                continue
            known = self._kinds[subentry.subentry_id]
            if known is kind or (known is not None and coordinator.data.ready is None):
                continue
            self._kinds[subentry.subentry_id] = kind
            for other in SIGNALS.keys() - {kind}:
                unique_id = f"{subentry.subentry_id}_{SIGNALS[other].key}"
                if entity_id := self._registry.async_get_entity_id(SENSOR_DOMAIN, DOMAIN, unique_id):
                    self._registry.async_remove(entity_id)
            signal = FaceSensor(coordinator, SIGNALS[kind], subentry)
            self._add([signal], config_subentry_id=subentry.subentry_id)


class PersonSensor(PersonEntity, SensorEntity):
    """Shows something about a person, or in words why there is nothing: class and unit are there with a value only."""

    entity_description: PersonSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """What the person's snapshot says, or why it says nothing."""
        return self.entity_description.why_fn(self.person) if self._value is None else self._value

    @property
    @override
    def device_class(self) -> SensorDeviceClass | None:
        """The class of a value; words have none."""
        return None if self._is_in_words else super().device_class

    @property
    @override
    def state_class(self) -> SensorStateClass | None:
        """The class of a value; words have none."""
        return None if self._is_in_words else super().state_class

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """The unit of a value; words have none."""
        return None if self._is_in_words else super().native_unit_of_measurement

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What stands beside it."""
        attributes_fn = self.entity_description.attributes_fn
        return attributes_fn(self.person) if attributes_fn else None

    @property
    def _value(self) -> StateType | datetime:
        """What the person's snapshot says."""
        return self.entity_description.value_fn(self.person)

    @property
    def _is_in_words(self) -> bool:
        """Whether it says why there is no value."""
        return (
            self.available and self._value is None and self.entity_description.why_fn(self.person) is not None
        )


class FaceSensor(PersonValueEntity, PersonSensor):
    """Shows what the facial model says."""

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Name the model, and what the value is not."""
        spoken_by, attributes_fn = super().extra_state_attributes, self.entity_description.attributes_fn
        if spoken_by is None or attributes_fn is None:
            return spoken_by
        return {**spoken_by, **(attributes_fn(self.person) or {})}
