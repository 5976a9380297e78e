"""What the page for contributors points at is there."""

from pathlib import Path
import re

import pytest

REPOSITORY = Path(__file__).parents[1]
INTEGRATION = REPOSITORY / "custom_components/digitalshadow"
FOLDERS = (REPOSITORY, INTEGRATION, INTEGRATION / "engine/model_file", INTEGRATION / "health/equations")
TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def paths() -> list[str]:
    """Return the files and folders that the page names, without options of commands and placeholders."""
    quoted = re.findall(r"`([^`\n]+)`", TEXT)
    commands = re.findall(r"^(scripts/[\w-]+)", TEXT, re.MULTILINE)
    named = {word.split()[0] for word in (*quoted, *commands) if re.match(r"[\w./-]+$", word.split()[0])}
    is_path = re.compile(r".*/.*|.*\.(py|md|json|yaml)$")
    return sorted(name for name in named if is_path.match(name) and "xx." not in name)


@pytest.mark.parametrize("path", paths())
def test_a_file_that_is_named_is_there(path: str) -> None:
    assert any((folder / path).exists() for folder in FOLDERS)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https:)([^)#]+)", TEXT))))
def test_a_page_that_is_linked_is_there(link: str) -> None:
    assert (REPOSITORY / link).is_file()
