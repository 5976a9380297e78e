"""Adding a watched camera through the user interface, and changing one later."""

from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_COMPARED_PERSON_IDS,
    CONF_INTERVAL_SECONDS,
    CONF_SINGLE_PERSON_ID,
    CONF_VIDEO,
    CONF_WAKE_ENTITY_ID,
    SUBENTRY_CAMERA,
    VIDEO_AUTOMATIC,
    VIDEO_STILLS,
)
from custom_components.digitalshadow.entity_reference import reference_to
from custom_components.digitalshadow.watching.plan import plans_of
from tests.builders.home import ANNA, BEN, HALL, HALL_SUBENTRY, camera
from tests.builders.household import ANNA_DATA, BEN_DATA, async_reloaded

WHOLE = {
    CONF_CAMERA_ENTITY_ID: HALL,
    CONF_INTERVAL_SECONDS: 0.5,
    CONF_VIDEO: VIDEO_AUTOMATIC,
    CONF_WAKE_ENTITY_ID: "binary_sensor.hall_motion",
    CONF_SINGLE_PERSON_ID: ANNA,
}


async def async_begin(
    hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str | None = None
) -> SubentryFlowResult:
    """Open the flow for a new camera, or for a known one."""
    context: dict[str, Any] = {"source": SOURCE_USER}
    if subentry_id is not None:
        context = {"source": SOURCE_RECONFIGURE, "subentry_id": subentry_id}
    return await hass.config_entries.subentries.async_init((entry.entry_id, SUBENTRY_CAMERA), context=context)


async def async_submit(
    hass: HomeAssistant, form: SubentryFlowResult, user_input: dict[str, Any]
) -> SubentryFlowResult:
    """Fill in the form."""
    return await hass.config_entries.subentries.async_configure(form["flow_id"], user_input)


def field_of(form: SubentryFlowResult, name: str) -> Any:  # noqa: ANN401  # a selector of any kind
    """Return the selector of a field; None where the form has no such field."""
    schema = form["data_schema"]
    assert schema is not None
    return next((selector for key, selector in schema.schema.items() if key == name), None)


@pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])
async def test_a_camera_is_added_under_its_own_name_and_lasting_id(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registered = er.async_get(hass).async_get(HALL)
    assert registered is not None
    form = await async_begin(hass, entry)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "camera")
    done = await async_submit(hass, form, WHOLE)
    assert (done["type"], done["title"]) == (FlowResultType.CREATE_ENTRY, "Hall")
    await async_reloaded(hass, entry)
    (added,) = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    assert dict(added.data) == WHOLE | {CONF_CAMERA_ENTITY_ID: registered.id}
    assert added.unique_id == registered.id


async def test_a_camera_and_what_wakes_it_are_shown_under_their_present_ids_and_gone_ones_not_at_all(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registry = er.async_get(hass)
    motion = registry.async_get_or_create(
        "binary_sensor", "test", "motion", suggested_object_id="hall_motion"
    )
    chosen = {CONF_CAMERA_ENTITY_ID: HALL, CONF_WAKE_ENTITY_ID: motion.entity_id}
    await async_submit(hass, await async_begin(hass, entry), chosen)
    await async_reloaded(hass, entry)
    (added,) = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    assert added.data[CONF_WAKE_ENTITY_ID] == motion.id

    registry.async_update_entity(HALL, new_entity_id="camera.entrance")
    registry.async_remove(motion.entity_id)
    await async_reloaded(hass, entry)
    schema = (await async_begin(hass, entry, added.subentry_id))["data_schema"]
    assert schema is not None
    shown = {str(key): (key.description or {}).get("suggested_value") for key in schema.schema}
    assert (shown[CONF_CAMERA_ENTITY_ID], shown[CONF_WAKE_ENTITY_ID]) == ("camera.entrance", None)


async def test_the_interval_and_live_video_have_defaults(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    form = await async_begin(hass, entry)
    await async_submit(hass, form, {CONF_CAMERA_ENTITY_ID: "camera.not_registered"})
    await async_reloaded(hass, entry)
    (added,) = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    assert dict(added.data) == {
        CONF_CAMERA_ENTITY_ID: "camera.not_registered",
        CONF_INTERVAL_SECONDS: 1.0,
        CONF_VIDEO: VIDEO_AUTOMATIC,
    }
    assert (added.title, added.unique_id) == ("not_registered", "camera.not_registered")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({CONF_CAMERA_ENTITY_ID: "light.hall"}, id="no camera"),
        pytest.param({CONF_INTERVAL_SECONDS: 0.1}, id="more often than the engine could look"),
        pytest.param({CONF_INTERVAL_SECONDS: 61}, id="so seldom that nobody would be seen"),
        pytest.param({CONF_VIDEO: "always"}, id="a way to look that there is not"),
        pytest.param({CONF_SINGLE_PERSON_ID: "somebody"}, id="nobody who is enrolled"),
    ],
)
@pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])
async def test_a_form_that_makes_no_sense_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, wrong: dict[str, Any]
) -> None:
    form = await async_begin(hass, entry)
    with pytest.raises(InvalidData):
        await async_submit(hass, form, WHOLE | wrong)


