"""An uploaded file on its way into the model folder, where it is called by its hash."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
import hashlib
from pathlib import Path
import shutil
from typing import Final

from homeassistant.components.file_upload import MAX_SIZE, process_uploaded_file
from homeassistant.core import HomeAssistant

from ..engine.model_file.catalog import open_model, require_hash
from ..engine.records.configuration import ModelFile
from ..engine.records.errors import ModelError
from ..engine.records.refusals import ModelRefusal
from .storing import writing

MAX_UPLOAD_BYTES: Final = MAX_SIZE
"""Home Assistant receives no more; larger files come through the model folder."""


def take(hass: HomeAssistant, file_id: str, holding: ExitStack) -> ModelFile:
    """Return an uploaded file; closing `holding` deletes the upload. Blocks while it hashes, and looks at nothing.

    Raises:
        ModelError: For a file that is gone or too large.
    """
    try:
        path = holding.enter_context(_upload(hass, file_id))
    except ValueError as err:
        raise ModelError(
            ModelRefusal.MISSING, "Expected an uploaded file, got none. Choose the file again."
        ) from err
    with open_model(path, MAX_UPLOAD_BYTES) as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return ModelFile(path.stem, str(path), sha256, pinned=False)


def store(file: ModelFile, folder: Path) -> None:
    """Copy a model into the model folder as `<sha256>.onnx`, durably and all or nothing. Blocks.

    Raises:
        ModelError: The upload is gone or changed since it was checked.
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file.sha256}.onnx"
    with open_model(Path(file.path), MAX_UPLOAD_BYTES) as upload, writing(target) as copy:
        shutil.copyfileobj(upload, copy)
        copy.seek(0)
        require_hash(file, hashlib.file_digest(copy, "sha256").hexdigest())


@contextmanager
def _upload(hass: HomeAssistant, file_id: str) -> Iterator[Path]:
    """Yield where an upload lies and delete it in the end, unless its sender had it deleted before."""
    with suppress(KeyError), process_uploaded_file(hass, file_id) as path:
        yield path
