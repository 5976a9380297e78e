"""What a mirror may show of a person: its own most, the person's choice for it, and what age and urgency leave.

The most a mirror may show is an administrator's choice, kept with the mirror. What it may show of a person is that
person's choice, kept with the person; who never chose is greeted and no more.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, Final

ADULT_YEARS: Final = 18
"""From this age on more than a greeting may be shown."""


class Topic(StrEnum):
    """What can be shown or left out."""

    GREETING = "greeting"
    DUE = "due"
    SIGNAL = "signal"
    RISK = "risk"
    PULSE = "pulse"


GREETING_ALONE: Final = frozenset({Topic.GREETING})
"""What a mirror shows of somebody who never chose."""


class Limit(StrEnum):
    """Why a topic that a person chose is not shown."""

    MIRROR = "mirror"
    """This mirror may not show it at most."""
    AGE = "age"
    """The person is under 18, or their date of birth is not known."""


def chosen_for(choices: Mapping[str, Collection[str]], mirror_id: str) -> frozenset[Topic]:
    """Return what a person chose for a mirror."""
    chosen = choices.get(mirror_id)
    return GREETING_ALONE if chosen is None else topics_in(chosen)


def topics_in(names: Collection[Any]) -> frozenset[Topic]:
    """Return the topics that are named; whatever is no topic is left out."""
    return frozenset(topic for topic in Topic if topic in names)


def limit_of(topic: Topic, at_most: Collection[Topic], age_years: int | None) -> Limit | None:
    """Return why a topic is never shown, whatever the person chooses; None where the choice decides."""
    if topic not in at_most:
        return Limit.MIRROR
    if topic is not Topic.GREETING and (age_years is None or age_years < ADULT_YEARS):
        return Limit.AGE
    return None


def allowed(
    at_most: Collection[Topic], chosen: Collection[Topic], age_years: int | None, *, is_urgent: bool
) -> frozenset[Topic]:
    """Return what may be shown of a person now; while a value is urgent nothing but the greeting."""
    may = frozenset(topic for topic in chosen if limit_of(topic, at_most, age_years) is None)
    return may & GREETING_ALONE if is_urgent else may
