"""Somebody whom an administrator removes is read no more at once; what is stored is sealed for a week."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.record import Record, RecordBusyError
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    async_engine_runs,
    async_enrol,
    async_open,
    async_set_up,
    async_until,
    home_entry,
    reading_of,
)
from tests.builders.household import async_reloaded
from tests.builders.person_flow import Flow
from tests.fake_runner import FakeRunner

FIX = "/api/repairs/issues/fix"


@pytest.fixture
async def both(hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory) -> MockConfigEntry:  # noqa: ARG001  # engine and clock are there before the entry
    """A home with Anna, of whom a reading is stored, and Ben."""
    freezer.move_to("2026-11-29 12:00:00")
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE, readings=[reading_of(ANNA, 0.2, 1_000.0)])
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    return entry


async def async_remove(hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str = ANNA_SUBENTRY) -> None:
    """Delete a person as Home Assistant's own menu does."""
    hass.config_entries.async_remove_subentry(entry, subentry_id)
    await async_until(lambda: hass.states.get("sensor.anna_demonstration_value") is None)
    await async_reloaded(hass, entry)


def in_gallery(runner: FakeRunner) -> set[str]:
    """Return whom the engine knows."""
    assert runner.gallery is not None
    return {person.person_id for person in runner.gallery.people}


def issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """Return the repair issue."""
    return ir.async_get(hass).async_get_issue(DOMAIN, "person_removed")


async def async_is_stored(entry: MockConfigEntry, person_id: str = ANNA) -> bool:
    """Tell whether anything is stored of a person."""
    record: Record = entry.runtime_data.record
    return person_id in await record.async_stored_since()


async def test_a_removed_person_is_unread_at_once_and_kept_sealed(
    hass: HomeAssistant, both: MockConfigEntry, runner: FakeRunner
) -> None:
    await async_remove(hass, both)
    assert in_gallery(runner) == {BEN}
    assert not [state for state in hass.states.async_all() if "anna" in state.entity_id]
    assert await async_is_stored(both)
    told = issue(hass)
    assert told is not None
    assert told.is_fixable
    assert told.translation_placeholders is None
    removal = await both.runtime_data.record.async_removal(ANNA)
    assert removal is not None
    assert (removal.content["name"], removal.changed_at) == ("Anna", dt_util.utcnow().timestamp())
    assert removal.content["settings"]["sharing"] == "shared"


@pytest.mark.parametrize(("days", "is_there"), [(6.9, True), (7.1, False)])
async def test_it_erases_itself_after_seven_days_that_also_pass_across_restarts(
    hass: HomeAssistant,
    both: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    *,
    days: float,
    is_there: bool,
) -> None:
    await async_remove(hass, both)
    await hass.config_entries.async_unload(both.entry_id)
    freezer.tick(timedelta(days=days))
    await hass.config_entries.async_setup(both.entry_id)
    await async_engine_runs(both)
    await both.runtime_data.coordinator.leaving.async_erase_removed(dt_util.utcnow().timestamp())
    assert await async_is_stored(both) == is_there
    assert (issue(hass) is not None) == is_there


