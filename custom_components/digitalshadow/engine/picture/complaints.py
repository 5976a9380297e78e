"""What a native library says on standard error while it works, for libraries that tell of damage in no other way.

File descriptor 2 belongs to the whole process: only the engine's own process may listen to it, never Home Assistant's.
"""

from collections.abc import Callable
import os
from typing import Final

_STANDARD_ERROR: Final = 2
_MOST_BYTES: Final = 65_536


class Complaints:
    """Listens to standard error during single calls."""

    def __init__(self) -> None:
        """Make a pipe that nobody ever waits for: what does not fit into it is lost, and nothing else."""
        self._heard, self._said = os.pipe()
        os.set_blocking(self._heard, False)  # the standard library's own signature
        os.set_blocking(self._said, False)  # the same
        self._standard_error = os.dup(_STANDARD_ERROR)

    def during[R](self, work: Callable[[], R]) -> tuple[R, str]:
        """Do the work and return its result with what was said meanwhile."""
        os.dup2(self._said, _STANDARD_ERROR)
        try:
            result = work()
        finally:
            os.dup2(self._standard_error, _STANDARD_ERROR)
            printed = self._listen()
        return result, printed

    def _listen(self) -> str:
        """Return what the pipe holds."""
        try:
            return os.read(self._heard, _MOST_BYTES).decode(errors="replace")
        except BlockingIOError:
            return ""
