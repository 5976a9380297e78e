"""What every child process of ours does with itself: limits, its pipes, and an end when its parent ends.

It imports little, because the reader of a live stream must be there soon.
"""

import faulthandler
import os
from pathlib import Path
import resource
import select
from typing import IO, Final

from .wire.vocabulary import PREFIX_BYTES, body_bytes

NICENESS: Final = 10


def limit_resources(memory_bytes: int) -> None:
    """Bound the memory of this process, forbid core dumps (they would hold faces) and step behind everybody else."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)


def take_channel() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes for requests and replies, for us alone: what libraries print goes to stderr from here on."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    # A copy, because decoders are listened to on the original while they work.
    faulthandler.enable(os.dup(2), all_threads=False, c_stack=False)
    return requests, replies


def next_frame(requests: IO[bytes]) -> bytes:
    """Return the next whole frame; nothing where the parent closed the pipe, also in the middle of a frame."""
    prefix = requests.read(PREFIX_BYTES)
    if len(prefix) < PREFIX_BYTES:
        return b""
    wanted = body_bytes(prefix)
    body = requests.read(wanted)
    return prefix + body if len(body) == wanted else b""


def end_with_parent(requests: IO[bytes]) -> None:
    """End as soon as the parent's end of the pipe is closed, even in the middle of a request; runs on a thread."""
    poll = select.poll()
    poll.register(requests, 0)
    poll.poll()
    os._exit(0)
