"""Small real values for the tests of the record."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from custom_components.digitalshadow.engine.records.configuration import ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Crop, Light, Liveness
from custom_components.digitalshadow.record import Consent, Record, Sharing, StoredTemplate

ANNA = "0c4a7d2f9b1e4c53a8d6f2b7e9c01d34"
BENNO = "f7b3e1a95c2d4860b94e7a1c3d5f8026"
LIVECAD = "a1" * 32
DEMONSTRATION = "d0" * 32
NOON = 1_726_928_000.0
DAY_SECONDS = 86_400.0


def consent(person_id: str = ANNA, at: float = NOON, sharing: Sharing = Sharing.SHARED) -> Consent:
    """A person's yes."""
    return Consent(person_id, "2026-11", at, sharing, ("user-2",), "user-1")


def template(number: int = 0) -> StoredTemplate:
    """A template whose bytes are found nowhere by chance."""
    vector = b"".join(sha256(f"template {number} {part}".encode()).digest() for part in range(64))
    return StoredTemplate(vector, "e5" * 32, NOON + number, 0.75)


def reading(
    at: float = NOON,
    probability: float = 0.25,
    *,
    person_id: str = ANNA,
    model: str = LIVECAD,
    reading_id: str | None = None,
) -> Reading:
    """A reading of a visit of 20 seconds that began at `at`."""
    return Reading(
        reading_id=reading_id or uuid4().hex,
        person_id=person_id,
        started_at=at,
        ended_at=at + 20,
        probability=probability,
        spread=0.0625,
        frames=5,
        quality=0.875,
        camera_ids=("camera-hall", "camera-stairs"),
        model_sha256=model,
        model_kind=ModelKind.DEMONSTRATION if model == DEMONSTRATION else ModelKind.LIVECAD,
        crop=Crop.DETECTED if model == DEMONSTRATION else Crop.DERIVED,
        runtimes=("onnxruntime 1.32.0",),
        light=Light.GREY,
        liveness=Liveness.SEEN,
    )


def changed(original: Reading, **values: object) -> Reading:
    """The reading with other values."""
    return replace(original, **values)


def risk_model(sha256: str = LIVECAD) -> RiskModel:
    """A model as the engine describes it."""
    return RiskModel("LiveCAD", "1.0", ModelKind.LIVECAD, sha256, "Apache-2.0")


async def enrolled(record: Record, person_id: str = ANNA, templates: int = 2) -> None:
    """Enrol a person."""
    await record.async_enrol(person_id, consent(person_id), [template(number) for number in range(templates)])


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file in the folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
