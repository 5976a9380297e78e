"""Downloads of model files from a real server that is slow, wrong, forgetful or hostile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
import hashlib
from pathlib import Path
import random
import resource
import signal
import socket
from typing import Self

import aiohttp
from aiohttp import web
import pytest
from yarl import URL

from custom_components.digitalshadow.engine.model_file.catalog import CatalogEntry, ModelRole
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.model_files.download import async_download

MODEL = random.Random(1).randbytes(1_000_000)  # noqa: S311  # any bytes, the same ones each time
HALF = len(MODEL) // 2
FILE = "face.onnx"
PART = "face.onnx.part"
REFUSED = "face.onnx.refused"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def ignore(_received: int, _total: int) -> None:
    """Take no notice of progress."""


class Server:
    """A local server whose answers a test decides, and what it was asked."""

    def __init__(self) -> None:
        """Begin with the right answer."""
        self.handlers: dict[str, Handler] = {}
        self.requests: list[tuple[str, str]] = []
        self.released = asyncio.Event()
        self.base = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Note the request and answer as the test says."""
        self.requests.append((request.path, request.headers.get("Range", "")))
        return await self.handlers[request.path](request)

    def url(self, path: str, handler: Handler) -> str:
        """Return the address of an answer."""
        self.handlers[path] = handler
        return f"{self.base}{path}"


@pytest.fixture
async def server(socket_enabled: None) -> AsyncIterator[Server]:
    """Run a server on a free local port."""
    del socket_enabled
    server = Server()
    application = web.Application()
    application.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    server.base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    await web.SockSite(runner, listener).start()
    yield server
    server.released.set()
    await runner.cleanup()


@pytest.fixture
async def session(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    """Open an HTTP session."""
    del server
    async with aiohttp.ClientSession() as session:
        yield session


def entry(*urls: str, data: bytes = MODEL) -> CatalogEntry:
    """Return a catalogue entry for some bytes at some addresses."""
    return CatalogEntry(
        name="face",
        role=ModelRole.DETECTOR,
        version="1",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        licence="MIT",
        origin="a test",
        urls=urls,
        inputs=(),
        outputs=(),
        preprocessing=None,
    )


def sends(data: bytes, status: int = 200, **headers: str) -> Handler:
    """Return a handler that sends bytes as a whole."""

    async def handle(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=data, status=status, headers=headers)

    return handle


async def continues(request: web.Request) -> web.StreamResponse:
    """Send what is asked for, as servers that know ranges do."""
    start = request.http_range.start or 0
    if start == 0:
        return web.Response(body=MODEL)
    headers = {"Content-Range": f"bytes {start}-{len(MODEL) - 1}/{len(MODEL)}"}
    return web.Response(status=206, body=MODEL[start:], headers=headers)


def breaks_off(received: asyncio.Event) -> Handler:
    """Return a handler that promises everything, sends half, and hangs up once some of it was received."""

    async def handle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(MODEL))})
        await response.prepare(request)
        await response.write(MODEL[:HALF])
        await received.wait()
        assert request.transport is not None
        request.transport.close()
        return response

    return handle


async def ends_early(request: web.Request) -> web.StreamResponse:
    """Promise no length, send half, and end politely."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(MODEL[:HALF])
    await response.write_eof()
    return response


def redirects(target: str, status: int = 302) -> Handler:
    """Return a handler that sends elsewhere."""
    return sends(b"", status, Location=target)


def stalls(server: Server, after: int) -> Handler:
    """Return a handler that stops sending and keeps the connection."""

    async def handle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(MODEL))})
        await response.prepare(request)
        await response.write(MODEL[:after])
        await server.released.wait()
        return response

    return handle


async def drips(request: web.Request) -> web.StreamResponse:
    """Send slowly, in forty pieces, each of them in time."""
    response = web.StreamResponse(headers={"Content-Length": str(len(MODEL))})
    await response.prepare(request)
    for start in range(0, len(MODEL), len(MODEL) // 40):
        await response.write(MODEL[start : start + len(MODEL) // 40])
        await asyncio.sleep(0.005)
    return response


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


async def test_a_model_arrives_whole_and_can_be_read(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Under its name, with progress on the way, with nothing left beside it."""
    progress: list[tuple[int, int]] = []
    wanted = entry(server.url("/model", sends(MODEL)))
    file = await async_download(
        session, wanted, tmp_path / "a" / "b", lambda received, total: progress.append((received, total))
    )
    assert file == ModelFile("face", str(tmp_path / "a" / "b" / FILE), wanted.sha256, pinned=True)
    assert Path(file.path).read_bytes() == MODEL
    assert names(tmp_path / "a" / "b") == {FILE}
    assert progress == sorted(progress)
    assert progress[-1] == (len(MODEL), len(MODEL))


