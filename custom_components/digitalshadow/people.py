"""Finding an enrolled person, and telling about one in plain JSON types."""

from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util

from .access import Caller, can_change, can_read
from .const import CONF_SHARING, DOMAIN, SUBENTRY_PERSON
from .engine.messages import RiskModel
from .engine.observations import Reading
from .exceptions import refused
from .record import DailyValue
from .runtime import DigitalShadowConfigEntry
from .snapshot import PersonSnapshot


def loaded_entry(hass: HomeAssistant) -> DigitalShadowConfigEntry:
    """Return the one loaded config entry; raise `ServiceValidationError` when there is none."""
    entries: list[DigitalShadowConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    if not entries:
        raise refused("not_loaded")
    return entries[0]


def person_of_device(hass: HomeAssistant, device_id: str) -> ConfigSubentry:
    """Return the person that a device stands for; raise `ServiceValidationError` for any other device."""
    people = loaded_entry(hass).get_subentries_of_type(SUBENTRY_PERSON)
    device = dr.async_get(hass).async_get(device_id)
    if device is not None:
        for person in people:
            if (DOMAIN, person.subentry_id) in device.identifiers:
                return person
    raise refused("not_a_person")


def readable_people(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, caller: Caller
) -> list[ConfigSubentry]:
    """Return the people whose values the caller may see."""
    return [
        person for person in entry.get_subentries_of_type(SUBENTRY_PERSON) if can_read(hass, caller, person)
    ]


def person_as_dict(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, person: ConfigSubentry, caller: Caller
) -> dict[str, Any]:
    """Return what is known of one of the caller's readable people now."""
    home = entry.runtime_data.coordinator.data
    now = home.people.get(person.subentry_id) or PersonSnapshot(str(person.unique_id))
    # A value without the name of its model is not shown, so there is none while no model speaks.
    model = home.ready.risk_model if home.ready else None
    return {
        "person_id": person.unique_id,
        "subentry_id": person.subentry_id,
        "name": person.title,
        "sharing": person.data.get(CONF_SHARING),
        "can_change": can_change(hass, caller, person),
        "monitoring": now.monitoring,
        "needs_enrolment": now.needs_enrolment,
        "last_seen_at": None if now.last_seen_at is None else iso(now.last_seen_at),
        "attention": now.attention if model else None,
        "reading": reading_as_dict(now.reading, model) if now.reading and model else None,
    }


def reading_as_dict(reading: Reading, model: RiskModel) -> dict[str, Any]:
    """Return a reading beside the name of the model that spoke."""
    return {
        "started_at": iso(reading.started_at),
        "ended_at": iso(reading.ended_at),
        "probability_percent": percent(reading.probability),
        "spread_percent": percent(reading.spread),
        "frames": reading.frames,
        "quality": round(reading.quality, 2),
        **model_as_dict(model),
        "model_sha256": reading.model_sha256,
    }


def day_as_dict(day: DailyValue, model: RiskModel) -> dict[str, Any]:
    """Return one day's readings in sum beside the name of the model that spoke."""
    return {
        "day_start": iso(day.day_start),
        "readings": day.count,
        "mean_percent": percent(day.mean),
        "minimum_percent": percent(day.minimum),
        "maximum_percent": percent(day.maximum),
        **model_as_dict(model),
    }


def model_as_dict(model: RiskModel) -> dict[str, Any]:
    """Return what must stand beside every value."""
    return {"model": model.name, "model_kind": model.kind.value}


def percent(probability: float) -> float:
    """Return a probability as per cent with one decimal, as the sensors show it."""
    return round(probability * 100, 1)


def iso(seconds: float) -> str:
    """Return seconds since the epoch as an ISO 8601 time in UTC."""
    return dt_util.utc_from_timestamp(seconds).isoformat()
