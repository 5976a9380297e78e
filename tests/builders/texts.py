"""The texts of the screens, by language."""

import json
from pathlib import Path
from typing import Any

TRANSLATIONS = Path(__file__).parents[2] / "custom_components/digitalshadow/translations"

LANGUAGES = ("en", "de")


def texts_of(language: str) -> dict[str, Any]:
    """Return one language."""
    texts: dict[str, Any] = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    return texts
