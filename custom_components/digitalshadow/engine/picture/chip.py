"""The aligned chip of a face: 112 x 112 pixels with the landmarks at fixed places."""

from typing import TYPE_CHECKING, Final

import numpy as np

from .geometry import similarity_transform

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from ..records.faces import Face
    from .picture import Picture

SIDE_PX: Final = 112
# Where ArcFace-type recognisers expect the landmarks: eye, eye, nose tip, mouth corner, mouth corner
# (Deng et al. 2019, as published with InsightFace and used by OpenCV's FaceRecognizerSF).
TEMPLATE: Final = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)


def aligned_chip(picture: Picture, face: Face) -> NDArray[uint8]:
    """Return the face turned, scaled and moved so that its landmarks lie on the template.

    Without landmarks the box alone is stretched onto the chip: good enough to judge light and sharpness, not to
    recognise anybody.
    """
    if face.landmarks is None:
        box = face.box
        across, down = SIDE_PX / box.width, SIDE_PX / box.height
        matrix = np.array([[across, 0.0, -box.left * across], [0.0, down, -box.top * down]])
    else:
        matrix = similarity_transform(face.landmarks, TEMPLATE)
    return picture.warp(matrix, SIDE_PX, SIDE_PX)
