"""What is known of somebody in front of a mirror."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from custom_components.digitalshadow.health.clinical import ClinicalSnapshot, clinical
from custom_components.digitalshadow.health.person.answers import answered
from custom_components.digitalshadow.health.person.choices import Diabetes
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.measurements import TYPED, Measurement
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.trend.replay import TrendState
from custom_components.digitalshadow.health.trend.trend import Trend
from tests.builders.clinical import ANSWERS, NOON, VALUES

SETTLED: Final = Trend(
    state=TrendState.STABLE,
    before=None,
    since=None,
    new_level_since=None,
    baseline=0.25,
    current=0.24,
    detectable_change=0.06,
    baseline_days=60,
    recent_days=10,
    month_days=20,
    last_day=None,
    cameras=1,
    as_of=NOON.date(),
)


def known(answers: Mapping[str, Any] | None = None, due: Due | None = None) -> ClinicalSnapshot:
    """Return what is known of somebody who answered and measured everything."""
    values = dict(VALUES) | {Measure.HBA1C: 50.0, Measure.EGFR: 85.0}
    measured = [
        Measurement(measure=one, value=value, day=NOON.date(), source=TYPED, at=NOON)
        for one, value in values.items()
        if one is not Measure.HBA1C or (answers or {}).get("diabetes") is Diabetes.TYPE_2
    ]
    told = answered({**ANSWERS, **(answers or {})}, NOON.timestamp())
    return replace(clinical(told, measured, NOON), dues=() if due is None else (due,))
