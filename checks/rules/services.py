"""services.yaml is one that Home Assistant understands, and every action has a name, a description and an icon."""

from collections.abc import Iterator
from typing import Any

from homeassistant.helpers.selector import TargetSelector, validate_selector
import probatio

from checks.project import INTEGRATION, Finding, Project, schema_findings

SERVICES = f"{INTEGRATION}/services.yaml"
ENGLISH = f"{INTEGRATION}/translations/en.json"
ICONS = f"{INTEGRATION}/icons.json"

FIELD = probatio.Schema(
    {
        probatio.Optional("advanced"): bool,
        probatio.Optional("default"): object,
        probatio.Optional("example"): object,
        probatio.Optional("filter"): dict,
        probatio.Optional("required"): bool,
        probatio.Optional("selector"): validate_selector,
    }
)
SECTION = probatio.Schema(
    {probatio.Required("fields"): {str: FIELD}, probatio.Optional("collapsed"): bool},
)


def field_or_section(value: object) -> object:
    """Validate the value as what its keys say it is, so that a mistake is named where it is."""
    return SECTION(value) if isinstance(value, dict) and "fields" in value else FIELD(value)


ACTION = {
    probatio.Optional("target"): TargetSelector.CONFIG_SCHEMA,
    probatio.Optional("fields"): {str: field_or_section},
}
SCHEMA = probatio.Schema({probatio.Match(r"^[a-z][a-z0-9_]*$"): probatio.Any(None, ACTION)})


def check(project: Project) -> Iterator[Finding]:
    """Yield what is wrong with the actions' descriptions."""
    services = project.yaml(SERVICES)
    yield from schema_findings(SERVICES, SCHEMA, services)
    translations = project.json(ENGLISH).get("services", {})
    icons = project.json(ICONS).get("services", {})
    for name, service in services.items():
        yield from _text_findings(f"services.{name}", translations.get(name, {}))
        if "service" not in icons.get(name, {}):
            yield Finding(ICONS, f"services.{name}.service: expected an icon for this action")
        for field in fields_of(service):
            text = translations.get(name, {}).get("fields", {}).get(field, {})
            yield from _text_findings(f"services.{name}.fields.{field}", text)
    for name in sorted(translations.keys() - services.keys()):
        yield Finding(ENGLISH, f"services.{name}: no such action in services.yaml")


def fields_of(service: dict[str, Any] | None) -> list[str]:
    """Return the names of an action's fields, those in sections included."""
    names: list[str] = []
    for name, field in ((service or {}).get("fields") or {}).items():
        names += list(field["fields"]) if isinstance(field, dict) and "fields" in field else [name]
    return names


def _text_findings(place: str, text: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each text that an action or a field lacks."""
    for part in ("name", "description"):
        if not text.get(part):
            yield Finding(ENGLISH, f"{place}.{part}: expected a text")
