"""The cards in a real Home Assistant with Chromium: nothing is cut off, one file is fetched once, rights hold."""

import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

PICTURES = REPOSITORY / "build" / "cards"
"""Looked at by people, kept by nobody."""

pytestmark = [pytest.mark.timeout(400), pytest.mark.usefixtures("browser")]


def test_the_dashboard_shows_each_account_what_it_may_see_from_one_file() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "demo.cards_journey", str(PICTURES)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
