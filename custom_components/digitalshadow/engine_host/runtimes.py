"""Brings the native runtimes where wheels of them exist, and never imports them into Home Assistant's process."""

from collections.abc import Sequence
from dataclasses import dataclass
import hashlib
import importlib
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
import logging
from pathlib import Path
import platform
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.requirements import RequirementsNotFound, async_process_requirements

from ..const import (
    DLIB_REQUIREMENT,
    DOMAIN,
    NCNN_REQUIREMENT,
    ONNXRUNTIME_REQUIREMENT,
    OPENCV_REQUIREMENT,
)
from ..engine.model_file.native_builds import NCNN_BUILDS

_LOGGER = logging.getLogger(__name__)

_MODULE_OF: Final = {
    ONNXRUNTIME_REQUIREMENT: "onnxruntime",
    OPENCV_REQUIREMENT: "cv2",
    NCNN_REQUIREMENT: "ncnn",
    DLIB_REQUIREMENT: "dlib",
}
"""What the child process imports. Without the first it computes with ncnn, without either with NumPy; without the
second it reads pictures with Pillow: each of them
slower. Without dlib it finds faces only with face models."""
_ON_GLIBC: Final = (ONNXRUNTIME_REQUIREMENT, OPENCV_REQUIREMENT, DLIB_REQUIREMENT)
_ON_MUSL: Final = (NCNN_REQUIREMENT, DLIB_REQUIREMENT)
"""Home Assistant OS and the container have this C library, for which few projects publish wheels."""

_NATIVE: Final = frozenset({".so", ".pyd", ".dylib"})


async def async_bring_runtimes(hass: HomeAssistant) -> tuple[str, ...]:
    """Install what is missing and can be had; return the distributions that are missing still.

    Each is asked for in exactly the version that was tried. A runtime that is already there is taken as it is, whatever
    its version: it may belong to somebody else. The engine's known pictures prove it, and diagnostics say what it is.
    """
    wanted = _ON_MUSL if await hass.async_add_executor_job(_is_musl) else _ON_GLIBC
    missing = await hass.async_add_executor_job(_missing, wanted)
    if missing and not hass.config.skip_pip:
        await _async_install(hass, missing)
        still_missing = await hass.async_add_executor_job(_missing, missing)
        if ONNXRUNTIME_REQUIREMENT in still_missing:
            await _async_install(hass, await hass.async_add_executor_job(_missing, [NCNN_REQUIREMENT]))
        missing = still_missing
    return tuple(_distribution(requirement) for requirement in missing)


@dataclass(frozen=True, slots=True)
class InstalledRuntime:
    """What is installed of a runtime. Home Assistant's installer compares no hashes, so we can only say them."""

    name: str
    """The distribution."""
    wanted_version: str
    """The one version that was tried."""
    version: str | None
    """The version that is there; None where there is none."""
    library: str | None
    """File name of its largest native library; None where it cannot be told."""
    library_sha256: str | None
    """What that file hashes to."""
    is_listed: bool | None
    """Whether the project tried this very file; None for a library of which it keeps no list."""


def installed_runtimes() -> tuple[InstalledRuntime, ...]:
    """Return what is installed of each runtime. Blocks while it hashes; imports nothing."""
    return tuple(_installed(*requirement.split("==")) for requirement in _MODULE_OF)


def _installed(name: str, wanted_version: str) -> InstalledRuntime:
    """Return what is installed of one runtime."""
    try:
        found = distribution(name)
        paths = [Path(str(found.locate_file(file))) for file in found.files or () if file.suffix in _NATIVE]
        library = max((path for path in paths if path.is_file()), key=lambda path: path.stat().st_size)
        with library.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except PackageNotFoundError:
        return InstalledRuntime(name, wanted_version, None, None, None, None)
    except ValueError, OSError:
        return InstalledRuntime(name, wanted_version, found.version, None, None, None)
    is_listed = sha256 in NCNN_BUILDS if name == _distribution(NCNN_REQUIREMENT) else None
    return InstalledRuntime(name, wanted_version, found.version, library.name, sha256, is_listed)


async def _async_install(hass: HomeAssistant, requirements: Sequence[str]) -> None:
    """Ask Home Assistant's requirements manager for packages, one by one; failing is no failure of the set-up."""
    for requirement in requirements:
        _LOGGER.info("Installing %s; this may take a few minutes", requirement)
        try:
            await async_process_requirements(hass, DOMAIN, [requirement], is_built_in=False)
        except RequirementsNotFound:
            _LOGGER.warning("%s could not be installed", requirement)


def _missing(wanted: Sequence[str]) -> list[str]:
    """Return the requirements whose module cannot be found. Looks for files, imports nothing; runs in the executor."""
    importlib.invalidate_caches()
    return [requirement for requirement in wanted if find_spec(_MODULE_OF[requirement]) is None]


def _is_musl() -> bool:
    """Whether this is Linux with another C library than glibc."""
    return platform.system() == "Linux" and platform.libc_ver()[0] != "glibc"


def _distribution(requirement: str) -> str:
    """Return the package's name without its version."""
    return requirement.partition("==")[0]
