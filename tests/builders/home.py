"""Builders of a small home: an entry with people and cameras, what its cameras show, what its engine sees."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
import time
from typing import Any, Final, override

from homeassistant.components.camera import Camera
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, setup_test_component_platform

from custom_components.digitalshadow.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_INTERVAL_SECONDS,
    CONF_RISK_MODEL,
    CONF_SHARING,
    CONSENT_VERSION,
    DOMAIN,
    KEY_FILE,
    MODEL_DEMONSTRATION,
    RECORD_FOLDER,
    SHARING_PRIVATE,
    SHARING_SHARED,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.faces import Quality, WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FaceCrop, FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Crop, Sighting
from custom_components.digitalshadow.record import Consent, Record, Sharing, StoredTemplate
from custom_components.digitalshadow.watching.cameras import Watching
from tests.fake_runner import RISK_MODEL
from tests.waiting import in_vain

ANNA: Final = "a" * 32
ANNA_SUBENTRY: Final = "01ANNA"
BEN: Final = "b" * 32
BEN_SUBENTRY: Final = "02BEN"
HALL_SUBENTRY: Final = "03HALL"
HALL: Final = "camera.hall"

LOOK_SECONDS: Final = 0.01
GOOD: Final = Quality(0.9, (), 60.0, 20.0, 0.0)
QUICK: Final = StageTimes(1.0, 2.0, 3.0, 4.0)


def person(person_id: str, subentry_id: str, name: str, sharing: str = SHARING_SHARED) -> ConfigSubentryData:
    """Return a person subentry."""
    return ConfigSubentryData(
        subentry_id=subentry_id,
        subentry_type=SUBENTRY_PERSON,
        title=name,
        unique_id=person_id,
        data={CONF_SHARING: sharing, CONF_CONSENT_VERSION: CONSENT_VERSION, CONF_CONSENTED_AT: 1.0},
    )


def camera(
    entity_id: str = HALL, subentry_id: str = HALL_SUBENTRY, interval_seconds: float = 1.0, **data: object
) -> ConfigSubentryData:
    """Return a camera subentry."""
    return ConfigSubentryData(
        subentry_id=subentry_id,
        subentry_type=SUBENTRY_CAMERA,
        title="Hall",
        unique_id=entity_id,
        data={CONF_CAMERA_ENTITY_ID: entity_id, CONF_INTERVAL_SECONDS: interval_seconds, **data},
    )


ANNA_SHARED: Final = person(ANNA, ANNA_SUBENTRY, "Anna")
BEN_PRIVATE: Final = person(BEN, BEN_SUBENTRY, "Ben", SHARING_PRIVATE)


def home_entry(
    subentries: Sequence[ConfigSubentryData] = (), options: dict[str, Any] | None = None, **data: object
) -> MockConfigEntry:
    """Return the entry of a home that uses the demonstration model."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="DigitalShadow",
        data={CONF_RISK_MODEL: MODEL_DEMONSTRATION, **data},
        options=options or {},
        subentries_data=list(subentries),
    )


async def async_set_up(hass: HomeAssistant, entry: MockConfigEntry, *, engine_runs: bool = True) -> None:
    """Set an entry up and wait until its engine runs."""
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    if engine_runs:
        await async_engine_runs(entry)
    await hass.async_block_till_done(wait_background_tasks=False)


async def async_engine_runs(entry: MockConfigEntry) -> None:
    """Wait until cameras are watched with an engine that runs and knows the people."""

    def runs() -> bool:
        """Whether it does; an entry that is being reloaded has no coordinator."""
        if entry.state is not ConfigEntryState.LOADED:
            return False
        coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
        return coordinator.data.ready is not None and coordinator.watching.started

    await async_until(runs)


