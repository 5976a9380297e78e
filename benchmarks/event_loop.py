"""How much later Home Assistant's event loop runs because DigitalShadow watches its cameras.

One Home Assistant with all cameras; DigitalShadow is switched on and off in turn, so both sides meet the same machine.
"""

import asyncio
from collections.abc import Sequence
from statistics import median

from demo.client import Client
from demo.household import counters
from demo.polling import first_answer

from .effort import Effort
from .household import watched_home

FIRST_FRAME_LIMIT_SECONDS = 120.0


def measure(effort: Effort) -> dict[str, float]:
    """Return lag with DigitalShadow and with the cameras alone, in milliseconds."""
    return asyncio.run(_measure(effort))


async def _measure(effort: Effort) -> dict[str, float]:
    """Alternate between watched and unwatched."""
    watched: list[dict[str, float]] = []
    alone: list[dict[str, float]] = []
    analysed = 0
    async with watched_home(cameras=effort.cameras, watched=effort.cameras) as running:
        if running.household is None:
            raise RuntimeError("expected a household that is watched: ask for at least one camera")
        for _ in range(effort.turns):
            for lags, disabled_by in ((watched, None), (alone, "user")):
                await running.client.websocket.command(
                    "config_entries/disable", entry_id=running.household.entry_id, disabled_by=disabled_by
                )
                if lags is watched:
                    await _first_frame(running.client, running.household.entry_id)
                lags.append(await _lag(running.client, effort))
                if lags is watched:
                    analysed += await _frames_analysed(running.client, running.household.entry_id)
    figures = _summary("watched", watched) | _summary("cameras_alone", alone)
    added = figures["event_loop_watched_lag_ms_max"] - figures["event_loop_cameras_alone_lag_ms_max"]
    counted = {"event_loop_cameras": effort.cameras, "event_loop_frames_analysed": analysed}
    return {**counted, **figures, "event_loop_added_lag_ms_max": added}


async def _lag(client: Client, effort: Effort) -> dict[str, float]:
    """Return the lag of a while that begins once things have settled."""
    await asyncio.sleep(effort.settle_seconds)
    await client.websocket.command("lag_probe/read")
    await asyncio.sleep(effort.watch_seconds)
    lag: dict[str, float] = await client.websocket.command("lag_probe/read")
    return lag


async def _first_frame(client: Client, entry_id: str) -> None:
    """Wait until the engine has answered a frame: on a busy machine it takes its time to start."""

    async def analysed() -> int | None:
        """Tell that it has; None for not yet."""
        return await _frames_analysed(client, entry_id) or None

    await first_answer(analysed, limit_seconds=FIRST_FRAME_LIMIT_SECONDS)


async def _frames_analysed(client: Client, entry_id: str) -> int:
    """Return how many frames the engine answered since the entry was loaded."""
    cameras = (await counters(client, entry_id))["cameras"]
    return sum(camera["analysed"] for camera in cameras)


def _summary(side: str, lags: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return one side's figures over all turns."""
    return {
        f"event_loop_{side}_lag_ms_median": median(lag["median_ms"] for lag in lags),
        f"event_loop_{side}_lag_ms_p99": max(lag["p99_ms"] for lag in lags),
        f"event_loop_{side}_lag_ms_max": max(lag["max_ms"] for lag in lags),
    }
