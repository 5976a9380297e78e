"""The engine process: reads requests from stdin, writes replies to stdout, and ends when its parent does.

Started as `python -I <folder>/engine/worker.py --memory-limit BYTES`, it needs nothing of Home Assistant. Whatever goes
wrong in here that is not an `EngineError` ends the process: the parent starts a new one, which is cleaner than repair.
"""

import argparse
from collections.abc import Callable
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
import os
from pathlib import Path
import sys
from threading import Thread
import time
import traceback
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn


def _import_package() -> str:
    """Import the package that this file lies in and return its name, so that a script can import relatively.

    The integration's folder must not come onto `sys.path`: files like select.py in it would hide standard modules.
    """
    folder = Path(__file__).parent
    spec = spec_from_file_location(folder.name, folder / "__init__.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"Expected a package in {folder}, got none. Install the integration again.")
    sys.modules[folder.name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[folder.name])
    return folder.name


if __name__ == "__main__":
    __package__ = _import_package()

from . import freed_memory  # noqa: E402  # a script is no part of a package before the line above
from .child_process import end_with_parent, limit_resources, next_frame, take_channel  # noqa: E402  # the same
from .confinement import Confinement, confine  # noqa: E402  # the same
from .records.configuration import Configure  # noqa: E402  # the same
from .records.errors import EngineError, MessageError  # noqa: E402  # the same
from .records.frame_result import FrameResult  # noqa: E402  # the same
from .records.messages import Request  # noqa: E402  # the same
from .wire.frames import decode, encode, failure_of  # noqa: E402  # the same
from .wire.vocabulary import number_of  # noqa: E402  # the same

if TYPE_CHECKING:
    from .engine import Engine

MODEL_COMPUTES, MODEL_DONE = b"+", b"-"
"""What stands in the pipe of announcements."""
_SHOWN_FRAMES: Final = 4


def main(make_engine: Callable[[], Engine] | None = None) -> None:
    """Limit this process, then answer requests until stdin closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--memory-limit", type=int, required=True, help="bytes that this process may allocate"
    )
    parser.add_argument(
        "--writable",
        type=Path,
        action="append",
        default=[],
        help="a folder beneath which it may change files",
    )
    parser.add_argument(
        "--announcements", type=int, help="descriptor of a pipe that is told when the facial model computes"
    )
    options = parser.parse_args()
    limit_resources(options.memory_limit)
    confinement = confine(options.writable)
    requests, replies = take_channel()
    Thread(target=end_with_parent, args=(requests,), daemon=True).start()
    try:
        engine = make_engine() if make_engine else _new_engine(confinement, options.announcements)
        serve(engine, requests, replies)
    except Exception as err:  # noqa: BLE001  # the process ends here, whatever the reason, and says which
        _die(err)


def serve(engine: Engine, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer one request after the other until there are no more."""
    while frame := next_frame(requests):
        replies.write(_answer(engine, frame))
        replies.flush()


def _answer(engine: Engine, frame: bytes) -> bytes:
    """Return the frame of the reply, with the request's number."""
    number = number_of(frame)
    try:
        request: Any = decode(frame)
        if not isinstance(request, Request):
            raise MessageError(f"Expected a request, got a {type(request).__name__}.")
        reply: Any = engine.handle(request)
    except EngineError as err:
        reply = failure_of(err)
    else:
        if isinstance(request, Configure) or _holds_answer(reply):
            freed_memory.give_back()
    return encode(reply, number)


def _holds_answer(reply: object) -> bool:
    """Tell whether the facial model computed for this reply, which takes more memory than a picture, and not often."""
    return isinstance(reply, FrameResult) and any(
        sighting.probability is not None for sighting in reply.sightings
    )


def _new_engine(confinement: tuple[Confinement, ...], announcements: int | None) -> Engine:
    """Import and make the engine, now that limits hold and nobody can write into the channel."""
    from .engine import Engine  # noqa: PLC0415  # numpy, OpenCV and onnxruntime come in here
    from .picture import image  # noqa: PLC0415  # the same

    image.hear_complaints()
    if announcements is None:
        return Engine(time.perf_counter, confinement)
    os.set_blocking(announcements, False)  # the standard library's own signature

    def announce(*, computes: bool) -> None:
        """Tell the parent, unless it has not listened for a long time."""
        with suppress(BlockingIOError):
            os.write(announcements, MODEL_COMPUTES if computes else MODEL_DONE)

    return Engine(time.perf_counter, confinement, announce)


def _die(err: Exception) -> NoReturn:
    """Say what went wrong and where, without the error's text: it could contain what the engine looked at."""
    frames = traceback.extract_tb(err.__traceback__)[-_SHOWN_FRAMES:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    os.write(2, f"{type(err).__name__} at {where}\n".encode())
    os._exit(1)


if __name__ == "__main__":
    main()
