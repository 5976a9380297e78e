"""Which units the laboratories of a country print, for what a form suggests and nothing else.

Most of `units_by_country.csv` is general knowledge: nobody's value is read in a unit that they did not confirm.
"""

from pathlib import Path
from typing import Final

from ..tables import read_table
from .measures import Measure
from .units import CHOLESTEROL, CREATININE, G_L, GLUCOSE, GLYCATED_HAEMOGLOBIN, MMOL_L, Quantity

_COLUMNS: Final = (
    (CHOLESTEROL, "cholesterol"),
    (GLUCOSE, "glucose"),
    (GLYCATED_HAEMOGLOBIN, "glycated_haemoglobin"),
    (CREATININE, "creatinine"),
)
_TABLE: Final = {row["country"]: row for row in read_table(Path(__file__).with_name("units_by_country.csv"))}

_PERHAPS_G_L_BELOW: Final = {
    Measure.TOTAL_CHOLESTEROL: 2.5,
    Measure.LDL_CHOLESTEROL: 1.5,
    Measure.HDL_CHOLESTEROL: 0.8,
    Measure.FASTING_GLUCOSE: 2.5,
}
"""Of mmol/L, with which g/L overlap: a total cholesterol of "2,05" is rarely 2.05 mmol/L and often 2.05 g/L."""


def printed_units(quantity: Quantity, country: str | None) -> tuple[str, ...]:
    """Return the units that laboratories of a country print, the commoner first; none where we do not know."""
    row = _TABLE.get((country or "").upper())
    column = next((name for known, name in _COLUMNS if known is quantity), None)
    return () if row is None or column is None else tuple(row[column].split())


def is_perhaps_g_l(measure: Measure, typed: float, unit: str, country: str | None) -> bool:
    """Tell whether a number typed as mmol/L looks like g/L, in a country whose laboratories print both."""
    is_small = typed < _PERHAPS_G_L_BELOW.get(measure, 0)
    return is_small and unit == MMOL_L and G_L in printed_units(measure.spec.quantity, country)
