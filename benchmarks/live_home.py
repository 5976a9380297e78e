"""A home with two watched cameras, one with stills alone and one with a live stream: what `live_walks` measures on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
import os
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
import time
from typing import Any, Final

from homeassistant.components.camera.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import numpy as np
import psutil
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.configuration import Configure
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import StreamAddress
from custom_components.digitalshadow.watching.camera_watcher import CameraWatcher
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.snapshot import CameraSnapshot, Video
from custom_components.digitalshadow.watching.turns import Turns
from custom_components.digitalshadow.watching.watch import Watch
from demo.clip import LOOP_FRAMES, empty_room_frames, jpeg
from demo.rtsp_camera import RtspCamera

from .effort import Effort
from .engine_parts import PERSON_ID
from .scene import EMPTY, PERSON, Scene, SceneCamera, swaying_person

STILLS, LIVE = "stills", "live"
HOMES: Final[Mapping[str, int]] = {"small_home": 1, "large_home": 8}
"""People enrolled: up to six, two frames must agree on a name, and up to twenty, three."""
WALK_SECONDS: Final = 5.0
"""How long the person is in view."""
_SETTLE_SECONDS: Final = 2.5
"""Until a person's track is forgotten, and a little more."""
_STAY_SECONDS: Final = 10.0
"""Until somebody in view counts as staying, with time to open the stream."""
_CALL_SECONDS: Final = 60.0


@dataclass
class Heard:
    """What the engine saw, by camera, since the person came into view."""

    began_at: float = 0.0
    """When that was."""
    named_after: dict[str, float] = field(default_factory=dict)
    """Seconds until the first picture with a name."""
    best_quality: dict[str, float] = field(default_factory=dict)
    """The best quality of a face with a name."""
    names: dict[str, int] = field(default_factory=dict)
    """Pictures with a name."""
    live_after_s: float | None = None
    """Seconds until the first frame of the stream; None where none came."""

    def clear(self) -> None:
        """Begin anew: the person comes into view now."""
        self.began_at, self.live_after_s = time.monotonic(), None
        for heard in (self.named_after, self.best_quality, self.names):
            heard.clear()

    def show(self, _camera_id: str, camera: CameraSnapshot) -> None:
        """Take how a camera is looked at."""
        if camera.video.video is Video.LIVE and self.live_after_s is None:
            self.live_after_s = time.monotonic() - self.began_at

    def take(self, result: FrameResult) -> None:
        """Take what a picture showed."""
        for sighting in result.sightings:
            camera = result.camera_id
            self.named_after.setdefault(camera, time.monotonic() - self.began_at)
            self.names[camera] = self.names.get(camera, 0) + 1
            self.best_quality[camera] = max(self.best_quality.get(camera, 0.0), sighting.quality.value)


@dataclass(frozen=True)
class Stage:
    """A home with two watched cameras."""

    hass: HomeAssistant
    watch: Watch
    runner: ProcessRunner
    scene: Scene
    rtsp: RtspCamera
    heard: Heard
    streams: list[LiveStream]

    async def show(self, scene: str) -> None:
        """Show another scene to both cameras."""
        self.scene.shown = scene
        await self.rtsp.show(scene)

    @asynccontextmanager
    async def watched(self, *names: str) -> AsyncIterator[dict[str, CameraWatcher]]:
        """Watch these cameras."""
        watchers = {
            name: CameraWatcher(
                self.hass, self.watch, WatchPlan(name, f"camera.{name}", 1.0, stills_only=name == STILLS)
            )
            for name in names
        }
        tasks = [asyncio.create_task(watcher.async_run()) for watcher in watchers.values()]
        try:
            yield watchers
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)


async def async_measure(configure: Configure, effort: Effort) -> dict[str, float]:
    """Measure on both homes."""
    figures: dict[str, float] = {}
    async with _stage(configure) as stage:
        for home, people in HOMES.items():
            await _enrol(stage, people)
            figures |= await _walks(stage, effort.walks, f"live_walks_{home}")
        await _enrol(stage, 1)
        figures |= await _costs(stage, effort.watch_seconds)
    return figures


async def _walks(stage: Stage, walks: int, prefix: str) -> dict[str, float]:
    """Let the person walk past so many times, each at another moment between two stills."""
    chance = Random(0)  # noqa: S311  # equal runs are compared
    heard: list[Heard] = []
    for walk in range(walks):
        # Begun together, both make their stills at the same moments; who asks the engine first changes.
        async with stage.watched(*((STILLS, LIVE) if walk % 2 else (LIVE, STILLS))):
            await asyncio.sleep(_SETTLE_SECONDS + chance.random())
            stage.heard.clear()
            await stage.show(PERSON)
            await asyncio.sleep(WALK_SECONDS)
            await stage.show(EMPTY)
            heard.append(deepcopy(stage.heard))
        await asyncio.sleep(_SETTLE_SECONDS)
    sooner = [one.named_after[STILLS] - one.named_after[LIVE] for one in heard]
    figures = {
        f"{prefix}_{side}_{name}": median(value(one, side) for one in heard)
        for side in (STILLS, LIVE)
        for name, value in _VALUES.items()
    }
    figures[f"{prefix}_live_after_s"] = median(one.live_after_s or WALK_SECONDS for one in heard)
    return figures | {f"{prefix}_sooner_s": median(sooner), f"{prefix}_sooner_s_min": min(sooner)}


