"""The door: from an ONNX graph to a network of ncnn's layers."""

from ..arithmetic.rewriting import rewrite
from ..onnx_graph import Graph
from .layering import Layering, UntranslatableError, refuse
from .network import Network
from .operators import OPERATORS
from .transformer import find_transformer


def translate(graph: Graph) -> Network:
    """Return the layers that compute what a graph does.

    Raises:
        UntranslatableError: The graph has an operator, or a form of one, that is not in the closed list.
        ModelError: It has one that NumPy's side does not know either.
    """
    try:
        return _translated(find_transformer(rewrite(graph)))
    # Nothing is promised about a damaged file: an input that is left out, or weights of another number of axes.
    except (IndexError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise UntranslatableError(f"a graph that is {type(error).__name__} here is not translated") from error


def _translated(graph: Graph) -> Network:
    """Return the layers of a graph that was shortened."""
    layers = Layering(graph)
    for node in graph.nodes:
        if node.operator not in OPERATORS:
            refuse(node)
        OPERATORS[node.operator](node, layers)
    return layers.network(graph)
