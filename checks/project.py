"""The checkout as the rules see it: paths, parsed files, findings."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
import json
from pathlib import Path
import shutil
import subprocess
from typing import Any

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import parse_yaml
import probatio

INTEGRATION = "custom_components/digitalshadow"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    path: str
    """File, relative to the checkout."""
    message: str
    """What was expected and what is there."""


class UnreadableError(Exception):
    """A file that a rule needs does not parse."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding that the runner reports."""
        super().__init__(finding.message)
        self.finding = finding


class Project:
    """Reads the files of one checkout, each in the form that rules need."""

    def __init__(self, root: Path) -> None:
        """Look at the checkout below `root`."""
        self.root = root

    def exists(self, path: str) -> bool:
        """Tell whether the checkout has a file or folder of this path."""
        return (self.root / path).exists()

    def text(self, path: str) -> str:
        """Return a text file's content."""
        return self._read(path, str)

    def json(self, path: str) -> dict[str, Any]:
        """Return a JSON file's object, or nothing where there is no such file."""
        return self._mapping(path, json.loads)

    def yaml(self, path: str) -> dict[str, Any]:
        """Return a YAML file's mapping, or nothing where there is no such file."""
        return self._mapping(path, parse_yaml)

    def modules(self, folder: str = INTEGRATION) -> Iterator[tuple[str, ast.Module]]:
        """Yield path and syntax tree of each Python file below the folder."""
        for path in self.files(folder, "*.py"):
            yield path, self._read(path, ast.parse)

    def files(self, folder: str, pattern: str) -> list[str]:
        """Return the files below the folder whose names match the pattern, sorted."""
        return sorted(
            found.relative_to(self.root).as_posix() for found in (self.root / folder).rglob(pattern)
        )

    def tracked(self) -> list[str]:
        """Return what git tracks, without files that are gone from the work tree."""
        command = [shutil.which("git") or "git", "ls-files", "-z"]
        listing = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True)
        return [path for path in listing.stdout.split("\0") if path and (self.root / path).is_file()]

    def _mapping(self, path: str, parse: Callable[[str], Any]) -> dict[str, Any]:
        """Parse a file that must hold a mapping; an absent or empty one is an empty mapping."""
        content = self._read(path, parse) if self.exists(path) else None
        if not isinstance(content, dict | None):
            raise UnreadableError(Finding(path, f"expected a mapping, got {type(content).__name__}"))
        return content or {}

    def _read[T](self, path: str, parse: Callable[[str], T]) -> T:
        """Read and parse a file; whatever is wrong with it becomes a finding."""
        try:
            return parse((self.root / path).read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError, HomeAssistantError) as error:
            raise UnreadableError(Finding(path, f"cannot be read: {error}")) from error


def schema_findings(path: str, schema: probatio.Schema, content: object) -> Iterator[Finding]:
    """Yield a finding for each place where the content departs from the schema."""
    try:
        schema(content)
    except probatio.MultipleInvalid as invalid:
        for error in invalid.errors:
            place = ".".join(map(str, error.path))
            yield Finding(path, f"{place}: {error.msg}" if place else error.msg)
