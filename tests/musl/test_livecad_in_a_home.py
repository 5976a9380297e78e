"""A network of LiveCAD's size in a real Home Assistant on musl: eight pictures, on ncnn and on NumPy.

That ncnn speaks says that there, too, it agreed with NumPy on the eight drawn faces of the proof.
"""

import json
import os
from pathlib import Path
import platform
import subprocess
from typing import Any

import pytest

from benchmarks.livecad import random_plan
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.model_file.catalog import FOLDERS_VARIABLE
from custom_components.digitalshadow.engine.model_file.native_builds import RUNTIMES_VARIABLE
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from demo.model_upload import PICTURES
from models.random_checkpoint import write_random_checkpoint
from tests.face_models import DETECTORS, FOLDERS, RECOGNISERS, model_file

REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRONMENT = ".venv-musl-demo"
LARGEST_DIFFERENCE = 2.0
"""Of levels, 0-100. The model's own answers agree within 0.25, which the engine has proved before ncnn speaks. But the
other runtime finds the faces too, on a slow machine in smaller pictures, and a crop that is a pixel off counts more."""

pytestmark = [
    pytest.mark.skipif(
        platform.libc_ver()[0] != "musl" or not (REPOSITORY / ENVIRONMENT).exists(),
        reason="not on musl: scripts/test --musl",
    ),
    pytest.mark.timeout(900),
]


def brought(model: Path, runtimes: str, file: Path) -> dict[str, Any]:
    """Have a real Home Assistant with these native runtimes take the model, and return what happened."""
    subprocess.run(
        [REPOSITORY / ENVIRONMENT / "bin" / "python", "-m", "demo.model_upload", model, "--json", file],
        cwd=REPOSITORY,
        env=os.environ
        | {
            "PYTHONPATH": str(REPOSITORY),
            "DIGITALSHADOW_DEMO_ENVIRONMENT": ENVIRONMENT,
            FOLDERS_VARIABLE: os.pathsep.join(map(str, FOLDERS)),
            RUNTIMES_VARIABLE: runtimes,
        },
        timeout=400,
        check=True,
    )
    told: dict[str, Any] = json.loads(file.read_text())
    return told


@pytest.mark.slow
@pytest.mark.parametrize("precision", [Precision.FP32, Precision.INT8])
def test_ncnn_and_numpy_say_the_same_of_eight_pictures(precision: Precision, tmp_path: Path) -> None:
    for files in (DETECTORS, RECOGNISERS):
        model_file(*files)
    model = tmp_path / f"{precision}.onnx"
    for _ in convert(write_random_checkpoint(tmp_path / "checkpoint"), model, random_plan(precision)):
        pass

    on_ncnn = brought(model, "ncnn", tmp_path / "ncnn.json")
    on_numpy = brought(model, "", tmp_path / "numpy.json")

    assert on_ncnn["model_attributes"]["runtime"].split()[0] == "ncnn"
    assert on_numpy["model_attributes"]["runtime"].split()[0] == "numpy"
    levels = list(zip(on_ncnn["assessed"], on_numpy["assessed"], strict=True))
    assert len(levels) == PICTURES
    assert len(set(on_numpy["assessed"])) > 1, "the pictures must differ"
    assert max(abs(one - other) for one, other in levels) <= LARGEST_DIFFERENCE
