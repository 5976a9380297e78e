"""What the play showed, and what it had to show: both as records that can be written as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.util import dt as dt_util

from custom_components.digitalshadow.why_no_value import NOTHING_DUE

from .diary import READING, Change, Told

RISING: Final = "rising"
FOUND_WITHIN_DAYS: Final = 21
_REPORT_READY: Final = "report_ready"
_OUT_OF_DATE: Final = "input_out_of_date"
_TREND_KEY: Final = "trend"
SUSTAINED_DAYS: Final = 30
"""A rise that has lasted so long calls for measuring the blood pressure."""
_TOLD_AFTER_DAYS: Final = 2
"""Debounce, and the night in which everything becomes a day older."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of Home Assistant's own long-term statistics of the face signal, 0 to 100."""

    monday: date
    """First day of the week."""
    mean: float
    """Mean over the hours."""
    minimum: float
    """Lowest."""
    maximum: float
    """Highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What happened to one enrolled person."""

    name: str
    """As the household calls the person."""
    walks: int
    """How often the person walked past a camera."""
    readings: int
    """How many readings the record holds."""
    shifted_on: date | None
    """When the simulated values changed for good."""
    changes: tuple[Change, ...]
    """What the entities showed, in order."""
    told: tuple[Told, ...]
    """What the event entity told, in order, readings included."""
    sensors: Mapping[str, str]
    """What every entity shows at the end."""
    weeks: tuple[Week, ...]
    """The statistics."""
    reports: Mapping[str, str]
    """The report by language, as Markdown."""

    @property
    def notices(self) -> tuple[Told, ...]:
        """What was told beside readings."""
        return tuple(told for told in self.told if told.kind != READING)

    @property
    def rose_on(self) -> date | None:
        """The first day on which the trend said so."""
        days = (
            change.at.date() for change in self.changes if (change.key, change.now) == (_TREND_KEY, RISING)
        )
        return next(days, None)

    @property
    def runs_out_on(self) -> date | None:
        """When the measurements from before the play run out."""
        dues = (
            change.now
            for change in self.changes
            if change.key == "next_input_due" and change.now != NOTHING_DUE
        )
        first = next(dues, None)
        return None if first is None else dt_util.as_local(datetime.fromisoformat(first)).date()

    @property
    def told_twice(self) -> tuple[Told, ...]:
        """Notices that say what the one of their kind before them said; reports are told each time."""
        kinds = {told.kind for told in self.notices} - {_REPORT_READY}
        by_kind = ([told for told in self.notices if told.kind == kind] for kind in sorted(kinds))
        return tuple(
            later for told in by_kind for before, later in pairwise(told) if before.facts == later.facts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangersPart:
    """What is left of somebody who never enrolled."""

    walks: int
    """How often the stranger walked past a camera."""
    pictures: int
    """Pictures with the stranger's face."""
    not_recognised: int
    """How many faces the integration counted as nobody's."""
    people_stored: int
    """How many people the record knows."""
    traces: tuple[str, ...]
    """Files that hold something of the stranger's pictures, or of anybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The whole play."""

    notice: str
    """That all of it is made up."""
    home_assistant: str
    """Version of Home Assistant."""
    model: str
    """The name of what stands for a model."""
    days: int
    """How many days were played."""
    first_day: date
    """The first of them."""
    restarts: int
    """How often the integration was reloaded."""
    told_at_restarts: int
    """What was told because of that."""
    errors_logged: int
    """Errors that the integration logged."""
    parts: tuple[Part, ...]
    """The enrolled people."""
    stranger: StrangersPart
    """The stranger."""
    seconds: float
    """How long the play took on this machine."""

    def expectations(self) -> dict[str, bool]:
        """Return what the play has to show, and whether it did."""
        found: dict[str, bool] = {}
        for part in self.parts:
            found |= dict(_expectations_of(part, self.days, self.first_day))
        stranger = self.stranger
        return found | {
            "a restart of the integration tells nothing": self.told_at_restarts == 0,
            "the integration logged no error": self.errors_logged == 0,
            "the stranger was seen, and counted as nobody": 0 < stranger.not_recognised == stranger.pictures,
            "nobody but the enrolled people is stored": stranger.people_stored == len(self.parts),
            "no picture left a trace on the disk, neither the stranger's nor anybody's": not stranger.traces,
        }

    @property
    def complete(self) -> bool:
        """Whether everything happened that has to."""
        return all(self.expectations().values())

    def write(self, file: Path) -> None:
        """Write everything as JSON."""
        data = asdict(self) | {"expectations": self.expectations(), "complete": self.complete}
        for part, written in zip(self.parts, data["parts"], strict=True):
            written["rose_on"] = part.rose_on
        file.write_text(json.dumps(data, indent=2, default=_as_text, ensure_ascii=False) + "\n")


def _expectations_of(part: Part, days: int, first_day: date) -> Iterator[tuple[str, bool]]:
    """Yield what one person's part has to show, as far as the play lasts long enough for it."""
    name, kinds = part.name, {told.kind for told in part.notices}
    yield f"{name}: each walk became one reading", part.readings == part.walks
    readings_told = sum(told.kind == READING for told in part.told)
    yield f"{name}: each reading was told once", readings_told == part.readings
    yield f"{name}: no notice was told twice", not part.told_twice
    reports_told = sum(told.kind == _REPORT_READY for told in part.notices)
    yield f"{name}: each report was told once", reports_told == len(part.reports)
    if part.runs_out_on is not None and part.runs_out_on < first_day + timedelta(days=days - 1):
        told = [notice for notice in part.notices if notice.kind == _OUT_OF_DATE]
        yield f"{name}: the measurement that ran out was told once", len(told) == 1
    if part.shifted_on is None:
        yield f"{name}: no change was made up, and none was found", part.rose_on is None
        return
    played = days - (part.shifted_on - first_day).days
    if played > FOUND_WITHIN_DAYS + _TOLD_AFTER_DAYS:
        late = None if part.rose_on is None else (part.rose_on - part.shifted_on).days
        yield (
            f"{name}: the rise was found within {FOUND_WITHIN_DAYS} days",
            late is not None and 0 <= late <= FOUND_WITHIN_DAYS,
        )
        yield f"{name}: the changed trend was told", "trend_changed" in kinds
    if played > FOUND_WITHIN_DAYS + SUSTAINED_DAYS + _TOLD_AFTER_DAYS:
        asked = [told for told in part.notices if told.kind == "measure_blood_pressure"]
        yield f"{name}: the lasting rise asked once for the blood pressure", len(asked) == 1
        attention = any((change.key, change.now) == ("attention", "on") for change in part.changes)
        yield f"{name}: the lasting rise turned attention on", attention


def _as_text(value: Any) -> str | dict[str, Any]:  # noqa: ANN401  # whatever the records hold
    """Return a date, or a mapping that is no dict, for JSON."""
    return dict(value) if isinstance(value, Mapping) else value.isoformat()
