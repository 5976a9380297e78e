"""The words by which a text in one language is judged, ready for searching."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
from pathlib import Path
import re
from types import MappingProxyType
from typing import Any, Final

from ..report.phrases import PHRASES, Language

_FOLDER: Final = Path(__file__).parent / "verifier_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierWords:
    """One language."""

    terms: re.Pattern[str]
    """Names of diseases."""
    diagnosis: re.Pattern[str]
    """Turns of phrase that say what somebody has."""
    medication: re.Pattern[str]
    """Drugs, and everything that is taken like one."""
    reassurance: re.Pattern[str]
    """What comforts or calls somebody well."""
    amounts: re.Pattern[str]
    """Amounts without a number, such as "twice"."""
    weekdays: re.Pattern[str]
    """Days of the week."""
    titled_name: re.Pattern[str]
    """A title or a greeting and the name that belongs to it."""
    month_day: re.Pattern[str]
    """A date in words, with the groups `before`, `month`, `after` and `year`."""
    percent: re.Pattern[str]
    """A number with the sign or the word for percent; group 1 is the number."""
    ratio: re.Pattern[str] | None
    """So many of so many; None where the language says it the other way round."""
    months: Mapping[str, int]
    """Names of months in lower case."""
    number_words: Mapping[str, int]
    """Numbers in words."""
    stop_words: frozenset[str]
    """The small words by which a language is known."""
    openers: frozenset[str]
    """Words that open a sentence and are no names, in lower case."""
    nouns_are_capital: bool
    """Whether a capital letter says nothing."""


def _load(language: Language) -> VerifierWords:
    """Read the words of a language."""
    raw: Mapping[str, Any] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    is_chinese = language is Language.CHINESE
    months = {name.lower(): place for place, name in enumerate(PHRASES[language].texts["format.months"], 1)}
    percent = "|".join(("%", *raw["percent"]))
    return VerifierWords(
        terms=_any_of(raw["terms"], is_chinese),
        diagnosis=_any_of(raw["diagnosis"], is_chinese),
        medication=_any_of(raw["medication"], is_chinese),
        reassurance=_any_of(raw["reassurance"], is_chinese),
        amounts=_any_of(raw["amounts"], is_chinese),
        weekdays=_any_of(raw["weekdays"], is_chinese),
        titled_name=_titled_name("|".join(raw["titles"]), is_chinese),
        month_day=_month_day(PHRASES[language].texts["format.months"], is_chinese),
        percent=re.compile(rf"(\d+(?:[.,]\d+)*)\s?(?:{percent})(?!\w)", re.IGNORECASE),
        ratio=_ratio(raw["of"], raw["years"]),
        months=MappingProxyType(months),
        number_words=MappingProxyType(raw["number_words"]),
        stop_words=frozenset(raw["stop_words"]),
        openers=frozenset(word.lower() for word in raw["openers"]),
        nouns_are_capital=raw["nouns_are_capital"],
    )


def _any_of(patterns: list[str], is_chinese: bool) -> re.Pattern[str]:  # noqa: FBT001  # a fact, not a switch
    """Join patterns; outside Chinese, which writes without spaces, they match whole words."""
    joined = "|".join(patterns)
    return re.compile(joined if is_chinese else rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董"
    "袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
)


def _titled_name(titles: str, is_chinese: bool) -> re.Pattern[str]:  # noqa: FBT001  # a fact, not a switch
    """Return what finds a name by its title, which stands behind the name in Chinese."""
    if is_chinese:
        return re.compile(rf"([{_SURNAMES}]\w{{0,2}}?)(?:{titles})")
    return re.compile(rf"(?<!\w)(?:{titles})\.? ([^\W\d_]+)")


def _month_day(months: list[str], is_chinese: bool) -> re.Pattern[str]:  # noqa: FBT001  # a fact
    """Return what finds a date in words: day and year may be missing, and the day stands on either side."""
    if is_chinese:
        return re.compile(
            r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<before>\d{1,2})[日号])?(?P<after>)"
        )
    names = "|".join(months)
    return re.compile(
        rf"(?:(?P<before>\d{{1,2}})(?:\.|er|st|n[d]|rd|th)?\s+(?:de\s+|of\s+)?)?(?<!\w)(?P<month>{names})(?!\w)"
        r"(?:\s+(?P<after>\d{1,2})(?:st|n[d]|rd|th)?(?!\d))?(?:,?\s+(?:de\s+)?(?P<year>\d{4}))?"
    )


def _ratio(of: str, years: str) -> re.Pattern[str] | None:
    """Return what finds "9 of 100" and "9 people in 100", and not "9 in 10 years"."""
    if not of:
        return None
    return re.compile(rf"(\d+) (?:\w+ )?{of} (1000|100|10)(?!\d)(?! {years})", re.IGNORECASE)


WORDS: Final[Mapping[Language, VerifierWords]] = MappingProxyType(
    {language: _load(language) for language in Language}
)
"""All languages, read while this module is imported."""
