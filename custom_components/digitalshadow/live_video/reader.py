"""A reader's process: opens one stream, decodes all of it, keeps the newest frame, and ends when its parent does.

Started as `python -I <folder>/live_video/reader.py --memory-limit BYTES`, it needs nothing of Home Assistant. One
thread decodes; it may hang in the network for as long as it likes. The other answers, and knows what time it is.
"""

import argparse
from contextlib import suppress
import os
from pathlib import Path
import socket
import sys
from threading import Event, Thread
from types import ModuleType
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urlsplit


def _place_in_package() -> str:
    """Have this script and the engine be one package, without that package's own start, which needs Home Assistant."""
    folder = Path(__file__).parent
    package = ModuleType(folder.parent.name)
    package.__path__ = [str(folder.parent)]
    sys.modules[package.__name__] = package
    return f"{package.__name__}.{folder.name}"


if __name__ == "__main__":
    __package__ = _place_in_package()

from ..engine.child_process import (  # noqa: E402  # a script is no part of a package before the line above
    end_with_parent,
    limit_resources,
    next_frame,
    take_channel,
)
from ..engine.confinement import confine  # noqa: E402  # the same
from ..engine.records.colours import Colours  # noqa: E402  # the same
from ..engine.wire.vocabulary import number_of  # noqa: E402  # the same
from .messages import (  # noqa: E402  # the same
    ANSWER_SECONDS,
    VOCABULARY,
    AwaitOpening,
    Ended,
    NextFrame,
    OpenStream,
    Progress,
)
from .newest_frame import NewestFrame  # noqa: E402  # the same
from .records import LiveFrame, StreamEnd, StreamEndedError  # noqa: E402  # the same

if TYPE_CHECKING:
    from .jpeg_writer import JpegWriter
    from .pyav import Frame

_TRIAL_SECONDS: Final = 0.5
_PORTS: Final = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}


def main() -> None:
    """Limit this process, then answer requests until the stream ends or stdin closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory-limit", type=int, required=True, help="bytes that it may allocate")
    options = parser.parse_args()
    limit_resources(options.memory_limit)
    confine(needs_network=True)
    requests, replies = take_channel()
    Thread(target=end_with_parent, args=(requests,), daemon=True).start()
    try:
        serve(requests, replies)
    finally:
        # The other thread may hang in the network, where nothing but the end of the process reaches it.
        os._exit(0)


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer one request after the other; the reply that says why the stream ended is the last."""
    reader: Reader | None = None
    while frame := next_frame(requests):
        request = VOCABULARY.decode(frame)
        if isinstance(request, OpenStream):
            reader = Reader(request)
        if reader is None or isinstance(request, Progress | Ended):
            return
        reply = reader.answer(request)
        replies.write(VOCABULARY.encode(reply, number_of(frame)))
        replies.flush()
        if isinstance(reply, Ended):
            return


class Reader:
    """One stream: a thread that decodes it, and the answers about it."""

    def __init__(self, request: OpenStream) -> None:
        """Begin to open it."""
        self._request = request
        self._newest: NewestFrame[Frame] = NewestFrame(request.patience)
        self._jpeg: JpegWriter | None = None
        Thread(target=self._decode, daemon=True).start()

    def answer(self, request: OpenStream | AwaitOpening | NextFrame) -> Progress | Ended:
        """Wait a moment for what is asked for, and return how far it is."""
        newest, taken = self._newest, None
        try:
            if isinstance(request, NextFrame):
                newest.measure(request.boxes)
                taken = newest.take(ANSWER_SECONDS)
            else:
                newest.await_opening(ANSWER_SECONDS)
        except StreamEndedError as err:
            return Ended(self._more_exactly(err.reason))
        # Before the frame is written, because others come meanwhile.
        skipped = newest.frames_skipped
        return Progress(newest.facts, self._written(*taken) if taken else None, skipped)

    def _written(self, captured_at: float, frame: Frame, colours: Colours | None) -> LiveFrame:
        """Return a frame as it travels."""
        if self._jpeg is None:
            from .jpeg_writer import JpegWriter  # noqa: PLC0415  # not before there is a picture to write

            self._jpeg = JpegWriter()
        return LiveFrame(captured_at, self._jpeg.write(frame), colours)

    def _decode(self) -> None:
        """Decode until the stream ends, and say why it did; runs on a thread."""
        try:
            from .decoding import decode  # noqa: PLC0415  # a system without PyAV says so

            decode(self._request, self._newest)
        except StreamEndedError as err:
            self._newest.end(err.reason)
        except ImportError:
            self._newest.end(StreamEnd.NOT_SUPPORTED)
        except Exception:  # noqa: BLE001  # a fault of ours: whoever waits must learn that nothing comes
            self._newest.end(StreamEnd.FAILED)

    def _more_exactly(self, reason: StreamEnd) -> StreamEnd:
        """Tell a camera that cannot be reached from one that says nothing or hangs up; FFmpeg does not."""
        if self._newest.facts is not None or reason not in (StreamEnd.SILENT, StreamEnd.UNREACHABLE):
            return reason
        reached = Event()
        Thread(target=_try_to_reach, args=(self._request.address.url, reached), daemon=True).start()
        if not reached.wait(_TRIAL_SECONDS):
            return StreamEnd.UNREACHABLE
        return StreamEnd.ENDED if reason is StreamEnd.UNREACHABLE else reason


def _try_to_reach(url: str, reached: Event) -> None:
    """Connect and hang up; runs on a thread, because asking for the name may hang."""
    address = urlsplit(url)
    with (
        suppress(OSError, ValueError),
        socket.create_connection(
            (address.hostname, address.port or _PORTS[address.scheme.lower()]), _TRIAL_SECONDS
        ),
    ):
        reached.set()


if __name__ == "__main__":
    main()
