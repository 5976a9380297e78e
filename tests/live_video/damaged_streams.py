"""Shows many damaged streams to the reader's decoder, and counts what became of them.

`python -m tests.live_video.damaged_streams --count 10000` does so in processes with a reader's own limits. Each stream
has a deadline, after which its process is killed and counted as hung.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
import io
import json
from pathlib import Path
from random import Random
import resource
import select
import subprocess
import sys
from threading import Thread
import time
from typing import Any, Final, override

import av

from custom_components.digitalshadow.engine.confinement import confine
from custom_components.digitalshadow.engine.records.observations import Box
from custom_components.digitalshadow.engine.worker import limit_resources
from custom_components.digitalshadow.live_video.box_colours import mean_colours
from custom_components.digitalshadow.live_video.live_stream import MEMORY_LIMIT_BYTES
from custom_components.digitalshadow.live_video.pyav import JpegWriter, Video
from custom_components.digitalshadow.live_video.records import StreamEndedError
from tests.hostile.damage import damaged
from tests.live_video.clips import encoded

BATCH: Final = 250
"""So many streams share a process; one that ends its process costs no more."""
DEADLINE_SECONDS: Final = 20.0
"""For one stream of two seconds, on a busy machine."""
START_SECONDS: Final = 60.0
"""For drawing and encoding the whole streams."""
_SECONDS_OF_CLIP: Final = 1.5
_WRITTEN_EVERY: Final = 5
_BOXES: Final = (Box(10.0, 10.0, 60.0, 60.0), Box(300.0, 200.0, 60.0, 60.0))


def whole_streams() -> dict[str, bytes]:
    """Return a stream of each kind: the codecs bare, so that damage reaches them, and what carries them."""
    h264 = b"".join(encoded("libx264", "mpegts", _SECONDS_OF_CLIP).parts)
    h265 = b"".join(encoded("libx265", "mpegts", _SECONDS_OF_CLIP).parts)
    return {
        "h264": _bare(h264, "h264"),
        "h265": _bare(h265, "hevc"),
        "mjpeg": b"".join(encoded("mjpeg", "mpjpeg", _SECONDS_OF_CLIP).parts),
        "mpegts": h264,
        "mpegts h265": h265,
    }


def _bare(stream: bytes, codec: str) -> bytes:
    """Return a stream's packets without what carries them."""
    with av.open(io.BytesIO(stream), format="mpegts") as container:
        written = io.BytesIO()
        with av.open(written, "w", format=codec) as output:
            template = output.add_stream_from_template(container.streams.video[0])
            for packet in container.demux(video=0):
                if packet.dts is not None:
                    packet.stream = template
                    output.mux(packet)
        return written.getvalue()


def run(count: int, first_seed: int) -> dict[str, Any]:
    """Show `count` damaged streams to readers; return what became of them."""
    began, outcomes, where = time.monotonic(), Counter[str](), []
    peak_mb, slowest_seconds, frames, seed = 0.0, 0.0, 0, first_seed
    while seed < first_seed + count:
        for told in _batch(seed, min(BATCH, first_seed + count - seed)):
            seed += 1
            outcomes[f"{told['kind']}: {told['outcome']}"] += 1
            if told["outcome"] in ("crashed", "hung"):
                where.append(f"seed {told['seed']}, {told['kind']}: {told['outcome']}")
            peak_mb = max(peak_mb, told["peak_mb"])
            slowest_seconds = max(slowest_seconds, told["seconds"])
            frames += told["frames"]
    return {
        "what": "streams",
        "count": count,
        "first_seed": first_seed,
        "hung": sum(amount for outcome, amount in outcomes.items() if outcome.endswith("hung")),
        "crashed": sum(amount for outcome, amount in outcomes.items() if outcome.endswith("crashed")),
        "where": where,
        "slowest_seconds": round(slowest_seconds, 2),
        "deadline_seconds": DEADLINE_SECONDS,
        "peak_mb": round(peak_mb),
        "limit_mb": MEMORY_LIMIT_BYTES // 2**20,
        "frames_decoded": frames,
        "seconds": round(time.monotonic() - began),
        "outcomes": dict(sorted(outcomes.items())),
    }


def _batch(first_seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield what became of each stream; the last one may have ended its process, or been ended with it."""
    command = [sys.executable, "-m", "tests.live_video.damaged_streams", "--show"]
    command += ["--count", str(count), "--first-seed", str(first_seed)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for seed in range(first_seed, first_seed + count):
            deadline = DEADLINE_SECONDS + (START_SECONDS if seed == first_seed else 0.0)
            has_told, _, _ = select.select([process.stdout], [], [], deadline)
            line = process.stdout.readline() if has_told else b""
            if not line:
                process.kill()
                outcome = "crashed" if has_told else "hung"
                yield {"seed": seed, "kind": "?", "outcome": outcome, "peak_mb": 0, "seconds": 0, "frames": 0}
                return
            yield json.loads(line)


def show(count: int, first_seed: int) -> None:
    """Show damaged streams to the decoder, here and now, and tell of each; runs in a process of its own."""
    wholes = whole_streams()
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
        began = time.monotonic()
        outcome, frames = _read(f"http://127.0.0.1:{server.server_port}/")
        told = {"seed": seed, "kind": kind, "outcome": outcome, "frames": frames}
        told["seconds"] = time.monotonic() - began
        told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(told), flush=True)  # noqa: T201  # read by the other process


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


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="streams")
    parser.add_argument("--first-seed", type=int, default=1, help="of the first one; the others follow")
    parser.add_argument("--show", action="store_true", help="show them here, and tell of each")
    options = parser.parse_args()
    if options.show:
        show(options.count, options.first_seed)
    else:
        print(json.dumps(run(options.count, options.first_seed), indent=2))  # noqa: T201  # the report


if __name__ == "__main__":
    main()
