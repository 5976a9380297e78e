"""Conventions that ruff has no rule for: Final constants, a reason for each `noqa`, errors under `Raises:`."""

import ast
from collections.abc import Iterator
import re
from typing import Final

from checks.project import Finding, Project

LOGGER: Final = "_LOGGER"
_IGNORED: Final = re.compile(r"#\s*noqa\b(?P<why>.*)")
_REASON: Final = re.compile(r": [A-Z]+[0-9]+(, [A-Z]+[0-9]+)*  # \S.*")
_ERROR_IN_A_SENTENCE: Final = re.compile(r"\bRaises `?\w")


def check(project: Project) -> Iterator[Finding]:
    """Yield what departs from a convention, with its line."""
    for path, module in project.modules():
        for node in ast.walk(module):
            if message := _departure(node, is_global=node in module.body):
                yield Finding(path, f"line {node.lineno}: {message}")  # type: ignore[attr-defined]
        for number, line in enumerate(project.text(path).splitlines(), 1):
            found = _IGNORED.search(line)
            if found and not _REASON.fullmatch(found["why"]):
                yield Finding(path, f"line {number}: expected `# noqa: RULE  # why`, got {found[0]!r}")


def _departure(node: ast.AST, *, is_global: bool) -> str | None:
    """Return what is wrong with a constant or a docstring; None where nothing is."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            if _ERROR_IN_A_SENTENCE.search(ast.get_docstring(node) or ""):
                return f"expected the errors of {node.name} under `Raises:`"
        case ast.Assign(targets=[ast.Name(id=name)]) if is_global and name.isupper() and name != LOGGER:
            return f"expected {name} to be Final"
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if is_global and name.isupper():
            if not ast.unparse(annotation).startswith("Final"):
                return f"expected {name} to be Final"
    return None
