"""Every dialog on a phone in a real Home Assistant with Chromium, in English and German, and the clicks they take."""

import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

PICTURES = REPOSITORY / "build" / "dialogs"
"""Looked at by people, kept by nobody."""

pytestmark = [pytest.mark.timeout(900), pytest.mark.usefixtures("browser", "face_models")]


def test_a_daughter_gets_from_adding_the_integration_to_a_printed_page() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "demo.dialogs", str(PICTURES)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=880,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
