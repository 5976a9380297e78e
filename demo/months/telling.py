"""Makes the outcome readable in a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.util import dt as dt_util

from .diary import READING, Change, Told
from .outcome import Outcome, Part, Week

_BARS: Final = "▁▂▃▄▅▆▇█"
_MODEL_KEYS: Final = ("model", "model_kind", "model_sha256")
"""Said once at the top, and not with each notice."""


def tell(outcome: Outcome) -> str:
    """Return everything that the play showed."""
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    """Yield the whole text."""
    yield f"*** {outcome.notice} ***"
    yield (
        f"{outcome.days} days from {outcome.first_day:%d %B %Y}, Home Assistant {outcome.home_assistant}, "
        f"model: {outcome.model}, {outcome.restarts} restarts of the integration, {outcome.seconds:.0f} s"
    )
    for part in outcome.parts:
        yield from _of_part(part)
    stranger = outcome.stranger
    yield _heading("The stranger")
    yield (
        f"  {stranger.walks} walks past the cameras, {stranger.pictures} pictures, of which the integration counted "
        f"{stranger.not_recognised} faces as nobody's. Stored people: {stranger.people_stored}. "
        f"Traces on the disk: {', '.join(stranger.traces) or 'none'}."
    )
    yield _heading("What had to happen")
    for what, holds in outcome.expectations().items():
        yield f"  {'yes' if holds else 'NO '}  {what}"


def _of_part(part: Part) -> Iterator[str]:
    """Yield what happened to one person."""
    yield _heading(f"{part.name}: {part.walks} walks past a camera, {part.readings} readings")
    if part.shifted_on is not None:
        yield f"  {part.shifted_on:%a %d %b %Y}         (the simulated values rise for good from here)"
    for at, text in sorted((*_changed(part.changes), *_told(part.notices)), key=lambda line: line[0]):
        yield f"  {at:%a %d %b %Y %H:%M}  {text}"
    yield _heading(f"{part.name}: notices in order")
    yield from (f"  {at:%d %b %H:%M}  {text}" for at, text in _told(part.notices))
    yield _heading(f"{part.name}: what the entities show at the end")
    width = max(map(len, part.sensors), default=0)
    yield from (f"  {name:<{width}}  {state}" for name, state in part.sensors.items())
    yield _heading(
        f"{part.name}: weeks of the face signal in Home Assistant's long-term statistics, 0 to 100"
    )
    yield from _weeks(part.weeks)
    for language, report in part.reports.items():
        yield _heading(f"{part.name}: the report in {language}")
        yield from (f"  | {line}".rstrip() for line in report.splitlines())


def _heading(text: str) -> str:
    """Return a heading."""
    return f"\n== {text}"


def _changed(changes: Iterable[Change]) -> Iterator[tuple[datetime, str]]:
    """Yield what entities showed; the first value of each is no change."""
    for change in changes:
        if change.before is None:
            yield change.at, f"{_words(change.key)} begins as {_shown(change.now)}"
        else:
            yield change.at, f"{_words(change.key)}: {_shown(change.before)} -> {_shown(change.now)}"


def _told(notices: Iterable[Told]) -> Iterator[tuple[datetime, str]]:
    """Yield what was told."""
    for told in notices:
        if told.kind != READING:
            yield told.at, f"TOLD: {_words(told.kind)}{_facts(told.facts)}"


def _facts(facts: Mapping[str, Any]) -> str:
    """Return what a notice carries beside the model."""
    said = [f"{_words(key)} {_value(value)}" for key, value in facts.items() if key not in _MODEL_KEYS]
    return f" ({', '.join(said)})" if said else ""


def _value(value: Any) -> str:  # noqa: ANN401  # an attribute of any kind
    """Return an attribute in words."""
    return " and ".join(map(_words, value)) if isinstance(value, list) else _words(str(value))


def _shown(state: str) -> str:
    """Return a state in words, a time as its local day."""
    try:
        return f"{dt_util.as_local(datetime.fromisoformat(state)):%d %B %Y}"
    except ValueError:
        return _words(state)


def _words(key: str) -> str:
    """Return a key as words."""
    return key.replace("_", " ")


def _weeks(weeks: Iterable[Week]) -> Iterator[str]:
    """Yield one line for each week, its mean drawn as well."""
    shown = tuple(weeks)
    highest = max((week.mean for week in shown), default=0.0)
    for week in shown:
        bar = _BARS[min(int(week.mean / max(highest, 1.0) * len(_BARS)), len(_BARS) - 1)]
        yield (
            f"  week of {week.monday:%d %b %Y}  {bar}  mean {week.mean:5.1f}   "
            f"lowest {week.minimum:5.1f}   highest {week.maximum:5.1f}"
        )
