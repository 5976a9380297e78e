"""The inference server that an administrator named in the entry's options, and who of the home agreed to it."""

from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from .const import CONF_SERVER, CONF_SERVER_RECEIVER


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """A model on an inference server."""

    name: str
    """What the household calls the server."""
    url: str
    """`https://host[:port][/path]`; `http` only where the host is this very machine."""
    model: str
    """The model's name on the server."""
    version: str = ""
    """The model's version; empty for the newest."""
    token: str = field(default="", repr=False)
    """Sent as a bearer token; empty for none."""
    ca_pem: str = field(default="", repr=False)
    """The authority that signed the server's certificate; empty for those that this system trusts."""
    fingerprint: str = ""
    """SHA-256 of the server's certificate, 64 hexadecimal digits; empty where an authority vouches."""
    may_be_public: bool = False
    """Whether somebody confirmed that the address lies outside of the home's network."""

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def receiver(self) -> str:
        """Who gets what is sent, as people agree to it: another name or another host is another receiver."""
        return f"{self.name} ({self.origin})"

    def as_stored(self) -> dict[str, Any]:
        """Return what the entry keeps."""
        return asdict(self)


def server_of(entry: ConfigEntry[Any]) -> ServerOptions | None:
    """Return the server that computes the facial model; None where none was named."""
    stored = entry.options.get(CONF_SERVER)
    return None if stored is None else ServerOptions(**stored)


def agreed_to_server(entry: ConfigEntry[Any], person: ConfigSubentry) -> bool:
    """Tell whether a person agreed that the server of today gets their face. Nobody did who was not asked."""
    server = server_of(entry)
    return server is not None and person.data.get(CONF_SERVER_RECEIVER) == server.receiver
