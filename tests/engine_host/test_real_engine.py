"""From a camera to a person's sensors with the real engine process, and the end of it while a frame hangs."""

from io import BytesIO
import os
from pathlib import Path
import time
from typing import override

from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant, State
from PIL import Image, ImageDraw
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_SINGLE_PERSON_ID,
    CONF_VISIT_GAP_SECONDS,
)
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.people.enrolment import to_store
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
)
from tests.face_models import photo_file

CHEEK = (238, 130, 266, 158)
MAGENTA = (255, 0, 255)


class PortraitCamera(FilmCamera):
    """Shows the portrait, each time a little different, with a magenta sticker on the cheek or without."""

    def __init__(self, portrait: bytes) -> None:
        """Begin with the person there and without the sticker."""
        super().__init__()
        self._portrait = Image.open(BytesIO(portrait)).convert("RGB")
        self.sticker = False
        self.away = False

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the next picture as JPEG."""
        self.asked += 1
        picture = Image.new("RGB", self._portrait.size) if self.away else self._portrait.copy()
        draw = ImageDraw.Draw(picture)
        draw.rectangle((self.asked % 500, 0, self.asked % 500 + 8, 8), (255, 255, 255))
        if self.sticker and not self.away:
            draw.ellipse(CHEEK, MAGENTA)
        jpeg = BytesIO()
        picture.save(jpeg, "JPEG", quality=92)
        return jpeg.getvalue()


FRAMES_OF_TWO_READS = 30
"""So many frames that are not due have two that are between or before them; a reading takes two."""


def state(hass: HomeAssistant, entity_id: str) -> State:
    """Return a state that must be there."""
    found = hass.states.get(entity_id)
    assert found is not None
    return found


def reads(entry: MockConfigEntry) -> int:
    """Return how many faces were left alone because they had just been read."""
    return int(
        entry.runtime_data.coordinator.data.cameras[HALL_SUBENTRY].counters.why_not.get(WhyNot.NOT_DUE, 0)
    )


@pytest.fixture
async def film(hass: HomeAssistant, portrait: bytes) -> PortraitCamera:
    """The camera in the hall."""
    film = PortraitCamera(portrait)
    await async_add_cameras(hass, film)
    return film


@pytest.fixture
async def entry(hass: HomeAssistant, film: PortraitCamera) -> MockConfigEntry:  # noqa: ARG001  # it hangs there
    """A home without face models: the camera in the hall sees Anna only."""
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry(
        [ANNA_SHARED, camera(interval_seconds=0.2, **{CONF_SINGLE_PERSON_ID: ANNA})],
        {CONF_VISIT_GAP_SECONDS: 0.5},
    )
    await async_set_up(hass, entry)
    return entry


async def test_a_sticker_on_the_cheek_raises_the_value_but_one_high_value_asks_for_no_attention(
    hass: HomeAssistant, film: PortraitCamera, entry: MockConfigEntry
) -> None:
    await async_until(lambda: reads(entry) > FRAMES_OF_TWO_READS)
    film.away = True
    await async_until(lambda: state(hass, "event.anna_news").state != "unknown")
    risk = state(hass, "sensor.anna_demonstration_value")
    without_sticker = float(risk.state)
    assert without_sticker < 15
    assert risk.attributes["model_kind"] == "demonstration"
    assert "demonstration" in risk.attributes["model"]

    read_before = reads(entry)
    film.sticker, film.away = True, False
    await async_until(lambda: reads(entry) > read_before + FRAMES_OF_TWO_READS)
    film.away = True
    await async_until(lambda: float(state(hass, "sensor.anna_demonstration_value").state) > 40)
    assert state(hass, "event.anna_news").attributes["event_type"] == "reading"
    assert state(hass, "binary_sensor.anna_lasting_rise").state != STATE_ON
    await async_until(lambda: state(hass, "sensor.hall_state").state == "nobody")

    counters = entry.runtime_data.coordinator.data.cameras[HALL_SUBENTRY].counters
    assert counters.fetched == counters.analysed + sum(counters.refused.values()) + sum(
        counters.dropped.values()
    )


async def test_unloading_takes_less_than_three_seconds_while_engine_and_camera_hang(
    hass: HomeAssistant, film: PortraitCamera, entry: MockConfigEntry
) -> None:
    await async_until(lambda: entry.runtime_data.coordinator.data.analysing)
    pid = entry.runtime_data.runner.pid
    os.kill(pid, 19)  # SIGSTOP: the process is there and never answers
    asked = film.asked
    await async_until(lambda: film.asked > asked)
    started_at = time.monotonic()
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert time.monotonic() - started_at < 3
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


class AlbumCamera(FilmCamera):
    """Shows one photo of an album, each time a little different."""

    def __init__(self, photo: Path) -> None:
        """Begin with a photo."""
        super().__init__()
        self.photo = photo

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the photo, marked in a corner so that no two are the same."""
        self.asked += 1
        picture = Image.open(self.photo).convert("RGB")
        ImageDraw.Draw(picture).point((self.asked % picture.width, 0), MAGENTA)
        jpeg = BytesIO()
        picture.save(jpeg, "JPEG", quality=95)
        return jpeg.getvalue()


@pytest.mark.usefixtures("face_models")
async def test_an_enrolled_person_is_recognised_and_a_stranger_is_dropped(hass: HomeAssistant) -> None:
    album = photo_file("person-b-1.jpg").parent
    await async_enrol(hass, ANNA_SHARED)
    film = AlbumCamera(album / "person-b-1.jpg")
    await async_add_cameras(hass, film)
    entry = home_entry([ANNA_SHARED, camera(interval_seconds=0.2)], {CONF_VISIT_GAP_SECONDS: 0.5})
    await async_set_up(hass, entry)
    coordinator, record = entry.runtime_data.coordinator, entry.runtime_data.record
    assert coordinator.data.people[ANNA_SUBENTRY].needs_enrolment, (
        "the template of the test is no recogniser's"
    )

    photos = [
        await coordinator.engine.async_enrol_photo(ANNA, (album / f"person-a-{n}.jpg").read_bytes(), ())
        for n in (1, 2)
    ]
    await record.async_replace_templates(ANNA, to_store(photos, 1.0))
    await coordinator.gallery.async_reload()
    assert not coordinator.data.people[ANNA_SUBENTRY].needs_enrolment

    await async_until(lambda: state(hass, "sensor.hall_state").state == "not_recognised")
    film.photo = album / "person-a-3.jpg"
    await async_until(
        lambda: state(hass, "sensor.hall_state").state == "watching" and reads(entry) > FRAMES_OF_TWO_READS
    )
    film.photo = album / "person-b-1.jpg"
    await async_until(lambda: state(hass, "event.anna_news").state != "unknown")
    assert state(hass, "sensor.digitalshadow_model").attributes["detector"] == "face_detection_yunet_2023mar"
    assert state(hass, "sensor.anna_demonstration_value").state.replace(".", "").isdigit()
    assert len(await record.async_latest_readings(ANNA, 9)) == 1
