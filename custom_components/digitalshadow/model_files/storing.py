"""The one way in which a file comes into the model folder: after a power cut it is there whole, or not at all."""

from contextlib import AbstractContextManager
from io import BufferedRandom
import os
from pathlib import Path

from atomicwrites import AtomicWriter, replace_atomic  # type: ignore[import-untyped]  # it says nothing about its types


def writing(target: Path) -> AbstractContextManager[BufferedRandom]:
    """Return a file that can be written and read, and becomes `target` when its block ends without an error.

    Until then it lies beside `target` as `.part`; an error in the block removes it. Blocks.

    Raises:
        OSError: The disk refuses.
    """
    writer = AtomicWriter(target, mode="w+b", overwrite=True, prefix=target.stem, suffix=".part")
    opened: AbstractContextManager[BufferedRandom] = writer.open()
    return opened


def move(part: Path, target: Path) -> None:
    """Give a finished file of the same disk its name, in place of what has that name now. Blocks.

    Raises:
        OSError: The disk refuses.
    """
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    replace_atomic(str(part), str(target))
