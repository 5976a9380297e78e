"""Names that come from outside, as reports show them."""

from typing import Final

from ..person.names import clean_name

MOST_CHARACTERS: Final = 48


def display_name(name: str) -> str:
    """Return a name in one line that is not too long, without control, format and markup characters.

    A name of which nothing is left becomes a question mark.
    """
    return clean_name(name)[:MOST_CHARACTERS].strip() or "?"
