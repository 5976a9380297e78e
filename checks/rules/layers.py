"""The order of the rooms: a module imports from its own room and from those below it, and never in a circle."""

import ast
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Final

from checks.project import INTEGRATION, Finding, Project

ROOMS: Final = (
    # What everything may use.
    "const",
    "entity_reference",
    "new_day",
    "engine.records",
    "entry",
    "server_options",
    "record",
    "exceptions",
    "issues",
    "followed_entities",
    "written_values",
    "record_opening",
    "record_care",
    # What may be known of a person, and the people of the home.
    "health.tables",
    "health.person",
    "health.equations",
    "health.clinical",
    "health.trend",
    "health.pulse",
    "health.notices",
    "people",
    "history",
    "notices",
    "outlook",
    # From a picture to a reading, and the cameras.
    "engine.wire",
    "engine.picture",
    "engine.model_file",
    "engine.face",
    "engine.pulse",
    "engine.reading",
    "engine.conversion",
    "engine.clip",
    "engine.agreement",
    "engine.elsewhere",
    "engine.engine",
    "engine.confinement",
    "engine.freed_memory",
    "engine.child_process",
    "engine.worker",
    "engine_host",
    "live_video",
    "model_server",
    "watching",
    "pulse",
    "model_files",
    # What is said about a person.
    "health.report",
    "health.choosing",
    "reports",
    "mirror",
    # What a loaded entry holds, and who asks it.
    "snapshot",
    "visits",
    "coordinator",
    "engine_keeper",
    "runtime",
    "blueprints",
    "actions",
    "commands",
    "flows",
    # What Home Assistant itself looks for.
    "why_no_value",
    "entity",
    "changes",
    "camera_sensors",
    "person_sensors",
    "pulse_sensors",
    "binary_sensor",
    "button",
    "event",
    "image",
    "sensor",
    "switch",
    "automation_targets",
    "trigger",
    "condition",
    "services",
    "config_flow",
    "backup",
    "diagnostics",
    "intent",
    "panel",
    "dashboard_cards",
    "repairs",
    "system_health",
    "__init__",
)
"""From the ground up. A package stands for all its modules; those of `engine` and `health` have a place each."""

SEALED: Final = {"engine": ("engine",), "health": ("health",), "record": ("record", "engine.records")}
"""What can be used alone, and all that it may import of the integration."""


def check(project: Project) -> Iterator[Finding]:
    """Yield each module without a place, each import against the order, and a circle of modules."""
    modules = {_module(path): (path, tree) for path, tree in project.modules()}
    graph = {
        name: {target for _, target in _imports(name, path, tree, modules.keys())}
        for name, (path, tree) in modules.items()
    }
    for name, (path, tree) in modules.items():
        if (room := _room(name)) is None:
            if graph[name] or not any(other.startswith(f"{name}.") for other in ROOMS):
                yield Finding(path, f"{name} has no place in the order of checks/rules/layers.py")
            continue
        for line, target in _imports(name, path, tree, modules.keys()):
            yield from _import_findings(path, line, name, room, target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        yield Finding(INTEGRATION, f"modules import each other in a circle: {circle}")


def _import_findings(path: str, line: int, name: str, room: str, target: str) -> Iterator[Finding]:
    """Yield what is wrong with one import of a module that has a place."""
    target_room = _room(target)
    if target_room is None or ROOMS.index(target_room) > ROOMS.index(room):
        yield Finding(path, f"line {line}: {room} imports {target}, which lies above it")
    for sealed, allowed in SEALED.items():
        if _is_in(name, sealed) and not any(_is_in(target, one) for one in allowed):
            yield Finding(path, f"line {line}: {sealed} can be used alone and must not import {target}")


def _module(path: str) -> str:
    """Return a file's name as a module of the integration."""
    name = path.removeprefix(f"{INTEGRATION}/").removesuffix(".py").replace("/", ".")
    return name if name == "__init__" else name.removesuffix(".__init__")


def _room(module: str) -> str | None:
    """Return the room that a module lies in; None for one without a place."""
    return next((room for room in ROOMS if _is_in(module, room)), None)


def _is_in(module: str, package: str) -> bool:
    """Tell whether a module is a package or lies in it."""
    return module == package or module.startswith(f"{package}.")


def _imports(name: str, path: str, tree: ast.Module, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and module of each import of the integration's own, also within functions and for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                (node.lineno, target) for alias in node.names if (target := _own(alias.name)) is not None
            )
        elif isinstance(node, ast.ImportFrom):
            base = _base(name, path, node)
            if base is None:
                continue
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                yield node.lineno, inner if inner in known else base or "__init__"


def _base(name: str, path: str, node: ast.ImportFrom) -> str | None:
    """Return the module or package that is imported from; None where it is not the integration's."""
    if not node.level:
        return _own(node.module or "")
    package = [] if name == "__init__" else name.split(".")
    if not path.endswith("/__init__.py"):
        package = package[:-1]
    package = package[: len(package) - (node.level - 1)]
    return ".".join([*package, *filter(None, [node.module])])


def _own(module: str) -> str | None:
    """Return the name within the integration; None for somebody else's module."""
    prefix = INTEGRATION.replace("/", ".")
    if not _is_in(module, prefix):
        return None
    return module.removeprefix(prefix).lstrip(".")
