"""From an uploaded file to a model in the model folder: checked, proved by the engine, stored under its hash."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
import hashlib
from pathlib import Path
import shutil
from typing import Final

from atomicwrites import AtomicWriter  # type: ignore[import-untyped]  # it says nothing about its types
from homeassistant.components.file_upload import MAX_SIZE, process_uploaded_file
from homeassistant.core import HomeAssistant

from ..engine.model_file.catalog import guarded_risk_model, open_model, require_hash
from ..engine.records.errors import ModelError
from ..engine.records.messages import Configure, ModelFile, RiskModel
from ..engine.records.observations import ModelRefusal
from ..engine_host.runtimes import MODEL_RUNTIME, async_bring_runtimes
from ..engine_keeper import make_runner
from .choice import async_detector

MAX_UPLOAD_BYTES: Final = MAX_SIZE
"""Home Assistant receives no more; larger files come through the model folder."""


@dataclass(frozen=True, slots=True)
class UploadedModel:
    """A checked model file that still lies where Home Assistant put the upload."""

    file: ModelFile
    """The file; unpinned, so the engine looks at it again."""
    model: RiskModel
    """Who would speak."""


def take(hass: HomeAssistant, file_id: str, holding: ExitStack) -> UploadedModel:
    """Return the uploaded model, without loading it; closing `holding` deletes the upload. Blocks while it hashes.

    Raises ModelError with the reason for a file that is gone, too large, no model, unsafe or of unknown kind.
    """
    try:
        path = holding.enter_context(_upload(hass, file_id))
    except ValueError as err:
        raise ModelError(
            ModelRefusal.MISSING, "Expected an uploaded file, got none. Choose the file again."
        ) from err
    with open_model(path, MAX_UPLOAD_BYTES) as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        model = guarded_risk_model(opened, sha256)
    return UploadedModel(ModelFile(path.stem, str(path), sha256, pinned=False), model)


async def async_prove(hass: HomeAssistant, file: ModelFile) -> bool:
    """Have an engine of its own load the file and answer the known picture; the running engine goes on meanwhile.

    What that needs is brought first, also before there is an entry. Return False where this system cannot have the
    runtime for models: then nothing was tried. Raises ModelError where the model is refused, EngineUnavailableError
    where it takes the engine with it.
    """
    if MODEL_RUNTIME in await async_bring_runtimes(hass):
        return False
    # Crops of some geometries need the landmarks that only a detector model gives.
    detector = await async_detector(hass)
    runner = make_runner(hass, lambda _state: None)
    try:
        await runner.async_start(Configure(file, detector, embedder=None))
    finally:
        await runner.async_stop()
    return True


def store(file: ModelFile, folder: Path) -> None:
    """Copy a model into the model folder as `<sha256>.onnx`, durably and all or nothing. Blocks.

    Raises ModelError where the upload is gone or changed since it was checked, OSError where the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writer = AtomicWriter(
        folder / f"{file.sha256}.onnx", mode="w+b", overwrite=True, prefix=file.sha256, suffix=".part"
    )
    with open_model(Path(file.path), MAX_UPLOAD_BYTES) as upload, writer.open() as copy:
        shutil.copyfileobj(upload, copy)
        copy.seek(0)
        require_hash(file, hashlib.file_digest(copy, "sha256").hexdigest())


@contextmanager
def _upload(hass: HomeAssistant, file_id: str) -> Iterator[Path]:
    """Yield where an upload lies and delete it in the end, unless its sender had it deleted before."""
    with suppress(KeyError), process_uploaded_file(hass, file_id) as path:
        yield path
