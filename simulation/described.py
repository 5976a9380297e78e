"""A person described in a small JSON file, as the product would know them: answers and measurements, and no face."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
import json
from pathlib import Path
from typing import Any

from custom_components.digitalshadow.health.clinical import ClinicalSnapshot, clinical
from custom_components.digitalshadow.health.person.answers import answered
from custom_components.digitalshadow.health.person.measurements import Measurement
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.questions import QUESTIONS
from custom_components.digitalshadow.health.report.facts import ReportFacts, SpeakingModel, gather
from custom_components.digitalshadow.health.trend.trend import trend_of

MODEL = SpeakingModel(name="Marker demonstration", sha256="0" * 64, is_demonstration=True, is_verified=True)
"""Nobody here was seen by a camera."""


@dataclass(frozen=True, slots=True)
class Described:
    """A person and what may be said about them."""

    name: str
    """Whose report it is."""
    facts: ReportFacts
    """What may be said."""
    expected: Mapping[str, Any]
    """What is right for them, for tests."""


def described(path: Path) -> Described:
    """Read a person: `name`, `now`, `country`, `answers` by question, and `measured`.

    Each entry of `measured` has `at`, `values` by measure in stored units, and `days` if it was the same on so many
    days, the last of which is `at`. Times carry their zone.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    now = datetime.fromisoformat(content["now"])
    given = {"country": content["country"], **content["answers"]}
    answers = answered({name: QUESTIONS[name].read(value) for name, value in given.items()}, now.timestamp())
    known = clinical(answers, tuple(_measurements(content["measured"])), now)
    return Described(content["name"], _facts(known, content["country"], now), content["expected"])


def _facts(known: ClinicalSnapshot, country: str, now: datetime) -> ReportFacts:
    """Gather what may be said at `now`."""
    return gather(
        model=MODEL,
        days=(),
        trend=trend_of((), now.date()),
        answers=known.profile,
        measured=known.measured,
        urgent=known.urgent,
        country=country,
        now=now,
    )


def _measurements(entries: list[dict[str, Any]]) -> Iterator[Measurement]:
    """Yield what was measured."""
    for entry in entries:
        for number in range(entry.get("days", 1)):
            at = datetime.fromisoformat(entry["at"]) - timedelta(number)
            for name, value in entry["values"].items():
                yield Measurement(measure=Measure(name), value=value, day=at.date(), at=at)
