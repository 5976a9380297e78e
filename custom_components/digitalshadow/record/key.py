"""The key files: 32 random bytes each, which only Home Assistant's user may read. Made once, never overwritten.

`key` seals. Beside it lies a copy of every key there ever was, named by its fingerprint: so the former `key` can be
put back over the present one and both go on opening what they sealed. One whose name ends in `.retired` opens until
everything it sealed is sealed with another, and is destroyed then.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
import hashlib
import hmac
import os
from pathlib import Path
import secrets
from typing import Final

from .errors import RecordKeyError

KEY_BYTES: Final = 32

_NAME_DIGITS: Final = 16
_RETIRED: Final = ".retired"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """All keys at hand."""

    current: bytes
    """The one that seals."""
    former: tuple[bytes, ...] = ()
    """Those that only open."""
    retired: tuple[bytes, ...] = ()
    """Those that only open, until nothing is left of what they sealed."""


def read_or_make_keys(path: Path) -> Keys:
    """Return the key in `path`, made where there is none, and those beside it.

    Raises:
        RecordKeyError: The key cannot be read or made.
    """
    with _key_errors(path):
        if not path.exists():
            _write(path, secrets.token_bytes(KEY_BYTES))
        current = _read(path)
        keep_keys(path, [current])
        retired = [key for key in map(_read, _files(path, _RETIRED)) if key != current]
        former = [key for key in map(_read, _files(path, "")) if key != current and key not in retired]
    return Keys(current, tuple(former), tuple(retired))


def keep_keys(path: Path, keys: Iterable[bytes]) -> None:
    """Lay copies of keys beside `path`, each under the name of its fingerprint."""
    for key in keys:
        copy = _copy_of(path, key)
        if not copy.exists():
            _write(copy, key)


def begin_new_key(path: Path) -> None:
    """Put a new key in the place of the present one and retire all others.

    Retiring comes first: a crash in between leaves the present key in use, with all it sealed.

    Raises:
        RecordKeyError: The key cannot be read or made.
    """
    with _key_errors(path):
        for copy in _files(path, ""):
            copy.rename(copy.with_name(copy.name + _RETIRED))
        key = secrets.token_bytes(KEY_BYTES)
        keep_keys(path, [key])
        _write(path, key)


def has_retired_keys(path: Path) -> bool:
    """Tell whether a key waits to be destroyed."""
    return bool(_files(path, _RETIRED))


def destroy_retired_keys(path: Path) -> None:
    """Destroy the keys that nothing needs any more."""
    with _key_errors(path):
        for file in _files(path, _RETIRED):
            file.unlink()
        sync_folder(path.parent)


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


@contextmanager
def _key_errors(path: Path) -> Generator[None]:
    """Raise our error in place of the file system's."""
    try:
        yield
    except OSError as err:
        raise RecordKeyError(
            f"Expected to read or make the key file {path}, got: {err.strerror}. Check the folder's permissions"
        ) from err


def _read(path: Path) -> bytes:
    """Return the key in a file."""
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise RecordKeyError(
            f"Expected {KEY_BYTES} bytes in the key file {path}, got {len(key)}. Put the right file back, "
            "or move this one away to begin a new key; what the old one sealed stays unreadable"
        )
    return key


def _copy_of(path: Path, key: bytes) -> Path:
    """Return where the copy of a key lies."""
    return path.with_name(f"{path.name}.{fingerprint(key)[:_NAME_DIGITS]}")


def _files(path: Path, suffix: str) -> list[Path]:
    """Return the copies beside `path` whose names end in `suffix`, the same ones in the same order each time."""
    return sorted(path.parent.glob(f"{path.name}.{'[0-9a-f]' * _NAME_DIGITS}{suffix}"))


def _write(path: Path, key: bytes) -> None:
    """Write a key so that the file is there whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    sync_folder(path.parent)
