"""When what is known about a person should be measured or answered again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .measurements import Measurement
from .measures import Measure


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
        spec = measurement.measure.spec
        if measurement.day <= today and spec.plausible.holds(measurement.value) and not spec.is_lasting:
            newest[measurement.measure] = max(
                measurement.day, newest.get(measurement.measure, measurement.day)
            )
    dues = [
        Due(measure.value, day + timedelta(days=measure.spec.due_after_days))
        for measure, day in newest.items()
    ]
    dues += [Due(key, on) for key, on in answers_until.items()]
    return tuple(sorted(dues, key=lambda due: (due.on, due.key)))
