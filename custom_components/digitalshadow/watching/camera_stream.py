"""One camera's live stream: opened when stills show somebody who may be read, and closed when they are gone."""

import asyncio
from collections.abc import Callable
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from ..engine.records.faces import Box
from ..engine.records.frame_result import FrameResult
from ..live_video.records import LiveFrame, StreamAddress, StreamEnd, StreamEndedError
from ..live_video.video_stream import VideoStream
from .camera_frames import CameraFrames
from .plan import WatchPlan
from .refused_streams import REFUSALS
from .snapshot import CameraVideo, Video, VideoHindrance
from .stream_source import async_stream_address, is_switched_on
from .stream_wake import UNCONFIRMED_SECONDS, StreamWake
from .video_hindrance import hindrance_of
from .watch import Watch

_LOGGER = logging.getLogger(__name__)

FIRST_FRAME_SECONDS: Final = 20.0
"""A stream begins with its next keyframe; some cameras send one every ten seconds."""
SILENT_SECONDS: Final = 5.0
"""A stream that gives no frame for so long is closed."""
MOST_STREAMS: Final = 2
"""Streams that may be open at once in a home."""
LASTING: Final = frozenset({*REFUSALS, StreamEnd.NOT_SUPPORTED})
"""Trying the same address again cannot help."""