async def test_it_erases_itself_while_home_assistant_runs(
    hass: HomeAssistant, both: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await async_remove(hass, both)
    freezer.tick(timedelta(days=8))
    async_fire_time_changed(hass)
    await async_until(lambda: issue(hass) is None)
    assert not await async_is_stored(both)
    assert await async_is_stored(both, BEN)


async def test_somebody_removed_while_home_assistant_was_stopped_is_sealed_at_the_next_start(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry = home_entry([BEN_PRIVATE])
    await async_set_up(hass, entry)
    await async_until(lambda: issue(hass) is not None)
    assert in_gallery(runner) == {BEN}
    assert await entry.runtime_data.record.async_removal(ANNA) is not None


async def test_a_newcomer_whose_subentry_is_about_to_be_made_is_not_taken_for_removed(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    record = await async_open(hass)
    await record.async_invite(ANNA, [b"photo"], dt_util.utcnow().timestamp(), None)
    await record.async_close()
    entry = home_entry()
    await async_set_up(hass, entry)
    assert await async_is_stored(entry)
    name = "digitalshadow people left over"
    [looking] = [task for task in asyncio.all_tasks() if task.get_name() == name]

    def has_ended() -> bool:
        """Let a minute pass: it looks at once, rests for a minute, and looks again."""
        freezer.tick(timedelta(seconds=61))
        async_fire_time_changed(hass)
        return looking.done()

    await async_until(has_ended)
    assert not await async_is_stored(entry), "nobody ever agreed, so nothing may wait"
    assert runner.ready is not None


async def test_a_removal_that_home_assistant_lost_in_a_crash_is_forgotten(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    record = await async_open(hass)
    await record.async_set_removal(ANNA, {"name": "Anna"}, 1_000.0)
    await record.async_close()
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    record = entry.runtime_data.record
    for _ in range(500):
        if await record.async_removal(ANNA) is None:
            break
    assert await record.async_removal(ANNA) is None
    assert in_gallery(runner) == {ANNA}
    assert await async_is_stored(entry)


async def test_a_record_that_refuses_keeps_nobody_readable(
    hass: HomeAssistant, both: MockConfigEntry, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    with monkeypatch.context() as patch:
        patch.setattr(Record, "async_set_removal", busy)
        await async_remove(hass, both)
        assert in_gallery(runner) == {BEN}
    await hass.config_entries.async_reload(both.entry_id)
    await async_until(lambda: issue(hass) is not None)


# The repair


class Repair:
    """An administrator in front of the repair."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # the harness' own class
        """Sit down."""
        self.client = client
        self._path = FIX

    async def async_open(self) -> dict[str, Any]:
        """Select the issue."""
        step = await self.async_send({"handler": DOMAIN, "issue_id": "person_removed"})
        self._path = f"{FIX}/{step['flow_id']}"
        return step

    async def async_send(self, content: dict[str, Any]) -> dict[str, Any]:
        """Answer what is shown."""
        step: dict[str, Any] = await (await self.client.post(self._path, json=content)).json()
        return step


@pytest.fixture
async def repair(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Repair:
    """The repairs, as the page asks for them."""
    assert await async_setup_component(hass, "repairs", {})
    return Repair(await hass_client())


async def test_the_repair_says_what_is_there_and_erases_now(
    hass: HomeAssistant, both: MockConfigEntry, repair: Repair
) -> None:
    await async_remove(hass, both)
    menu = await repair.async_open()
    assert menu["menu_options"] == ["erase", "export"]
    shown = menu["description_placeholders"]
    assert (shown["name"], shown["readings"], shown["templates"], shown["day"]) == (
        "Anna",
        "1",
        "1",
        "2026-12-06",
    )
    await repair.async_send({"next_step_id": "erase"})
    assert (await repair.async_send({}))["type"] == "create_entry"
    assert not await async_is_stored(both)
    assert issue(hass) is None


async def test_the_repair_erases_only_after_the_export_was_saved(
    hass: HomeAssistant, both: MockConfigEntry, repair: Repair
) -> None:
    await async_remove(hass, both)
    await repair.async_open()
    form = await repair.async_send({"next_step_id": "export"})
    assert (await repair.async_send({}))["errors"] == {"base": "not_saved_yet"}
    assert await async_is_stored(both)
    answer = await repair.client.get(form["description_placeholders"]["url"])
    assert answer.status == HTTPStatus.OK
    exported = json.loads(await answer.text())
    assert (exported["name"], len(exported["record"]["readings"])) == ("Anna", 1)
    assert (await repair.async_send({}))["type"] == "create_entry"
    assert not await async_is_stored(both)


async def test_the_link_to_a_file_leads_nowhere_once_the_person_is_erased(
    hass: HomeAssistant,
    both: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    flow = Flow(hass, both)
    await flow.begin(ANNA_SUBENTRY)
    form = await flow.choose("withdraw")
    url = (form["description_placeholders"] or {})["url"]
    client = await hass_client()
    await both.runtime_data.coordinator.leaving.async_forget(ANNA, None)
    answer = await client.get(url)
    # An error that nobody handles would be an internal one.
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE


async def test_the_repair_goes_through_everybody_who_was_removed(
    hass: HomeAssistant, both: MockConfigEntry, repair: Repair
) -> None:
    await async_remove(hass, both)
    await async_remove(hass, both, BEN_SUBENTRY)
    names = []
    step = await repair.async_open()
    while step["type"] == "menu":
        names.append(step["description_placeholders"]["name"])
        await repair.async_send({"next_step_id": "erase"})
        step = await repair.async_send({})
    assert sorted(names) == ["Anna", "Ben"]
    assert issue(hass) is None
