"""One engine and two, in turn, on the same cameras: how many pictures a second, and what the loss of one engine costs.

Every camera shows somebody who is enrolled, and an engine gets its cameras' next picture as soon as it has looked at
the last. On a machine of two cores two engines are worth twice as much as one only where nothing else wants them, so
the figures say how many cores others had meanwhile, and how many pictures came of a second of CPU.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
import os
from pathlib import Path
import signal
import sys
from tempfile import TemporaryDirectory
import time
from typing import Final

import psutil

from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.records.configuration import Configure
from custom_components.digitalshadow.engine.records.errors import EngineError
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine_host.engine_group import several
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState
from demo.clip import jpeg, person_frames

from .effort import Effort
from .engine_parts import PERSON_ID

_CALL_SECONDS: Final = 30.0
_PATIENCE_SECONDS: Final = 60.0
_RETRY_SECONDS: Final = 0.05


def measure(effort: Effort) -> dict[str, float]:
    """Return pictures a second of one engine and of two, and what became of two when one was killed."""
    folders = model_folders(Path.cwd(), os.environ)
    risk, detector, recogniser = (
        find_role(role, folders) for role in (ModelRole.RISK, ModelRole.DETECTOR, ModelRole.RECOGNISER)
    )
    if risk is None or detector is None or recogniser is None:
        print("bench: engines needs face models, see DIGITALSHADOW_MODELS", file=sys.stderr)
        return {}
    with TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), Configure(risk, detector, recogniser), effort))


@dataclass(slots=True)
class Sum:
    """What came of a number of engines in all turns."""

    pictures: int = 0
    """Looked at."""
    wall_s: float = 0.0
    """Seconds that took."""
    cpu_s: float = 0.0
    """CPU seconds of the engines."""
    others_cpu_s: float = 0.0
    """CPU seconds of everything else on this machine."""

    def figures(self, name: str) -> dict[str, float]:
        """Return what is told of it."""
        return {
            f"engines_{name}_pictures_per_s": self.pictures / self.wall_s,
            f"engines_{name}_pictures_per_cpu_s": self.pictures / self.cpu_s,
            f"engines_{name}_cores_of_others": self.others_cpu_s / self.wall_s,
        }


@dataclass(slots=True)
class Side:
    """Some engines side by side, and their cameras."""

    group: EngineRunner
    """What looks."""
    runners: list[ProcessRunner]
    """The engines' processes."""
    cameras: tuple[str, ...]
    """Dealt evenly to them."""
    frames: list[bytes]
    """What each camera shows, over and over."""
    looked: dict[str, int] = field(default_factory=dict)
    """Pictures looked at, by camera."""
    lost: int = 0
    """Pictures that an engine did not answer."""

    async def async_look(self, goes_on: Callable[[], bool]) -> None:
        """Keep every engine at work: one picture of each of its cameras in turn."""
        async with asyncio.TaskGroup() as tasks:
            for number in range(self.group.engines):
                tasks.create_task(self._async_look_with(number, goes_on))

    async def _async_look_with(self, number: int, goes_on: Callable[[], bool]) -> None:
        """Show one engine its cameras, until told to end."""
        mine = [camera for camera in self.cameras if self.group.engine_of_camera(camera) == number]
        while goes_on():
            for camera in mine:
                shown = self.looked.setdefault(camera, 0)
                # So close together that LiveCAD is due but once: looking is what is counted.
                request = Process(camera, 1e9 + shown * 0.01, self.frames[shown % len(self.frames)])
                try:
                    await self.group.async_call(request, _CALL_SECONDS)
                except EngineError:
                    self.lost += 1
                    await asyncio.sleep(_RETRY_SECONDS)
                else:
                    self.looked[camera] = shown + 1

    def cpu_s(self) -> float:
        """Return the CPU seconds that the engines have used."""
        times = [psutil.Process(runner.pid).cpu_times() for runner in self.runners if runner.pid]
        return sum(one.user + one.system for one in times)


async def _measure(folder: Path, configure: Configure, effort: Effort) -> dict[str, float]:
    """Measure one engine and two in turn, then kill one of two."""
    frames = [jpeg(pixels) for pixels in person_frames(min(effort.frames, 40))]
    async with AsyncExitStack() as stack:
        one, two = [
            await stack.enter_async_context(_side(folder, configure, frames, count, effort.cameras))
            for count in (1, 2)
        ]
        sums = {1: Sum(), 2: Sum()}
        for _ in range(effort.turns):
            for side in (one, two):
                await _add_turn(side, sums[side.group.engines], effort.watch_seconds)
        figures = sums[1].figures("one") | sums[2].figures("two")
        for unit in ("per_s", "per_cpu_s"):
            figures[f"engines_two_over_one_{unit}"] = (
                figures[f"engines_two_pictures_{unit}"] / figures[f"engines_one_pictures_{unit}"]
            )
        return figures | await _kill(two)


async def _add_turn(side: Side, total: Sum, seconds: float) -> None:
    """Have engines look for so long."""
    pictures, cpu, busy, began = sum(side.looked.values()), side.cpu_s(), _busy_s(), time.monotonic()
    await side.async_look(lambda: time.monotonic() < began + seconds)
    used = side.cpu_s() - cpu
    total.pictures += sum(side.looked.values()) - pictures
    total.wall_s += time.monotonic() - began
    total.cpu_s += used
    total.others_cpu_s += max(0.0, _busy_s() - busy - used)


async def _kill(side: Side) -> dict[str, float]:
    """Kill the second engine; return what the first one's cameras saw meanwhile, and when the others were back."""
    second = next(camera for camera in side.cameras if side.group.engine_of_camera(camera) == 1)
    first = [camera for camera in side.cameras if side.group.engine_of_camera(camera) == 0]
    lost, before = side.lost, dict(side.looked)
    began = time.monotonic()
    pid = side.runners[1].pid
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
    await side.async_look(
        lambda: side.looked[second] == before[second] and time.monotonic() < began + _PATIENCE_SECONDS
    )
    took = time.monotonic() - began
    return {
        "engines_killed_back_s": took,
        "engines_killed_lost_pictures": side.lost - lost,
        "engines_killed_other_pictures_per_s": sum(side.looked[one] - before[one] for one in first) / took,
    }


@asynccontextmanager
async def _side(
    folder: Path, configure: Configure, frames: list[bytes], count: int, cameras: int
) -> AsyncIterator[Side]:
    """Yield so many engines that know one person."""
    runners: list[ProcessRunner] = []

    def make(on_state: Callable[[RunnerState], None]) -> EngineRunner:
        runners.append(ProcessRunner(folder / "engine", on_state))
        return runners[-1]

    group = several(make, count)(lambda _state: None)
    try:
        await group.async_start(configure)
        taken = await group.async_call(Enrol(PERSON_ID, frames[0]), _CALL_SECONDS)
        person = EnrolledPerson(
            PERSON_ID, may_be_read=True, model_sha256=taken.model_sha256, templates=(taken.template,)
        )
        await group.async_set_gallery(SetGallery((person,)))
        yield Side(group, runners, tuple(f"camera {number}" for number in range(cameras)), frames)
    finally:
        await group.async_stop()


def _busy_s() -> float:
    """Return the CPU seconds that all processes of this machine have used."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system
