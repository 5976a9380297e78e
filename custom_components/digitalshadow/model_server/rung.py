"""Whether a server may speak now, and when it is to prove itself again. Time is an argument."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

FIRST_PAUSE_SECONDS: Final = 0.5
"""After a loss; twice as long after each proof that failed."""
LONGEST_PAUSE_SECONDS: Final = 60.0
PROOF_LASTS_SECONDS: Final = 600.0
"""So long a server is trusted: somebody may put another file into its place."""
TOLD_AFTER_SECONDS: Final = 600.0
"""A loss that lasts longer is told."""


class RungState(StrEnum):
    """What is known of a server."""

    UNPROVEN = "unproven"
    """It was not asked yet."""
    PROVEN = "proven"
    """It speaks."""
    LOST = "lost"
    """It did not answer, or not as the file here does; the file here speaks."""


@dataclass(frozen=True, slots=True)
class Rung:
    """What is remembered of a server; a new record after each event. Times are seconds of any steady clock."""

    state: RungState = RungState.UNPROVEN
    """Whether it speaks."""
    due_at: float = 0.0
    """When it is to prove itself."""
    lost_at: float | None = None
    """Since when it does not speak; None while it does, or was not asked yet."""
    failures: int = 0
    """Failed proofs in a row."""

    def after_proof(self, now: float) -> Rung:
        """Return what is known of a server that proved itself at `now`."""
        return Rung(RungState.PROVEN, now + PROOF_LASTS_SECONDS)

    def after_loss(self, now: float) -> Rung:
        """Return what is known of a server that failed a question at `now`; several at once count once."""
        if self.state is not RungState.PROVEN:
            return self
        return Rung(RungState.LOST, now + FIRST_PAUSE_SECONDS, now)

    def after_failed_proof(self, now: float) -> Rung:
        """Return what is known of a server that could not prove itself at `now`."""
        pause = min(FIRST_PAUSE_SECONDS * 2.0 ** (self.failures + 1), LONGEST_PAUSE_SECONDS)
        lost_at = now if self.lost_at is None else self.lost_at
        return Rung(RungState.LOST, now + pause, lost_at, self.failures + 1)

    def put_off(self, now: float) -> Rung:
        """Return what is known where nobody could look at the server at `now`: nothing new."""
        return replace(self, due_at=now + LONGEST_PAUSE_SECONDS)

    def anew(self, now: float) -> Rung:
        """Return what is known once the asking engine has begun anew at `now`; a loss goes on."""
        return replace(self, state=RungState.UNPROVEN, due_at=now, failures=0)

    def is_lost_for_long(self, now: float) -> bool:
        """Tell whether somebody should be told."""
        return self.lost_at is not None and now - self.lost_at >= TOLD_AFTER_SECONDS
