"""What a report costs about a person with ten years of readings: its facts, and every format in every language."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from custom_components.digitalshadow.health.report.facts import ReportFacts, SpeakingModel, gather
from custom_components.digitalshadow.health.report.facts_list import as_json
from custom_components.digitalshadow.health.report.fhir import bundle
from custom_components.digitalshadow.health.report.formats import markdown, plain
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import Language
from custom_components.digitalshadow.health.report.text import Report, write
from custom_components.digitalshadow.health.trend.daily_values import DayValue, day_values
from custom_components.digitalshadow.health.trend.trend import trend_of

from .cpu_time import least_cpu_ms
from .effort import Effort
from .lives import COUNTRY, FIRST_DAY, READINGS_PER_DAY, answers, look_at_once, measured, readings

CAMERAS = 2
PERSON = "Eileen"
MODEL = SpeakingModel(name="a model for the benchmark", sha256="0" * 64, is_demonstration=True)


def measure(effort: Effort) -> dict[str, float]:
    """Gather the facts, write them in every way, and take both together as the report's cost."""
    visits = readings(effort.days, CAMERAS, seed=0)
    days, as_of = day_values(visits), FIRST_DAY + timedelta(effort.days - 1)
    facts = _facts(days, as_of)
    facts_ms, pass_ms, days_ms, *writing_ms = least_cpu_ms(
        partial(_facts, days, as_of),
        partial(look_at_once, days),
        partial(day_values, visits),
        *_ways(facts, days),
    )
    report_ms = facts_ms + sum(writing_ms)
    return {
        "report_readings": effort.days * READINGS_PER_DAY,
        "report_texts": len(writing_ms),
        "report_cpu_ms": report_ms,
        "report_facts_cpu_ms": facts_ms,
        "report_text_cpu_ms_max": max(writing_ms),
        "report_days_once_cpu_ms": days_ms,
        "report_one_pass_cpu_ms": pass_ms,
        "report_over_one_pass": report_ms / pass_ms,
    }


def _facts(days: tuple[DayValue, ...], as_of: date) -> ReportFacts:
    """Gather what may be said, the trend included."""
    return gather(
        model=MODEL,
        days=days,
        trend=trend_of(days, as_of),
        answers=answers(),
        measured=measured(as_of),
        urgent=None,
        country=COUNTRY,
        now=datetime.combine(as_of, time(12), UTC),
    )


def _ways(facts: ReportFacts, days: tuple[DayValue, ...]) -> Iterator[Callable[[], object]]:
    """Yield the writing of each format in each language; the facts alone have none."""
    yield partial(as_json, facts)
    for language in Language:
        yield partial(_text, markdown, facts, language)
        yield partial(_text, plain, facts, language)
        yield partial(handout, facts, days, language, PERSON)
        yield partial(bundle, facts, language, person_id="p", person_name=PERSON, birth_date=None)


def _text(form: Callable[[Report], str], facts: ReportFacts, language: Language) -> str:
    """Write a report as text."""
    return form(write(facts, language, PERSON))
