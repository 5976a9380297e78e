"""What a mirror shows of a person, as few words and at most one drawing. Pure: everything known is an argument."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ..engine.records.configuration import ModelKind, RiskModel
from ..health.clinical import ClinicalSnapshot
from ..health.equations.equation import EquationKey, Outcome
from ..health.equations.measured_disease import contradictions
from ..health.person.dues import Due
from ..health.person.measures import Measure
from ..health.pulse.medians import should_count
from ..health.trend.baseline import FEWEST_DAYS
from ..health.trend.replay import TrendState
from ..health.trend.trend import Trend
from ..people.snapshot import PersonSnapshot
from .topics import Topic
from .words import Words

PAGE_SECONDS: Final = 8.0
"""How long one page stays where there are two."""
FEWEST_PERCENT: Final = 0.5
"""Less than this is fewer than one of a hundred people."""

_MORNING, _DAY, _EVENING, _NIGHT = 4, 11, 18, 22
"""The hours from which each greeting holds."""
_DUE: Final = {
    Measure.SYSTOLIC: "pressure",
    Measure.DIASTOLIC: "pressure",
    Measure.WEIGHT: "weight",
    Measure.TOTAL_CHOLESTEROL: "cholesterol",
    Measure.HDL_CHOLESTEROL: "cholesterol",
    Measure.LDL_CHOLESTEROL: "cholesterol",
    Measure.FASTING_GLUCOSE: "sugar",
}
_OUTCOMES: Final = {
    Outcome.FATAL_OR_NONFATAL_CVD: "attack_or_stroke",
    Outcome.CHD_OR_STROKE: "attack_or_stroke",
    Outcome.ASCVD: "attack_or_stroke",
    Outcome.TOTAL_CVD: "disease_or_stroke",
}
"""A risk of anything else is not shown on a mirror."""
_SHORT_NAMES: Final = {EquationKey.PREVENT: "PREVENT", EquationKey.WHO_2019: "WHO"}
"""Where an equation's name in the literature has several words."""


