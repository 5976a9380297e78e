"""The engine's parts for the benchmarks, made of the real face models where a model folder has them."""

from collections.abc import Mapping
import os
from pathlib import Path
from typing import Any, override

from numpy.typing import NDArray

from custom_components.digitalshadow.engine.model_file.catalog import (
    ModelRole,
    find_role,
    model_folders,
)
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.gallery import (
    Enrol,
    EnrolledPerson,
    EnrolmentPhoto,
    SetGallery,
)

PERSON_ID = "somebody"
RECOGNISER_SHA256 = "recogniser"


class RecordingSession(Session):
    """Passes everything on to a session and keeps what it was asked."""

    def __init__(self, session: Session) -> None:
        """Wrap a session."""
        self.inputs, self.outputs = session.inputs, session.outputs
        self.metadata, self.runtime = session.metadata, session.runtime
        self._session = session
        self.asked: list[Mapping[str, NDArray[Any]]] = []
        """The feeds of every run, oldest first."""

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Keep the feeds and run the wrapped session."""
        self.asked.append(feeds)
        return self._session.run(feeds)


def model_bytes(role: ModelRole) -> bytes | None:
    """Return the preferred model for a role, None where no folder holds one."""
    file = find_role(role, model_folders(Path.cwd(), os.environ))
    return None if file is None else Path(file.path).read_bytes()


def risk_model_bytes() -> bytes:
    """Return the demonstration model, which ships with the integration."""
    data = model_bytes(ModelRole.RISK)
    if data is None:
        raise FileNotFoundError(
            "expected engine/demonstration.onnx, found none: restore it from the repository"
        )
    return data


def enrol(pipeline: Pipeline, photo: bytes) -> SetGallery:
    """Enrol the one person of the clip with consent and return the gallery."""
    taken: EnrolmentPhoto = pipeline.enrol(Enrol(PERSON_ID, photo))
    return gallery_with(taken.template)


def gallery_with(*templates: bytes) -> SetGallery:
    """Return a gallery of one consenting person; without templates only a camera of their own can name them."""
    return SetGallery(
        (EnrolledPerson(PERSON_ID, may_be_read=True, model_sha256=RECOGNISER_SHA256, templates=templates),)
    )
