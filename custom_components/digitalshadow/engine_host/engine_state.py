"""What the engine runs with now, and what it ran with last."""

from ..engine.records.configuration import Ready, RiskModel
from .runner import RunnerState


class EngineState:
    """Follows the states of a runner. A restart takes a moment and changes nothing."""

    def __init__(self) -> None:
        """Begin before the engine first ran."""
        self.ready: Ready | None = None
        """What the engine runs with; None while there is no engine."""
        self._latest_ready: Ready | None = None

    def follow(self, state: RunnerState, ready: Ready | None) -> None:
        """Take a state of the runner, and what the runner then says that the engine is ready with."""
        if state is RunnerState.RUNNING:
            self.ready = self._latest_ready = ready
        elif state in (RunnerState.BROKEN, RunnerState.STOPPED):
            self.ready = None

    def can_recognise(self) -> bool:
        """Tell whether there is an engine that tells people apart."""
        return self.ready is not None and self.ready.recogniser is not None

    def risk_model(self) -> RiskModel | None:
        """Return the facial model that speaks; None while there is no engine."""
        return self.ready.risk_model if self.ready else None

    def latest_risk_model(self) -> RiskModel | None:
        """Return the facial model that speaks, or spoke last; None before the engine first ran."""
        return self._latest_ready.risk_model if self._latest_ready else None

    def latest_recogniser_sha256(self) -> str | None:
        """Return the hash of the recogniser that works, or worked last; None where there was none."""
        return self._latest_ready.recogniser_sha256 if self._latest_ready else None
