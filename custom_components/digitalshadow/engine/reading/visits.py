"""Visits: a person's sightings across cameras become one walk, and one walk becomes one reading.

Free of numpy: Home Assistant's own process uses it. Time is an argument.
"""

from collections import Counter
from dataclasses import replace
import hashlib
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final

from ..records.faces import WhyNot
from ..records.readings import Reading, Visit
from ..records.sightings import Liveness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records.configuration import RiskModel
    from ..records.sightings import Crop, Light, Sighting

BEST_SIGHTINGS: Final = 5
MAX_MOVE: Final = 0.02
"""How far one frame that was damaged without anybody noticing may move a reading."""
MAX_VISIT_SECONDS: Final = 600.0
# From three values on, the highest and the lowest are left out.
_FEWEST_FOR_TRIMMING: Final = 3
_READING_ID_DIGITS: Final = 32
_AGAINST_NOTHING: Final = frozenset({None, WhyNot.NOT_DUE, WhyNot.UNCONFIRMED})
"""Why a face was not asked about just then, while nothing stood against it."""
_SURENESS: Final = (Liveness.UNKNOWN, Liveness.NOT_SEEN, Liveness.SEEN)
"""What of two cameras' words counts is the later one here."""


class VisitBook:
    """The visits that go on, and those that ended but were not collected yet. At most one running visit per person."""

    def __init__(self, *, gap_seconds: float, max_visit_seconds: float = MAX_VISIT_SECONDS) -> None:
        """Set after which time unseen a visit ends, and after which it is cut: who stays is to be read too."""
        self._gap_seconds = gap_seconds
        self._max_visit_seconds = max_visit_seconds
        self._running: dict[str, Visit] = {}
        self._ended: tuple[Visit, ...] = ()

    def add(self, sighting: Sighting) -> Visit:
        """Take a sighting and return the visit it belongs to.

        A sighting after the gap, or after the longest visit, starts a new one; so does one from before the gap, which
        only a clock that was set back can give.
        """
        visit = self._running.get(sighting.person_id)
        if visit is not None and not self._belongs(visit, sighting.captured_at):
            self._ended += (visit,)
            visit = None
        visit = _begin(sighting) if visit is None else _extend(visit, sighting)
        self._running[sighting.person_id] = visit
        return visit

    def answer(self, sighting: Sighting) -> None:
        """Take the probability of a sighting that was added without one; a visit that is over takes none."""
        visit = self._running.get(sighting.person_id)
        if visit is not None and visit.started_at <= sighting.captured_at <= visit.last_seen_at:
            self._running[sighting.person_id] = replace(visit, best=_ranked(visit.best, sighting))

    def close(self, now: float) -> tuple[Visit, ...]:
        """Return the visits that have ended by `now`, each once, in order of their start."""
        over = [
            visit
            for visit in self._running.values()
            if abs(now - visit.last_seen_at) > self._gap_seconds
            or now - visit.started_at >= self._max_visit_seconds
        ]
        for visit in over:
            del self._running[visit.person_id]
        ended, self._ended = (*self._ended, *over), ()
        return tuple(sorted(ended, key=lambda visit: visit.started_at))

    def close_all(self) -> tuple[Visit, ...]:
        """End every visit, for a shutdown, and return what `close` would have."""
        ended = (*self._ended, *self._running.values())
        self._running, self._ended = {}, ()
        return tuple(sorted(ended, key=lambda visit: visit.started_at))

    def forget(self, person_id: str) -> None:
        """Drop a person's visits without a reading."""
        self._running.pop(person_id, None)
        self._ended = tuple(visit for visit in self._ended if visit.person_id != person_id)

    def drop(self, camera_id: str, since: float) -> None:
        """Drop the probabilities that a camera gave since a time: what it showed was no living face."""
        self._running = {
            person_id: replace(
                visit, best=tuple(one for one in visit.best if not _is_of(one, camera_id, since))
            )
            for person_id, visit in self._running.items()
        }

    def _belongs(self, visit: Visit, captured_at: float) -> bool:
        """Tell whether a sighting at this time continues the visit. Cameras may deliver a little out of order."""
        return (
            abs(captured_at - visit.last_seen_at) <= self._gap_seconds
            and captured_at - visit.started_at < self._max_visit_seconds
        )


