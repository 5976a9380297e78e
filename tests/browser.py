"""Tests that look at pages with a real browser, and where it may not be missing."""

import os
from typing import Final

import pytest

from demo.browser import find_chromium

VARIABLE: Final = "DIGITALSHADOW_BROWSER"
REQUIRED: Final = "required"
"""What `.ci/run` sets it to: there a missing browser is a fault of the run, not a reason to leave tests out."""


def need_browser() -> None:
    """Leave the test out where there is no browser, or fail it where there has to be one."""
    try:
        find_chromium()
    except FileNotFoundError as error:
        missing = str(error)
    else:
        return
    if os.environ.get(VARIABLE) == REQUIRED:
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)