_VALUES: Final[Mapping[str, Callable[[Heard, str], float]]] = {
    "named_after_s": lambda one, side: one.named_after.get(side, WALK_SECONDS),
    "best_quality": lambda one, side: one.best_quality.get(side, 0.0),
    "pictures_with_name": lambda one, side: one.names.get(side, 0),
}


async def _costs(stage: Stage, seconds: float) -> dict[str, float]:
    """Return the CPU share of watching an empty room and a person, of one camera at a time."""
    figures: dict[str, float] = {}
    for name in (STILLS, LIVE):
        async with stage.watched(name) as watchers:
            for scene in (EMPTY, PERSON):
                await stage.show(scene)
                await asyncio.sleep(_STAY_SECONDS)
                is_live = watchers[name].snapshot.video.video is Video.LIVE
                if is_live != (name == LIVE and scene == PERSON):
                    raise RuntimeError(
                        f"expected stills and live video in turn, got live={is_live} for {name}"
                    )
                figures[f"live_walks_{name}_{scene}_cpu_percent"] = await _cpu_percent(stage, seconds)
            await stage.show(EMPTY)
    # Nothing is measured that is less than a tick of the processes' clocks.
    least = 100 / os.sysconf("SC_CLK_TCK") / seconds
    return figures | {
        f"live_walks_{scene}_cpu_times": figures[f"live_walks_live_{scene}_cpu_percent"]
        / max(least, figures[f"live_walks_stills_{scene}_cpu_percent"])
        for scene in (EMPTY, PERSON)
    }


async def _cpu_percent(stage: Stage, seconds: float) -> float:
    """Return the share of a core that this process, the engine's and the reader's take together."""
    pids = [os.getpid(), stage.runner.pid, *(stream.pid for stream in stage.streams[-1:])]
    processes = [psutil.Process(pid) for pid in pids if pid is not None]
    before = sum(sum(process.cpu_times()[:2]) for process in processes)
    await asyncio.sleep(seconds)
    return 100 * (sum(sum(process.cpu_times()[:2]) for process in processes) - before) / seconds


@asynccontextmanager
async def _stage(configure: Configure) -> AsyncIterator[Stage]:
    """Run a home, an engine and a camera with a key frame every second."""
    pictures = {
        EMPTY: tuple(empty_room_frames(LOOP_FRAMES)),
        PERSON: swaying_person(),
    }
    scene = Scene({name: tuple(map(jpeg, frames)) for name, frames in pictures.items()})
    heard, streams = Heard(), []

    def make_stream(address: StreamAddress) -> LiveStream:
        streams.append(LiveStream(address))
        return streams[-1]

    with TemporaryDirectory(prefix="digitalshadow-bench-") as folder:
        runner = ProcessRunner(Path(folder, "engine"), lambda _state: None)
        watch = Watch(
            runner=runner,
            turns=(Turns(),),
            colour_boxes=lambda _camera_id: (),
            on_colours=_async_no_colours,
            now=time.time,
            on_snapshot=heard.show,
            on_result=heard.take,
            on_aside=lambda _camera_id, _aside: None,
            on_engine_error=lambda _err: None,
            may_be_read=lambda: frozenset({PERSON_ID}),
            make_stream=make_stream,
            on_refused_stream=lambda _camera_id, _end: None,
        )
        async with RtspCamera(pictures) as rtsp, async_test_home_assistant(config_dir=folder) as hass:
            await async_setup_component(hass, "camera", {})
            await hass.data[DATA_COMPONENT].async_add_entities(
                [SceneCamera(STILLS, scene, None), SceneCamera(LIVE, scene, rtsp.url)]
            )
            await hass.async_block_till_done()
            await runner.async_start(configure)
            try:
                yield Stage(hass, watch, runner, scene, rtsp, heard, streams)
            finally:
                await runner.async_stop()
                await hass.async_stop(force=True)


async def _async_no_colours(_camera_id: str, _colours: Colours) -> None:
    """Take none: without boxes nobody sends any."""


async def _enrol(stage: Stage, people: int) -> None:
    """Have the engine know the person, and so many others that nobody sees."""
    photo = stage.scene.stills[PERSON][0]
    taken: Any = await stage.runner.async_call(Enrol(PERSON_ID, photo), _CALL_SECONDS)
    person = EnrolledPerson(
        PERSON_ID, may_be_read=True, model_sha256=taken.model_sha256, templates=(taken.template,)
    )
    random = np.random.default_rng(0)
    others = []
    for number in range(people - 1):
        vector = random.normal(size=len(taken.template) // 4).astype("<f4")
        template = (vector / np.linalg.norm(vector)).tobytes()
        others.append(replace(person, person_id=f"other {number}", templates=(template,)))
    await stage.runner.async_set_gallery(SetGallery((person, *others)))
