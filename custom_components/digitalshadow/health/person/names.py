"""Names that come from outside, made harmless to show without misspelling them."""

from typing import Final
import unicodedata

_MARKUP: Final = frozenset("{}<>`|\\")
"""Characters that mean something in templates, Markdown and HTML; names appear in all three."""
_NON_JOINER, _JOINER = "\u200c", "\u200d"
"""Two signs without a width that are part of the spelling in Persian, in Indian scripts and in emoji."""
_VIRAMA: Final = 9
"""The combining class of the sign that joins Indian consonants."""
_VARIATION: Final = "\ufe0f"
"""Makes an emoji of the sign before it."""


def clean_name(text: str) -> str:
    """Return a typed name fit for showing: composed, without control, format and markup characters, single spaces.

    Empty when nothing is left. How long a name may be is the caller's to say: a cut name is another name.
    """
    while (cleaner := _cleaner(text)) != text:
        text = cleaner  # what was left out may let others compose, or stand beside a joiner
    return text


def _cleaner(text: str) -> str:
    """Return a name with less that has no place in it."""
    shown = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    return " ".join(_without_loose_joiners(shown).split())


def _plain(letter: str) -> str:
    """Return the letter, a space for any white space, or nothing for what has no place in a name."""
    if letter.isspace():
        return " "
    if letter in {_NON_JOINER, _JOINER}:
        return letter
    return "" if letter in _MARKUP or unicodedata.category(letter).startswith("C") else letter


def _without_loose_joiners(text: str) -> str:
    """Drop joiners where they join nothing: there they only make two names that look alike."""
    kept: list[str] = []
    for letter, after in zip(text, _followers(text), strict=True):
        is_joiner = letter in {_NON_JOINER, _JOINER}
        if not is_joiner or (kept and _is_joined(kept[-1], letter, after)):
            kept.append(letter)
    return "".join(kept)


def _followers(text: str) -> list[str]:
    """Return for each character the next one that is no joiner; a space behind the last."""
    followers, after = [], " "
    for letter in reversed(text):
        followers.append(after)
        after = after if letter in {_NON_JOINER, _JOINER} else letter
    return followers[::-1]


def _is_joined(before: str, joiner: str, after: str) -> bool:
    """Tell whether a joiner is written between two characters; Bengali and Kannada have it before their virama too."""
    if _VIRAMA in {unicodedata.combining(before), unicodedata.combining(after)}:
        return True
    if joiner == _JOINER and _is_emoji(before) and _is_emoji(after):
        return True
    return unicodedata.bidirectional(before) in {"AL", "NSM"} and unicodedata.bidirectional(after) == "AL"


def _is_emoji(character: str) -> bool:
    """Tell whether a character is a picture, or what changes the one before it."""
    return character == _VARIATION or unicodedata.category(character) in {"So", "Sk"}
