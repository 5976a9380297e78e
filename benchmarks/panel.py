"""How long a page of the sidebar takes until it can be used: the panel beside one that shows a word, in turn.

Needs Chromium and the Node packages of the panel; without them there are no figures.
"""

import asyncio
import json
from pathlib import Path
from statistics import median
import sys
from tempfile import TemporaryDirectory
from typing import Final

from demo import clip, household
from demo.browser import find_chromium
from demo.client import onboard
from demo.home import REPOSITORY, HomeAssistant

from .effort import Effort
from .household import OWNER

FRONTEND: Final = REPOSITORY / "frontend"
EMPTY_MODULE: Final = (
    'customElements.define("empty-panel", class extends HTMLElement {'
    ' connectedCallback() { this.innerHTML = "<main>Empty</main>"; } });'
)
EMPTY_PANEL: Final = """
panel_custom:
  - name: empty-panel
    url_path: empty-panel
    sidebar_title: Empty
    module_url: /local/empty-panel.js
"""


def measure(effort: Effort) -> dict[str, float]:
    """Return milliseconds from the click in the sidebar until the page shows what the server answered."""
    try:
        chromium = find_chromium()
    except FileNotFoundError as error:
        print(f"panel: left out ({error})", file=sys.stderr)
        return {}
    with TemporaryDirectory(prefix="digitalshadow-bench-") as folder:
        taken = asyncio.run(_clicks(Path(folder), chromium, effort.boots))
    ours, empty = (median(taken[name]) for name in ("panel", "empty"))
    return {
        "panel_clicks": effort.boots,
        "panel_interactive_ms": ours,
        "panel_empty_interactive_ms": empty,
        "panel_interactive_ratio": ours / empty,
    }


async def _clicks(folder: Path, chromium: str, clicks: int) -> dict[str, list[float]]:
    """Set a home with one person up, and let a browser click; return the milliseconds of each page."""
    (folder / "www").mkdir()
    (folder / "www" / "empty-panel.js").write_text(EMPTY_MODULE)
    home = HomeAssistant(folder, more_configuration=EMPTY_PANEL)
    async with home, onboard(home.url, *OWNER) as client:
        await household.tidy_up(client)
        await household.set_up(client, (), clip.render()[clip.Scene.PERSON][0])
        _, username, password = OWNER
        process = await asyncio.create_subprocess_exec(
            *("node", str(FRONTEND / "journey" / "interactive.mjs"), home.url, chromium),
            *(username, password, str(clicks)),
            stdout=asyncio.subprocess.PIPE,
        )
        written, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"expected the browser to end by itself, got exit status {process.returncode}")
    taken: dict[str, list[float]] = json.loads(written)
    return taken
