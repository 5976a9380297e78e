"""Finds the rules and runs them, so that all of them fail in the same way."""

from collections.abc import Callable, Iterable
from importlib import import_module
import pkgutil

from . import rules
from .project import Finding, Project, UnreadableError

type Check = Callable[[Project], Iterable[Finding]]


def _load(name: str) -> Check:
    """Return the function of the rule that lives in the file of that name."""
    check: Check = import_module(f"{rules.__name__}.{name}").check
    return check


RULES: dict[str, Check] = {module.name: _load(module.name) for module in pkgutil.iter_modules(rules.__path__)}
"""Every rule under its slug, which is the name of its file."""


def run(name: str, project: Project) -> list[Finding]:
    """Return what one rule finds; a file that cannot be read is a finding too."""
    try:
        return list(RULES[name](project))
    except UnreadableError as error:
        return [error.finding]
