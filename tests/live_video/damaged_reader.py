"""Decodes damaged streams one after the other, with a reader's own limits; see damaged_streams.py."""

import argparse
import gc
from http.server import BaseHTTPRequestHandler, HTTPServer
import json
from pathlib import Path
from random import Random
import runpy
from threading import Thread
import time
from typing import Any, Final, TextIO, override

runpy.run_path(str(Path(__file__).with_name("without_home_assistant.py")))

from custom_components.digitalshadow.engine.child_process import limit_resources  # noqa: E402  # after the line above
from custom_components.digitalshadow.engine.confinement import confine  # noqa: E402  # after the line above
from custom_components.digitalshadow.engine.records.faces import Box  # noqa: E402  # after the line above
from custom_components.digitalshadow.live_video.box_colours import mean_colours  # noqa: E402  # after the line above
from custom_components.digitalshadow.live_video.jpeg_writer import JpegWriter  # noqa: E402  # after the line above
from custom_components.digitalshadow.live_video.live_stream import MEMORY_LIMIT_BYTES  # noqa: E402  # the same
from custom_components.digitalshadow.live_video.pyav import Video  # noqa: E402  # after the line above
from custom_components.digitalshadow.live_video.records import StreamEndedError  # noqa: E402  # after the line above
from tests.hostile.damage import damaged  # noqa: E402  # after the line above
from tests.live_video.streams_to_damage import whole_streams  # noqa: E402  # after the line above

_WRITTEN_EVERY: Final = 5
_BOXES: Final = (Box(10.0, 10.0, 60.0, 60.0), Box(300.0, 200.0, 60.0, 60.0))


def show(count: int, first_seed: int) -> None:
    """Show damaged streams to the decoder, here and now, and tell of each; runs in a process of its own."""
    wholes = whole_streams()
    # The kernel's own figure for a process's end would count the memory of the process that started this one.
    memory = Path("/proc/self/status").open(encoding="utf-8")  # noqa: SIM115  # no file can be opened once confined
    server = _Server(("127.0.0.1", 0), _Handler)
    limit_resources(MEMORY_LIMIT_BYTES)
    confine(needs_network=True)
    Thread(target=server.serve_forever, daemon=True).start()
    for seed in range(first_seed, first_seed + count):
        random = Random(seed)  # noqa: S311  # repeatable damage, no secret
        kind = random.choice(list(wholes))
        server.stream = wholes[kind]
        for _ in range(random.randint(1, 3)):
            server.stream = damaged(server.stream, random) or b"?"
        # What the library leaves in circles of one stream is gone with a reader's process.
        gc.collect()
        began = time.monotonic()
        outcome, frames = _read(f"http://127.0.0.1:{server.server_port}/")
        told = {"seed": seed, "kind": kind, "outcome": outcome, "frames": frames}
        told["seconds"] = time.monotonic() - began
        told["peak_mb"] = _peak_mb(memory)
        print(json.dumps(told), flush=True)  # noqa: T201  # read by the other process


def _peak_mb(status: TextIO) -> float:
    """Return the most memory that this process ever had, by what the kernel tells of it."""
    status.seek(0)
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def _read(url: str) -> tuple[str, int]:
    """Decode a stream as a reader does; return in which word it ended, and how many frames it had."""
    writer, frames = JpegWriter(), 0
    try:
        for packet in Video(url, {}).packets():
            for picture in packet.pictures:
                frames += 1
                if frames % _WRITTEN_EVERY == 1:
                    mean_colours(picture.frame, _BOXES)
                    writer.write(picture.frame)
    except StreamEndedError as err:
        return err.reason.value, frames
    return "unended", frames


class _Server(HTTPServer):
    """Serves one stream to whoever asks."""

    stream = b""


class _Handler(BaseHTTPRequestHandler):
    """Answers with the whole stream at once."""

    server: _Server

    def do_GET(self) -> None:  # the library's name
        """Answer."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.stream)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, required=True, help="streams")
    parser.add_argument("--first-seed", type=int, required=True, help="of the first one; the others follow")
    options = parser.parse_args()
    show(options.count, options.first_seed)
