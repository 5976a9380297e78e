"""Decodes a stream from its opening to its end: true times, the newest frame, and colours where boxes wait for them."""

import time

from .messages import OpenStream
from .newest_frame import NewestFrame, Rgb
from .pace import Pace
from .pyav import Frame, Packet, Video
from .records import StreamFacts
from .true_times import TrueTimes


def decode(request: OpenStream, newest: NewestFrame[Frame]) -> None:
    """Open the stream and decode all of it.

    Raises:
        StreamEndedError: It does not open, or ended; one of them always happens.
    """
    video = Video(request.address.url, request.address.options)
    decoding = _Decoding(video.codec, newest)
    if video.width and video.height:
        decoding.tell(video.width, video.height)
    for packet in video.packets():
        newest.hear()
        decoding.take(packet)


class _Decoding:
    """What is known of an open stream from one packet to the next."""

    def __init__(self, codec: str, newest: NewestFrame[Frame]) -> None:
        """Lay the stream's clock onto the wall clock as it is now."""
        self._codec = codec
        self._newest = newest
        self._times, self._pace = TrueTimes(), Pace()
        self._epoch = time.time() - time.monotonic()

    def take(self, packet: Packet) -> None:
        """Put a packet's pictures where the newest frame is."""
        if packet.stamp is not None:
            self._times.follow(packet.stamp, packet.arrived_at)
        if packet.is_keyframe:
            self._pace.keyframe(self._captured_at(packet.stamp, packet.arrived_at))
        for picture in packet.pictures:
            captured_at = self._captured_at(picture.stamp, packet.arrived_at)
            self._pace.frame(captured_at)
            self.tell(picture.frame.width, picture.frame.height)
            self._newest.put(captured_at, picture.frame, self._colours(picture.frame))

    def tell(self, width: int, height: int) -> None:
        """Say what the stream is by now."""
        pace = self._pace
        facts = StreamFacts(
            self._codec, width, height, pace.frames_per_second, pace.keyframe_interval_seconds
        )
        self._newest.tell(facts)

    def _captured_at(self, stamp: float | None, arrived_at: float) -> float:
        """Return when something was captured, in seconds since the epoch."""
        return self._epoch + (arrived_at if stamp is None else self._times.captured_at(stamp))

    def _colours(self, frame: Frame) -> tuple[Rgb, ...]:
        """Return the colours of the boxes that are asked about; nothing is computed where there are none."""
        boxes = self._newest.boxes
        if not boxes:
            return ()
        from .box_colours import mean_colours  # noqa: PLC0415  # NumPy comes in where colours are wanted, 20 MB

        return mean_colours(frame, boxes)
