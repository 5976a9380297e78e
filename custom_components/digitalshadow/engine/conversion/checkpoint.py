"""Reads a checkpoint without PyTorch, and without running anything that the file says.

Names and shapes are read first. Numbers are read when a tensor is asked for: an optimiser's state stays on disk unread.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from .checkpoint_files import open_file
from .checkpoint_parameters import parameters_of
from .stored_tensor import StoredTensor

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_LONGEST_REASON: Final = 300


class Checkpoint:
    """The parameters of a checkpoint file, by name. Use it while the file is open."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read names and shapes.

        Raises:
            ModelError: For what is no checkpoint or carries anything unknown.
        """
        self.parameters: Mapping[str, StoredTensor]
        with _refusing_damage():
            self._file = open_file(file)
            self.key, self.parameters = parameters_of(self._file.tree)

    def read(self, name: str) -> NDArray[float32]:
        """Return the numbers of one parameter; raise `ModelError` where they are damaged or not finite."""
        tensor = self.parameters[name]
        with _refusing_damage():
            values = tensor.take(self._file.read(tensor.storage))
        if not np.isfinite(np.add.reduce(values, axis=None, dtype=np.float64)):
            raise ModelError(
                ModelRefusal.UNREADABLE,
                f"Expected finite numbers in {name}, got NaN or infinity: the training failed or the file is damaged.",
            )
        return values


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turn whatever a damaged file makes the readers trip over into a refusal."""
    try:
        yield
    except ModelError:
        raise
    except ValueError as error:
        # Our own readers say what came; a library's words about the same are put behind its name.
        raise _unreadable(str(error)) from error
    # For a damaged file, zipfile and pickle raise nearly every built-in exception, MemoryError among them.
    except Exception as error:
        raise _unreadable(f"{type(error).__name__}: {str(error)[:120]}") from error


def _unreadable(got: str) -> ModelError:
    """Return the refusal of a file that is no readable checkpoint."""
    return ModelError(
        ModelRefusal.UNREADABLE,
        f"Expected a checkpoint of PyTorch or a file of safetensors, got {got[:_LONGEST_REASON].rstrip('.')}. "
        "If that is not what it should be, the file is cut off or damaged: copy it again.",
    )
