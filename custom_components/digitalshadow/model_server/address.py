"""Where an inference server is, as somebody typed it in, and whether that is within the home."""

import asyncio
from enum import StrEnum
from ipaddress import ip_address
import re
import socket
from typing import Final, override
from urllib.parse import urlsplit

from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

_SCHEMES: Final = ("http", "https")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


class AddressRefusal(StrEnum):
    """Why an address may not be used; keys of the dialog's texts."""

    INVALID = "server_url_invalid"
    CREDENTIALS = "server_url_with_credentials"
    """A password in an address ends up in logs."""
    NOT_ENCRYPTED = "server_not_encrypted"


class AddressError(ValueError):
    """An address may not be used."""

    def __init__(self, reason: AddressRefusal) -> None:
        """Say why; the address itself stays out of the text."""
        super().__init__(f"Expected the address of an inference server, got one with the fault {reason}.")
        self.reason = reason


def checked_url(typed: str) -> str:
    """Return an address without what does not belong to it.

    Raises:
        AddressError: It is none, it carries a password, or what is sent there could be read on the way.
    """
    try:
        parts = urlsplit(typed.strip())
        host, port = parts.hostname, parts.port
    except ValueError as err:
        raise AddressError(AddressRefusal.INVALID) from err
    if parts.scheme not in _SCHEMES or not host or parts.query or parts.fragment or port == 0:
        raise AddressError(AddressRefusal.INVALID)
    if parts.username or parts.password:
        raise AddressError(AddressRefusal.CREDENTIALS)
    if parts.scheme == "http" and not _is_this_machine(host):
        raise AddressError(AddressRefusal.NOT_ENCRYPTED)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def checked_fingerprint(typed: str) -> str | None:
    """Return the SHA-256 of a certificate as 64 digits, however it is grouped; None for anything else."""
    digits = re.sub(r"[\s:]", "", typed).lower()
    return digits if _FINGERPRINT.fullmatch(digits) else None


async def async_public_addresses(url: str) -> tuple[str, ...]:
    """Return the addresses of a checked URL's host that lie outside of private networks; none for one of the home.

    Raises:
        OSError: The name is not known.
    """
    host = urlsplit(url).hostname or ""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(sorted({str(entry[4][0]) for entry in found if not is_near(str(entry[4][0]))}))


def is_near(address: str) -> bool:
    """Tell whether an IP address belongs to this machine or to a private network."""
    ip = ip_address(address.partition("%")[0])
    return (ip.is_private or ip.is_link_local) and not ip.is_unspecified


class HomeResolver(ThreadedResolver):
    """Finds no address outside of private networks: a name that points elsewhere one day leads nowhere."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host that are near.

        Raises:
            OSError: There are none.
        """
        near = [found for found in await super().resolve(host, port, family) if is_near(found["host"])]
        if not near:
            raise OSError("Expected an address within private networks, got none. Name the server anew.")
        return near


def _is_this_machine(host: str) -> bool:
    """Tell whether what is sent to a host never leaves this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
