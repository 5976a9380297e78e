"""Brings the native runtimes where wheels of them exist, and never imports them into Home Assistant's process."""

import importlib
from importlib.util import find_spec
import logging
import platform
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.requirements import RequirementsNotFound, async_process_requirements

from ..const import DOMAIN, RUNTIME_REQUIREMENTS

_LOGGER = logging.getLogger(__name__)

MODEL_RUNTIME: Final = "onnxruntime"
"""The distribution without which no model can run."""

_MODULE_OF: Final = {MODEL_RUNTIME: "onnxruntime", "opencv-python-headless": "cv2"}
"""By distribution: what the child process imports."""


async def async_bring_runtimes(hass: HomeAssistant) -> tuple[str, ...]:
    """Install what is missing and can be had; return the distributions that are missing still.

    A runtime that is already there is taken as it is, whatever its version: it may belong to somebody else.
    """
    missing = await hass.async_add_executor_job(_missing_requirements)
    wheels_exist = await hass.async_add_executor_job(_wheels_exist)
    if missing and wheels_exist and not hass.config.skip_pip:
        for requirement in missing:
            await _async_install(hass, requirement)
        missing = await hass.async_add_executor_job(_missing_requirements)
    return tuple(_distribution(requirement) for requirement in missing)


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


def _wheels_exist() -> bool:
    """Whether this is a system for which the projects publish wheels: any but Linux with another libc than glibc."""
    return platform.system() != "Linux" or platform.libc_ver()[0] == "glibc"


def _distribution(requirement: str) -> str:
    """Return the package's name without its version."""
    return requirement.partition("==")[0]