async def test_a_slow_server_that_keeps_sending_is_waited_for(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Only silence is too slow, not a long time in all."""
    wanted = entry(server.url("/model", drips))
    await async_download(session, wanted, tmp_path, ignore, stall_seconds=0.15)
    assert names(tmp_path) == {FILE}


async def test_a_server_that_drips_for_ever_is_left_and_the_next_one_has_time_too(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async def drips_for_ever(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(MODEL))})
        await response.prepare(request)
        while not server.released.is_set():
            await response.write(b"x")
            await asyncio.sleep(0.01)
        return response

    dripping = server.url("/drips", drips_for_ever)
    with pytest.raises(ModelError, match="too few in all that time") as caught:
        await async_download(session, entry(dripping), tmp_path, ignore, deadline_seconds=0.3)
    assert caught.value.reason is ModelRefusal.DOWNLOAD
    assert names(tmp_path) == {f"{FILE}.part"}
    (tmp_path / f"{FILE}.part").unlink()
    wanted = entry(dripping, server.url("/model", sends(MODEL)))
    await async_download(session, wanted, tmp_path, ignore, deadline_seconds=2.0)
    assert names(tmp_path) == {FILE}


@pytest.mark.parametrize(
    "broken",
    [pytest.param(breaks_off, id="hangs up"), pytest.param(lambda _received: ends_early, id="ends early")],
)
async def test_an_interrupted_download_is_continued(
    server: Server,
    session: aiohttp.ClientSession,
    tmp_path: Path,
    broken: Callable[[asyncio.Event], Handler],
) -> None:
    """Only the rest is fetched, and it fits."""
    received = asyncio.Event()
    wanted = entry(server.url("/model", broken(received)))
    with pytest.raises(ModelError, match=r"fewer\. What came is kept"):
        await async_download(session, wanted, tmp_path, lambda _received, _total: received.set())
    assert names(tmp_path) == {PART}
    have = (tmp_path / PART).stat().st_size
    assert 0 < have <= HALF
    server.url("/model", continues)
    await async_download(session, wanted, tmp_path, ignore)
    assert server.requests[-1] == ("/model", f"bytes={have}-")
    assert names(tmp_path) == {FILE}


async def test_the_next_address_continues_where_the_first_one_broke(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """The same bytes wherever they come from."""
    wanted = entry(server.url("/first", ends_early), server.url("/second", continues))
    await async_download(session, wanted, tmp_path, ignore)
    assert server.requests == [("/first", ""), ("/second", f"bytes={HALF}-")]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(sends(MODEL), id="knows no ranges and sends everything"),
        pytest.param(
            sends(MODEL[:10], 206, **{"Content-Range": f"bytes 0-9/{len(MODEL)}"}), id="sends another range"
        ),
        pytest.param(sends(b"", 416), id="refuses the range"),
    ],
)
async def test_a_server_that_does_not_continue_makes_it_start_over(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path, answer: Handler
) -> None:
    """Nothing is ever appended at the wrong place."""
    (tmp_path / PART).write_bytes(MODEL[:HALF])
    wanted = entry(server.url("/first", answer), server.url("/second", sends(MODEL)))
    file = await async_download(session, wanted, tmp_path, ignore)
    assert Path(file.path).read_bytes() == MODEL


async def test_a_whole_part_needs_no_network(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    """Stopped between the last byte and the name."""
    (tmp_path / PART).write_bytes(MODEL)
    await async_download(session, entry("https://nowhere.invalid/"), tmp_path, ignore)
    assert names(tmp_path) == {FILE}


async def test_a_part_that_is_too_long_is_thrown_away(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """It cannot be the beginning of these bytes."""
    (tmp_path / PART).write_bytes(MODEL + b"\0")
    await async_download(session, entry(server.url("/model", sends(MODEL))), tmp_path, ignore)
    assert server.requests == [("/model", "")]


async def test_a_part_with_other_bytes_is_refused_at_the_end_and_the_next_try_is_clean(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Whatever was in it before."""
    (tmp_path / PART).write_bytes(b"\0" * HALF)
    wanted = entry(server.url("/model", continues))
    with pytest.raises(ModelError) as caught:
        await async_download(session, wanted, tmp_path, ignore)
    assert caught.value.reason is ModelRefusal.WRONG_HASH
    assert names(tmp_path) == {REFUSED}
    await async_download(session, wanted, tmp_path, ignore)
    assert names(tmp_path) == {FILE, REFUSED}


WRONG = bytes(len(MODEL))
PAGE = b"<!DOCTYPE html><html><body>Please log in to the hotel's network</body></html>"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 232589\n"


type Expected = tuple[str, ModelRefusal, set[str]]


def not_it(sentence: str) -> Expected:
    """Expect a download that did not work and left nothing."""
    return sentence, ModelRefusal.DOWNLOAD, set()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(sends(b"", 404), not_it("404: it is not there"), id="404"),
        pytest.param(sends(b"", 503), not_it("the answer 503"), id="an overloaded server"),
        pytest.param(sends(b"", 304), not_it("the answer 304"), id="an answer to another question"),
        pytest.param(sends(PAGE), not_it("a web page"), id="a page of a hotel's network"),
        pytest.param(sends(b"<HTML>" + WRONG), not_it("a web page"), id="a huge page"),
        pytest.param(sends(POINTER), not_it("a pointer to a large file"), id="an LFS pointer"),
        pytest.param(sends(b"", 302), not_it("the answer 302"), id="a redirect to nowhere"),
        pytest.param(redirects("/again"), not_it("at most 3 redirects"), id="endless redirects"),
        pytest.param(redirects("http://example.org/"), not_it("an https address"), id="away from https"),
        pytest.param(redirects("file:///etc/passwd"), not_it("an https address"), id="to a local file"),
        pytest.param(sends(b""), ("fewer", ModelRefusal.DOWNLOAD, {PART}), id="nothing"),
        pytest.param(sends(WRONG), ("kept apart", ModelRefusal.WRONG_HASH, {REFUSED}), id="other bytes"),
        pytest.param(
            sends(MODEL + b"\0"), ("got more", ModelRefusal.WRONG_HASH, set()), id="a byte too many"
        ),
        pytest.param(sends(WRONG * 20), ("got more", ModelRefusal.WRONG_HASH, set()), id="much too much"),
    ],
)
async def test_each_wrong_answer_has_its_own_sentence(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path, answer: Handler, expected: Expected
) -> None:
    """And never leaves anything under the model's name."""
    sentence, reason, left = expected
    server.handlers["/again"] = redirects("/again", 307)
    with pytest.raises(ModelError, match=sentence) as caught:
        await async_download(session, entry(server.url("/model", answer)), tmp_path, ignore)
    assert caught.value.reason is reason
    assert names(tmp_path) == left
    assert len(server.requests) <= 4


