"""Home Assistant's websocket API: commands that are answered, and subscriptions that keep telling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

type Json = Any
"""What JSON can hold; its shape is Home Assistant's to know."""


class WebsocketError(Exception):
    """Home Assistant refused a websocket command."""


class Websocket:
    """One authenticated websocket connection; use `open_websocket`."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        """Wrap a connection that has been authenticated."""
        self._connection = connection
        self._last_id = 0
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._events: dict[int, asyncio.Queue[Json]] = {}

    async def command(self, kind: str, **fields: Json) -> Json:
        """Send a command and return its result.

        Raises:
            WebsocketError: Home Assistant refused it; the message quotes why
        """
        return await self._send(kind, fields)

    async def subscribe(self, kind: str, **fields: Json) -> asyncio.Queue[Json]:
        """Send a subscribing command and return the queue in which its events arrive."""
        events = self._events[self._last_id + 1] = asyncio.Queue()
        await self._send(kind, fields)
        return events

    async def _send(self, kind: str, fields: dict[str, Json]) -> Json:
        """Send one message and wait for the answer with its number."""
        self._last_id += 1
        number = self._last_id
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json({"id": number, "type": kind, **fields})
        message = await answer
        if not message["success"]:
            raise WebsocketError(f"Home Assistant refused {kind}: {message['error']}")
        return message["result"]

    async def listen(self) -> None:
        """Hand every message to the one that waits for it, until the connection closes."""
        async for raw in self._connection:
            message = raw.json()
            if message["type"] == "result":
                self._answers.pop(message["id"]).set_result(message)
            elif message["type"] == "event":
                self._events[message["id"]].put_nowait(message["event"])
        for answer in self._answers.values():
            answer.set_exception(WebsocketError("the websocket closed before Home Assistant answered"))


@asynccontextmanager
async def open_websocket(session: aiohttp.ClientSession, url: str, token: str) -> AsyncIterator[Websocket]:
    """Connect to the Home Assistant at `url` with an access token and listen as long as the context lasts."""
    async with session.ws_connect(f"{url}/api/websocket", max_msg_size=0) as connection:
        await connection.receive_json()
        await connection.send_json({"type": "auth", "access_token": token})
        answer = await connection.receive_json()
        if answer["type"] != "auth_ok":
            raise WebsocketError(f"expected auth_ok, got {answer}")
        websocket = Websocket(connection)
        listener = asyncio.create_task(websocket.listen())
        try:
            yield websocket
        finally:
            await connection.close()
            await listener
