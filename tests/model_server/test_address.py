"""Which addresses a server may have, and which of them lie within the home."""

import asyncio
from typing import Any

from aiohttp.resolver import ThreadedResolver
import pytest

from custom_components.digitalshadow.model_server.address import (
    AddressError,
    AddressRefusal,
    HomeResolver,
    async_public_addresses,
    checked_fingerprint,
    checked_url,
    is_near,
)
from custom_components.digitalshadow.server_options import ServerOptions


@pytest.mark.parametrize(
    ("typed", "checked"),
    [
        pytest.param("https://gpu.local:8443", "https://gpu.local:8443", id="as it should be"),
        pytest.param(" https://GPU.local/triton/ ", "https://gpu.local/triton", id="spaces and a slash"),
        pytest.param("http://127.0.0.1:8000", "http://127.0.0.1:8000", id="this machine"),
        pytest.param("http://localhost:8000", "http://localhost:8000", id="this machine by name"),
        pytest.param("http://[::1]:8000", "http://[::1]:8000", id="this machine, IPv6"),
    ],
)
def test_an_address_is_cleaned_up(typed: str, checked: str) -> None:
    assert checked_url(typed) == checked


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("gpu.local:8000", AddressRefusal.INVALID, id="no scheme"),
        pytest.param("ftp://gpu.local", AddressRefusal.INVALID, id="another scheme"),
        pytest.param("https://", AddressRefusal.INVALID, id="no host"),
        pytest.param("https://gpu.local:99999", AddressRefusal.INVALID, id="no port"),
        pytest.param("https://[::1", AddressRefusal.INVALID, id="half a bracket"),
        pytest.param("https://gpu.local/?to=other", AddressRefusal.INVALID, id="a query"),
        pytest.param("https://anna:pw@gpu.local", AddressRefusal.CREDENTIALS, id="a password"),
        pytest.param("http://192.168.1.5:8000", AddressRefusal.NOT_ENCRYPTED, id="clear in the home"),
        pytest.param("http://gpu.local:8000", AddressRefusal.NOT_ENCRYPTED, id="clear, by name"),
        pytest.param(
            "http://127.0.0.1.evil.example", AddressRefusal.NOT_ENCRYPTED, id="a name like this one"
        ),
        pytest.param("http://localhost.example", AddressRefusal.NOT_ENCRYPTED, id="another like it"),
    ],
)
def test_an_address_that_would_give_something_away_is_refused(typed: str, reason: AddressRefusal) -> None:
    with pytest.raises(AddressError) as caught:
        checked_url(typed)
    assert caught.value.reason is reason
    assert "anna" not in str(caught.value)


@pytest.mark.parametrize(
    ("ip", "near"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.5", True),
        ("10.1.2.3", True),
        ("172.20.0.2", True),
        ("169.254.3.4", True),
        ("fd12::1", True),
        ("fe80::1%eth0", True),
        ("8.8.8.8", False),
        ("172.32.0.1", False),
        ("100.64.0.1", False),
        ("2001:4860::8888", False),
        ("::ffff:8.8.8.8", False),
        ("0.0.0.0", False),  # noqa: S104  # binds nothing
    ],
)
def test_which_addresses_lie_within_the_home(ip: str, near: bool) -> None:
    assert is_near(ip) is near


def pointing_to(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    """Have every name point to these addresses."""

    async def found(_self: object, host: str, port: int = 0, _family: int = 0) -> list[dict[str, Any]]:
        return [
            {"hostname": host, "host": ip, "port": port, "family": 0, "proto": 0, "flags": 0} for ip in ips
        ]

    monkeypatch.setattr(ThreadedResolver, "resolve", found)


async def test_a_name_that_points_out_of_the_home_one_day_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolver = HomeResolver()
    pointing_to(monkeypatch, "8.8.8.8", "192.168.1.5")
    assert [one["host"] for one in await resolver.resolve("gpu.example")] == ["192.168.1.5"]

    pointing_to(monkeypatch, "8.8.8.8")
    with pytest.raises(OSError, match="private networks"):
        await resolver.resolve("gpu.example")


async def test_the_public_addresses_of_a_host_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async def found(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", (ip, 0)) for ip in ("192.168.1.5", "8.8.8.8", "8.8.8.8")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found)
    assert await async_public_addresses("https://gpu.example:8443/triton") == ("8.8.8.8",)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        pytest.param("AB" * 32, "ab" * 32, id="large letters"),
        pytest.param(":".join(["0f"] * 32), "0f" * 32, id="as openssl writes it"),
        pytest.param("ab" * 31, None, id="too short"),
        pytest.param("xy" * 32, None, id="no digits"),
    ],
)
def test_a_fingerprint_is_read_however_it_is_grouped(typed: str, digits: str | None) -> None:
    assert checked_fingerprint(typed) == digits


def test_another_host_or_name_is_another_receiver() -> None:
    """People agree to a receiver; what they agreed to must not be moved elsewhere behind their backs."""
    server = ServerOptions("Cellar", "https://gpu.local:8443/triton", "face")
    assert server.receiver == "Cellar (https://gpu.local:8443)"