async def test_three_redirects_are_followed_and_the_range_goes_along(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Model hosts send to their storage, with relative addresses too."""
    (tmp_path / PART).write_bytes(MODEL[:HALF])
    server.url("/two", redirects("three", 303))
    server.url("/three", redirects(f"{server.base}/four", 308))
    server.url("/four", continues)
    await async_download(session, entry(server.url("/one", redirects("/two", 301))), tmp_path, ignore)
    assert server.requests == [(path, f"bytes={HALF}-") for path in ("/one", "/two", "/three", "/four")]


@pytest.mark.parametrize(
    "after", [pytest.param(0, id="before the first byte"), pytest.param(HALF, id="half-way")]
)
async def test_a_stalled_server_is_given_up_and_what_came_is_kept(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path, after: int
) -> None:
    """The next address or the next try goes on."""
    stalled = server.url("/stalled", stalls(server, after))
    with pytest.raises(ModelError, match="none for a while"):
        await async_download(session, entry(stalled), tmp_path, ignore, stall_seconds=0.2)
    wanted = entry(stalled, server.url("/model", continues))
    await async_download(session, wanted, tmp_path, ignore, stall_seconds=0.2)
    assert names(tmp_path) == {FILE}


async def test_an_unreachable_host_is_named(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    """Refused on a local port that nobody listens on."""
    with pytest.raises(ModelError, match=r"a connection to 127\.0\.0\.1"):
        await async_download(session, entry("http://127.0.0.1:9/model"), tmp_path, ignore)


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("http://127.0.0.1:8123/api", id="by its number"),
        pytest.param("https://localhost/x", id="by its name"),
        pytest.param("https://mirror.localhost./x", id="by a name of its own"),
        pytest.param("http://[::1]/x", id="in IPv6"),
        pytest.param("https://[::ffff:127.0.0.1]/x", id="IPv4 in IPv6"),
        pytest.param("https://0.0.0.0/x", id="any of its addresses"),
        pytest.param("https://169.254.169.254/latest", id="the address of the machine's own data"),
    ],
)
async def test_a_mirror_elsewhere_cannot_send_here(
    session: aiohttp.ClientSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    asked: list[str] = []

    class _Answer:
        status, headers = 302, {"Location": target}

        async def __aenter__(self) -> Self:
            return self

        async def __aexit__(self, *_: object) -> None:
            pass

    def get(url: URL, **_: object) -> _Answer:
        asked.append(str(url))
        return _Answer()

    monkeypatch.setattr(session, "get", get)
    with pytest.raises(ModelError, match="one on this computer"):
        await async_download(session, entry("https://example.org/model"), tmp_path, ignore)
    assert asked == ["https://example.org/model"]


@pytest.mark.parametrize("url", ["http://example.org/model", "ftp://example.org/model"])
async def test_only_https_is_asked(session: aiohttp.ClientSession, tmp_path: Path, url: str) -> None:
    """Plain HTTP is for a server on this machine."""
    with pytest.raises(ModelError, match="an https address"):
        await async_download(session, entry(url), tmp_path, ignore)


async def test_every_address_that_failed_is_told(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """A wrong hash is told before a missing page."""
    wanted = entry(server.url("/first", sends(WRONG)), server.url("/second", sends(b"", 404)))
    with pytest.raises(ModelError, match=r"refused.*404") as caught:
        await async_download(session, wanted, tmp_path, ignore)
    assert caught.value.reason is ModelRefusal.WRONG_HASH


async def test_a_model_without_an_address_has_to_be_brought(
    session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """The sentence says where to."""
    with pytest.raises(ModelError, match=f"Copy face.onnx into {tmp_path} by hand"):
        await async_download(session, entry(), tmp_path, ignore)


async def test_another_file_of_this_name_is_kept_apart(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """It was the user's; it is only not the one that was asked for."""
    (tmp_path / FILE).write_bytes(b"mine")
    await async_download(session, entry(server.url("/model", sends(MODEL))), tmp_path, ignore)
    assert (tmp_path / REFUSED).read_bytes() == b"mine"
    assert (tmp_path / FILE).read_bytes() == MODEL


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the kernel refuse what makes a file longer, as it does when a disk or a quota is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


async def test_a_full_disk_is_told_and_the_download_goes_on_when_there_is_room(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """What fitted is kept."""
    wanted = entry(server.url("/model", continues))
    with files_of_at_most(HALF), pytest.raises(ModelError, match="a full disk"):
        await async_download(session, wanted, tmp_path, ignore)
    assert names(tmp_path) == {PART}
    await async_download(session, wanted, tmp_path, ignore)
    assert names(tmp_path) == {FILE}


async def test_a_folder_that_cannot_be_written_is_told(
    session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Here because a file is in its place."""
    (tmp_path / "models").touch()
    with pytest.raises(ModelError, match="to write into"):
        await async_download(session, entry("https://nowhere.invalid/"), tmp_path / "models", ignore)


async def test_a_cancelled_download_can_be_continued(
    server: Server, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """Home Assistant stops in the middle."""
    half_here = asyncio.Event()
    wanted = entry(server.url("/model", stalls(server, HALF)))

    def notice(received: int, _total: int) -> None:
        if received == HALF:
            half_here.set()

    download = asyncio.create_task(async_download(session, wanted, tmp_path, notice))
    async with asyncio.timeout(20):
        await half_here.wait()
    download.cancel()
    with pytest.raises(asyncio.CancelledError):
        await download
    server.url("/model", continues)
    await async_download(session, wanted, tmp_path, ignore)
    assert server.requests[-1] == ("/model", f"bytes={HALF}-")
    assert (tmp_path / FILE).read_bytes() == MODEL
