"""Seals single rows with AES-256-GCM, with the key at hand and with former ones side by side."""

from collections.abc import Mapping, Sequence
import hashlib
import hmac
import json
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEAL_VERSION: Final = 1
"""Part of what every row is bound to: raise it when the sealed content takes another form."""

_NONCE_BYTES: Final = 12

type Clear = str | float | None
"""What a column in clear holds."""


class Cipher:
    """One key. A row is bound to what lies in clear beside its seal, so that none of it can be changed unnoticed.

    The tag also finds bit rot, which SQLite itself does not.
    """

    def __init__(self, key: bytes, key_id: int) -> None:
        """Take the 32 bytes of the key and the id under which the database knows it."""
        self.key_id = key_id
        self._aead = AESGCM(key)
        self._name_key = hmac.digest(key, b"digitalshadow record names", hashlib.sha256)

    def seal(self, content: bytes, *bound: Clear) -> bytes:
        """Return a random nonce followed by the sealed content and its tag: 28 bytes longer than `content`."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, content, _binding(bound))

    def open(self, sealed: bytes, *bound: Clear) -> bytes | None:
        """Return the content; None for a row that is damaged, or bound to something else."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, body, _binding(bound))
        except InvalidTag, ValueError:  # ValueError: too short to hold a nonce
            return None

    def name(self, text: str) -> str:
        """Return an id that the same text always has and that only the key's holder can compute.

        A plain hash would tell what was sealed to anyone who can guess it, as the id of an entity can be.
        """
        return hmac.digest(self._name_key, text.encode(), hashlib.sha256).hex()


class Keyring:
    """All keys at hand: the first one seals, each opens what it sealed."""

    def __init__(self, current: Cipher, others: Sequence[Cipher] = ()) -> None:
        """Take the key that seals from now on, and those that sealed before."""
        self.current = current
        self.damaged_rows: set[tuple[str, str]] = set()
        """Table and row of what would not open although its key is at hand."""
        self._ciphers: Mapping[int, Cipher] = {cipher.key_id: cipher for cipher in (*others, current)}

    @property
    def key_ids(self) -> tuple[int, ...]:
        """The ids of all keys at hand."""
        return tuple(self._ciphers)

    def open(self, key_id: int, sealed: bytes, *bound: Clear) -> bytes | None:
        """Return the content; None where the key is not at hand, or the row is damaged or bound to something else."""
        cipher = self._ciphers.get(key_id)
        return None if cipher is None else cipher.open(sealed, *bound)

    def names(self, text: str) -> tuple[str, ...]:
        """Return the ids that a text has under each key at hand."""
        return tuple(cipher.name(text) for cipher in self._ciphers.values())


def _binding(bound: tuple[Clear, ...]) -> bytes:
    """Return what the tag covers besides the content: no two different rows have the same."""
    return json.dumps([SEAL_VERSION, *bound]).encode()
