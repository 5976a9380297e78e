"""Stands in for the C++ half of the package onnx, which has no wheel for musl.

Its Python half then builds models for tests; nothing is checked or inferred, which the tests on glibc do.
"""

import sys
from unittest.mock import MagicMock

__path__: list[str] = []
ONNX_ML = True
for _part in ("checker", "defs", "inliner", "parser", "printer", "shape_inference", "version_converter"):
    sys.modules[f"{__name__}.{_part}"] = globals()[_part] = MagicMock(name=_part)
