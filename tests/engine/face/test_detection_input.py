"""A slow computer's detector is given smaller pictures, chosen by a measured table."""

from itertools import count, pairwise
from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.face.detection_input import FITTING_MS, INPUTS, fitting_input
from custom_components.digitalshadow.engine.model_file.native_builds import RUNTIMES_VARIABLE
from custom_components.digitalshadow.engine.records.configuration import Ready
from custom_components.digitalshadow.engine.records.pictures import Assess, Assessment
from tests.builders.sessions import HAS_ONNXRUNTIME
from tests.engine.configured import picture, with_faces
from tests.engine.synthetic_models import RED


@pytest.mark.parametrize(
    ("look_ms", "side_px"),
    [
        pytest.param(4.6, 640, id="onnxruntime"),
        pytest.param(60.0, 640, id="NumPy on a fast core"),
        pytest.param(125.0, 640, id="just in time"),
        pytest.param(200.0, 480, id="NumPy on a small computer"),
        pytest.param(350.0, 320, id="a slower one"),
        pytest.param(5000.0, 320, id="nothing is in time: the least is taken, and the computer is told to be slow"),
    ],
)  # fmt: skip
def test_the_largest_input_that_is_looked_at_in_time_is_taken(look_ms: float, side_px: int) -> None:
    assert fitting_input(look_ms).side_px == side_px


def test_a_smaller_input_costs_less_and_finds_less() -> None:
    for larger, smaller in pairwise(INPUTS):
        assert larger.cost > smaller.cost
        assert larger.sure_eye_distance_px < smaller.sure_eye_distance_px
    assert all(one.cost * FITTING_MS <= FITTING_MS for one in INPUTS)


@pytest.mark.parametrize(
    ("runtimes", "look_ms", "side_px"),
    [
        pytest.param("", 200.0, 480, id="slow"),
        pytest.param("", 50.0, 640, id="fast"),
        pytest.param(
            "onnxruntime",
            200.0,
            640,
            id="onnxruntime insists on the file's own size",
            marks=pytest.mark.skipif(not HAS_ONNXRUNTIME, reason="no onnxruntime on this system"),
        ),
    ],
)
def test_the_engine_measures_its_detector_and_gives_it_what_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtimes: str, look_ms: float, side_px: int
) -> None:
    monkeypatch.setenv(RUNTIMES_VARIABLE, runtimes)
    ticks = count()
    engine = Engine(lambda: next(ticks) * look_ms / 1000)
    ready = engine.handle(with_faces(tmp_path))
    assert isinstance(ready, Ready), ready
    assert ready.detector_input_px == side_px
    seen = engine.handle(Assess(picture((40, 28, RED))))
    assert isinstance(seen, Assessment)
    if side_px == 640:
        assert len(seen.faces) == 1
