"""A camera that speaks HTTP, or HTTPS, on the loopback interface, and does to whoever reads it what cameras do."""

import asyncio
import ssl
from types import TracebackType
from typing import Self, cast

from tests.live_video.clips import FRAMES_PER_SECOND, Clip

USER, PASSWORD, TOKEN = "watcher", "s3cr3t-pw", "t0ken-in-the-path"  # what must not show up anywhere
SECRETS = (PASSWORD, TOKEN)


class Camera:
    """Plays a clip in time to all who ask, while it is entered as a context."""

    def __init__(
        self,
        clip: Clip,
        *,
        status: str = "200 OK",
        pace: float = FRAMES_PER_SECOND,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare to play; another status is all that who asks will get. With `tls` it is HTTPS."""
        self._clip, self._status, self._pace, self._tls = clip, status, pace, tls
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._plays = asyncio.Event()
        self._plays.set()
        self._sent = asyncio.Condition()
        self.parts_sent = 0
        """Pictures sent so far."""

    @property
    def url(self) -> str:
        """Where it is, with a password and a token."""
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{port}/live/{TOKEN}"

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up and stop listening."""
        assert self._server is not None
        self._server.close()
        self.hang_up()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def freeze(self) -> None:
        """Send nothing more, and keep all connections."""
        self._plays.clear()

    def hang_up(self) -> None:
        """Close all connections, as a camera does that loses its power and is told by its switch."""
        self._plays.set()
        for connection in self._connections:
            connection.close()

    async def sent(self, more: int) -> None:
        """Wait until so many more pictures were sent."""
        until = self.parts_sent + more
        async with self._sent:
            await self._sent.wait_for(lambda: self.parts_sent >= until)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one who asks."""
        self._connections.add(writer)
        self._tasks.add(cast("asyncio.Task[None]", asyncio.current_task()))
        try:
            await reader.readuntil(b"\r\n\r\n")
            await self._plays.wait()
            writer.write(
                f"HTTP/1.1 {self._status}\r\nContent-Type: {self._clip.content_type}\r\n\r\n".encode()
            )
            if self._status == "200 OK":
                await self._play(writer)
        except ConnectionError, asyncio.IncompleteReadError:
            pass
        finally:
            self._connections.discard(writer)
            writer.close()

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        """Send one picture after the other in time."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number, part in enumerate(self._clip.parts):
            await asyncio.sleep(began + number / self._pace - loop.time())
            await self._plays.wait()
            writer.write(part)
            await writer.drain()
            async with self._sent:
                self.parts_sent += 1
                self._sent.notify_all()
