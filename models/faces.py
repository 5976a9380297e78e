"""Faces in pictures of one's own, found and cropped as the home does it."""

from collections.abc import Iterator
import os
from pathlib import Path

from custom_components.digitalshadow.engine.conversion.proof import ProofFace
from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.picture.image_format import PHOTO_LIMITS
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def faces_in(folder: Path, geometry: CropGeometry) -> Iterator[ProofFace]:
    """Yield every face in a folder's pictures, in a model's crop geometry.

    The detector's file must lie in a folder that the variable DIGITALSHADOW_MODELS names.
    """
    file = find_role(ModelRole.DETECTOR, model_folders(Path(), os.environ))
    if file is None:
        raise SystemExit(
            "Expected the detector YuNet in a folder that DIGITALSHADOW_MODELS names, got none. Copy it there, or "
            "leave --pictures out."
        )
    detector = YuNetDetector(open_session(file, 1))
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES):
        pixels = image.decode(path.read_bytes(), PHOTO_LIMITS)
        for face in detector.detect(Picture.of_pixels(pixels)):
            yield ProofFace(pixels, crop_box(face, geometry))
