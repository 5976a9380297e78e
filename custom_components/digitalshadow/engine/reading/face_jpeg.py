"""The faces that the entities of people's last faces show."""

from typing import TYPE_CHECKING, Final

from ..picture.bitmap import Region
from ..picture.geometry import enlarge
from ..picture.image import encode_jpeg
from ..records.frame_result import FaceCrop

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..picture.picture import Picture
    from ..records.faces import Box
    from .outcome import Outcome

_ENLARGED: Final = 1.3


def face_jpeg(picture: Picture, box: Box) -> bytes:
    """Encode the face in a box as JPEG, with a little around it; the box must overlap the picture."""
    larger = enlarge(box, _ENLARGED)
    width, height = picture.size
    left, top = max(0, int(larger.left)), max(0, int(larger.top))
    right, bottom = int(larger.left + larger.width), int(larger.top + larger.height)
    return encode_jpeg(picture.part(Region(left, top, min(width, right), min(height, bottom))))


def face_crops_of(
    picture: Picture,
    outcomes: Sequence[Outcome],
    wanted: Collection[str],
    may_be_read: Callable[[str], bool],
) -> tuple[FaceCrop, ...]:
    """Return the faces of the wanted people whose names are confirmed and who may be read."""
    return tuple(
        FaceCrop(outcome.person_id, face_jpeg(picture, outcome.named.face.box))
        for outcome in outcomes
        if outcome.person_id in wanted and outcome.person_id is not None and may_be_read(outcome.person_id)
    )
