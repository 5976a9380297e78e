"""Puts the automation blueprints where Home Assistant looks for them, on request only.

Stores and updaters bring nothing but the integration's own folder, so the blueprints lie in it. They are installed in
the home's language; Home Assistant itself translates no blueprint.
"""

from collections.abc import Mapping
from enum import StrEnum
import hashlib
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.storage import Store
from homeassistant.util.yaml import load_yaml_dict
import probatio

from ..const import DOMAIN
from .action import Action

ATTR_OVERWRITE: Final = "overwrite"

SHIPPED_FOLDER: Final = Path(__file__).parent.parent / "automation_blueprints"


class Outcome(StrEnum):
    """What became of one blueprint."""

    INSTALLED = "installed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Somebody changed the file; it was left alone."""


async def async_install_blueprints(hass: HomeAssistant, *, overwrite: bool) -> dict[str, Outcome]:
    """Install every blueprint and reload the automations that use one; return what became of each, by path.

    A file that is not as it was installed belongs to the person who changed it, and is replaced with `overwrite` only.
    """
    blueprints = async_get_blueprints(hass)
    store: Store[dict[str, str]] = Store(hass, 1, f"{DOMAIN}.blueprints")
    installed = await store.async_load() or {}
    outcomes: dict[str, Outcome] = {}
    for path, shipped in (await hass.async_add_executor_job(_load_shipped, hass.config.language)).items():
        found = await hass.async_add_executor_job(_text_of, blueprints.blueprint_folder / path)
        outcomes[path] = _outcome(found, shipped.yaml(), installed.get(path), overwrite=overwrite)
        if outcomes[path] in (Outcome.INSTALLED, Outcome.UPDATED):
            await blueprints.async_add_blueprint(shipped, path, allow_override=True)
            installed[path] = _fingerprint(shipped.yaml())
    await store.async_save(installed)
    return outcomes


def _outcome(found: str | None, shipped: str, installed: str | None, *, overwrite: bool) -> Outcome:
    """Decide what to do with one file: its text now, the text to install, the fingerprint of what was installed."""
    if found is None:
        return Outcome.INSTALLED
    if found == shipped:
        return Outcome.UNCHANGED
    return Outcome.UPDATED if overwrite or _fingerprint(found) == installed else Outcome.KEPT


def _load_shipped(language: str) -> dict[str, Blueprint]:
    """Return the blueprints in the integration's folder by the path they get, in a language; reads files."""
    texts_file = SHIPPED_FOLDER / f"{language.partition('-')[0]}.json"
    texts = json.loads(texts_file.read_text(encoding="utf-8")) if texts_file.exists() else {}
    return {
        f"{DOMAIN}/{file.name}": Blueprint(
            _translated(load_yaml_dict(file), texts),
            path=f"{DOMAIN}/{file.name}",
            expected_domain="automation",
            schema=AUTOMATION_BLUEPRINT_SCHEMA,
        )
        for file in sorted(SHIPPED_FOLDER.glob("*.yaml"))
    }


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


async def _async_install_blueprints(call: ServiceCall) -> ServiceResponse:
    """Copy the blueprints to where Home Assistant looks for them."""
    return {
        path: outcome.value
        for path, outcome in (
            await async_install_blueprints(call.hass, overwrite=call.data[ATTR_OVERWRITE])
        ).items()
    }


ACTIONS: Final = (
    Action(
        name="install_blueprints",
        handler=_async_install_blueprints,
        schema=probatio.Schema({probatio.Optional(ATTR_OVERWRITE, default=False): cv.boolean}),
        admin_only=True,
    ),
)
