"""The crop that a model is valid for: dlib's box from what our detector sees."""

from collections.abc import Iterator
import csv
from pathlib import Path

import numpy as np
import pytest

from custom_components.digitalshadow.engine.picture.geometry import intersection_over_union
from custom_components.digitalshadow.engine.reading.livecad import crop
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box
from custom_components.digitalshadow.engine.records.faces import Box, Face

PAIRS = Path(__file__).with_name("dlib_crop_pairs.csv")
"""The boxes of dlib and of YuNet, with YuNet's landmarks, on 211 public pictures, in pixels; no picture and no name."""
AUTHORS_SCALE = 1.1
LANDMARKS = np.array([[40, 50], [80, 50], [60, 72], [44, 90], [76, 90]], np.float32)


def face(landmarks: np.ndarray | None = LANDMARKS) -> Face:
    return Face(Box(20.0, 10.0, 80.0, 125.0), 0.9, landmarks)


def visible(box: Box, width: int, height: int) -> Box:
    """Return where the crop of a box lies in a picture of this size, found by what the crop shows."""
    columns, rows = np.meshgrid(np.arange(width), np.arange(height))
    part = crop(
        np.stack([columns % 256, columns // 256 + 16 * (rows // 256), rows % 256], axis=2).astype(np.uint8),
        box,
        AUTHORS_SCALE,
    )
    first = part[0, 0].astype(int)
    return Box(
        first[0] + 256 * (first[1] % 16), first[2] + 256 * (first[1] // 16), part.shape[1], part.shape[0]
    )


def overlaps(geometry: CropGeometry) -> Iterator[float]:
    """Yield how far each final crop agrees with the one of the authors' program."""
    with PAIRS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            left, top, right, bottom = (float(row[f"dlib_{corner}"]) for corner in ("x1", "y1", "x2", "y2"))
            ours = [float(row[f"yunet_{corner}"]) for corner in ("x1", "y1", "x2", "y2")]
            points = [
                float(row[f"{name}_{axis}"])
                for name in ("reye", "leye", "nose", "rmouth", "lmouth")
                for axis in "xy"
            ]
            seen = Face(
                Box(ours[0], ours[1], ours[2] - ours[0], ours[3] - ours[1]),
                0.9,
                np.array(points, np.float32).reshape(5, 2),
            )
            size = int(row["w"]), int(row["h"])
            theirs = visible(Box(left, top, right - left, bottom - top), *size)
            yield intersection_over_union(visible(crop_box(seen, geometry), *size), theirs)


@pytest.mark.slow
def test_crops_agree_with_those_of_dlib() -> None:
    agreement = np.array(list(overlaps(CropGeometry.DLIB)))
    assert agreement.mean() >= 0.825
    assert np.percentile(agreement, 10) >= 0.73
    assert np.mean(list(overlaps(CropGeometry.BOX))) < 0.72, (
        "the plain box would do, and this file is not needed"
    )


def test_the_box_of_dlib_is_a_square_around_the_landmarks() -> None:
    box = crop_box(face(), CropGeometry.DLIB)
    # Root of 80 x 125 is 100; the unit is the mean of 40 (eyes) and 40 (eyes to mouth).
    assert box.width == box.height == pytest.approx(94.1)
    assert box.left + box.width / 2 == pytest.approx(60.0)
    assert box.top + box.height / 2 == pytest.approx(70.4 - 0.052 * 40)


def test_a_model_of_our_own_tools_gets_the_detectors_box() -> None:
    assert crop_box(face(None), CropGeometry.BOX) == face().box


def test_a_box_of_dlib_is_never_made_up_without_landmarks() -> None:
    with pytest.raises(ValueError, match="landmarks"):
        crop_box(face(None), CropGeometry.DLIB)


@pytest.mark.parametrize("factor", [0.5, 3.0], ids=["a smaller face", "a larger face"])
def test_the_box_grows_and_moves_with_the_face(factor: float) -> None:
    box = face().box
    scaled = Face(
        Box(*(value * factor for value in (box.left, box.top, box.width, box.height))),
        0.9,
        LANDMARKS * factor,
    )
    once, many = crop_box(face(), CropGeometry.DLIB), crop_box(scaled, CropGeometry.DLIB)
    assert (many.left, many.top, many.width) == pytest.approx(
        (once.left * factor, once.top * factor, once.width * factor)
    )
