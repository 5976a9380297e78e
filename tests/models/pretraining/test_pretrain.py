"""Pre-training: what it takes, what it leaves, and what follows from it."""

import json
from pathlib import Path
import subprocess

import pytest

from models.__main__ import main
from models.environment import ENVIRONMENT_PYTHON
from models.pretraining.recipe import PRESETS
from tests.builders.pretraining import REPOSITORY, STEPS, prepared, pretrain, resume
from tests.builders.shards import drawn_faces
from tests.face_models import needs_pytorch

pytestmark = pytest.mark.timeout(600)  # each process with PyTorch takes seconds to come up


def test_the_defaults_are_those_of_the_masked_autoencoder_but_for_crop_and_colour() -> None:
    recipe = PRESETS["base"]
    assert (recipe.batch, recipe.learning_rate, recipe.weight_decay, recipe.masked) == (
        4096,
        1.5e-4,
        0.05,
        0.75,
    )
    assert (recipe.decoder_depth, recipe.decoder_width, recipe.visible) == (8, 512, 49)
    assert not hasattr(recipe, "color_jitter")


@pytest.mark.parametrize(
    ("step", "rate"),
    [
        pytest.param(0, 1.5e-4 * 16 / 6104, id="rises from nothing"),
        pytest.param(6103, 1.5e-4 * 16, id="the highest after a fortieth of the samples"),
        pytest.param(6104 + 119018, 1.5e-4 * 8, id="half of it in the middle of what is left"),
        pytest.param(244140, 0.0, id="nothing in the end"),
    ],
)
def test_the_learning_rate_rises_and_then_falls_as_a_cosine(step: int, rate: float) -> None:
    assert PRESETS["base"].steps == 244141
    assert PRESETS["base"].learning_rate_at(step) == pytest.approx(rate, abs=1e-8, rel=1e-4)


@needs_pytorch
def test_what_it_leaves_says_what_was_done(whole: Path) -> None:
    lines = [json.loads(line) for line in (whole / "steps.jsonl").read_text().splitlines()]
    steps = [line for line in lines if "loss" in line]
    assert {"samples_per_second", "mfu", "data_wait", "gradient_norm", "memory_mb"} < set(steps[0])
    assert steps[-1]["loss"] < steps[0]["loss"]
    assert all(0 <= line["data_wait"] <= 1 for line in steps)
    monitor = [line["monitor"] for line in lines if "monitor" in line][-1]
    assert 1 < monitor["effective_rank"] < 64
    account = json.loads((whole / "pretraining.json").read_text())
    assert account["steps"] == STEPS
    assert account["licence"] == "pre-trained on pictures under Apache-2.0, drawn"
    card = (whole / "model-card.md").read_text()
    assert "100 crops were kept" in card
    assert "No labelled set was named" in card


@needs_pytorch
def test_only_the_two_newest_states_are_kept_and_an_encoder_of_each_tenth(whole: Path) -> None:
    assert len(list(whole.glob("step-*.pth"))) <= 2
    assert len(list(whole.glob("encoder-*.pth"))) == 10


def test_a_folder_with_a_run_is_not_overwritten(shards: Path, tmp_path: Path) -> None:
    run = prepared(shards, tmp_path / "run")
    with pytest.raises(SystemExit, match="Use --resume"):
        pretrain(shards, run)
    with pytest.raises(SystemExit, match="Leave out --resume"):
        resume(tmp_path / "other")


def test_without_shards_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Let `shards` end first"):
        pretrain(tmp_path, tmp_path / "run")


def test_people_of_the_monitor_must_not_be_among_the_shards(shards: Path, tmp_path: Path) -> None:
    """A planted leak: the very people who are pre-trained on, with their labels."""
    with pytest.raises(SystemExit, match="got 100 pictures of them"):
        pretrain(
            shards,
            tmp_path / "run",
            "--monitor",
            str(shards.parent / "faces/manifest.csv"),
            "--positive",
            "sign",
        )


