"""Still-image cameras on the loopback interface: all show the same clip, each a little later than the last."""

import asyncio
from collections.abc import Mapping
import time
from types import TracebackType
from typing import Self

from aiohttp import web

from .clip import FRAMES_PER_SECOND, Scene, scene_at


class CameraServer:
    """Serves JPEG stills at `/camera/NUMBER.jpg` while it is entered as a context."""

    def __init__(self, clip: Mapping[Scene, tuple[bytes, ...]]) -> None:
        """Keep the frames; the room is empty until `play`."""
        self._clip = clip
        self._played_at: float | None = None
        self._still = Scene.EMPTY_ROOM
        self._released = asyncio.Event()
        self._released.set()
        self._runner: web.AppRunner | None = None
        self._port = 0
        self.served = 0
        """Stills delivered so far, all cameras together."""

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        application = web.Application()
        application.router.add_get("/camera/{number}.jpg", self._picture)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of hanging requests and stop listening."""
        self.answer()
        if self._runner is not None:
            await self._runner.cleanup()

    def urls(self, count: int) -> list[str]:
        """Return the addresses of so many cameras' stills."""
        return [f"http://127.0.0.1:{self._port}/camera/{number}.jpg" for number in range(1, count + 1)]

    def play(self) -> None:
        """Start the clip from its beginning."""
        self._played_at = time.monotonic()

    def show(self, scene: Scene) -> None:
        """Stop the clip and keep one scene in view."""
        self._played_at, self._still = None, scene

    def hang(self) -> None:
        """Keep every request from now on waiting, as a camera whose firmware froze does."""
        self._released.clear()

    def answer(self) -> None:
        """Answer again, waiting requests included."""
        self._released.set()

    @property
    def scene(self) -> Scene:
        """What is in view now."""
        return self._still if self._played_at is None else scene_at(time.monotonic() - self._played_at)

    async def _picture(self, request: web.Request) -> web.Response:
        """Answer with the picture that is in view now."""
        await self._released.wait()
        frames = self._clip[self.scene]
        number = int(time.monotonic() * FRAMES_PER_SECOND) + 7 * int(request.match_info["number"])
        self.served += 1
        return web.Response(
            body=frames[number % len(frames)],
            content_type="image/jpeg",
            headers={"Cache-Control": "no-store"},
        )
