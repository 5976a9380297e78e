"""What stands against a camera's live stream before anybody asks it: its device, its integration, this system."""

from typing import Any

from homeassistant.components.event import EventDeviceClass
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockModule, mock_integration

from custom_components.digitalshadow.watching import video_hindrance
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.snapshot import VideoHindrance
from custom_components.digitalshadow.watching.video_hindrance import hindrance_of
from tests.builders.home import HALL, FilmCamera, async_add_cameras

PLAN = WatchPlan("hall", HALL, 1.0)


@pytest.fixture
async def device(hass: HomeAssistant) -> dr.DeviceEntry:
    """The device of `camera.hall`."""
    film = FilmCamera()
    film._attr_unique_id = "hall"
    await async_add_cameras(hass, film)
    owner = MockConfigEntry(domain="test")
    owner.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=owner.entry_id, identifiers={("test", "hall")}
    )
    er.async_get(hass).async_update_entity(HALL, device_id=device.id)
    return device


def add(hass: HomeAssistant, domain: str, device: dr.DeviceEntry | None, **fields: Any) -> None:  # noqa: ANN401  # fields of a registry entry
    """Give a device one more entity."""
    device_id = device and device.id
    er.async_get(hass).async_get_or_create(domain, "test", "other", device_id=device_id, **fields)


@pytest.mark.parametrize(
    ("domain", "fields", "expected"),
    [
        pytest.param("sensor", {"original_device_class": "battery"}, VideoHindrance.BATTERY, id="a charge"),
        pytest.param(
            "binary_sensor", {"original_device_class": "battery"}, VideoHindrance.BATTERY, id="a battery low"
        ),
        pytest.param(
            "sensor",
            {"original_device_class": "battery", "disabled_by": er.RegistryEntryDisabler.INTEGRATION},
            VideoHindrance.BATTERY,
            id="a charge that nobody shows",
        ),
        pytest.param(
            "event",
            {"original_device_class": EventDeviceClass.DOORBELL},
            VideoHindrance.DOORBELL,
            id="an event of a doorbell",
        ),
        pytest.param(
            "binary_sensor", {"translation_key": "doorbell"}, VideoHindrance.DOORBELL, id="a button at a door"
        ),
        pytest.param(
            "binary_sensor", {"translation_key": "visitor"}, VideoHindrance.DOORBELL, id="a visitor who rings"
        ),
        pytest.param("sensor", {"original_device_class": "temperature"}, None, id="a temperature"),
        pytest.param("binary_sensor", {"original_device_class": "motion"}, None, id="motion"),
    ],
)
async def test_a_device_tells_by_its_entities_that_its_stream_is_better_left_alone(
    hass: HomeAssistant,
    device: dr.DeviceEntry,
    *,
    domain: str,
    fields: dict[str, Any],
    expected: VideoHindrance | None,
) -> None:
    add(hass, domain, device, **fields)
    assert hindrance_of(hass, PLAN) is expected


async def test_a_battery_of_another_device_stands_against_nothing(
    hass: HomeAssistant,
    device: dr.DeviceEntry,  # noqa: ARG001  # is the camera's
) -> None:
    add(hass, "sensor", None, original_device_class="battery")
    assert hindrance_of(hass, PLAN) is None


@pytest.mark.parametrize(
    ("iot_class", "expected"),
    [
        ("cloud_polling", VideoHindrance.CLOUD),
        ("cloud_push", VideoHindrance.CLOUD),
        ("local_push", None),
        (None, None),
    ],
)
async def test_a_camera_in_the_cloud_is_not_looked_at_live(
    hass: HomeAssistant, iot_class: str | None, expected: VideoHindrance | None
) -> None:
    await async_add_cameras(hass, FilmCamera())
    manifest = {} if iot_class is None else {"iot_class": iot_class}
    mock_integration(hass, MockModule("test", partial_manifest=manifest))
    assert hindrance_of(hass, PLAN) is expected


async def test_a_choice_and_a_missing_decoder_stand_against_it(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hindrance_of(hass, WatchPlan("hall", HALL, 1.0, stills_only=True)) is VideoHindrance.CHOSEN
    monkeypatch.setattr(video_hindrance, "has_pyav", lambda: False)
    assert hindrance_of(hass, PLAN) is VideoHindrance.NO_PYAV
