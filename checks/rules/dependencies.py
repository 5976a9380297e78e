"""Every Home Assistant component that the integration imports is declared in the manifest."""

import ast
from collections.abc import Iterator

from homeassistant.const import BASE_PLATFORMS

from checks.project import Finding, Project

from .manifest import MANIFEST

ALWAYS_THERE = {
    *BASE_PLATFORMS,
    "automation",
    "backup",
    "blueprint",
    "diagnostics",
    "homeassistant",
    "persistent_notification",
    "repairs",
    "system_health",
}
"""Loaded with every Home Assistant, or asking us rather than being asked."""
PREFIX = "homeassistant.components"


def check(project: Project) -> Iterator[Finding]:
    """Yield each imported component that is neither always there nor declared."""
    manifest = project.json(MANIFEST)
    declared = {*manifest.get("dependencies", ()), *manifest.get("after_dependencies", ())} | ALWAYS_THERE
    for path, module in project.modules():
        for component in sorted(imported_components(module) - declared):
            yield Finding(path, f"imports {PREFIX}.{component}, which the manifest does not declare")


def imported_components(module: ast.Module) -> set[str]:
    """Return the names of the Home Assistant components that a module imports."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found.update(_component(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == PREFIX:
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(_component(node.module or ""))
    return found - {""}


def _component(module_name: str) -> str:
    """Return the component in a dotted module name, or nothing."""
    return (
        module_name.removeprefix(f"{PREFIX}.").partition(".")[0]
        if module_name.startswith(f"{PREFIX}.")
        else ""
    )