@needs_pytorch
def test_a_linear_probe_watches_on_people_who_are_not_among_them(shards: Path, tmp_path: Path) -> None:
    others = drawn_faces(tmp_path / "labelled", 80, seed=9)
    run = pretrain(
        shards, tmp_path / "run", "--monitor", str(others), "--positive", "sign", "--samples", "64"
    )
    monitor = json.loads((run / "pretraining.json").read_text())["monitor"]
    assert set(monitor["linear_auc"]) == {"32"}
    assert 0 <= monitor["linear_auc"]["32"] <= 1


@needs_pytorch
def test_a_teacher_is_dinov2_at_the_size_where_its_grid_is_the_networks(tmp_path: Path) -> None:
    """Eight by eight patches of 14 px for the tiny network; any other network is refused."""
    program = (
        "import sys, timm, torch\n"
        "from models.pretraining.pytorch.teacher import load_teacher\n"
        "from models.pretraining.recipe import PRESETS\n"
        "torch.save(timm.create_model('vit_small_patch14_dinov2').state_dict(), sys.argv[1])\n"
        "teacher = load_teacher(sys.argv[1], PRESETS['tiny'])\n"
        "print(tuple(teacher.forward_features(torch.rand(1, 3, 112, 112)).shape))\n"
        "torch.save({'head.weight': torch.zeros(2, 2)}, sys.argv[1])\n"
        "try:\n"
        "    load_teacher(sys.argv[1], PRESETS['tiny'])\n"
        "except ValueError as error:\n"
        "    print(error)\n"
    )
    ended = subprocess.run(
        [ENVIRONMENT_PYTHON, "-c", program, tmp_path / "teacher.pth"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    shape, refusal = ended.stdout.splitlines()
    assert shape == "(1, 65, 384)"
    assert "Expected a checkpoint of DINOv2" in refusal


def test_a_teacher_belongs_to_features_and_to_nothing_else(shards: Path, tmp_path: Path) -> None:
    for more in (("--objective", "features"), ("--teacher", str(tmp_path / "dinov2.pth"))):
        with pytest.raises(SystemExit, match="--teacher with --objective features"):
            prepared(shards, tmp_path / "run", *more)


@needs_pytorch
def test_fine_tuning_takes_the_encoder_and_only_the_head_begins_anew(
    whole: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Pre-trained, fine-tuned, converted, and asked by the home's own engine."""
    labelled = drawn_faces(tmp_path / "labelled", 30, seed=7)
    folder, file = tmp_path / "tuned", tmp_path / "model.onnx"
    words = (
        "--preset",
        "tiny",
        "--already-cropped",
        "--positive",
        "sign",
        "--workers",
        "0",
        "--threads",
        "1",
    )
    begun = ("--start", str(whole), "--epochs", "1", "--batch", "16", "--folds", "3")
    assert main(["finetune", "--data", str(labelled), "--output", str(folder), *words, *begun]) == 0
    said = capfd.readouterr().out
    assert "begun anew: head.bias, head.weight; left behind: nothing" in said
    assert "120 labelled files with 100 crops; faces were not compared" in said
    crop = (
        "--crop-geometry",
        "box",
        "--positive",
        "sign",
        "--kind",
        "demonstration",
        "--licence",
        "Apache-2.0",
    )
    assert main(["convert", "--checkpoint", str(folder), "--output", str(file), *crop]) == 0
    report = (
        "--output",
        str(tmp_path / "report"),
        "--training",
        str(folder / "training.json"),
        "--resamples",
        "20",
    )
    data = ("--data", str(folder / "manifest.csv"), "--already-cropped")
    assert main(["evaluate", "--model", str(file), *report, *data]) == 0
    card = (tmp_path / "report/model-card.md").read_text()
    assert "licence: pre-trained on pictures under Apache-2.0, drawn" in card
    capfd.readouterr()
    assert main(["inspect", str(file)]) == 0
    assert "Apache-2.0; pre-trained on pictures under Apache-2.0, drawn" in capfd.readouterr().out
