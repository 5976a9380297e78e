"""Sessions on NumPy alone: they run everywhere, five to ten times slower than a native runtime."""

from typing import TYPE_CHECKING, Any, override

import numpy as np

from ..records.errors import ModelError
from ..records.observations import ModelRefusal
from .arithmetic.plan import Plan
from .arithmetic.rewriting import rewrite
from .onnx_graph import read_graph, with_input_side
from .session import Session, TensorSpec, check_answers, check_feeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .protobuf import Source


class NumpySession(Session):
    """A model computed by NumPy, on one thread."""

    def __init__(self, model: Source, *, input_side_px: int | None = None) -> None:
        """Load a model from bytes, or a file, that were verified before and that nobody can change.

        `input_side_px` gives it pictures of another size than it says.

        Raises:
            ModelError: The model has an operator that is not known, or is none.
        """
        try:
            graph = read_graph(model)
            graph = with_input_side(graph, input_side_px) if input_side_px else graph
            self._plan = Plan(rewrite(graph))
        except ModelError:
            raise
        # Constants are computed here, and nothing is promised about what a damaged file makes NumPy say.
        except Exception as error:
            message = (
                f"Expected a model that NumPy {np.__version__} can compute, got {type(error).__name__}. "
                "Convert the model again, or replace the file."
            )
            raise ModelError(ModelRefusal.UNREADABLE, message) from error
        self._inputs, self._outputs, self._metadata = graph.inputs, graph.outputs, graph.metadata

    @property
    @override
    def inputs(self) -> tuple[TensorSpec, ...]:
        """The inputs, in the model's order."""
        return self._inputs

    @property
    @override
    def outputs(self) -> tuple[TensorSpec, ...]:
        """The outputs, in the model's order."""
        return self._outputs

    @property
    @override
    def metadata(self) -> Mapping[str, str]:
        """The key-value pairs that the file carries."""
        return self._metadata

    @property
    @override
    def runtime(self) -> str:
        """NumPy and its version."""
        return f"numpy {np.__version__}"

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once and return every output by name, checked."""
        check_feeds(self._inputs, feeds)
        try:
            answers = self._plan.run(feeds)
        except ModelError:
            raise
        # As above: a graph that trips over its input can make NumPy raise anything.
        except Exception as error:
            message = f"Expected the model to run, got {type(error).__name__}. Replace the file."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message) from error
        check_answers(self._outputs, answers)
        return answers
