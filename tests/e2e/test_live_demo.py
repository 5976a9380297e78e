"""The demo of live video, run as a newcomer runs it: a real RTSP camera, whose stream wakes and sleeps."""

from dataclasses import dataclass
import json
from pathlib import Path
import subprocess
from typing import Any

import pytest

from demo.rtsp_camera import is_available
from tests.face_models import both_are_here

DEMO = Path(__file__).resolve().parents[2] / "scripts" / "demo"
DEMO_LIMIT_SECONDS = 400

pytestmark = [
    pytest.mark.timeout(420),
    pytest.mark.skipif(not is_available(), reason="needs GStreamer's RTSP server; see scripts/setup live"),
]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `scripts/demo --live`."""

    exit_code: int
    """What the shell got."""
    said: str
    """What it printed."""
    report: dict[str, Any]
    """What it wrote."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The demo, which ends by itself."""
    file = tmp_path_factory.mktemp("live") / "live.json"
    done = subprocess.run(
        [str(DEMO), "--live", "--json", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=DEMO_LIMIT_SECONDS,
        check=False,
    )
    return Run(done.returncode, done.stdout, json.loads(file.read_text()) if file.exists() else {})


def test_the_stream_wakes_with_everybody_who_comes_and_sleeps_when_they_are_gone(run: Run) -> None:
    assert run.exit_code == 0, run.said
    visits = run.report["visits"]
    assert len(visits) == 3
    for visit in visits:
        assert visit["live_after_s"] > 0
        assert 0 <= visit["closed_after_s"] < 14
    words = [
        word
        for word in ("opening", "live", "stills")
        for line in run.said.splitlines()
        if f": {word}" in line
    ]
    assert words.count("opening") == words.count("live") == 3


def test_the_person_is_recognised_where_face_models_lie(run: Run) -> None:
    seen = [visit["recognised_after_s"] is not None for visit in run.report["visits"]]
    assert any(seen) or not both_are_here(), run.said


def test_it_ends_with_the_measured_table(run: Run) -> None:
    _, table = run.said.split("this is what happened")
    for row in (
        "stream",
        "live after",
        "recognised after",
        "asleep after she left",
        "CPU while away",
        "frames",
    ):
        assert row in table
    assert run.report["stream"].startswith("h264, 1280 x 720, ")
    assert run.report["frames_fetched"] >= run.report["frames_analysed"] > 0
