"""What comes before everything else: a blood pressure that asks for something today, and what counts in a pregnancy."""

from collections.abc import Iterator

from ..person.maternity import Maternity
from ..person.pressure import PressureReading, Urgency, UrgentPressure
from .emergency import call
from .phrases import Phrases


def urgent_words(
    phrases: Phrases,
    urgent: UrgentPressure | None,
    maternity: Maternity | None,
    numbers: tuple[str, ...],
    *,
    is_now: bool,
) -> Iterator[str]:
    """Say what to do about the newest blood pressure, measured just now or longer ago; nothing where none is urgent.

    In a pregnancy and the weeks after a birth the signs are told at any pressure, and with none.
    """
    if maternity is not None:
        yield phrases.say(f"urgent.{maternity}")
    if urgent is not None:
        height = "high" if urgent.urgency is Urgency.MATERNITY_HIGH else "very_high"
        yield phrases.say(
            f"urgent.{height}_{'now' if is_now else 'before'}",
            pressure=_pressure(phrases, urgent.reading),
            date=phrases.day(urgent.reading.measured_at.date()),
        )
    if maternity is not None:
        yield from _maternity(phrases, urgent, numbers)
    elif urgent is not None:
        for key in ("repeat", "doctor"):
            yield phrases.say(f"urgent.{key}")
        yield phrases.say("urgent.signs", call=call(phrases, numbers))


def _maternity(phrases: Phrases, urgent: UrgentPressure | None, numbers: tuple[str, ...]) -> Iterator[str]:
    """Say the lines of that time, the one that was reached first, and its signs."""
    if urgent is not None and urgent.urgency is Urgency.MATERNITY_SEVERE:
        yield phrases.say("urgent.maternity_severe", call=call(phrases, numbers))
    elif urgent is not None:
        yield phrases.say("urgent.maternity_high")
    else:
        yield phrases.say("urgent.maternity_lines")
    yield phrases.say("urgent.maternity_signs")
    yield phrases.say("urgent.maternity_fit", call=call(phrases, numbers))


def _pressure(phrases: Phrases, reading: PressureReading) -> str:
    """Write a reading; of a single number which one it is."""
    upper, lower = (
        None if value is None else phrases.number(value)
        for value in (reading.systolic_mmhg, reading.diastolic_mmhg)
    )
    if upper is not None and lower is not None:
        return phrases.say("urgent.both", upper=upper, lower=lower)
    key = "upper_only" if lower is None else "lower_only"
    return phrases.say(f"urgent.{key}", value=upper or lower or "")
