"""The demo, run as a newcomer runs it: a real Home Assistant, real flows, a real face, the engine's own process."""

from collections.abc import Iterator
from dataclasses import dataclass
import json
from pathlib import Path
import random
import re
import signal
import subprocess
from typing import Any

import psutil
import pytest

from tests.face_models import both_are_here

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = REPOSITORY / "scripts" / "demo"
DEMO_LIMIT_SECONDS = 280

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `scripts/demo --once`."""

    exit_code: int
    """What the shell got."""
    said: str
    """What it printed."""
    report: dict[str, Any]
    """What it wrote."""
    port: int
    """Where it was asked to listen."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The demo with two cameras; with real face models where a developer has them."""
    file = tmp_path_factory.mktemp("demo") / "demo.json"
    port = random.randrange(20_000, 30_000)  # noqa: S311  # below those that a system hands out
    command = [str(DEMO), "--once", "--cameras", "2", "--port", str(port), "--json", str(file)]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=DEMO_LIMIT_SECONDS,
        check=False,
    )
    return Run(done.returncode, done.stdout, json.loads(file.read_text()) if file.exists() else {}, port)


def processes_of(said: str) -> list[psutil.Process]:
    """Return the processes that live in the folder that the demo said it works in."""
    found = re.search(r"starting Home Assistant in (\S+)", said)
    assert found is not None
    return [process for process in psutil.process_iter() if found[1] in _traces(process)]


def _traces(process: psutil.Process) -> str:
    """Return command line and working folder of a process, as far as they can be seen."""
    try:
        return " ".join((*process.cmdline(), process.cwd()))
    except psutil.Error:
        return ""


def test_the_demo_ends_well(run: Run) -> None:
    assert run.exit_code == 0, run.said


def test_it_listens_where_it_was_asked_to(run: Run) -> None:
    assert f"Home Assistant answers at http://127.0.0.1:{run.port}\n" in run.said


def test_it_runs_the_newest_home_assistant(run: Run) -> None:
    assert run.report["home_assistant"].startswith("2026.11.")


def test_faces_are_recognised_exactly_where_face_models_lie(run: Run) -> None:
    expected = "recognised" if both_are_here() else "single_person"
    assert run.report["identity"] == expected
    assert (run.report["detector"] == "dlib") == (expected == "single_person")


def test_the_value_rises_with_the_sticker(run: Run) -> None:
    assert run.report["asked_about"] > 60
    assert all(reading < 20 for reading in run.report["readings"])


def test_pressing_no_takes_back_the_reading_that_the_phone_asked_about(run: Run) -> None:
    assert "Was this you?" in run.report["question"]
    assert run.report["answer"] == "The reading was taken back."
    assert run.report["readings"]
    assert float(run.report["person_state"]) == run.report["readings"][-1]


def test_every_value_is_shown_as_a_demonstration(run: Run) -> None:
    assert run.report["model_kind"] == "demonstration"
    assert "Face signal (demonstration)" in run.said
    assert "emonstration" in run.report["model"]


@pytest.mark.parametrize("heard", ["question", "notification"])
def test_what_reaches_the_phone_has_neither_a_value_nor_a_name(run: Run, heard: str) -> None:
    assert run.report["notification_received"]
    assert "demonstration" in run.report[heard].lower()
    assert not re.search(r"\d", run.report[heard])
    assert run.report["person"] not in run.report[heard]


def test_two_visits_ask_nobody_for_attention(run: Run) -> None:
    assert run.report["attention"] != "on"


def test_every_frame_is_accounted_for(run: Run) -> None:
    report = run.report
    ends = report["frames_analysed"] + report["frames_refused"] + report["frames_dropped"]
    assert report["frames_fetched"] == ends
    assert report["frames_analysed"] > 0
    assert 0 < report["sightings"] <= report["frames_analysed"]
    assert report["frame_ms_median"] > 0


def test_it_unloads_within_three_seconds_while_every_camera_hangs(run: Run) -> None:
    assert 0 < run.report["unload_s"] < 3


def test_nothing_is_left_behind(run: Run) -> None:
    assert processes_of(run.said) == []
    found = re.search(r"starting Home Assistant in (\S+)", run.said)
    assert found is not None
    assert not Path(found[1]).exists()


@pytest.fixture
def started() -> Iterator[subprocess.Popen[str]]:
    """The demo without an end of its own."""
    with subprocess.Popen(
        [str(DEMO)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "asked to terminate"])
def test_a_demo_that_is_cut_short_takes_home_assistant_with_it(
    started: subprocess.Popen[str], number: signal.Signals
) -> None:
    assert started.stdout is not None
    said = ""
    while "adding 1 camera" not in said:
        line = started.stdout.readline()
        assert line, said
        said += line
    assert processes_of(said)
    started.send_signal(number)
    said += started.stdout.read()
    assert started.wait(timeout=60) != 0
    assert processes_of(said) == []
