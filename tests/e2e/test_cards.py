"""The cards in a real Home Assistant with Chromium: nothing is cut off, one file is fetched once, rights hold."""

import shutil
import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

PICTURES = REPOSITORY / "build" / "cards"
"""Looked at by people, kept by nobody."""
PLAYWRIGHT = REPOSITORY / "frontend" / "node_modules" / "playwright-core"
HAS_CHROMIUM = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(not HAS_CHROMIUM, reason="no Chromium"),
    pytest.mark.skipif(not PLAYWRIGHT.exists(), reason="no packages of the panel: scripts/setup frontend"),
]


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
