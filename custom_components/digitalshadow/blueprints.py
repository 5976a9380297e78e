"""The automation blueprints: those in the integration's folder, and their copies where Home Assistant looks for them.

Stores and updaters bring nothing but the integration's own folder, so the blueprints lie in it. They are copied on
request only, in the home's language; Home Assistant itself translates no blueprint.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import hashlib
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util.yaml import load_yaml_dict

from .const import DOMAIN
from .health.report.phrases import language_of
from .issues import Issue, async_take_back, async_tell

SHIPPED_FOLDER: Final = Path(__file__).parent / "automation_blueprints"


class Outcome(StrEnum):
    """What becomes of one blueprint when they are installed."""

    INSTALLED = "installed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Somebody changed the file; it is left alone."""


class Copies(StrEnum):
    """How all copies stand to what the integration brings."""

    NONE = "none"
    """Nobody has installed them."""
    CURRENT = "current"
    OLDER = "older"
    """Installing them again would change something: a newer version, another language, or one more blueprint."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """The blueprints beside their copies, each by its path."""

    shipped: Mapping[str, Blueprint]
    outcomes: Mapping[str, Outcome]
    """What installing them would do, without overwriting."""
    installed: Mapping[str, str]
    """The fingerprint of what was installed there last."""


async def async_install_blueprints(hass: HomeAssistant, *, overwrite: bool = False) -> dict[str, Outcome]:
    """Install every blueprint and reload the automations that use one; return what became of each, by path.

    A file that is not as it was installed belongs to the person who changed it, and is replaced with `overwrite` only.
    """
    compared = await _async_compared(hass)
    installed, outcomes = dict(compared.installed), dict(compared.outcomes)
    for path, shipped in compared.shipped.items():
        if overwrite and outcomes[path] is Outcome.KEPT:
            outcomes[path] = Outcome.UPDATED
        if outcomes[path] in (Outcome.INSTALLED, Outcome.UPDATED):
            await async_get_blueprints(hass).async_add_blueprint(shipped, path, allow_override=True)
            installed[path] = _fingerprint(shipped.yaml())
    await _store(hass).async_save(installed)
    async_take_back(hass, Issue.BLUEPRINTS_CHANGED)
    return outcomes


async def async_copies(hass: HomeAssistant) -> Copies:
    """Tell how the copies stand to what the integration brings. A copy that somebody removed is not missed."""
    compared = await _async_compared(hass)
    if set(compared.outcomes.values()) == {Outcome.INSTALLED}:
        return Copies.NONE
    changes = any(
        outcome is Outcome.UPDATED or (outcome is Outcome.INSTALLED and path not in compared.installed)
        for path, outcome in compared.outcomes.items()
    )
    return Copies.OLDER if changes else Copies.CURRENT


async def async_offer_changed_blueprints(hass: HomeAssistant) -> None:
    """Offer the blueprints again where they were installed and have changed since; nothing where nobody wanted them."""
    if await _store(hass).async_load() and await async_copies(hass) is Copies.OLDER:
        async_tell(hass, Issue.BLUEPRINTS_CHANGED)
    else:
        async_take_back(hass, Issue.BLUEPRINTS_CHANGED)


async def _async_compared(hass: HomeAssistant) -> _Compared:
    """Read the blueprints and their copies."""
    installed = await _store(hass).async_load() or {}
    shipped = await hass.async_add_executor_job(_load_shipped, hass.config.language)
    folder = async_get_blueprints(hass).blueprint_folder
    found = await hass.async_add_executor_job(lambda: {path: _text_of(folder / path) for path in shipped})
    outcomes = {path: _outcome(found[path], one.yaml(), installed.get(path)) for path, one in shipped.items()}
    return _Compared(shipped, outcomes, installed)


def _outcome(found: str | None, shipped: str, installed: str | None) -> Outcome:
    """Decide what to do with one file: its text now, the text to install, the fingerprint of what was installed."""
    if found is None:
        return Outcome.INSTALLED
    if found == shipped:
        return Outcome.UNCHANGED
    return Outcome.UPDATED if _fingerprint(found) == installed else Outcome.KEPT


def _load_shipped(language: str) -> dict[str, Blueprint]:
    """Return the blueprints in the integration's folder by the path they get, in a language; reads files."""
    texts_file = SHIPPED_FOLDER / f"{language_of(language)}.json"
    texts = json.loads(texts_file.read_text(encoding="utf-8")) if texts_file.exists() else {}
    return {
        blueprint_path(file.stem): Blueprint(
            _translated(load_yaml_dict(file), texts),
            path=blueprint_path(file.stem),
            expected_domain="automation",
            schema=AUTOMATION_BLUEPRINT_SCHEMA,
        )
        for file in sorted(SHIPPED_FOLDER.glob("*.yaml"))
    }


def blueprint_path(name: str) -> str:
    """Return by which path Home Assistant knows the copy of a blueprint."""
    return f"{DOMAIN}/{name}.yaml"


def _translated(content: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a blueprint whose own description, and nothing that it does, is in another language."""
    return {**content, "blueprint": _in_language(content["blueprint"], texts)}


def _in_language(part: Any, texts: Mapping[str, str]) -> Any:  # noqa: ANN401  # a part of a YAML file
    """Return a part of a description with each text that somebody reads translated; others have no translation."""
    if isinstance(part, dict):
        return {key: _in_language(value, texts) for key, value in part.items()}
    if isinstance(part, list):
        return [_in_language(value, texts) for value in part]
    return texts.get(part, part) if isinstance(part, str) else part


def _text_of(file: Path) -> str | None:
    """Return a file's text; None where there is no file."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _fingerprint(text: str) -> str:
    """Return what tells whether a file is still as it was installed."""
    return hashlib.sha256(text.encode()).hexdigest()


def _store(hass: HomeAssistant) -> Store[dict[str, str]]:
    """Return where the fingerprints of the installed copies are kept, by path."""
    return Store(hass, 1, f"{DOMAIN}.blueprints")
