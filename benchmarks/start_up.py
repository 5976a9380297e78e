"""How much longer Home Assistant takes to start with DigitalShadow set up than without it, boot by boot in turn."""

import asyncio
from pathlib import Path
import shutil
from statistics import median
from tempfile import TemporaryDirectory
import time

from demo import clip, household
from demo.camera_server import CameraServer
from demo.client import connect, onboard
from demo.home import LAG_PROBE, HomeAssistant

from .effort import Effort
from .household import OWNER


def measure(effort: Effort) -> dict[str, float]:
    """Return wall-clock and CPU seconds until Home Assistant says that it runs."""
    with TemporaryDirectory(prefix="digitalshadow-bench-") as folder:
        return asyncio.run(_measure(Path(folder), effort.boots))


async def _measure(folder: Path, boots: int) -> dict[str, float]:
    """Prepare one configuration with and one without, then start them in turn."""
    with_it, without = folder / "with", folder / "without"
    async with CameraServer(clip.render()) as server:
        token = await _prepare(with_it, without, server)
        sides = {"with": HomeAssistant(with_it), "without": HomeAssistant(without, components=(LAG_PROBE,))}
        seconds: dict[str, list[tuple[float, float]]] = {"with": [], "without": []}
        for _ in range(boots + 1):
            for side, home in sides.items():
                seconds[side].append(await _boot(home, token))
    figures: dict[str, float] = {"start_boots": boots}
    for side, measured in seconds.items():
        # The first boot of each writes caches that the others find.
        walls, cpus = zip(*measured[1:], strict=True)
        # What else runs on the machine adds to the CPU time too, and never takes from it.
        figures[f"start_s_{side}"], figures[f"start_cpu_s_{side}"] = median(walls), min(cpus)
    added = [
        (one[0] - other[0], one[1] - other[1])
        for one, other in zip(seconds["with"][1:], seconds["without"][1:], strict=True)
    ]
    return figures | {
        "start_added_s": median(wall for wall, _ in added),
        "start_added_cpu_s": figures["start_cpu_s_with"] - figures["start_cpu_s_without"],
        "start_added_cpu_s_spread": max(cpu for _, cpu in added) - min(cpu for _, cpu in added),
    }


async def _prepare(with_it: Path, without: Path, server: CameraServer) -> str:
    """Set a household up in one folder, and copy it into the other before DigitalShadow is added; return a token."""
    home = HomeAssistant(with_it)
    async with home, onboard(home.url, *OWNER) as client:
        await household.tidy_up(client)
        entity_ids = await household.add_cameras(client, server.urls(1))
        token = client.token
    shutil.copytree(with_it, without, symlinks=True)
    (without / "custom_components" / "digitalshadow").unlink()
    home = HomeAssistant(with_it)
    async with home, connect(home.url, token) as client:
        await household.set_up(client, entity_ids, clip.render()[clip.Scene.PERSON][0])
    return token


async def _boot(home: HomeAssistant, token: str) -> tuple[float, float]:
    """Start once and return wall-clock and CPU seconds until everything runs; the engine's process is not counted."""
    started = time.monotonic()
    async with home, connect(home.url, token):
        wall = time.monotonic() - started
        times = home.process.cpu_times()
    return wall, times.user + times.system
