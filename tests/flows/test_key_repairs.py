"""The key travels: saved before a move, brought back after it, and begun anew after somebody was erased."""

from collections.abc import Callable
from http import HTTPStatus
import json
from pathlib import Path
import shutil
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.commands.offered_file import async_offer
from custom_components.digitalshadow.const import DOMAIN, KEY_FILE
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    async_engine_runs,
    async_enrol,
    async_set_up,
    async_until,
    home_entry,
    reading_of,
)

WORDS = "seven quiet herons"
FIX = "/api/repairs/issues/fix"


class Repairs:
    """An administrator in front of the repairs."""

    def __init__(self, hass: HomeAssistant, client: TestClient[Any, Any]) -> None:
        """Sit down."""
        self._hass = hass
        self.client = client
        self._flow_id = ""

    def has(self, issue: str) -> bool:
        """Whether an issue is shown."""
        return ir.async_get(self._hass).async_get_issue(DOMAIN, issue) is not None

    async def async_open(self, issue: str) -> dict[str, Any]:
        """Select an issue."""
        await async_until(lambda: self.has(issue))
        answer = await self.client.post(FIX, json={"handler": DOMAIN, "issue_id": issue})
        flow: dict[str, Any] = await answer.json()
        self._flow_id = flow["flow_id"]
        return flow

    async def async_submit(self, **user_input: object) -> dict[str, Any]:
        """Answer the step that is shown."""
        answer = await self.client.post(f"{FIX}/{self._flow_id}", json=user_input)
        step: dict[str, Any] = await answer.json()
        return step

    async def async_save(self) -> str:
        """Save a recovery file as the issue asks; return its content."""
        await self.async_open("recovery_file_missing")
        step = await self.async_submit(passphrase=WORDS, repeated=WORDS)
        answer = await self.client.get(step["description_placeholders"]["url"])
        content = await answer.text()
        assert (await self.async_submit())["type"] == "create_entry"
        return content

    async def async_upload(self, content: str) -> str:
        """Upload a file; return its id."""
        form = FormData()
        form.add_field("file", content.encode(), filename="recovery.json")
        answer = await self.client.post("/api/file_upload", data=form)
        return str((await answer.json())["file_id"])


@pytest.fixture
async def entry(hass: HomeAssistant, runner: object) -> MockConfigEntry:
    """A home with Anna and a reading of hers."""
    del runner
    for component in ("config", "repairs"):
        assert await async_setup_component(hass, component, {})
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.5, 1_000.0)])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    return entry


@pytest.fixture
async def repairs(
    hass: HomeAssistant,
    entry: MockConfigEntry,  # noqa: ARG001  # whose repairs these are
    hass_client: ClientSessionGenerator,
) -> Repairs:
    """The repairs of that home."""
    return Repairs(hass, await hass_client())


def _shown(entry: MockConfigEntry) -> float | None:
    """What is shown of Anna."""
    found = entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY].reading
    return found.probability if found else None