class Tone(StrEnum):
    """How a line is drawn."""

    PLAIN = "plain"
    QUIET = "quiet"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    text: str
    """The words, a name among them perhaps: plain text, to be escaped where it is drawn."""
    tone: Tone = Tone.PLAIN
    """How it is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The face signal on its scale of 0 to 100, drawn without a number."""

    at: int
    """Where the mark stands."""
    usual: tuple[int, int] | None
    """From where to where the person's own range goes; None for a demonstration, which has none."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a mirror shows at one moment: headline, drawing, lines, what is due, whom to call."""

    headline: tuple[str, ...] = ()
    """One or two lines."""
    people: int | None = None
    """How many of a hundred people are drawn filled; None for no such drawing."""
    bar: Bar | None = None
    """The face signal; None for no such drawing."""
    lines: tuple[Line, ...] = ()
    """Below the drawing."""
    due: str | None = None
    """What should be measured or answered."""
    phone: str | None = None
    """The emergency number, beside everything about health; None where it is not known."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it."""
        others = (text for text in (self.due, self.phone) if text is not None)
        return (*self.headline, *(line.text for line in self.lines), *others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of the person in front of the mirror, and of the home."""

    name: str
    """How the household calls them."""
    person: PersonSnapshot
    """As of now."""
    model: RiskModel | None
    """The facial model that speaks; None while none does."""
    phone: str | None
    """The emergency number."""
    is_measured: bool = False
    """Whether their pulse is being measured just now."""


def pages(topics: frozenset[Topic], seen: Seen, words: Words, now: datetime) -> tuple[Page, ...]:
    """Return what is shown in turn; nothing where nothing may be shown, or there is nothing to show."""
    found = (_today(topics, seen, words, now), _pulse(topics, seen, words), _risk(topics, seen, words))
    return tuple(page for page in found if page.texts)


def _today(topics: frozenset[Topic], seen: Seen, words: Words, now: datetime) -> Page:
    """Return the greeting with the face signal and what is due."""
    bar, lines = _signal(seen, words) if Topic.SIGNAL in topics else (None, ())
    due = _due(seen.person.clinical, words, now) if Topic.DUE in topics else None
    # One word of a name: "Good morning, Anna Maria Elisabeth" is no greeting any more.
    greeting = (words[_time_of_day(now)], seen.name.split()[0]) if Topic.GREETING in topics else ()
    phone = seen.phone if lines or due else None
    return Page(headline=greeting, bar=bar, lines=lines, due=due, phone=phone)


def _time_of_day(now: datetime) -> str:
    """Return which greeting holds; `now` carries the local time zone."""
    if not _MORNING <= now.hour < _NIGHT:
        return "night"
    if now.hour < _DAY:
        return "morning"
    return "day" if now.hour < _EVENING else "evening"


type _Signal = tuple[Bar | None, tuple[Line, ...]]

_NO_SIGNAL: Final[_Signal] = (None, ())


def _signal(seen: Seen, words: Words) -> _Signal:
    """Return what the face signal says; nothing while no model speaks, or the last visit is too long ago."""
    person, model = seen.person, seen.model
    if model is None or person.is_out_of_date:
        return _NO_SIGNAL
    if model.kind is ModelKind.DEMONSTRATION:
        return _demonstration(person, words)
    return _NO_SIGNAL if person.trend is None else _against_own_range(person.trend, words)


def _demonstration(person: PersonSnapshot, words: Words) -> _Signal:
    """Return the value of the latest visit, which means nothing."""
    if person.reading is None:
        return _NO_SIGNAL
    line = Line(words["demonstration"], Tone.DEMONSTRATION)
    return Bar(round(person.reading.probability * 100), None), (line,)


def _against_own_range(trend: Trend, words: Words) -> _Signal:
    """Return the trend in words, and drawn once there is a range."""
    if trend.state is TrendState.CALIBRATING:
        day = min(trend.baseline_days, FEWEST_DAYS)
        return None, (Line(words["signal.calibrating"].format(day=day, of=FEWEST_DAYS)),)
    if (bar := _bar(trend)) is None:
        return _NO_SIGNAL
    return bar, (Line(words[f"signal.{trend.state}"]), Line(words["experimental"], Tone.QUIET))


def _bar(trend: Trend) -> Bar | None:
    """Return the mean of the last weeks against the usual range; None where there is no such mean."""
    if trend.current is None or trend.baseline is None or trend.detectable_change is None:
        return None
    low, high = trend.baseline - trend.detectable_change, trend.baseline + trend.detectable_change
    return Bar(round(trend.current * 100), (round(max(0.0, low) * 100), round(min(1.0, high) * 100)))


def _pulse(topics: frozenset[Topic], seen: Seen, words: Words) -> Page:
    """Return the pulse of this moment, or that it is being measured; an empty page where there is neither.

    A rate at which the pulse should be counted by hand stands on the person's own page, where there is room to say so.
    """
    person = seen.person
    if Topic.PULSE not in topics or not person.may_have_pulse:
        return Page()
    if person.pulse is None:
        return Page(lines=(Line(words["pulse.measuring"], Tone.QUIET),)) if seen.is_measured else Page()
    bpm = round(person.pulse.bpm)
    text = words["pulse.page"] if should_count(bpm) else words["pulse.rate"].format(bpm=bpm)
    return Page(headline=(text,), phone=seen.phone)


def _due(clinical: ClinicalSnapshot | None, words: Words, now: datetime) -> str | None:
    """Return what is due today, or has been for long."""
    due: Due | None = clinical.next_due if clinical else None
    if due is None or due.on > now.date():
        return None
    if due.key not in Measure:
        return words["due.question"]
    return words[f"due.{_DUE.get(Measure(due.key), 'measurement')}"]


def _risk(topics: frozenset[Topic], seen: Seen, words: Words) -> Page:
    """Return the risk that a validated equation gives, with its name; an empty page where there is none to show."""
    clinical = seen.person.clinical
    if Topic.RISK not in topics or clinical is None or any(contradictions(clinical.profile)):
        return Page()
    result = clinical.choice.result
    equation, percent = result.equation, result.value
    if percent is None or equation.outcome not in _OUTCOMES:
        return Page()
    struck = 0 if percent < FEWEST_PERCENT else round(percent)
    count = words["risk.people"].format(people=struck) if struck else words["risk.fewer"]
    name = _SHORT_NAMES.get(equation.key, equation.name)
    outcome = words[f"risk.{_OUTCOMES[equation.outcome]}"].format(years=equation.horizon_years)
    lines = (Line(outcome), Line(words["risk.formula"].format(name=name), Tone.QUIET))
    return Page(headline=(count,), people=struck, lines=lines, phone=seen.phone)


def page_at(found: tuple[Page, ...], seconds: float) -> Page | None:
    """Return the page that is shown so long after the person came; None where there is none."""
    return found[int(max(0.0, seconds) // PAGE_SECONDS) % len(found)] if found else None
