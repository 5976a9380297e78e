"""The commands of the model workshop, from a checkpoint of random weights to a file that is accepted."""

import json
from pathlib import Path
import subprocess
import sys

import numpy as np
import onnx
import pytest

from custom_components.digitalshadow.engine.conversion.checkpoint import Checkpoint
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from models.__main__ import main
from models.environment import ENVIRONMENT_PYTHON
from models.random_checkpoint import TINY, write_random_checkpoint
from tests.engine.conftest import DEMONSTRATION
from tests.face_models import needs_pytorch


def convert(checkpoint: Path, target: Path, *more: str) -> Path:
    assert main(["convert", "--checkpoint", str(checkpoint), "--output", str(target), *more]) == 0
    return target


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A folder with a tiny network's random weights."""
    write_random_checkpoint(tmp_path / "tiny", TINY)
    return tmp_path / "tiny"


def test_the_same_seed_writes_the_same_checkpoint(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["checkpoint", str(tmp_path / name), "--size", "tiny", "--seed", "5"]) == 0
    one, two = ((tmp_path / name / "checkpoint-best.pth").read_bytes() for name in ("one", "two"))
    assert one == two
    assert main(["checkpoint", str(tmp_path / "two"), "--size", "tiny", "--seed", "6"]) == 0
    assert one != (tmp_path / "two/checkpoint-best.pth").read_bytes()


def test_an_optimisers_state_makes_the_file_three_times_as_large(checkpoint: Path, tmp_path: Path) -> None:
    large = write_random_checkpoint(tmp_path / "large", TINY, with_optimizer=True).stat().st_size
    assert large / (checkpoint / "checkpoint-best.pth").stat().st_size == pytest.approx(3, rel=0.2)


def test_a_checkpoint_becomes_a_file_that_is_accepted(
    checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = convert(checkpoint, tmp_path / "livecad.onnx", "--name", "mine", "--licence", "by letter")
    said = capsys.readouterr().out
    assert "within bounds" in said
    assert "in int8" in said
    assert main(["inspect", str(target)]) == 0
    said = capsys.readouterr().out
    assert "ACCEPTED as a risk model of the kind livecad; it comes in through the upload dialog" in said
    assert "by letter" in said
    assert "golden check: passed" in said


def test_the_workshop_needs_neither_home_assistant_nor_onnx_nor_pytorch_to_convert(
    checkpoint: Path, tmp_path: Path
) -> None:
    program = (
        "import sys, runpy\n"
        "sys.argv = ['models', 'convert', '--checkpoint', sys.argv[1], '--output', sys.argv[2]]\n"
        "try:\n    runpy.run_module('models', run_name='__main__', alter_sys=True)\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(sorted({'homeassistant', 'onnx', 'torch'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(checkpoint), str(tmp_path / "livecad.onnx")]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_class_that_nobody_named_is_asked_for(checkpoint: Path, tmp_path: Path) -> None:
    (checkpoint / "classes.txt").write_text("a, b", encoding="utf-8")
    with pytest.raises(SystemExit, match="--positive with one of the classes a, b, got nothing"):
        convert(checkpoint, tmp_path / "livecad.onnx")
    with pytest.raises(SystemExit, match="got c"):
        convert(checkpoint, tmp_path / "livecad.onnx", "--positive", "c")
    convert(checkpoint, tmp_path / "livecad.onnx", "--positive", "b")
    pairs = OnnxRuntimeSession((tmp_path / "livecad.onnx").read_bytes()).metadata
    assert pairs["positive_index"] == "1"


def test_a_refused_checkpoint_ends_with_the_reason(checkpoint: Path, tmp_path: Path) -> None:
    (checkpoint / "checkpoint-best.pth").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="convert: Expected a checkpoint of PyTorch"):
        convert(checkpoint, tmp_path / "livecad.onnx")


@pytest.mark.parametrize("precision", list(Precision))
def test_the_template_is_written_alike_every_time(tmp_path: Path, precision: Precision) -> None:
    for name in ("one", "two"):
        assert main(["template", str(tmp_path / name), "--precision", precision]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert not onnx.load(tmp_path / "one").graph.initializer


def test_the_demonstration_model_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(DEMONSTRATION)]) == 0
    said = capsys.readouterr().out
    assert "in the catalogue: demonstration" in said
    assert "of the kind demonstration" in said


def test_a_file_that_is_no_model_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.onnx").write_bytes(b"<html>")
    assert main(["inspect", str(tmp_path / "other.onnx")]) == 1
    assert "REFUSED" in capsys.readouterr().out


def test_verifying_without_pytorch_says_how_to_get_it(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="scripts/setup models"):
        main(["verify", "x.onnx", "--checkpoint", str(checkpoint), "--python", str(tmp_path / "none")])


@needs_pytorch
def test_pytorch_gives_the_same_answers(
    checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [
        str(convert(checkpoint, tmp_path / f"{precision}.onnx", "--precision", precision))
        for precision in Precision
    ]
    table = tmp_path / "table.json"
    assert main(["verify", *files, "--checkpoint", str(checkpoint), "--runs", "1", "--json", str(table)]) == 0
    assert "PyTorch eager" in capsys.readouterr().out
    rows = {row["form"]: row for row in json.loads(table.read_text(encoding="utf-8"))}
    assert max(rows["fp32"]["random_max"], rows["fp32"]["faces_max"]) <= 2e-6
    assert rows["fp16"]["faces_max"] <= 1e-3
    assert rows["int8"]["faces_max"] <= 0.01


@needs_pytorch
def test_a_file_of_another_checkpoint_is_found_out(checkpoint: Path, tmp_path: Path) -> None:
    target = convert(checkpoint, tmp_path / "model.onnx", "--precision", "fp32")
    write_random_checkpoint(checkpoint, TINY, seed=2)
    assert main(["verify", str(target), "--checkpoint", str(checkpoint), "--runs", "1"]) == 1


@needs_pytorch
def test_what_pytorch_itself_saves_is_read(tmp_path: Path) -> None:
    """With a real Namespace, parameters in 16 bits, and a view of another tensor's storage."""
    program = (
        "import argparse, sys, torch\n"
        "torch.manual_seed(1)\n"
        "model = {'a': torch.randn(3, 4), 'b': torch.randn(4, 2).t(), 'c': torch.randn(5).bfloat16()}\n"
        "model['d'] = model['a'][1:, ::2]\n"
        "model['e'] = torch.nn.Parameter(torch.randn(2).double())\n"
        "module = torch.nn.Linear(4, 2)\n"
        "optimizer = torch.optim.AdamW(module.parameters())\n"
        "module(torch.randn(1, 4)).sum().backward(); optimizer.step()\n"
        "state = {'model': model, 'optimizer': optimizer.state_dict(), 'epoch': 3,\n"
        "         'scaler': torch.amp.GradScaler('cpu').state_dict(), 'args': argparse.Namespace(lr=0.1)}\n"
        "torch.save(state, sys.argv[1])\n"
        "import numpy; numpy.savez(sys.argv[2], **{k: v.detach().float().numpy() for k, v in model.items()})\n"
    )
    saved, expected = tmp_path / "saved.pth", tmp_path / "expected.npz"
    subprocess.run([ENVIRONMENT_PYTHON, "-c", program, saved, expected], check=True)
    with saved.open("rb") as file:
        checkpoint = Checkpoint(file)
        for name, values in np.load(expected).items():
            assert np.array_equal(checkpoint.read(name), values), name
