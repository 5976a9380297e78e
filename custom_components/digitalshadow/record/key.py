"""The key file: 32 random bytes that only Home Assistant's user may read. Made once, never overwritten."""

import hashlib
import hmac
import os
from pathlib import Path
import secrets

from .errors import RecordKeyError

KEY_BYTES = 32


def read_or_make_key(path: Path) -> bytes:
    """Return the key in `path`; make one where there is no file. Raises `RecordKeyError`."""
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as err:
        raise RecordKeyError(
            f"Expected to read or make the key file {path}, got: {err.strerror}. Check the folder's permissions"
        ) from err
    if len(key) != KEY_BYTES:
        raise RecordKeyError(
            f"Expected {KEY_BYTES} bytes in the key file {path}, got {len(key)}. Put the right file back, "
            "or move this one away to begin a new key; what the old one sealed stays unreadable"
        )
    return key


def fingerprint(key: bytes) -> str:
    """Name a key without telling it, so that a wrong one is noticed before it opens anything."""
    return hmac.new(key, b"digitalshadow record key", hashlib.sha256).hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename or removal in `folder` survive a power loss."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(path: Path) -> None:
    """Write a fresh key so that the file is there whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    sync_folder(path.parent)
