"""Where the colour of faces is to be measured, for people who agreed that their pulse is."""

from typing import TYPE_CHECKING

from ..pulse.regions import as_delivered
from ..records.frame_result import PulseBoxes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..pulse.following import Following
    from .outcome import Frame, Outcome


def pulse_boxes_of(
    frame: Frame,
    outcomes: Sequence[Outcome],
    turn_degrees: int,
    following: Following,
    may_have_pulse: Callable[[str], bool],
) -> tuple[PulseBoxes, ...]:
    """Return where to measure colour: on faces that were compared and confirmed, of people who agreed to that.

    `following` remembers the faces, and forgets those that have left the camera. The boxes are in pixels of the frame
    as it was delivered, before it was turned by `turn_degrees`.
    """
    size = frame.picture.size
    found = {
        outcome.person_id: following.look(
            frame.camera_id, outcome.person_id, frame.captured_at, outcome.named.face, size
        )
        for outcome in outcomes
        if outcome.person_id is not None
        and outcome.named.similarity is not None
        and may_have_pulse(outcome.person_id)
    }
    following.let_go(frame.camera_id, frame.captured_at)
    return tuple(
        PulseBoxes(person_id, tuple(as_delivered(box, turn_degrees, *size) for box in boxes))
        for person_id, boxes in found.items()
        if boxes
    )
