"""What is known of a person, in plain JSON types, beside the name of the model or equation that speaks."""

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry

from ..const import CONF_SHARING
from ..engine.records.configuration import RiskModel
from ..engine.records.readings import Reading
from ..health.clinical import ClinicalSnapshot
from ..health.equations.caveats import caveats_of
from ..health.equations.equation import EquationResult
from ..health.equations.measured_disease import contradictions
from ..health.equations.risk_classes import classes_of, why_no_class
from ..health.equations.selection import other_risks
from ..health.equations.what_if import Change, what_if
from ..health.person import units
from ..health.person.dues import Due
from ..health.person.measures import Measure
from ..health.person.person_profile import Input
from ..health.report.advice import STEPS, advise
from ..health.report.advice_rules import Inputs
from ..health.trend.daily_values import WholeDay
from ..health.trend.trend import Trend
from ..people.access import Caller, can_change, can_read_record, is_granted, is_themself
from ..people.snapshot import PersonSnapshot
from ..runtime import DigitalShadowConfigEntry
from ..written_values import iso, model_as_dict, signal_level

_LASTING: Final = frozenset({Input.SEX.value})
"""What is used and does not become old; birth date and country carry other names than the inputs made from them."""


_SHOWN_BY_SENSORS: Final[Mapping[str, Collection[str]]] = {
    "reading": ("ended_at", "signal_level", "model", "model_kind"),
    "trend": ("state", "model", "model_kind"),
}
"""Of these, what the sensors of somebody who shares show to every account."""


def person_as_dict(entry: DigitalShadowConfigEntry, person: ConfigSubentry, caller: Caller) -> dict[str, Any]:
    """Return what is known of one of the caller's readable people now: of the record only to those who may read it."""
    home = entry.runtime_data.coordinator.data
    now = home.people.get(person.subentry_id) or PersonSnapshot(str(person.unique_id))
    # A value without the name of its model is not shown, so there is none while no model speaks.
    model = home.ready.risk_model if home.ready else None
    reads_record = can_read_record(caller, person)
    told: dict[str, Any] = {
        "person_id": person.unique_id,
        "subentry_id": person.subentry_id,
        "name": person.title,
        "sharing": person.data.get(CONF_SHARING),
        "can_change": can_change(caller, person),
        "can_read_record": reads_record,
        "is_themself": is_themself(caller, person),
        "is_granted": is_granted(caller, person),
        "monitoring": now.monitoring,
        "needs_consent": now.needs_consent,
        "needs_enrolment": now.needs_enrolment,
        "last_seen_at": iso(now.last_seen_at) if now.last_seen_at is not None and reads_record else None,
        "pulse_at": iso(now.pulse.measured_at) if now.pulse is not None and reads_record else None,
        "attention": now.attention if model else None,
        "reading": reading_as_dict(now.reading, model) if now.reading and model else None,
        "trend": trend_as_dict(now.trend, model) if now.trend and model else None,
        "clinical": clinical_as_dict(now.clinical, with_classes=reads_record) if now.clinical else None,
        "next_input_due": due_as_dict(now.clinical.next_due) if now.clinical else None,
    }
    if not reads_record:
        for name, shown in _SHOWN_BY_SENSORS.items():
            told[name] = told[name] and {key: told[name][key] for key in shown}
    return told


def reading_as_dict(reading: Reading, model: RiskModel) -> dict[str, Any]:
    """Return a reading beside the name of the model that spoke."""
    return {
        "started_at": iso(reading.started_at),
        "ended_at": iso(reading.ended_at),
        "signal_level": signal_level(reading.probability),
        "signal_spread": signal_level(reading.spread),
        "frames": reading.frames,
        "quality": round(reading.quality, 2),
        **model_as_dict(model),
        "model_sha256": reading.model_sha256,
        "crop": reading.crop.value,
        "light": reading.light.value,
        "liveness": reading.liveness.value,
        "runtimes": list(reading.runtimes),
    }


def trend_as_dict(trend: Trend, model: RiskModel) -> dict[str, Any]:
    """Return a trend and what it rests on beside the name of the model that spoke."""
    return {
        "state": trend.state.value,
        "since": trend.since and trend.since.isoformat(),
        "new_level_since": trend.new_level_since and trend.new_level_since.isoformat(),
        "is_sustained_rise": trend.is_sustained_rise,
        "baseline_level": None if trend.baseline is None else signal_level(trend.baseline),
        "current_level": None if trend.current is None else signal_level(trend.current),
        "detectable_change": None
        if trend.detectable_change is None
        else signal_level(trend.detectable_change),
        "baseline_days": trend.baseline_days,
        "recent_days": trend.recent_days,
        "cameras": trend.cameras,
        "as_of": trend.as_of.isoformat(),
        **model_as_dict(model),
    }


