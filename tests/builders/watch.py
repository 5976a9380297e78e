"""What watchers of cameras share, with an engine that a test answers for and a clock that stands still."""

import asyncio
from collections.abc import Callable

import pytest

from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.errors import EngineError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.live_video.records import StreamEnd
from custom_components.digitalshadow.watching.snapshot import CameraSnapshot, CameraStatus
from custom_components.digitalshadow.watching.turns import Turns
from custom_components.digitalshadow.watching.watch import Watch
from tests.builders.home import ANNA
from tests.builders.streams import Streams
from tests.fake_runner import FakeRunner
from tests.waiting import in_vain

PATIENCE_SECONDS = 5
CONFIGURE = Configure(ModelFile("demonstration", "/x", "0" * 64, pinned=True), None, None)


class Heard:
    """A watch that remembers what it heard, with a clock that stands still."""

    def __init__(self, runner: FakeRunner, turns: Turns | None = None) -> None:
        self.runner = runner
        self.seconds = 1_000.0
        self.shown: list[CameraStatus] = []
        self.results: list[FrameResult] = []
        self.errors: list[EngineError] = []
        self.aside: list[bool] = []
        self.refused: list[StreamEnd | None] = []
        self.may_be_read = frozenset({ANNA})
        self.boxes: tuple[Box, ...] = ()
        self.colours: list[Colours] = []
        self.streams = Streams()
        self._changed = asyncio.Event()
        self.watch = Watch(
            runner=runner,
            now=lambda: self.seconds,
            on_snapshot=self._show,
            on_result=self._take,
            on_aside=lambda _camera_id, aside: self.aside.append(aside),
            on_engine_error=self.errors.append,
            may_be_read=lambda: self.may_be_read,
            make_stream=self.streams.make,
            on_refused_stream=lambda _camera_id, end: self.refused.append(end),
            turns=(turns or Turns(),),
            colour_boxes=lambda _camera_id: self.boxes,
            on_colours=self._take_colours,
        )

    def latest(self) -> CameraStatus:
        """Return what was shown last."""
        return self.shown[-1]

    async def async_until(self, holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something holds; looks whenever a watcher tells something."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pytest.fail(in_vain(holds, seconds))

    def _show(self, _camera_id: str, snapshot: CameraSnapshot) -> None:
        self.shown.append(snapshot.status)
        self._changed.set()

    async def _take_colours(self, _camera_id: str, colours: Colours) -> None:
        self.colours.append(colours)
        self._changed.set()

    def _take(self, result: FrameResult) -> None:
        self.results.append(result)
        self._changed.set()


async def async_heard(turns: Turns | None = None) -> Heard:
    """Return a watch with an engine that runs."""
    runner = FakeRunner()
    await runner.async_start(CONFIGURE)
    return Heard(runner, turns)
