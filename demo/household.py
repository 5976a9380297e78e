"""Sets a household up the way its owner would: every step through Home Assistant's own flows and interfaces."""

from dataclasses import dataclass
from typing import Any, Final

from .client import Client, Flow, RequestError
from .polling import first_answer

PERSON = "Eileen"
VISIT_GAP_SECONDS = 5
"""A visit is over after this long without the person: the least that can be chosen, because nobody wants to watch the
usual thirty seconds. The clip's empty rooms last longer."""
INTERVAL_SECONDS = 0.4
ENGINE_LIMIT_SECONDS = 300.0
"""The engine starts when face models have been downloaded, or cannot be had."""
ENTRIES = "/api/config/config_entries/entry"
MODEL_ENTITY_ID: Final = "sensor.digitalshadow_model"
"""Says which model speaks, once the engine runs."""


@dataclass(frozen=True, slots=True)
class Household:
    """What was set up, by the ids that Home Assistant gave it."""

    entry_id: str
    """DigitalShadow's config entry."""
    person_subentry_id: str
    """The enrolled person."""
    person_id: str
    """The same person in gallery and record."""
    recognised: bool
    """Whether faces are compared; otherwise each camera is said to see this one person only."""
    camera_entity_ids: tuple[str, ...]
    """The cameras that are watched."""
    camera_subentry_ids: tuple[str, ...]
    """How DigitalShadow knows them, in the same order."""
    entity_ids: dict[tuple[str | None, str], str]
    """DigitalShadow's entities by subentry (None for the service itself) and translation key."""

    def of_person(self, key: str) -> str:
        """Return one of the person's entities."""
        return self.entity_ids[self.person_subentry_id, key]

    def of_service(self, key: str) -> str:
        """Return one of the service's own entities."""
        return self.entity_ids[None, key]


async def add_cameras(client: Client, urls: list[str], stream_url: str | None = None) -> tuple[str, ...]:
    """Add one camera of Home Assistant's generic integration per still image address; return their entity ids.

    Each has the live stream too, where there is one.
    """
    advanced = {"framerate": 30, "verify_ssl": False}
    stream = {} if stream_url is None else {"stream_source": stream_url}
    for number, url in enumerate(urls, 1):
        flow = await client.config_flow("generic")
        await flow.answer("user", still_image_url=url, **stream, advanced=advanced)
        await flow.answer("user_confirm", confirmed_ok=True)
        await _name_camera(client, flow.finished()["result"]["entry_id"], number)
    return tuple(f"camera.hall_{number}" for number in range(1, len(urls) + 1))


async def _name_camera(client: Client, entry_id: str, number: int) -> None:
    """Give a camera a name; the generic integration names it after its address."""
    entities = await client.websocket.command("config/entity_registry/list")
    camera = next(entity for entity in entities if entity["config_entry_id"] == entry_id)
    await client.websocket.command(
        "config/device_registry/update", device_id=camera["device_id"], name_by_user=f"Hall {number}"
    )
    await client.websocket.command(
        "config/entity_registry/update", entity_id=camera["entity_id"], new_entity_id=f"camera.hall_{number}"
    )


async def add_integration(client: Client) -> str:
    """Add DigitalShadow with the demonstration model, quick enough to watch; return the entry id."""
    flow = await client.config_flow("digitalshadow")
    await flow.answer("user", **flow.defaults)
    entry_id = str(flow.finished()["result"]["entry_id"])
    options = await client.options_flow(entry_id)
    await options.choose("thresholds")
    await options.answer("thresholds", **options.defaults | {"visit_gap_seconds": VISIT_GAP_SECONDS})
    options.finished()
    return entry_id


async def enrol(client: Client, entry_id: str, photo: bytes) -> bool:
    """Enrol one person with consent and, where faces can be recognised, a photo; tell whether they can."""
    await engine_runs(client)
    flow = await begin_flow(client, entry_id, "person")
    await flow.answer("user", name=PERSON)
    await flow.answer("consent")
    await flow.answer("consent_kept")
    await flow.answer("sharing", sharing="shared")
    await flow.answer("agreed", consent=True)
    recognised = flow.step == "photos"
    if recognised:
        await flow.choose("upload")
        await flow.answer("upload", photo_1=await client.upload("portrait.jpg", photo))
        await flow.choose("finish")
    else:
        await flow.answer("without_photos")
    flow.finished()
    return recognised


async def begin_flow(client: Client, entry_id: str, kind: str) -> Flow:
    """Begin adding a subentry as soon as the entry is loaded."""

    async def ready_flow() -> Flow | None:
        """Return the flow; None while it ends at once."""
        flow = await client.subentry_flow(entry_id, kind)
        return None if flow.shown.get("reason") == "entry_not_loaded" else flow

    return await first_answer(ready_flow, limit_seconds=ENGINE_LIMIT_SECONDS)


async def engine_runs(client: Client) -> None:
    """Wait until the engine has its models, without which photos say nothing of whether faces are recognised."""

    async def runs() -> bool | None:
        """Tell that it does; None for not yet."""
        states = await client.get("/api/states")
        return (
            any(state["entity_id"] == MODEL_ENTITY_ID and state["state"] != "unavailable" for state in states)
            or None
        )

    await first_answer(runs, limit_seconds=ENGINE_LIMIT_SECONDS)


