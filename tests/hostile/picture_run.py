"""Shows many damaged pictures to the engine's decoders and to a visit, and counts what became of them."""

from collections import Counter
from dataclasses import dataclass, field
import json
from pathlib import Path
import subprocess
import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.visits import MAX_MOVE, VisitBook, reading_of
from custom_components.digitalshadow.engine.records.configuration import ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.faces import Box, Face, Quality
from custom_components.digitalshadow.engine.records.sightings import Crop, Sighting
from tests.hostile.pictures import DAMAGES, seeded, whole_pictures

BACKENDS = {"opencv": image_opencv, "pillow": image_pillow}
FACE = Face(Box(178.0, 63.0, 90.0, 114.0), 0.9, None)
"""Where the portrait's face is: a damaged picture is read there, whatever a detector would say of it."""
BATCH = 500
"""So many pictures share a process; one that ends its process costs no more."""
_FRAMES_OF_VISITS = (1, 2, 3, 5)
_MODEL = RiskModel("demonstration", "1", ModelKind.DEMONSTRATION, "0", "")
_GOOD = Quality(0.9, (), 47.0, 20.0, 0.0)


@dataclass(slots=True)
class Counts:
    """What became of the pictures that one process was shown."""

    shown: Counter[str] = field(default_factory=Counter)
    """By kind of damage and format, as `damage/format`."""
    refused: Counter[str] = field(default_factory=Counter)
    """The same of those that were refused."""
    whole_refused: int = 0
    """Pictures without any damage that were refused."""
    largest_frame_move: float = 0.0
    """Furthest that the value of one damaged frame was from that of the whole one."""
    largest_reading_move: float = 0.0
    """The same of readings with one such frame."""
    readings_moved: int = 0
    """How many readings moved further than they may."""
    slowest_seconds: float = 0.0
    """The longest that one picture took."""


def run(count: int, seed: int) -> dict[str, Any]:
    """Show `count` damaged pictures to each back end, in processes of their own; return the report."""
    began, totals = time.monotonic(), {name: Counts() for name in BACKENDS}
    crashes: list[str] = []
    for name, total in totals.items():
        for first in range(0, count, BATCH):
            size = min(BATCH, count - first)
            command = [sys.executable, "-m", "tests.hostile.pictures", "--backend", name]
            command += ["--count", str(size), "--first-seed", str(seed + first)]
            done = subprocess.run(
                command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, check=False, timeout=3600
            )
            if done.returncode != 0:
                crashes.append(f"{name}, seed {seed + first}: exit status {done.returncode}")
                continue
            _add(total, json.loads(done.stdout))
    return {
        "what": "pictures",
        "count": count * len(BACKENDS),
        "first_seed": seed,
        "crashes": len(crashes),
        "where": crashes,
        "whole_pictures_refused": sum(total.whole_refused for total in totals.values()),
        "readings_moved_by_more_than_0.02": sum(total.readings_moved for total in totals.values()),
        "largest_move_of_a_reading": max(total.largest_reading_move for total in totals.values()),
        "largest_move_of_a_frame": max(total.largest_frame_move for total in totals.values()),
        "slowest_seconds": max(total.slowest_seconds for total in totals.values()),
        "seconds": round(time.monotonic() - began, 1),
        "shares_refused": {name: _shares(total) for name, total in totals.items()},
    }


def show(backend: str, count: int, seed: int) -> Counts:
    """Show damaged pictures to one back end, here and now."""
    image._backend = BACKENDS[backend]
    image.hear_complaints()
    livecad = LiveCad(OnnxRuntimeSession((PACKAGE_FOLDER / "demonstration.onnx").read_bytes()))
    random, counts, wholes = seeded(seed), Counts(), whole_pictures()
    values = {}
    for name, data in wholes.items():
        pixels = _decoded(data, counts)
        counts.whole_refused += pixels is None
        values[name] = livecad.estimate(pixels, FACE.box) if pixels is not None else 0.0
    cases = [(damage, name) for damage in DAMAGES for name in wholes]
    for _ in range(count):
        damage, name = random.choice(cases)
        counts.shown[f"{damage}/{name}"] += 1
        pixels = _decoded(DAMAGES[damage](wholes[name], random), counts)
        if pixels is None:
            counts.refused[f"{damage}/{name}"] += 1
        elif pixels.shape == (512, 512, 3):
            _read(livecad.estimate(pixels, FACE.box), values[name], counts)
    return counts


def _decoded(data: bytes, counts: Counts) -> NDArray[np.uint8] | None:
    """Return the pixels, or None where the picture is refused; anything else that is raised ends the run."""
    started = time.perf_counter()
    try:
        return image.decode(data)
    except FrameError:
        return None
    finally:
        counts.slowest_seconds = max(counts.slowest_seconds, time.perf_counter() - started)


def _read(damaged: float, whole: float, counts: Counts) -> None:
    """Put one damaged frame into visits of several lengths."""
    counts.largest_frame_move = max(counts.largest_frame_move, abs(damaged - whole))
    for frames in _FRAMES_OF_VISITS:
        before, after = _reading([whole] * frames), _reading([whole] * (frames - 1) + [damaged])
        if before is not None and after is not None:
            move = abs(after - before)
            counts.largest_reading_move = max(counts.largest_reading_move, move)
            counts.readings_moved += move > MAX_MOVE
        elif before is None and after is not None:
            counts.readings_moved += 1


def _reading(values: list[float]) -> float | None:
    """Return what a visit with these values yields."""
    book = VisitBook(gap_seconds=30)
    for second, value in enumerate(values):
        book.add(Sighting("anna", "hall", float(second), 0.7, _GOOD, value, None, Crop.DETECTED))
    (visit,) = book.close_all()
    reading = reading_of(visit, _MODEL)
    return None if reading is None else reading.probability


def _add(total: Counts, more: dict[str, Any]) -> None:
    """Add what one process counted."""
    total.shown.update(more["shown"])
    total.refused.update(more["refused"])
    total.whole_refused += more["whole_refused"]
    total.readings_moved += more["readings_moved"]
    for name in ("largest_frame_move", "largest_reading_move", "slowest_seconds"):
        setattr(total, name, max(getattr(total, name), more[name]))


def _shares(total: Counts) -> dict[str, float]:
    """Return the share refused of each kind of damage and format."""
    return {
        case: round(total.refused[case] / shown, 3) for case, shown in sorted(total.shown.items()) if shown
    }
