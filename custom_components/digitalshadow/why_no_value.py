"""What stands in a person's sensor while there is no value: why, by names that every account reads in its language."""

from typing import Final

from .engine.records.pulse import WhyNoPulse
from .health.equations.equation import Reason
from .health.trend.baseline import FEWEST_DAYS
from .health.trend.replay import TrendState
from .people.snapshot import PersonSnapshot

NOT_SEEN_YET: Final = "not_seen_yet"
TOO_OLD: Final = "too_old"
"""The last visit was so long ago that it says nothing of today."""
ONE_CAMERA: Final = "one_camera"
"""One camera alone sees a rise, and a new lamp before it looks the same."""
NO_REPORT_YET: Final = "no_report_yet"
NOTHING_DUE: Final = "nothing_due"
CONSENT_NEEDED: Final = "consent_needed"
PHOTOS_NEEDED: Final = "photos_needed"
RECOGNITION_OFF: Final = "recognition_off"
WITHOUT_READING: Final = (CONSENT_NEEDED, PHOTOS_NEEDED, RECOGNITION_OFF, NOT_SEEN_YET, TOO_OLD)
"""Why a face says nothing."""
LEARNING_DAYS: Final = tuple(f"day_{day}" for day in range(1, FEWEST_DAYS + 1))
"""How many days of those that the own range takes have been seen."""
MOST_MISSING: Final = 20
"""No equation needs more."""
MISSING: Final = tuple(f"missing_{count}" for count in range(1, MOST_MISSING + 1))
"""How many answers or measurements the equation lacks."""

NOT_AGREED: Final = "not_agreed"
NOT_LATELY: Final = "not_lately"
"""The latest rate is none of now any more, or no piece of video was long enough since the start."""
MEASURED: Final = "measured"
PULSE_REASONS: Final = (NOT_AGREED, NOT_LATELY, MEASURED, *map(str, WhyNoPulse))
"""Everything the sensor can say that tells why there is no pulse rate."""

TREND_STATES: Final = (*WITHOUT_READING, *LEARNING_DAYS, *map(str, TrendState))
"""Everything the trend's sensor can say."""

WITHOUT_ATTENTION: Final = (*WITHOUT_READING, *LEARNING_DAYS, TrendState.CALIBRATING.value, ONE_CAMERA)
"""Why it is not known whether a rise lasts."""


def why_no_reading(person: PersonSnapshot) -> str:
    """Return why a face says nothing of today."""
    if person.needs_consent:
        return CONSENT_NEEDED
    if person.needs_enrolment:
        return PHOTOS_NEEDED
    if not person.monitoring:
        return RECOGNITION_OFF
    return NOT_SEEN_YET if person.reading is None else TOO_OLD


def trend_state(person: PersonSnapshot) -> str | None:
    """Return what is said of the trend, or why nothing is; None until it was computed."""
    if person.reading is None or person.is_out_of_date:
        return why_no_reading(person)
    if person.trend is None:
        return None
    state, days = person.trend.state, person.trend.baseline_days
    is_counted = state is TrendState.CALIBRATING and 0 < days <= FEWEST_DAYS
    return LEARNING_DAYS[days - 1] if is_counted else str(state)


def why_no_attention(person: PersonSnapshot) -> str | None:
    """Return why it is not known whether a rise lasts; None where it is, and until the trend was computed.

    A rise that one camera alone sees is no reason to look, but none to say that all is as before either.
    """
    if person.attention is not None:
        return None
    state = trend_state(person)
    return state if state is None or state in WITHOUT_ATTENTION else ONE_CAMERA


def why_no_pulse(person: PersonSnapshot) -> str:
    """Return the first reason why there is no pulse rate now, or that there is one."""
    if not person.may_have_pulse:
        return NOT_AGREED
    if person.pulse is not None:
        return MEASURED
    return str(person.no_pulse[0]) if person.no_pulse else NOT_LATELY


def why_no_risk(person: PersonSnapshot) -> str | None:
    """Return why no equation gives a number; None until one was looked for."""
    if person.clinical is None:
        return None
    reason, missing = person.clinical.choice.result.reason, len(person.clinical.missing)
    if reason in (Reason.MISSING_INPUT, Reason.EGFR_MISSING) and missing:
        return MISSING[min(missing, MOST_MISSING) - 1]
    return None if reason is None else str(reason)
