"""Sessions on NumPy alone: they run everywhere, five to ten times slower than a native runtime."""

from typing import TYPE_CHECKING, Any, override

import numpy as np

from .arithmetic.plan import Plan
from .arithmetic.rewriting import rewrite
from .onnx_graph import read_graph, with_input_side
from .session import RuntimeSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .protobuf import Source


class NumpySession(RuntimeSession):
    """A model computed by NumPy, on one thread."""

    def __init__(self, model: Source, *, input_side_px: int | None = None) -> None:
        """Load a model from bytes, or a file, that were verified before and that nobody can change.

        `input_side_px` gives it pictures of another size than it says.

        Raises:
            ModelError: The model has an operator that is not known, or is none.
        """
        with self._loading(f"numpy {np.__version__}"):
            graph = read_graph(model)
            graph = with_input_side(graph, input_side_px) if input_side_px else graph
            self.inputs, self.outputs, self.metadata = graph.inputs, graph.outputs, graph.metadata
            self._plan = Plan(rewrite(graph))

    @override
    def _compute(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the plan."""
        return self._plan.run(feeds)
