"""Chromium and the Node package that drives it, which look at what the demonstration shows."""

import shutil
from typing import Final

from .home import REPOSITORY

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_DRIVER: Final = REPOSITORY / "frontend" / "node_modules" / "playwright-core"


def find_chromium() -> str:
    """Return where Chromium is.

    Raises:
        FileNotFoundError: It, or what drives it, is not here
    """
    if not _DRIVER.exists():
        raise FileNotFoundError("expected the panel's Node packages, found none: scripts/setup frontend")
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("expected Chromium, found none: scripts/setup frontend, as root on Debian")
