"""The pure rooms import no Home Assistant. What of the integration they may import, `layers` holds."""

import ast
from collections.abc import Iterator
from typing import Final

from checks.project import INTEGRATION, Finding, Project

PURE_ROOMS: Final = ("engine", "health", "record", "live_video")
FOREIGN: Final = ("homeassistant", "custom_components", "probatio", "voluptuous")


def check(project: Project) -> Iterator[Finding]:
    """Yield each import that makes a pure room depend on Home Assistant."""
    for room in PURE_ROOMS:
        folder = f"{INTEGRATION}/{room}"
        if project.exists(folder) and not project.exists(f"{folder}/ruff.toml"):
            yield Finding(folder, "expected a ruff.toml that bans Home Assistant here")
        for path, module in project.modules(folder):
            for node in ast.walk(module):
                yield from _import_findings(path, node)


def _import_findings(path: str, node: ast.AST) -> Iterator[Finding]:
    """Yield what is wrong with one import statement."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or ""]
    for name in names:
        if name.partition(".")[0] in FOREIGN:
            yield Finding(path, f"line {node.lineno}: a pure room must not import {name}")  # type: ignore[attr-defined]
