"""A session for a model of the tests, on what this system has."""

from importlib.util import find_spec
from typing import Final

from custom_components.digitalshadow.engine.model_file.numpy_session import NumpySession
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession

HAS_ONNXRUNTIME: Final = find_spec("onnxruntime") is not None
SESSION_RUNTIME: Final = "onnxruntime" if HAS_ONNXRUNTIME else "numpy"
"""What computes the sessions of `session_of`."""
ENGINE_RUNTIME: Final = "onnxruntime" if HAS_ONNXRUNTIME else "ncnn"
"""What the engine chooses here."""


def session_of(model: bytes) -> OnnxRuntimeSession | NumpySession:
    """Return a model on onnxruntime, or on NumPy where there is none."""
    return OnnxRuntimeSession(model) if HAS_ONNXRUNTIME else NumpySession(model)
