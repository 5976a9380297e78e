"""An inference server in this process that speaks as real ones do, or lies in each way that a test asks for."""

from array import array
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
import ssl
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import TestServer

MODEL: Final = "face"
SIDE: Final = 224
HEADER_LENGTH: Final = "Inference-Header-Content-Length"
MOST_BYTES: Final = 2**24
ANSWER: Final = (0.25, -0.5)
"""What it answers to every picture, unless it computes."""

type Answering = Callable[[bytes], tuple[float, ...]]
"""Computes the output for the bytes of one picture."""
type Reply = Callable[[web.Request, Question], Awaitable[web.StreamResponse]]
"""Replies to a question in place of what an honest server would."""


@dataclass(frozen=True, slots=True)
class Profile:
    """In what real servers differ."""

    takes_binary: bool = True
    """Whether binary numbers are understood; else the answer is 500 and the connection ends."""
    versions: tuple[str | int, ...] | None = ()
    """What the description lists; None for a null."""
    says_version: bool = True
    """Whether answers name the version."""
    batch: int = -1
    """How the batch is described."""
    unknown_ready: int = 404
    """Status of the readiness of a model that is not there."""


TRITON: Final = Profile(versions=("1", "3"), unknown_ready=400)
KSERVE: Final = Profile(versions=None, says_version=False)
MLSERVER: Final = Profile(takes_binary=False, says_version=False)
OVMS: Final = Profile(versions=("1",), batch=1)
PROFILES: Final = {"triton": TRITON, "kserve": KSERVE, "mlserver": MLSERVER, "ovms": OVMS}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and every byte and header with it."""

    path: str
    """Where."""
    headers: dict[str, str]
    """All of them."""
    body: bytes
    """The whole body."""

    @property
    def is_binary(self) -> bool:
        """Whether the numbers follow the JSON."""
        return HEADER_LENGTH in self.headers

    @property
    def header(self) -> dict[str, Any]:
        """The JSON."""
        length = int(self.headers[HEADER_LENGTH]) if self.is_binary else len(self.body)
        parsed: dict[str, Any] = json.loads(self.body[:length])
        return parsed

    @property
    def picture(self) -> bytes:
        """The numbers that follow the JSON."""
        return self.body[int(self.headers[HEADER_LENGTH]) :]


@dataclass(kw_only=True)
class Liar:
    """One model on a server whose every answer a test can replace."""

    profile: Profile = TRITON
    """Which server it is like."""
    datatype: str = "FP32"
    """What the input takes."""
    shape: tuple[int, ...] = (3, SIDE, SIDE)
    """The input's shape without the batch."""
    token: str = ""
    """What it wants to be shown."""
    version: str | int = "3"
    """What answers name as their version."""
    is_ready: bool = True
    """Whether the model is loaded."""
    server_is_ready: bool = True
    """Whether the server says of itself that it is; false while it loads another model."""
    answering: Answering = lambda _picture: ANSWER
    """What it computes."""
    reply: Reply | None = None
    """What it does instead."""
    software: dict[str, object] | None = None
    """What it says of itself as a whole; None where it does not."""
    asked: list[Question] = field(default_factory=list)
    """Every question."""
    called: list[str] = field(default_factory=list)
    """Every path that was called."""

    def app(self) -> web.Application:
        """Return what a web server runs."""
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[self._guard])
        for path in (f"/v2/models/{MODEL}", f"/v2/models/{MODEL}/versions/{{version}}"):
            app.router.add_get(path, self._describe)
            app.router.add_get(f"{path}/ready", self._ready)
            app.router.add_post(f"{path}/infer", self._infer)
        app.router.add_get("/v2/health/ready", self._server_ready)
        app.router.add_get("/v2", self._describe_server)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Note the call, and refuse a caller that does not show the token."""
        self.called.append(request.path)
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.Response(status=401)
        return await handler(request)

    async def _describe(self, _request: web.Request) -> web.Response:
        """Say what the model is."""
        if not self.is_ready:
            return web.Response(status=404)
        versions = self.profile.versions
        tensor = {"name": "input", "datatype": self.datatype, "shape": [self.profile.batch, *self.shape]}
        output = {"name": "logits", "datatype": "FP32", "shape": [self.profile.batch, 2]}
        return web.json_response(
            {
                "name": MODEL,
                "versions": None if versions is None else list(versions),
                "platform": "",
                "inputs": [tensor],
                "outputs": [output],
            }
        )

    async def _describe_server(self, _request: web.Request) -> web.Response:
        """Say what the server is."""
        return web.Response(status=404) if self.software is None else web.json_response(self.software)

    async def _ready(self, _request: web.Request) -> web.Response:
        """Say whether the model is loaded."""
        return web.Response(status=200 if self.is_ready else self.profile.unknown_ready)

    async def _server_ready(self, _request: web.Request) -> web.Response:
        """Say whether the server is ready, which tells nothing of the model."""
        return web.Response(status=200 if self.server_is_ready else 400)

    async def _infer(self, request: web.Request) -> web.StreamResponse:
        """Answer a question."""
        question = Question(request.path, dict(request.headers), await request.read())
        self.asked.append(question)
        if self.reply is not None:
            return await self.reply(request, question)
        if not self.is_ready:
            return web.Response(status=404)
        if question.is_binary and not self.profile.takes_binary:
            response = web.Response(status=500)
            response.force_close()
            return response
        return self.honest(question)

    def honest(self, question: Question) -> web.Response:
        """Return what an honest server answers."""
        if question.is_binary:
            numbers = question.picture
        else:
            (tensor,) = question.header["inputs"]
            numbers = (
                bytes(tensor["data"]) if self.datatype == "UINT8" else packed(*map(float, tensor["data"]))
            )
        return self.answer_of(self.answering(numbers), binary=question.is_binary)

    def answer_of(self, numbers: tuple[float, ...], *, binary: bool = True, **changes: Any) -> web.Response:  # noqa: ANN401  # any field of an output
        """Return an answer with these numbers; `changes` replaces fields of the output."""
        output: dict[str, Any] = {"name": "logits", "datatype": "FP32", "shape": [1, len(numbers)]}
        content = packed(*numbers) if binary else b""
        if binary:
            output["parameters"] = {"binary_data_size": len(content)}
        else:
            output["data"] = list(numbers)
        answer: dict[str, Any] = {"model_name": MODEL, "outputs": [output | changes]}
        if self.profile.says_version:
            answer["model_version"] = self.version
        head = json.dumps(answer).encode()
        headers = {HEADER_LENGTH: str(len(head))} if binary else {}
        return web.Response(body=head + content, headers=headers)


@asynccontextmanager
async def serving(liar: Liar, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Run the server on a free port of this machine; yields its address."""
    server = TestServer(liar.app())
    await server.start_server(ssl=tls)
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


def packed(*numbers: float) -> bytes:
    """Return numbers as float32, little-endian."""
    return array("f", numbers).tobytes()


async def endless(request: web.Request, _question: Question) -> web.StreamResponse:
    """Answer without an end, as fast as it is taken."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" " * 65536)


async def frozen(_request: web.Request, _question: Question) -> web.StreamResponse:
    """Take the question and say nothing."""
    await asyncio.Event().wait()
    raise AssertionError


def dripping(paused: Callable[[], Awaitable[None]]) -> Reply:
    """Answer a byte at a time, never so slow that a single read would give up."""

    async def drip(request: web.Request, _question: Question) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await paused()

    return drip


def redirecting(address: str) -> Reply:
    """Send the question on to somebody else."""

    async def redirect(request: web.Request, _question: Question) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect(address + request.path)

    return redirect


def saying(status: int, body: bytes = b"", **headers: str) -> Reply:
    """Say just this."""

    async def say(_request: web.Request, _question: Question) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers)

    return say


async def hanging_up(request: web.Request, _question: Question) -> web.StreamResponse:
    """End the connection, as a server that is killed does."""
    assert request.transport is not None
    request.transport.abort()
    raise asyncio.CancelledError
