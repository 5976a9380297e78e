"""A real session with something of a test's own around it."""

from collections.abc import Mapping
from typing import Any, override

from numpy.typing import NDArray

from custom_components.digitalshadow.engine.model_file.session import Session, TensorSpec


class WrappedSession(Session):
    """Does what the real one does, until a test overrides it."""

    def __init__(self, real: Session) -> None:
        self._real = real

    @property
    @override
    def inputs(self) -> tuple[TensorSpec, ...]:
        return self._real.inputs

    @property
    @override
    def outputs(self) -> tuple[TensorSpec, ...]:
        return self._real.outputs

    @property
    @override
    def metadata(self) -> Mapping[str, str]:
        return self._real.metadata

    @property
    @override
    def runtime(self) -> str:
        return self._real.runtime

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        return self._real.run(feeds)
