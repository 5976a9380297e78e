"""The engine process by itself, spoken to over real pipes as its parent does."""

from collections.abc import Iterator, Sequence
from pathlib import Path
import select
import subprocess
import sys
from typing import IO

import numpy as np
import pytest

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.records.configuration import Configure, Ready
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.gallery import (
    Enrol,
    EnrolledPerson,
    EnrolmentPhoto,
    GalleryLoaded,
    SetGallery,
)
from custom_components.digitalshadow.engine.records.messages import Failure
from custom_components.digitalshadow.engine.records.pictures import Assess, Process
from custom_components.digitalshadow.engine.wire.frames import Message, decode, encode
from custom_components.digitalshadow.engine.wire.vocabulary import PREFIX_BYTES, body_bytes
from tests.engine.configured import SETTLED, picture, started, with_faces
from tests.engine.synthetic_models import BLUE, RED

WORKER = PACKAGE_FOLDER / "worker.py"
PATIENCE_SECONDS = 20


class Worker:
    """A worker and its pipes."""

    def __init__(self, folder: Path, program: Sequence[str | Path] = (WORKER,)) -> None:
        """Start it as the runner does."""
        self.process = subprocess.Popen(
            [sys.executable, "-I", *program, "--memory-limit", str(2**30)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.requests: IO[bytes] = self.process.stdin
        self.replies: IO[bytes] = self.process.stdout
        self.words: IO[bytes] = self.process.stderr

    def ask(self, frame: bytes) -> Message:
        """Send a frame and return the reply."""
        self.requests.write(frame)
        self.requests.flush()
        assert select.select([self.replies], [], [], PATIENCE_SECONDS)[0]
        prefix = self.replies.read(PREFIX_BYTES)
        return decode(prefix + self.replies.read(body_bytes(prefix)))

    def end(self) -> None:
        """Make sure that nothing is left."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.replies, self.words):
            pipe.close()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """Run a worker."""
    worker = Worker(tmp_path)
    yield worker
    worker.end()


@pytest.fixture(params=["ncnn", "numpy"])
def bare_worker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Worker]:
    """Run a worker as on Home Assistant OS: neither onnxruntime nor OpenCV can be imported, or not even ncnn."""
    absent = ["onnxruntime", "cv2", *(["ncnn"] if request.param == "numpy" else [])]
    script = (
        f"import runpy, sys; sys.modules |= dict.fromkeys({absent});"
        f"runpy.run_path({str(WORKER)!r}, run_name='__main__')"
    )
    worker = Worker(tmp_path, ("-c", script))
    yield worker
    worker.end()


def configure() -> Configure:
    """Return a configuration of the integration's own files."""
    demonstration = find("demonstration", [PACKAGE_FOLDER])
    assert demonstration is not None
    return Configure(demonstration, None, None)


def test_it_runs_without_home_assistant_and_answers_in_order(worker: Worker) -> None:
    """A bare interpreter, an empty environment, an empty folder."""
    assert isinstance(worker.ask(encode(configure())), Ready)
    for _ in range(100):
        assert worker.ask(encode(SetGallery(()))) == GalleryLoaded(0, ())


def test_without_onnxruntime_and_opencv_a_person_is_recognised_and_read(
    bare_worker: Worker, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The demonstration model answers as it does elsewhere, and what spoke is named."""
    ready = bare_worker.ask(encode(with_faces(tmp_path)))
    assert isinstance(ready, Ready)
    assert ready.runtime.split()[0] == request.node.callspec.params["bare_worker"]
    # The drawn faces' models have operators that are not translated.
    assert {ready.detector_runtime, ready.recogniser_runtime} == {f"numpy {np.__version__}"}
    assert ready.refused_runtimes == ()
    assert ready.image_backend.startswith("pillow ")
    person = picture((20, 20, RED))
    photo = bare_worker.ask(encode(Enrol("anna", person)))
    assert isinstance(photo, EnrolmentPhoto), photo
    anna = EnrolledPerson(
        "anna", may_be_read=True, model_sha256=photo.model_sha256, templates=(photo.template,)
    )
    assert bare_worker.ask(encode(SetGallery((anna,)))) == GalleryLoaded(1, ())
    answers = []
    for number in range(3):
        seen = bare_worker.ask(
            encode(Process("hall", SETTLED + number, picture((20, 20, RED), (60, 20, BLUE))))
        )
        assert isinstance(seen, FrameResult)
        assert {sighting.person_id for sighting in seen.sightings} <= {"anna"}
        answers += [one.probability for one in seen.sightings if one.probability is not None]
    native = started(with_faces(tmp_path))
    native.handle(SetGallery((anna,)))
    [expected] = native.handle(Assess(person)).faces
    assert answers[0] == pytest.approx(expected.probability, abs=1e-3)


def test_it_loads_no_module_of_home_assistant_and_no_neighbour_for_a_standard_one() -> None:
    """The integration's select.py and the like must not stand in for Python's."""
    script = (
        "import importlib, importlib.util, sys;"
        f"spec = importlib.util.spec_from_file_location('engine', {str(PACKAGE_FOLDER / '__init__.py')!r});"
        "sys.modules['engine'] = importlib.util.module_from_spec(spec);"
        "spec.loader.exec_module(sys.modules['engine']);"
        "worker = importlib.import_module('engine.worker');"
        "assert not {'numpy', 'cv2', 'onnxruntime'} & sys.modules.keys(), 'the limits come first';"
        "assert worker._import_package() == 'engine';"
        "importlib.import_module('engine.engine');"
        "assert not [name for name in sys.modules if name.startswith(('homeassistant', 'custom_components'))];"
        "assert not [path for path in sys.path if path.endswith('digitalshadow')]"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(GalleryLoaded(0, ()), id="a reply instead of a request"),
        pytest.param(Failure("FrameError", "late"), id="a failure instead of a request"),
    ],
)
def test_a_message_that_is_no_request_is_refused_and_the_next_one_is_answered(
    worker: Worker, message: Message
) -> None:
    """The frame was whole, so both sides still agree where the next one begins."""
    refused = worker.ask(encode(message))
    assert isinstance(refused, Failure)
    assert refused.error == "MessageError"
    assert isinstance(worker.ask(encode(configure())), Ready)


def test_a_whole_frame_with_damage_inside_is_refused_and_the_next_one_is_answered(worker: Worker) -> None:
    """The same for a frame of the right length."""
    damaged = bytearray(encode(SetGallery(())))
    damaged[-2:] = b"!!"
    refused = worker.ask(bytes(damaged))
    assert isinstance(refused, Failure)
    assert refused.error == "MessageError"
    assert isinstance(worker.ask(encode(configure())), Ready)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="another protocol"),
        pytest.param(b"DSW2" + b"\xff" * 12, id="a frame of eight gigabytes"),
    ],
)
def test_it_ends_when_it_cannot_know_where_the_next_frame_begins(worker: Worker, frame: bytes) -> None:
    """And says where it noticed, without what it read."""
    worker.requests.write(frame)
    worker.requests.flush()
    assert worker.process.wait(PATIENCE_SECONDS) == 1
    words = worker.words.read().decode()
    assert words.startswith("MessageError at vocabulary.py:")
    assert "GET" not in words


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="between two frames"),
        pytest.param(encode(SetGallery(()))[:5], id="in a prefix"),
        pytest.param(encode(SetGallery(()))[:-1], id="a byte before the end"),
    ],
)
def test_it_ends_quietly_when_its_parent_closes_the_pipe(worker: Worker, sent: bytes) -> None:
    """Wherever the parent stopped; nothing is said and nobody has to kill it."""
    worker.ask(encode(configure()))
    worker.requests.write(sent)
    worker.requests.close()
    assert worker.process.wait(PATIENCE_SECONDS) == 0
    assert worker.words.read() == b""


def test_it_does_not_start_without_a_memory_limit(tmp_path: Path) -> None:
    """Nobody runs it by hand and forgets the limit."""
    done = subprocess.run([sys.executable, "-I", WORKER], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"--memory-limit" in done.stderr
