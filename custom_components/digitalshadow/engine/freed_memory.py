"""Gives what was freed back to the system.

glibc keeps it for the next time. That is right for pictures, which are as large every time: where a process gives the
memory of each one back, decoding takes twice as long. It is wrong for what loading a model leaves behind, once.
"""

import ctypes
from typing import Final

_LIBRARY: Final = ctypes.CDLL(None)


def give_back() -> None:
    """Give all freed memory back. Does nothing with musl, which keeps none."""
    if hasattr(_LIBRARY, "malloc_trim"):
        _LIBRARY.malloc_trim(0)
