"""The facts of a report as a flat list, each with its number, unit, date and source: for actions and other programs."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..equations.risk_classes import RiskClass
from .facts import ReportFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that may be said."""

    key: str
    """What it is about; lasting names, not for people."""
    value: float | str | None
    """The number or the name of a state, unrounded; None where there is none."""
    unit: str
    """Unit of the number; empty without one."""
    day: str
    """The day for which it holds, as ISO 8601."""
    source: str
    """Who says so: a model, an equation, a guideline or a measurement."""


_LEVEL: Final = "level 0 to 100, not a chance of disease"


def list_facts(facts: ReportFacts) -> tuple[Fact, ...]:
    """Return everything, in the order of the report."""
    return (*_of_face(facts), *_of_risk(facts), *_of_inputs(facts), *_of_advice(facts))


def as_json(facts: ReportFacts) -> list[dict[str, Any]]:
    """Return the list as plain data."""
    return [asdict(fact) for fact in list_facts(facts)]


def _of_face(facts: ReportFacts) -> Iterator[Fact]:
    """Yield what the face model says; a demonstration carries the word in its source."""
    day = facts.as_of.isoformat()
    words = ["demonstration" if facts.model.is_demonstration else "experimental"]
    words += [] if facts.model.is_verified else ["unverified"]
    source = f"{facts.model.name} ({', '.join(words)})"
    trend, seen = facts.trend, facts.seen
    for key, value, unit in (
        ("seen.visits", seen.visits, "visits"),
        ("seen.days", seen.days, "days"),
        ("seen.middle", _level(seen.middle), _LEVEL),
        ("seen.lowest", _level(seen.lowest), _LEVEL),
        ("seen.highest", _level(seen.highest), _LEVEL),
        ("trend.state", str(trend.state), ""),
        ("trend.since", trend.since.isoformat() if trend.since else None, ""),
        ("trend.new_level_since", trend.new_level_since.isoformat() if trend.new_level_since else None, ""),
        ("trend.baseline", _level(trend.baseline), _LEVEL),
        ("trend.current", _level(trend.current), _LEVEL),
        ("trend.detectable_change", _level(trend.detectable_change), _LEVEL),
    ):
        yield Fact(key=key, value=value, unit=unit, day=day, source=source)


def _level(signal: float | None) -> float | None:
    """Return what a face model said (0-1) as a level of 0 to 100."""
    return None if signal is None else 100 * signal


def _of_risk(facts: ReportFacts) -> Iterator[Fact]:
    """Yield what the equation says."""
    result, day = facts.risk.result, facts.as_of.isoformat()
    equation = result.equation
    source = f"{equation.name} {equation.year} ({equation.version}); {equation.source}"
    yield Fact(key="risk.value", value=result.value, unit=str(equation.unit), day=day, source=source)
    yield Fact(key="risk.of_100", value=facts.of_100, unit="people", day=day, source=source)
    yield Fact(key="risk.years", value=equation.horizon_years, unit="years", day=day, source=source)
    yield Fact(
        key="risk.outcome",
        value=None if equation.outcome is None else str(equation.outcome),
        unit="",
        day=day,
        source=source,
    )
    yield Fact(key="risk.why", value=str(facts.risk.why), unit="", day=day, source=source)
    if result.reason is not None:
        yield Fact(key="risk.reason", value=str(result.reason), unit="", day=day, source=source)
    for found in facts.risk_classes:
        scheme = f"{found.scheme_name} {found.year}"
        yield Fact(key="risk.class", value=_class_name(found), unit="", day=day, source=scheme)
        yield Fact(
            key="risk.class_of", value=found.percent, unit="percent", day=day, source=str(found.outcome)
        )
    if facts.no_class is not None:
        yield Fact(key="risk.no_class", value=str(facts.no_class), unit="", day=day, source=source)
    for other in facts.other_risks:
        key = f"risk.{other.equation.outcome}_{other.equation.horizon_years}_years"
        yield Fact(key=key, value=other.value, unit=str(other.equation.unit), day=day, source=source)
    for changed in facts.what_if:
        key = f"what_if.{changed.change}"
        yield Fact(key=key, value=changed.percent, unit=str(equation.unit), day=day, source=source)


def _class_name(found: RiskClass) -> str:
    """Return the name of a class, or the band where it has none."""
    if found.level is not None:
        return str(found.level)
    return f"{found.from_percent:g}-{found.below_percent:g}"


def _of_inputs(facts: ReportFacts) -> Iterator[Fact]:
    """Yield the measurements with the day of their newest value, and what is missing."""
    for value in facts.measured:
        yield Fact(
            key=f"measured.{value.measure}",
            value=value.value,
            unit=value.spec.unit,
            day=value.last_day.isoformat(),
            source=f"{', '.join(value.sources)}; days: {value.days}",
        )
    for name in facts.missing:
        yield Fact(key="missing", value=str(name), unit="", day=facts.as_of.isoformat(), source="")


def _of_advice(facts: ReportFacts) -> Iterator[Fact]:
    """Yield the advice and its numbers."""
    day = facts.as_of.isoformat()
    for advice in facts.advice:
        yield Fact(key="advice", value=str(advice.key), unit="", day=day, source=advice.source)
        for name, number in advice.numbers:
            yield Fact(
                key=f"advice.{advice.key}.{name}",
                value=number.value,
                unit="",
                day=day,
                source=advice.source,
            )
