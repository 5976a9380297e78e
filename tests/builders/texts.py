"""The texts of the screens, by language."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any, Final

TRANSLATIONS: Final = Path(__file__).parents[2] / "custom_components/digitalshadow/translations"

LANGUAGES: Final = sorted(file.stem for file in TRANSLATIONS.glob("*.json"))
"""Each language that the dialogs speak, as Home Assistant calls it."""

FORBIDDEN: Final[Mapping[str, str]] = {
    "en": r"\b(normal|healthy|all clear|nothing to worry)\b",
    "de": r"\b(normal\w*|gesund(e[rsnm]?)?|unbedenklich\w*)\b",
    "es": r"\b(normal\w*|san[oa]s?|saludable\w*|todo (está )?bien|nada de qué preocuparse)\b",
    "fr": r"\b(normal\w*|saine?s?|bonne santé|tout va bien|rien d.inquiétant|rassur\w*)\b",
    "it": r"\b(normal\w*|san[oaie]|buona salute|tutto (a posto|bene)|niente di cui preoccuparsi)\b",
    "ja": r"正常|健康(です|な|的)|異常(なし|は?ありません)|問題(ない|ありません)|安心|心配(ない|ありません)",
    "nl": r"\b(normaal|normale|gezonde?|niets aan de hand|geen zorgen|alles in orde)\b",  # codespell:ignore normale
    "pl": r"\b(normaln\w*|w normie|(nie)?prawidłow\w*|zdrow(y|a|e|i|ych|ym|ego|ej)|wszystko w porządku)\b",
    "pt": r"\b(norma(l|is)\w*|saudáve\w+|sadi[oa]s?|tudo bem|nada com que se preocupar)\b",
    "zh": r"正常|健康的|很健康|无异常|没有异常|没有问题|放心|(无需|不用|不必)担心",
}
"""What no text may say of a person or a value, by language: what reassures, or calls it normal."""


def of_language[T](rows: Mapping[str, T], language: str) -> T:
    """Return the row of a language; its region and its way of writing change nothing. Each must have one."""
    return rows[language.partition("-")[0]]


def untranslated(english: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Return the keys of long texts that are in English still."""
    return {key for key, text in english.items() if other.get(key) == text and len(text) > 24}


def texts_of(language: str) -> dict[str, Any]:
    """Return one language."""
    texts: dict[str, Any] = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    return texts
