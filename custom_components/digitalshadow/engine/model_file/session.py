"""What the engine knows about an inference runtime: a Protocol, and the checks around every run."""

from abc import abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Any, Protocol, override

import numpy as np

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """What a model says about one of its inputs or outputs."""

    name: str
    """The tensor's name in the graph."""
    shape: tuple[int | None, ...]
    """Sizes; None where the model leaves the size open, and no sizes at all where it says nothing about them."""
    dtype: np.dtype[Any]
    """The element type."""

    def admits(self, shape: tuple[int, ...]) -> bool:
        """Tell whether an array of this shape fits."""
        return not self.shape or (
            len(shape) == len(self.shape)
            and all(wanted in (None, got) for wanted, got in zip(self.shape, shape, strict=True))
        )


class Session(Protocol):
    """A loaded model. Not safe for use by two threads at once."""

    inputs: tuple[TensorSpec, ...]
    """The inputs, in the model's order."""
    outputs: tuple[TensorSpec, ...]
    """The outputs, in the model's order."""
    metadata: Mapping[str, str]
    """The key-value pairs that the file carries."""
    runtime: str
    """What computes it, with its version, for example `onnxruntime 1.32.0`."""

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once and return every output by name.

        Raises:
            ModelError: Feeds or answers do not have the announced shape and type, or an answer is not finite.
        """


class RuntimeSession(Session):
    """A model on a runtime: the checks around every run, and one kind of error for whatever the runtime raises.

    A subclass knows the runtime. It sets what `Session` announces within `_loading`, and computes.
    """

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once and return every output by name, checked."""
        _check_feeds(self.inputs, feeds)
        try:
            answers = self._compute(feeds)
        except ModelError:
            raise
        # Runtimes' errors have no common base, and a graph that trips over its input can make NumPy raise anything.
        except Exception as error:
            message = f"Expected the model to run, got {type(error).__name__}. Replace the file."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message) from error
        check_answers(self.outputs, answers)
        return answers

    @contextmanager
    def _loading(self, runtime: str) -> Iterator[None]:
        """Refuse a model that the runtime of this name does not load."""
        self.runtime = runtime
        try:
            yield
        except ModelError:
            raise
        # As above; a library for another processor or C library says ImportError.
        except Exception as error:
            message = (
                f"Expected a model that {runtime} can load, got {self._reason(error)}. "
                "Convert the model again, or replace the file."
            )
            raise ModelError(ModelRefusal.UNREADABLE, message) from error

    def _reason(self, error: Exception) -> str:
        """Return why a model was not loaded, in words without paths."""
        return type(error).__name__

    @abstractmethod
    def _compute(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Return every output by name; may raise anything."""


def require_image_input(session: Session) -> TensorSpec:
    """Return the model's only input, which must be float32 of shape (batch, 3, height, width)."""
    match session.inputs:
        case (TensorSpec(shape=(1 | None, 3, _, _)) as spec,) if spec.dtype == np.float32:
            return spec
    got = ", ".join(f"{spec.name!r} as {spec.dtype} {spec.shape}" for spec in session.inputs[:4]) or "none"
    message = (
        f"Expected one float32 input of shape (1, 3, height, width), got {got}. Export the model "
        "with such an input; its weights may be in 16 bits."
    )
    raise ModelError(ModelRefusal.WRONG_SIGNATURE, message)


def require_outputs(session: Session, names: Sequence[str]) -> None:
    """Raise `ModelError` unless the model has all these outputs."""
    got = {spec.name for spec in session.outputs}
    if missing := sorted(set(names) - got):
        message = (
            f"Expected outputs {missing}, which the model lacks; it has {sorted(got)}. Use another model."
        )
        raise ModelError(ModelRefusal.WRONG_SIGNATURE, message)


def _check_feeds(specs: Sequence[TensorSpec], feeds: Mapping[str, NDArray[Any]]) -> None:
    """Raise `ModelError` unless exactly the announced inputs are given, in shape and type."""
    for spec in specs:
        array = feeds.get(spec.name)
        if array is None or array.dtype != spec.dtype or not spec.admits(array.shape):
            got = "nothing" if array is None else f"{array.dtype} {array.shape}"
            message = f"Expected input {spec.name!r} as {spec.dtype} {spec.shape}, got {got}."
            raise ModelError(ModelRefusal.WRONG_SIGNATURE, message)
    if unknown := sorted(feeds.keys() - {spec.name for spec in specs}):
        raise ModelError(ModelRefusal.WRONG_SIGNATURE, f"Expected no other inputs, got {unknown}.")


def check_answers(specs: Sequence[TensorSpec], answers: Mapping[str, NDArray[Any]]) -> None:
    """Raise `ModelError` unless every output has the announced shape and type and is finite throughout."""
    for spec in specs:
        array = answers[spec.name]
        if array.dtype != spec.dtype or not spec.admits(array.shape):
            message = f"Expected output {spec.name!r} as {spec.dtype} {spec.shape}, got {array.dtype} {array.shape}."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        # One pass: NaN and infinity survive a sum.
        if not math.isfinite(np.add.reduce(array, axis=None)):
            message = (
                f"Expected finite numbers in output {spec.name!r}, got NaN or infinity; the model is damaged."
            )
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
