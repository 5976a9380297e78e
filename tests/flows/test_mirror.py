"""The flow that adds a mirror and changes it."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_CAMERA_IDS,
    CONF_DARK_AFTER_SECONDS,
    CONF_SINGLE_PERSON_ID,
    CONF_TOPICS,
    CONF_USER_ID,
    SUBENTRY_MIRROR,
)
from tests.builders.home import ANNA, HALL_SUBENTRY, camera
from tests.builders.household import as_subentry

GIVEN = {
    "name": "Hall mirror",
    CONF_CAMERA_IDS: [HALL_SUBENTRY],
    CONF_TOPICS: ["greeting", "due"],
    CONF_DARK_AFTER_SECONDS: 5,
}


async def async_begin(hass: HomeAssistant, home: MockConfigEntry) -> Any:  # noqa: ANN401  # a flow's answer
    """Begin to add a mirror."""
    return await hass.config_entries.subentries.async_init(
        (home.entry_id, SUBENTRY_MIRROR), context={"source": SOURCE_USER}
    )


async def async_answer(hass: HomeAssistant, flow: Any, **data: object) -> Any:  # noqa: ANN401  # a flow's answer
    """Fill the form in."""
    return await hass.config_entries.subentries.async_configure(flow["flow_id"], {**GIVEN, **data})


def watch(hass: HomeAssistant, home: MockConfigEntry, **data: Any) -> None:  # noqa: ANN401  # a subentry's data
    """Let the home watch the camera in the hall, without its being looked at."""
    hass.config_entries.async_add_subentry(home, as_subentry(camera(**data)))


async def test_a_mirror_is_added_with_an_account_of_its_own_and_changed(
    hass: HomeAssistant, home: MockConfigEntry, accounts: dict[str, User]
) -> None:
    watch(hass, home)
    await hass.async_block_till_done()
    flow = await async_begin(hass, home)
    (offered,) = (
        [option["value"] for option in field.config["options"]]
        for key, field in flow["data_schema"].schema.items()
        if key == CONF_USER_ID
    )
    names = {account.id: name for name, account in accounts.items()}
    assert {names[one] for one in offered} == {"other", "granted", "read_only"}

    done = await async_answer(hass, flow, **{CONF_USER_ID: accounts["other"].id})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    (mirror,) = home.get_subentries_of_type(SUBENTRY_MIRROR)
    assert mirror.title == "Hall mirror"
    assert mirror.data == {key: value for key, value in GIVEN.items() if key != "name"} | {
        CONF_USER_ID: accounts["other"].id
    }

    second = await async_begin(hass, home)
    assert accounts["other"].id not in str(second["data_schema"].schema)
    change = await hass.config_entries.subentries.async_init(
        (home.entry_id, SUBENTRY_MIRROR),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": mirror.subentry_id},
    )
    changed = await async_answer(
        hass, change, name="Bathroom", **{CONF_USER_ID: accounts["other"].id, CONF_TOPICS: ["greeting"]}
    )
    assert changed["reason"] == "reconfigure_successful"
    (mirror,) = home.get_subentries_of_type(SUBENTRY_MIRROR)
    assert (mirror.title, mirror.data[CONF_TOPICS]) == ("Bathroom", ["greeting"])


@pytest.mark.parametrize(
    ("watched", "given", "errors"),
    [
        pytest.param(
            {CONF_SINGLE_PERSON_ID: ANNA}, {}, {CONF_CAMERA_IDS: "camera_compares_nobody"}, id="no comparing"
        ),
        pytest.param({"interval_seconds": 2.1}, {}, {CONF_CAMERA_IDS: "camera_too_slow"}, id="too slow"),
        pytest.param({}, {CONF_CAMERA_IDS: []}, {CONF_CAMERA_IDS: "camera_required"}, id="no camera chosen"),
        pytest.param({}, {"name": " "}, {"name": "mirror_name"}, id="no name"),
        pytest.param({}, {"name": "x" * 49}, {"name": "mirror_name"}, id="a long name"),
    ],
)
async def test_what_could_not_work_is_refused_where_it_stands(
    hass: HomeAssistant,
    home: MockConfigEntry,
    accounts: dict[str, User],
    *,
    watched: dict[str, Any],
    given: dict[str, Any],
    errors: dict[str, str],
) -> None:
    watch(hass, home, **watched)
    await hass.async_block_till_done()
    flow = await async_begin(hass, home)
    shown = await async_answer(hass, flow, **{CONF_USER_ID: accounts["other"].id, **given})
    assert shown["errors"] == errors


async def test_without_a_camera_or_an_account_it_says_what_to_do_first(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    assert (await async_begin(hass, home))["reason"] == "no_camera"
    watch(hass, home)
    await hass.async_block_till_done()
    assert (await async_begin(hass, home))["reason"] == "no_account"
    await hass.config_entries.async_unload(home.entry_id)
    assert (await async_begin(hass, home))["reason"] == "entry_not_loaded"
