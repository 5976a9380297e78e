"""The steps of the person flow in which measurements are typed in, and wrong ones taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
import time
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import (
    DateTimeSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
import probatio

from ..const import DOMAIN
from ..exceptions import translation_key
from ..health.person.measurements import (
    ImplausibleMeasurementError,
    Measurement,
    PartOfCholesterolError,
    admit,
    admit_blood_pressure,
    admit_cholesterol,
)
from ..health.person.measures import Measure
from ..health.person.units import Conversion
from ..health.person.units_of_country import is_perhaps_g_l
from ..outlook.clinical import async_tell_clinical_inputs
from ..outlook.units import limits_in, typed_units
from ..record import TYPED, RecordError, StoredMeasurement
from .enrolment import EnrolmentFlow, signed_in_user_id

BLOOD_PRESSURE: Final = "blood_pressure"
"""Typed in as a pair."""
FIELD_MEASURE: Final = "measure"
FIELD_SYSTOLIC: Final = "systolic"
FIELD_DIASTOLIC: Final = "diastolic"
FIELD_VALUE: Final = "value"
FIELD_UNIT: Final = "unit"
FIELD_MEASURED_AT: Final = "measured_at"
FIELD_REMOVE: Final = "remove"

MAX_REMOVABLE: Final = 50
"""The latest ones that are offered for removal."""
_TIME_FORMAT: Final = "%Y-%m-%d %H:%M:%S"
_NO_LIMITS: Final[Mapping[str, str]] = MappingProxyType({"minimum": "", "maximum": ""})
_CLOCK_SKEW_SECONDS: Final = 60.0
"""So far may the clock of the person who types be ahead of ours."""

_PAIR: Final = {FIELD_SYSTOLIC: Measure.SYSTOLIC, FIELD_DIASTOLIC: Measure.DIASTOLIC}
_CHOICES: Final = [
    BLOOD_PRESSURE,
    *(measure.value for measure in Measure if measure not in _PAIR.values()),
]
_MEASURE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(FIELD_MEASURE): SelectSelector(
            SelectSelectorConfig(
                options=_CHOICES, mode=SelectSelectorMode.DROPDOWN, translation_key="measure"
            )
        )
    }
)


class MeasurementsFlow(EnrolmentFlow):
    """Ask what was measured, in which unit and when; store it, and offer to go on."""

    _chosen: str
    """What is being typed in: `BLOOD_PRESSURE`, or a measure."""
    _typed: tuple[StoredMeasurement, ...]
    """What was typed in before, newest first."""
    _asked_back: tuple[str, float | None, str] | None = None
    """What was asked back for its unit; typed again it is meant so."""

    async def async_step_measurements(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Offer to type something in, or to take something back."""
        try:
            stored = await self._runtime.record.async_measurements(self._person_id)
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        self._typed = tuple(one for one in reversed(stored) if one.source == TYPED and one.kind in Measure)
        return self.async_show_menu(
            step_id="measurements",
            menu_options=[
                "add_measurement",
                *(["remove_measurements"] if self._typed else []),
                "finish_measurements",
            ],
            description_placeholders={"name": self._name, "count": str(len(self._typed))},
        )

    async def async_step_finish_measurements(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """End; everything is stored already."""
        return self.async_abort(reason="measurements_finished", description_placeholders={"name": self._name})

    async def async_step_add_measurement(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask what was measured."""
        if user_input is None:
            return self.async_show_form(step_id="add_measurement", data_schema=_MEASURE_SCHEMA)
        self._chosen = user_input[FIELD_MEASURE]
        return await self.async_step_measurement_value()

    @property
    def _fields(self) -> Mapping[str, Measure]:
        """The numbers to ask for, and what each of them is."""
        return _PAIR if self._chosen == BLOOD_PRESSURE else {FIELD_VALUE: Measure(self._chosen)}

    @property
    def _units(self) -> dict[str, Conversion]:
        """The units to choose from, the likeliest first."""
        return self._units_of(next(iter(self._fields.values())))

    @property
    def _first_unit(self) -> str:
        """The unit that is suggested."""
        return next(iter(self._units))

    def _units_of(self, measure: Measure) -> dict[str, Conversion]:
        """Return the units of one measure, the likeliest first."""
        config = self.hass.config
        return typed_units(measure, us_customary=config.units is US_CUSTOMARY_SYSTEM, country=config.country)

    async def async_step_measurement_value(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the value, its unit and its time; refuse what no living person can have."""
        if user_input is None:
            return self._show_value_form({FIELD_MEASURED_AT: dt_util.now().strftime(_TIME_FORMAT)})
        unit = user_input.get(FIELD_UNIT, self._first_unit)
        unit_conversion = self._units[unit]
        measured_at = dt_util.as_local(datetime.fromisoformat(user_input[FIELD_MEASURED_AT]))
        if measured_at.timestamp() > time.time() + _CLOCK_SKEW_SECONDS:
            return self._show_value_form(user_input, {FIELD_MEASURED_AT: "measured_in_future"})
        measured = [
            Measurement(
                measure=measure, value=unit_conversion.to_stored(user_input[field]), day=measured_at.date()
            )
            for field, measure in self._fields.items()
        ]
        if refusal := self._refusal(measured, user_input, unit):
            return refusal
        typed = [_typed(one, measured_at, unit) for one in measured]
        try:
            await self._runtime.record.async_add_measurements(self._person_id, typed)
        except RecordError as error:
            return self._show_value_form(user_input, {"base": translation_key(error)})
        async_tell_clinical_inputs(self.hass)
        return await self.async_step_measurements()

    def _refusal(
        self, measured: Sequence[Measurement], user_input: dict[str, Any], unit: str
    ) -> SubentryFlowResult | None:
        """Show the form again where a value cannot be, or once where it may be meant in another unit."""
        unit_conversion = self._units[unit]
        try:
            _admit(measured, dt_util.now().date())
            admit_cholesterol(measured[0], _newest(self._typed))
        except ImplausibleMeasurementError as error:
            field = next(field for field, measure in self._fields.items() if measure is error.measure)
            return self._show_value_form(
                user_input, {field: "implausible_value"}, limits_in(unit, unit_conversion, error.limits)
            )
        except PartOfCholesterolError as error:
            other = {
                "minimum": "",
                "maximum": f"{unit_conversion.from_stored(error.other):.4g}",
                "unit": unit,
            }
            return self._show_value_form(user_input, {FIELD_VALUE: "part_of_cholesterol"}, other)
        asked = (self._chosen, user_input.get(FIELD_VALUE), unit)
        is_perhaps = len(measured) == 1 and is_perhaps_g_l(
            measured[0].measure, user_input[FIELD_VALUE], unit, self.hass.config.country
        )
        if not is_perhaps or self._asked_back == asked:
            return None
        self._asked_back = asked
        return self._show_value_form(user_input, {FIELD_UNIT: "perhaps_another_unit"})

    def _show_value_form(
        self,
        values: Mapping[str, Any],
        errors: dict[str, str] | None = None,
        limits: Mapping[str, str] = _NO_LIMITS,
    ) -> SubentryFlowResult:
        """Show the form of what is being typed in."""
        number = NumberSelector(NumberSelectorConfig(mode=NumberSelectorMode.BOX, step="any"))
        fields: dict[probatio.Marker, Any] = {probatio.Required(field): number for field in self._fields}
        if len(self._units) > 1:
            options = SelectSelectorConfig(options=[*self._units], mode=SelectSelectorMode.DROPDOWN)
            fields[probatio.Required(FIELD_UNIT, default=self._first_unit)] = SelectSelector(options)
        fields[probatio.Required(FIELD_MEASURED_AT)] = DateTimeSelector()
        return self.async_show_form(
            step_id="measurement_value",
            data_schema=self.add_suggested_values_to_schema(probatio.Schema(fields), values),
            errors=errors,
            description_placeholders={"name": self._name, "unit": self._first_unit, **limits},
        )

    async def async_step_remove_measurements(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Offer the latest typed measurements for removal, and remove those that are ticked."""
        offered = {str(number): one for number, one in enumerate(self._typed[:MAX_REMOVABLE])}
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                for number in user_input[FIELD_REMOVE]:
                    await self._runtime.record.async_delete_measurement(
                        self._person_id, offered[number], time.time(), signed_in_user_id()
                    )
            except RecordError as error:
                errors["base"] = translation_key(error)
            else:
                async_tell_clinical_inputs(self.hass)
                return await self.async_step_measurements()
        names = await async_get_translations(self.hass, self.hass.config.language, "selector", {DOMAIN})
        options = [
            SelectOptionDict(value=number, label=self._label(one, names)) for number, one in offered.items()
        ]
        selector = SelectSelector(
            SelectSelectorConfig(options=options, multiple=True, mode=SelectSelectorMode.LIST)
        )
        return self.async_show_form(
            step_id="remove_measurements",
            data_schema=probatio.Schema({probatio.Required(FIELD_REMOVE, default=list): selector}),
            errors=errors,
            description_placeholders={"name": self._name},
        )

    def _label(self, stored: StoredMeasurement, names: Mapping[str, str]) -> str:
        """Return when what was measured, as it is offered for removal."""
        measure = Measure(stored.kind)
        units = self._units_of(measure)
        unit = stored.unit if stored.unit in units else next(iter(units))
        unit_conversion = units[unit]
        moment = dt_util.as_local(dt_util.utc_from_timestamp(stored.measured_at))
        name = names.get(f"component.{DOMAIN}.selector.measure.options.{measure}", measure.value)
        return f"{moment:%Y-%m-%d %H:%M} · {name}: {unit_conversion.from_stored(stored.value):.4g} {unit}".rstrip()


def _admit(measured: Sequence[Measurement], today: date) -> None:
    """Raise `ImplausibleMeasurementError` for what cannot be; a blood pressure is looked at as a pair."""
    first, *second = measured
    if second:
        admit_blood_pressure(first, second[0], today)
    else:
        admit(first, today)


def _newest(typed: Sequence[StoredMeasurement]) -> dict[Measure, float]:
    """Return the newest value of each measure; given newest first."""
    return {Measure(one.kind): one.value for one in reversed(typed)}


def _typed(measurement: Measurement, measured_at: datetime, unit: str) -> StoredMeasurement:
    """Return what the record keeps of something typed in."""
    return StoredMeasurement(
        measurement.measure.value, measured_at.timestamp(), measurement.value, measurement.source, unit
    )
