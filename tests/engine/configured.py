"""An engine on tiny models, and pictures with faces that they see."""

import hashlib
import io
from pathlib import Path
import time

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile, Ready
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, EnrolmentPhoto
from tests.engine import synthetic_models
from tests.engine.synthetic_models import draw_face, empty_picture

SETTLED = 1_795_500_000.0


def demonstration() -> ModelFile:
    """Return the model that ships."""
    file = find("demonstration", [PACKAGE_FOLDER])
    assert file is not None
    return file


def brought(path: Path, data: bytes, *, pinned: bool = False) -> ModelFile:
    """Write a file as a user would bring it."""
    path.write_bytes(data)
    return ModelFile(path.stem, str(path), hashlib.sha256(data).hexdigest(), pinned=pinned)


def with_faces(folder: Path) -> Configure:
    """Return a configuration with a tiny detector and a tiny recogniser."""
    return Configure(
        demonstration(),
        brought(folder / "detector.onnx", synthetic_models.detector()),
        brought(folder / "recogniser.onnx", synthetic_models.recogniser()),
    )


def picture(*faces: tuple[int, int, tuple[int, int, int]]) -> bytes:
    """Return a PNG with drawn faces at columns and rows of the grid."""
    pixels = empty_picture()
    for column, row, colour in faces:
        draw_face(pixels, column, row, colour)
    return png(pixels)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return blue-green-red pixels as PNG."""
    file = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1].copy()).save(file, "PNG")
    return file.getvalue()


def started(configure: Configure) -> Engine:
    """Return an engine that is ready."""
    engine = Engine(time.perf_counter)
    ready = engine.handle(configure)
    assert isinstance(ready, Ready), ready
    return engine


def enrolled(engine: Engine, person_id: str, image: bytes, *, may_be_read: bool = True) -> EnrolledPerson:
    """Return a person of the gallery from one picture."""
    photo = engine.handle(Enrol(person_id, image))
    assert isinstance(photo, EnrolmentPhoto), photo
    return EnrolledPerson(person_id, may_be_read, photo.model_sha256, (photo.template,))
