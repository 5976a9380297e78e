"""From a camera to a person's sensors with the real engine process, and the end of it while a frame hangs."""

from io import BytesIO
import os
import time
from typing import override

from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant, State
from PIL import Image, ImageDraw
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_ATTENTION_READINGS,
    CONF_SINGLE_PERSON_ID,
    CONF_VISIT_GAP_SECONDS,
)
from custom_components.digitalshadow.engine.observations import WhyNot

from .home import (
    ANNA,
    ANNA_SHARED,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
)

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
        {CONF_VISIT_GAP_SECONDS: 0.5, CONF_ATTENTION_READINGS: 1},
    )
    await async_set_up(hass, entry)
    return entry


async def test_a_sticker_on_the_cheek_raises_the_value_and_asks_for_attention(
    hass: HomeAssistant, film: PortraitCamera, entry: MockConfigEntry
) -> None:
    await async_until(lambda: reads(entry) > 0)
    film.away = True
    await async_until(lambda: state(hass, "event.anna_news").state != "unknown")
    risk = state(hass, "sensor.anna_livecad_risk")
    without_sticker = float(risk.state)
    assert without_sticker < 15
    assert risk.attributes["model_kind"] == "demonstration"
    assert "demonstration" in risk.attributes["model"]
    assert state(hass, "binary_sensor.anna_attention").state != STATE_ON

    read_before = reads(entry)
    film.sticker, film.away = True, False
    await async_until(lambda: reads(entry) > read_before + 2)
    film.away = True
    await async_until(lambda: state(hass, "binary_sensor.anna_attention").state == STATE_ON)
    assert float(state(hass, "sensor.anna_livecad_risk").state) > 40
    assert state(hass, "event.anna_news").attributes["event_type"] == "notice"
    assert state(hass, "sensor.hall_state").state == "nobody"

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
