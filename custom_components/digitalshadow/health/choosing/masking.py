"""Our texts without what they say about a person: every value, name and date is a place such as "[date]"."""

from collections.abc import Iterable, Mapping
from typing import Final, override

from ..report.phrases import PHRASES, Language, Phrases

HIDDEN: Final = "[...]"
"""Shown in the place of a text that was not put together by `MaskedPhrases`."""

_VALUE_KEYS: Final = ("format.", "level.")
"""Texts that write a value: a percentage, a date, the class of a risk."""


class Masked(str):
    """A text that is safe to show: what was put into it is hidden."""

    __slots__ = ()


class MaskedPhrases(Phrases):
    """One language, with names of places where `Phrases` puts values.

    Whatever is put into a text is hidden unless it is such a text itself: a new kind of value is hidden before anybody
    thinks of it. The texts about facts are the same and stand in the same order, because only the facts decide which.
    """

    @override
    def say(self, key: str, **values: str) -> str:
        """Return a text with its places left open."""
        if key.startswith(_VALUE_KEYS) and not any(isinstance(value, Masked) for value in values.values()):
            return super().say(key, **values)
        return Masked(str(self.texts[key]).format_map(_hidden(values)))

    @override
    def count(self, key: str, number: int, **values: str) -> str:
        """Return a text about a counted thing; always the plural, which would tell one from many."""
        return Masked(str(self.texts[key]["other"]).format_map({"n": "[n]", **_hidden(values)}))

    @override
    def listed(self, items: Iterable[str]) -> str:
        """Return an enumeration; of values it is one, too."""
        items = tuple(items)
        text = super().listed(items)
        return Masked(text) if all(isinstance(item, Masked) for item in items) else text


def masked_phrases(language: Language) -> MaskedPhrases:
    """Return the texts of a language without values."""
    return MaskedPhrases(language, PHRASES[language].texts)


def shown(text: str) -> str:
    """Return a text if it is safe to show, else `HIDDEN`."""
    return str(text) if isinstance(text, Masked) else HIDDEN


def _hidden(values: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the places of a text."""
    return {name: value if isinstance(value, Masked) else f"[{name}]" for name, value in values.items()}
