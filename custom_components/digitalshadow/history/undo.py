"""Undoing a reading reaches into Home Assistant's history: there the sensor showed it as if it were the person's."""

from typing import Any

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..engine.records.observations import Reading
from ..entry import people_of
from ..record import Record
from ..written_values import percent
from .corrections import Correction, async_correct_history


async def async_correct_sensor_history(
    hass: HomeAssistant, entry: ConfigEntry[Any], record: Record, undone: Reading, shown_until: float
) -> None:
    """Let the risk sensor's history show the reading before the one that was undone. Raises `RecordError`.

    The undone one was the newest, so its sensor would have shown that one before until now. A private person has no
    such sensor.
    """
    subentry_id = people_of(entry)[undone.person_id].subentry_id
    entity_id = er.async_get(hass).async_get_entity_id(SENSOR_DOMAIN, DOMAIN, f"{subentry_id}_livecad_risk")
    if entity_id is None:
        return
    before = await record.async_latest_readings(undone.person_id, 1, undone.model_sha256)
    async_correct_history(
        hass,
        Correction(
            entity_id=entity_id,
            wrong=percent(undone.probability),
            right=percent(before[0].probability) if before else None,
            since=undone.ended_at,
            until=shown_until,
        ),
    )
