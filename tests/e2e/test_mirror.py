"""The mirror on a wall: a real Home Assistant, a real MagicMirror², Chromium, and a face that comes and goes."""

import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY
from demo.magic_mirror import MODULE, ROOT, node

PICTURES = REPOSITORY / "build" / "mirror"
"""Looked at by people, kept by nobody."""
IS_SET_UP = ROOT.exists() and (MODULE / "node_modules" / "installed.json").exists()

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(not IS_SET_UP, reason="no MagicMirror²: scripts/setup mirror"),
]


@pytest.mark.usefixtures("browser", "face_models")
def test_one_walks_up_a_second_joins_and_both_leave() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "demo.mirror_journey", str(PICTURES)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["--test", "tests/home_assistant.test.js", "tests/module.test.js"], id="its own tests"),
        pytest.param(["node_modules/eslint/bin/eslint.js", "--max-warnings", "0"], id="the list's linter"),
    ],
)
def test_the_module_passes(command: list[str]) -> None:
    done = subprocess.run(
        [node(), *command], cwd=MODULE, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