def reading_of(visit: Visit, model: RiskModel) -> Reading | None:
    """Return what a visit yields, None where too few of its sightings have a probability.

    The probability is a trimmed mean: from three values on, the highest and the lowest are left out. One frame in which
    the face was half covered, or whose data was damaged on the way, then cannot move the value beyond what the other
    frames say, while with few values a mean of the middle ones still varies less than a median. Two values must lie
    within `MAX_MOVE` of each other, whichever of them is the damaged one; one value alone says nothing about itself.
    """
    kind, best = _of_one_kind(visit.best)
    probabilities = [sighting.probability for sighting in best if sighting.probability is not None]
    if kind is None or (len(probabilities) < _FEWEST_FOR_TRIMMING and not _agree(probabilities)):
        return None
    return Reading(
        reading_id=reading_id(visit.person_id, visit.started_at, model.sha256),
        person_id=visit.person_id,
        started_at=visit.started_at,
        ended_at=visit.last_seen_at,
        probability=trimmed_mean(probabilities),
        spread=pstdev(probabilities),
        frames=len(probabilities),
        quality=fmean(sighting.quality.value for sighting in best),
        camera_ids=visit.camera_ids,
        model_sha256=model.sha256,
        model_kind=model.kind,
        crop=kind[0],
        light=kind[1],
        liveness=visit.liveness,
        runtimes=tuple(sorted({sighting.runtime for sighting in best if sighting.runtime is not None})),
    )


def _of_one_kind(
    best: Sequence[Sighting],
) -> tuple[tuple[Crop, Light] | None, tuple[Sighting, ...]]:
    """Return the kind of crop and light that most sightings have, and these; the first where two have as many."""
    counted = Counter((one.crop, one.light) for one in best if one.crop is not None)
    kind = max(counted, key=lambda one: counted[one], default=None)
    return kind, tuple(one for one in best if (one.crop, one.light) == kind)


def _agree(values: Sequence[float]) -> bool:
    """Tell whether there are two values so close that either may be wrong."""
    return len(values) > 1 and max(values) - min(values) <= MAX_MOVE


def trimmed_mean(values: Sequence[float]) -> float:
    """Return the mean without the highest and the lowest value; of one or two values the plain mean."""
    if len(values) < _FEWEST_FOR_TRIMMING:
        return fmean(values)
    return fmean(sorted(values)[1:-1])


def reading_id(person_id: str, started_at: float, model_sha256: str) -> str:
    """Name a reading by what it is about, so that writing it again after a crash stores it once."""
    text = f"{person_id}|{started_at!r}|{model_sha256}"
    return hashlib.sha256(text.encode()).hexdigest()[:_READING_ID_DIGITS]


def _is_of(sighting: Sighting, camera_id: str, since: float) -> bool:
    """Tell whether a camera gave a sighting since a time."""
    return sighting.camera_id == camera_id and sighting.captured_at >= since


def _begin(sighting: Sighting) -> Visit:
    """Start a visit."""
    empty = Visit(
        person_id=sighting.person_id,
        started_at=sighting.captured_at,
        last_seen_at=sighting.captured_at,
        sightings=0,
        best=(),
        camera_ids=(),
    )
    return _extend(empty, sighting)


def _extend(visit: Visit, sighting: Sighting) -> Visit:
    """Add a sighting to a visit; only the best few with a probability are kept of each kind of crop and light."""
    best = visit.best
    if sighting.probability is not None:
        best = _ranked(best, sighting)
    is_new_camera = sighting.camera_id not in visit.camera_ids
    return replace(
        visit,
        last_seen_at=max(visit.last_seen_at, sighting.captured_at),
        sightings=visit.sightings + 1,
        best=best,
        camera_ids=(*visit.camera_ids, sighting.camera_id) if is_new_camera else visit.camera_ids,
        why_not=visit.why_not if sighting.why_not in _AGAINST_NOTHING else sighting.why_not,
        liveness=max(visit.liveness, sighting.liveness, key=_SURENESS.index),
    )


def _ranked(best: tuple[Sighting, ...], sighting: Sighting) -> tuple[Sighting, ...]:
    """Return the best few of each kind of crop and light with one more, best quality first in each."""
    alike = [kept for kept in best if _is_alike(kept, sighting)]
    others = [kept for kept in best if not _is_alike(kept, sighting)]
    alike = sorted((*alike, sighting), key=lambda kept: -kept.quality.value)
    return (*alike[:BEST_SIGHTINGS], *others)


def _is_alike(one: Sighting, other: Sighting) -> bool:
    """Tell whether the probabilities of two sightings compare."""
    return one.crop is other.crop and one.light is other.light
