"""What the watchers of all cameras share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ..engine.records.colours import Colours
from ..engine.records.errors import EngineError
from ..engine.records.faces import Box
from ..engine.records.frame_result import FrameResult
from ..engine_host.runner import EngineRunner
from ..live_video.records import StreamAddress, StreamEnd
from ..live_video.video_stream import VideoStream
from .snapshot import CameraSnapshot
from .turns import Turns


@dataclass(kw_only=True, slots=True)
class Watch:
    """The engine, the clock, the pause, and who is told what."""

    runner: EngineRunner
    """The door to the engine."""
    now: Callable[[], float]
    """Seconds since the epoch."""
    on_snapshot: Callable[[str, CameraSnapshot], None]
    """Hears what a camera is doing, by its subentry id."""
    on_result: Callable[[FrameResult], None]
    """Hears what the engine saw."""
    on_aside: Callable[[str, bool], None]
    """Hears that a camera's pictures kept ending the engine, or do no more."""
    on_engine_error: Callable[[EngineError], None]
    """Hears of an answer that was an error."""
    may_be_read: Callable[[], frozenset[str]]
    """The people whose faces may be read."""
    make_stream: Callable[[StreamAddress], VideoStream]
    """Makes what reads a live stream."""
    on_refused_stream: Callable[[str, StreamEnd | None], None]
    """Hears that a camera refuses its live stream for a reason that lasts, or does no more."""
    turns: tuple[Turns, ...]
    """In which order cameras and questions come to each of the engines."""
    colour_boxes: Callable[[str], tuple[Box, ...]]
    """Returns where colours are to be measured in a camera's live stream from now on; nowhere for most."""
    on_colours: Callable[[str, Colours], Awaitable[None]]
    """Takes the colours that came with a frame of a live stream."""
    faces_wanted: set[str] = field(default_factory=set)
    """People whose last face somebody looks at."""
    live: set[str] = field(default_factory=set)
    """The cameras whose live stream is open, or being opened or closed."""
    lacks_detector: bool = False
    """Whether there is no engine because nothing is here that could find a face."""
    least_interval_seconds: float = 0.0
    """Time from picture to picture of a camera that a slow computer needs, whatever its own interval."""
    paused: bool = False
    """Whether no picture may be fetched."""

    def turns_of(self, camera_id: str) -> Turns:
        """Return the turns at the engine that watches a camera."""
        return self.turns[self.runner.engine_of_camera(camera_id)]
