"""The numbers and dates that a text says, in digits or in words."""

from collections.abc import Iterator
from dataclasses import dataclass
import re

from ..report.phrases import Language
from .verifier_words import VerifierWords

type SaidDate = tuple[int | None, int, int | None]
"""Day, month and year; what the text leaves out is None."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DIGITS_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GERMAN_COMPOUND = re.compile(r"(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(\w+zig|dreißig)")
_GERMAN_UNITS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CHINESE_NUMBER = re.compile(r"[零一二三四五六七八九十百千万两]+")
_CHINESE_NOT_NUMBERS = re.compile(r"百分之|百分点|十分|万一|千万|一定|一些|一样|四肢")


@dataclass(frozen=True, slots=True)
class SaidNumbers:
    """What was found in a text."""

    numbers: frozenset[float]
    """All numbers outside dates, those with percent included."""
    percents: frozenset[float]
    """The numbers with percent."""
    dates: frozenset[SaidDate]
    """Dates in words."""
    has_digits_date: bool
    """Whether there is a date such as 3.4.2027, which we never write."""


def find_numbers(text: str, language: Language, words: VerifierWords) -> SaidNumbers:
    """Return what a text says. `text` is NFKC-normalised, so that digits are plain ones."""
    dates = frozenset(_date(found, words) for found in words.month_day.finditer(text))
    rest = words.month_day.sub(" ", text)
    has_digits_date = _DIGITS_DATE.search(rest) is not None
    percents = {number_of(found[1], language) for found in words.percent.finditer(rest)}
    if language is Language.CHINESE:
        percents |= {number_of(found, language) for found in re.findall(r"百分之(\d+(?:\.\d+)?)", rest)}
        in_words = _chinese(rest)
    else:
        in_words = _in_words(rest, words)
    numbers = {number_of(found[0], language) for found in _NUMBER.finditer(rest)}
    return SaidNumbers(frozenset({*numbers, *in_words}), frozenset(percents), dates, has_digits_date)


def number_of(written: str, language: Language) -> float:
    """Return the value of a number as a language writes it; points of thousands are told by their groups of three."""
    decimal = "." if language in {Language.ENGLISH, Language.CHINESE} else ","
    if _THOUSANDS.fullmatch(written) and decimal not in written:
        return float(re.sub("[.,]", "", written))
    whole, *parts = re.split("[.,]", written)
    return float(f"{whole}.{''.join(parts)}" if parts else whole)


def _date(found: re.Match[str], words: VerifierWords) -> SaidDate:
    """Return the parts of a date in words. Where months are numbers, a text can say one that no year has."""
    day, month, year = found["before"] or found["after"], found["month"].lower(), found["year"]
    return (
        int(day) if day else None,
        int(month) if month.isdecimal() else words.months[month],
        int(year) if year else None,
    )


def _in_words(text: str, words: VerifierWords) -> Iterator[float]:
    """Yield the numbers that a text spells out; those joined by a hyphen, or as German joins them, are added up."""
    for found in _WORD.findall(text.lower()):
        if compound := _GERMAN_COMPOUND.fullmatch(found):
            yield _GERMAN_UNITS.index(compound[1]) + 1 + words.number_words.get(compound[2], 0)
            continue
        parts = [words.number_words[part] for part in found.split("-") if part in words.number_words]
        if parts:
            yield sum(parts)


def _chinese(text: str) -> Iterator[float]:
    """Yield the numbers in Chinese numerals; a single "one" is a word rather than a number."""
    for found in _CHINESE_NUMBER.findall(_CHINESE_NOT_NUMBERS.sub(" ", text)):
        total, current = 0, 0
        for character in found:
            if character in _CHINESE_POWERS:
                total += (current or 1) * _CHINESE_POWERS[character]
                current = 0
            else:
                current = _CHINESE_DIGITS[character]
        if found != "一":
            yield total + current
