"""Triggers that are picked, not written: a visit, a report, a lasting rise, somebody who has not been seen.

Home Assistant keeps in traces what a trigger hands on, so it is what every account can see anyway: which entity, and
when.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import ClassVar, Final, cast, override

from homeassistant.const import CONF_FOR, CONF_OPTIONS, CONF_TARGET, STATE_ON
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.target import (
    TargetStateChangedData,
    async_track_target_selector_state_change_event,
)
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA,
    ENTITY_STATE_TRIGGER_SCHEMA_WITH_BEHAVIOR,
    EntityTargetStateTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
from homeassistant.util import dt as dt_util
import probatio

from .automation_targets import LAST_VISIT, LASTING_RISE, NEWS, last_seen_at, ours
from .health.notices.state import NoticeKind

_NOT_SEEN_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_TARGET): cv.TARGET_FIELDS,
        probatio.Required(CONF_OPTIONS): {probatio.Required(CONF_FOR): cv.positive_time_period},
    }
)


class _NewsTrigger(StatelessEntityTriggerBase):
    """Fires for one kind of a person's news. Of a private person fewer kinds are named."""

    _domain_specs = {"event": DomainSpec()}  # noqa: RUF012  # as Home Assistant's own triggers say it
    _schema = ENTITY_STATE_TRIGGER_SCHEMA
    kind: ClassVar[NoticeKind]

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at news only."""
        return ours(self._hass, super().entity_filter(entities), NEWS)

    @override
    def is_valid_state(self, state: State, report_not_triggered: NotTriggeredReasonReporter) -> bool:
        """Whether it is news of this kind."""
        return state.attributes.get("event_type") == self.kind


class SeenTrigger(_NewsTrigger):
    """Fires when a visit has become a reading."""

    kind = NoticeKind.READING


class ReportReadyTrigger(_NewsTrigger):
    """Fires when a report was made."""

    kind = NoticeKind.REPORT_READY


class LastingRiseTrigger(EntityTargetStateTriggerBase):
    """Fires when a rise of somebody who shares has lasted long enough to look at."""

    _domain_specs = {"binary_sensor": DomainSpec()}  # noqa: RUF012  # as Home Assistant's own triggers say it
    _schema = ENTITY_STATE_TRIGGER_SCHEMA_WITH_BEHAVIOR
    _to_states = {STATE_ON}  # noqa: RUF012  # as Home Assistant's own triggers say it

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at lasting rises only."""
        return ours(self._hass, super().entity_filter(entities), LASTING_RISE)


class NotSeenTrigger(Trigger):
    """Fires when somebody has not been seen for a time; a border that was crossed while the home was down is not told.

    Unlike the notice it knows nothing of cameras that were off.
    """

    @override
    @classmethod
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Ask for people and a time."""
        return cast("ConfigType", _NOT_SEEN_SCHEMA(config))

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take people and time from a valid configuration."""
        super().__init__(hass, config)
        self._target: ConfigType = config.target or {}
        self._for: timedelta = (config.options or {})[CONF_FOR]
        self._waiting: dict[str, CALLBACK_TYPE] = {}

    @override
    async def async_attach_runner(
        self, run_action: TriggerActionRunner, did_not_trigger: TriggerNotTriggeredReporter | None = None
    ) -> CALLBACK_TYPE:
        """Wait for each person, anew after each visit."""

        @callback
        def handle_visit(changed: TargetStateChangedData) -> None:
            """Wait from the new visit on."""
            event = changed.state_change_event
            self._wait(event.data["entity_id"], event.data["new_state"], run_action)

        @callback
        def handle_entities(added: set[str], removed: set[str], states: Mapping[str, State | None]) -> None:
            """Wait for who came into the target, and no more for who left it."""
            for entity_id in removed:
                self._stop(entity_id)
            for entity_id in added:
                self._wait(entity_id, states.get(entity_id), run_action)

        stop_tracking = await async_track_target_selector_state_change_event(
            self._hass,
            self._target,
            handle_visit,
            lambda entities: ours(self._hass, entities, LAST_VISIT),
            cast("Callable[..., None]", handle_entities),
        )

        @callback
        def detach() -> None:
            """Wait for nobody."""
            stop_tracking()
            for entity_id in tuple(self._waiting):
                self._stop(entity_id)

        return detach

    def _stop(self, entity_id: str) -> None:
        """Wait no more for one person."""
        if (stop := self._waiting.pop(entity_id, None)) is not None:
            stop()

    def _wait(self, entity_id: str, state: State | None, run_action: TriggerActionRunner) -> None:
        """Wait until one person has not been seen for so long; not for one of whom that is true already."""
        self._stop(entity_id)
        seen_at = last_seen_at(state)
        if seen_at is None:
            return
        due = dt_util.utc_from_timestamp(seen_at) + self._for
        if due <= dt_util.utcnow():
            return

        @callback
        def fire(_now: object) -> None:
            """Tell which entity it is, which says since when."""
            self._waiting.pop(entity_id, None)
            run_action({"entity_id": entity_id, "for": self._for}, f"{entity_id} has not changed")

        self._waiting[entity_id] = async_track_point_in_utc_time(self._hass, fire, due)


TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "seen": SeenTrigger,
    "report_ready": ReportReadyTrigger,
    "lasting_rise": LastingRiseTrigger,
    "not_seen": NotSeenTrigger,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by what follows the integration's name."""
    return TRIGGERS
