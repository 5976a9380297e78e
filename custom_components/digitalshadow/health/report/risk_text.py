"""What the equation says, or why it says nothing, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
import math
from typing import Final

from ..equations.caveats import caveats_of
from ..equations.equation import EquationResult, Outcome
from ..equations.measured_disease import against_kidneys
from ..equations.risk_classes import RiskClass, Scheme, a_birthday_changed, do_disagree
from ..equations.score2_op import SCORE2_OP
from ..person.measures import Measure
from ..person.person_profile import Input
from .facts import ReportFacts
from .phrases import Phrases
from .quantities import written
from .region_text import is_assumed, region_words

_DRUGS_FROM_PERCENT: Final = 7.5
"""The risk of everything from which the 2025 AHA/ACC guideline speaks of drugs at 130-139/80-89."""
_RAISED_SYSTOLIC, _HIGH_SYSTOLIC = 130, 140
_RAISED_DIASTOLIC, _HIGH_DIASTOLIC = 80, 90


def number_of(percent: float) -> int:
    """Return how many of 100 people; 0 for fewer than one."""
    return round(percent) if percent >= 1 else 0


def people(phrases: Phrases, percent: float) -> str:
    """Say how many of 100 people."""
    of_100 = number_of(percent)
    return phrases.say("risk.about", n=str(of_100)) if of_100 else phrases.say("risk.fewer_than_one")


def valued(name: Input, facts: ReportFacts, phrases: Phrases) -> str:
    """Name an input with its value, where it has one."""
    label, value = phrases.say(f"input.{name}"), facts.profile.number(name)
    if name not in Measure or value is None:
        return label
    measure = Measure(name)
    return phrases.say(
        "risk.valued", input=label, value=written(phrases, measure, value, facts.unit_of(measure))
    )


@dataclass(frozen=True, slots=True)
class RiskWriter:
    """Writes about the risk of some facts in one language."""

    facts: ReportFacts
    """What may be said."""
    phrases: Phrases
    """How the language says it."""

    def sentences(self) -> Iterator[str]:
        """Say the risk, always of 100 people, with its years, its name and its year, and what it rests on."""
        result, phrases = self.facts.risk.result, self.phrases
        value, equation = result.value, result.equation
        if value is None:
            yield phrases.say("risk.none")
            yield self._reason()
            yield from region_words(self.facts, phrases)
            return
        yield from self._of_100(result, value)
        yield phrases.say(
            "risk.source", percent=phrases.percent(value, 1), equation=equation.name, year=str(equation.year)
        )
        yield from self._others()
        yield phrases.say("risk.inputs", inputs=phrases.listed(map(self._used, result.inputs_used)))
        if not is_assumed(self.facts):
            yield phrases.say(f"why.{self.facts.risk.why}")
        yield from region_words(self.facts, phrases)
        for caveat in caveats_of(result, self.facts.profile):
            yield phrases.say(f"caveat.{caveat}")
        yield from self._classes()
        yield from self._what_if(value)
        yield phrases.say("risk.apart")

    def _about(self, result: EquationResult) -> dict[str, str]:
        """Return what the number is of."""
        outcome = self.phrases.say(f"outcome.{result.equation.outcome}")
        return {"outcome": outcome, "years": str(result.equation.horizon_years)}

    def _of_100(self, result: EquationResult, percent: float) -> Iterator[str]:
        """Say how many of 100 people."""
        of_100, about = number_of(percent), self._about(result)
        if of_100:
            yield self.phrases.count("risk.of_100", of_100, rest=str(100 - of_100), **about)
        else:
            yield self.phrases.say("risk.below_one", **about)

    def _others(self) -> Iterator[str]:
        """Say what the same equation says of other outcomes and years, each beside its own."""
        for other in self.facts.other_risks:
            if other.value is not None:
                percent = self.phrases.percent(other.value, 1)
                yield self.phrases.say("risk.other", percent=percent, **self._about(other))

    def _classes(self) -> Iterator[str]:
        """Say how guidelines call which number, and why they do not."""
        facts, phrases = self.facts, self.phrases
        for found in facts.risk_classes:
            yield self._class(found)
            if found.scheme is Scheme.ACC_AHA_2026 and facts.profile.ldl_cholesterol_mmol_l is None:
                yield phrases.say("risk.class_if_ldl")
        if facts.no_class is not None:
            yield phrases.say(f"no_class.{facts.no_class}")
        if do_disagree(facts.risk_classes):
            yield phrases.say("risk.guidelines_disagree")
        if a_birthday_changed(facts.risk, facts.profile):
            is_other_formula = facts.profile.age_years == SCORE2_OP.ages.low
            yield phrases.say("risk.formula_by_age" if is_other_formula else "risk.limits_by_age")
        if self._asks_for_drugs():
            yield phrases.say("risk.pressure_threshold", percent=phrases.percent(_DRUGS_FROM_PERCENT, 1))

    def _class(self, found: RiskClass) -> str:
        """Say the class of a number, or the band where it has no name."""
        phrases = self.phrases
        said = {
            "scheme": found.scheme_name,
            "year": str(found.year),
            "percent": phrases.percent(found.percent, 1),
        }
        if found.level is not None:
            return phrases.say("risk.class", level=phrases.say(f"level.{found.level}"), **said)
        low, high = phrases.percent(found.from_percent), phrases.percent(found.below_percent)
        if math.isinf(found.below_percent):
            return phrases.say("risk.band_highest", low=low, **said)
        return phrases.say("risk.band", low=low, high=high, **said)

    def _asks_for_drugs(self) -> bool:
        """Tell whether the pressure is one at which the guideline looks at the risk, and the risk is high enough."""
        profile, result = self.facts.profile, self.facts.risk.result
        systolic, diastolic, value = profile.systolic_mmhg, profile.diastolic_mmhg, result.value
        if systolic is None or diastolic is None or value is None:
            return False
        is_raised = systolic >= _RAISED_SYSTOLIC or diastolic >= _RAISED_DIASTOLIC
        is_high = systolic >= _HIGH_SYSTOLIC or diastolic >= _HIGH_DIASTOLIC
        is_treated_without = (
            profile.number(Input.DIABETES) or profile.chronic_kidney_disease or against_kidneys(profile)
        )
        is_asked = is_raised and not is_high and not is_treated_without
        is_asked = is_asked and result.equation.outcome is Outcome.TOTAL_CVD
        return is_asked and not profile.blood_pressure_treatment and value >= _DRUGS_FROM_PERCENT

    def _what_if(self, percent: float) -> Iterator[str]:
        """Say how many of 100 people who are the same but for one change; nothing where that rounds to as many."""
        changes = [found for found in self.facts.what_if if number_of(found.percent) < number_of(percent)]
        for found in changes:
            changed = self.phrases.say(f"what_if.{found.change}")
            yield self.phrases.say("risk.what_if", changed=changed, then=people(self.phrases, found.percent))
        if changes:
            yield self.phrases.say("risk.no_promise")

    def _reason(self) -> str:
        """Say why there is no number, with the values that stand in its way."""
        result, phrases, age = self.facts.risk.result, self.phrases, self.facts.profile.age_years
        ages = result.equation.ages
        names = [
            valued(name, self.facts, phrases)
            for name in (*result.inputs_against, *result.inputs_out_of_range)
        ]
        return phrases.say(
            f"reason.{result.reason}",
            equation=result.equation.name,
            low=phrases.number(ages.low),
            high=phrases.number(ages.high - ages.open_end),
            age="" if age is None else phrases.number(age),
            inputs=phrases.listed(names) if names else "",
        )

    def _used(self, name: Input) -> str:
        """Name an input that entered the formula; the age as it did."""
        age, phrases = self.facts.profile.age_years, self.phrases
        if name is Input.AGE and age is not None:
            return phrases.say("risk.age_used", age=phrases.number(age))
        return phrases.say(f"input.{name}")
