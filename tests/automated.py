"""A home with an automation made from a blueprint, real news, a phone, and a clock that only a test moves."""

import asyncio
from dataclasses import replace
from datetime import timedelta
import json
from pathlib import Path
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.health.notices.state import Notice, NoticeKind
from custom_components.digitalshadow.notices.news import News
from tests.builders.home import ANNA, ANNA_SUBENTRY, async_engine_runs, async_until
from tests.builders.household import async_reloaded
from tests.phone import Phone

AUTOMATION: Final = "automation.tell"
DEMONSTRATION: Final = "(Demonstration model: says nothing about health.)"
NOTIFICATION_ACTION: Final = "mobile_app_notification_action"


class AutomatedHome:
    """What tests of blueprints do to a home."""

    def __init__(
        self, hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory, phone: Phone
    ) -> None:
        """Begin without an automation."""
        self.entry = entry
        self.phone = phone
        self._hass = hass
        self._freezer = freezer
        self._runs = async_capture_events(hass, EVENT_AUTOMATION_TRIGGERED)

    def news(self, subentry_id: str = ANNA_SUBENTRY) -> str:
        """Return the event entity of a person."""
        entity_id = er.async_get(self._hass).async_get_entity_id("event", DOMAIN, f"{subentry_id}_news")
        assert entity_id is not None
        return entity_id

    async def async_automate(self, blueprint: str, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
        """Make the automation, as the user interface does."""
        path = f"{DOMAIN}/{blueprint}.yaml"
        automation = {"id": "tell", "alias": "Tell", "use_blueprint": {"path": path, "input": inputs}}
        file = Path(self._hass.config.path("configuration.yaml"))
        file.write_text(json.dumps({"automation": [automation]}), encoding="utf-8")
        await self._hass.services.async_call("automation", "reload", blocking=True)
        state = self._hass.states.get(AUTOMATION)
        assert state is not None
        assert state.state == "on"

    async def async_tell(
        self, kind: NoticeKind, subentry_id: str = ANNA_SUBENTRY, **data: str | float
    ) -> None:
        """Let the integration tell news of a person, a moment after what was told before."""
        self._freezer.tick(timedelta(milliseconds=1))
        said = {"model": "M", "model_kind": "demonstration", **data}
        self.entry.runtime_data.coordinator.news.tell(News(kind, subentry_id, said))
        await self.async_let_automations_decide()

    def show(self, state: str, attributes: dict[str, Any]) -> None:
        """Let Anna's news show something that the integration did not just tell."""
        self._hass.states.async_set(self.news(), state, attributes)

    async def async_reloaded(self) -> None:
        """Wait until a change of the entry has reloaded it."""
        await async_reloaded(self._hass, self.entry)

    async def async_reload(self) -> None:
        """Unload the integration and set it up again."""
        assert await self._hass.config_entries.async_reload(self.entry.entry_id)
        await async_engine_runs(self.entry)
        await self.async_let_automations_decide()

    async def async_remember(self, *kinds: NoticeKind, person_id: str = ANNA) -> None:
        """Keep notices as told now and not acknowledged."""
        now = dt_util.utcnow().timestamp()
        told = tuple(Notice(kind=kind, now="now", before="before", told_at=now) for kind in kinds)
        desk = self.entry.runtime_data.coordinator.notices
        await desk._async_keep(person_id, replace(desk.state(person_id), open=told))

    async def async_pass(self, **period: float) -> None:
        """Let time pass."""
        self._freezer.tick(timedelta(**period))
        async_fire_time_changed(self._hass, dt_util.utcnow())
        await self.async_let_automations_decide()

    async def async_wait_until(self, clock: str) -> None:
        """Let time pass until a clock shows a time, for a whole day if it does so now."""
        hour, minute = map(int, clock.split(":"))
        now = dt_util.now()
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await self.async_pass(seconds=((then - now) % timedelta(days=1)).total_seconds() or 86_400)

    async def async_next_push(self, buttons: int = 0) -> dict[str, Any]:
        """Return the next push, once the automation waits for so many buttons of it."""
        arrived = self.phone.seen + 1
        await async_until(lambda: len(self.phone.pushes) == arrived)
        await async_until(lambda: self._buttons_waited_for >= buttons)
        self.phone.seen = arrived
        return self.phone.pushes[-1]

    async def async_press(self, push: dict[str, Any], button: str) -> None:
        """Press a button of a push."""
        self.phone.press(push, button)
        await self.async_let_automations_decide()

    async def async_rest(self) -> None:
        """Wait until no run of the automation is under way."""

        def rests() -> bool:
            state = self._hass.states.get(AUTOMATION)
            return state is not None and state.attributes["current"] == 0

        await async_until(rests)

    async def async_let_automations_decide(self) -> None:
        """Let triggers and conditions do their part, which takes no input or output.

        Waiting until nothing is left to do would wait for the run, which waits for a button.
        """
        for _ in range(20):
            await asyncio.sleep(0)

    @property
    def runs(self) -> int:
        """How many times the automation found something to do."""
        return len(self._runs)

    @property
    def _buttons_waited_for(self) -> int:
        """How many buttons all runs wait for."""
        return self._hass.bus.async_listeners().get(NOTIFICATION_ACTION, 0)
