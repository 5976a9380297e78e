"""The commands of mirrors: what is sent to a mirror's own account, and who chooses what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
import json
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_DARK_AFTER_SECONDS,
    CONF_MIRROR_TOPICS,
    CONF_TOPICS,
)
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.pressure import UrgentPressure
from custom_components.digitalshadow.mirror.topics import Topic
from tests.builders.clinical import NOON
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    HALL_SUBENTRY,
    async_until,
    reading_of,
    seen,
    sighting,
)
from tests.builders.household import ROLES, as_subentry, async_connect, async_reloaded, mirror_data
from tests.builders.mirror import SETTLED, known
from tests.fake_runner import FakeRunner

HALL_MIRROR = "04MIRROR"
ALL = [topic.value for topic in Topic]
DARK = {"page": None}


class Mirror:
    """A mirror that is being told what it shows."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry, client: MockHAClientWebSocket) -> None:
        """Listen on its account's connection."""
        self._hass = hass
        self._client = client
        self.entry = entry

    @property
    def coordinator(self) -> DigitalShadowCoordinator:
        """The coordinator as it is loaded now."""
        coordinator: DigitalShadowCoordinator = self.entry.runtime_data.coordinator
        return coordinator

    def sees(self, *people: str, faces: int | None = None, seconds_ago: float = 0.0) -> None:
        """Let its camera deliver a picture."""
        frame = Process(HALL_SUBENTRY, self.coordinator.watching.now() - seconds_ago, b"")
        result: FrameResult = seen(frame, *(sighting(frame, person) for person in people))
        self.coordinator.watching.take(replace(result, faces=len(people) if faces is None else faces))

    async def told(self) -> dict[str, Any]:
        """Return the next thing that it is told."""
        event: dict[str, Any] = (await self._client.receive_json())["event"]
        return event

    async def beats(self) -> dict[str, Any]:
        """Return what it is told with the next heartbeat."""
        async_fire_time_changed(self._hass, dt_util.utcnow() + timedelta(seconds=1.1))
        return await self.told()

    def choose(self, *topics: Topic, person: str = ANNA_SUBENTRY) -> None:
        """Let a person choose what it may show of them."""
        subentry = self.entry.subentries[person]
        data = {**subentry.data, CONF_MIRROR_TOPICS: {HALL_MIRROR: list(topics)}}
        self._hass.config_entries.async_update_subentry(self.entry, subentry, data=data)

    def change(self, **data: object) -> None:
        """Change the mirror's own settings."""
        subentry = self.entry.subentries[HALL_MIRROR]
        self._hass.config_entries.async_update_subentry(self.entry, subentry, data={**subentry.data, **data})


@pytest.fixture
async def mirror(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    home: MockConfigEntry,
) -> Mirror:
    """A mirror in the hall, told that it is dark; of Anna everything is known, and she is of age."""
    hass.config.country = "DE"
    hass.config_entries.async_add_subentry(home, as_subentry(mirror_data(HALL_MIRROR, accounts["other"].id)))
    coordinator: DigitalShadowCoordinator = home.runtime_data.coordinator
    await async_until(lambda: all(one.trend and one.clinical for one in coordinator.data.people.values()))
    coordinator.household.set_clinical(ANNA, known(due=Due("systolic_mmhg", NOON.date())))
    coordinator.household.set_trend(ANNA, SETTLED)
    coordinator.household.add_reading(reading_of(ANNA, 0.5, coordinator.watching.now()))
    client = await async_connect(hass, hass_ws_client, accounts["other"])
    await client.send_json_auto_id({"type": "digitalshadow/mirror"})
    assert (await client.receive_json())["success"]
    found = Mirror(hass, home, client)
    assert await found.told() == DARK
    return found


async def test_anna_is_greeted_and_no_more_until_she_chooses_more(mirror: Mirror) -> None:
    mirror.sees(ANNA)
    page = (await mirror.told())["page"]
    assert page["headline"][-1] == "Anna"
    assert page == {
        "language": "en",
        "headline": page["headline"],
        "people": None,
        "bar": None,
        "lines": [],
        "due": None,
        "phone": None,
    }
    mirror.choose(*Topic)
    page = (await mirror.beats())["page"]
    assert page["bar"] == {"at": 50, "usual": None}
    assert page["lines"] == [{"text": "Demonstration, no meaning", "tone": "demonstration"}]
    assert (page["due"], page["phone"]) == ("Pressure due", "112")


@pytest.mark.parametrize(
    ("people", "faces"),
    [
        pytest.param([ANNA], 2, id="a stranger beside her"),
        pytest.param([ANNA, BEN], 2, id="Ben beside her"),
        pytest.param([], 1, id="a stranger in her place"),
    ],
)
async def test_the_first_picture_with_somebody_else_darkens_at_once(
    mirror: Mirror, people: list[str], faces: int
) -> None:
    mirror.sees(ANNA)
    assert (await mirror.told())["page"]
    mirror.sees(*people, faces=faces)
    assert await mirror.told() == DARK
    mirror.sees()
    mirror.coordinator.mirrors.shown(mirror.entry.subentries[HALL_MIRROR])
    assert await mirror.beats() == DARK, "an empty room after a stranger is no visit of Anna"


