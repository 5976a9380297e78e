"""The units in which measurements are typed and sensors speak, and the way to the one in which each is stored.

A sensor of Home Assistant may be set to any unit of its kind, a pressure to kPa and a weight to grams, so nothing is
ever taken without its unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from homeassistant.const import (
    UnitOfBloodGlucoseConcentration,
    UnitOfLength,
    UnitOfMass,
    UnitOfPressure,
    UnitOfTime,
)
from homeassistant.util.unit_conversion import (
    BaseUnitConverter,
    BloodGlucoseConcentrationConverter,
    DistanceConverter,
    DurationConverter,
    MassConverter,
    PressureConverter,
)

from ..health.person.measurements import Measure
from ..health.person.ranges import Range
from ..health.person.units import CHOLESTEROL_MMOL_L_PER_MG_DL, CREATININE_UMOL_L_PER_MG_DL, hba1c_mmol_mol

COUNTED_DAILY: Final = frozenset({Measure.STEPS, Measure.MODERATE_ACTIVITY, Measure.VIGOROUS_ACTIVITY})
"""What sensors count from zero every day: the last value of a day is the day's."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The straight line from a unit to the one in which a measure is stored."""

    scale: float
    """Stored value per unit."""
    offset: float = 0.0
    """Stored value at zero."""

    def to_stored(self, value: float) -> float:
        """Convert to the stored unit."""
        return self.scale * value + self.offset

    def from_stored(self, value: float) -> float:
        """Convert from the stored unit."""
        return (value - self.offset) / self.scale


_MMOL_L: Final = "mmol/L"
_MG_DL: Final = "mg/dL"
_SAME: Final = Conversion(1.0)
_CHOLESTEROL: Final = {_MMOL_L: _SAME, _MG_DL: Conversion(CHOLESTEROL_MMOL_L_PER_MG_DL)}

_BY_HOME_ASSISTANT: Final[Mapping[Measure, tuple[type[BaseUnitConverter], str]]] = MappingProxyType(
    {
        Measure.SYSTOLIC: (PressureConverter, UnitOfPressure.MMHG),
        Measure.DIASTOLIC: (PressureConverter, UnitOfPressure.MMHG),
        Measure.WEIGHT: (MassConverter, UnitOfMass.KILOGRAMS),
        Measure.HEIGHT: (DistanceConverter, UnitOfLength.METERS),
        Measure.FASTING_GLUCOSE: (
            BloodGlucoseConcentrationConverter,
            UnitOfBloodGlucoseConcentration.MILLIMOLE_PER_LITER,
        ),
        Measure.SLEEP: (DurationConverter, UnitOfTime.HOURS),
        Measure.MODERATE_ACTIVITY: (DurationConverter, UnitOfTime.MINUTES),
        Measure.VIGOROUS_ACTIVITY: (DurationConverter, UnitOfTime.MINUTES),
    }
)
"""What Home Assistant has a converter for, and the unit in which it is stored."""

_OURS: Final[Mapping[Measure, Mapping[str, Conversion]]] = MappingProxyType(
    {
        Measure.TOTAL_CHOLESTEROL: _CHOLESTEROL,
        Measure.HDL_CHOLESTEROL: _CHOLESTEROL,
        Measure.CREATININE: {
            "μmol/L": _SAME,
            "umol/L": _SAME,
            _MG_DL: Conversion(CREATININE_UMOL_L_PER_MG_DL),
        },
        Measure.EGFR: {
            "mL/min/1.73 m²": _SAME,
            "mL/min/1.73m²": _SAME,
            "mL/min/1.73m2": _SAME,
        },
        Measure.HBA1C: {
            "mmol/mol": _SAME,
            "%": Conversion(hba1c_mmol_mol(1) - hba1c_mmol_mol(0), hba1c_mmol_mol(0)),
        },
        Measure.DIET: {"": _SAME},
        Measure.STEPS: {"steps": _SAME, "": _SAME},
    }
)
"""The rest, as laboratories spell it. A kidney's rate in plain mL/min is another quantity and is not taken."""

_TYPED: Final[Mapping[Measure, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        Measure.SYSTOLIC: (("mmHg", "kPa"), "mmHg"),
        Measure.DIASTOLIC: (("mmHg", "kPa"), "mmHg"),
        Measure.WEIGHT: (("kg", "lb", "st"), "lb"),
        Measure.HEIGHT: (("cm", "m", "in"), "in"),
        Measure.TOTAL_CHOLESTEROL: ((_MMOL_L, _MG_DL), _MG_DL),
        Measure.HDL_CHOLESTEROL: ((_MMOL_L, _MG_DL), _MG_DL),
        Measure.CREATININE: (("μmol/L", _MG_DL), _MG_DL),
        Measure.EGFR: (("mL/min/1.73 m²",), "mL/min/1.73 m²"),
        Measure.HBA1C: (("mmol/mol", "%"), "%"),
        Measure.FASTING_GLUCOSE: ((_MMOL_L, _MG_DL), _MG_DL),
        Measure.DIET: (("",), ""),
        Measure.MODERATE_ACTIVITY: (("min", "h"), "min"),
        Measure.VIGOROUS_ACTIVITY: (("min", "h"), "min"),
        Measure.STEPS: (("steps",), "steps"),
        Measure.SLEEP: (("h", "min"), "h"),
    }
)
"""What can be chosen when typing, the metric world's first; and what comes first with US customary units."""


def conversion(measure: Measure, unit: str | None) -> Conversion | None:
    """Return the way from a unit to the stored one; None for a unit in which this cannot be measured."""
    spelled = (unit or "").strip().replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")
    if measure in _BY_HOME_ASSISTANT:
        converter, stored = _BY_HOME_ASSISTANT[measure]
        if spelled not in converter.VALID_UNITS:
            return None
        return Conversion(converter.convert(1.0, spelled, stored))
    spellings = {name.casefold(): found for name, found in _OURS[measure].items()}
    return spellings.get(spelled.casefold())


def typed_units(measure: Measure, *, us_customary: bool) -> dict[str, Conversion]:
    """Return the units to choose from when typing, the likeliest first; a single empty one means a bare number."""
    units, american = _TYPED[measure]
    ordered = dict.fromkeys((american, *units) if us_customary else units)
    return {unit: way for unit in ordered if (way := conversion(measure, unit)) is not None}


def limits_in(unit: str, way: Conversion, limits: Range) -> dict[str, str]:
    """Return an accepted range of the stored unit in another one, as placeholders of a message."""
    return {
        "minimum": f"{way.from_stored(limits.low):.4g}",
        "maximum": f"{way.from_stored(limits.high):.4g}",
        "unit": unit,
    }
