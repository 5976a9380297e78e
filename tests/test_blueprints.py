"""The blueprint in a real automation, from a sensor to a phone and back; and the action that installs it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
import json
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er, restore_state
from homeassistant.helpers.restore_state import StoredState
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.blueprints import SHIPPED_FOLDER
from custom_components.digitalshadow.const import DOMAIN

from .fake_runner import FakeRunner
from .home import ANNA, ANNA_SUBENTRY, async_set_up, async_until, home_entry
from .household import async_act, async_make_accounts
from .phone import Phone

IMPORTED_FOLDER = Path(__file__).parent.parent / "blueprints/automation/digitalshadow"
PATH = "digitalshadow/notify_attention.yaml"
MESSAGE = "There is something new to look at when you have a moment."
DEMONSTRATION = "(Demonstration model: says nothing about health.)"
AUTOMATION = "automation.tell"
OPEN, UNDO, SNOOZE = "Open", "That was not me", "Snooze"
BUTTONS = (UNDO, SNOOZE)
"""Those that come back to Home Assistant; the app itself opens a page."""


@pytest.fixture
async def phone(hass: HomeAssistant, socket_enabled: None) -> AsyncIterator[Phone]:  # noqa: ARG001  # lets it listen
    """Return a registered phone."""
    phone = Phone(hass)
    await phone.async_register()
    yield phone
    await phone.server.close()


def read(file: Path) -> str:
    """Return a file's text."""
    return file.read_text(encoding="utf-8")


def write(file: Path, text: str) -> None:
    """Replace a file's text."""
    file.write_text(text, encoding="utf-8")


