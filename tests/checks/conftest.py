"""A small checkout to point the rules at."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checks.project import Project

type MakeProject = Callable[[Mapping[str, str]], Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Return a function that writes files (path to text) and gives the checkout that holds them."""

    def make(files: Mapping[str, str]) -> Project:
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        return Project(tmp_path)

    return make
