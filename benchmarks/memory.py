"""What DigitalShadow adds to Home Assistant's memory, and what its engine takes, for one camera and for many."""

import asyncio

import psutil

from .effort import Effort
from .household import watched_home


def measure(effort: Effort) -> dict[str, float]:
    """Return megabytes of resident memory; every number of watched cameras in a Home Assistant of its own."""
    return asyncio.run(_measure(effort))


async def _measure(effort: Effort) -> dict[str, float]:
    """Run a home with none, one and all of its cameras watched."""
    alone, without_engine = await _resident_mb(effort, watched=0)
    figures: dict[str, float] = {
        "memory_cameras": effort.cameras,
        "memory_home_assistant_mb_unwatched": alone,
    }
    for side, watched in {"one_camera": 1, "all_cameras": effort.cameras}.items():
        home_assistant, engine = await _resident_mb(effort, watched=watched)
        figures[f"memory_home_assistant_mb_{side}"] = home_assistant
        figures[f"memory_engine_mb_{side}"] = engine
        figures[f"memory_added_mb_{side}"] = home_assistant + engine - alone - without_engine
    return figures


async def _resident_mb(effort: Effort, *, watched: int) -> tuple[float, float]:
    """Return the resident megabytes of Home Assistant and of the processes that it started."""
    async with watched_home(cameras=effort.cameras, watched=watched) as running:
        await asyncio.sleep(effort.settle_seconds + effort.watch_seconds)
        process = running.home.process
        return _megabytes(process), sum(map(_megabytes, process.children(recursive=True)))


def _megabytes(process: psutil.Process) -> float:
    """Return the resident memory of one process."""
    return float(process.memory_info().rss / 1e6)
