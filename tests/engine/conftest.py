"""Pictures and models for the engine's tests: from the pinned packages, and from a developer's own folders."""

from importlib.util import find_spec
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.detector import YuNetDetector
from custom_components.digitalshadow.engine.embedder import Embedder
from custom_components.digitalshadow.engine.image import decode
from custom_components.digitalshadow.engine.livecad import LiveCad
from custom_components.digitalshadow.engine.onnxruntime_session import OnnxRuntimeSession
from tests.engine import synthetic_models

REPOSITORY = Path(__file__).parents[2]
DEMONSTRATION = REPOSITORY / "custom_components/digitalshadow/engine/demonstration.onnx"
MODEL_FOLDERS = (
    *(Path(folder) for folder in os.environ.get("DIGITALSHADOW_MODELS", "").split(os.pathsep) if folder),
    REPOSITORY.parent / "shared/models",
)
IMAGE_FOLDER = REPOSITORY.parent / "shared/images"


def find_model(name: str) -> bytes:
    """Return a model file from a developer's folders, or skip the test."""
    for folder in MODEL_FOLDERS:
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    pytest.skip(f"needs {name} in a folder that DIGITALSHADOW_MODELS names")


def find_picture(name: str) -> NDArray[np.uint8]:
    """Return a picture from a developer's folder, or skip the test."""
    if not (IMAGE_FOLDER / name).is_file():
        pytest.skip(f"needs the local test picture {name}")
    return decode((IMAGE_FOLDER / name).read_bytes())


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    """The public-domain NASA portrait that scikit-image carries, 512 x 512, one frontal face."""
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return decode((Path(next(iter(spec.submodule_search_locations))) / "data/astronaut.png").read_bytes())


@pytest.fixture(scope="session")
def yunet() -> YuNetDetector:
    """The real detector, where a developer has it."""
    return YuNetDetector(OnnxRuntimeSession(find_model("face_detection_yunet_2023mar.onnx")))


@pytest.fixture(scope="session")
def recogniser() -> Embedder:
    """A real recogniser, where a developer has it."""
    return Embedder(OnnxRuntimeSession(find_model("mobileface_v2.onnx")), model_sha256="recogniser")


@pytest.fixture(scope="session")
def demonstration() -> LiveCad:
    """The demonstration model that the integration ships."""
    return LiveCad(OnnxRuntimeSession(DEMONSTRATION.read_bytes()))


@pytest.fixture
def synthetic_detector() -> YuNetDetector:
    """A tiny model with YuNet's contract that finds the drawn faces of `synthetic_models`."""
    return YuNetDetector(OnnxRuntimeSession(synthetic_models.detector()))


@pytest.fixture
def synthetic_recogniser() -> Embedder:
    """A tiny model with SFace's contract that tells drawn faces apart by colour."""
    return Embedder(OnnxRuntimeSession(synthetic_models.recogniser()), model_sha256="synthetic")
