"""Asks Home Assistant at the end: states, long-term statistics, reports, and what the record holds."""

from datetime import date, datetime
from typing import Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import Context
from homeassistant.util import dt as dt_util

from custom_components.digitalshadow.const import DOMAIN

from .clock import Clock
from .home import Resident, SimulatedHome
from .outcome import Week
from .simulated_engine import RISK_MODEL

LANGUAGES: Final = ("en", "de")
REPORT_SECONDS: Final = 60.0
"""Time between two reports: they are told apart by when they were made."""


async def async_reports(home: SimulatedHome, clock: Clock, resident: Resident) -> dict[str, str]:
    """Have a person's report made in each language, a minute apart, and return it as Markdown."""
    reports: dict[str, str] = {}
    for language in LANGUAGES:
        answer = await home.hass.services.async_call(
            DOMAIN,
            "generate_report",
            {"person": resident.device_id, "format": "markdown", "language": language},
            blocking=True,
            context=Context(user_id=home.owner.id),
            return_response=True,
        )
        await clock.async_wait(home.hass, REPORT_SECONDS)
        reports[language] = str((answer or {})["report"])
    return reports


async def async_weeks(home: SimulatedHome, resident: Resident, first_day: date) -> tuple[Week, ...]:
    """Return the weeks of a person's value sensor from Home Assistant's long-term statistics."""
    recorder = get_instance(home.hass)
    await recorder.async_block_till_done()
    entity_id = home.entity_id(resident.name, "face_signal")
    start = dt_util.start_of_local_day(datetime.combine(first_day, datetime.min.time()))
    found = await recorder.async_add_executor_job(
        lambda: statistics_during_period(
            home.hass, start, None, {entity_id}, "week", None, {"mean", "min", "max"}
        )
    )
    return tuple(
        Week(
            dt_util.as_local(dt_util.utc_from_timestamp(row["start"])).date(),
            round(row["mean"] or 0.0, 1),
            round(row["min"] or 0.0, 1),
            round(row["max"] or 0.0, 1),
        )
        for row in found.get(entity_id, ())
    )


async def async_count_readings(home: SimulatedHome, resident: Resident) -> int:
    """Return how many readings of a person the record holds."""
    now = dt_util.utcnow().timestamp()
    return len(await home.runtime.record.async_readings(resident.person_id, 0.0, now, RISK_MODEL.sha256))


def sensors(home: SimulatedHome, resident: Resident) -> dict[str, str]:
    """Return what a person's entities show now, by their name."""
    shown: dict[str, str] = {}
    for entity_id, (name, _) in home.entity_names().items():
        if name == resident.name and (state := home.hass.states.get(entity_id)) is not None:
            unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT, "")
            said = [str(state.attributes[key]) for key in ("model", "equation") if key in state.attributes]
            shown[state.name] = f"{state.state} {unit}".strip() + (f" ({said[0]})" if said else "")
    return dict(sorted(shown.items()))
