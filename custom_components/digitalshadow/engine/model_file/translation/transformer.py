"""Finds in a rewritten graph what ncnn has whole layers for: a transformer's beginning, its attention and its end."""

from typing import TYPE_CHECKING, Final

from ..arithmetic.rewriting import Draft, Rule, draft_of, trimmed
from ..arithmetic.values import attribute, integers
from ..onnx_graph import Graph, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_HEAD, _KEYS_BY_HEAD, _BY_TOKEN = (0, 2, 1, 3), (0, 2, 3, 1), (0, 2, 1, 3)
_CLASS_TOKEN_AXES: Final = 3


def find_transformer(graph: Graph) -> Graph:
    """Return a graph in which `Tokens`, `Attention` and `PatchMean` stand for the nodes that they are made of.

    * `Tokens(picture, class token)`: each pixel's channels are a row, and the class token lies before the first one.
    * `Attention(x, weights, steps, zero, bias, positions, and the last four again for the way out)` with `heads`.
    * `PatchMean(x)`: the mean of all rows but the first.
    """
    draft = draft_of(graph)
    return trimmed(graph, [draft.replaced(node, _RULES) for node in graph.nodes], draft)


def _tokens(node: Node, draft: Draft) -> Node | None:
    """Concat of an expanded class token and of a picture's pixels as rows."""
    if node.operator != "Concat" or attribute(node, "axis", 0) != 1 or len(node.inputs) != len("ab"):
        return None
    expanded, patches = draft.before(node.inputs[0], "Expand"), draft.before(node.inputs[1], "Transpose")
    rows = draft.before(patches.inputs[0], "Reshape") if patches else None
    token = draft.constants.get(expanded.inputs[0]) if expanded else None
    if patches is None or rows is None or token is None or expanded is None:
        return None
    if _axes(patches, "perm") != (0, 2, 1) or token.ndim != _CLASS_TOKEN_AXES:
        return None
    width = token.shape[-1]
    is_row_by_pixel = integers(draft.constants.get(rows.inputs[1])) == (0, width, -1)
    if not is_row_by_pixel or token.size != width or not _is_once_a_picture(expanded, width, draft):
        return None
    return Node("Tokens", (rows.inputs[0], expanded.inputs[0]), node.outputs, {})


def _is_once_a_picture(expanded: Node, width: int, draft: Draft) -> bool:
    """Tell whether a shape is that of one row of this width for each picture."""
    shape = draft.before(expanded.inputs[1], "Concat")
    if shape is None or len(shape.inputs) != len("ab"):
        return False
    batch = draft.before(shape.inputs[0], "Shape")
    first = (attribute(batch, "start", 0), attribute(batch, "end", 0)) if batch else None
    return first == (0, 1) and integers(draft.constants.get(shape.inputs[1])) == (1, width)


def _attention(node: Node, draft: Draft) -> Node | None:
    """Everything between the product that gives query, key and value, and the one behind the mixed values."""
    if node.operator != "Product":
        return None
    chain = _backwards(node, ("Reshape", "Transpose", "MatMul", "Softmax"), draft)
    biased = draft.before(chain[-1].inputs[0], "Add") if chain else None
    parts = draft.with_constant(biased)
    likeness = draft.before(parts[0], "MatMul") if parts else None
    if chain is None or biased is None or parts is None or likeness is None:
        return None
    merged, turned, mixed, attention = chain
    found = _query_key_value((*likeness.inputs, mixed.inputs[1]), draft)
    if found is None or _axes(turned, "perm") != _BY_TOKEN or attribute(attention, "axis", -1) != -1:
        return None
    joint, heads = found
    width = draft.constants[joint.inputs[1]].shape[0]
    if integers(draft.constants.get(merged.inputs[1])) != (0, 0, width):
        return None
    [positions] = [name for name in biased.inputs if name != parts[0]]
    inputs = (*joint.inputs, positions, *node.inputs[1:])
    return Node("Attention", inputs, node.outputs, {"heads": heads})


def _query_key_value(names: Sequence[str], draft: Draft) -> tuple[Node, int] | None:
    """Return the product whose three equal parts these are, each turned by head, and the number of heads."""
    orders = (_BY_HEAD, _KEYS_BY_HEAD, _BY_HEAD)
    parts = [_part_by_head(name, order, draft) for name, order in zip(names, orders, strict=True)]
    split = draft.before(parts[0][0], "Split") if parts[0] else None
    joint = draft.before(split.inputs[0], "Product") if split else None
    if split is None or joint is None or parts[0] is None:
        return None
    heads = parts[0][1]
    is_even = (
        attribute(split, "axis", 0) in (2, -1) and not split.inputs[1:] and "split" not in split.attributes
    )
    if not is_even or parts != [(name, heads) for name in split.outputs]:
        return None
    return joint, heads


def _backwards(node: Node, operators: Sequence[str], draft: Draft) -> list[Node] | None:
    """Return the nodes of these operators that lie before a node, each the first input of the one behind it."""
    found: list[Node] = []
    for operator in operators:
        before = draft.before((found[-1] if found else node).inputs[0], operator)
        if before is None:
            return None
        found.append(before)
    return found


def _part_by_head(name: str, order: tuple[int, ...], draft: Draft) -> tuple[str, int] | None:
    """Return which value is split into heads and turned so, and into how many."""
    turned = draft.before(name, "Transpose")
    split = draft.before(turned.inputs[0], "Reshape") if turned else None
    if turned is None or split is None or _axes(turned, "perm") != order:
        return None
    match integers(draft.constants.get(split.inputs[1])):
        case (0, 0, heads, each) if heads > 0 and each > 0:
            return split.inputs[0], heads
    return None


def _patch_mean(node: Node, draft: Draft) -> Node | None:
    """ReduceMean over the rows of Slice, which leaves the first one out; its axes are an input since version 18."""
    if node.operator != "ReduceMean":
        return None
    axes = integers(draft.constants.get(node.inputs[1])) if node.inputs[1:] else _axes(node, "axes")
    is_over_rows = axes == (1,) and attribute(node, "keepdims", 1) == 0
    patches = draft.before(node.inputs[0], "Slice") if is_over_rows else None
    if patches is None:
        return None
    bounds = [integers(draft.constants.get(name)) for name in patches.inputs[1:]]
    if len(bounds) not in (3, 4) or bounds[0] != (1,) or bounds[2] != (1,) or bounds[3:] not in ([], [(1,)]):
        return None
    return Node("PatchMean", (patches.inputs[0], patches.inputs[2]), node.outputs, {})


def _axes(node: Node, name: str) -> tuple[int, ...]:
    """Return axes that stand in a node; none where it does not name them."""
    nothing: tuple[int, ...] = ()
    return attribute(node, name, nothing)


_RULES: Final[tuple[Rule, ...]] = (_tokens, _attention, _patch_mean)
