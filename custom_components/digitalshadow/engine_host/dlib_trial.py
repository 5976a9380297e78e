"""Whether dlib works on this processor: tried in a process that may end, since on one without AVX its library does so.

What a processor cannot do is no fault of a camera or a model, so it is found out before the engine imports the library.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
import sys
from typing import Final

from homeassistant.core import HomeAssistant

_PROGRAM: Final = "import dlib; dlib.get_frontal_face_detector()"
_PATIENCE_SECONDS: Final = 60.0
_PROCESSOR: Final = Path("/proc/cpuinfo")
_NOT_INSTALLED: Final = 1
"""How Python ends for an exception, here that of a missing module."""


class DlibState(StrEnum):
    """What became of dlib on this computer."""

    WORKS = "works"
    NOT_INSTALLED = "not_installed"
    PROCESSOR_TOO_OLD = "processor_too_old"
    """The process ended while it imported the library: this processor lacks AVX."""


@dataclass(frozen=True, slots=True)
class DlibTrial:
    """One trial."""

    holds_for: str
    """Version of dlib and processor that were tried; another of either is tried anew."""
    state: DlibState
    """What became of it."""


async def async_try_dlib(hass: HomeAssistant, known: DlibTrial | None) -> DlibTrial:
    """Return whether the engine can find faces with dlib; a trial that is known for this computer is not repeated.

    Where Python does not know how to start another Python the engine shares Home Assistant's process, which must not
    be risked: there dlib counts as not installed.
    """
    holds_for = await hass.async_add_executor_job(_this_computer)
    if not holds_for or not sys.executable:
        return DlibTrial(holds_for, DlibState.NOT_INSTALLED)
    if known is not None and known.holds_for == holds_for:
        return known
    return DlibTrial(holds_for, await _async_state())


async def _async_state() -> DlibState:
    """Import dlib where its end harms nobody."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-c", _PROGRAM),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            code = await process.wait()
    except TimeoutError:
        return DlibState.PROCESSOR_TOO_OLD
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code == 0:
        return DlibState.WORKS
    return DlibState.NOT_INSTALLED if code == _NOT_INSTALLED else DlibState.PROCESSOR_TOO_OLD


def _this_computer() -> str:
    """Name the installed version and the processor; empty where dlib is not installed. Runs in the executor."""
    try:
        installed = version("dlib-bin")
    except PackageNotFoundError:
        return ""
    try:
        told = _PROCESSOR.read_text(encoding="utf-8", errors="replace")
    except OSError:
        told = ""
    flags = next((line for line in told.splitlines() if line.startswith(("flags", "Features"))), "")
    return f"{installed} {hashlib.sha256(flags.encode()).hexdigest()[:16]}"
