"""The trend with one of its parts changed, to see what that part is good for."""

from collections.abc import Iterator
from contextlib import contextmanager
import math
from types import ModuleType

from custom_components.digitalshadow.health.trend import lasting_sum, year_before

_NEVER = 10**6


@contextmanager
def limit_of_sum(limit: float) -> Iterator[None]:
    """Let sums count from another limit on, with any number of cameras."""
    with _changed(lasting_sum, LIMIT=limit, LIMIT_OF_ONE_CAMERA=limit):
        yield


@contextmanager
def two_weeks_alone() -> Iterator[None]:
    """Let no sum ever count."""
    with limit_of_sum(math.inf):
        yield


@contextmanager
def without_the_year_before() -> Iterator[None]:
    """Compare with the reference alone in every year."""
    with _changed(year_before, FEWEST_DAYS=_NEVER):
        yield


@contextmanager
def _changed(module: ModuleType, **values: float) -> Iterator[None]:
    """Put other values in the place of a module's constants, and the former ones back."""
    former = {name: getattr(module, name) for name in values}
    try:
        for name, value in values.items():
            setattr(module, name, value)
        yield
    finally:
        for name, value in former.items():
            setattr(module, name, value)
