"""Chromium and the Node package that drives it, which look at what the demonstration shows."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import shutil
from typing import Final

from .home import REPOSITORY, HomeAssistant

LANGUAGES: Final = ("en", "de")
"""One to check the words by, and one whose words are long."""

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_DRIVER: Final = REPOSITORY / "frontend" / "node_modules" / "playwright-core"
_JOURNEYS: Final = REPOSITORY / "frontend" / "journey"


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


def tell(words: str) -> None:
    """Say what the browser says, at once."""
    print(words, flush=True)


async def walk(
    chromium: str,
    home: HomeAssistant,
    journey: str,
    *arguments: str | Path,
    hear: Callable[[str], None] = tell,
) -> int:
    """Let the browser click through a Home Assistant, and return its exit code.

    Its own words say what went wrong; Home Assistant's last ones follow.

    Args:
        chromium: where the browser is
        home: what it looks at
        journey: the name of a script in `frontend/journey`
        arguments: what the script takes after the address and the browser
        hear: is given each line that it says
    """
    process = await asyncio.create_subprocess_exec(
        *("node", _JOURNEYS / f"{journey}.mjs", home.url, chromium, *arguments),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101  # it was asked for
    async for line in process.stdout:
        hear(line.decode().rstrip())
    code = await process.wait()
    if code:
        tell(f"Home Assistant's last words:\n{home.end_of_log()}")
    return code
