"""Book-keeping of a camera's frames: each function books one whole frame, so the sums agree at every moment."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ..engine.records.faces import WhyNot
from ..engine.records.refusals import FrameRefusal
from .snapshot import Dropped, FrameCounters


def _with[Key](counts: Mapping[Key, int], keys: Iterable[Key]) -> Mapping[Key, int]:
    """Return the counts with one more for each of the keys."""
    return MappingProxyType(dict(Counter(counts) + Counter(keys)))


def book_analysed(counters: FrameCounters, why_not: Iterable[WhyNot]) -> FrameCounters:
    """Book a frame that the engine answered, and its faces that did not become a probability."""
    return replace(
        counters,
        fetched=counters.fetched + 1,
        analysed=counters.analysed + 1,
        why_not=_with(counters.why_not, why_not),
    )


def book_refused(counters: FrameCounters, reason: FrameRefusal) -> FrameCounters:
    """Book a picture that the engine refused."""
    return replace(counters, fetched=counters.fetched + 1, refused=_with(counters.refused, [reason]))


def book_dropped(counters: FrameCounters, reason: Dropped) -> FrameCounters:
    """Book a frame that nobody analysed."""
    return replace(counters, fetched=counters.fetched + 1, dropped=_with(counters.dropped, [reason]))
