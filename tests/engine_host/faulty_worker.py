"""The engine process with faults that a test asks for. Never part of the product.

A gallery of one person without a template carries the fault as the person's id: it is the smallest request, whose reply
needs no picture and no model. A frame carries it as the id of its camera.
`SetGallery` of anybody else is answered with the number of people, and in place of who must enrol again, with whom the
gallery before it held: so a test sees which gallery a process was given.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
import os
from pathlib import Path
import signal
import sys
import threading
from typing import IO, Any, NoReturn

ENGINE = Path(__file__).parents[2] / "custom_components" / "digitalshadow" / "engine"


def import_engine() -> None:
    """Make the package `engine` known, as worker.py does for itself."""
    spec = spec_from_file_location("engine", ENGINE / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules["engine"] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules["engine"])


def hang() -> NoReturn:
    """Wait for ever, in a way that a signal could end."""
    threading.Event().wait()
    raise AssertionError


def hang_in_native_code() -> None:
    """Compute for ever with every signal blocked that can be blocked."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    pow(7, 10**9)


def make_a_mistake() -> NoReturn:
    """Raise something that is no EngineError, with a name in it."""
    raise ZeroDivisionError("CANARY-7f3a looked out of the window")


def exhaust_memory() -> NoReturn:
    """Take memory until there is none."""
    hoard = []
    while True:
        hoard.append(bytearray(b"\xff" * 2**24))


def talk() -> None:
    """Print as libraries do, above and below Python's own buffers."""
    sys.stdout.write("a library says hello\n")
    sys.stdout.flush()
    os.write(1, b"and again\n")


def babble() -> NoReturn:
    """Write something into the channel that is no reply."""
    os.write(REPLIES[0], b"this is no frame, and long enough to be read as a prefix")
    hang()


def say_too_much() -> None:
    """Write a reply that nobody asked for; the one that was asked for follows."""
    frames = import_module("engine.wire.frames")
    gallery = import_module("engine.records.gallery")
    os.write(REPLIES[0], frames.encode(gallery.GalleryLoaded(0, ()), 2**31))


def flood() -> NoReturn:
    """Write a reply of 64 MB, as the protocol allows a frame to be."""
    frames = import_module("engine.wire.frames")
    prefix = frames.numbered_prefix(
        frames.encode(import_module("engine.records.gallery").GalleryLoaded(0, ())), 2
    )
    content = 64 * 2**20 - 2**10
    os.write(REPLIES[0], prefix[:-4] + content.to_bytes(4, "little"))
    while True:
        os.write(REPLIES[0], bytes(2**20))


def abort_in_the_model() -> NoReturn:
    """End while the facial model computes, as far as anybody outside can tell."""
    os.write(int(sys.argv[sys.argv.index("--announcements") + 1]), b"+-+")
    os.abort()


def hang_in_the_model() -> NoReturn:
    """Hang while the facial model computes."""
    os.write(int(sys.argv[sys.argv.index("--announcements") + 1]), b"+")
    hang()


REPLIES: list[int] = []
FAULTS: dict[str, Callable[[], object]] = {
    "kill": lambda: signal.raise_signal(signal.SIGKILL),
    "abort": os.abort,
    "abort in the model": abort_in_the_model,
    "hang in the model": hang_in_the_model,
    "exit": lambda: os._exit(3),
    "raise": make_a_mistake,
    "hang": hang,
    "hang in C": hang_in_native_code,
    "exhaust memory": exhaust_memory,
    "talk": talk,
    "babble": babble,
    "say too much": say_too_much,
    "flood": flood,
}


def main() -> None:
    """Run the real worker around an engine with faults."""
    import_engine()
    worker: Any = import_module("engine.worker")
    original = worker.take_channel

    def take_channel() -> tuple[IO[bytes], IO[bytes]]:
        requests, replies = original()
        REPLIES.append(replies.fileno())
        return requests, replies

    worker.take_channel = take_channel
    worker.main(lambda: FaultyEngine(import_module("engine.engine").Engine(worker.time.perf_counter)))


def another_cameras(captured_at: float) -> Any:  # noqa: ANN401  # a class of the other copy of the package
    """Return what another camera saw at a time."""
    frame_result = import_module("engine.records.frame_result")
    times = frame_result.StageTimes(1.0, 1.0, 1.0, 1.0)
    return frame_result.FrameResult("door", captured_at, 640, 480, 0, (), (), times)


class FaultyEngine:
    """The engine, unless a request asks for a fault."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401  # a class of the other copy of the package
        """Wrap the real one."""
        self._engine = engine
        self._held: tuple[str, ...] = ()

    def handle(self, request: Any) -> Any:  # noqa: ANN401  # the same
        """Fail as asked, or answer."""
        kind = type(request).__name__
        is_probe = kind == "SetGallery" and [bool(person.templates) for person in request.people] == [False]
        fault = request.people[0].person_id if is_probe else getattr(request, "camera_id", "")
        if getattr(getattr(request, "risk_model", None), "name", "") == "hang":
            fault = "hang"
        FAULTS.get(fault, lambda: None)()
        if fault == "confuse":
            return another_cameras(0.0)
        if is_probe:
            return import_module("engine.records.gallery").GalleryLoaded(1, ())
        reply = self._engine.handle(request)
        if fault == "another camera":
            reply = another_cameras(request.captured_at)
        if kind == "SetGallery":
            reply = type(reply)(len(request.people), self._held)
            self._held = tuple(person.person_id for person in request.people)
        return reply


if __name__ == "__main__":
    main()
