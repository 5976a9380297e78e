"""A conversion that goes on one step at a time, between other requests."""

from pathlib import Path

from .conversion import Progress, convert
from .conversion_plan import ConversionProgress, ConversionStage, Converted
from .errors import ModelError
from .messages import BeginConversion, CancelConversion, ContinueConversion, ConversionCancelled
from .observations import ModelRefusal


class ConversionInSteps:
    """Holds the one conversion that is under way."""

    def __init__(self) -> None:
        """Begin with none."""
        self._steps: Progress[Converted] | None = None

    def handle(
        self, request: BeginConversion | ContinueConversion | CancelConversion
    ) -> ConversionProgress | ConversionCancelled:
        """Do what is asked for; raises `ModelError` where a checkpoint or file is refused, or nothing is under way."""
        if isinstance(request, ContinueConversion):
            return self._advance()
        self._cancel()
        if isinstance(request, CancelConversion):
            return ConversionCancelled()
        self._steps = convert(Path(request.checkpoint_path), Path(request.target_path), request.plan)
        return self._advance()

    def _advance(self) -> ConversionProgress:
        """Do the next step."""
        if self._steps is None:
            raise ModelError(
                ModelRefusal.MISSING, "Expected a conversion under way, got none. Begin it again."
            )
        try:
            return next(self._steps)
        except StopIteration as end:
            self._steps = None
            return ConversionProgress(ConversionStage.DONE, 1.0, end.value)
        except ModelError:
            self._steps = None
            raise

    def _cancel(self) -> None:
        """Drop what is under way, with what it wrote."""
        if self._steps is not None:
            self._steps.close()
            self._steps = None