class CameraStream:
    """Follows what the camera's frames show, and reads its stream in a task of its own while that is open."""

    def __init__(
        self,
        hass: HomeAssistant,
        watch: Watch,
        plan: WatchPlan,
        frames: CameraFrames,
        *,
        may_look: Callable[[], bool],
        on_stills: Callable[[], None],
    ) -> None:
        """Have `frames` analysed while `may_look` says so; `on_stills` hears that stills are to go on."""
        self._hass = hass
        self._watch = watch
        self._plan = plan
        self._frames = frames
        self._may_look = may_look
        self._on_stills = on_stills
        self._wake = StreamWake()
        self._hindrance: VideoHindrance | None = None
        self._end: VideoHindrance | StreamEnd | None = None
        self._stream: VideoStream | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_live(self) -> bool:
        """Whether the stream gives frames, so that no stills are fetched."""
        return self._wake.video is Video.LIVE

    @property
    def still_interval_seconds(self) -> float:
        """Least time from one still to the next just now."""
        usual_seconds = max(self._plan.interval_seconds, self._watch.least_interval_seconds)
        wants_stills = self._wake.wants_stills(self._watch.now())
        return min(usual_seconds, self._interval_seconds()) if wants_stills else usual_seconds

    @callback
    def look_for_hindrances(self) -> None:
        """Look what stands against opening the stream just now, and show it."""
        is_full = len(self._watch.live - {self._plan.camera_id}) >= MOST_STREAMS
        self._hindrance = hindrance_of(self._hass, self._plan) or (
            VideoHindrance.OTHERS_LIVE if is_full else None
        )
        self._show()

    @callback
    def take(self, result: FrameResult) -> None:
        """Open, keep or close the stream after what a frame showed, a still or one of the stream."""
        self.look_for_hindrances()
        may_be_read = self._watch.may_be_read()
        wake = self._wake.then(
            has_match=result.has_match,
            is_agreed=any(sighting.person_id in may_be_read for sighting in result.sightings),
            may_open=self._hindrance is None and self._task is None and self._may_look(),
            now=self._watch.now(),
        )
        self._become(wake)

    @callback
    def close(self) -> None:
        """Close the stream now: everything is paused, somebody withdrew, or the camera is gone."""
        self._become(self._wake.closed(self._watch.now()))

    @callback
    def try_again(self) -> None:
        """Forget what stood against the stream; the next match opens it."""
        self._wake, self._end = self._wake.forgiven(), None
        self._watch.on_refused_stream(self._plan.camera_id, None)
        self._show()

    async def async_stop(self) -> None:
        """Close the stream and wait until nothing reads it any more."""
        self.close()
        if self._task is not None:
            await asyncio.wait([self._task])

    def _become(self, wake: StreamWake) -> None:
        """Take what is remembered now, and do what follows: open the stream, or close it and have stills go on."""
        former, self._wake = self._wake.video, wake
        if former is wake.video:
            return
        if wake.video is Video.OPENING:
            self._begin()
        elif wake.video is Video.STILLS:
            if self._task is not None and self._task is not asyncio.current_task():
                self._task.cancel()
            if former is Video.LIVE:  # while the stream was being opened, stills went on
                self._on_stills()
        self._show()

    def _begin(self) -> None:
        """Start to open the stream."""
        self._watch.live.add(self._plan.camera_id)
        self._task = self._hass.async_create_background_task(
            self._async_read(), f"digitalshadow stream {self._plan.camera_id}", eager_start=False
        )
        self._task.add_done_callback(self._handle_done)

    @callback
    def _handle_done(self, _task: asyncio.Task[None]) -> None:
        """Be ready to open the stream again; whatever ended it, stills go on."""
        self._task = None
        self._watch.live.discard(self._plan.camera_id)
        if self._wake.video is not Video.STILLS:
            self._note_end(StreamEnd.FAILED, None)

    async def _async_read(self) -> None:
        """Open the stream and have its frames analysed until it is closed from here or ends by itself."""
        address: StreamAddress | None = None
        try:
            address = await async_stream_address(self._hass, self._plan.camera_entity_id)
            if address is None:
                self._note_end(VideoHindrance.NO_SOURCE, None)
            elif _fingerprint(address) == self._wake.refused_address:
                self._note_end(self._end, address)
            else:
                await self._async_watch(self._watch.make_stream(address))
        except StreamEndedError as err:
            self._note_end(err.reason, address)

    async def _async_watch(self, stream: VideoStream) -> None:
        """Have the frames of a stream analysed until it is closed."""
        self._stream = stream
        try:
            await stream.async_open()
            frame = await _async_frame(stream, FIRST_FRAME_SECONDS)
            self._end = None
            self._watch.on_refused_stream(self._plan.camera_id, None)
            self._become(self._wake.opened(self._watch.now()))
            await self._async_hand_over(frame)
            rest_seconds = self._interval_seconds()
            while self.is_live:
                await asyncio.sleep(rest_seconds)
                rest_seconds = await self._async_look(stream)
        finally:
            self._stream = None
            await stream.async_close()

    async def _async_look(self, stream: VideoStream) -> float:
        """Bring the newest frame to its end, in turn with the other cameras, and return the seconds to rest."""
        loop = asyncio.get_running_loop()
        async with self._watch.turns_of(self._plan.camera_id).place() as has_fetched:
            due = loop.time() + self._interval_seconds()
            boxes = self._watch.colour_boxes(self._plan.camera_id)
            frame = await _async_frame(stream, SILENT_SECONDS, boxes)
            has_fetched()
            gap = await self._async_hand_over(frame)
        if frame.colours is not None:
            await self._watch.on_colours(self._plan.camera_id, frame.colours)
        if not (self._may_look() and is_switched_on(self._hass, self._plan.camera_entity_id)):
            self.close()
        self._become(self._wake.at(self._watch.now()))
        # Without an engine the gap is long, and the stream is to be closed before it ends.
        return min(max(gap or 0.0, due - loop.time()), UNCONFIRMED_SECONDS)

    async def _async_hand_over(self, frame: LiveFrame) -> float | None:
        """Have a frame analysed; return the seconds to rest, or None for the usual interval."""
        return await self._frames.async_hand_over(frame.image, frame.captured_at, self._interval_seconds())

    def _interval_seconds(self) -> float:
        """Return the least time between two analysed frames just now."""
        return max(self._wake.interval_seconds(self._watch.now()), self._watch.least_interval_seconds)

    def _note_end(self, end: VideoHindrance | StreamEnd | None, address: StreamAddress | None) -> None:
        """Remember in one word why there is no live video; stills go on."""
        if end is not self._end:
            _LOGGER.info("%s gives no live video (%s); stills go on", self._plan.camera_entity_id, end)
        self._end = end
        refused = None if address is None or end not in LASTING else _fingerprint(address)
        self._become(self._wake.ended(self._watch.now(), refused))
        if end in REFUSALS:
            self._watch.on_refused_stream(self._plan.camera_id, StreamEnd(end))

    def _show(self) -> None:
        """Tell how the camera is looked at."""
        is_live = self.is_live
        self._frames.show_video(
            CameraVideo(
                self._wake.video,
                None if is_live else self._hindrance or self._end,
                self._stream.facts if is_live and self._stream is not None else None,
                self._wake.reconnects,
            )
        )


async def _async_frame(
    stream: VideoStream, patience_seconds: float, boxes: tuple[Box, ...] = ()
) -> LiveFrame:
    """Return the newest frame, and have the colours of some boxes measured from now on.

    Raises:
        StreamEndedError: There is none any more, or none came for too long.
    """
    try:
        async with asyncio.timeout(patience_seconds):
            return await stream.async_frame(boxes)
    except TimeoutError:
        raise StreamEndedError(StreamEnd.SILENT) from None


def _fingerprint(address: StreamAddress) -> int:
    """Return what tells two addresses apart in this process alone: Python salts it anew at each start."""
    return hash((address.url, tuple(sorted(address.options.items()))))