async def watch(
    client: Client,
    entry_id: str,
    camera_entity_id: str,
    single_person_id: str | None,
    interval_seconds: float = INTERVAL_SECONDS,
) -> None:
    """Let DigitalShadow watch a camera, which sees `single_person_id` only, or anybody."""
    flow = await begin_flow(client, entry_id, "camera")
    only = {} if single_person_id is None else {"single_person_id": single_person_id}
    await flow.answer(flow.step, camera_entity_id=camera_entity_id, interval_seconds=interval_seconds, **only)
    flow.finished()


async def tidy_up(client: Client) -> None:
    """Remove what onboarding adds and the demo has no packages for: a voice that speaks through the Internet."""
    for entry in await client.get(ENTRIES):
        if entry["state"] == "setup_error" and entry["domain"] != "digitalshadow":
            await client.delete(f"{ENTRIES}/{entry['entry_id']}")


async def set_up(
    client: Client,
    camera_entity_ids: tuple[str, ...],
    photo: bytes,
    interval_seconds: float = INTERVAL_SECONDS,
) -> Household:
    """Set DigitalShadow up to watch these cameras and return what there is."""
    entry_id = await add_integration(client)
    recognised = await enrol(client, entry_id, photo)
    [person] = await _subentries(client, entry_id, "person")
    for camera_entity_id in camera_entity_ids:
        only = None if recognised else person["unique_id"]
        await watch(client, entry_id, camera_entity_id, only, interval_seconds)
    cameras = await _subentries(client, entry_id, "camera")
    return Household(
        entry_id=entry_id,
        person_subentry_id=person["subentry_id"],
        person_id=person["unique_id"],
        recognised=recognised,
        camera_entity_ids=camera_entity_ids,
        camera_subentry_ids=tuple(camera["subentry_id"] for camera in cameras),
        entity_ids=await _entity_ids(client, len(camera_entity_ids)),
    )


async def tell_phone(client: Client, household: Household, phone_device_id: str, dashboard_path: str) -> None:
    """Install the blueprints, and make an automation of each of the two that speak to the person's phone."""
    await client.act("digitalshadow.install_blueprints")
    addressed = {"news": household.of_person("news"), "phone": phone_device_id}
    asked = addressed | {"least_hours": 0}
    told = addressed | {
        "kinds": ["report_ready"],
        "dashboard_path": dashboard_path,
        # Equal ends mean no quiet hours: the demo also works at night.
        "quiet_from": "00:00:00",
        "quiet_until": "00:00:00",
    }
    await _add_automation(client, "confirm_reading", f"Ask {PERSON} whether it was her", asked)
    await _add_automation(client, "notify_person", f"Tell {PERSON} when there is news", told)


async def _add_automation(client: Client, blueprint: str, alias: str, inputs: dict[str, Any]) -> None:
    """Make an automation of one of the blueprints."""
    made_from = {"path": f"digitalshadow/{blueprint}.yaml", "input": inputs}
    automation = {"alias": alias, "use_blueprint": made_from}
    await client.post(f"/api/config/automation/config/{blueprint}", automation)


async def make_report(client: Client, household: Household) -> None:
    """Have the person's report made."""
    devices = await client.websocket.command("config/device_registry/list")
    identifier = ["digitalshadow", household.person_subentry_id]
    device_id = next(device["id"] for device in devices if identifier in device["identifiers"])
    await client.act("digitalshadow.generate_report", person=device_id)


async def unload(client: Client, entry_id: str) -> None:
    """Unload DigitalShadow by disabling its entry.

    Raises:
        RequestError: it could not be unloaded without a restart
    """
    answer = await client.websocket.command("config_entries/disable", entry_id=entry_id, disabled_by="user")
    if answer["require_restart"]:
        raise RequestError("expected the entry to unload, Home Assistant asks for a restart")


async def counters(client: Client, entry_id: str) -> dict[str, Any]:
    """Return what the entry's diagnostics tell."""
    answer = await client.get(f"/api/diagnostics/config_entry/{entry_id}")
    data: dict[str, Any] = answer["data"]
    return data


async def _subentries(client: Client, entry_id: str, kind: str) -> list[dict[str, Any]]:
    """Return the entry's subentries of one kind, in the order in which they were made."""
    subentries = await client.websocket.command("config_entries/subentries/list", entry_id=entry_id)
    return [subentry for subentry in subentries if subentry["subentry_type"] == kind]


async def _entity_ids(client: Client, camera_count: int) -> dict[tuple[str | None, str], str]:
    """Return DigitalShadow's entities by subentry and translation key, once every camera has its own."""

    async def complete() -> dict[tuple[str | None, str], str] | None:
        """Return the entities; None while a camera lacks its own."""
        found = {
            (entity["config_subentry_id"], entity["translation_key"]): entity["entity_id"]
            for entity in await client.websocket.command("config/entity_registry/list")
            if entity["platform"] == "digitalshadow"
        }
        return found if sum(key == "state" for _, key in found) == camera_count else None

    return await first_answer(complete, limit_seconds=ENGINE_LIMIT_SECONDS)


async def engine(client: Client, entry_id: str) -> dict[str, Any]:
    """Return what the engine runs with, as soon as it does."""

    async def running() -> dict[str, Any] | None:
        """Return what the diagnostics say about the engine; None while there is none."""
        found: dict[str, Any] | None = (await counters(client, entry_id))["engine"]
        return found

    return await first_answer(running, limit_seconds=ENGINE_LIMIT_SECONDS)
