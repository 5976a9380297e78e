"""The flow of the options: the thresholds, the language model that chooses sentences, an inference server, the key."""

from typing import Any, Final, cast, override

from homeassistant.config_entries import ConfigFlowContext, ConfigFlowResult
from homeassistant.const import ATTR_SUPPORTED_FEATURES, UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import probatio

from ..const import (
    CONF_CHOOSER,
    CONF_CHOOSER_RECEIVER,
    CONF_ENGINE_PROCESSES,
    CONF_EXACT_CROP,
    CONF_LIVING_ONLY,
    CONF_MATCH_MARGIN,
    CONF_MATCH_SIMILARITY,
    CONF_READ_GREY,
    CONF_VISIT_GAP_SECONDS,
    DEFAULT_MATCH_MARGIN,
    DEFAULT_MATCH_SIMILARITY,
    DEFAULT_VISIT_GAP_SECONDS,
)
from ..entity_reference import entity_id_of, reference_to
from ..reports.receivers import Receiver, async_receiver
from .recovery import KeySteps
from .server import ServerFlow

GENERATE_DATA: Final = 1
"""`AITaskEntityFeature.GENERATE_DATA`; importing it would load all of Assist."""


def _number(minimum: float, maximum: float, step: float, unit: str | None = None) -> NumberSelector:
    """Return a number box with limits."""
    config = NumberSelectorConfig(min=minimum, max=maximum, step=step, mode=NumberSelectorMode.BOX)
    if unit is not None:
        config["unit_of_measurement"] = unit
    return NumberSelector(config)


MOST_ENGINE_PROCESSES: Final = 8
"""Each takes a core and 250 MB."""
# Below a similarity of 0.3 strangers get names; above 0.8 nobody does.
_THRESHOLDS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_MATCH_SIMILARITY, default=DEFAULT_MATCH_SIMILARITY): _number(0.3, 0.8, 0.01),
        probatio.Required(CONF_MATCH_MARGIN, default=DEFAULT_MATCH_MARGIN): _number(0.02, 0.3, 0.01),
        probatio.Required(CONF_VISIT_GAP_SECONDS, default=DEFAULT_VISIT_GAP_SECONDS): _number(
            5, 600, 1, UnitOfTime.SECONDS
        ),
        probatio.Required(CONF_EXACT_CROP, default=False): BooleanSelector(),
        probatio.Required(CONF_READ_GREY, default=False): BooleanSelector(),
        probatio.Required(CONF_ENGINE_PROCESSES, default=1): _number(1, MOST_ENGINE_PROCESSES, 1),
        probatio.Required(CONF_LIVING_ONLY, default=False): BooleanSelector(),
    }
)
_CHOOSER_SCHEMA: Final = probatio.Schema(
    {probatio.Optional(CONF_CHOOSER): EntitySelector(EntitySelectorConfig(domain="ai_task"))}
)
_CHOOSER_OPTIONS: Final = (CONF_CHOOSER, CONF_CHOOSER_RECEIVER)


class DigitalShadowOptionsFlow(KeySteps[ConfigFlowContext, ConfigFlowResult, str], ServerFlow):
    """Ask for the thresholds, the language model or an inference server. What else is in the options stays."""

    _entity_id: str
    _receiver: Receiver

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer what can be changed."""
        return self.async_show_menu(
            step_id="init", menu_options=["thresholds", "chooser", "server", "recovery_file", "new_key"]
        )

    async def async_step_thresholds(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show and keep the thresholds."""
        if user_input is not None:
            return self.async_create_entry(data={**self.config_entry.options, **user_input})
        return self.async_show_form(
            step_id="thresholds",
            data_schema=self.add_suggested_values_to_schema(_THRESHOLDS_SCHEMA, self.config_entry.options),
        )

    async def async_step_chooser(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for an AI Task entity, or none: then reports are whole and questions unanswered."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if CONF_CHOOSER not in user_input:
                return self._kept({})
            self._entity_id = user_input[CONF_CHOOSER]
            receiver = await async_receiver(self.hass, self._entity_id)
            if receiver is not None and self._chooses(self._entity_id):
                self._receiver = receiver
                return await self.async_step_chooser_leaves_home()
            errors[CONF_CHOOSER] = "cannot_choose"
        return self.async_show_form(
            step_id="chooser",
            data_schema=self.add_suggested_values_to_schema(
                _CHOOSER_SCHEMA, self._known_chooser() if user_input is None else user_input
            ),
            errors=errors,
        )

    async def async_step_chooser_leaves_home(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Name who will read the sentences unless the entity works locally; go on once that is confirmed."""
        chosen = {CONF_CHOOSER: reference_to(self.hass, self._entity_id)}
        if self._receiver.is_local:
            return self._kept(chosen)
        if user_input is not None:
            return self._kept(chosen | {CONF_CHOOSER_RECEIVER: self._receiver.domain})
        return self.async_show_form(
            step_id="chooser_leaves_home",
            data_schema=probatio.Schema({}),
            description_placeholders={"integration": self._receiver.name, "entity": self._entity_id},
        )

    @override
    def _ended(self, done: str) -> ConfigFlowResult:
        """End without a change of the options."""
        return self.async_abort(reason=done)

    def _known_chooser(self) -> dict[str, str]:
        """Return the language model that was chosen, if it is still there."""
        known = self.config_entry.options.get(CONF_CHOOSER)
        entity_id = None if known is None else entity_id_of(self.hass, known)
        return {} if entity_id is None else {CONF_CHOOSER: entity_id}

    def _chooses(self, entity_id: str) -> bool:
        """Tell whether an entity can generate data."""
        state = self.hass.states.get(entity_id)
        features = 0 if state is None else cast("int", state.attributes.get(ATTR_SUPPORTED_FEATURES, 0))
        return bool(features & GENERATE_DATA)

    def _kept(self, chosen: dict[str, str]) -> ConfigFlowResult:
        """Keep a language model in the place of the former one."""
        others = {
            key: value for key, value in self.config_entry.options.items() if key not in _CHOOSER_OPTIONS
        }
        return self.async_create_entry(data=others | chosen)