async def _restart_without(hass: HomeAssistant, entry: MockConfigEntry, lose: Callable[[], object]) -> None:
    """Lose something while the home is not running."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    lose()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_engine_runs(entry)


async def test_who_has_no_recovery_file_is_told_before_a_move_and_saves_one(repairs: Repairs) -> None:
    assert (await repairs.async_open("recovery_file_missing"))["step_id"] == "recovery_file"
    step = await repairs.async_submit(passphrase=WORDS, repeated=WORDS)
    assert step["step_id"] == "save"
    assert (await repairs.async_submit())["errors"] == {"base": "not_saved_yet"}

    answer = await repairs.client.get(step["description_placeholders"]["url"])

    assert answer.status == HTTPStatus.OK
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(await answer.text())["format"] == "digitalshadow recovery file"
    assert not repairs.has("recovery_file_missing")
    assert (await repairs.async_submit())["type"] == "create_entry"


@pytest.mark.parametrize(
    ("typed", "repeated", "errors"),
    [
        pytest.param("short", "short", {"passphrase": "passphrase_too_short"}, id="too short"),
        pytest.param(WORDS, WORDS + "!", {"repeated": "passphrases_differ"}, id="a slip"),
    ],
)
async def test_a_passphrase_that_would_not_do_is_asked_for_again(
    repairs: Repairs, typed: str, repeated: str, errors: dict[str, str]
) -> None:
    await repairs.async_open("recovery_file_missing")
    assert (await repairs.async_submit(passphrase=typed, repeated=repeated))["errors"] == errors


async def test_after_a_move_the_recovery_file_brings_everything_back(
    hass: HomeAssistant, entry: MockConfigEntry, repairs: Repairs
) -> None:
    content = await repairs.async_save()
    await _restart_without(hass, entry, lambda: shutil.rmtree(Path(hass.config.path(KEY_FILE)).parent))
    assert _shown(entry) is None

    menu = await repairs.async_open("record_key_missing")
    assert menu["menu_options"] == ["restore", "confirm"]
    assert menu["description_placeholders"]["readings"] == "1"
    await repairs.async_submit(next_step_id="restore")
    for file, words, errors in (
        ("no recovery file", WORDS, {"base": "recovery_no_recovery_file"}),
        (content, "other words entirely", {"base": "recovery_does_not_open"}),
        ("x" * 100_000, WORDS, {"base": "recovery_no_recovery_file"}),
    ):
        file_id = await repairs.async_upload(file)
        step = await repairs.async_submit(recovery_file=file_id, passphrase=words)
        assert step["errors"] == errors
    file_id = await repairs.async_upload(content)
    assert (await repairs.async_submit(recovery_file=file_id, passphrase=WORDS))["type"] == "create_entry"

    await async_engine_runs(entry)
    await async_until(lambda: _shown(entry) == 0.5)
    assert not repairs.has("record_key_missing")
    assert repairs.has("recovery_file_missing")  # the new key is in no recovery file yet


async def test_whoever_has_none_takes_note(
    hass: HomeAssistant, entry: MockConfigEntry, repairs: Repairs
) -> None:
    await _restart_without(hass, entry, lambda: shutil.rmtree(Path(hass.config.path(KEY_FILE)).parent))
    await repairs.async_open("record_key_missing")
    assert (await repairs.async_submit(next_step_id="confirm"))["step_id"] == "confirm"
    assert (await repairs.async_submit())["type"] == "create_entry"
    assert not repairs.has("record_key_missing")


async def test_after_somebody_was_erased_a_new_key_is_offered_and_takes_over(
    hass: HomeAssistant, entry: MockConfigEntry, repairs: Repairs
) -> None:
    await entry.runtime_data.coordinator.leaving.async_forget(ANNA, None)
    hass.config_entries.async_remove_subentry(entry, ANNA_SUBENTRY)
    menu = await repairs.async_open("new_key_offered")
    assert menu["menu_options"] == ["new_key", "confirm"]
    keys = Path(hass.config.path(KEY_FILE))
    former = keys.read_bytes()
    await async_engine_runs(entry)
    await repairs.async_submit(next_step_id="new_key")
    assert (await repairs.async_submit())["type"] == "create_entry"
    await async_until(lambda: len(list(keys.parent.iterdir())) == 2)
    assert keys.read_bytes() != former
    assert former not in [path.read_bytes() for path in keys.parent.iterdir()]
    assert not repairs.has("new_key_offered")


async def test_the_options_save_a_recovery_file_as_well(entry: MockConfigEntry, repairs: Repairs) -> None:
    flows = "/api/config/config_entries/options/flow"
    flow = await (await repairs.client.post(flows, json={"handler": entry.entry_id})).json()
    url = f"{flows}/{flow['flow_id']}"
    await repairs.client.post(url, json={"next_step_id": "recovery_file"})
    step = await (await repairs.client.post(url, json={"passphrase": WORDS, "repeated": WORDS})).json()
    answer = await repairs.client.get(step["description_placeholders"]["url"])
    assert answer.status == HTTPStatus.OK
    assert (await (await repairs.client.post(url, json={})).json())["reason"] == "recovery_file_saved"


@pytest.mark.usefixtures("entry")
async def test_only_an_administrator_is_handed_the_file(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    hass_admin_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    del hass_admin_user

    async def content() -> bytes:
        return b"{}"

    offer = async_offer(hass, "file.json", content)  # signed by nobody: outside of a request
    bare = offer.url.partition("?")[0]
    nobody = await hass_client_no_auth()
    assert (await nobody.get(offer.url)).status == HTTPStatus.FORBIDDEN
    assert (await nobody.get(bare)).status == HTTPStatus.FORBIDDEN
    member = await hass_client(hass_read_only_access_token)
    assert (await member.get(bare)).status == HTTPStatus.FORBIDDEN
    administrator = await hass_client()
    assert (await administrator.get(bare)).status == HTTPStatus.OK
    assert (await administrator.get(bare + "x")).status == HTTPStatus.NOT_FOUND
