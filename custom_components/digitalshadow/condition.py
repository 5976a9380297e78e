"""Conditions that are picked, not written: a rise lasts, somebody has not been seen for a time."""

from datetime import timedelta
from typing import Any, Final, override

from homeassistant.const import CONF_OPTIONS, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL,
    Condition,
    ConditionConfig,
    EntityConditionBase,
)
from homeassistant.util import dt as dt_util
import probatio

from .automation_targets import LAST_VISIT, LASTING_RISE, last_seen_at, ours

CONF_AGE: Final = "age"


class LastingRiseCondition(EntityConditionBase):
    """Holds while a rise lasts."""

    _domain_specs = {"binary_sensor": DomainSpec()}  # noqa: RUF012  # as Home Assistant's own conditions say it

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at lasting rises only."""
        return ours(self._hass, super().entity_filter(entities), LASTING_RISE)

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Whether it lasts."""
        return entity_state.state == STATE_ON


class NotSeenCondition(EntityConditionBase):
    """Holds while somebody has not been seen for so long; not for somebody who never was."""

    _domain_specs = {"sensor": DomainSpec()}  # noqa: RUF012  # as Home Assistant's own conditions say it
    _schema = ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL.extend(
        {
            probatio.Required(CONF_OPTIONS): {probatio.Required(CONF_AGE): cv.positive_time_period},
        }
    )

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the time from a valid configuration."""
        options: dict[str, Any] = config.options or {}
        self._age: timedelta = options[CONF_AGE]
        super().__init__(hass, config)

    @property
    @override
    def needs_polling(self) -> bool:
        """Time alone changes the answer."""
        return True

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at last visits only."""
        return ours(self._hass, super().entity_filter(entities), LAST_VISIT)

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Whether the last visit is that old."""
        seen_at = last_seen_at(entity_state)
        return seen_at is not None and dt_util.utcnow().timestamp() - seen_at >= self._age.total_seconds()


CONDITIONS: Final[dict[str, type[Condition]]] = {
    "lasting_rise": LastingRiseCondition,
    "not_seen": NotSeenCondition,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by what follows the integration's name."""
    return CONDITIONS