async def test_only_an_empty_room_waits(mirror: Mirror) -> None:
    mirror.sees(ANNA, seconds_ago=2.0)
    assert (await mirror.told())["page"]
    mirror.sees()
    assert (await mirror.beats())["page"]
    mirror.change(**{CONF_DARK_AFTER_SECONDS: 1})
    assert await mirror.beats() == DARK


async def test_pictures_that_stop_coming_darken(mirror: Mirror) -> None:
    mirror.sees(ANNA, seconds_ago=6.0)
    mirror.sees(ANNA, seconds_ago=4.0)
    assert (await mirror.told())["page"]
    mirror.sees(ANNA, seconds_ago=6.0)
    assert await mirror.told() == DARK


async def test_every_second_it_is_told_whether_anything_changed_or_not(mirror: Mirror) -> None:
    for _ in range(3):
        assert await mirror.beats() == DARK
    mirror.sees(ANNA)
    first = await mirror.told()
    mirror.sees(ANNA)
    mirror.sees(ANNA)
    assert await mirror.beats() == first


def urgent() -> dict[str, Any]:
    """Return what is known of somebody whose newest pressure is urgent."""
    body = known(due=Due("systolic_mmhg", NOON.date()))
    return {"clinical": replace(body, urgent=object.__new__(UrgentPressure))}


@pytest.mark.parametrize(
    ("at_most", "chosen", "person"),
    [
        pytest.param(["greeting"], ALL, {}, id="a mirror that only greets"),
        pytest.param(ALL, ["greeting"], {}, id="a person who chose a greeting"),
        pytest.param(ALL, None, {}, id="a person who never chose"),
        pytest.param(ALL, ALL, {"clinical": None}, id="no date of birth"),
        pytest.param(ALL, ALL, {"clinical": known({"birth_date": dt_util.now().date()})}, id="a child"),
        pytest.param(ALL, ALL, urgent(), id="an urgent value"),
    ],
)
async def test_nothing_is_sent_that_may_not_be_shown(
    mirror: Mirror, at_most: list[str], chosen: list[str] | None, person: Mapping[str, Any]
) -> None:
    mirror.change(**{CONF_TOPICS: at_most})
    if chosen is not None:
        mirror.choose(*map(Topic, chosen))
    mirror.coordinator.household._replace(ANNA, **person)
    mirror.sees(ANNA)
    sent = [await mirror.told(), *[await mirror.beats() for _ in range(10)]]
    for page in (one["page"] for one in sent):
        assert page["headline"][-1] == "Anna"
        assert [page[key] for key in ("people", "bar", "lines", "due", "phone")] == [
            None,
            None,
            [],
            None,
            None,
        ]
    assert not {"112", "Pressure", "SCORE2", "Demonstration"} & set(
        json.dumps(sent).replace('"', " ").split()
    )


async def test_what_is_known_of_a_private_person_goes_to_the_mirror_they_chose(mirror: Mirror) -> None:
    mirror.coordinator.household.set_clinical(BEN, known())
    mirror.choose(Topic.RISK, person=BEN_SUBENTRY)
    mirror.sees(BEN)
    page = (await mirror.told())["page"]
    assert page["people"] is not None
    assert "Ben" not in json.dumps(page)


@pytest.mark.parametrize("how", ["monitoring", "paused", "unloaded", "removed", "forgotten"])
async def test_who_is_not_read_or_gone_is_not_shown(hass: HomeAssistant, mirror: Mirror, how: str) -> None:
    mirror.sees(ANNA)
    assert (await mirror.told())["page"]
    match how:
        case "monitoring":
            await mirror.coordinator.monitoring.async_set(ANNA_SUBENTRY, on=False)
        case "paused":
            mirror.coordinator.async_set_paused(on=True)
        case "unloaded":
            await hass.config_entries.async_unload(mirror.entry.entry_id)
        case "removed":
            hass.config_entries.async_remove_subentry(mirror.entry, HALL_MIRROR)
        case "forgotten":
            mirror.coordinator.household.forget(ANNA)
    assert await mirror.beats() == DARK


async def test_it_shows_again_after_the_entry_was_reloaded(hass: HomeAssistant, mirror: Mirror) -> None:
    mirror.sees(ANNA)
    assert (await mirror.told())["page"]
    assert await hass.config_entries.async_reload(mirror.entry.entry_id)
    await async_reloaded(hass, mirror.entry)
    mirror.sees(ANNA)
    while (told := await mirror.told()) == DARK:
        pass
    assert told["page"]["headline"][-1] == "Anna"


async def test_without_the_engine_there_is_no_signal(mirror: Mirror, runner: FakeRunner) -> None:
    mirror.choose(Topic.SIGNAL, Topic.GREETING)
    await runner.async_stop()
    mirror.sees(ANNA)
    page = (await mirror.told())["page"]
    assert (page["bar"], page["lines"]) == (None, [])


