"""Stands in for the package ml-dtypes, which has no wheel for musl: types that no test of ours makes tensors of."""

import numpy as np


def __getattr__(name: str) -> type[np.generic]:
    """Return a type of the same width that NumPy has."""
    if name.startswith("__"):
        raise AttributeError(name)
    return np.uint16 if "16" in name else np.uint8
