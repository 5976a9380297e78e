"""Cuts the faces out of pictures as the home does it, so that training and use see the same geometry."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
import os
from pathlib import Path

from PIL import Image

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.picture.image_format import PHOTO_LIMITS
from custom_components.digitalshadow.engine.picture.picture import Picture as ShownPicture
from custom_components.digitalshadow.engine.reading.livecad import crop
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box
from custom_components.digitalshadow.engine.records.errors import FrameError

from .manifest import Picture

CROP_SCALE = 1.1
MAX_SIDE_PX = 512
"""More than twice what any network here takes; a larger crop is shrunk before it is stored."""


@dataclass(frozen=True, slots=True)
class CutFaces:
    """What came of cutting."""

    pictures: tuple[Picture, ...]
    """The crops, in files of their own."""
    left_out: tuple[Path, ...]
    """Pictures in which no face was found, or that cannot be read."""


def yunet() -> YuNetDetector:
    """Return the home's detector from a folder that DIGITALSHADOW_MODELS names; ends the program without it."""
    file = find_role(ModelRole.DETECTOR, model_folders(Path(), os.environ))
    if file is None:
        raise SystemExit(
            "Expected the detector YuNet in a folder that DIGITALSHADOW_MODELS names, got none. Copy it there, or give "
            "pictures that are crops already, with --already-cropped."
        )
    return YuNetDetector(open_session(file, 1))


def cut_faces(
    pictures: Iterable[Picture], folder: Path, detector: Detector, geometry: CropGeometry = CropGeometry.BOX
) -> CutFaces:
    """Cut the largest face out of each picture and store it without loss."""
    folder.mkdir(parents=True, exist_ok=True)
    found, left_out = [], []
    for number, picture in enumerate(pictures):
        path = folder / f"{number:06d}.png"
        if _cut_one(picture.path, path, detector, geometry):
            found.append(replace(picture, path=path))
        else:
            left_out.append(picture.path)
    return CutFaces(tuple(found), tuple(left_out))


def _cut_one(source: Path, target: Path, detector: Detector, geometry: CropGeometry) -> bool:
    """Store the largest face of a picture; return whether there was one."""
    try:
        pixels = image.decode(source.read_bytes(), PHOTO_LIMITS)
    except FrameError:
        return False
    faces = detector.detect(ShownPicture.of_pixels(pixels))
    if not faces:
        return False
    face = crop(pixels, crop_box(faces[0], geometry), CROP_SCALE)
    height, width = face.shape[:2]
    shrink = min(1.0, MAX_SIDE_PX / max(height, width))
    if shrink < 1:
        face = image.resize(face, max(1, round(width * shrink)), max(1, round(height * shrink)))
    Image.fromarray(face[:, :, ::-1]).save(target)
    return True
