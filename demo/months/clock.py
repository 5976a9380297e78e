"""A clock that jumps, and the waiting that lets Home Assistant catch up with it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from freezegun import freeze_time
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.plugins import pytest_runtest_setup
from pytest_socket import enable_socket

_TURNS: Final = 10
"""Turns of the event loop in which timers that are due start their tasks, and these fetch a picture."""
_SLEEPING: Final = ("digitalshadow camera", "digitalshadow people left over")
"""Tasks that rest until the clock goes on; all others have something to do."""


class Clock:
    """The only time there is: it stands still until it is told to jump."""

    def __init__(self, move_to: Callable[[datetime], object]) -> None:
        """Take what moves the stopped time."""
        self._move_to = move_to

    async def async_jump_to(self, hass: HomeAssistant, moment: datetime) -> None:
        """Go to a moment, and let everything that is due by then happen; a moment that has passed changes nothing."""
        if moment > dt_util.utcnow():
            self._move_to(moment)
        await async_catch_up(hass)

    async def async_wait(self, hass: HomeAssistant, seconds: float) -> None:
        """Let some time pass."""
        await self.async_jump_to(hass, dt_util.utcnow() + timedelta(seconds=seconds))


@contextmanager
def frozen_clock(moment: datetime) -> Iterator[Clock]:
    """Stop every clock of this process at a moment, for as long as the context lasts."""
    # What the harness does before each test: it teaches freezegun about Home Assistant, and lets nothing leave this
    # machine. It forbids sockets altogether, but Home Assistant has a web server.
    pytest_runtest_setup()
    enable_socket()
    with freeze_time(moment) as frozen:
        yield Clock(frozen.move_to)


async def async_catch_up(hass: HomeAssistant) -> None:
    """Wait until nothing is left to do before the clock goes on."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    await hass.async_block_till_done()
    while working := [task for task in asyncio.all_tasks() if _is_at_work(task)]:
        await asyncio.wait(working)
        await hass.async_block_till_done()


def _is_at_work(task: asyncio.Task[object]) -> bool:
    """Whether a task does something that ends by itself."""
    return task is not asyncio.current_task() and not task.get_name().startswith(_SLEEPING)
