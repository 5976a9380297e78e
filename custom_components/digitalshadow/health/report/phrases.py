"""The texts of one language: looked up, with numbers, dates, lists and plurals as that language writes them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "wording"


class Language(StrEnum):
    """The languages of a report."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    ITALIAN = "it"
    DUTCH = "nl"
    PORTUGUESE = "pt"
    """As it is written in Brazil."""
    CHINESE = "zh"
    POLISH = "pl"
    JAPANESE = "ja"


_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
"""What a tag says of Chinese in traditional letters, which is another way of writing than ours."""


def spoken(tag: str) -> Language | None:
    """Return the language of a tag such as "de-AT"; None where we do not speak it, or write it otherwise."""
    code, *rest = tag.lower().replace("_", "-").split("-")
    if code == Language.CHINESE and "hans" not in rest and _TRADITIONAL.intersection(rest):
        return None
    return Language(code) if code in Language else None


def language_of(tag: str) -> Language:
    """Return the language of a tag, else English."""
    return spoken(tag) or Language.ENGLISH


_COUNTED: Final = {"one", "few", "many", "other"}
"""The forms of a counted thing, as the Unicode CLDR names them."""


def _polish(number: int) -> str:
    """Return the form of a Polish count: 1; 2 to 4 but not 12 to 14; all others."""
    if number == 1:
        return "one"
    return "few" if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else "many"


PLURALS: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {
        "none": lambda _: "other",
        "one": lambda number: "one" if number == 1 else "other",
        "up_to_one": lambda number: "one" if number in {0, 1} else "other",
        "polish": _polish,
    }
)
"""The rules of the CLDR for counts. The file of a language names its own.

A new language is its file and its line in `Language`.
"""


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language."""

    language: Language
    """Which one."""
    texts: Mapping[str, Any]
    """Texts by dotted key: a text, a list of texts, or for a counted thing its forms, `other` always among them."""

    def say(self, key: str, **values: str) -> str:
        """Return a text with its places filled in. Values are put in once: what looks like a place in them stays."""
        return str(self.texts[key]).format_map(values)

    def count(self, key: str, number: int, **values: str) -> str:
        """Return a text about a counted thing, with the number in its place `n`."""
        forms = self.texts[key]
        form = PLURALS[self.texts["format.plural"]](number)
        return str(forms.get(form, forms["other"])).format_map({"n": str(number), **values})

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with so many digits after the decimal point, without separators of thousands."""
        return f"{value:.{digits}f}".replace(".", self.texts["format.decimal"])

    def percent(self, value: float, digits: int = 0) -> str:
        """Return percent with their sign."""
        return self.say("format.percent", number=self.number(value, digits))

    def day(self, day: date) -> str:
        """Return a date with the name of its month."""
        month = self.texts["format.months"][day.month - 1]
        first = self.texts.get("format.first_of_month") if day.day == 1 else None
        return self.say("format.date", day=first or str(day.day), month=month, year=str(day.year))

    def listed(self, items: Iterable[str]) -> str:
        """Return items as an enumeration."""
        *most, last = items
        if not most:
            return last
        return f"{self.texts['format.list_separator'].join(most)}{self.texts['format.list_last']}{last}"


def _load(language: Language) -> Phrases:
    """Read the texts of a language; the nesting of the file becomes dotted keys."""
    nested = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Phrases(language, MappingProxyType(dict(_flat("", nested))))


def _flat(prefix: str, texts: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield the texts with dotted keys; what has the forms `one` and `other` stays together."""
    for key, value in texts.items():
        if isinstance(value, dict) and not value.keys() <= _COUNTED:
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


PHRASES: Final[Mapping[Language, Phrases]] = MappingProxyType(
    {language: _load(language) for language in Language}
)
"""All languages, read while this module is imported, so that nothing is read from disk inside an event loop."""
