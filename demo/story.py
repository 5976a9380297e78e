"""The story the demo tells: somebody walks by, and a sticker on the cheek raises the value.

The phone asks whether it was her; "No" takes the reading back. Then a report is made, and the phone hears of it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
import time
from typing import Any

from . import dashboard, household as household_setup, phone as phone_setup
from .camera_server import CameraServer
from .client import Client
from .clip import PHASES, Scene
from .household import PERSON, Household
from .phone import Phone
from .report import Report

PATIENCE_SECONDS = 2.0 * sum(phase.seconds for phase in PHASES)
"""Everything is due before the clip ends; twice its length is for slow machines."""
RAISED_PERCENT = 50.0
"""The sticker raises the value above this; a face without it stays far below."""
QUESTION, NEWS = "digitalshadow-confirm-", "digitalshadow-news-"
"""How the tags of the two blueprints' notifications begin."""
FETCH_BEGUN_SECONDS = 2.0
"""After this long every watcher waits for a camera that hangs."""
TOLD_KEYS = frozenset({"demonstration_value", "attention", "state", "analysing"})
"""Entities whose changes are told while the clip plays."""

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that takes part, set up and ready."""

    client: Client
    """The owner's connection to Home Assistant."""
    cameras: CameraServer
    """What the cameras see."""
    household: Household
    """What was set up."""
    phone: Phone
    """Where the push arrives."""
    dashboard: str
    """Address of the dashboard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the phone heard, in words."""

    asked_about_level: float
    """The value that the question was about."""
    question: str
    """The question."""
    answer: str
    """What came of pressing "No"."""
    news: str
    """That there is a report."""


async def prepare(client: Client, cameras: CameraServer, camera_count: int, photo: bytes, say: Say) -> Stage:
    """Set up cameras, integration, person, phone, automation and dashboard."""
    say(
        f"adding {camera_count} camera(s), DigitalShadow with its demonstration model, and {PERSON} with consent"
    )
    await household_setup.tidy_up(client)
    camera_entity_ids = await household_setup.add_cameras(client, cameras.urls(camera_count))
    household = await household_setup.set_up(client, camera_entity_ids, photo)
    engine = await household_setup.engine(client, household.entry_id)
    recogniser = engine["recogniser"] or "none, so each camera is said to see one person only"
    say(f"faces are found by {engine['detector']}; recogniser: {recogniser}")
    phone = await phone_setup.register(client)
    await household_setup.tell_phone(client, household, phone.device_id, f"/{dashboard.URL_PATH}")
    say("a phone is registered; automations from two blueprints ask it about readings and tell it the news")
    return Stage(client, cameras, household, phone, await dashboard.create(client))


async def play(stage: Stage, say: Say) -> Heard | None:
    """Play the clip from its beginning, tell what changes, and return what the phone heard; None when it did not."""
    changes = await stage.client.websocket.subscribe("subscribe_events", event_type="state_changed")
    told = {entity_id for (_, key), entity_id in stage.household.entity_ids.items() if key in TOLD_KEYS}
    teller = asyncio.create_task(_tell(changes, told, stage.cameras, say))
    stage.cameras.play()
    say("the clip plays")
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await _listen(stage, say)
    except TimeoutError:
        return None
    finally:
        teller.cancel()


async def _listen(stage: Stage, say: Say) -> Heard:
    """Answer the question about the reading with the sticker, then have a report made."""
    question, asked_about = await stage.phone.next_push(QUESTION), await _signal_level(stage)
    while asked_about < RAISED_PERCENT:
        question, asked_about = await stage.phone.next_push(QUESTION), await _signal_level(stage)
    # Another visit would ask anew, and this question would be no more.
    stage.cameras.show(Scene.EMPTY_ROOM)
    say(f"the phone shows: {question['message']}")
    await stage.phone.press(question, "No")
    answer = await stage.phone.next_push(QUESTION)
    say(f"after pressing No it shows: {answer['message']}")
    await household_setup.make_report(stage.client, stage.household)
    news = await stage.phone.next_push(NEWS)
    say(f"a report is made, and the phone shows: {news['message']}")
    return Heard(asked_about, question["message"], answer["message"], news["message"])


async def _signal_level(stage: Stage) -> float:
    """Return what the person's value sensor shows now."""
    return float((await stage.client.state(stage.household.of_person("demonstration_value")))["state"])


async def measure_unload(stage: Stage) -> float:
    """Return how many seconds unloading takes while every camera hangs."""
    stage.cameras.hang()
    await asyncio.sleep(FETCH_BEGUN_SECONDS)
    started = time.monotonic()
    await household_setup.unload(stage.client, stage.household.entry_id)
    return time.monotonic() - started


async def observe(stage: Stage, heard: Heard | None) -> Report:
    """Sum up what is so far; how long unloading takes is not known yet."""
    client, household = stage.client, stage.household
    diagnostics = await household_setup.counters(client, household.entry_id)
    cameras, engine = diagnostics["cameras"], await household_setup.engine(client, household.entry_id)
    model = await client.state(household.of_service("model"))
    readings = await client.websocket.command(
        "digitalshadow/person/readings",
        person_id=household.person_id,
        start=datetime.fromtimestamp(0, UTC).isoformat(),
    )
    not_due = sum(camera["why_not"].get("not_due", 0) for camera in cameras)
    return Report(
        home_assistant=(await client.get("/api/config"))["version"],
        detector=engine["detector"],
        identity="recognised" if household.recognised else "single_person",
        model=model["state"],
        model_kind=model["attributes"]["kind"],
        runtimes={
            role: model["attributes"][key]
            for role, key in (
                ("detector", "detector_runtime"),
                ("recogniser", "recogniser_runtime"),
                ("risk_model", "runtime"),
            )
        },
        reading_runtimes=tuple(sorted({name for reading in readings for name in reading["runtimes"]})),
        cameras=len(cameras),
        person=PERSON,
        person_state=(await client.state(household.of_person("demonstration_value")))["state"],
        attention=(await client.state(household.of_person("attention")))["state"],
        readings=tuple(reading["signal_level"] for reading in readings),
        frames_fetched=sum(camera["fetched"] for camera in cameras),
        frames_analysed=sum(camera["analysed"] for camera in cameras),
        frames_refused=sum(sum(camera["refused"].values()) for camera in cameras),
        frames_dropped=sum(sum(camera["dropped"].values()) for camera in cameras),
        sightings=sum(reading["frames"] for reading in readings) + not_due,
        frame_ms_median=median(camera["frame_ms"] or 0.0 for camera in cameras),
        asked_about=heard.asked_about_level if heard else 0.0,
        question=heard.question if heard else "",
        answer=heard.answer if heard else "",
        notification_received=heard is not None,
        notification=heard.news if heard else "",
        event_loop_lag_ms_max=(await client.websocket.command("lag_probe/read"))["max_ms"],
        unload_s=None,
        dashboard=stage.dashboard,
    )


async def _tell(changes: asyncio.Queue[Any], told: set[str], cameras: CameraServer, say: Say) -> None:
    """Say what changes in the entities of interest, and what the cameras show, until cancelled."""
    while True:
        data = (await changes.get())["data"]
        old, new = data["old_state"], data["new_state"]
        if data["entity_id"] in told and old and new and old["state"] != new["state"]:
            said = new["attributes"]
            kind = f" ({said['model_kind']})" if "model_kind" in said else ""
            value = f"{new['state']} {said.get('unit_of_measurement', '')}".replace("_", " ")
            say(f"{cameras.scene.replace('_', ' '):>19} | {said['friendly_name']}{kind}: {value}")
