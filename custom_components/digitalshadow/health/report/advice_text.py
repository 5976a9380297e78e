"""Advice in sentences: what to do, how much it changes, and who says so."""

from collections.abc import Iterator

from .advice import STEPS, Advice
from .advice_rules import Number
from .facts import ReportFacts
from .phrases import Phrases
from .quantities import written
from .risk_text import number_of, people


def step_words(facts: ReportFacts, phrases: Phrases) -> Iterator[str]:
    """Say a person's steps, the biggest first."""
    for advice in facts.advice[:STEPS]:
        yield _sentence(advice, facts, phrases)


def further_words(facts: ReportFacts, phrases: Phrases) -> Iterator[str]:
    """Say what helps besides."""
    for advice in facts.advice[STEPS:]:
        yield _sentence(advice, facts, phrases)


def _sentence(advice: Advice, facts: ReportFacts, phrases: Phrases) -> str:
    """Say one piece of advice, its effect and its source."""
    numbers = {name: _number(name, number, facts, phrases) for name, number in advice.numbers}
    key = f"advice.{advice.key}" + (f"_{advice.variant}" if advice.variant else "")
    parts = (phrases.say(key, **numbers), *_effect(advice, facts, phrases))
    text = phrases.say("format.both", first=parts[0], second=parts[1]) if len(parts) > 1 else parts[0]
    return phrases.say("format.source", text=text, source=advice.source)


def _effect(advice: Advice, facts: ReportFacts, phrases: Phrases) -> Iterator[str]:
    """Say how much it changes: by the person's own equation, else by trials; nothing where neither is known."""
    percent = facts.risk.result.value
    if advice.gain and percent is not None and number_of(advice.gain.percent) < number_of(percent):
        changed = phrases.say(f"what_if.{advice.gain.change}")
        yield phrases.say("risk.what_if", changed=changed, then=people(phrases, advice.gain.percent))
    elif f"effect.{advice.key}" in phrases.texts:
        yield phrases.say(f"effect.{advice.key}")


def _number(name: str, number: Number, facts: ReportFacts, phrases: Phrases) -> str:
    """Write a number of an advice."""
    if number.measure is not None:
        return written(phrases, number.measure, number.value, facts.unit_of(number.measure))
    if name == "percent":
        return phrases.percent(number.value, number.digits)
    return phrases.number(number.value, number.digits)
