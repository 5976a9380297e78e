"""Conversions between the units of `Profile` and those in which some papers and people speak."""

from typing import Final

CHOLESTEROL_MMOL_L_PER_MG_DL: Final = 0.02586
"""The factor of the PREVENT supplement; other papers round it differently in the fifth digit."""
CREATININE_UMOL_L_PER_MG_DL: Final = 88.4


def hba1c_mmol_mol(percent: float) -> float:
    """Convert NGSP percent to IFCC mmol/mol by the IFCC master equation (Clin Chem 2004;50:166)."""
    return 10.93 * percent - 23.5


def body_mass_index(weight_kg: float, height_m: float) -> float:
    """Return kg/m2; the height must be greater than zero."""
    return weight_kg / height_m**2
