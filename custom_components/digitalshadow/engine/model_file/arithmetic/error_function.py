"""The error function, which NumPy does not have, and GELU, which needs it.

A quotient of two polynomials in the form x * P(x squared) / Q(x squared) for |x| <= 4, with the coefficients that
Eigen and TensorFlow use for 32-bit numbers. Its error is below 1e-6; GELU by tanh would be off by 5e-4.
"""

from math import sqrt
from typing import Final

import numpy as np

from ..onnx_graph import Array
from .values import BLOCK

_ABOVE: Final = tuple(
    map(
        np.float32,
        (
            *(-2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05),
            *(-7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02),
        ),
    )
)
_BELOW: Final = tuple(
    map(
        np.float32,
        (
            *(-1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03),
            -1.42647390514189e-02,
        ),
    )
)
_REACH: Final = np.float32(4)
_PASS: Final = BLOCK // 2


def erf(x: Array) -> Array:
    """Return the error function of 32-bit numbers."""
    flat = np.ascontiguousarray(x, np.float32).reshape(-1)
    answer, spare = np.empty_like(flat), np.empty((3, min(_PASS, flat.size)), np.float32)
    for start in range(0, flat.size, _PASS):
        part = slice(start, start + _PASS)
        _erf_into(answer[part], flat[part], spare)
    return answer.reshape(x.shape)


def gelu(x: Array) -> Array:
    """Return x (1 + erf(x / sqrt 2)) / 2."""
    return gelu_into(np.empty(x.shape, np.float32), x)


def gelu_into(answer: Array, x: Array) -> Array:
    """Write GELU into an array of the same shape, in pieces that stay in the cache; return it."""
    source, target = np.ascontiguousarray(x).reshape(-1), answer.reshape(-1)
    spare = np.empty((4, min(_PASS, source.size)), np.float32)
    for start in range(0, source.size, _PASS):
        part, out = source[start : start + _PASS], target[start : start + _PASS]
        scaled = spare[3, : part.size]
        np.multiply(part, np.float32(1 / sqrt(2)), out=scaled)
        _erf_into(out, scaled, spare)
        out += np.float32(1)
        np.multiply(part, np.float32(0.5), out=scaled)
        out *= scaled
    return answer


def _erf_into(out: Array, x: Array, spare: Array) -> None:
    """Write the error function of one piece."""
    near, square, below = spare[:3, : x.size]
    np.clip(x, -_REACH, _REACH, out=near)
    np.multiply(near, near, out=square)
    _polynomial_into(out, square, _ABOVE)
    out *= near
    _polynomial_into(below, square, _BELOW)
    out /= below


def _polynomial_into(out: Array, x: Array, coefficients: tuple[np.float32, ...]) -> None:
    """Write a polynomial, the coefficient of the highest power first."""
    np.multiply(x, coefficients[0], out=out)
    for coefficient in coefficients[1:-1]:
        out += coefficient
        out *= x
    out += coefficients[-1]
