"""The mirror on a wall: a real Home Assistant, a real MagicMirror², Chromium, and a face that comes and goes."""

import pytest

from demo.magic_mirror import MODULE, ROOT, node
from tests.builders.program import run_journey, run_program

IS_SET_UP = ROOT.exists() and (MODULE / "node_modules" / "installed.json").exists()

pytestmark = [
    pytest.mark.timeout(420),
    pytest.mark.skipif(not IS_SET_UP, reason="no MagicMirror²: scripts/setup mirror"),
]


@pytest.mark.usefixtures("browser", "face_models")
def test_one_walks_up_a_second_joins_and_both_leave() -> None:
    run_journey("mirror_journey", "mirror", limit_seconds=380)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["--test", "tests/home_assistant.test.js", "tests/module.test.js"], id="its own tests"),
        pytest.param(["node_modules/eslint/bin/eslint.js", "--max-warnings", "0"], id="the list's linter"),
    ],
)
def test_the_module_passes(command: list[str]) -> None:
    run_program([node(), *command], folder=MODULE, limit_seconds=120)
