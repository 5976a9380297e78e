"""The face that the entity of a person's last face shows."""

from typing import TYPE_CHECKING, Final

from ..picture.bitmap import Region
from ..picture.geometry import enlarge
from ..picture.image import encode_jpeg

if TYPE_CHECKING:
    from ..picture.picture import Picture
    from ..records.faces import Box

_ENLARGED: Final = 1.3


def face_jpeg(picture: Picture, box: Box) -> bytes:
    """Encode the face in a box as JPEG, with a little around it; the box must overlap the picture."""
    larger = enlarge(box, _ENLARGED)
    width, height = picture.size
    left, top = max(0, int(larger.left)), max(0, int(larger.top))
    right, bottom = int(larger.left + larger.width), int(larger.top + larger.height)
    return encode_jpeg(picture.part(Region(left, top, min(width, right), min(height, bottom))))