async def test_it_speaks_the_persons_language(hass: HomeAssistant, mirror: Mirror) -> None:
    hass.config.language = "de"
    mirror.sees(ANNA)
    page = (await mirror.told())["page"]
    assert page["language"] == "de"
    assert page["headline"][0] in {"Guten Morgen,", "Guten Tag,", "Guten Abend,", "Hallo,"}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "left"])
@pytest.mark.parametrize("owner", ["other", "administrator"])
async def test_only_its_own_account_is_told_and_never_an_administrators(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    home: MockConfigEntry,
    *,
    role: str,
    owner: str,
) -> None:
    hass.config_entries.async_add_subentry(home, as_subentry(mirror_data(HALL_MIRROR, accounts[owner].id)))
    client = await async_connect(hass, hass_ws_client, accounts[role])
    await client.send_json_auto_id({"type": "digitalshadow/mirror"})
    answer = await client.receive_json()
    assert answer["success"] == (role == owner == "other")


async def test_it_is_told_nothing_once_its_account_is_out_of_use(
    mirror: Mirror, accounts: dict[str, User]
) -> None:
    mirror.sees(ANNA)
    assert (await mirror.told())["page"]
    accounts["other"].is_active = False
    assert await mirror.beats() == DARK


async def test_a_mirror_is_added_and_changed_without_reloading_the_home(
    hass: HomeAssistant, home: MockConfigEntry, accounts: dict[str, User]
) -> None:
    coordinator = home.runtime_data.coordinator
    hass.config_entries.async_add_subentry(home, as_subentry(mirror_data(HALL_MIRROR, accounts["other"].id)))
    await hass.async_block_till_done()
    hass.config_entries.async_remove_subentry(home, HALL_MIRROR)
    await hass.async_block_till_done()
    assert home.runtime_data.coordinator is coordinator


async def test_a_listener_goes_with_its_connection(mirror: Mirror) -> None:
    assert len(mirror.coordinator.mirrors._listeners) == 1
    await mirror._client.send_json_auto_id({"type": "unsubscribe_events", "subscription": 1})
    while (await mirror._client.receive_json())["type"] != "result":
        pass
    assert not mirror.coordinator.mirrors._listeners


# What a person chooses


@pytest.fixture
async def choices(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    mirror: Mirror,  # noqa: ARG001  # is there to be chosen for
    accounts: dict[str, User],
) -> Any:  # noqa: ANN401  # a function of JSON
    """Return how Ben's own account asks and chooses."""
    client = await async_connect(hass, hass_ws_client, accounts["themself"])

    async def ask(command: str, **data: object) -> dict[str, Any]:
        await client.send_json_auto_id({"type": f"digitalshadow/person/{command}", "person_id": BEN, **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    return ask


async def test_a_person_sees_the_mirrors_and_what_none_of_their_choices_changes(
    choices: Any,  # noqa: ANN401  # a function of JSON
    mirror: Mirror,
) -> None:
    mirror.change(**{CONF_TOPICS: ["greeting", "due"]})
    (hall,) = (await choices("mirrors"))["result"]
    assert (hall["mirror_id"], hall["name"]) == (HALL_MIRROR, "Hall mirror")
    assert hall["topics"] == {
        "greeting": {"on": True, "limit": None},
        "due": {"on": False, "limit": "age"},
        "signal": {"on": False, "limit": "mirror"},
        "risk": {"on": False, "limit": "mirror"},
        "pulse": {"on": False, "limit": "mirror"},
    }


async def test_a_choice_is_kept_with_the_person_and_those_for_former_mirrors_go(
    hass: HomeAssistant,
    choices: Any,  # noqa: ANN401  # a function of JSON
    mirror: Mirror,
) -> None:
    ben = mirror.entry.subentries[BEN_SUBENTRY]
    data = {**ben.data, CONF_MIRROR_TOPICS: {"gone": ["risk"]}}
    hass.config_entries.async_update_subentry(mirror.entry, ben, data=data)
    coordinator = mirror.coordinator
    answer = await choices("set_mirror", mirror_id=HALL_MIRROR, topics=["risk", "due"])
    assert {name for name, one in answer["result"][0]["topics"].items() if one["on"]} == {"due", "risk"}
    stored = mirror.entry.subentries[BEN_SUBENTRY].data[CONF_MIRROR_TOPICS]
    assert stored == {HALL_MIRROR: ["due", "risk"]}
    await hass.async_block_till_done()
    assert mirror.coordinator is coordinator, "a choice reloads nothing"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param({"mirror_id": "gone", "topics": []}, "no_such_mirror", id="no mirror"),
        pytest.param({"mirror_id": HALL_MIRROR, "topics": ["CANARY"]}, "invalid_format", id="no topic"),
        pytest.param({"mirror_id": HALL_MIRROR, "topics": "risk"}, "invalid_format", id="no list"),
    ],
)
async def test_a_choice_that_cannot_be_is_refused(
    choices: Any,  # noqa: ANN401  # a function of JSON
    wrong: dict[str, object],
    why: str,
) -> None:
    error = (await choices("set_mirror", **wrong))["error"]
    assert why in {error["code"], error.get("translation_key")}
