"""The step of the person flow that links sensors which speak of the person."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry, SubentryFlowResult
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, STATE_UNAVAILABLE
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
)
import probatio

from ..const import CONF_LINKED_ENTITIES
from ..entity_reference import entity_id_of, reference_to
from ..health.person.measures import Measure
from ..outlook.links import links_of
from ..outlook.units import conversion, spellings
from .enrolment import EnrolmentFlow


class LinkedEntitiesFlow(EnrolmentFlow):
    """Ask for one entity per measure. Only the links are kept in the entry; what they tell goes to the record."""

    async def async_step_linked_entities(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Link entities, of which each speaks of one person only."""
        person = self._get_reconfigure_subentry()
        errors: dict[str, str] = {}
        if user_input is not None:
            others = user_input.pop(_OTHERS, {})
            chosen = {**user_input, **others}
            errors = {
                "base" if measure in others else measure: error
                for measure in chosen
                if (error := self._error(measure, chosen))
            }
            if not errors:
                sensors = {measure: reference_to(self.hass, one) for measure, one in chosen.items()}
                data = {**person.data, CONF_LINKED_ENTITIES: sensors}
                return self.async_update_and_abort(self._get_entry(), person, data=data)
            linked = {**user_input, _OTHERS: others}
        else:
            linked = self._linked(person)
        return self.async_show_form(
            step_id="linked_entities",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, linked),
            errors=errors,
            description_placeholders={"name": self._name},
        )

    def _linked(self, person: ConfigSubentry) -> dict[str, str]:
        """Return the person's sensors by measure, as far as they are still there."""
        return {
            measure: entity_id
            for measure, sensor in person.data.get(CONF_LINKED_ENTITIES, {}).items()
            if (entity_id := entity_id_of(self.hass, sensor)) is not None
        }

    def _error(self, measure: str, chosen: Mapping[str, str]) -> str | None:
        """Tell what is wrong with a link, if anything. A sensor that is away now cannot be asked for its unit."""
        entity_id = chosen[measure]
        others = {link.sensor for link in links_of(self._get_entry()) if link.person_id != self._person_id}
        if reference_to(self.hass, entity_id) in others:
            return "linked_to_somebody_else"
        if list(chosen.values()).count(entity_id) > 1:
            return "linked_twice"
        state = self.hass.states.get(entity_id)
        if state is None or state.state == STATE_UNAVAILABLE:
            return None
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
        return "unit_unknown" if conversion(Measure(measure), unit) is None else None


def _likely(measure: Measure) -> EntitySelector:
    """Return the choice of what is of the right kind or has a unit in which this is measured."""
    of_unit = EntityWithDeviceFilterSelectorConfig(domain=_NUMBERS, unit_of_measurement=spellings(measure))
    filters = [of_unit]
    if (device_class := measure.spec.quantity.device_class) is not None:
        filters.insert(0, EntityWithDeviceFilterSelectorConfig(domain="sensor", device_class=device_class))
    return EntitySelector(EntitySelectorConfig(filter=filters))


def _any() -> EntitySelector:
    """Return the choice of everything that may say a number: its unit is asked when it is chosen."""
    return EntitySelector(EntitySelectorConfig(filter=EntityWithDeviceFilterSelectorConfig(domain=_NUMBERS)))


_OTHERS: Final = "others"
"""The part of the form with what no filter can find: counters without a unit, units written in a way of their own."""
_NUMBERS: Final = ["sensor", "number", "input_number"]
"""Where numbers are: what measures, and what people keep by hand."""
_LINKABLE: Final = [measure for measure in Measure if measure.spec.is_linkable]
_SCHEMA: Final = probatio.Schema(
    {
        **{probatio.Optional(measure.value): _likely(measure) for measure in _LINKABLE},
        probatio.Optional(_OTHERS): section(
            probatio.Schema({probatio.Optional(measure.value): _any() for measure in _LINKABLE}),
            {"collapsed": True},
        ),
    }
)
