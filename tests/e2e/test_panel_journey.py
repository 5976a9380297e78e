"""The panel clicked through in a real Home Assistant with Chromium, in English and German, by two accounts."""

import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

PICTURES = REPOSITORY / "build" / "panel"
"""Looked at by people, kept by nobody."""

pytestmark = [pytest.mark.timeout(600), pytest.mark.usefixtures("browser")]


def test_a_person_agrees_measures_reads_a_report_and_withdraws_in_the_panel() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "demo.panel", str(PICTURES)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
