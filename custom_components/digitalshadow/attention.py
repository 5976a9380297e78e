"""When a person's readings deserve attention: a rule with hysteresis, free of clocks and of Home Assistant."""

from collections.abc import Sequence
from functools import reduce

REPLAYED_READINGS = 50
"""Enough of the past to know the rule's state after a restart: longer undecided stretches begin with 'off'."""


def attention_after(probabilities: Sequence[float], limit: float, agreeing: int, *, before: bool) -> bool:
    """Return the state after the newest of `probabilities` (oldest first).

    On when the newest `agreeing` ones all lie above `limit`, off when none of them does, else as `before`.
    """
    newest = [probability > limit for probability in probabilities[-agreeing:]]
    if len(newest) < agreeing:
        return before
    return all(newest) or (before and any(newest))


def attention_of(probabilities: Sequence[float], limit: float, agreeing: int) -> bool:
    """Return the state that a whole history (oldest first) leads to; it begins with 'off'."""
    return reduce(
        lambda before, end: attention_after(probabilities[:end], limit, agreeing, before=before),
        range(1, len(probabilities) + 1),
        False,  # noqa: FBT003  # reduce takes its start by position only
    )
