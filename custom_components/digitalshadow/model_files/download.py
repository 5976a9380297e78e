"""Brings model files over the network: streamed, capped, resumable, and only if they are the very bytes expected.

Nothing here needs Home Assistant; the HTTP session is an argument. Files are written on threads.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import errno
import hashlib
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import aiohttp
from yarl import URL

from ..engine.model_file.catalog import CatalogEntry
from ..engine.records.configuration import ModelFile
from ..engine.records.errors import ModelError
from ..engine.records.refusals import ModelRefusal
from .storing import move

type Progress = Callable[[int, int], None]
"""Called in the event loop with the bytes that are here and the bytes that there will be."""

STALL_SECONDS: Final = 30.0
"""So long no byte may come."""
SETUP_SECONDS: Final = 60.0
SLOWEST_BYTES_PER_SECOND: Final = 50_000
"""A download ends after the time that a line of this speed takes for the whole file, and a minute. A mirror that sends
a byte now and then does not keep it going for ever. What came is kept, and the next attempt continues."""
MAX_REDIRECTS: Final = 3
_CHUNK_BYTES: Final = 2**18
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FOREIGN_STARTS: Final = {
    b"version https://git-lfs": "a pointer to a large file instead of the file; its host has run out of quota",
    b"<!doctype html": "a web page; something between here and the host answers in its place",
    b"<html": "a web page; something between here and the host answers in its place",
}
_LONGEST_START: Final = max(map(len, _FOREIGN_STARTS))


async def async_download(
    session: aiohttp.ClientSession,
    entry: CatalogEntry,
    folder: Path,
    on_progress: Progress,
    *,
    stall_seconds: float = STALL_SECONDS,
    deadline_seconds: float | None = None,
) -> ModelFile:
    """Bring a known model into a folder, trying its addresses in turn; each has its share of the time that is left.

    What arrived before an interruption is kept as `.part` and continued, also from another address. Bytes of the right
    length and the wrong hash are kept as `.refused`, never used. Not for two calls on one file at once.

    Raises:
        ModelError: With what went wrong at each address: WRONG_HASH where bytes were refused, otherwise DOWNLOAD.
    """
    if not entry.urls:
        raise _failed(f"an address for {entry.name}", f"none. Copy {entry.file_name} into {folder} by hand")
    errors: list[ModelError] = []
    clock = asyncio.get_running_loop().time
    if deadline_seconds is None:
        deadline_seconds = SETUP_SECONDS + entry.size_bytes / SLOWEST_BYTES_PER_SECOND
    ends_at = clock() + deadline_seconds
    for tried, url in enumerate(entry.urls):
        share_seconds = max(0.0, ends_at - clock()) / (len(entry.urls) - tried)
        download = _Download(
            session, entry, folder, on_progress, stall_seconds=stall_seconds, deadline_seconds=share_seconds
        )
        try:
            return await download.async_run(URL(url))
        except ModelError as err:
            errors.append(err)
    reasons = {err.reason for err in errors}
    reason = ModelRefusal.WRONG_HASH if ModelRefusal.WRONG_HASH in reasons else errors[-1].reason
    raise ModelError(reason, " ".join(dict.fromkeys(map(str, errors)))) from errors[-1]


class _Download:
    """One attempt at one address."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        entry: CatalogEntry,
        folder: Path,
        on_progress: Progress,
        *,
        stall_seconds: float,
        deadline_seconds: float,
    ) -> None:
        """Name the files."""
        self._deadline_seconds = deadline_seconds
        self._session = session
        self._entry = entry
        self._on_progress = on_progress
        self._timeout = aiohttp.ClientTimeout(total=None, connect=stall_seconds, sock_read=stall_seconds)
        self._target = folder / entry.file_name
        self._part = folder / f"{entry.file_name}.part"
        self._refused = folder / f"{entry.file_name}.refused"
        self._host = ""

    async def async_run(self, url: URL) -> ModelFile:
        """Fetch what is missing, verify all of it, and put it in place."""
        try:
            have = await asyncio.to_thread(self._prepare)
            if have < self._entry.size_bytes:
                async with asyncio.timeout(self._deadline_seconds):
                    await self._async_fetch(url, have)
            return await asyncio.to_thread(self._finish)
        except TimeoutError as err:
            raise _failed(
                f"bytes from {self._host}",
                "none for a while, or too few in all that time. Try again later; what came is kept",
            ) from err
        except aiohttp.ClientPayloadError as err:
            raise self._truncated() from err
        except aiohttp.ClientError as err:
            raise _failed(
                f"a connection to {self._host}", f"{type(err).__name__}. Check the network"
            ) from err
        except OSError as err:
            if err.errno in _NO_ROOM:
                raise _failed(f"room for {self._entry.size_bytes} bytes", "a full disk. Make room") from err
            raise _failed(
                f"to write into {self._target.parent}", f"{type(err).__name__}. Check its rights"
            ) from err

    async def _async_fetch(self, url: URL, have: int) -> None:
        """Append what is missing to the part."""
        async with self._async_response(url, have) as response:
            have = await self._async_check_status(response, have)
            with await asyncio.to_thread(self._part.open, "ab") as file:
                async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                    have += len(chunk)
                    await asyncio.to_thread(file.write, chunk)
                    if have > self._entry.size_bytes:
                        break
                    self._on_progress(have, self._entry.size_bytes)
        await asyncio.to_thread(self._refuse_foreign_bytes, have)
        if have < self._entry.size_bytes:
            raise self._truncated()

    @asynccontextmanager
    async def _async_response(self, url: URL, have: int) -> AsyncIterator[aiohttp.ClientResponse]:
        """Yield the response at the end of at most three redirects, none of which leaves HTTPS."""
        # Compressed answers have other lengths than the file.
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        may_stay_here = _is_loopback(url)
        for _ in range(MAX_REDIRECTS + 1):
            self._host = url.host or "nowhere"
            may_stay_here &= _is_loopback(url)
            if _is_loopback(url) and not may_stay_here:
                raise _failed("an address on the network", f"one on this computer: {self._host}")
            if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url)):
                raise _failed(
                    "an https address", f"{url.scheme} at {self._host}. It could be changed on the way"
                )
            async with self._session.get(
                url, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                location = response.headers.get("Location")
                if response.status not in (301, 302, 303, 307, 308) or location is None:
                    yield response
                    return
                url = url.join(URL(location))
        raise _failed(f"at most {MAX_REDIRECTS} redirects", f"more, the last one to {self._host}")

    async def _async_check_status(self, response: aiohttp.ClientResponse, have: int) -> int:
        """Return where the answer's bytes belong; raise where the answer is not the file."""
        continues = response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if response.status == HTTPStatus.PARTIAL_CONTENT and continues:
            return have
        if response.status == HTTPStatus.OK or have:  # the whole file, or no way to continue it
            await asyncio.to_thread(self._part.unlink, missing_ok=True)
        if response.status == HTTPStatus.OK:
            return 0
        if response.status == HTTPStatus.NOT_FOUND:
            raise _failed(f"{self._entry.file_name} at {self._host}", "404: it is not there any more")
        raise _failed(
            f"{self._entry.file_name} at {self._host}", f"the answer {response.status}. Try again later"
        )

    def _prepare(self) -> int:
        """Make the folder; return how many bytes of the part can be used. Blocks."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        have = self._part.stat().st_size if self._part.is_file() else 0
        if have > self._entry.size_bytes:
            self._part.unlink()
            return 0
        return have

    def _refuse_foreign_bytes(self, have: int) -> None:
        """Raise where the part is too long or starts like something else; it is of no use then. Blocks."""
        with self._part.open("rb") as file:
            start = file.read(_LONGEST_START).lower()
        for foreign, what in _FOREIGN_STARTS.items():
            if start.startswith(foreign):
                self._part.unlink()
                raise _failed(f"{self._entry.file_name} from {self._host}", what)
        if have > self._entry.size_bytes:
            self._part.unlink()
            raise _failed(
                f"{self._entry.size_bytes} bytes from {self._host}", "more", ModelRefusal.WRONG_HASH
            )

    def _finish(self) -> ModelFile:
        """Verify the part and give it its name, for good. Blocks."""
        with self._part.open("rb") as file:
            got = hashlib.file_digest(file, "sha256").hexdigest()
        if got != self._entry.sha256:
            self._part.replace(self._refused)
            raise _failed(
                f"{self._entry.name} with the hash {self._entry.sha256[:8]} from {self._host}",
                f"{got[:8]}. It is kept apart as {self._refused.name}",
                ModelRefusal.WRONG_HASH,
            )
        if self._target.exists():
            # The caller of a download found this file of the user's to be another one.
            self._target.replace(self._refused)
        move(self._part, self._target)
        return ModelFile(self._entry.name, str(self._target), self._entry.sha256, pinned=True)

    def _truncated(self) -> ModelError:
        """Return the error of an answer that ended early."""
        return _failed(
            f"{self._entry.size_bytes} bytes from {self._host}",
            "fewer. What came is kept; try again to get the rest",
        )


def _is_loopback(url: URL) -> bool:
    """Tell whether an address is one of this computer, which a mirror elsewhere has no business with."""
    host = (url.host or "").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified or address.is_link_local


def _failed(expected: str, got: str, reason: ModelRefusal = ModelRefusal.DOWNLOAD) -> ModelError:
    """Return the error of a download that did not work out."""
    return ModelError(reason, f"Expected {expected}, got {got}.")
