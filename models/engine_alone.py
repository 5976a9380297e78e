"""Lets the workshop import the engine without Home Assistant, which the integration's own package imports at once.

Read by both environments: no syntax newer than Python 3.10.
"""

from pathlib import Path
import sys
from types import ModuleType

_REPOSITORY = Path(__file__).resolve().parent.parent
_PACKAGES = ("custom_components", "custom_components.digitalshadow")


def prepare() -> None:
    """Put empty packages in the place of those around the engine, before anything imports them."""
    for name in _PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(_REPOSITORY.joinpath(*name.split(".")))]
        sys.modules[name] = package
