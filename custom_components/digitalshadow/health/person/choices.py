"""The answers to choose from, where a question has more of them than yes and no."""

from enum import StrEnum


class Sex(StrEnum):
    """The sex that an equation is asked for; the published equations know these two."""

    FEMALE = "female"
    MALE = "male"


class Smoking(StrEnum):
    """Tobacco and nicotine, in the steps of Life's Essential 8. The risk equations ask for `CURRENT` only."""

    NEVER = "never"
    QUIT_FIVE_YEARS_OR_MORE = "quit_five_years_or_more"
    QUIT_ONE_TO_FIVE_YEARS = "quit_one_to_five_years"
    QUIT_UNDER_ONE_YEAR = "quit_under_one_year"
    """No cigarette for at least 30 days; before that PREVENT still counts a person as `CURRENT`."""
    INHALED_NICOTINE = "inhaled_nicotine"
    """An electronic cigarette or another inhaled nicotine device, and no tobacco."""
    CURRENT = "current"


class Diabetes(StrEnum):
    """Diabetes as a doctor has diagnosed it."""

    NONE = "none"
    TYPE_1 = "type_1"
    TYPE_2 = "type_2"
    OTHER = "other"
    """Another or an unknown type."""
