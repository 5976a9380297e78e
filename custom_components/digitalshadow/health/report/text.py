"""A report in plain language: facts in, sentences out, the same facts always giving the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ..notices.rules import asks_for_measuring, is_measured
from ..person.measures import Measure
from ..trend.baseline import FEWEST_DAYS
from ..trend.replay import TrendState
from .advice_rules import MEASURE_DAYS
from .advice_text import further_words, step_words
from .display_names import display_name
from .emergency import emergency_words
from .facts import SEEN_DAYS, ReportFacts
from .for_doctor import for_doctor_words
from .model_name import model_name
from .phrases import PHRASES, Language, Phrases
from .risk_text import RiskWriter, valued
from .urgent_words import urgent_words


class SectionKey(StrEnum):
    """The sections of a report, in their order."""

    URGENT = "urgent"
    DOCTOR = "doctor"
    SEEN = "seen"
    TREND = "trend"
    RISK = "risk"
    MISSING = "missing"
    ADVICE = "advice"
    FURTHER = "further"
    EMERGENCY = "emergency"
    LIMITS = "limits"


ONLY_WITH_WORDS: Final = frozenset({SectionKey.URGENT, SectionKey.DOCTOR, SectionKey.FURTHER})
"""What is in a report only where there is something to say."""
LISTS: Final = frozenset({SectionKey.DOCTOR, SectionKey.ADVICE, SectionKey.FURTHER})
"""Parts whose paragraphs stand each for itself."""
FIXED: Final = (SectionKey.EMERGENCY, SectionKey.LIMITS)
"""What stands in every report in these very words, whatever else it says."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    key: SectionKey
    """Which."""
    heading: str
    """Its heading."""
    paragraphs: tuple[str, ...]
    """Its texts; of advice each is a piece of its own."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be shown."""

    language: Language
    """Its language."""
    title: str
    """Whose report."""
    made_on: str
    """When it was made."""
    sections: tuple[Section, ...]
    """Its parts, in the order of `SectionKey` unless a language model chose from them."""
    preface: tuple[str, ...] = ()
    """What stands before the first part: who chose from it and what is left out; mostly nothing."""

    def section(self, key: SectionKey) -> Section:
        """Return a part that is in the report."""
        return next(section for section in self.sections if section.key is key)

    def has(self, key: SectionKey) -> bool:
        """Tell whether a part is in the report."""
        return any(section.key is key for section in self.sections)

    def words(self, key: SectionKey) -> str:
        """Return the texts of a part as one: running text, and of advice a list."""
        paragraphs = self.section(key).paragraphs
        if key in LISTS:
            return "\n".join(f"- {text}" for text in paragraphs)
        return PHRASES[self.language].say("format.sentences").join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes about some facts in one language."""

    facts: ReportFacts
    """What may be said."""
    phrases: Phrases
    """How the language says it."""
    model_name: str
    """How the model is called, with the words "demonstration" and "unverified" where they are true of it."""

    def urgent(self) -> Iterator[str]:
        """Say what cannot wait."""
        facts = self.facts
        return urgent_words(
            self.phrases, facts.urgent, facts.maternity, facts.emergency_numbers, is_now=facts.is_urgent_now
        )

    def doctor(self) -> Iterator[str]:
        """Say what a doctor should see."""
        return for_doctor_words(self.phrases, self.facts.for_doctor, self.facts.unit_of)

    def seen(self) -> Iterator[str]:
        """Say what the cameras saw, with the model's name beside every value."""
        seen, phrases = self.facts.seen, self.phrases
        period = {"first": phrases.day(seen.first_day), "last": phrases.day(seen.last_day)}
        if seen.middle is None or seen.lowest is None or seen.highest is None:
            yield phrases.say("seen.none", **period)
        else:
            yield phrases.count("seen.visits", seen.visits, **period)
            yield phrases.count("seen.days", seen.days)
            middle, lowest, highest = (
                phrases.number(100 * value) for value in (seen.middle, seen.lowest, seen.highest)
            )
            key = "seen.one_value" if lowest == highest else "seen.range"
            yield phrases.say(key, model=self.model_name, middle=middle, lowest=lowest, highest=highest)
        yield self._kind_of_model()

    def _kind_of_model(self) -> str:
        """Say what a value of this model is worth."""
        if self.facts.model.is_demonstration:
            return self.phrases.say("seen.demonstration", model=self.model_name)
        return self.phrases.say("seen.experimental")

    def trend(self) -> Iterator[str]:
        """Say whether something has changed, and how much would have to."""
        trend, phrases = self.facts.trend, self.phrases
        if trend.since is None:
            yield phrases.count("trend.calibrating", trend.baseline_days, model=self.model_name)
            yield phrases.count("trend.calibrating_needs", FEWEST_DAYS)
            return
        yield self._trend_state(trend.since)
        yield from self._trend_numbers()
        if trend.state is not TrendState.STABLE and trend.cameras == 1:
            yield phrases.say("trend.one_camera")
        if asks_for_measuring(trend, is_demonstration=self.facts.model.is_demonstration):
            systolic = next((one for one in self.facts.measured if one.measure is Measure.SYSTOLIC), None)
            if systolic is not None and is_measured(trend, systolic):
                yield phrases.count("trend.measured", systolic.days)
            else:
                yield phrases.count("trend.measure", MEASURE_DAYS)

    def _trend_state(self, since: date) -> str:
        """Say what the trend is since a day; a new own level for as long as a report looks back, and not for ever."""
        trend, phrases, key = self.facts.trend, self.phrases, str(self.facts.trend.state)
        if trend.state is TrendState.STABLE and trend.before is TrendState.CALIBRATING:
            key = "calibrated"
        elif trend.new_level_since is not None and trend.as_of - since <= timedelta(days=SEEN_DAYS):
            key, since = "new_level", trend.new_level_since
        return phrases.say(f"trend.{key}", model=self.model_name, since=phrases.day(since))

    def _trend_numbers(self) -> Iterator[str]:
        """Say the numbers behind a trend, or why there are none."""
        trend, phrases = self.facts.trend, self.phrases
        if trend.baseline is not None and trend.current is not None and trend.detectable_change is not None:
            yield phrases.say(
                "trend.numbers",
                baseline=phrases.number(100 * trend.baseline),
                current=phrases.number(100 * trend.current),
                change=phrases.number(100 * trend.detectable_change),
            )
        elif trend.last_day is not None:
            yield phrases.say("trend.no_recent", last=phrases.day(trend.last_day))

    def missing(self) -> Iterator[str]:
        """Say what does not fit together, is not known, too old, or rests on too little."""
        facts, phrases = self.facts, self.phrases
        for found in facts.contradictions:
            yield phrases.say(
                "missing.contradiction",
                answer=phrases.say(f"input.{found.answer}"),
                inputs=phrases.listed(valued(name, facts, phrases) for name in found.measured),
            )
        if facts.missing:
            names = [phrases.say(f"input.{name}") for name in facts.missing]
            yield phrases.say("missing.inputs", inputs=phrases.listed(names))
        if facts.out_of_date:
            dated = [
                phrases.say(
                    "missing.dated",
                    input=phrases.say(f"input.{value.measure}"),
                    date=phrases.day(value.last_day),
                )
                for value in facts.out_of_date
            ]
            yield phrases.say("missing.out_of_date", inputs=phrases.listed(dated))
        for value in facts.too_few_days:
            yield phrases.count("missing.few_days", value.days, input=phrases.say(f"input.{value.measure}"))
        if not (facts.contradictions or facts.missing or facts.out_of_date or facts.too_few_days):
            is_refused_for_a_value = bool(facts.risk.result.inputs_against)
            yield phrases.say("missing.value_in_the_way" if is_refused_for_a_value else "missing.nothing")

    def advice(self) -> Iterator[str]:
        """Say the person's steps, each with its number and its source."""
        return step_words(self.facts, self.phrases)

    def further(self) -> Iterator[str]:
        """Say what helps besides."""
        return further_words(self.facts, self.phrases)

    def emergency(self) -> Iterator[str]:
        """Say when to call an ambulance: the same words whatever the facts."""
        return emergency_words(self.phrases, self.facts.emergency_numbers)

    def limits(self) -> Iterator[str]:
        """Say what this is not."""
        for key in ("diagnosis", "silence", "medicine", "law"):
            yield self.phrases.say(f"limits.{key}")


def write(facts: ReportFacts, language: Language, person_name: str, phrases: Phrases | None = None) -> Report:
    """Write a report, in the texts of its language unless others are given. The caller escapes the names."""
    phrases = phrases or PHRASES[language]
    writer = _Writer(facts, phrases, model_name(facts.model, phrases))
    texts = {
        SectionKey.URGENT: writer.urgent,
        SectionKey.DOCTOR: writer.doctor,
        SectionKey.SEEN: writer.seen,
        SectionKey.TREND: writer.trend,
        SectionKey.RISK: RiskWriter(facts, phrases).sentences,
        SectionKey.MISSING: writer.missing,
        SectionKey.ADVICE: writer.advice,
        SectionKey.FURTHER: writer.further,
        SectionKey.EMERGENCY: writer.emergency,
        SectionKey.LIMITS: writer.limits,
    }
    return Report(
        language=language,
        title=phrases.say("title", name=display_name(person_name)),
        made_on=phrases.say("made_on", date=phrases.day(facts.as_of)),
        sections=tuple(
            Section(key, phrases.say(f"heading.{key}"), paragraphs)
            for key, text in texts.items()
            if (paragraphs := tuple(text())) or key not in ONLY_WITH_WORDS
        ),
    )
