"""When what is known about a person should be measured or answered again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .measurements import RULES, Measure, Measurement

_LASTING: Final = frozenset({Measure.HEIGHT})
"""What is measured once."""


@dataclass(frozen=True, slots=True)
class Due:
    """What should be measured or answered again, and when."""

    key: str
    """The name of the answer or measure."""
    on: date
    """The day; in the past when it is overdue."""


def dues_of(
    measurements: Iterable[Measurement], answers_until: Mapping[str, date], today: date
) -> tuple[Due, ...]:
    """Return what runs out, soonest first; what ran out long ago stays overdue until it is renewed.

    `answers_until` names the answers that do not stay true, each with the day on which it runs out. Measurements of the
    future and implausible ones are passed over, as in `measurements.average`.
    """
    newest: dict[Measure, date] = {}
    for measurement in measurements:
        is_plausible = RULES[measurement.measure].plausible.holds(measurement.value)
        if measurement.day <= today and is_plausible and measurement.measure not in _LASTING:
            newest[measurement.measure] = max(
                measurement.day, newest.get(measurement.measure, measurement.day)
            )
    dues = [
        Due(measure.value, day + timedelta(days=RULES[measure].due_after_days))
        for measure, day in newest.items()
    ]
    dues += [Due(key, on) for key, on in answers_until.items()]
    return tuple(sorted(dues, key=lambda due: (due.on, due.key)))
