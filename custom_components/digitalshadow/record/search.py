"""Looking for bytes in files of any size."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

_CHUNK_BYTES: Final = 4 * 1024 * 1024


def holds(path: Path, patterns: Sequence[bytes]) -> bool:
    """Whether the file's bytes hold any of the patterns."""
    overlap_bytes = max(map(len, patterns)) - 1
    return any(pattern in chunk for chunk in _chunks(path, overlap_bytes) for pattern in patterns)


def _chunks(path: Path, overlap_bytes: int) -> Iterator[bytes]:
    """Read a file in chunks that begin with the end of the one before, so that nothing hides at a border."""
    overlap = b""
    with path.open("rb") as file:
        while read := file.read(_CHUNK_BYTES):
            chunk = overlap + read
            yield chunk
            overlap = chunk[-overlap_bytes:] if overlap_bytes else b""
