"""How units are written out there: one table for whatever is measured, from Home Assistant's spelling to the others.

Integrations, MQTT devices and people write as they like. Blanks, capitals, full-width forms and the two micro signs are
told apart by nobody, so each spelling stands here once; a spelling that two units share stands nowhere.
"""

from typing import Final
import unicodedata

SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "mmHg": ("mmHg", "mmhg", "MMHG", "mm Hg", "mm[Hg]", "毫米汞柱"),
    "kPa": ("kPa", "kpa", "KPA", "KPa"),
    "hPa": ("hPa", "hpa"),
    "kg": ("kg", "Kg", "KG", "kgs", "kilo", "kilos", "kilogram", "kilograms", "Kilogramm", "公斤", "千克"),
    "g": ("g", "G", "gram", "grams", "Gramm", "克"),
    "lb": ("lb", "lbs", "Lb", "Lbs", "LB", "LBS", "lb.", "lbs.", "pound", "pounds", "磅"),
    "st": ("st", "ST", "stone", "stones"),
    "jin": ("jin", "Jin", "斤"),
    "oz": ("oz", "ounce", "ounces"),
    "m": ("m", "M", "meter", "meters", "metre", "metres", "米"),
    "cm": ("cm", "CM", "Cm", "centimeter", "centimeters", "centimetre", "centimetres", "厘米"),
    "in": ("in", "In", "in.", "inch", "inches", '"', "″"),
    "ft": ("ft", "ft.", "foot", "feet"),
    "mmol/L": ("mmol/L", "mmol/l", "MMOL/L", "mmol / L", "mmol·L⁻¹"),
    "g/L": ("g/L", "g/l", "G/L", "g / L"),
    "mg/L": ("mg/L", "mg/l", "MG/L", "mg / L"),
    "mg/dL": ("mg/dL", "mg/dl", "MG/DL", "mg / dL", "mg/100mL"),
    "μmol/L": ("μmol/L", "µmol/L", "μmol/l", "µmol/l", "umol/L", "umol/l", "micromol/L", "mcmol/L"),
    "mmol/mol": ("mmol/mol", "mmol / mol"),
    "%": ("%", "percent", "pct"),
    "mL/min/1.73 m²": (
        "mL/min/1.73 m²",
        "mL/min/1.73m²",
        "mL/min/1.73 m2",
        "mL/min/1.73m2",
        "ml/min/1.73 m²",
        "ml/min/1.73m²",
        "ml/min/1.73m2",
        "ml/min/1,73m²",
        "mL/min/1.73m^2",
        "mL/min/{1.73_m2}",
    ),
    "steps": ("steps", "Steps", "step", "Schritte", "pas", "pasos", "步"),
    "min": ("min", "Min", "mins", "min.", "minute", "minutes", "Minuten", "minutos", "分钟"),
    "h": ("h", "H", "hr", "hrs", "hour", "hours", "Stunden", "heures", "horas", "小时"),
    "s": ("s", "sec", "secs", "second", "seconds", "Sekunden", "秒"),
}
"""Home Assistant's spelling, or ours where it has none, and the ways in which it is met."""


def folded(unit: str) -> str:
    """Return a unit without what nobody means by it: blanks, capitals, other forms of the same sign."""
    return "".join(unicodedata.normalize("NFKC", unit).casefold().split())


_UNITS: Final = {folded(spelling): unit for unit, spellings in SPELLINGS.items() for spelling in spellings}


def unit_of(spelling: str) -> str:
    """Return the unit that is spelled like this; one that is not in the table stands for itself."""
    return _UNITS.get(folded(spelling), spelling.strip())
