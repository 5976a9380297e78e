"""A real RTSP camera on the loopback interface, for demonstration, benchmarks and tests: GStreamer plays a clip."""

import asyncio
from asyncio import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
import json
from pathlib import Path
import secrets
import signal
from subprocess import DEVNULL, run
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Final, Literal, Self

from av import VideoFrame
import numpy as np
from numpy.typing import NDArray

SYSTEM_PYTHON: Final = Path("/usr/bin/python3")
"""The Python that a system's GStreamer belongs to."""
SERVER: Final = Path(__file__).with_name("rtsp_server.py")
STAMP_BITS: Final = 48
_LIGHT: Final = 128
_START_SECONDS: Final = 20.0
_IMPORTS: Final = (
    "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a camera is set up."""

    codec: Literal["h264", "h265", "mjpeg"] = "h264"
    """What it speaks."""
    frames_per_second: int = 15
    """How often it shows a picture."""
    keyframe_every: int = 15
    """After so many pictures comes one that needs no other."""
    kilobits_per_second: int = 2000
    """What it sends, but for MJPEG."""
    user: str = ""
    """Whom it lets in; everybody where this is empty."""
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9), repr=False)
    """That user's password."""
    is_stamped: bool = False
    """Whether each picture carries the time at which it was made; see `stamp_of`."""
    certificate: str = field(default="", repr=False)
    """With its key, as PEM: what encrypts the stream (`rtsps`); nothing does where this is empty."""
    port: int = 0
    """Where it listens; 0 for any port that is free."""


def is_available() -> bool:
    """Tell whether this machine has GStreamer's RTSP server; `scripts/setup live` says what is missing."""
    check = [str(SYSTEM_PYTHON), str(SERVER), "--check"]
    return SYSTEM_PYTHON.exists() and run(check, check=False, stdout=DEVNULL, stderr=DEVNULL).returncode == 0


class RtspCamera:
    """Serves one stream while it is entered as a context."""

    def __init__(
        self, scenes: Mapping[str, Sequence[NDArray[np.uint8]]], settings: Settings | None = None
    ) -> None:
        """Prepare to show the first of the scenes, over and over.

        Args:
            scenes: pictures of one size, even in both directions: shape (height, width, 3), blue-green-red
            settings: how the camera is set up
        """
        self._scenes = {name: tuple(pictures) for name, pictures in scenes.items()}
        self._settings = settings or Settings()
        self._process: subprocess.Process | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """The stream's address, with user and password where there are any."""
        settings = self._settings
        who = f"{settings.user}:{settings.password}@" if settings.user else ""
        scheme = "rtsps" if settings.certificate else "rtsp"
        return f"{scheme}://{who}127.0.0.1:{self._port}/camera"

    async def __aenter__(self) -> Self:
        """Start it and wait until it listens.

        Raises:
            FileNotFoundError: This machine has no GStreamer RTSP server.
        """
        with NamedTemporaryFile(suffix=".i420") as clip:
            scenes = self._write(Path(clip.name))
            height, width = next(iter(self._scenes.values()))[0].shape[:2]
            more = {"clip": clip.name, "scenes": scenes, "width": width, "height": height}
            self._process = await subprocess.create_subprocess_exec(
                SYSTEM_PYTHON,
                SERVER,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            await self._tell(json.dumps(asdict(self._settings) | more))
            assert self._process.stdout is not None  # noqa: S101  # made with PIPE
            async with asyncio.timeout(_START_SECONDS):
                said = await self._process.stdout.readline()
        if not said:
            await self.kill()
            raise FileNotFoundError("expected GStreamer's RTSP server, found none: see scripts/setup live")
        self._port = int(said)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        await self.kill()

    async def show(self, scene: str) -> None:
        """Show another scene from now on."""
        await self._tell(str(list(self._scenes).index(scene)))

    def freeze(self) -> None:
        """Stop it in the middle of what it does; its system goes on to accept connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    async def kill(self) -> None:
        """End it at once."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _tell(self, line: str) -> None:
        """Write a line to the server."""
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("expected a running camera, found none: enter the context first")
        self._process.stdin.write(f"{line}\n".encode())
        with suppress(ConnectionError):
            await self._process.stdin.drain()

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        if self._process is not None:
            self._process.send_signal(number)

    def _write(self, clip: Path) -> list[tuple[int, int]]:
        """Write all pictures one after the other; return number of the first and count of each scene."""
        scenes, written = [], 0
        # GStreamer writes JPEG without a look at the range of what it is given.
        form = "yuvj420p" if self._settings.codec == "mjpeg" else "yuv420p"
        with clip.open("wb") as file:
            for pictures in self._scenes.values():
                scenes.append((written, len(pictures)))
                written += len(pictures)
                for picture in pictures:
                    frame = VideoFrame.from_ndarray(np.ascontiguousarray(picture), "bgr24")
                    file.write(frame.reformat(format=form).to_ndarray().tobytes())
        return scenes


def stamp_of(picture: NDArray[np.uint8]) -> float:
    """Return when a stamped picture was made, in seconds since the epoch, to a millisecond.

    Args:
        picture: shape (height, width) or (height, width, 3)
    """
    side = picture.shape[1] // STAMP_BITS
    middle = picture[-side // 2] if picture.ndim == 2 else picture[-side // 2].mean(axis=-1)  # noqa: PLR2004  # grey
    bits = middle[side // 2 : side * STAMP_BITS : side] > _LIGHT
    return float(sum(1 << number for number in np.flatnonzero(bits).tolist())) / 1000
