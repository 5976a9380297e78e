"""Sessions on onnxruntime: the only file that imports it."""

from functools import cache
from pathlib import Path
import re
from typing import TYPE_CHECKING, Any, Final, override

import numpy as np

from .session import RuntimeSession, TensorSpec

try:
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types
except ImportError:
    # A normal state: systems with musl have no wheel. Models are then computed with NumPy.
    onnxruntime = None

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# The engine's models use the first two; the others have names so that a refusal can say them.
_ELEMENT_TYPES: Final[dict[str, np.dtype[Any]]] = {
    "tensor(float)": np.dtype(np.float32),
    "tensor(int64)": np.dtype(np.int64),
    "tensor(float16)": np.dtype(np.float16),
    "tensor(double)": np.dtype(np.float64),
    "tensor(uint8)": np.dtype(np.uint8),
    "tensor(int8)": np.dtype(np.int8),
    "tensor(int32)": np.dtype(np.int32),
}
_LONGEST_REASON: Final = 160
_PLACES: Final = re.compile(r"^\d+ : [A-Z_]+ : |Load model from \S+ failed:|[^ ]*\.(cc|h):\d+ ")
"""What stands in front of onnxruntime's reasons: a number, the file, and places in its own source."""
# Weights outside the file are never wanted; a folder that cannot exist keeps onnxruntime from looking for them.
_NO_FOLDER: Final = "/dev/null/no-external-data"


def installed_version() -> str | None:
    """Name onnxruntime and its version; None where it cannot be imported, and no session be made."""
    return None if onnxruntime is None else f"onnxruntime {onnxruntime.__version__}"


class OnnxRuntimeSession(RuntimeSession):
    """A model on onnxruntime's CPU provider."""

    def __init__(self, model: bytes | Path, *, threads: int = 1) -> None:
        """Load a model from bytes that were verified before, or from a file of such bytes that nobody can change.

        There is none where it is not installed.

        Raises:
            ModelError: The runtime refuses the model.
        """
        library = onnxruntime
        with self._loading(installed_version() or ""):
            self._session = library.InferenceSession(
                model, _options(library, threads), providers=["CPUExecutionProvider"], enable_fallback=0
            )
            self.inputs = tuple(_spec(value) for value in self._session.get_inputs())
            self.outputs = tuple(_spec(value) for value in self._session.get_outputs())
            self.metadata = dict(self._session.get_modelmeta().custom_metadata_map)
        self._output_names = [spec.name for spec in self.outputs]

    @override
    def _reason(self, error: Exception) -> str:
        """Return the error's kind and what onnxruntime says."""
        return f"{type(error).__name__}: {_first_line(error)}"

    @override
    def _compute(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once."""
        values = self._session.run(self._output_names, dict(feeds))
        return dict(zip(self._output_names, values, strict=True))


def _options(library: Any, threads: int) -> Any:  # noqa: ANN401  # onnxruntime ships no types
    """Choose few threads that sleep when idle, and no files beside the model's own bytes."""
    options = library.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    _share_arena(library)
    options.add_session_config_entry("session.use_env_allocators", "1")
    # One block planned for a whole run costs LiveCAD 10 MB more than pieces do, and saves no time that can be measured.
    options.enable_mem_pattern = False
    # Spinning threads cost seven times the CPU at ten runs a second.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", _NO_FOLDER)
    return options


@cache
def _share_arena(library: Any) -> None:  # noqa: ANN401  # onnxruntime ships no types
    """Give the process one arena: beside a detector's and a recogniser's own, LiveCAD's would take 17 MB more."""
    memory = library.OrtMemoryInfo(
        "Cpu", library.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, library.OrtMemType.DEFAULT
    )
    library.create_and_register_allocator(memory, None)


def _first_line(error: Exception) -> str:
    """Return what onnxruntime says, without where it or the file lies and without what no screen shows."""
    reason = _PLACES.sub("", str(error).partition("\n")[0].rpartition("] : ")[2])
    return "".join(letter for letter in reason[:_LONGEST_REASON] if letter.isprintable()).rstrip(". ")


def _spec(value: Any) -> TensorSpec:  # noqa: ANN401  # onnxruntime ships no types
    """Translate onnxruntime's description of a tensor."""
    shape = tuple(size if isinstance(size, int) and size > 0 else None for size in value.shape)
    return TensorSpec(value.name, shape, _ELEMENT_TYPES.get(value.type, np.dtype(object)))
