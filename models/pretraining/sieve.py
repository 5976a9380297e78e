"""One picture after the other: its faces, found and cropped by the home's own engine, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
import hashlib
import io
import os
from pathlib import Path

import numpy as np
from numpy import float32, uint8
from numpy.typing import NDArray
from PIL import Image

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.face.quality import assess
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.model_file.catalog import (
    ModelRole,
    entry_of,
    find_role,
    model_folders,
)
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.image_format import PHOTO_LIMITS
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import crop
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.faces import Face

CROP_SCALE = 1.4
"""More than the 1.1 of fine-tuning and homes, so that a random part of a crop still holds a whole face."""
_LEAST_SIDE_PX = 64
_LEAST_CONFIDENCE = 0.85
_JPEG_QUALITY = 92
_THUMBNAIL_PX = 16


class Decision(StrEnum):
    """What became of a face, or of a picture without one."""

    KEPT = "kept"
    UNREADABLE = "unreadable"
    NO_FACE = "no face"
    TOO_SMALL = "too small"
    BLURRED = "blurred"
    DOUBTFUL = "doubtful"
    SAME_FILE = "same file"
    NEAR_DUPLICATE = "near duplicate"
    LABELLED = "labelled"
    """Shows somebody who is in a labelled set: the evaluation would ask about people the network has seen."""
    TOO_MANY = "too many of one person"


@dataclass(frozen=True, slots=True)
class Find:
    """A face in a picture, or the picture itself where there is none."""

    sha256: str
    """Of the whole picture."""
    decision: Decision
    """KEPT where nothing is wrong with it so far."""
    jpeg: bytes = b""
    """The crop; empty where it is not kept."""
    embedding: NDArray[float32] = field(default_factory=lambda: np.zeros(0, float32))
    """What tells people apart; empty where nobody looks for people."""
    thumbnail: NDArray[uint8] = field(default_factory=lambda: np.zeros(_THUMBNAIL_PX**2, uint8))
    """The crop in 16 x 16 greys."""


@dataclass(frozen=True, slots=True)
class SieveSettings:
    """How crops are made; travels to every process."""

    side_px: int = 256
    """Side of a crop."""
    geometry: CropGeometry = CropGeometry.BOX
    """Which box is enlarged."""
    is_already_cropped: bool = False
    """Whether the pictures are crops: taken as they are, and nobody looks for people."""


class Sieve:
    """Looks at pictures."""

    def __init__(
        self, settings: SieveSettings, detector: Detector | None, recogniser: Recogniser | None
    ) -> None:
        """Take what finds faces and what tells people apart; both are missing where pictures are crops already."""
        self._settings, self._detector, self._recogniser = settings, detector, recogniser

    def look(self, path: Path) -> Iterator[Find]:
        """Yield the faces of a picture, largest first; one line without a crop where there is none."""
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            pixels = image.decode(data, PHOTO_LIMITS)
        except FrameError:
            yield Find(sha256, Decision.UNREADABLE)
            return
        if self._detector is None:
            yield self._kept(sha256, pixels, None, np.zeros(0, float32))
            return
        faces = self._detector.detect(Picture.of_pixels(pixels))
        if not faces:
            yield Find(sha256, Decision.NO_FACE)
        for face in faces:
            yield self._judge(sha256, pixels, face)

    def _judge(self, sha256: str, pixels: NDArray[uint8], face: Face) -> Find:
        """Return a face with what is wrong with it."""
        if min(face.box.width, face.box.height) < _LEAST_SIDE_PX:
            return Find(sha256, Decision.TOO_SMALL)
        if face.confidence < _LEAST_CONFIDENCE or face.landmarks is None:
            return Find(sha256, Decision.DOUBTFUL)
        chip = aligned_chip(Picture.of_pixels(pixels), face)
        settings = Settings()
        if (
            assess(chip, face, (pixels.shape[1], pixels.shape[0]), settings).sharpness
            < settings.min_sharpness
        ):
            return Find(sha256, Decision.BLURRED)
        embedding = np.zeros(0, float32) if self._recogniser is None else self._recogniser.embed(chip)
        return self._kept(sha256, pixels, face, embedding)

    def _kept(
        self, sha256: str, pixels: NDArray[uint8], face: Face | None, embedding: NDArray[float32]
    ) -> Find:
        """Return a face with its crop, squashed to a square as the home does it."""
        if face is not None:
            pixels = crop(pixels, crop_box(face, self._settings.geometry), CROP_SCALE)
        side = self._settings.side_px
        picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
        squashed = picture.resize((side, side), Image.Resampling.BILINEAR)
        content = io.BytesIO()
        # Every pixel keeps its own colour: half as many colours would blur a sign that is one.
        squashed.save(content, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        thumbnail = squashed.convert("L").resize((_THUMBNAIL_PX, _THUMBNAIL_PX), Image.Resampling.BOX)
        grey = np.asarray(thumbnail, uint8).reshape(-1)
        return Find(sha256, Decision.KEPT, content.getvalue(), embedding, grey)


def make_sieve(settings: SieveSettings) -> Sieve:
    """Return a sieve with the home's own models; ends the program where DIGITALSHADOW_MODELS names none."""
    if settings.is_already_cropped:
        return Sieve(settings, None, None)
    folders = model_folders(Path(), os.environ)
    files = {role: find_role(role, folders) for role in (ModelRole.DETECTOR, ModelRole.RECOGNISER)}
    detector, recogniser = files[ModelRole.DETECTOR], files[ModelRole.RECOGNISER]
    if detector is None or recogniser is None:
        raise SystemExit(
            "shards: Expected a detector and a recogniser in a folder that DIGITALSHADOW_MODELS names, got "
            f"{', '.join(role for role, file in files.items() if file) or 'neither'}. Copy them there, or give "
            "pictures that are crops already, with --already-cropped."
        )
    entry = entry_of(recogniser.name)
    assert entry is not None  # noqa: S101  # find_role takes it from the catalogue
    assert entry.preprocessing is not None  # noqa: S101  # every recogniser of the catalogue has one
    return Sieve(
        settings,
        YuNetDetector(open_session(detector, 1)),
        Recogniser(
            open_session(recogniser, 1),
            model_sha256=recogniser.sha256,
            channel_order=entry.preprocessing.channel_order,
            mean=entry.preprocessing.mean,
            std=entry.preprocessing.std,
        ),
    )
