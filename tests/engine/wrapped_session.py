"""A real session with something of a test's own around it."""

from collections.abc import Mapping
from typing import Any, override

from numpy.typing import NDArray

from custom_components.digitalshadow.engine.model_file.session import Session


class WrappedSession(Session):
    """Does what the real one does, until a test overrides it."""

    def __init__(self, real: Session) -> None:
        self.inputs, self.outputs = real.inputs, real.outputs
        self.metadata, self.runtime = real.metadata, real.runtime
        self._real = real

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        return self._real.run(feeds)
