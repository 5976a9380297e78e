"""Asks a model file about labelled pictures through the home's own engine: what is measured is what a home sees."""

from collections.abc import Iterable, Iterator
import hashlib
import math
from pathlib import Path

from custom_components.digitalshadow.engine.face.detector import Detector
from custom_components.digitalshadow.engine.model_file.catalog import open_model
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.picture.geometry import enlarge
from custom_components.digitalshadow.engine.picture.image_format import PHOTO_LIMITS
from custom_components.digitalshadow.engine.picture.picture import Picture as ShownPicture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.crop_geometry import crop_box
from custom_components.digitalshadow.engine.records.faces import Box
from models.training.manifest import Picture

from .predictions import Prediction

_LEAST = 1e-12
_HAIR = 1e-9


def ask(
    livecad: LiveCad, pictures: Iterable[Picture], positive: str, detector: Detector | None
) -> Iterator[Prediction]:
    """Yield what a model says about each picture's largest face; without a detector each picture is a crop.

    A picture without a face is passed over. A picture without a part counts as test.
    """
    for picture in pictures:
        pixels = image.decode(picture.path.read_bytes(), PHOTO_LIMITS)
        if detector is None:
            box = _whole(pixels.shape[1], pixels.shape[0], livecad.metadata.crop_scale)
        elif faces := detector.detect(ShownPicture.of_pixels(pixels)):
            box = crop_box(faces[0], livecad.metadata.crop_geometry)
        else:
            continue
        yield _prediction(picture, positive, livecad.estimate(pixels, box))


def _prediction(picture: Picture, positive: str, probability: float) -> Prediction:
    """Return the record of an answer."""
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return Prediction(
        subject=picture.subject,
        is_positive=picture.label == positive,
        log_odds=math.log(bounded / (1 - bounded)),
        part=picture.part or "test",
        site=picture.site,
        view=picture.view,
        sex=picture.sex,
        age=picture.age,
    )


def open_livecad(file: Path) -> LiveCad:
    """Return a model file through the same door as in a home; raises `ModelError` for one that is refused."""
    with open_model(file) as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    livecad = LiveCad(open_session(ModelFile(file.stem, str(file.absolute()), sha256, pinned=False), 1))
    livecad.golden_check()
    return livecad


def _whole(width: int, height: int, crop_scale: float) -> Box:
    """Return the box that covers a whole picture once it is enlarged: a hair more, as corners are cut to pixels."""
    return enlarge(Box(0.0, 0.0, float(width), float(height)), (1 + _HAIR) / crop_scale)
