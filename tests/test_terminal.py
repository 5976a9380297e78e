"""What a run of the tests writes to the terminal."""

import logging
import os
from pathlib import Path
import subprocess
import sys

import pytest

from tests.face_models import NO_MODEL, NO_PHOTO, NO_PYTORCH, left_out

REPOSITORY = Path(__file__).parents[1]
NEEDS_MODELS = "tests/engine/model_file/test_structure.py"


@pytest.mark.timeout(60)
def test_it_says_what_was_left_out() -> None:
    without = {name: value for name, value in os.environ.items() if name != "DIGITALSHADOW_MODELS"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-k", "real_face_models", NEEDS_MODELS],
        cwd=REPOSITORY,
        env=without,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "2 tests were left out for want of face models" in done.stdout


def test_nothing_that_is_logged_goes_there_between_the_results() -> None:
    assert not [one for one in logging.root.handlers if type(one) is logging.StreamHandler]
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        pytest.param([], [], id="nothing skipped"),
        pytest.param(["Skipped: a small disk can be mounted by root only"], [], id="for another reason"),
        pytest.param(
            [f"Skipped: {NO_MODEL}"] * 3,
            ["3 tests", "scripts/face-models"],
            id="for want of models: how many, and how to get them",
        ),
        pytest.param([f"Skipped: {NO_PHOTO}"], ["1 tests"], id="for want of photos"),
        pytest.param([f"Skipped: {NO_PYTORCH}"] * 2, ["2 tests of training"], id="for want of PyTorch"),
    ],
)
def test_the_files_to_get_are_named(reasons: list[str], said: list[str]) -> None:
    lines = left_out(reasons)
    assert len(lines) == len(said)
    assert all(word in line for word, line in zip(said, lines, strict=True))
