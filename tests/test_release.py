"""`scripts/release` writes one version everywhere, and finds where one is missing."""

import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys

import pytest

REPOSITORY = Path(__file__).parents[1]
MANIFEST = "custom_components/digitalshadow/manifest.json"
CHANGELOG = """# Changelog

## 0.2.0 (unreleased)

### Added

- A thing.

## 0.1.0 (2026-01-01)

- The first one.
"""


def git(checkout: Path, *arguments: str) -> str:
    """Run git there and return what it prints."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    command = ("git", *identity, *arguments)
    return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout


def release(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the checkout's own command."""
    identity = {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    command = (sys.executable, checkout / "scripts" / "release", *arguments)
    return subprocess.run(command, env=os.environ | identity, check=False, capture_output=True, text=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that is about to release 0.2.0."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(REPOSITORY / "scripts" / "release", tmp_path / "scripts")
    (tmp_path / MANIFEST).parent.mkdir(parents=True)
    (tmp_path / MANIFEST).write_text('{\n  "domain": "digitalshadow",\n  "version": "0.1.0"\n}\n')
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "digitalshadow"\nversion = "0.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Begin")
    return tmp_path


def test_the_version_goes_everywhere_and_into_a_tag(checkout: Path) -> None:
    done = release(checkout, "0.2.0")
    assert done.returncode == 0, done.stderr
    assert json.loads((checkout / MANIFEST).read_text()) == {"domain": "digitalshadow", "version": "0.2.0"}
    assert 'version = "0.2.0"' in (checkout / "pyproject.toml").read_text()
    assert re.search(
        r"^## 0\.2\.0 \(\d{4}-\d\d-\d\d\)$", (checkout / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    assert git(checkout, "tag", "--points-at", "HEAD").split() == ["v0.2.0"]
    assert git(checkout, "status", "--porcelain") == ""


def test_what_was_released_passes_the_check_which_tells_what_is_new(checkout: Path) -> None:
    release(checkout, "0.2.0")
    done = release(checkout, "--check", "0.2.0")
    assert (done.returncode, done.stdout) == (0, "### Added\n\n- A thing.\n")


@pytest.mark.parametrize(
    ("file", "found", "instead"),
    [
        pytest.param(MANIFEST, '"0.2.0"', '"0.1.0"', id="manifest"),
        pytest.param("pyproject.toml", '"0.2.0"', '"0.1.0"', id="pyproject"),
        pytest.param("CHANGELOG.md", "## 0.2.0", "## 0.3.0", id="changelog"),
        pytest.param("CHANGELOG.md", r"\(2\d{3}-.*\)", "(unreleased)", id="a day is missing"),
    ],
)
def test_a_file_that_says_otherwise_is_named(checkout: Path, file: str, found: str, instead: str) -> None:
    release(checkout, "0.2.0")
    text = (checkout / file).read_text()
    (checkout / file).write_text(re.sub(found, instead, text, count=1))
    done = release(checkout, "--check", "0.2.0")
    assert done.returncode == 1
    assert Path(file).name in done.stderr


def test_nothing_is_released_twice(checkout: Path) -> None:
    release(checkout, "0.2.0")
    head = git(checkout, "rev-parse", "HEAD")
    done = release(checkout, "0.2.0")
    assert (done.returncode, git(checkout, "rev-parse", "HEAD")) == (1, head)
    assert "has a tag" in done.stderr


def test_nothing_is_released_without_a_section_about_it(checkout: Path) -> None:
    release(checkout, "0.2.0")
    done = release(checkout, "0.3.0")
    assert done.returncode == 1
    assert "unreleased" in done.stderr
    assert git(checkout, "status", "--porcelain") == "", "nothing was half written"


def test_uncommitted_changes_do_not_slip_into_a_release(checkout: Path) -> None:
    (checkout / "more.txt").write_text("more")
    done = release(checkout, "0.2.0")
    assert done.returncode == 1
    assert "clean work tree" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((), id="none"),
        pytest.param(("v0.2.0",), id="with the tag's letter"),
        pytest.param(("0.2",), id="two numbers"),
        pytest.param(("--push", "0.2.0"), id="an unknown option"),
    ],
)
def test_the_usage_is_shown_for_anything_else(checkout: Path, arguments: tuple[str, ...]) -> None:
    done = release(checkout, *arguments)
    assert done.returncode == 2
    assert "Usage: scripts/release VERSION" in done.stderr