class Home:
    """Anna's attention sensor, an automation from the blueprint, and the time."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, phone: Phone) -> None:
        """Look at the real sensor of the integration."""
        self._hass = hass
        self._freezer = freezer
        self._phone = phone
        sensor = er.async_get(hass).async_get_entity_id("binary_sensor", DOMAIN, f"{ANNA_SUBENTRY}_attention")
        assert sensor is not None
        self.sensor = sensor
        self._runs = async_capture_events(hass, EVENT_AUTOMATION_TRIGGERED)

    async def async_automate(self, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
        """Make the automation, as the user interface does."""
        inputs = {"attention_sensor": self.sensor, "notify_device": self._phone.device_id, **inputs}
        automation = {"id": "tell", "alias": "Tell", "use_blueprint": {"path": PATH, "input": inputs}}
        write(Path(self._hass.config.path("configuration.yaml")), json.dumps({"automation": [automation]}))
        await self._hass.services.async_call("automation", "reload", blocking=True)
        state = self._hass.states.get(AUTOMATION)
        assert state is not None
        assert state.state == "on"

    async def async_attend(self, state: str, model_kind: str = "demonstration") -> None:
        """Let the sensor say something."""
        self._hass.states.async_set(self.sensor, state, {"model": "M", "model_kind": model_kind})
        await self._async_let_automations_decide()

    async def async_pass(self, **period: float) -> None:
        """Let time pass."""
        self._freezer.tick(timedelta(**period))
        async_fire_time_changed(self._hass, dt_util.utcnow())
        await self._async_let_automations_decide()

    async def async_wait_until(self, clock: str) -> None:
        """Let time pass until a clock shows a time, for a whole day if it does so now."""
        hour, minute = map(int, clock.split(":"))
        now = dt_util.now()
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await self.async_pass(seconds=((then - now) % timedelta(days=1)).total_seconds() or 86_400)

    async def async_next_push(self) -> dict[str, Any]:
        """Return the push that arrives, once the automation waits for its buttons."""
        await async_until(lambda: len(self._phone.pushes) == self.messages > 0)
        await async_until(lambda: self._buttons_waited_for == len(BUTTONS))
        return self._phone.pushes[-1]

    async def async_press(self, push: dict[str, Any], button: str) -> None:
        """Press a button of a push."""
        self._phone.press(push, button)
        await self._async_let_automations_decide()

    @property
    def _buttons_waited_for(self) -> int:
        """How many buttons a run waits for."""
        return self._hass.bus.async_listeners().get("mobile_app_notification_action", 0)

    @property
    def messages(self) -> int:
        """How many messages the automation set out to send; each run sends one."""
        return len(self._runs)

    async def _async_let_automations_decide(self) -> None:
        """Let triggers and conditions do their part, which takes no input or output.

        Waiting until nothing is left to do would wait for the run, which waits for a button.
        """
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture
async def told(
    hass: HomeAssistant,
    home: MockConfigEntry,
    phone: Phone,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Home]:
    """Return the home at noon, the blueprint installed; from then on only the test speaks for the sensor."""
    monkeypatch.setattr(home.runtime_data.coordinator, "async_update_listeners", lambda: None)
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-24 12:00:00+00:00")
    assert await async_setup_component(hass, "automation", {})
    assert await async_act(hass, "install_blueprints") == {PATH: "installed"}
    told = Home(hass, freezer, phone)
    await told.async_attend("off")
    yield told
    await hass.services.async_call("automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True)


async def test_one_quiet_message_is_sent_without_names_and_numbers(told: Home) -> None:
    await told.async_automate()
    await told.async_attend("on")
    push = await told.async_next_push()
    assert (push["title"], push["message"]) == ("DigitalShadow", f"{MESSAGE} {DEMONSTRATION}")
    assert not re.search(r"\d|Anna", push["title"] + push["message"])
    data = push["data"]
    assert [button["title"] for button in data["actions"]] == [OPEN, UNDO, SNOOZE]
    assert data["actions"][0] == {"action": "URI", "title": OPEN, "uri": "/lovelace"}
    assert (data["url"], data["clickAction"], data["visibility"]) == ("/lovelace", "/lovelace", "private")
    assert (data["push"], data["importance"]) == ({"interruption-level": "passive"}, "low")
    assert "critical" not in str(data)


async def test_a_livecad_model_needs_no_note(told: Home) -> None:
    await told.async_automate(message="Look, please.")
    await told.async_attend("on", "livecad")
    assert (await told.async_next_push())["message"] == "Look, please."


@pytest.mark.parametrize("before", ["unavailable", "on"])
async def test_what_is_no_news_is_not_told(told: Home, before: str) -> None:
    await told.async_attend(before)
    await told.async_automate()
    await told.async_attend("on")
    assert told.messages == 0


async def test_the_very_first_reading_can_be_news(told: Home) -> None:
    await told.async_attend("unknown")
    await told.async_automate()
    await told.async_attend("on")
    await told.async_next_push()


async def test_in_quiet_hours_the_message_waits_for_the_morning(told: Home) -> None:
    await told.async_automate()
    await told.async_wait_until("22:00")
    await told.async_attend("on")
    await told.async_wait_until("07:29")
    assert told.messages == 0
    await told.async_wait_until("07:30")
    await told.async_next_push()


async def test_what_passed_in_the_night_is_not_told_in_the_morning(told: Home) -> None:
    await told.async_automate()
    await told.async_wait_until("22:00")
    await told.async_attend("on")
    await told.async_attend("off")
    await told.async_wait_until("07:30")
    assert told.messages == 0


async def test_the_same_two_times_mean_no_quiet_hours(told: Home) -> None:
    await told.async_automate(quiet_from="07:30:00", quiet_until="07:30:00")
    await told.async_wait_until("03:00")
    await told.async_attend("on")
    await told.async_next_push()


async def test_the_cooldown_counts_from_the_last_message_and_not_from_what_was_held_back(told: Home) -> None:
    await told.async_automate()
    await told.async_attend("on")
    await told.async_next_push()
    for clock in ("13:00", "11:55"):
        await told.async_wait_until(clock)
        await told.async_attend("off")
        await told.async_attend("on")
    assert told.messages == 1
    await told.async_wait_until("12:01")
    await told.async_attend("off")
    await told.async_attend("on")
    await told.async_next_push()


async def test_what_the_cooldown_held_back_is_told_once_on_a_later_morning(told: Home) -> None:
    await told.async_automate()
    await told.async_attend("on")
    await told.async_next_push()
    await told.async_wait_until("13:00")
    await told.async_attend("off")
    await told.async_attend("on")
    await told.async_wait_until("07:30")
    assert told.messages == 1
    await told.async_wait_until("12:01")
    await told.async_wait_until("07:30")
    await told.async_next_push()
    for _ in range(3):
        await told.async_wait_until("12:01")
        await told.async_wait_until("07:30")
    assert told.messages == 2


@pytest.mark.parametrize(("hours", "messages"), [(23, 0), (25, 1)], ids=["within the cooldown", "after it"])
async def test_the_cooldown_survives_a_restart(
    hass: HomeAssistant, told: Home, hours: int, messages: int
) -> None:
    sent = dt_util.utcnow() - timedelta(hours=hours)
    remembered = State(AUTOMATION, "on", {"last_triggered": sent.isoformat()})
    restore_state.async_get(hass).last_states[AUTOMATION] = StoredState(remembered, None, dt_util.utcnow())
    await told.async_automate()
    await told.async_attend("on")
    if messages:
        await told.async_next_push()
    assert told.messages == messages


async def test_that_was_not_me_takes_the_reading_back(told: Home, home: MockConfigEntry) -> None:
    await told.async_automate()
    await told.async_attend("on")
    await told.async_press(await told.async_next_push(), UNDO)
    coordinator = home.runtime_data.coordinator
    await async_until(lambda: coordinator.data.people[ANNA_SUBENTRY].reading is None)
    assert await home.runtime_data.record.async_latest_readings(ANNA, 1) == ()


async def test_snooze_keeps_quiet_for_longer_than_the_cooldown(told: Home) -> None:
    await told.async_automate()
    await told.async_attend("on")
    await told.async_press(await told.async_next_push(), SNOOZE)
    await told.async_pass(hours=70)
    await told.async_attend("off")
    await told.async_attend("on")
    assert told.messages == 1
    await told.async_pass(hours=3)
    await told.async_attend("off")
    await told.async_attend("on")
    await told.async_next_push()


# Shipping and installing


def test_the_installed_copy_and_the_imported_one_are_the_same() -> None:
    shipped = {file.name: read(file) for file in SHIPPED_FOLDER.glob("*.yaml")}
    imported = {file.name: read(file) for file in IMPORTED_FOLDER.glob("*.yaml")}
    assert shipped == imported
    assert shipped


@pytest.fixture
async def installed(hass: HomeAssistant, runner: FakeRunner) -> Path:  # noqa: ARG001  # no real engine
    """Return the file that the action installed."""
    await async_set_up(hass, home_entry())
    assert await async_setup_component(hass, "automation", {})
    await async_act(hass, "install_blueprints")
    return Path(hass.config.path("blueprints/automation", PATH))


async def test_installing_again_changes_nothing(hass: HomeAssistant, installed: Path) -> None:
    before = read(installed)
    assert await async_act(hass, "install_blueprints") == {PATH: "unchanged"}
    assert read(installed) == before


@pytest.mark.parametrize(("overwrite", "outcome"), [(False, "kept"), (True, "updated")])
async def test_what_somebody_changed_is_replaced_only_when_asked(
    hass: HomeAssistant, installed: Path, *, overwrite: bool, outcome: str
) -> None:
    changed = read(installed).replace(MESSAGE, "Have a look.")
    write(installed, changed)
    assert await async_act(hass, "install_blueprints", overwrite=overwrite) == {PATH: outcome}
    assert (read(installed) == changed) == (not overwrite)


async def test_a_newer_version_replaces_an_older_one_that_nobody_changed(
    hass: HomeAssistant, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = read(SHIPPED_FOLDER / installed.name).replace(MESSAGE, "Have a look.")
    write(tmp_path / installed.name, newer)
    monkeypatch.setattr("custom_components.digitalshadow.blueprints.SHIPPED_FOLDER", tmp_path)
    assert await async_act(hass, "install_blueprints") == {PATH: "updated"}
    assert "Have a look." in read(installed)


@pytest.mark.parametrize("role", ["themself", "granted", "other", "read_only"])
async def test_only_administrators_install(hass: HomeAssistant, installed: Path, role: str) -> None:
    write(installed, "")
    accounts = await async_make_accounts(hass)
    with pytest.raises(Unauthorized):
        await async_act(hass, "install_blueprints", accounts[role], overwrite=True)
    assert read(installed) == ""
