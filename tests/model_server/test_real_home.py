"""From a camera to a stored reading with the real engine process and a server: while it speaks, and once it is lost."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import override

from homeassistant.core import HomeAssistant
from PIL import Image, ImageDraw
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.commands.home import _runtimes
from custom_components.digitalshadow.const import (
    CONF_SERVER,
    CONF_SERVER_RECEIVER,
    CONF_SINGLE_PERSON_ID,
    CONF_VISIT_GAP_SECONDS,
)
from custom_components.digitalshadow.diagnostics import async_get_config_entry_diagnostics
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.model_server.carrier import Carrier
from custom_components.digitalshadow.model_server.rung import RungState
from custom_components.digitalshadow.server_options import ServerOptions
from custom_components.digitalshadow.system_health import _async_info
from tests.builders.home import (
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
from tests.builders.inference_liar import MODEL, Liar, frozen, saying, serving
from tests.builders.served_engine import computing
from tests.engine.conftest import DEMONSTRATION

TOKEN = "made up"  # noqa: S105  # opens nothing

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Film(FilmCamera):
    """Shows the portrait, each time a little different, or an empty room."""

    def __init__(self, portrait: bytes) -> None:
        """Begin with somebody there."""
        super().__init__()
        self._portrait = Image.open(BytesIO(portrait)).convert("RGB")
        self.away = False

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the next picture."""
        self.asked += 1
        picture = Image.new("RGB", self._portrait.size) if self.away else self._portrait.copy()
        left = self.asked % 500
        ImageDraw.Draw(picture).rectangle((left, 0, left + 8, 8), (255, 255, 255))
        jpeg = BytesIO()
        picture.save(jpeg, "JPEG", quality=92)
        return jpeg.getvalue()


@pytest.fixture
async def film(hass: HomeAssistant, portrait: bytes) -> Film:
    """The camera in the hall."""
    film = Film(portrait)
    await async_add_cameras(hass, film)
    return film


@pytest.fixture
async def liar() -> AsyncIterator[tuple[Liar, ServerOptions]]:
    """A server that computes the demonstration model, and how it is named."""
    model = LiveCad(OnnxRuntimeSession(DEMONSTRATION.read_bytes()))
    liar = Liar(answering=computing(model), software={"name": "triton", "version": "2.51.0"})
    async with serving(liar) as url:
        yield liar, ServerOptions("Cellar", url, MODEL, token=TOKEN)


async def async_home(hass: HomeAssistant, server: ServerOptions, *, agrees: bool) -> MockConfigEntry:
    """Set up a home whose camera sees Anna only, and wait until the server speaks."""
    await async_enrol(hass, ANNA_SHARED)
    receiver = {CONF_SERVER_RECEIVER: server.receiver} if agrees else {}
    anna = ANNA_SHARED.copy()
    anna["data"] = {**ANNA_SHARED["data"], **receiver}
    entry = home_entry(
        [anna, camera(interval_seconds=0.2, **{CONF_SINGLE_PERSON_ID: ANNA})],
        {CONF_VISIT_GAP_SECONDS: 1.0, CONF_SERVER: server.as_stored()},
    )
    await async_set_up(hass, entry)
    await async_until(lambda: carrier_of(entry).rung.state is RungState.PROVEN)
    return entry


def carrier_of(entry: MockConfigEntry) -> Carrier:
    """Return who carries questions."""
    carrier = entry.runtime_data.coordinator.carrier
    assert isinstance(carrier, Carrier)
    return carrier


def frames_not_due(entry: MockConfigEntry) -> int:
    """Return how many pictures were taken between two answers of the facial model."""
    camera = entry.runtime_data.coordinator.data.cameras[HALL_SUBENTRY]
    return int(camera.counters.why_not.get(WhyNot.NOT_DUE, 0))


async def async_reading(hass: HomeAssistant, film: Film) -> float:
    """Let the visit end, and return the value that was read."""
    film.away = True
    await async_until(lambda: hass.states.is_state("event.anna_news", "unknown") is False)
    state = hass.states.get("sensor.anna_demonstration_value")
    assert state is not None
    return float(state.state)


async def async_tells_how_the_server_does(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Look at diagnostics and system health, which are passed on, and at the sensor and the readings, which are not."""
    told = await async_get_config_entry_diagnostics(hass, entry)
    assert told["inference_server"]["state"] == "proven"
    assert told["inference_server"]["proof"]["encoding"] == "binary"
    assert told["inference_server"]["proof"]["software"] == "triton 2.51.0"
    assert told["inference_server"]["answered"] >= 3
    health = await _async_info(hass)
    assert health["inference_server"] == "proven"
    for secret in (TOKEN, "Cellar", "127.0.0.1"):
        assert secret not in repr((told, health))
    model = hass.states.get("sensor.digitalshadow_model")
    assert model is not None
    assert model.attributes["inference_server"] == "proven"
    assert model.attributes["inference_server_name"] == "Cellar (triton 2.51.0)"
    ready = entry.runtime_data.coordinator.data.ready
    assert _runtimes(ready, carrier_of(entry)) == f"Cellar (triton 2.51.0), {ready.runtime}"
    (reading,) = await entry.runtime_data.record.async_latest_readings(ANNA, 1)
    # What was seen before the server had proven itself was computed here.
    assert "server Cellar (triton 2.51.0)" in reading.runtimes


async def test_a_reading_comes_of_the_servers_answers(
    hass: HomeAssistant, film: Film, liar: tuple[Liar, ServerOptions]
) -> None:
    entry = await async_home(hass, liar[1], agrees=True)
    await async_until(lambda: carrier_of(entry).answered >= 3)

    assert await async_reading(hass, film) < 15
    assert carrier_of(entry).answered_here == 0
    await async_tells_how_the_server_does(hass, entry)
    sent = b"".join(question.body + repr(question.headers).encode() for question in liar[0].asked)
    for secret in (ANNA, "Anna", "hall", "Hall", "03HALL"):
        assert secret.encode() not in sent


async def test_a_reading_comes_all_the_same_of_a_server_that_is_lost(
    hass: HomeAssistant, film: Film, liar: tuple[Liar, ServerOptions]
) -> None:
    entry = await async_home(hass, liar[1], agrees=True)
    liar[0].reply = saying(500)
    await async_until(lambda: carrier_of(entry).answered_here >= 1)
    await async_until(lambda: frames_not_due(entry) > 30)  # long enough in view for a reading

    assert await async_reading(hass, film) < 15


async def test_whoever_did_not_agree_is_read_here_and_the_server_gets_nothing(
    hass: HomeAssistant, film: Film, liar: tuple[Liar, ServerOptions]
) -> None:
    entry = await async_home(hass, liar[1], agrees=False)
    proof = len(liar[0].asked)
    await async_until(lambda: frames_not_due(entry) > 30)

    assert await async_reading(hass, film) < 15
    assert len(liar[0].asked) == proof
    assert (carrier_of(entry).answered, carrier_of(entry).answered_here) == (0, 0)


async def test_a_server_that_hangs_does_not_keep_the_home_from_unloading(
    hass: HomeAssistant, film: Film, liar: tuple[Liar, ServerOptions]
) -> None:
    del film
    entry = await async_home(hass, liar[1], agrees=True)
    before = len(liar[0].asked)
    liar[0].reply = frozen
    await async_until(lambda: len(liar[0].asked) > before)
    assert await hass.config_entries.async_unload(entry.entry_id)
