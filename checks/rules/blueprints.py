"""Every blueprint is one that Home Assistant's automation editor accepts, and can be imported from its source."""

from collections.abc import Iterator

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.errors import BlueprintException
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import parse_yaml

from checks.project import INTEGRATION, Finding, Project

FOLDER = "blueprints/automation"
SHIPPED = f"{INTEGRATION}/automation_blueprints"
"""Copies for an action that installs them: a store installs the integration's own folder and nothing beside it."""


def check(project: Project) -> Iterator[Finding]:
    """Yield what keeps a blueprint from being imported."""
    for path in project.files(SHIPPED, "*.yaml"):
        original = f"{FOLDER}/digitalshadow/{path.removeprefix(f'{SHIPPED}/')}"
        if not project.exists(original) or project.text(path) != project.text(original):
            yield Finding(path, f"expected the same text as in {original}")
    for path in project.files(FOLDER, "*.yaml"):
        try:
            content = parse_yaml(project.text(path))
            blueprint = Blueprint(content, expected_domain="automation", schema=AUTOMATION_BLUEPRINT_SCHEMA)  # type: ignore[arg-type]
        except (BlueprintException, HomeAssistantError) as error:
            yield Finding(path, str(error))
            continue
        yield from _metadata_findings(path, blueprint)


def _metadata_findings(path: str, blueprint: Blueprint) -> Iterator[Finding]:
    """Yield what is missing from a valid blueprint's own description."""
    if not str(blueprint.metadata.get("source_url", "")).endswith(path):
        yield Finding(path, "blueprint.source_url: expected the address of this very file")
    if not blueprint.metadata.get("homeassistant", {}).get("min_version"):
        yield Finding(
            path, "blueprint.homeassistant.min_version: expected the oldest version it was tested with"
        )
    for name, blueprint_input in blueprint.inputs.items():
        if not (blueprint_input or {}).get("name"):
            yield Finding(path, f"blueprint.input.{name}.name: expected a text")
