"""The commands of mirrors: what one shows, pushed to its own account alone, and what each person lets it show."""

from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..const import CONF_MIRROR_TOPICS, CONF_TOPICS, SUBENTRY_MIRROR
from ..exceptions import refused
from ..mirror.mirrors import Shown
from ..mirror.topics import Topic, chosen_for, limit_of, topics_in
from ..people.access import can_change, is_of_mirror
from ..runtime import DigitalShadowConfigEntry
from .people import person_for

HEARTBEAT: Final = timedelta(seconds=1)
"""How often a mirror is told what it shows; five seconds of silence darken it."""


@callback
def async_setup_mirror_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _mirror)
    websocket_api.async_register_command(hass, _mirrors_of_person)
    websocket_api.async_register_command(hass, _set_mirror)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/mirror"})
@callback
def _mirror(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Push what the account's mirror shows: every second, and with each picture that changes it."""
    entry = loaded_entry(hass)
    if _mirror_of(entry, connection) is None:
        raise Unauthorized
    subscription = _Subscription(connection, msg["id"], entry)
    connection.subscriptions[msg["id"]] = subscription.end
    connection.send_result(msg["id"])
    subscription.begin(hass)


class _Subscription:
    """One mirror that is being told what it shows. Stays through reloads of the entry, dark while they last."""

    def __init__(self, connection: ActiveConnection, msg_id: int, entry: DigitalShadowConfigEntry) -> None:
        """Follow the entry on behalf of a mirror's account."""
        self._connection = connection
        self._msg_id = msg_id
        self._entry = entry
        self._sent: Shown | None = None
        self._end_listening: CALLBACK_TYPE | None = None
        self._ends: tuple[CALLBACK_TYPE, ...] = ()

    @callback
    def begin(self, hass: HomeAssistant) -> None:
        """Push now, and from now on."""
        self._ends = (
            self._entry.async_on_state_change(self._follow_entry),
            async_track_time_interval(hass, self._beat, HEARTBEAT),
        )
        self._follow_entry()

    @callback
    def end(self) -> None:
        """Stop pushing."""
        for end in self._ends:
            end()
        self._stop_listening()

    @callback
    def _follow_entry(self) -> None:
        """Change over to the mirrors of the entry as it is loaded now."""
        self._stop_listening()
        if self._entry.state is ConfigEntryState.LOADED:
            mirrors = self._entry.runtime_data.coordinator.mirrors
            self._end_listening = mirrors.async_add_listener(self._push_if_changed)
        self._push(self._shown())

    @callback
    def _stop_listening(self) -> None:
        """Let go of the mirrors of an entry that is no longer loaded."""
        if self._end_listening is not None:
            self._end_listening()
            self._end_listening = None

    @callback
    def _beat(self, _now: datetime) -> None:
        """Push whatever is shown, which also says that somebody is there to say it."""
        self._push(self._shown())

    @callback
    def _push_if_changed(self) -> None:
        """Push what a picture changed at once."""
        if (shown := self._shown()) != self._sent:
            self._push(shown)

    def _shown(self) -> Shown | None:
        """Return what is shown now. Rights are asked anew each time."""
        mirror = _mirror_of(self._entry, self._connection)
        if mirror is None or self._entry.state is not ConfigEntryState.LOADED:
            return None
        return self._entry.runtime_data.coordinator.mirrors.shown(mirror)

    @callback
    def _push(self, shown: Shown | None) -> None:
        """Push a page, or that it is dark."""
        self._sent = shown
        self._connection.send_event(self._msg_id, {"page": shown and _as_dict(shown)})


def _mirror_of(entry: DigitalShadowConfigEntry, connection: ActiveConnection) -> ConfigSubentry | None:
    """Return the mirror whose account this is."""
    mirrors = entry.get_subentries_of_type(SUBENTRY_MIRROR)
    return next((mirror for mirror in mirrors if is_of_mirror(connection.user, mirror)), None)


def _as_dict(shown: Shown) -> dict[str, Any]:
    """Return a page in plain JSON types."""
    page, bar = shown.page, shown.page.bar
    return {
        "language": shown.language,
        "headline": page.headline,
        "people": page.people,
        "bar": bar and {"at": bar.at, "usual": bar.usual},
        "lines": [{"text": line.text, "tone": line.tone.value} for line in page.lines],
        "due": page.due,
        "phone": page.phone,
    }


@websocket_api.websocket_command(
    {probatio.Required("type"): "digitalshadow/person/mirrors", probatio.Required("person_id"): cv.string}
)
@callback
def _mirrors_of_person(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with what each mirror may show of the person, and what none of it ever shows, and why."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    connection.send_result(msg["id"], _choices(entry, person))


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/set_mirror",
        probatio.Required("person_id"): cv.string,
        probatio.Required("mirror_id"): cv.string,
        probatio.Required("topics"): [probatio.In([topic.value for topic in Topic])],
    }
)
@callback
def _set_mirror(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Keep what a mirror may show of the person; answer with all their choices."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    known = {mirror.subentry_id for mirror in entry.get_subentries_of_type(SUBENTRY_MIRROR)}
    if msg["mirror_id"] not in known:
        raise refused("no_such_mirror")
    kept = {key: value for key, value in person.data.get(CONF_MIRROR_TOPICS, {}).items() if key in known}
    choices = {**kept, msg["mirror_id"]: sorted(topics_in(msg["topics"]))}
    hass.config_entries.async_update_subentry(
        entry, person, data={**person.data, CONF_MIRROR_TOPICS: choices}
    )
    connection.send_result(msg["id"], _choices(entry, person))


def _choices(entry: DigitalShadowConfigEntry, person: ConfigSubentry) -> list[dict[str, Any]]:
    """Return a person's choice for each mirror and topic, beside why a topic is never shown."""
    now = entry.runtime_data.coordinator.data.people.get(person.subentry_id)
    clinical = now and now.clinical
    age_years = clinical.answers.age_years(dt_util.now().date()) if clinical else None
    return [
        {
            "mirror_id": mirror.subentry_id,
            "name": mirror.title,
            "topics": {
                topic.value: {
                    "on": topic in chosen_for(person.data.get(CONF_MIRROR_TOPICS, {}), mirror.subentry_id),
                    "limit": limit_of(topic, topics_in(mirror.data[CONF_TOPICS]), age_years),
                }
                for topic in Topic
            },
        }
        for mirror in entry.get_subentries_of_type(SUBENTRY_MIRROR)
    ]
