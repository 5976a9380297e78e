"""Where a picture may come from: an upload, a camera or image entity, a file in an allowed folder."""

import os
from pathlib import Path
import stat
from typing import Final

from homeassistant.components.camera import async_get_image as async_get_camera_image
from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.components.image import async_get_image as async_get_entity_image
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.exceptions import ServiceValidationError

from ..engine.picture.image_format import FRAME_LIMITS, PHOTO_LIMITS, ImageLimits
from ..engine.records.errors import FrameError
from ..exceptions import refused
from .content import bytes_of

PICTURE_TIMEOUT_SECONDS: Final = 10


async def async_uploaded_picture(hass: HomeAssistant, file_id: str) -> bytes:
    """Return an uploaded photo and delete the upload.

    Raises:
        FrameError: It is too large.
        ServiceValidationError: Home Assistant no longer has it.
    """

    def read() -> bytes:
        """Read the upload; runs in the executor."""
        try:
            with process_uploaded_file(hass, file_id) as path:
                return _read_capped(path, PHOTO_LIMITS)
        except ValueError as error:
            raise refused("upload_missing") from error

    return await hass.async_add_executor_job(read)


async def async_entity_picture(hass: HomeAssistant, entity_id: str) -> bytes:
    """Return what a camera or image entity shows now.

    Raises:
        FrameError: It is too large.
        ServiceValidationError: The entity has no picture at the moment.
    """
    fetch = async_get_camera_image if split_entity_id(entity_id)[0] == "camera" else async_get_entity_image
    try:
        picture = await fetch(hass, entity_id, PICTURE_TIMEOUT_SECONDS)
        return bytes_of(picture.content, FRAME_LIMITS)
    except FrameError:
        raise
    except Exception as error:  # what a foreign entity raises is no mistake of ours
        raise refused("no_picture", entity_id=entity_id) from error


async def async_file_picture(hass: HomeAssistant, path: str) -> bytes:
    """Return a picture file from one of Home Assistant's allowed folders.

    Raises:
        FrameError: It is too large.
        ServiceValidationError: It lies elsewhere, symbolic links followed, or is no readable regular file.
    """

    def read() -> bytes:
        """Check and read the file; runs in the executor."""
        place = _allowed_file(hass, path)
        try:
            return _read_capped(place, FRAME_LIMITS)
        except OSError as error:
            raise _unreadable(hass, path) from error

    return await hass.async_add_executor_job(read)


async def async_allowed_file(hass: HomeAssistant, path: str) -> Path:
    """Return where a file in one of Home Assistant's allowed folders really lies.

    Raises:
        ServiceValidationError: It lies elsewhere, symbolic links followed, or there is none.
    """
    return await hass.async_add_executor_job(_allowed_file, hass, path)


def _allowed_file(hass: HomeAssistant, path: str) -> Path:
    """Do what `async_allowed_file` says; blocks."""
    try:
        place = Path(path).resolve(strict=True)
        is_allowed = Path(path).is_absolute() and hass.config.is_allowed_path(str(place))
    # A null byte makes a ValueError, a loop of links a RuntimeError.
    except (OSError, ValueError, RuntimeError) as error:
        raise _unreadable(hass, path) from error
    if not is_allowed:
        raise refused("path_not_allowed", path=path)
    return place


def _unreadable(hass: HomeAssistant, path: str) -> ServiceValidationError:
    """Say that a file cannot be read, without telling what exists outside the allowed folders."""
    try:
        allowed = hass.config.is_allowed_path(path)
    except OSError, ValueError:
        allowed = False
    return refused("path_unreadable" if allowed else "path_not_allowed", path=path)


def _read_capped(path: Path, limits: ImageLimits) -> bytes:
    """Read a regular file of bounded size, following no link and waiting for no pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"Expected a regular file at {path}.")
        # Refusing more here saves reading a film into memory.
        picture = file.read(limits.max_bytes + 1)
    return bytes_of(picture, limits)