async def async_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds. It looks from a thread, because a frozen clock never wakes a timer of the loop."""
    for _ in range(int(seconds / LOOK_SECONDS) + 1):
        if holds():
            return
        await asyncio.to_thread(time.sleep, LOOK_SECONDS)
    pytest.fail(in_vain(holds, seconds))


async def async_settle(entry: MockConfigEntry) -> None:
    """Have the visits that are over turned into readings, as the timer does in the background."""
    await entry.runtime_data.coordinator.visits.async_settle(dt_util.utcnow())


async def async_enrol(
    hass: HomeAssistant, *subentries: ConfigSubentryData, readings: Sequence[Reading] = ()
) -> None:
    """Put people into the record of a home that is not set up yet."""
    record = await async_open(hass)
    for subentry in subentries:
        consent = Consent(
            str(subentry["unique_id"]), CONSENT_VERSION, 1.0, Sharing(subentry["data"][CONF_SHARING])
        )
        template = StoredTemplate(b"\0" * 512, "e" * 64, 1.0, 0.9)
        await record.async_enrol(consent.person_id, consent, [template])
    for stored in readings:
        await record.async_add_reading(stored)
    await record.async_close()


async def async_open(hass: HomeAssistant) -> Record:
    """Open the record of a home that is not set up."""
    return await Record.async_open(Path(hass.config.path(RECORD_FOLDER)), Path(hass.config.path(KEY_FILE)))


def reading_of(
    person_id: str,
    probability: float,
    ended_at: float,
    model_sha256: str = RISK_MODEL.sha256,
    model_kind: ModelKind = ModelKind.DEMONSTRATION,
) -> Reading:
    """Return a reading."""
    return Reading(
        reading_id=f"{person_id[:4]}-{ended_at}-{model_sha256[:4]}",
        person_id=person_id,
        started_at=ended_at - 5,
        ended_at=ended_at,
        probability=probability,
        spread=0.01,
        frames=3,
        quality=0.9,
        camera_ids=(HALL_SUBENTRY,),
        model_sha256=model_sha256,
        model_kind=model_kind,
        crop=Crop.DETECTED,
        runtimes=("onnxruntime 1.32.0",),
    )


def sighting(
    request: Process, person_id: str = ANNA, probability: float | None = 0.5, why_not: WhyNot | None = None
) -> Sighting:
    """Return somebody in a frame."""
    crop = None if probability is None else Crop.DETECTED
    return Sighting(person_id, request.camera_id, request.captured_at, 0.7, GOOD, probability, why_not, crop)


def seen(request: Process, *sightings: Sighting, face_crops: tuple[FaceCrop, ...] = ()) -> FrameResult:
    """Return what the engine saw in a frame."""
    why_not = tuple(one.why_not for one in sightings if one.why_not)
    return FrameResult(
        request.camera_id,
        request.captured_at,
        640,
        480,
        len(sightings),
        sightings,
        why_not,
        QUICK,
        face_crops,
    )


def walk_past(watching: Watching, *people: tuple[str, float | None], seconds_ago: float = 0.0) -> None:
    """Show people with their probabilities in two frames that agree: what a reading takes at least."""
    for _ in range(2):
        request = Process(HALL_SUBENTRY, watching.now() - seconds_ago, b"")
        watching.take(seen(request, *(sighting(request, *person) for person in people)))


class FilmCamera(Camera):
    """A camera that shows what a test puts in front of it."""

    def __init__(self, entity_id: str = HALL) -> None:
        """Begin with numbered pictures, each unlike the one before."""
        super().__init__()
        self.entity_id = entity_id
        self._attr_name = entity_id
        self.asked = 0
        self.still: Any = None
        self.error: BaseException | None = None
        self.source: Any = None

    @override
    async def stream_source(self) -> str | None:
        """Return where its live stream is, if it has one."""
        if isinstance(self.source, BaseException):
            raise self.source
        return self.source

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the next picture."""
        self.asked += 1
        if self.error is not None:
            raise self.error
        return b"picture %d" % self.asked if self.still is None else self.still


async def async_add_cameras(hass: HomeAssistant, *cameras: Camera) -> None:
    """Bring cameras into a home."""
    setup_test_component_platform(hass, "camera", cameras)
    assert await async_setup_component(hass, "camera", {"camera": {"platform": "test"}})
    await hass.async_block_till_done()
