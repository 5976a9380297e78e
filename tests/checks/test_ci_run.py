"""What a submission must pass: a test that fails is run once more, and named if it passes then."""

from pathlib import Path
import shutil
import subprocess
import sys

import pytest

from tests.browser import REQUIRED, VARIABLE

REPOSITORY = Path(__file__).parents[2]
PASSES = "def test_passes():\n    pass\n"
TRIPS = """
from pathlib import Path

def test_trips_once():
    tripped = Path("tripped").exists()
    Path("tripped").touch()
    assert tripped
"""
ASKS_FOR_A_BROWSER = f"""
import os

def test_asks():
    assert os.environ["{VARIABLE}"] == "{REQUIRED}"
"""
FAILS = "def test_fails():\n    assert False\n"
NO_PYTHON = "this is no Python\n"


@pytest.mark.parametrize(
    ("content", "passes", "flaky"),
    [
        pytest.param(PASSES, True, [], id="all pass"),
        pytest.param(ASKS_FOR_A_BROWSER, True, [], id="a browser is required"),
        pytest.param(TRIPS + PASSES, True, ["test_trips_once"], id="one fails, then passes"),
        pytest.param(FAILS + PASSES, False, [], id="one fails twice"),
        pytest.param(TRIPS + FAILS, False, ["test_trips_once"], id="one fails twice, another once"),
        pytest.param(NO_PYTHON, False, [], id="a file cannot be read"),
        pytest.param(None, False, [], id="no test runs at all"),
    ],
)
def test_what_failed_is_run_once_more_and_named_if_it_passes_then(
    tmp_path: Path, content: str | None, passes: bool, flaky: list[str]
) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / "scripts").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name, command in {
        "lint": "true",
        "build-frontend": "true",
        "test": 'PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 .venv/bin/python -m pytest "$@"',
    }.items():
        (tmp_path / "scripts" / name).write_text(f"#!/bin/sh\n{command}\n")
        (tmp_path / "scripts" / name).chmod(0o755)
    if content is not None:
        (tmp_path / "test_them.py").write_text(content)
    done = subprocess.run(
        [tmp_path / ".ci" / "run"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert (done.returncode == 0) == passes, done.stdout
    named = [line for line in done.stdout.splitlines() if line.startswith("flaky: ")]
    assert named == [f"flaky: failed once, then passed: test_them.py::{name}" for name in flaky], done.stdout
    assert done.stdout.splitlines()[-len(named) :] == named or not named, "they stand at the end"
