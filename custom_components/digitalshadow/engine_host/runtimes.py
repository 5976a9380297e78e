"""Brings the native runtimes where wheels of them exist, and never imports them into Home Assistant's process."""

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

from ..const import DOMAIN, RUNTIME_REQUIREMENTS

_LOGGER = logging.getLogger(__name__)

_MODULE_OF: Final = {"onnxruntime": "onnxruntime", "opencv-python-headless": "cv2", "dlib-bin": "dlib"}
"""By distribution: what the child process imports. Without the first it computes with NumPy, without the second it
reads pictures with Pillow: both slower. Without the third it finds faces only with face models."""
_FOR_MUSL: Final = frozenset({"dlib-bin"})
"""Distributions with wheels for musl as well, by which Home Assistant OS and its container are built."""

_NATIVE: Final = frozenset({".so", ".pyd", ".dylib"})


async def async_bring_runtimes(hass: HomeAssistant) -> tuple[str, ...]:
    """Install what is missing and can be had; return the distributions that are missing still.

    Each is asked for in exactly the version that was tried. A runtime that is already there is taken as it is, whatever
    its version: it may belong to somebody else. The engine's known pictures prove it, and diagnostics say what it is.
    """
    missing = await hass.async_add_executor_job(_missing_requirements)
    is_musl = await hass.async_add_executor_job(_is_musl)
    wanted = [each for each in missing if not is_musl or _distribution(each) in _FOR_MUSL]
    if wanted and not hass.config.skip_pip:
        for requirement in wanted:
            await _async_install(hass, requirement)
        missing = await hass.async_add_executor_job(_missing_requirements)
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


def installed_runtimes() -> tuple[InstalledRuntime, ...]:
    """Return what is installed of each runtime. Blocks while it hashes; imports nothing."""
    return tuple(_installed(*requirement.split("==")) for requirement in RUNTIME_REQUIREMENTS)


def _installed(name: str, wanted_version: str) -> InstalledRuntime:
    """Return what is installed of one runtime."""
    try:
        found = distribution(name)
        paths = [Path(str(found.locate_file(file))) for file in found.files or () if file.suffix in _NATIVE]
        library = max((path for path in paths if path.is_file()), key=lambda path: path.stat().st_size)
        with library.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except PackageNotFoundError:
        return InstalledRuntime(name, wanted_version, None, None, None)
    except ValueError, OSError:
        return InstalledRuntime(name, wanted_version, found.version, None, None)
    return InstalledRuntime(name, wanted_version, found.version, library.name, sha256)


async def _async_install(hass: HomeAssistant, requirement: str) -> None:
    """Ask Home Assistant's requirements manager for one package; failing is no failure of the set-up."""
    _LOGGER.info("Installing %s; this may take a few minutes", requirement)
    try:
        await async_process_requirements(hass, DOMAIN, [requirement], is_built_in=False)
    except RequirementsNotFound:
        _LOGGER.warning("%s could not be installed", requirement)


def _missing_requirements() -> list[str]:
    """Return the requirements whose module cannot be found. Looks for files, imports nothing; runs in the executor."""
    importlib.invalidate_caches()
    return [
        requirement
        for requirement in RUNTIME_REQUIREMENTS
        if find_spec(_MODULE_OF[_distribution(requirement)]) is None
    ]


def _is_musl() -> bool:
    """Whether this is Linux with another libc than glibc, for which most projects publish no wheels."""
    return platform.system() == "Linux" and platform.libc_ver()[0] != "glibc"


def _distribution(requirement: str) -> str:
    """Return the package's name without its version."""
    return requirement.partition("==")[0]
