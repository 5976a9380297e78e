"""No test imports from a test: what several need lies in tests/builders."""

import ast
from collections.abc import Iterator

from checks.project import Finding, Project

FOLDER = "tests"


def check(project: Project) -> Iterator[Finding]:
    """Yield each import of a module whose name begins with `test_`."""
    if not project.exists(FOLDER):
        return
    for path, tree in project.modules(FOLDER):
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom):
                continue
            modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if any(module.rpartition(".")[2].startswith("test_") for module in modules if "tests" in module):
                yield Finding(path, f"line {node.lineno}: a test imports from a test; see tests/builders")
