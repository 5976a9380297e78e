"""What all messages between Home Assistant and the engine process have in common: frozen requests and their replies.

`wire` turns them into bytes. Each request names the reply it gets through `Request[Reply]`; the engine may answer any
request with `Failure`, which the caller raises as the matching error.
"""

from dataclasses import dataclass


class Request[Reply]:
    """Marks a record as a request and names the reply it gets."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A request failed for a reason the engine knows."""

    error: str
    """Name of the class in `errors.py`."""
    message: str
    """What was expected, what came, what to do."""
    reason: str | None = None
    """The error's machine-readable reason."""
    person_id: str | None = None
    """Look-alike of a refused enrolment."""
    similarity: float | None = None
    """Cosine to that look-alike."""
