"""The recovery file: the keys of a home, wrapped by a passphrase, so that they can travel to another machine.

A person who holds the file and the passphrase can read whatever these keys ever sealed, in old backups too.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from enum import StrEnum
import json
import secrets
from typing import Any, Final
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import RecordError
from .key import KEY_BYTES

FORMAT: Final = "digitalshadow recovery file"
SHORTEST_PASSPHRASE: Final = 12
"""Fewer characters are guessed in too short a time by a finder of the file."""
LARGEST_FILE_BYTES: Final = 64 * 1024

_VERSION: Final = 1
_COST: Final = 2**15
"""With eight blocks scrypt takes 32 MB and about a tenth of a second."""
_LARGEST_COST: Final = 2**17
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


class RecoveryRefusal(StrEnum):
    """Why a recovery file cannot be used."""

    NO_RECOVERY_FILE = "no_recovery_file"
    DOES_NOT_OPEN = "does_not_open"
    """The passphrase is another one, or the file was changed."""
    OTHER_HOME = "other_home"
    """None of its keys sealed anything of this record."""


class RecoveryFileError(RecordError):
    """A recovery file cannot be used. `reason` says why."""

    def __init__(self, reason: RecoveryRefusal) -> None:
        """Say why, in a word that is translated."""
        super().__init__(f"Expected a recovery file of this home and its passphrase, got: {reason}")
        self.reason = reason


def wrap(keys: Sequence[bytes], passphrase: str, made_at: float) -> bytes:
    """Return the recovery file of keys: JSON in which only the keys are sealed."""
    header = {
        "format": FORMAT,
        "version": _VERSION,
        "made_at": round(made_at),
        "scrypt_cost": _COST,
        "salt": b64encode(secrets.token_bytes(_SALT_BYTES)).decode(),
    }
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + _wrapping(header, passphrase).encrypt(nonce, b"".join(keys), _bound(header))
    return json.dumps(header | {"keys": b64encode(sealed).decode()}, indent=1).encode()


def unwrap(content: bytes, passphrase: str) -> tuple[bytes, ...]:
    """Return the keys of a recovery file.

    Raises:
        RecoveryFileError: The file or its pass phrase is refused.
    """
    try:
        header = json.loads(content)
        sealed = b64decode(header.pop("keys"), validate=True)
        is_ours = (header["format"], header["version"]) == (FORMAT, _VERSION)
        if not is_ours or not 1 < header["scrypt_cost"] <= _LARGEST_COST:
            raise RecoveryFileError(RecoveryRefusal.NO_RECOVERY_FILE)
        cipher, bound = _wrapping(header, passphrase), _bound(header)
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise RecoveryFileError(RecoveryRefusal.NO_RECOVERY_FILE) from err
    try:
        keys = cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as err:
        raise RecoveryFileError(RecoveryRefusal.DOES_NOT_OPEN) from err
    return tuple(keys[start : start + KEY_BYTES] for start in range(0, len(keys), KEY_BYTES))


def _wrapping(header: dict[str, Any], passphrase: str) -> AESGCM:
    """Return the cipher that a passphrase makes. However a keyboard composes its letters, they are the same."""
    salt, cost = b64decode(header["salt"], validate=True), header["scrypt_cost"]
    kdf = Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=8, p=1)
    return AESGCM(kdf.derive(unicodedata.normalize("NFKC", passphrase).encode()))


def _bound(header: dict[str, Any]) -> bytes:
    """Return what the seal covers besides the keys."""
    return json.dumps(header, sort_keys=True).encode()
