"""Which box a frame's crop is made from: decided once for each camera, as two kinds of crop do not compare.

dlib's own box is the one that LiveCAD's authors cropped. Looking for it in the whole picture doubled takes about 0.35 s
at 1280 x 720, and four times the pixels take four times as long, so wider pictures keep the derived box.
"""

from typing import TYPE_CHECKING, Final

from ..records.crop_geometry import CropGeometry, crop_box
from ..records.sightings import Crop

if TYPE_CHECKING:
    from ..face.dlib_detector import DlibDetector
    from ..picture.picture import Picture
    from ..records.faces import Box, Face

WIDEST_PX: Final = 1280
"""Wider pictures are not looked at for dlib's own box."""


class Cropping:
    """Finds the box of a face as the facial model wants it."""

    def __init__(self, geometry: CropGeometry, dlib: DlibDetector | None = None) -> None:
        """Set the model's crop geometry, and the detector where dlib's own boxes were asked for."""
        self._geometry = geometry
        self._dlib = dlib if geometry is CropGeometry.DLIB else None
        self._decided: dict[str, Crop] = {}

    @property
    def preferred(self) -> Crop:
        """What a camera gets whose pictures are not too wide."""
        if self._geometry is CropGeometry.BOX:
            return Crop.DETECTED
        return Crop.DERIVED if self._dlib is None else Crop.EXACT

    def crop_of(self, width_px: int, camera_id: str | None = None) -> Crop:
        """Return the kind of crop for pictures of this width; a camera keeps what its first picture got."""
        crop = self.preferred
        if crop is Crop.EXACT and width_px > WIDEST_PX:
            crop = Crop.DERIVED
        return crop if camera_id is None else self._decided.setdefault(camera_id, crop)

    def box(self, picture: Picture, face: Face, crop: Crop) -> Box | None:
        """Return the face's box for this kind of crop, before it is enlarged; None where dlib does not see the face.

        Raises:
            ValueError: The face lacks landmarks that a derived box needs.
        """
        derived = crop_box(face, self._geometry)
        if crop is not Crop.EXACT or self._dlib is None:
            return derived
        return self._dlib.authors_box(picture, derived)
