"""Names that come from outside, made harmless to show."""

import unicodedata

MOST_CHARACTERS = 48
_DROPPED = frozenset("{}<>`|\\")


def display_name(name: str) -> str:
    """Return a name in one line, without control and formatting characters and without what markup reads.

    A name of which nothing is left becomes a question mark.
    """
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", name)
        if character.isspace() or (unicodedata.category(character)[0] != "C" and character not in _DROPPED)
    )
    return " ".join("".join(kept).split())[:MOST_CHARACTERS].strip() or "?"
