"""The quantities in which people are measured: how each is stored, shown and typed, and what else it may come in.

Of a quantity for which Home Assistant has a class of sensors only that name stands here: it converts its own units.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

CHOLESTEROL_MMOL_L_PER_MG_DL: Final = 0.02586
"""The factor of the PREVENT supplement; other papers round it differently in the fifth digit."""
CREATININE_UMOL_L_PER_MG_DL: Final = 88.4
GLUCOSE_MG_DL_PER_MMOL_L: Final = 18.016
"""A tenth of the molar mass, as Home Assistant converts it too."""


def hba1c_mmol_mol(percent: float) -> float:
    """Convert NGSP percent to IFCC mmol/mol by the IFCC master equation (Clin Chem 2004;50:166)."""
    return 10.93 * percent - 23.5


def body_mass_index(weight_kg: float, height_m: float) -> float:
    """Return kg/m2; the height must be greater than zero."""
    return weight_kg / height_m**2


@dataclass(frozen=True, slots=True)
class Conversion:
    """The straight line from a unit to the one in which a quantity is stored."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A kind of quantity and its units."""

    unit: str
    """In which it is stored and shown; empty for a bare number."""
    typed: tuple[str, ...]
    """What can be chosen when typing, the metric world's first."""
    us: str
    """The one of these that comes first with US customary units."""
    ucum: str = "1"
    """The stored unit in the Unified Code for Units of Measure."""
    device_class: str | None = None
    """Home Assistant's name for such sensors; it has a converter for their units."""
    beside: str = ""
    """What is shown in brackets behind the stored unit; empty where everybody knows that one."""
    digits: Mapping[str, int] = field(default_factory=dict)
    """Digits after the decimal point in other units than the stored one, none where nothing is said."""
    conversions: Mapping[str, Conversion] = field(default_factory=dict)
    """What else is taken; without a device class every unit. `spellings` knows in which ways they are written."""


_SAME: Final = Conversion(1.0)
MMOL_L: Final = "mmol/L"
G_L: Final = "g/L"
_MG_DL, _MG_L = "mg/dL", "mg/L"
_MG_DL_PER_G_L, _MG_DL_PER_MG_L = 100, 0.1
_MICROMOL_L, _EGFR = "μmol/L", "mL/min/1.73 m²"  # a Greek mu: Home Assistant's spelling

PRESSURE: Final = Quantity(
    unit="mmHg", typed=("mmHg", "kPa"), us="mmHg", ucum="mm[Hg]", device_class="pressure"
)
WEIGHT: Final = Quantity(
    unit="kg",
    typed=("kg", "lb", "st"),
    us="lb",
    ucum="kg",
    device_class="weight",
    digits={"st": 1},
    conversions={
        "kg": _SAME,
        "lb": Conversion(0.45359237),
        "st": Conversion(14 * 0.45359237),
        "jin": Conversion(0.5),
    },
)
"""The jin is half a kilogram, and what Chinese scales can be set to."""
HEIGHT: Final = Quantity(
    unit="m",
    typed=("cm", "m", "in"),
    us="in",
    ucum="m",
    device_class="distance",
    conversions={"m": _SAME, "cm": Conversion(0.01), "in": Conversion(0.0254)},
)
CHOLESTEROL: Final = Quantity(
    unit=MMOL_L,
    typed=(MMOL_L, _MG_DL),
    us=_MG_DL,
    ucum="mmol/L",
    beside=_MG_DL,
    digits={G_L: 2},
    conversions={
        MMOL_L: _SAME,
        _MG_DL: Conversion(CHOLESTEROL_MMOL_L_PER_MG_DL),
        G_L: Conversion(_MG_DL_PER_G_L * CHOLESTEROL_MMOL_L_PER_MG_DL),
    },
)
GLUCOSE: Final = Quantity(
    unit=MMOL_L,
    typed=(MMOL_L, _MG_DL),
    us=_MG_DL,
    ucum="mmol/L",
    beside=_MG_DL,
    digits={G_L: 2},
    device_class="blood_glucose_concentration",
    conversions={
        MMOL_L: _SAME,
        _MG_DL: Conversion(1 / GLUCOSE_MG_DL_PER_MMOL_L),
        G_L: Conversion(_MG_DL_PER_G_L / GLUCOSE_MG_DL_PER_MMOL_L),
    },
)
CREATININE: Final = Quantity(
    unit=_MICROMOL_L,
    typed=(_MICROMOL_L, _MG_DL),
    us=_MG_DL,
    ucum="umol/L",
    beside=_MG_DL,
    digits={_MG_DL: 2, _MG_L: 1},
    conversions={
        _MICROMOL_L: _SAME,
        _MG_DL: Conversion(CREATININE_UMOL_L_PER_MG_DL),
        _MG_L: Conversion(_MG_DL_PER_MG_L * CREATININE_UMOL_L_PER_MG_DL),
    },
)
FILTRATION: Final = Quantity(
    unit=_EGFR,
    typed=(_EGFR,),
    us=_EGFR,
    ucum="mL/min/{1.73_m2}",
    conversions={_EGFR: _SAME},
)
"""A kidney's rate in plain mL/min is another quantity and is not taken."""
GLYCATED_HAEMOGLOBIN: Final = Quantity(
    unit="mmol/mol",
    typed=("mmol/mol", "%"),
    us="%",
    ucum="mmol/mol",
    beside="%",
    digits={"%": 1},
    conversions={
        "mmol/mol": _SAME,
        "%": Conversion(hba1c_mmol_mol(1) - hba1c_mmol_mol(0), hba1c_mmol_mol(0)),
    },
)
POINTS: Final = Quantity(unit="", typed=("",), us="", conversions={"": _SAME})
STEPS: Final = Quantity(unit="", typed=("steps",), us="steps", conversions={"steps": _SAME, "": _SAME})
MINUTES: Final = Quantity(unit="min", typed=("min", "h"), us="min", ucum="min", device_class="duration")
HOURS: Final = Quantity(unit="h", typed=("h", "min"), us="h", ucum="h", device_class="duration")
