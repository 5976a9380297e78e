"""Training: what is asked for, what is cut, and what the network learns."""

from dataclasses import fields
import json
from pathlib import Path
import signal
import subprocess

import numpy as np
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.picture.picture import Picture as ShownPicture
from models.__main__ import main
from models.environment import ENVIRONMENT_PYTHON
from models.evaluation.predictions import read_predictions
from models.evaluation.report import Wish, make_report
from models.synthetic.command import SyntheticPlan, write_synthetic
from models.training.crops import cut_faces
from models.training.manifest import Picture
from models.training.recipe import PRESETS, Recipe
from tests.engine import synthetic_models
from tests.face_models import needs_pytorch

REPOSITORY = Path(__file__).parents[2]
TINY = ("--preset", "tiny", "--already-cropped", "--positive", "sign", "--workers", "0", "--threads", "1")


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manifest of a few made-up people."""
    folder = tmp_path_factory.mktemp("faces")
    write_synthetic(folder, SyntheticPlan(subjects=30, side_px=64))
    return folder / "manifest.csv"


def finetune(data: Path, output: Path, *more: str) -> Path:
    """Run the command and return its folder."""
    assert main(["finetune", "--data", str(data), "--output", str(output), *TINY, "--folds", "3", *more]) == 0
    return output


def losses(folder: Path) -> list[float]:
    """Return each epoch's loss."""
    lines = (folder / "epochs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["loss"] for line in lines]


def test_the_defaults_are_the_authors() -> None:
    """Of their script, as `docs/training.md` lists them."""
    recipe = PRESETS["livecad"]
    assert (recipe.learning_rate, recipe.layer_decay, recipe.weight_decay) == (5e-4, 0.9, 0.05)
    assert (recipe.warmup_epochs, recipe.min_learning_rate, recipe.drop_path) == (5, 1e-6, 0.1)
    assert (recipe.label_smoothing, recipe.random_erasing, recipe.head_scale) == (0.1, 0.25, 0.001)
    assert (recipe.mixup, recipe.cutmix, recipe.ema_decay, recipe.balance) == (0, 0, 0, "sampling")
    assert recipe.auto_augment == "rand-m9-mstd0.5-inc1"


def test_every_part_of_the_recipe_can_be_given(faces: Path, tmp_path: Path) -> None:
    given = [word for field in fields(Recipe) for word in _changed(field.name)]
    finetune(faces, tmp_path / "out", "--prepare-only", *given)
    asked = json.loads((tmp_path / "out/job.json").read_text(encoding="utf-8"))["recipe"]
    assert all(asked[field.name] != getattr(PRESETS["tiny"], field.name) for field in fields(Recipe))


def _changed(name: str) -> tuple[str, str]:
    """Return an option with another value than the preset's."""
    value = {"network": "large", "balance": "loss", "auto_augment": "rand-m1"}.get(name, "7")
    return f"--{name.replace('_', '-')}", value


def test_a_folder_with_a_training_is_not_overwritten(faces: Path, tmp_path: Path) -> None:
    finetune(faces, tmp_path / "out", "--prepare-only")
    with pytest.raises(SystemExit, match="--resume to go on"):
        finetune(faces, tmp_path / "out")
    with pytest.raises(SystemExit, match="Leave out --resume"):
        main(["finetune", "--output", str(tmp_path / "other"), "--resume"])


def test_without_pytorch_it_says_how_to_get_it(faces: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="scripts/setup models"):
        finetune(faces, tmp_path / "out", "--python", str(tmp_path / "none"))


def test_the_largest_face_is_cut_as_the_home_does_it_and_pictures_without_one_are_counted(
    tmp_path: Path,
) -> None:
    scene = synthetic_models.empty_picture()
    synthetic_models.draw_face(scene, 40, 30, (40, 40, 200))
    Image.fromarray(scene[:, :, ::-1]).save(tmp_path / "face.png")
    Image.fromarray(synthetic_models.empty_picture()).save(tmp_path / "wall.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    pictures = [Picture(name, tmp_path / f"{name}.png", "cad") for name in ("face", "wall", "broken")]
    detector = YuNetDetector(OnnxRuntimeSession(synthetic_models.detector()))
    cut = cut_faces(pictures, tmp_path / "crops", detector)
    assert [path.stem for path in cut.left_out] == ["wall", "broken"]
    (crop,) = cut.pictures
    face = detector.detect(ShownPicture.of_pixels(scene))[0].box
    with Image.open(crop.path) as opened:
        assert opened.width == pytest.approx(face.width * 1.1, abs=1)
        red, _, blue = np.asarray(opened).mean((0, 1))
    assert red > blue


@needs_pytorch
def test_a_training_becomes_a_model_file_that_answers_alike(faces: Path, tmp_path: Path) -> None:
    folder = finetune(faces, tmp_path / "out", "--epochs", "2", "--ema-decay", "0.5", "--mixup", "0.8")
    file = tmp_path / "model.onnx"
    crop = ("--crop-geometry", "box", "--positive", "sign", "--precision", "fp32", "--kind", "demonstration")
    assert main(["convert", "--checkpoint", str(folder), "--output", str(file), *crop]) == 0
    data = ("--data", str(folder / "manifest.csv"), "--already-cropped", "--resamples", "20")
    assert main(["evaluate", "--model", str(file), "--output", str(tmp_path / "report"), *data]) == 0
    trained, home = (
        {(one.subject, one.view): one.log_odds for one in read_predictions(place / "predictions.csv")}
        for place in (folder, tmp_path / "report")
    )
    assert len(trained) == 2 * 10 * 4
    assert max(abs(home[key] - value) for key, value in trained.items()) < 1e-4


@needs_pytorch
def test_the_same_seed_trains_alike_and_an_interruption_changes_nothing(faces: Path, tmp_path: Path) -> None:
    whole = finetune(faces, tmp_path / "whole", "--epochs", "3")
    broken = finetune(faces, tmp_path / "broken", "--epochs", "3", "--prepare-only")
    command = [
        ENVIRONMENT_PYTHON,
        "-m",
        "models.training.pytorch",
        broken / "job.json",
        "--workers=0",
        "--threads=1",
    ]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # The second epoch's line comes before its checkpoint: it dies somewhere around writing it.
        for _ in range(2):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    resumed = ["finetune", "--output", str(broken), "--resume", "--workers", "0", "--threads", "1"]
    assert main(resumed) == 0
    assert losses(broken)[-1] == losses(whole)[-1]
    assert read_predictions(broken / "predictions.csv") == read_predictions(whole / "predictions.csv")


@needs_pytorch
def test_every_augmentation_of_the_authors_recipe_can_be_drawn(tmp_path: Path) -> None:
    """With two hundred crops each of them comes up; Pillow 13 refused one that timm asks of it."""
    Image.new("RGB", (80, 90), (150, 110, 90)).save(tmp_path / "crop.png")
    program = (
        "from models.training.recipe import Recipe\n"
        "from models.training.pytorch.pictures import Crops, Item, seed_everything\n"
        "seed_everything(1)\n"
        f"crops = Crops([Item({str(tmp_path / 'crop.png')!r}, 'a', 0)], Recipe(), is_training=True)\n"
        "print({tuple(crops[0][0].shape) for _ in range(200)})\n"
    )
    ended = subprocess.run(
        [ENVIRONMENT_PYTHON, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "{(3, 224, 224)}"


@needs_pytorch
def test_two_processes_train_one_network(faces: Path, tmp_path: Path) -> None:
    folder = finetune(faces, tmp_path / "out", "--epochs", "1", "--processes", "2", "--batch", "8")
    assert len(read_predictions(folder / "predictions.csv")) == 2 * 10 * 4


STARTS = {
    "a whole checkpoint": ("", "begun anew: nothing"),
    "another prefix": ("s = {'encoder.' + k: v for k, v in s.items()}", "begun anew: nothing"),
    "other classes": ("s['head.weight'] = torch.zeros(9, 64)", "begun anew: head.bias, head.weight"),
    "one bias for queries, keys and values, as a MAE has it": (
        (
            "b = s.pop('blocks.0.attn.q_bias'); v = s.pop('blocks.0.attn.v_bias')\n"
            "s['blocks.0.attn.qkv.bias'] = torch.cat([b, b, v]); s['mask_token'] = b"
        ),
        "left behind: mask_token",
    ),
    "one table for all blocks, as BEiT's pre-training has it": (
        (
            "t = s.pop('blocks.0.attn.relative_position_bias_table')\n"
            "del s['blocks.1.attn.relative_position_bias_table']\n"
            "s['rel_pos_bias.relative_position_bias_table'] = t"
        ),
        "begun anew: nothing",
    ),
    "a matrix lacks": ("del s['blocks.1.mlp.fc1.weight']", "blocks.1.mlp.fc1.weight is missing"),
    "nobody knows it": ("s['extra.weight'] = s['head.bias']", "extra.weight is unexpected"),
    "another width": ("s['norm.weight'] = s['patch_embed.proj.bias'] = torch.zeros(32)", "instead of (64,)"),
}
"""What is done to the weights `s` of a tiny network, and what is said when a training starts from them."""


@pytest.fixture(scope="module")
def said_of_starts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what is said of each, asked of one process: PyTorch takes seconds to come up."""
    file = str(tmp_path_factory.mktemp("starts") / "start.pth")
    program = (
        "import json, sys, torch\n"
        "from models.training.recipe import PRESETS\n"
        "from models.training.pytorch.network import make_network, start_from\n"
        "said = {}\n"
        "for name, (change, _) in json.load(sys.stdin).items():\n"
        "    s = dict(make_network(PRESETS['tiny'], 2).state_dict())\n"
        "    exec(change)\n"
        f"    torch.save({{'model': s}}, {file!r})\n"
        "    try:\n"
        f"        said[name] = str(start_from(make_network(PRESETS['tiny'], 2), {file!r}))\n"
        "    except ValueError as error:\n"
        "        said[name] = str(error)\n"
        "print(json.dumps(said))\n"
    )
    command = [ENVIRONMENT_PYTHON, "-c", program]
    ended = subprocess.run(
        command, cwd=REPOSITORY, input=json.dumps(STARTS), capture_output=True, text=True, check=True
    )
    said: dict[str, str] = json.loads(ended.stdout.splitlines()[-1])
    return said


@needs_pytorch
@pytest.mark.parametrize("start", STARTS)
def test_a_start_takes_what_fits_and_refuses_what_does_not(
    said_of_starts: dict[str, str], start: str
) -> None:
    assert STARTS[start][1] in said_of_starts[start]


@needs_pytorch
def test_the_learning_rate_shrinks_from_the_head_down_and_only_matrices_decay() -> None:
    """Layer by layer as the authors count: head 1, last block 0.9, first block 0.81, patches 0.729."""
    program = (
        "import json\n"
        "from dataclasses import replace\n"
        "from models.training.recipe import PRESETS, Recipe\n"
        "from models.training.pytorch.network import make_network\n"
        "from models.training.pytorch.steps import learning_rate, make_optimizer\n"
        "recipe = Recipe(network='tiny')\n"
        "network = make_network(recipe, 2)\n"
        "names = {id(value): name for name, value in network.named_parameters()}\n"
        "groups = make_optimizer(network, recipe).param_groups\n"
        "scales = {names[id(p)]: [g['lr_scale'], g['weight_decay']] for g in groups for p in g['params']}\n"
        "print(json.dumps([scales, [learning_rate(recipe, at) for at in (0, 2.5, 5, 17.5, 30)]]))\n"
    )
    ended = subprocess.run(
        [ENVIRONMENT_PYTHON, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    scales, rates = json.loads(ended.stdout)
    found = {
        name: scales[name] for name in ("head.weight", "blocks.1.mlp.fc1.weight", "blocks.0.attn.qkv.weight")
    }
    assert [scale for scale, _ in found.values()] == pytest.approx([1, 0.9, 0.81])
    assert scales["patch_embed.proj.weight"][0] == pytest.approx(0.729)
    assert all(decay == 0.05 for _, decay in found.values())
    assert scales["head.bias"][1] == scales["cls_token"][1] == scales["blocks.0.gamma_1"][1] == 0
    assert rates == pytest.approx([0, 2.5e-4, 5e-4, (5e-4 + 1e-6) / 2, 1e-6])


@needs_pytorch
@pytest.mark.timeout(600)
def test_the_planted_sign_is_learnt_and_shuffled_labels_are_not(tmp_path: Path) -> None:
    """On people whom the network never saw. About a minute and a half."""
    write_synthetic(tmp_path / "faces", SyntheticPlan(subjects=600))
    found = {}
    for name, more in (("true", ()), ("shuffled", ("--shuffle-labels",))):
        folder = finetune(tmp_path / "faces/manifest.csv", tmp_path / name, "--patience", "4", *more)
        report = make_report(read_predictions(folder / "predictions.csv"), Wish(resamples=50))
        assert report["test"]["subjects"] == 200
        found[name] = report["per_subject"]["auc"]["value"]
    assert found["true"] >= 0.90
    assert found["shuffled"] == pytest.approx(0.5, abs=0.1)
