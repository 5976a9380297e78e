"""Says when a model begins and ends to compute, so that the parent process knows what ended it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, override

from .session import Session

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Announce(Protocol):
    """Tells somebody."""

    def __call__(self, *, computes: bool) -> None:
        """Tell that a model begins to compute, or that it has."""


def announce_nothing(*, computes: bool) -> None:
    """Tell nobody."""


class AnnouncedSession(Session):
    """A session that says when it runs."""

    def __init__(self, session: Session, announce: Announce) -> None:
        """Wrap a session."""
        self.inputs, self.outputs = session.inputs, session.outputs
        self.metadata, self.runtime = session.metadata, session.runtime
        self._session, self._announce = session, announce

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once and return every output by name, checked."""
        self._announce(computes=True)
        try:
            return self._session.run(feeds)
        finally:
            self._announce(computes=False)