def clinical_as_dict(clinical: ClinicalSnapshot, *, with_classes: bool) -> dict[str, Any]:
    """Return what a validated equation says and whose it is, or why it says nothing, and how guidelines call it."""
    told: dict[str, Any] = {
        "as_of": clinical.as_of.isoformat(),
        "risk_percent": risk_percent(clinical),
        **risk_attributes(clinical),
    }
    if with_classes:
        told["classes"] = [
            {
                "scheme": found.scheme.value,
                "scheme_name": found.scheme_name,
                "year": found.year,
                # WHO's bands have no names.
                "level": found.level and found.level.value,
                "outcome": found.outcome.value,
                "risk_percent": round(found.percent, 1),
                "from_percent": found.from_percent,
                # JSON knows no infinity.
                "below_percent": found.below_percent if isfinite(found.below_percent) else None,
            }
            for found in classes_of(clinical.choice, clinical.profile)
        ]
        told["contradictions"] = [
            {"answer": found.answer.value, "measured": [name.value for name in found.measured]}
            for found in contradictions(clinical.profile)
        ]
        told["other_risks"] = [
            {
                "outcome": other.equation.outcome and other.equation.outcome.value,
                "horizon_years": other.equation.horizon_years,
                "risk_percent": other.value and round(other.value, 1),
            }
            for other in other_risks(clinical.choice, clinical.profile)
        ]
        told |= steps_as_dict(clinical)
        no_class = why_no_class(clinical.choice, clinical.profile)
        told["no_class"] = no_class and no_class.value
    return told


def steps_as_dict(clinical: ClinicalSnapshot) -> dict[str, Any]:
    """Return the first pieces of advice, each with the risk of people who are the same but followed it, if known."""
    changes = what_if(clinical.choice, clinical.profile)
    advice = advise(Inputs(clinical.profile, clinical.measured, changes))[:STEPS]
    cholesterol = clinical.measured.get(Measure.TOTAL_CHOLESTEROL)
    together = next((found.percent for found in changes if found.change is Change.TOGETHER), None)
    return {
        "steps": [
            {
                "advice": one.key.value,
                "change": one.gain and one.gain.change.value,
                "risk_percent": one.gain and round(one.gain.percent, 1),
            }
            for one in advice
        ],
        "risk_together_percent": together and round(together, 1),
        "systolic_mmhg": clinical.profile.systolic_mmhg and round(clinical.profile.systolic_mmhg),
        "cholesterol_unit": cholesterol.unit if cholesterol and cholesterol.unit else units.MMOL_L,
    }


def due_as_dict(due: Due | None) -> dict[str, str] | None:
    """Return what should be measured or answered again and on which day, which is past when it is overdue."""
    return None if due is None else {"input": due.key, "on": due.on.isoformat()}


def day_as_dict(day: WholeDay, model: RiskModel) -> dict[str, Any]:
    """Return what a day's readings come to, as the trend sees it, beside the name of the model that spoke."""
    return {
        "day": day.day.isoformat(),
        "readings": day.visits,
        "signal_level": signal_level(day.probability),
        **model_as_dict(model),
    }


def risk_percent(clinical: ClinicalSnapshot | None) -> float | None:
    """Return the value in per cent with one decimal; None where no number may be given."""
    value = clinical.choice.result.value if clinical else None
    return None if value is None else round(value, 1)


def risk_attributes(clinical: ClinicalSnapshot | None) -> dict[str, Any]:
    """Return what must stand beside the number, or in its place."""
    if clinical is None:
        return {}
    result = clinical.choice.result
    equation = result.equation
    return {
        "equation": equation.name,
        "year": equation.year,
        "outcome": None if equation.outcome is None else equation.outcome.value,
        "horizon_years": equation.horizon_years,
        "caveats": [caveat.value for caveat in caveats_of(result, clinical.profile)],
        "reason": None if result.reason is None else result.reason.value,
        "missing_inputs": [missing.value for missing in clinical.missing],
        "oldest_input_days": _oldest_input_days(clinical, result),
    }


def _oldest_input_days(clinical: ClinicalSnapshot, result: EquationResult) -> int | None:
    """Return the age of the oldest input behind the number; None without a number, or where nothing ages."""
    if result.value is None:
        return None
    used = {one.value for one in result.inputs_used} - _LASTING
    if Input.BMI in result.inputs_used:
        used.add(Measure.WEIGHT.value)
    return max((one.age_days(clinical.as_of) for one in clinical.inputs if one.key in used), default=None)
