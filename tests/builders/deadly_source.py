"""A file that ends every process that looks at it, as one does that a decoder cannot bear."""

from multiprocessing import parent_process
import os
import signal
from typing import override

from models.scoring.sources import Source


class DeadlySource(Source):
    """Harmless in the process that shares the work out."""

    __slots__ = ()

    @property
    @override
    def is_video(self) -> bool:
        """Be a picture, and deadly to look at."""
        if parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return False
