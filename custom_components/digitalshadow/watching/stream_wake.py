"""When a camera's live stream is open: stills wake it, and it sleeps when nobody is seen. Time is an argument."""

from dataclasses import dataclass, replace
from typing import Final

from .backoff import LONGEST_GAP_SECONDS, gap_seconds
from .snapshot import Video

UNCONFIRMED_SECONDS: Final = 2.0
"""A stream that was opened for a single match, and shows nobody in agreeing frames, is closed after this long."""
NOBODY_SECONDS: Final = 8.0
"""So long after the last agreeing frame it stays open for somebody who turned away."""
WALK_SECONDS: Final = 5.0
"""Somebody who walks past is in view for about so long after a stream opened."""
WALK_INTERVAL_SECONDS: Final = 0.2
"""Least time between two analysed frames for as long: five a second show a walk past, and more add little."""
STAY_INTERVAL_SECONDS: Final = 0.28
"""Least time after that: who stays shows little new from frame to frame, but blinks are to be seen."""
STEADY_SECONDS: Final = 60.0
"""A stream that lived for so long is no sign of trouble when it ends."""
MOST_DOUBTS: Final = 3
"""After so many matches in vain each further one is left alone for no longer: 40 seconds."""


@dataclass(frozen=True, slots=True)
class StreamWake:
    """What is remembered of one camera's stream; a new record after each event."""

    video: Video = Video.STILLS
    """What the camera gives now."""
    since: float = 0.0
    """Since when the stream is being opened, or live."""
    seen_at: float | None = None
    """When frames last agreed on somebody who may be read, since the stream was asked for; None before they did."""
    doubts: int = 0
    """How often in a row it was opened for a match on which no frames agreed."""
    match_after: float = 0.0
    """Before then a single match does not open it, only frames that agree."""
    failures: int = 0
    """How often in a row it could not be opened, or ended by itself soon."""
    retry_after: float = 0.0
    """Before then it is not opened again."""
    refused_address: int | None = None
    """A fingerprint of the address that is not tried again; None where there is none."""
    reconnects: int = 0
    """How often it came back after it could not be opened or had ended."""

    def then(self, *, has_match: bool, is_agreed: bool, may_open: bool, now: float) -> StreamWake:
        """Return what is remembered after an analysed frame.

        Args:
            has_match: Whether this frame alone takes a face for somebody who may be read.
            is_agreed: Whether enough frames agree on somebody who may be read.
            may_open: Whether nothing else stands against opening the stream.
            now: Seconds of any clock.
        """
        if self.video is Video.STILLS:
            wakes = is_agreed or (has_match and not _is_ahead(self.match_after, now))
            if not (wakes and may_open) or _is_ahead(self.retry_after, now):
                return self
            return replace(self, video=Video.OPENING, since=now, seen_at=now if is_agreed else None)
        return (replace(self, seen_at=now, doubts=0) if is_agreed else self).at(now)

    def at(self, now: float) -> StreamWake:
        """Return what is remembered when nothing else has happened up to `now`."""
        if self.video is Video.STILLS:
            return self
        if self.seen_at is not None:
            return self.closed(now) if abs(now - self.seen_at) >= NOBODY_SECONDS else self
        patience = UNCONFIRMED_SECONDS if self.video is Video.LIVE else NOBODY_SECONDS
        if abs(now - self.since) < patience:
            return self
        return replace(
            self.closed(now),
            doubts=self.doubts + 1,
            match_after=now + gap_seconds(min(self.doubts, MOST_DOUBTS)),
        )

    def interval_seconds(self, now: float) -> float:
        """Return the least time between two analysed frames of the live stream."""
        return WALK_INTERVAL_SECONDS if abs(now - self.since) < WALK_SECONDS else STAY_INTERVAL_SECONDS

    def wants_stills(self, now: float) -> bool:
        """Tell whether stills are to come as often as frames of the stream: it is being opened for a single match.

        A stream begins with its next keyframe; a second still may agree before that. No longer than a stream without
        agreeing frames stays open.
        """
        is_unconfirmed = self.video is Video.OPENING and self.seen_at is None
        return is_unconfirmed and abs(now - self.since) < UNCONFIRMED_SECONDS

    def opened(self, now: float) -> StreamWake:
        """Return what is remembered after the first frame of the stream came."""
        reconnects = self.reconnects + (self.failures > 0)
        return replace(self, video=Video.LIVE, since=now, refused_address=None, reconnects=reconnects)

    def closed(self, now: float) -> StreamWake:
        """Return what is remembered after the stream was closed from here: nobody is seen, or nobody may look.

        A match of a frame that was taken before then opens nothing.
        """
        return replace(
            self,
            video=Video.STILLS,
            seen_at=None,
            match_after=max(self.match_after, now + UNCONFIRMED_SECONDS),
            failures=0 if self.video is Video.LIVE else self.failures,
        )

    def ended(self, now: float, refused_address: int | None = None) -> StreamWake:
        """Return what is remembered after the stream could not be opened, or ended by itself.

        Args:
            now: Seconds of the clock.
            refused_address: A fingerprint of the address where trying it again cannot help; without one, what was
                refused before stays so.
        """
        has_lived = self.video is Video.LIVE and now - self.since >= STEADY_SECONDS
        failures = 0 if has_lived else self.failures
        return replace(
            self,
            video=Video.STILLS,
            seen_at=None,
            failures=failures + 1,
            retry_after=now + gap_seconds(failures),
            refused_address=self.refused_address if refused_address is None else refused_address,
        )

    def forgiven(self) -> StreamWake:
        """Return what is remembered after somebody asked to try again: the next match opens it."""
        return replace(self, doubts=0, match_after=0.0, failures=0, retry_after=0.0, refused_address=None)


def _is_ahead(moment: float, now: float) -> bool:
    """Tell whether a moment is still to come; one that is too far ahead tells that the clock was set back."""
    return 0.0 < moment - now <= LONGEST_GAP_SECONDS
