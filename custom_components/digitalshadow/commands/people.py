"""Commands for dashboards and mirrors: people and their readings, only for those who may see them."""

from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..const import CONF_CAMERA_ENTITY_ID, SUBENTRY_CAMERA, SUBENTRY_PERSON
from ..entity_reference import entity_id_of
from ..entry import people_of
from ..exceptions import translated_errors
from ..health.report.emergency import emergency_numbers
from ..health.trend.daily_values import whole_days
from ..people.access import May, can_read, can_read_record
from ..runtime import DigitalShadowConfigEntry
from ..watching.snapshot import CameraSnapshot
from ..watching.video_as_json import video_as_dict
from ..written_values import iso
from .as_json import day_as_dict, person_as_dict, reading_as_dict
from .asked import question_to, waiting_for
from .urgent import urgent_as_dict

MAX_READINGS: Final = 1000


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _people)
    websocket_api.async_register_command(hass, _async_person_readings)
    websocket_api.async_register_command(hass, _subscribe)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/people"})
@callback
def _people(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the people whose values the account may see."""
    connection.send_result(msg["id"], _people_as_dicts(hass, connection, loaded_entry(hass)))


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/readings",
        probatio.Required("person_id"): cv.string,
        probatio.Required("start"): cv.datetime,
        probatio.Optional("end"): cv.datetime,
        probatio.Optional("resolution", default="raw"): probatio.In(["raw", "daily"]),
        probatio.Optional("limit", default=100): probatio.All(int, probatio.Range(min=1, max=MAX_READINGS)),
    }
)
@websocket_api.async_response
async def _async_person_readings(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Answer with the newest readings or days of a period, oldest first, of the model that speaks now."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    record = entry.runtime_data.record
    start = dt_util.as_utc(msg["start"]).timestamp()
    end = dt_util.as_utc(msg.get("end") or dt_util.utcnow()).timestamp()
    with translated_errors():
        model = entry.runtime_data.speaking().risk_model
        if msg["resolution"] == "daily":
            days = await entry.runtime_data.coordinator.outlook.async_days(str(person.unique_id))
            within = (day for day in days if start <= dt_util.start_of_local_day(day.day).timestamp() < end)
            answer = [day_as_dict(day, model) for day in whole_days(within)[-msg["limit"] :]]
        else:
            readings = await record.async_readings(
                str(person.unique_id), start, end, model.sha256, limit=msg["limit"]
            )
            answer = [reading_as_dict(reading, model) for reading in readings]
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/subscribe"})
@callback
def _subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Push what the account may see, now and whenever it changes."""
    subscription = _Subscription(hass, connection, msg["id"], loaded_entry(hass))
    connection.subscriptions[msg["id"]] = subscription.end
    connection.send_result(msg["id"])
    subscription.begin()


class _Subscription:
    """One account's view of the home, pushed on change. Stays through reloads of the entry."""

    def __init__(
        self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int, entry: DigitalShadowConfigEntry
    ) -> None:
        """Follow the entry on behalf of one connection."""
        self._hass = hass
        self._connection = connection
        self._msg_id = msg_id
        self._entry = entry
        self._sent: dict[str, Any] | None = None
        self._end_listening: CALLBACK_TYPE | None = None
        self._end_following = entry.async_on_state_change(self._entry_changed)

    @callback
    def begin(self) -> None:
        """Push the first view."""
        self._listen()

    @callback
    def end(self) -> None:
        """Stop pushing."""
        self._end_following()
        self._stop_listening()

    @callback
    def _entry_changed(self) -> None:
        """Change over to the new coordinator after a reload."""
        self._stop_listening()
        if self._entry.state is ConfigEntryState.LOADED:
            self._listen()

    @callback
    def _listen(self) -> None:
        """Push on every change of the home."""
        self._end_listening = self._entry.runtime_data.coordinator.async_add_listener(self._push)
        self._push()

    @callback
    def _stop_listening(self) -> None:
        """Let go of a coordinator."""
        if self._end_listening is not None:
            self._end_listening()
            self._end_listening = None

    @callback
    def _push(self) -> None:
        """Push the view if it is another one than before. Rights are asked anew each time."""
        home = self._entry.runtime_data.coordinator.data
        view = {
            "people": _people_as_dicts(self._hass, self._connection, self._entry),
            "cameras": [
                _camera_as_dict(
                    self._hass,
                    camera,
                    home.cameras.get(camera.subentry_id, CameraSnapshot()),
                    is_administrator=self._connection.user.is_admin,
                )
                for camera in self._entry.get_subentries_of_type(SUBENTRY_CAMERA)
            ],
            "is_administrator": self._connection.user.is_admin,
            "emergency_numbers": emergency_numbers(self._hass.config.country or ""),
            "question": question_to(self._entry, self._connection.user),
            "waiting_for": waiting_for(self._entry, self._connection.user),
            "paused": home.paused,
            "analysing": home.analysing,
        }
        if view != self._sent:
            self._sent = view
            self._connection.send_event(self._msg_id, view)


def _people_as_dicts(
    hass: HomeAssistant, connection: ActiveConnection, entry: DigitalShadowConfigEntry
) -> list[dict[str, Any]]:
    """Return the people whose values the account may see."""
    return [
        {
            **person_as_dict(entry, person, connection.user),
            "urgent": urgent_as_dict(hass, entry, person)
            if can_read_record(connection.user, person)
            else None,
        }
        for person in people_of(entry).values()
        if can_read(connection.user, person)
    ]


def _camera_as_dict(
    hass: HomeAssistant, camera: ConfigSubentry, now: CameraSnapshot, *, is_administrator: bool
) -> dict[str, Any]:
    """Return what a watched camera does, as its entities show to every account, and to administrators its video."""
    return {
        "subentry_id": camera.subentry_id,
        "name": camera.title,
        "camera_entity_id": entity_id_of(hass, camera.data[CONF_CAMERA_ENTITY_ID]),
        "status": now.status.value,
        "last_analysed_at": None if now.last_analysed_at is None else iso(now.last_analysed_at),
        "video": video_as_dict(now.video) if is_administrator else None,
    }


def person_for(
    may: May, connection: ActiveConnection, entry: DigitalShadowConfigEntry, person_id: str
) -> ConfigSubentry:
    """Return the person with whom the account may do that.

    Raises:
        Unauthorized: Alike for somebody else's and for nobody's id, so that none can be probed.
    """
    if (person := found_person(may, connection.user, entry, person_id)) is None:
        raise Unauthorized
    return person


def found_person(
    may: May, user: User, entry: DigitalShadowConfigEntry, person_id: str
) -> ConfigSubentry | None:
    """Return the person with whom an account may do that; None for somebody else's and for nobody's id."""
    people = entry.get_subentries_of_type(SUBENTRY_PERSON)
    return next((one for one in people if one.unique_id == person_id and may(user, one)), None)
