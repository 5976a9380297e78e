"""Whether a face was seen living: eyes that shut, a head that turns. Advice about a reading, never about a name.

A photograph's eyes stay open, however it is moved, and where it is tilted all of it tilts, while of a head that turns
the nose runs ahead of eyes and mouth. A film of a living face shows both: a good replay is not told from a person.

Measured with YuNet on portraits of three people, 45 pixels between the eyes: as photographs held still, waved, bent and
on a phone, and as heads that turn and blink. Detail around the eyes of a photograph falls by 0.14 at most, as a
logarithm; around eyes that shut by 0.2 to 0.7. The nose of a waved photograph seems to move by 0.13 of the distance
between the eyes, because landmarks waver, so only a clear turn counts. Time is an argument; state is replaced.
"""

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from ..records.sightings import Liveness

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..face.glimpse import Glimpse

PRESENCE_GAP_SECONDS: Final = 30.0
"""Somebody unseen for longer is looked at anew."""
LIVE_INTERVAL_SECONDS: Final = 0.4
"""Pictures that come in such steps miss few blinks."""
UNSEEN_AFTER_SECONDS: Final = 45.0
"""Of live pictures. Somebody who looks into a mirror blinks every four seconds, before a television every ten."""
LEAST_TURN: Final = 0.2
"""By how much the nose must run ahead, in distances between the eyes: a turn by some 20 degrees."""

_SHUT: Final = 0.2
_OPEN: Final = 0.1
_STEADY: Final = 0.2
_FEWEST_GLIMPSES: Final = 8
_BLINK_GLIMPSES: Final = 5
_MOST_GLIMPSES: Final = 150
_NOISE_FACTOR: Final = 4.0


@dataclass(frozen=True, slots=True)
class _Watch:
    """One person before one camera, without a long gap."""

    seen_at: float
    """Latest glimpse."""
    live_seconds: float
    """How long the pictures came fast enough."""
    glimpses: tuple[Glimpse, ...]
    """The latest, oldest first."""
    has_lived: bool
    """Whether it blinked or turned."""
    is_sure: bool = False
    """Whether enough pictures ever agreed on who it is."""

    @property
    def liveness(self) -> Liveness:
        """What can be said so far."""
        if self.has_lived:
            return Liveness.SEEN
        return Liveness.NOT_SEEN if self.live_seconds >= UNSEEN_AFTER_SECONDS else Liveness.UNKNOWN


class Living:
    """The faces of named people before all cameras, as far as they are followed now."""

    def __init__(self) -> None:
        """Begin with no face."""
        self._watches: dict[tuple[str, str], _Watch] = {}

    def observe(
        self, camera_id: str, captured_at: float, sights: Sequence[tuple[str | None, Glimpse | None]]
    ) -> tuple[Liveness, ...]:
        """Take names and glimpses of the faces of one frame, and return what can be said of each by now."""
        self._watches = {
            key: watch
            for key, watch in self._watches.items()
            if key[0] != camera_id or 0 <= captured_at - watch.seen_at <= PRESENCE_GAP_SECONDS
        }
        return tuple(self._observed(camera_id, captured_at, *sight) for sight in sights)

    def forget_doubtful(self, camera_id: str, captured_at: float, sure: Collection[str]) -> None:
        """Forget whom earlier pictures of a camera took for somebody, and this one does not.

        `sure` are the people of this picture whose names enough pictures agree on: they are followed.
        """
        self._watches = {
            key: replace(watch, is_sure=watch.is_sure or key[1] in sure) if key[0] == camera_id else watch
            for key, watch in self._watches.items()
            if key[0] != camera_id or watch.is_sure or watch.seen_at == captured_at
        }

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Forget everybody who may not stay."""
        self._watches = {key: watch for key, watch in self._watches.items() if may_stay(key[1])}

    def _observed(
        self, camera_id: str, captured_at: float, person_id: str | None, glimpse: Glimpse | None
    ) -> Liveness:
        """Take one face."""
        if person_id is None:
            return Liveness.UNKNOWN
        watch = self._watches.get((camera_id, person_id), _Watch(captured_at, 0.0, (), has_lived=False))
        if glimpse is not None:
            watch = _followed(watch, captured_at, glimpse)
            self._watches[camera_id, person_id] = watch
        return watch.liveness


def _followed(watch: _Watch, captured_at: float, glimpse: Glimpse) -> _Watch:
    """Return the watch after another glimpse."""
    step = captured_at - watch.seen_at
    glimpses = (*watch.glimpses[1 - _MOST_GLIMPSES :], glimpse)
    return _Watch(
        seen_at=captured_at,
        live_seconds=watch.live_seconds + (step if step <= LIVE_INTERVAL_SECONDS else 0.0),
        glimpses=glimpses,
        has_lived=watch.has_lived or _has_blinked(glimpses) or _has_turned(glimpses),
        is_sure=watch.is_sure,
    )


def _has_blinked(glimpses: Sequence[Glimpse]) -> bool:
    """Tell whether both eyes, open now, were shut a moment ago and open before, while the rest stayed as sharp."""
    if len(glimpses) < _FEWEST_GLIMPSES:
        return False
    left, right, rest = (median(getattr(one, name) for one in glimpses) for name in ("left", "right", "rest"))
    opening = [max(one.left - left, one.right - right) for one in glimpses]
    noise = median(abs(one) for one in opening)
    shut = -max(_SHUT, _NOISE_FACTOR * noise)
    latest = range(-_BLINK_GLIMPSES, 0)
    return opening[-1] > -_OPEN and any(
        opening[index] < shut
        and abs(glimpses[index].rest - rest) < _STEADY
        and max(opening[-_BLINK_GLIMPSES - 1 : index]) > -_OPEN
        for index in latest
    )


def _has_turned(glimpses: Sequence[Glimpse]) -> bool:
    """Tell whether the nose ran ahead of eyes and mouth; one wrong landmark alone counts for nothing."""
    noses = [one.nose for one in glimpses]
    steady = [median(noses[index : index + 3]) for index in range(len(noses) - 2)]
    return bool(steady) and max(steady) - min(steady) >= LEAST_TURN
