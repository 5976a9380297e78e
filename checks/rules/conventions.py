"""Conventions that ruff has no rule for: constants are Final, and each `noqa` says why."""

import ast
from collections.abc import Iterator
import re
from typing import Final

from checks.project import Finding, Project

LOGGER: Final = "_LOGGER"
_IGNORED: Final = re.compile(r"#\s*noqa\b(?P<why>.*)")
_REASON: Final = re.compile(r": [A-Z]+[0-9]+(, [A-Z]+[0-9]+)*  # \S.*")


def check(project: Project) -> Iterator[Finding]:
    """Yield each constant that can be assigned again, and each ignored rule of ruff without a reason."""
    for path, module in project.modules():
        for statement in module.body:
            if (name := _open_constant(statement)) is not None:
                yield Finding(path, f"line {statement.lineno}: expected {name} to be Final")
        for number, line in enumerate(project.text(path).splitlines(), 1):
            found = _IGNORED.search(line)
            if found and not _REASON.fullmatch(found["why"]):
                yield Finding(path, f"line {number}: expected `# noqa: RULE  # why`, got {found[0]!r}")


def _open_constant(statement: ast.stmt) -> str | None:
    """Return the name of a module's constant that is not Final; None for every other statement."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and name != LOGGER:
            return name
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if name.isupper():
            return None if ast.unparse(annotation).startswith("Final") else name
    return None
