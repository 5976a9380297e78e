"""Seals single rows with AES-256-GCM."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEAL_VERSION = 1
"""Part of what every row is bound to: raise it when the sealed content takes another form."""

_NONCE_BYTES = 12


class Cipher:
    """Seals and opens rows. A row is bound to its person, kind and id, so it cannot pass for another one.

    The tag also finds bit rot, which SQLite itself does not.
    """

    def __init__(self, key: bytes, key_id: int) -> None:
        """Take the 32 bytes of the key and the id under which the database knows it."""
        self.key_id = key_id
        self.damaged_rows: set[tuple[str, str]] = set()
        """Kind and id of the rows that would not open although this key sealed them."""
        self._aead = AESGCM(key)
        self._name_key = hmac.digest(key, b"digitalshadow record names", hashlib.sha256)

    def seal(self, content: bytes, kind: str, person_id: str, row_id: str) -> bytes:
        """Return a random nonce followed by the sealed content and its tag: 28 bytes longer than `content`."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, content, _binding(kind, person_id, row_id))

    def open(self, sealed: bytes, kind: str, person_id: str, row_id: str) -> bytes | None:
        """Return the content, or None for a damaged row, which is counted."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, body, _binding(kind, person_id, row_id))
        except InvalidTag, ValueError:  # ValueError: too short to hold a nonce
            self.damaged_rows.add((kind, row_id))
            return None

    def name(self, text: str) -> str:
        """Return an id that the same text always has and that only the key's holder can compute.

        A plain hash would tell what was sealed to anyone who can guess it, as the id of an entity can be.
        """
        return hmac.digest(self._name_key, text.encode(), hashlib.sha256).hex()


def _binding(kind: str, person_id: str, row_id: str) -> bytes:
    """Return what the tag covers besides the content."""
    return f"{person_id}|{kind}|{SEAL_VERSION}|{row_id}".encode()
