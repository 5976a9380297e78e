"""Colour traces of faces: recorded ones from files, and drawn ones with a pulse of a known rate, or without one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.pulse.trace import Trace
from tests.face_models import FOLDERS

CARRIED: Final = Path(__file__).parents[1] / "engine/pulse/traces"
"""The traces that the project carries; their README holds their licences."""
SKIN: Final = np.array([190.0, 150.0, 130.0])
WALL: Final = np.array([150.0, 152.0, 148.0])
_PULSE_COLOUR: Final = np.array([0.33, 0.77, 0.53]) / 0.77
"""How much red, green and blue change with the blood, relative to green (de Haan and van Leest 2014)."""
_PATCH_FACE_PX: Final = 130.0


def trace_files(pattern: str) -> list[Path]:
    """Return the carried traces, and those in `fixtures/pulse` beside a developer's models, by name."""
    folders = (CARRIED, *(folder.parent / "fixtures/pulse" for folder in FOLDERS))
    found = {path.name: path for folder in folders for path in folder.glob(f"{pattern}.npz")}
    return [found[name] for name in sorted(found)]


def load(path: Path) -> Trace:
    """Return a recorded trace. Patches of skin come without a wall and without a face's place: both stand still."""
    with np.load(path, allow_pickle=False) as stored:
        if "fps" in stored:
            frames = len(stored["forehead"])
            wall = np.full((frames, 3), 128.0)
            boxes = (stored["forehead"], stored["rightcheek"], stored["leftcheek"], wall)
            return _trace(np.arange(frames) / float(stored["fps"]), boxes, _still(frames))
        boxes = tuple(stored[name] for name in ("fh", "rc", "lc", "bg"))
        return _trace(stored["t"], boxes, stored["box"])


def planted_bpm(path: Path) -> float:
    """Return the rate that was planted."""
    return float(_in_name(path, "bpm"))


def is_clear(path: Path) -> bool:
    """Tell whether the planted pulse is strong and the picture well kept, so that most should be answered."""
    codec = re.search(r"mjpeg|crf(\d+)", path.name)
    assert codec is not None
    return float(_in_name(path, "amp")) >= 0.5 and (codec[1] is None or int(codec[1]) <= 18)


def drawn(  # what a scene is made of
    *,
    bpm: float = 72.0,
    percent: float = 0.6,
    seconds: float = 20.0,
    frames_per_second: float = 30.0,
    light_hz: float = 0.0,
    light_percent: Sequence[float] = (0.0, 0.0, 0.0),
    seed: int = 1,
) -> Trace:
    """Return a still face with a pulse of so many percent of green, before a wall, under a light that flickers."""
    rng = np.random.default_rng(seed)
    times = np.arange(round(seconds * frames_per_second)) / frames_per_second
    beat = np.sin(2 * np.pi * bpm / 60 * times) + 0.3 * np.sin(4 * np.pi * bpm / 60 * times)
    light = 1 + np.sin(2 * np.pi * light_hz * times)[:, None] * np.array(light_percent) / 100
    skin = SKIN * (1 + percent / 100 * beat[:, None] * _PULSE_COLOUR) * light
    boxes = [each + rng.normal(0, 0.25, (len(times), 3)) for each in (skin, skin, skin, WALL * light)]
    return _trace(times, boxes, _still(len(times)))


def kept(trace: Trace, frames: NDArray[np.intp] | slice) -> Trace:
    """Return a trace with only these frames."""
    return Trace(
        trace.times_s[frames],
        trace.colours[frames],
        trace.face_centres_px[frames],
        trace.face_widths_px[frames],
    )


def with_colours(trace: Trace, colours: NDArray[np.float64]) -> Trace:
    """Return a trace of the same face in other colours."""
    return replace(trace, colours=colours)


def _trace(
    times: NDArray[np.float64], boxes: Sequence[NDArray[np.float32]], face: NDArray[np.float32]
) -> Trace:
    """Return a trace from what a file or a drawing holds; a face's box is left, top, width and height."""
    return Trace(
        times.astype(np.float64),
        np.stack(boxes, axis=1).astype(np.float64),
        (face[:, :2] + face[:, 2:] / 2).astype(np.float64),
        face[:, 2].astype(np.float64),
    )


def _still(frames: int) -> NDArray[np.float32]:
    """Return the box of a face that does not move."""
    return np.tile(np.array([100, 80, _PATCH_FACE_PX, 160], np.float32), (frames, 1))


def _in_name(path: Path, what: str) -> str:
    """Return a number that stands in a file's name."""
    found = re.search(rf"_{what}([0-9.]+)_", path.name)
    assert found is not None
    return found[1]
