"""What the nightly trend costs after ten years of readings of ten people."""

from datetime import timedelta
from functools import partial
from statistics import fmean

from custom_components.digitalshadow.health.trend.trend import trend_of

from .cpu_time import least_cpu_ms
from .effort import Effort
from .lives import FIRST_DAY, days_of, look_at_once

CAMERAS = (1, 1, 2, 2, 2, 3, 3, 4, 6, 8)
"""How many cameras each of the ten people is seen by: every one more is one more that the trend leaves out in turn."""


def measure(effort: Effort) -> dict[str, float]:
    """Compute everybody's trend as of the last day, each beside one pass over the same days."""
    as_of = FIRST_DAY + timedelta(effort.days - 1)
    trends_ms, passes_ms = [], []
    for number, cameras in enumerate(CAMERAS):
        days = days_of(effort.days, cameras, seed=number)
        trend_ms, pass_ms = least_cpu_ms(partial(trend_of, days, as_of), partial(look_at_once, days))
        trends_ms.append(trend_ms)
        passes_ms.append(pass_ms)
    return {
        "trend_people": len(CAMERAS),
        "trend_days": effort.days,
        "trend_cpu_ms_mean": fmean(trends_ms),
        "trend_cpu_ms_max": max(trends_ms),
        "trend_one_pass_cpu_ms_mean": fmean(passes_ms),
        "trend_over_one_pass": sum(trends_ms) / sum(passes_ms),
    }
