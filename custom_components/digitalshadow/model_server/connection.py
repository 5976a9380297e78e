"""One server's HTTP connections: everything that is asked of it goes out here, and comes back within bounds.

The server is not followed anywhere, gets no cookie and no proxy, and is read up to a limit and until a deadline.
"""

import asyncio
from dataclasses import dataclass
import ssl
from typing import Final, Self

import aiohttp
from aiohttp import hdrs

from ..server_options import ServerOptions
from .address import HomeResolver
from .trouble import ServerError, Trouble

MOST_ANSWER_BYTES: Final = 64 * 1024
"""An honest answer, two numbers or a description, has less than a kilobyte."""
MOST_IN_FLIGHT: Final = 8
HEADER_LENGTH: Final = "Inference-Header-Content-Length"
"""The header that says where JSON ends and numbers begin, both ways."""
_IDLE_SECONDS: Final = 4.0
"""Some servers end a connection after five idle seconds; ours ends before that, so that no question meets its end."""
_USER_AGENT: Final = "DigitalShadow"
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A body within the limit."""

    content: bytes
    """The whole body."""
    header_length: str | None
    """How much of it is JSON, where binary numbers follow."""


class Connection:
    """What is sent to one server. Ends with `async_close`."""

    def __init__(self, options: ServerOptions, tls: ssl.SSLContext | aiohttp.Fingerprint) -> None:
        """Prepare; nothing is sent yet."""
        self._url = options.url
        resolver = None if options.may_be_public else HomeResolver()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ssl=tls, limit=MOST_IN_FLIGHT, keepalive_timeout=_IDLE_SECONDS, resolver=resolver
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # a proxy of the environment was named by nobody
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),  # each request has a deadline of its own
            headers={hdrs.USER_AGENT: _USER_AGENT, hdrs.ACCEPT_ENCODING: "identity"}
            | ({hdrs.AUTHORIZATION: f"Bearer {options.token}"} if options.token else {}),
        )

    @classmethod
    async def async_open(cls, options: ServerOptions) -> Self:
        """Return the connection to be; reading certificates blocks, so that is done on a thread.

        Raises:
            ServerError: The authority that was given is none.
        """
        return cls(options, await asyncio.to_thread(_tls, options))

    async def async_close(self) -> None:
        """End whatever goes on."""
        await self._session.close()

    async def async_call(
        self,
        method: str,
        path: str,
        deadline_seconds: float,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Return what the server says with status 200, within the deadline and the limit.

        Raises:
            ServerError: Anything else came, or nothing.
        """
        try:
            # One deadline for everything: a server can drip, or be frozen while its system still connects.
            async with (
                asyncio.timeout(deadline_seconds),
                self._session.request(
                    method, f"{self._url}{path}", data=body, headers=headers, allow_redirects=False
                ) as response,
            ):
                if response.status != _OK:
                    raise ServerError(_trouble_of(response.status))
                content = await _read(response)
                return Reply(content, response.headers.get(HEADER_LENGTH))
        except TimeoutError as err:
            raise ServerError(Trouble.TOO_SLOW) from err
        except (aiohttp.ClientError, OSError) as err:
            raise ServerError(_trouble_with_connection(err)) from err


def _tls(options: ServerOptions) -> ssl.SSLContext | aiohttp.Fingerprint:
    """Return what a server's certificate must satisfy; blocks."""
    if options.fingerprint:
        return aiohttp.Fingerprint(bytes.fromhex(options.fingerprint))
    try:
        return ssl.create_default_context(cadata=options.ca_pem or None)
    # Text that is no ASCII, as of an authority in DER, is a TypeError.
    except (ssl.SSLError, TypeError, ValueError) as err:
        raise ServerError(Trouble.CERTIFICATE) from err


def _trouble_of(status: int) -> Trouble:
    """Return what a status other than 200 means."""
    if 300 <= status < 400:  # noqa: PLR2004  # the range of redirects
        return Trouble.REDIRECT
    return {
        401: Trouble.UNAUTHORISED,
        403: Trouble.UNAUTHORISED,
        404: Trouble.NO_SUCH_MODEL,
    }.get(status, Trouble.REFUSED)


def _trouble_with_connection(err: aiohttp.ClientError | OSError) -> Trouble:
    """Return why there was no answer."""
    if isinstance(err, aiohttp.ServerFingerprintMismatch):
        return Trouble.FINGERPRINT
    if isinstance(err, aiohttp.ClientSSLError):
        # Python 3.13 and later refuse authorities made the usual way, without the extension "key usage".
        lacks_key_usage = "key usage extension" in str(err)
        return Trouble.CA_WITHOUT_KEY_USAGE if lacks_key_usage else Trouble.CERTIFICATE
    return Trouble.UNREACHABLE


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Return the body; give up one that is longer than any honest answer."""
    content = b""
    while part := await response.content.read(MOST_ANSWER_BYTES + 1 - len(content)):
        content += part
        if len(content) > MOST_ANSWER_BYTES:
            raise ServerError(Trouble.TOO_LONG)
    return content
