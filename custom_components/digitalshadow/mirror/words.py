"""The words of a mirror, few enough to be read at two metres."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Final

from ..health.report.phrases import spoken

type Words = Mapping[str, str]
"""Texts of one language by key."""

WORDS: Final[Mapping[str, Words]] = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "wording").glob("*.json"))
}
"""By language."""
ENGLISH: Final = "en"


def language_of_words(*wished: str) -> str:
    """Return the first of the wished languages (tags as "de-AT") that a mirror speaks; else English."""
    return next((str(code) for code in map(spoken, wished) if code in WORDS), ENGLISH)
