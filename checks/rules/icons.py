"""icons.json names only Material Design icons, and only for entities and states that the translations know."""

from collections.abc import Iterator
from typing import Any

import probatio

from checks.project import Finding, Project, schema_findings

from .services import ENGLISH, ICONS

MDI = probatio.Match(r"^mdi:[a-z0-9-]+$", msg="expected mdi:name")
STATES = {str: MDI}
ENTITY = {
    probatio.Optional("default"): MDI,
    probatio.Optional("range"): STATES,
    probatio.Optional("state"): STATES,
    probatio.Optional("state_attributes"): {
        str: {probatio.Optional("default"): MDI, probatio.Optional("state"): STATES}
    },
}
SERVICE = {probatio.Required("service"): MDI, probatio.Optional("sections"): STATES}
SCHEMA = probatio.Schema(
    {
        probatio.Optional("conditions"): {str: {"condition": MDI}},
        probatio.Optional("entity"): {str: {str: ENTITY}},
        probatio.Optional("services"): {str: SERVICE},
        probatio.Optional("triggers"): {str: {"trigger": MDI}},
    }
)


def check(project: Project) -> Iterator[Finding]:
    """Yield what is wrong with the icons."""
    icons = project.json(ICONS)
    invalid = list(schema_findings(ICONS, SCHEMA, icons))
    yield from invalid
    if not invalid:
        yield from _unknown(icons.get("entity", {}), project.json(ENGLISH).get("entity", {}))


def _unknown(icons: dict[str, Any], entities: dict[str, Any]) -> Iterator[Finding]:
    """Yield the entities and states that have an icon but no translation."""
    for platform, platform_icons in icons.items():
        for key, icon in platform_icons.items():
            entity = entities.get(platform, {}).get(key)
            if entity is None:
                yield Finding(ICONS, f"entity.{platform}.{key}: no such entity in the translations")
                continue
            known = entity.get("state", {"on": "", "off": ""})
            for state in sorted(icon.get("state", {}).keys() - known.keys()):
                yield Finding(
                    ICONS, f"entity.{platform}.{key}.state.{state}: no such state in the translations"
                )