async def test_only_sensors_of_movement_or_presence_can_wake_a_camera(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    selector = field_of(await async_begin(hass, entry), CONF_WAKE_ENTITY_ID)
    assert selector.config["filter"] == [
        {"domain": ["binary_sensor"], "device_class": ["motion", "occupancy", "presence"]}
    ]


@pytest.mark.parametrize(
    ("subentries", "choices"),
    [
        pytest.param([], None, id="nobody is enrolled"),
        pytest.param([ANNA_DATA], [{"value": ANNA, "label": "Anna"}], id="Anna is enrolled"),
    ],
)
async def test_a_single_person_is_chosen_among_those_who_are_enrolled(
    hass: HomeAssistant, entry: MockConfigEntry, choices: list[dict[str, str]] | None
) -> None:
    selector = field_of(await async_begin(hass, entry), CONF_SINGLE_PERSON_ID)
    assert (selector and selector.config["options"]) == choices


@pytest.mark.parametrize(
    ("subentries", "choices"),
    [
        pytest.param([ANNA_DATA], None, id="one person needs no choice"),
        pytest.param([ANNA_DATA, BEN_DATA], [ANNA, BEN], id="Anna and Ben"),
    ],
)
async def test_the_people_who_pass_a_camera_are_chosen_where_there_are_several(
    hass: HomeAssistant, entry: MockConfigEntry, choices: list[str] | None
) -> None:
    selector = field_of(await async_begin(hass, entry), CONF_COMPARED_PERSON_IDS)

    assert (selector and [option["value"] for option in selector.config["options"]]) == choices
    assert selector is None or selector.config["multiple"]


@pytest.mark.parametrize("subentries", [[ANNA_DATA, BEN_DATA]], ids=["Anna and Ben"])
async def test_a_camera_compares_faces_with_those_who_pass_it_and_shows_who_that_is(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    form = await async_begin(hass, entry)
    await async_submit(hass, form, {CONF_CAMERA_ENTITY_ID: HALL, CONF_COMPARED_PERSON_IDS: [BEN]})
    await async_reloaded(hass, entry)

    (plan,) = plans_of(hass, entry)
    assert plan.person_ids == (BEN,)
    again = await async_begin(hass, entry, plan.camera_id)
    suggested = {
        key.schema: (key.description or {}).get("suggested_value") for key in again["data_schema"].schema
    }
    assert suggested[CONF_COMPARED_PERSON_IDS] == [BEN]


async def test_a_camera_is_watched_once(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await async_submit(hass, await async_begin(hass, entry), {CONF_CAMERA_ENTITY_ID: HALL})
    await async_reloaded(hass, entry)
    form = await async_begin(hass, entry)
    assert field_of(form, CONF_CAMERA_ENTITY_ID).config["exclude_entities"] == [HALL]


async def test_a_camera_that_was_added_meanwhile_ends_the_flow(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    first, second = await async_begin(hass, entry), await async_begin(hass, entry)
    await async_submit(hass, first, {CONF_CAMERA_ENTITY_ID: HALL})
    await async_reloaded(hass, entry)
    assert (await async_submit(hass, second, {CONF_CAMERA_ENTITY_ID: HALL}))["reason"] == "already_configured"


@pytest.mark.parametrize(
    "subentries", [[ANNA_DATA, camera(**{CONF_SINGLE_PERSON_ID: ANNA})]], ids=["with both"]
)
async def test_a_camera_is_changed_and_what_is_left_empty_is_gone(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    form = await async_begin(hass, entry, HALL_SUBENTRY)
    changed = {CONF_CAMERA_ENTITY_ID: HALL, CONF_INTERVAL_SECONDS: 3.0, CONF_VIDEO: VIDEO_STILLS}
    done = await async_submit(hass, form, changed)
    assert done["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    assert entry.subentries[HALL_SUBENTRY].data == {
        CONF_CAMERA_ENTITY_ID: reference_to(hass, HALL),
        CONF_INTERVAL_SECONDS: 3.0,
        CONF_VIDEO: VIDEO_STILLS,
    }
    (plan,) = plans_of(hass, entry)
    assert plan.stills_only
    assert field_of(form, CONF_VIDEO).config["options"] == [VIDEO_AUTOMATIC, VIDEO_STILLS]


@pytest.mark.parametrize("subentries", [[camera()]], ids=["with a camera"])
@pytest.mark.parametrize("subentry_id", [None, HALL_SUBENTRY], ids=["a new camera", "a known camera"])
async def test_no_camera_is_added_or_changed_while_the_entry_is_not_loaded(
    hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str | None
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert (await async_begin(hass, entry, subentry_id))["reason"] == "entry_not_loaded"
