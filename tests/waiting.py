"""What a test says that waited for something in vain."""

from collections.abc import Callable
import inspect
import reprlib
from textwrap import dedent, indent


def in_vain(holds: Callable[[], bool], seconds: float) -> str:
    """Return how long and for what was waited: the source of the condition, and the values it looked at."""
    try:
        source = dedent(inspect.getsource(holds)).strip()
    except OSError:
        source = repr(holds)
    seen = "\n".join(
        f"{name} = {reprlib.repr(value)}" for name, value in inspect.getclosurevars(holds).nonlocals.items()
    )
    return (
        f"waited {seconds:g} s in vain:\n{indent(source, '    ')}\nwith\n{indent(seen or 'nothing', '    ')}"
    )
