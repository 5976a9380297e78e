"""When frames were captured: the stream's own clock, laid onto ours by the packets that came fastest."""

from typing import Final

_DRIFT: Final = 1e-4
"""How much slower a camera's clock may run than ours, as a share; a good clock is off by a fifth of that."""
_JUMP_SECONDS: Final = 1.0
"""Time stamps that step by more than this against the packets' arrival begin anew."""


class TrueTimes:
    """Follows the offset between the stream's time stamps and a clock of ours, in seconds.

    A packet is never faster than the fastest way through the network, so the least difference between arrival and
    time stamp is the offset, wrong by that way's constant time only. How late single packets come does not matter.
    """

    def __init__(self) -> None:
        """Know nothing of the stream's clock yet."""
        self._offset = 0.0
        self._last: tuple[float, float] | None = None

    def follow(self, stamp: float, arrived_at: float) -> None:
        """Take a packet's time stamp, and when it arrived."""
        difference = arrived_at - stamp
        if self._last is None or self._has_jumped(*self._last, stamp, arrived_at):
            self._offset = difference
        else:
            # Without the drift, a camera whose clock is slow would seem to show older pictures by the hour.
            waited = max(0.0, arrived_at - self._last[1])
            self._offset = min(self._offset + _DRIFT * waited, difference)
        self._last = (stamp, arrived_at)

    def captured_at(self, stamp: float) -> float:
        """Return when a frame with this time stamp was captured, by our clock."""
        return stamp + self._offset

    @staticmethod
    def _has_jumped(last_stamp: float, last_arrived_at: float, stamp: float, arrived_at: float) -> bool:
        """Tell whether the stream's clock was set; packets that were held up on their way do not tell that."""
        step = stamp - last_stamp
        return step < -_JUMP_SECONDS or step > arrived_at - last_arrived_at + _JUMP_SECONDS
