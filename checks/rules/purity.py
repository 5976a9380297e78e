"""The pure rooms import no Home Assistant, and the engine and the health room nothing above themselves."""

import ast
from collections.abc import Iterator

from checks.project import INTEGRATION, Finding, Project

OPEN_UPWARDS = {"engine": False, "health": False, "record": True}
"""Pure rooms; true where a room may import another pure room."""
FOREIGN = ("homeassistant", "custom_components", "probatio", "voluptuous")


def check(project: Project) -> Iterator[Finding]:
    """Yield each import that makes a pure room depend on Home Assistant or on its surroundings."""
    for room, open_upwards in OPEN_UPWARDS.items():
        folder = f"{INTEGRATION}/{room}"
        if project.exists(folder) and not project.exists(f"{folder}/ruff.toml"):
            yield Finding(folder, "expected a ruff.toml that bans Home Assistant here")
        for path, module in project.modules(folder):
            depth = path.removeprefix(f"{folder}/").count("/")
            for node in ast.walk(module):
                yield from _import_findings(path, node, depth, open_upwards=open_upwards)


def _import_findings(path: str, node: ast.AST, depth: int, *, open_upwards: bool) -> Iterator[Finding]:
    """Yield what is wrong with one import statement of a file `depth` folders below its room."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or ""]
    elif isinstance(node, ast.ImportFrom) and node.level > depth + 1:
        yield from _upward_findings(path, node, depth, open_upwards=open_upwards)
    for name in names:
        if name.partition(".")[0] in FOREIGN:
            yield Finding(path, f"line {node.lineno}: a pure room must not import {name}")  # type: ignore[attr-defined]


def _upward_findings(path: str, node: ast.ImportFrom, depth: int, *, open_upwards: bool) -> Iterator[Finding]:
    """Yield a finding unless the import leads from an open room into another pure room."""
    targets = [node.module] if node.module else [alias.name for alias in node.names]
    for target in targets:
        pure = node.level == depth + 2 and target.partition(".")[0] in OPEN_UPWARDS
        if not (open_upwards and pure):
            yield Finding(path, f"line {node.lineno}: imports {target} from above its own room")
