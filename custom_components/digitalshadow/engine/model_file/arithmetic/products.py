"""Products of matrices and what stands around them in a transformer."""

from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from ..onnx_graph import Array, Node
from .error_function import gelu_into
from .operators import OPERATORS
from .values import Kernel, Take, Value, as_array, attribute, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PANEL_NUMBERS: Final = 2**20
"""Narrow weights that are widened at a time, into one buffer of 4 MB for all products of a model."""


def product(inputs: Sequence[Array | None], take: Take) -> Value:
    """Multiply by a fixed matrix: x, weights (inputs, outputs), then step, zero and bias of each output, or None.

    Weights in 8 or 16 bits stay so, and are widened piece by piece while they are needed: LiveCAD in 8 bits takes 161
    MB instead of 486. The step is applied to the answer, which is smaller than the weights. x is not rounded, as
    runtimes do it for the sake of 8-bit instructions: the answer is nearer to that of the weights in 32 bits.
    """
    x, weights, step, zero, bias = inputs
    assert x is not None  # noqa: S101  # rewriting makes no other node
    assert weights is not None  # noqa: S101  # the same
    x = as_array(x)
    rows = x.reshape(-1, x.shape[-1])
    answer = take((len(rows), weights.shape[1]))
    if weights.dtype == np.float32:
        np.matmul(rows, weights, out=answer)
    else:
        _narrow_product(rows, weights, zero, answer, take)
    if step is not None:
        answer *= step
    if bias is not None:
        answer += bias
    return answer.reshape(*x.shape[:-1], -1)


def _narrow_product(rows: Array, weights: Array, zero: Array | None, answer: Array, take: Take) -> None:
    """Multiply by weights of few bits, each panel of columns widened into one buffer."""
    inputs, outputs = weights.shape
    panel, several = take((max(_PANEL_NUMBERS, inputs),)), max(1, _PANEL_NUMBERS // inputs)
    for start in range(0, outputs, several):
        columns = slice(start, start + several)
        narrow = weights[:, columns]
        wide = panel[: narrow.size].reshape(narrow.shape)
        np.copyto(wide, narrow, casting="unsafe")
        if zero is not None:
            wide -= zero[columns] if zero.ndim else zero
        np.matmul(rows, wide, out=answer[:, columns])
    take.give(panel)


def multiply_matrices(inputs: Sequence[Value], take: Take) -> Value:
    """Multiply two matrices of one model's own making, or stacks of them."""
    one, other = (as_array(value) for value in inputs)
    if min(one.ndim, other.ndim) < len("ab") or one.dtype != np.float32:
        stacked: Array = np.matmul(one, other)
        return stacked
    outer = np.broadcast_shapes(one.shape[:-2], other.shape[:-2])
    return np.matmul(one, other, out=take((*outer, one.shape[-2], other.shape[-1])))


def gelu(inputs: Sequence[Value], take: Take) -> Value:
    """Return GELU in pieces that stay in the cache."""
    x = as_array(inputs[0])
    return gelu_into(take(x.shape), x)


def softmax(node: Node, _constants: Mapping[str, Array]) -> Kernel:
    """Return a kernel for shares along the last axis, one matrix at a time, which stays in the cache."""

    def kernel(inputs: Sequence[Value], take: Take) -> Value:
        x = as_array(inputs[0])
        if attribute(node, "axis", -1) % x.ndim != x.ndim - 1:
            unknown(node, "along another axis than the last ")
        if x.dtype != np.float32:
            shares: Array = np.asarray(OPERATORS["Softmax"](node, x))
            return shares
        answer = take(x.shape)
        shape = (-1, *x.shape[-2:]) if x.ndim > 1 else (1, 1, -1)
        for one, out in zip(x.reshape(shape), answer.reshape(shape), strict=True):
            np.subtract(one, one.max(-1, keepdims=True), out=out)
            np.exp(out, out=out)
            np.multiply(out, np.float32(1) / out.sum(-1, keepdims=True), out=out)
        return answer

    return kernel


def normalize(node: Node, _constants: Mapping[str, Array]) -> Kernel:
    """Return a kernel that brings each row to mean 0 and variance 1, then scales and shifts it."""
    epsilon = np.float32(attribute(node, "epsilon", 1e-5))
    along_last = attribute(node, "axis", -1) == -1

    def kernel(inputs: Sequence[Value], take: Take) -> Value:
        x, scale, *shift = (as_array(value) for value in inputs)
        if not along_last or x.dtype != np.float32 or scale.ndim != 1:
            general: Array = np.asarray(OPERATORS["LayerNormalization"](node, x, scale, *shift))
            return general
        answer = take(x.shape)
        np.subtract(x, x.mean(-1, keepdims=True), out=answer)
        rows = answer.reshape(prod(x.shape[:-1]), -1)
        variance = np.einsum("ij,ij->i", rows, rows)[:, None] / np.float32(x.shape[-1])
        rows *= np.float32(1) / np.sqrt(variance + epsilon)
        rows *= scale
        for one in shift:
            rows += one
        return answer

    return kernel
