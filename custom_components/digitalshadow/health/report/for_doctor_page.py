"""What a doctor wants to know at a glance, in a doctor's words: risk, region, classes, category of the pressure."""

from collections.abc import Iterator
from typing import Final

from ..equations.equation import EquationResult
from ..person.person_profile import Input
from .facts import ReportFacts
from .phrases import Phrases

_ESC: Final = "ESC 2024"
_AHA: Final = "AHA/ACC 2025"


def assessment(facts: ReportFacts, phrases: Phrases) -> Iterator[str]:
    """Say what was computed and by which formula, or what stands in its way, then how guidelines call it."""
    result = facts.risk.result
    if result.value is None:
        yield phrases.say(
            "handout.no_risk", equation=result.equation.name, inputs=_in_the_way(facts, phrases)
        )
    else:
        for told in (result, *facts.other_risks):
            yield _risk(told, facts, phrases)
    for found in facts.risk_classes:
        if found.level is not None:
            level = phrases.say(f"level.{found.level}")
            yield phrases.say("handout.class", scheme=found.scheme_name, year=str(found.year), level=level)
    if (category := pressure_category(facts)) is not None:
        guideline, name = category
        said = phrases.say(f"handout.category.{name}")
        yield phrases.say("handout.pressure", guideline=guideline, category=said)


def _risk(told: EquationResult, facts: ReportFacts, phrases: Phrases) -> str:
    """Return one risk with its formula, region, years and outcome."""
    equation, regions = told.equation, facts.profile.regions
    region = regions.score2 or regions.asia_pacific
    name = f"{equation.name}, {equation.year}"
    if region is not None and not regions.prevent:
        name = phrases.say("handout.in_region", formula=name, level=phrases.say(f"level.{region}"))
    return phrases.say(
        "handout.risk",
        formula=name,
        percent=phrases.percent(told.value or 0, 1),
        years=str(equation.horizon_years),
        outcome=phrases.say(f"outcome.{equation.outcome}"),
    )


def _in_the_way(facts: ReportFacts, phrases: Phrases) -> str:
    """Name what excludes the person, what lies out of range, and what is missing."""
    result, profile = facts.risk.result, facts.profile
    excluding = (name for name in result.equation.exclusions if profile.number(name))
    names = dict.fromkeys(
        (*excluding, *result.inputs_against, *result.inputs_out_of_range, *result.inputs_missing)
    )
    return phrases.listed(phrases.say(f"input.{name}") for name in names or (Input.AGE,))


def pressure_category(facts: ReportFacts) -> tuple[str, str] | None:
    """Return the guideline of the region and its category of the mean; None where a number is not known.

    The limits are those for values taken by a doctor.
    """
    systolic, diastolic = facts.profile.systolic_mmhg, facts.profile.diastolic_mmhg
    if systolic is None or diastolic is None or facts.maternity is not None:
        return None
    if facts.profile.regions.prevent:
        lines = (("stage_2", 140, 90), ("stage_1", 130, 80), ("elevated", 120, 1000))
        return _AHA, _highest(lines, systolic, diastolic)
    return _ESC, _highest((("hypertension", 140, 90), ("elevated", 120, 70)), systolic, diastolic)


def _highest(lines: tuple[tuple[str, int, int], ...], systolic: float, diastolic: float) -> str:
    """Return the first category of which one of the two numbers reaches the line."""
    return next((name for name, upper, lower in lines if systolic >= upper or diastolic >= lower), "below")
