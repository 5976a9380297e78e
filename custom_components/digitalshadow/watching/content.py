"""What somebody else's code hands over as a picture, as bytes of a bounded number or not at all."""

from ..engine.picture.image_format import ImageLimits
from ..engine.picture.image_header import check_bytes


class NoPictureError(Exception):
    """What came is no picture. The message names its type, never what it holds."""


def bytes_of(content: object, limits: ImageLimits) -> bytes:
    """Return the bytes of a picture, which entities also deliver as bytearray or memoryview.

    Raises:
        FrameError: There are none, or more than the limit; too many are not even copied.
        NoPictureError: It is something else than bytes.
    """
    if not isinstance(content, bytes | bytearray | memoryview):
        raise NoPictureError(f"Expected bytes of a picture, got {type(content).__name__}.")
    check_bytes(content.nbytes if isinstance(content, memoryview) else len(content), limits)
    return content if type(content) is bytes else bytes(content)
