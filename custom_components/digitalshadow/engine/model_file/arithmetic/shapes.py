"""Operators that move numbers, or make shapes, and compute nothing; plain translations of what ONNX says."""

from typing import Final

import numpy as np

from ..onnx_graph import ELEMENT_TYPES, Array, Node
from .values import attribute, integers, unknown

_END: Final = 2**31
"""Beyond this an end of a range means that there is none."""


def flatten(node: Node, x: Array) -> Array:
    """Make two axes of all."""
    axis = attribute(node, "axis", 1)
    return x.reshape(int(np.prod(x.shape[:axis], dtype=np.int64)), -1)


def reshape(node: Node, x: Array, shape: Array) -> Array:
    """Give another shape; 0 keeps a size."""
    sizes, keeps = integers(shape), not attribute(node, "allowzero", 0)
    return x.reshape([x.shape[at] if keeps and size == 0 else size for at, size in enumerate(sizes)])


def transpose(node: Node, x: Array) -> Array:
    """Bring the axes into another order."""
    return x.transpose(attribute(node, "perm", tuple(range(x.ndim))[::-1]))


def squeeze(node: Node, x: Array, axes: Array | None = None) -> Array:
    """Drop axes of size 1."""
    return np.squeeze(x, integers(axes) or attribute(node, "axes", ()) or None)


def unsqueeze(node: Node, x: Array, axes: Array | None = None) -> Array:
    """Insert axes of size 1."""
    return np.expand_dims(x, integers(axes) or attribute(node, "axes", ()))


def concat(node: Node, *inputs: Array) -> Array:
    """Put arrays one behind the other."""
    return np.concatenate(inputs, attribute(node, "axis", 0))


def split(node: Node, x: Array, sizes: Array | None = None) -> tuple[Array, ...]:
    """Cut an axis into parts; without sizes into equal ones, of which the last may be smaller."""
    axis, parts = attribute(node, "axis", 0), len(node.outputs)
    each = -(-x.shape[axis] // parts)
    wanted = integers(sizes) or attribute(node, "split", ()) or (each,) * (parts - 1)
    return tuple(np.split(x, np.cumsum(wanted)[: parts - 1], axis))


def cut(node: Node, x: Array, *bounds: Array | None) -> Array:
    """Cut a range out of axes: starts, ends, axes and steps, given as parameters before version 10."""
    given = tuple(map(integers, (*bounds, None, None, None, None)[:4]))
    starts, ends = given[0] or attribute(node, "starts", ()), given[1] or attribute(node, "ends", ())
    axes = given[2] or attribute(node, "axes", ()) or tuple(range(len(starts)))
    where = [slice(None)] * x.ndim
    for axis, first, last, step in zip(axes, starts, ends, given[3] or (1,) * len(starts), strict=True):
        # Backwards, an end before the beginning is what Python writes as None.
        open_end = last < -_END if step < 0 else last > _END
        where[axis] = slice(first, None if open_end else last, step)
    return x[tuple(where)]


def gather(node: Node, x: Array, indices: Array) -> Array:
    """Pick along an axis."""
    return np.take(x, indices, axis=attribute(node, "axis", 0))


def shape(node: Node, x: Array) -> Array:
    """Return the sizes, or some of them."""
    return np.array(x.shape[attribute(node, "start", 0) : attribute(node, "end", x.ndim)], np.int64)


def expand(_node: Node, x: Array, shape: Array) -> Array:
    """Repeat along axes of size 1."""
    return np.broadcast_to(x, np.broadcast_shapes(x.shape, integers(shape)))


def cast(node: Node, x: Array) -> Array:
    """Give another element type."""
    element = ELEMENT_TYPES.get(attribute(node, "to", 0))
    return unknown(node, "to that type ") if element is None else x.astype(element, copy=False)


def constant(node: Node) -> Array:
    """Return what stands in the node."""
    for name, element in (("value_float", np.float32), ("value_int", np.int64)):
        if name in node.attributes or f"{name}s" in node.attributes:
            return np.array(node.attributes.get(name, node.attributes.get(f"{name}s")), element)
    return np.asarray(attribute(node, "value", np.empty(0)))


def constant_of_shape(node: Node, shape: Array) -> Array:
    """Return one number everywhere."""
    value = attribute(node, "value", np.zeros(1, np.float32))
    return np.broadcast_to(value.reshape(()), integers(shape))
