"""The benchmarks run and say what their page promises; how fast anything is, no test asks."""

from collections.abc import Mapping
import json
import os
from pathlib import Path
import re
import subprocess
import sys

import pytest

from demo.rtsp_camera import is_available
from tests.face_models import DETECTORS, model_file, photo_file

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "benchmarks" / "README.md"
ALONE = ("pictures", "busy_work", "gallery", "record", "trend", "report")
"""Benchmarks that need neither face models nor a Home Assistant."""


def promised(names: tuple[str, ...]) -> set[str]:
    """Return the figures that the page lists under these benchmarks."""
    sections = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)[1:]
    wanted = [section for section in sections if section.partition(":")[0] in names]
    rows = [
        line.split("|")[1] for section in wanted for line in section.splitlines() if line.startswith("| `")
    ]
    return {figure for row in rows for figure in re.findall(r"`(\w+)`", row)}


def bench(
    folder: Path, names: tuple[str, ...], limit_seconds: float = 100, **environment: str
) -> Mapping[str, float]:
    """Run the command with the smallest sizes and return what it wrote."""
    file = folder / "bench.json"
    only = [argument for name in names for argument in ("--only", name)]
    subprocess.run(
        [sys.executable, "-m", "benchmarks", "--smoke", "--json", str(file), *only],
        cwd=REPOSITORY,
        env=os.environ | environment,
        check=True,
        timeout=limit_seconds,
    )
    figures: Mapping[str, float] = json.loads(file.read_text())
    return figures


def test_every_promised_figure_is_a_number_in_the_flat_json(tmp_path: Path) -> None:
    figures = bench(tmp_path, ALONE)
    assert set(figures) == promised(ALONE)
    assert all(isinstance(value, int | float) for value in figures.values())


def test_a_model_of_livecads_kind_is_converted_and_compared(tmp_path: Path) -> None:
    figures = bench(tmp_path, ("livecad",))
    # PyTorch takes part where the workshop's own environment is installed.
    assert set(figures) - {"livecad_pytorch_ms", "livecad_int8_over_pytorch"} == promised(("livecad",))
    assert figures["livecad_int8_over_fp32"] == pytest.approx(
        figures["livecad_fp32_ms"] / figures["livecad_int8_ms"]
    )


def test_runtimes_are_measured_side_by_side_and_agree(tmp_path: Path) -> None:
    figures = bench(tmp_path, ("runtimes",))
    for form in ("fp32", "fp16", "int8"):
        name = f"runtimes_livecad_{form}"
        for runtime, most in (("onnxruntime", 0.0), ("ncnn", 1e-3), ("numpy", 1e-4)):
            times = figures[f"{name}_{runtime}_ms"] / figures[f"{name}_onnxruntime_ms"]
            assert figures[f"{name}_{runtime}_times"] == pytest.approx(times)
            assert figures[f"{name}_{runtime}_probability_difference"] <= most
            assert {f"{name}_{runtime}_mb", f"{name}_{runtime}_difference"} <= set(figures)


def test_smaller_inputs_of_the_detector_are_measured_on_portraits(tmp_path: Path) -> None:
    photo_file("person-a-1.jpg")
    folder = model_file(*DETECTORS).parent
    figures = bench(tmp_path, ("detection_inputs",), DIGITALSHADOW_MODELS=str(folder))
    assert figures["detection_input_640_recall_60"] == 1.0
    assert figures["detection_input_320_recall_15"] < 1.0
    assert figures["detection_input_640_cost"] == 1.0


def test_both_sides_of_the_pipeline_ratio_are_given(tmp_path: Path, face_models: Path) -> None:
    figures = bench(tmp_path, ("pipeline",), DIGITALSHADOW_MODELS=str(face_models))
    assert set(figures) == promised(("pipeline",))
    assert figures["pipeline_overhead_ratio"] == pytest.approx(
        figures["pipeline_cpu_ms_per_frame"] / figures["pipeline_bare_cpu_ms_per_frame"]
    )


def test_the_pipeline_is_left_out_where_there_are_no_face_models(tmp_path: Path) -> None:
    assert bench(tmp_path, ("pipeline",)) == {}


def test_two_engines_are_compared_with_one_and_outlive_the_loss_of_one(
    tmp_path: Path, face_models: Path
) -> None:
    figures = bench(tmp_path, ("engines",), DIGITALSHADOW_MODELS=str(face_models))
    assert set(figures) == promised(("engines",))
    assert figures["engines_two_over_one_per_s"] == pytest.approx(
        figures["engines_two_pictures_per_s"] / figures["engines_one_pictures_per_s"]
    )
    assert figures["engines_killed_other_pictures_per_s"] > 0


def test_the_event_loop_is_compared_while_frames_are_really_analysed(tmp_path: Path) -> None:
    figures = bench(tmp_path, ("event_loop",))
    assert set(figures) == promised(("event_loop",))
    assert figures["event_loop_frames_analysed"] > 0
    assert figures["event_loop_added_lag_ms_max"] == pytest.approx(
        figures["event_loop_watched_lag_ms_max"] - figures["event_loop_cameras_alone_lag_ms_max"]
    )


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("browser")
def test_the_panel_is_clicked_beside_an_empty_page(tmp_path: Path) -> None:
    figures = bench(tmp_path, ("panel",), limit_seconds=380)
    assert set(figures) == promised(("panel",))
    assert figures["panel_clicks"] > 0
    assert figures["panel_interactive_ratio"] == pytest.approx(
        figures["panel_interactive_ms"] / figures["panel_empty_interactive_ms"]
    )


@pytest.mark.skipif(not is_available(), reason="needs GStreamer's RTSP server; see scripts/setup live")
def test_a_live_stream_is_read_from_a_real_camera(tmp_path: Path) -> None:
    figures = bench(tmp_path, ("live",))
    assert set(figures) == promised(("live",))
    assert figures["live_jitter_over_arrival"] == pytest.approx(
        figures["live_captured_at_jitter_ms"] / figures["live_arrival_jitter_ms"]
    )
