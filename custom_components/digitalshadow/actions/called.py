"""Finding an enrolled person, and telling about one in plain JSON types."""

from math import isfinite
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import device_registry as dr

from ..commands.cardiovascular_risk import risk_attributes, risk_percent
from ..const import CONF_SHARING, DOMAIN, SUBENTRY_PERSON
from ..engine.records.messages import RiskModel
from ..engine.records.observations import Reading
from ..exceptions import refused
from ..health.equations.risk_classes import classes_of
from ..health.person.dues import Due
from ..health.trend.trend import Trend
from ..outlook.clinical import ClinicalSnapshot
from ..people.access import Caller, May, async_caller, can_change, can_read
from ..record import DailyValue
from ..runtime import DigitalShadowConfigEntry
from ..snapshot import PersonSnapshot
from ..written_values import iso, model_as_dict, percent

ATTR_PERSON: Final = "person"
"""The person's device: what the user interface can offer by name, filtered by integration."""


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


async def async_called_person(call: ServiceCall, may: May) -> tuple[ConfigSubentry, Caller]:
    """Return the person a call is about, and who calls.

    Raises `Unauthorized` unless the latter may do that with the person, and `ServiceValidationError`.
    """
    person = person_of_device(call.hass, call.data[ATTR_PERSON])
    caller = await async_caller(call.hass, call.context)
    if not may(call.hass, caller, person):
        raise Unauthorized(context=call.context)
    return person, caller


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
        "needs_consent": now.needs_consent,
        "needs_enrolment": now.needs_enrolment,
        "last_seen_at": None if now.last_seen_at is None else iso(now.last_seen_at),
        "attention": now.attention if model else None,
        "reading": reading_as_dict(now.reading, model) if now.reading and model else None,
        "trend": trend_as_dict(now.trend, model) if now.trend and model else None,
        "clinical": clinical_as_dict(now.clinical) if now.clinical else None,
        "next_input_due": due_as_dict(now.clinical.next_due) if now.clinical else None,
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


def trend_as_dict(trend: Trend, model: RiskModel) -> dict[str, Any]:
    """Return a trend and what it rests on beside the name of the model that spoke."""
    return {
        "state": trend.state.value,
        "since": trend.since and trend.since.isoformat(),
        "is_sustained_rise": trend.is_sustained_rise,
        "baseline_percent": None if trend.baseline is None else percent(trend.baseline),
        "current_percent": None if trend.current is None else percent(trend.current),
        "detectable_change_percent": None
        if trend.detectable_change is None
        else percent(trend.detectable_change),
        "baseline_days": trend.baseline_days,
        "recent_days": trend.recent_days,
        "cameras": trend.cameras,
        "as_of": trend.as_of.isoformat(),
        **model_as_dict(model),
    }


def clinical_as_dict(clinical: ClinicalSnapshot) -> dict[str, Any]:
    """Return what a validated equation says and whose it is, or why it says nothing, and how guidelines call it."""
    return {
        "as_of": clinical.as_of.isoformat(),
        "risk_percent": risk_percent(clinical),
        **risk_attributes(clinical),
        "classes": [
            {
                "scheme": found.scheme.value,
                "scheme_name": found.scheme_name,
                "year": found.year,
                "level": found.level.value,
                "from_percent": found.from_percent,
                # JSON knows no infinity.
                "below_percent": found.below_percent if isfinite(found.below_percent) else None,
            }
            for found in classes_of(clinical.choice, clinical.profile)
        ],
    }


def due_as_dict(due: Due | None) -> dict[str, str] | None:
    """Return what should be measured or answered again and on which day, which is past when it is overdue."""
    return None if due is None else {"input": due.key, "on": due.on.isoformat()}


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
