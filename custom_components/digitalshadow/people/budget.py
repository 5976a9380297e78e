"""How often an account may ask: a few times at once, and then as often as its budget fills again."""

from collections.abc import Callable
from dataclasses import dataclass
import math
import time
from typing import Final

BURST: Final = 10
"""Questions an account may ask at once."""
REFILL_SECONDS: Final = 6.0
"""After so long it may ask one more: ten a minute for ever."""


@dataclass(frozen=True, slots=True)
class _Spent:
    """What an account has spent."""

    questions: float
    """How many questions of the burst."""
    at: float
    """When that was so, in seconds of the clock."""


class Budget:
    """What each account may still ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full budgets."""
        self._clock = clock
        self._spent: dict[str | None, _Spent] = {}

    def take(self, account_id: str | None) -> int:
        """Take one question out of an account's budget; return 0, or the seconds until there is one again.

        None stands for the automations of the home, which share one budget.
        """
        now = self._clock()
        self._spent = {who: left for who, spent in self._spent.items() if (left := _refilled(spent, now))}
        spent = self._spent.get(account_id, _Spent(0.0, now))
        if spent.questions > BURST - 1:
            return math.ceil((spent.questions - (BURST - 1)) * REFILL_SECONDS)
        self._spent[account_id] = _Spent(spent.questions + 1, now)
        return 0


def _refilled(spent: _Spent, now: float) -> _Spent | None:
    """Return what is still spent after a while; None when the budget is full again."""
    questions = spent.questions - (now - spent.at) / REFILL_SECONDS
    return _Spent(questions, now) if questions > 0 else None
