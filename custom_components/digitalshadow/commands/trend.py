"""The command by which the panel draws a person's trend: weeks or months, own ranges, changes and gaps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
import math
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..engine.records.configuration import RiskModel
from ..engine.records.readings import Reading
from ..engine.records.sightings import Crop, Light
from ..entry import is_living_only
from ..exceptions import translated_errors
from ..health.trend.chart import bands_of, gaps_of, new_cameras
from ..health.trend.daily_values import DayValue, month_of, period_values, week_of
from ..health.trend.trend import trend_of
from ..outlook.trends import counted, days_of_readings
from ..people.access import can_read_record
from ..runtime import DigitalShadowConfigEntry
from ..watching.snapshot import CameraStatus
from ..written_values import model_as_dict, signal_level
from .people import person_for


class Span(StrEnum):
    """How far back a chart goes."""

    HALF_YEAR = "half_year"
    YEAR = "year"
    ALL = "all"
    """Everything, in months."""


_DAYS: Final[Mapping[Span, int]] = {Span.HALF_YEAR: 182, Span.YEAR: 365}

type _Kind = tuple[str, Crop, Light]
"""What must be alike for two values to compare: the model by its hash, how faces are cut out, and the light."""
type _Lines = Mapping[_Kind, tuple[DayValue, ...]]
"""The days of each kind, oldest first; the kind that came first stands first."""


@callback
def async_setup_trend_command(hass: HomeAssistant) -> None:
    """Register the command; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_trend)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/trend",
        probatio.Required("person_id"): cv.string,
        probatio.Optional("span", default=Span.HALF_YEAR): probatio.Coerce(Span),
    }
)
@websocket_api.async_response
async def _async_trend(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with a line for each model, crop and light: no demonstration stands beside a facial model."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    runtime = entry.runtime_data
    with translated_errors():
        speaking = runtime.speaking().risk_model
        known = {**await runtime.record.async_models(), speaking.sha256: speaking}
        readings = await runtime.record.async_readings(str(person.unique_id), -math.inf, math.inf)
    readings = counted(readings, living_only=is_living_only(entry))
    of_kind = {sha256: model for sha256, model in known.items() if model.kind is speaking.kind}
    # Ten years take too long for the event loop.
    answer = await hass.async_add_executor_job(_chart, readings, of_kind, msg["span"], dt_util.now().date())
    names = {one.subentry_id: one.title for one in entry.subentries.values()}
    for change in answer["changes"]:
        if change["kind"] == "camera":
            change["name"] = names.get(change["name"])
    if answer["gaps"] and answer["gaps"][-1]["last_day"] == answer["today"]:
        answer["gaps"][-1]["reason"] = _why_unseen(entry, person.subentry_id)
    connection.send_result(msg["id"], answer)


def _chart(
    readings: Sequence[Reading], models: Mapping[str, RiskModel], span: Span, today: date
) -> dict[str, Any]:
    """Return the chart as plain data; a camera that joined is still named by its id."""
    period_of = month_of if span is Span.ALL else week_of
    first_day = period_of(today - timedelta(days=_DAYS[span])) if span in _DAYS else date.min
    lines = _lines(readings, models)
    every_day = [day for days in lines.values() for day in days]
    gaps = gaps_of(period_values(every_day, period_of), period_of, today)
    return {
        "step": "month" if span is Span.ALL else "week",
        "first_day": max(first_day, min((day.day for day in every_day), default=today)).isoformat(),
        "today": today.isoformat(),
        "lines": [
            _line_as_dict(models[sha256], days, period_of, first_day, today)
            for (sha256, _, _), days in lines.items()
            if days[-1].day >= first_day
        ],
        "changes": [one for one in _changes(lines, models) if one["on"] >= first_day.isoformat()],
        "gaps": [
            {
                "first_day": gap.first_day.isoformat(),
                "last_day": gap.last_day.isoformat(),
                "reason": "not_seen",
            }
            for gap in gaps
            if gap.last_day >= first_day
        ],
    }


def _lines(readings: Sequence[Reading], models: Mapping[str, RiskModel]) -> _Lines:
    """Return a line for each kind in which this person was ever read."""
    time_zone = dt_util.get_default_time_zone()
    alike: dict[_Kind, list[Reading]] = {}
    for reading in readings:
        if reading.model_sha256 in models:
            alike.setdefault((reading.model_sha256, reading.crop, reading.light), []).append(reading)
    return {kind: days_of_readings(kept, time_zone) for kind, kept in alike.items()}


def _line_as_dict(
    model: RiskModel,
    days: Sequence[DayValue],
    period_of: Callable[[date], date],
    first_day: date,
    today: date,
) -> dict[str, Any]:
    """Return a line's points within the span and its bands."""
    trend = trend_of(days, today)
    return {
        **model_as_dict(model),
        "points": [
            {
                "first_day": one.first_day.isoformat(),
                "level": signal_level(one.probability),
                "lowest": signal_level(one.lowest),
                "highest": signal_level(one.highest),
                "days": one.days,
            }
            for one in period_values(days, period_of)
            if one.first_day >= first_day
        ],
        "bands": [
            {
                "first_day": band.first_day.isoformat(),
                "last_day": min(band.last_day, today).isoformat(),
                "low": signal_level(band.low),
                "high": signal_level(band.high),
            }
            for band in bands_of(days, trend)
            if band.last_day >= first_day
        ],
    }


def _changes(lines: _Lines, models: Mapping[str, RiskModel]) -> list[dict[str, Any]]:
    """Return what changed of model, crop and light, and the cameras that joined, oldest first."""
    kinds = list(lines)
    begun = [
        (_what_changed(kind, kinds[:number]), models[kind[0]].title, lines[kind][0].day)
        for number, kind in enumerate(kinds)
        if number
    ]
    joined = [("camera", camera_id, on) for days in lines.values() for on, camera_id in new_cameras(days)]
    seen_first = _first_days(lines)
    cameras = [one for one in joined if seen_first[one[1]] == one[2]]
    changes = sorted([*begun, *cameras], key=lambda change: change[2])
    return [{"kind": kind, "name": name, "on": on.isoformat()} for kind, name, on in changes]


def _what_changed(kind: _Kind, before: Sequence[_Kind]) -> str:
    """Return what a kind has that those before it had not: the model, the crop, or else the light, by its name."""
    sha256, crop, light = kind
    by_this_model = [one for one in before if one[0] == sha256]
    if not by_this_model:
        return "model"
    return light.value if any(one[1] is crop for one in by_this_model) else "crop"


def _first_days(lines: _Lines) -> dict[str, date]:
    """Return on which day each camera first saw the person, in whatever kind of picture."""
    first: dict[str, date] = {}
    for day in sorted((day for days in lines.values() for day in days), key=lambda day: day.day):
        for camera_id in day.camera_ids:
            first.setdefault(camera_id, day.day)
    return first


def _why_unseen(entry: DigitalShadowConfigEntry, subentry_id: str) -> str:
    """Return why there is nothing of late, as far as the home knows it."""
    home = entry.runtime_data.coordinator.data
    person = home.people.get(subentry_id)
    if home.paused or (person is not None and not person.monitoring):
        return "paused"
    watching = [camera.status for camera in home.cameras.values()]
    return "camera_off" if all(status is CameraStatus.UNAVAILABLE for status in watching) else "not_seen"
