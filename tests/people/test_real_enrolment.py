"""Enrolling and assessing with the real engine process: real faces, no faces, the same face twice."""

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_SINGLE_PERSON_ID, SUBENTRY_PERSON
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    HALL,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    camera,
    home_entry,
)
from tests.builders.household import async_act, async_reloaded
from tests.builders.person_flow import Flow, async_reach_photos, async_snapshot


@pytest.fixture
async def hall(hass: HomeAssistant, portrait: bytes) -> FilmCamera:
    """Return a camera that shows the portrait until it is shown something else."""
    film = FilmCamera()
    film.still = portrait
    await async_add_cameras(hass, film)
    return film


@pytest.fixture
async def real_entry(hass: HomeAssistant, hall: FilmCamera) -> MockConfigEntry:  # noqa: ARG001  # the camera comes first
    """Return an empty home whose engine is the real one."""
    entry = home_entry()
    await async_set_up(hass, entry)
    return entry


def picture_of(name: str) -> bytes:
    """Return a picture that scikit-image carries, or an empty room."""
    if name == "empty room":
        room = BytesIO()
        Image.new("RGB", (640, 480), (90, 80, 70)).save(room, "JPEG")
        return room.getvalue()
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], "data", name).read_bytes()


@pytest.mark.usefixtures("face_models")
async def test_a_real_face_is_enrolled_and_known_from_then_on(
    hass: HomeAssistant, hall: FilmCamera, portrait: bytes, real_entry: MockConfigEntry
) -> None:
    flow = Flow(hass, real_entry)
    await async_reach_photos(flow, "Clara")
    await flow.choose("snapshot")
    await flow.submit(camera=HALL)
    for picture, error in (
        (picture_of("empty room"), "enrolment_no_face"),
        (picture_of("chelsea.png"), "enrolment_no_face"),
        (b"no picture at all", "frame_unknown_format"),
        (portrait[: len(portrait) // 2], "frame_truncated"),
    ):
        hall.still = picture
        assert (await flow.submit(then="take"))["errors"] == {"then": error}
    hall.still = portrait
    assert "finish" in (await flow.submit(then="take"))["menu_options"]
    assert (await flow.choose("finish"))["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, real_entry)

    (person,) = real_entry.get_subentries_of_type(SUBENTRY_PERSON)
    coordinator = real_entry.runtime_data.coordinator
    (face,) = (await coordinator.engine.async_assess(portrait)).faces
    assert (face.person_id, face.identity, face.why_not) == (person.unique_id, "recognised", None)

    await async_reach_photos(flow, "Dora")
    form = await async_snapshot(flow)
    assert form["errors"] == {"then": "enrolment_looks_like_another"}
    placeholders = form["description_placeholders"]
    assert placeholders is not None
    assert placeholders["look_alike"] == "Clara"
    assert float(placeholders["similarity"]) == pytest.approx(1, abs=0.05)


async def test_without_face_models_a_person_is_enrolled_for_a_camera_of_their_own(
    hass: HomeAssistant, real_entry: MockConfigEntry
) -> None:
    flow = Flow(hass, real_entry)
    assert (await async_reach_photos(flow, "Clara"))["step_id"] == "without_photos"
    assert (await flow.submit())["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, real_entry)


@pytest.mark.usefixtures("hall")
async def test_a_camera_of_ones_own_is_assessed_by_the_real_demonstration_model(hass: HomeAssistant) -> None:
    await async_enrol(hass, ANNA_SHARED)
    own_camera = camera(interval_seconds=60.0, **{CONF_SINGLE_PERSON_ID: ANNA})
    await async_set_up(hass, home_entry([ANNA_SHARED, own_camera]))
    owner = await hass.auth.async_create_user("Owner")
    (face,) = (await async_act(hass, "assess", owner, entity_id=HALL))["faces"]
    assert (face["person"], face["identity"], face["similarity"]) == ("Anna", "single_person", None)
    assert (face["model_kind"], face["why_not"]) == ("demonstration", None)
    assert 0 < face["signal_level"] < 20
