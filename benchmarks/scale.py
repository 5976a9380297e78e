"""What sites of four sizes need, computed from parts that are measured here: cores, memory, network, servers.

Measured, in a real engine process: CPU for looking at a picture in 720p and 1080p, CPU for one answer of a LiveCAD of
random weights in 8 bits, memory of the engine, bytes of a picture. Assumed: what `SITES` says, and what a server does.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
import hashlib
import math
import os
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any, Final

import cv2

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Assess, Process
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from demo.clip import jpeg, person_frames
from models.random_checkpoint import BASE, TINY, write_random_checkpoint

from .effort import SMOKE, Effort
from .engine_parts import PERSON_ID
from .livecad import random_plan

CROP_BYTES: Final = 3 * 224 * 224
"""One question to a server that takes pixels."""
ANSWERS_PER_PRESENCE: Final = 8
"""As people pass: five at once, and a few that are better than those."""
LOOK_SECONDS: Final = 1.0
"""Between two pictures of a camera. In a rush each of them is one answer for everybody in view, five times."""
FULL_CORE: Final = 0.8
"""More of one thread is not planned for: pictures come unevenly."""
_CALL_SECONDS: Final = 60.0
_DAY_SECONDS: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Site:
    """How much there is to look at."""

    people: int
    """Enrolled."""
    cameras: int
    """Each looked at every `LOOK_SECONDS`."""
    presences_a_day: float
    """How often each person comes into view."""
    clips: int = 0
    """Recorded clips instead of cameras, read once; 30 pictures looked at and 10 answers each."""


SITES: Final = {
    "room": Site(people=1, cameras=1, presences_a_day=40),
    "house": Site(people=4, cameras=6, presences_a_day=40),
    "care_home": Site(people=200, cameras=100, presences_a_day=40),
    "study": Site(people=0, cameras=0, presences_a_day=0, clips=10_000),
}
PICTURES_PER_CLIP, ANSWERS_PER_CLIP = 30, 10


@dataclass(frozen=True, slots=True)
class Parts:
    """What was measured."""

    look_ms: float
    """CPU milliseconds for one picture with somebody in it, without LiveCAD."""
    answer_ms: float
    """CPU milliseconds for one answer of LiveCAD."""
    engine_mb: float
    """Memory of one engine with LiveCAD."""
    picture_bytes: float
    """A picture as the camera delivers it."""


def measure(effort: Effort) -> dict[str, float]:
    """Return the measured parts, and what each site needs of them in 720p and 1080p."""
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for height in (720, 1080):
            parts = asyncio.run(_measure(Path(folder, str(height)), height, effort))
            if parts is None:
                print("bench: scale needs face models, see DIGITALSHADOW_MODELS", file=sys.stderr)
                return {}
            prefix = f"scale_{height}p"
            figures |= {
                f"{prefix}_look_cpu_ms": parts.look_ms,
                f"{prefix}_livecad_cpu_ms": parts.answer_ms,
                f"{prefix}_engine_mb": parts.engine_mb,
                f"{prefix}_picture_kb": parts.picture_bytes / 1e3,
            }
            for name, site in SITES.items():
                figures |= {f"{prefix}_{name}_{key}": value for key, value in needs(site, parts).items()}
    return figures


def needs(site: Site, parts: Parts) -> dict[str, float]:
    """Return what a site needs. A study needs time instead of cores."""
    if site.clips:
        cpu_ms = PICTURES_PER_CLIP * parts.look_ms + ANSWERS_PER_CLIP * parts.answer_ms
        looking_ms = PICTURES_PER_CLIP * parts.look_ms
        return {
            "core_hours": site.clips * cpu_ms / 3.6e6,
            "core_hours_with_a_server": site.clips * looking_ms / 3.6e6,
            "to_the_server_gb": site.clips * ANSWERS_PER_CLIP * CROP_BYTES / 1e9,
        }
    answers = site.people * site.presences_a_day * ANSWERS_PER_PRESENCE / _DAY_SECONDS
    rush = site.people / LOOK_SECONDS
    looking = site.cameras * parts.look_ms / 1000 / LOOK_SECONDS
    engines = max(1, math.ceil(looking / FULL_CORE))
    return {
        "cores_for_looking": looking,
        "engines": engines,
        "engine_memory_mb": engines * parts.engine_mb,
        "answers_per_s": answers,
        "cores_for_answers": answers * parts.answer_ms / 1000,
        "answers_per_s_when_all_are_seen": rush,
        "cores_for_answers_when_all_are_seen": rush * parts.answer_ms / 1000,
        "from_cameras_mbit_per_s": site.cameras * parts.picture_bytes * 8 / 1e6 / LOOK_SECONDS,
        "to_the_server_mbit_per_s": answers * CROP_BYTES * 8 / 1e6,
        "to_the_server_mbit_per_s_when_all_are_seen": rush * CROP_BYTES * 8 / 1e6,
    }


async def _measure(folder: Path, height: int, effort: Effort) -> Parts | None:
    """Measure in a real engine; None without face models."""
    folders = model_folders(Path.cwd(), os.environ)
    detector, recogniser = (find_role(role, folders) for role in (ModelRole.DETECTOR, ModelRole.RECOGNISER))
    if detector is None or recogniser is None:
        return None
    risk = _livecad(folder, effort)
    frames = [_resized(frame, height) for frame in person_frames(min(effort.frames, 40))]
    async with _engine(folder, Configure(risk, detector, recogniser), frames[0]) as runner:
        pid = runner.pid or 0
        before = _cpu_ms(pid)
        for number, frame in enumerate(frames):
            # So close together that LiveCAD is due but once.
            await runner.async_call(Process("hall", 1e9 + number * 0.01, frame), _CALL_SECONDS)
        looked = _cpu_ms(pid)
        for frame in frames:
            await runner.async_call(Assess(frame), _CALL_SECONDS)
        assessed = _cpu_ms(pid)
        answer_ms = ((assessed - looked) - (looked - before)) / (len(frames) - 1)
        return Parts(
            look_ms=(looked - before - answer_ms) / len(frames),
            answer_ms=answer_ms,
            engine_mb=_memory_mb(pid),
            picture_bytes=sum(map(len, frames)) / len(frames),
        )


@asynccontextmanager
async def _engine(folder: Path, configure: Configure, photo: bytes) -> AsyncIterator[ProcessRunner]:
    """Yield an engine that knows one person."""
    runner = ProcessRunner(folder / "engine", lambda _state: None)
    await runner.async_start(configure)
    try:
        taken = await runner.async_call(Enrol(PERSON_ID, photo), _CALL_SECONDS)
        person = EnrolledPerson(
            PERSON_ID, may_be_read=True, model_sha256=taken.model_sha256, templates=(taken.template,)
        )
        await runner.async_set_gallery(SetGallery((person,)))
        yield runner
    finally:
        await runner.async_stop()


def _livecad(folder: Path, effort: Effort) -> ModelFile:
    """Return a LiveCAD of random weights in 8 bits."""
    folder.mkdir()
    checkpoint = write_random_checkpoint(folder, TINY if effort is SMOKE else BASE)
    file = folder / "int8.onnx"
    for _ in convert(checkpoint, file, random_plan(Precision.INT8)):
        pass
    return ModelFile("livecad", str(file), hashlib.sha256(file.read_bytes()).hexdigest(), pinned=False)


def _resized(pixels: Any, height: int) -> bytes:  # noqa: ANN401  # pixels of any height
    """Return a picture of this height as JPEG."""
    width = round(pixels.shape[1] * height / pixels.shape[0])
    return jpeg(pixels if pixels.shape[0] == height else cv2.resize(pixels, (width, height)))


def _cpu_ms(pid: int) -> float:
    """Return the CPU milliseconds that a process has used."""
    fields: Sequence[str] = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    """Return what a process keeps in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
