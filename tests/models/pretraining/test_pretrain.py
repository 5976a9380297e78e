"""Pre-training: it ends alike however often it is interrupted and on however many processes."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import signal
import subprocess

import pytest

from models.__main__ import main
from models.environment import ENVIRONMENT_PYTHON
from models.pretraining.pretrain import INTERRUPTED
from models.pretraining.recipe import PRESETS
from tests.builders.shards import drawn_faces, make_shards
from tests.face_models import needs_pytorch

REPOSITORY = Path(__file__).parents[3]
STEPS, BATCH = 30, 16
TINY = ("--preset", "tiny", "--samples", str(STEPS * BATCH), "--batch", str(BATCH), "--micro-batch", "16")
COMPUTING = ("--workers", "0", "--threads", "1", "--log-steps", "1")
pytestmark = pytest.mark.timeout(600)  # each process with PyTorch takes seconds to come up


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shards of 25 made-up people: six steps are a round."""
    folder = tmp_path_factory.mktemp("shards")
    return make_shards(drawn_faces(folder / "faces", 25), folder / "shards")


@pytest.fixture(scope="session")
def whole(shards: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pre-training on one process that nothing disturbed."""
    return pretrain(shards, tmp_path_factory.mktemp("whole") / "run")


def pretrain(shards: Path, run: Path, *more: str) -> Path:
    """Pre-train and return the run's folder."""
    assert main(["pretrain", "--data", str(shards), "--output", str(run), *TINY, *COMPUTING, *more]) == 0
    return run


def resume(run: Path, *more: str) -> int:
    """Go on with a run and return the exit status."""
    return main(["pretrain", "--output", str(run), "--resume", *COMPUTING, *more])


def losses(run: Path) -> dict[int, float]:
    """Return the loss of each step."""
    lines = map(json.loads, (run / "steps.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["step"]: line["loss"] for line in lines if "loss" in line}


def largest_difference(one: Path, other: Path) -> float:
    """Return the largest difference of the losses of two runs."""
    assert list(losses(one)) == list(losses(other)) == list(range(1, STEPS + 1))
    return max(abs(loss - losses(other)[step]) for step, loss in losses(one).items())


@contextmanager
def started(run: Path, processes: int = 1) -> Iterator[subprocess.Popen[str]]:
    """Start what a prepared run asks for; ends it if it still runs."""
    launcher = (
        ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
        if processes > 1
        else []
    )
    program = [
        *launcher,
        "-m",
        "models.pretraining.pytorch",
        str(run / "job.json"),
        "--workers=0",
        "--threads=1",
    ]
    with subprocess.Popen(
        [ENVIRONMENT_PYTHON, *program], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def stop_at(process: subprocess.Popen[str], step: int, how: signal.Signals) -> None:
    """Send a signal once a step's line is there: what it saved is then being written, or just was."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(f"step {step} "):
            process.send_signal(how)
            break
    process.communicate()


def prepared(shards: Path, run: Path, *more: str) -> Path:
    """Prepare a run and return its folder."""
    return pretrain(shards, run, "--prepare-only", *more)


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


KILLING = """
import json, os, random, signal, sys
from pathlib import Path
import torch
from models.pretraining.pytorch.run import PretrainingRun
from models.training.pytorch.ranks import Ranks
torch.set_num_threads(1)
job, steps, kills = json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2]), int(sys.argv[3])
folder, killed, while_saving = Path(job['folder']), 0, 0
moments = sorted(random.Random(1).sample(range(1, steps), kills))
for number, step in enumerate([*moments, None]):
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writer, 1)
        PretrainingRun(job, Ranks(), 0).train()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as lines:
        for line in lines:
            if line.startswith(f'step {step} '):
                while number % 2 and step < steps - 5 and not [*folder.glob('step-*.part')]:
                    pass
                os.kill(child, signal.SIGKILL)
                break
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    while_saving += bool([*folder.glob('step-*.part')])
print(json.dumps([killed, while_saving]))
"""
"""Each training is a copy of one process: PyTorch takes seconds to come up. Every second kill waits for a save."""


@needs_pytorch
def test_killed_at_any_moment_it_ends_bit_for_bit_where_an_undisturbed_one_ends(
    shards: Path, whole: Path, tmp_path: Path
) -> None:
    """Twenty times: right after a step's line, when saving begins, or once a file is half written."""
    run = prepared(shards, tmp_path / "run", "--save-minutes", "0")
    command = [ENVIRONMENT_PYTHON, "-c", KILLING, run / "job.json", str(STEPS), "20"]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    killed, while_saving = json.loads(ended.stdout.splitlines()[-1])
    assert killed == 20
    assert while_saving > 0
    assert (run / "encoder.pth").read_bytes() == (whole / "encoder.pth").read_bytes()
    assert losses(run) == losses(whole)


@needs_pytorch
def test_two_processes_train_as_one(shards: Path, whole: Path, tmp_path: Path) -> None:
    run = pretrain(shards, tmp_path / "run", "--processes", "2")
    assert largest_difference(run, whole) <= 1e-4


@needs_pytorch
def test_the_number_of_processes_may_change_on_the_way(shards: Path, whole: Path, tmp_path: Path) -> None:
    """Two, then one, then three, of which one takes a picture more; in other pieces, and with workers."""
    run = prepared(shards, tmp_path / "run", "--save-minutes", "0", "--micro-batch", "5")
    for processes, step in ((2, 8), (1, 16)):
        with started(run, processes) as process:
            stop_at(process, step, signal.SIGTERM)
    assert resume(run, "--processes", "3", "--workers", "1") == 0
    assert largest_difference(run, whole) <= 1e-4


@needs_pytorch
def test_asked_to_end_it_saves_and_says_that_it_is_not_over(
    shards: Path, whole: Path, tmp_path: Path
) -> None:
    run = prepared(shards, tmp_path / "run", "--save-minutes", "1000")
    with started(run) as process:
        stop_at(process, 5, signal.SIGTERM)
        assert process.returncode == INTERRUPTED
    (saved,) = run.glob("step-*.pth")
    assert 5 <= int(saved.stem.partition("-")[2]) < STEPS
    assert not (run / "encoder.pth").exists()
    assert resume(run) == 0
    assert (run / "encoder.pth").read_bytes() == (whole / "encoder.pth").read_bytes()


@needs_pytorch
def test_the_newest_state_that_is_damaged_is_passed_over(
    shards: Path, whole: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run = prepared(shards, tmp_path / "run", "--save-minutes", "0")
    with started(run) as process:
        stop_at(process, 12, signal.SIGTERM)
    newest = max(run.glob("step-*.pth"))
    newest.write_bytes(newest.read_bytes()[:-1])
    assert resume(run) == 0
    assert f"{newest.name} is not as it was written" in capfd.readouterr().out
    assert (run / "encoder.pth").read_bytes() == (whole / "encoder.pth").read_bytes()


DAMAGES = {
    "cut short": "data[:len(data) // 2]",
    "a bit flipped": "data[:100] + bytes([data[100] ^ 1]) + data[101:]",
    "empty": "b''",
    "the newest one's hash alone": "None",
}


@needs_pytorch
def test_a_state_counts_only_as_it_was_written(tmp_path: Path) -> None:
    """Each damage is done to the newest of two states; the one before it is then the newest."""
    program = (
        "import json, pathlib, sys\n"
        "from models.pretraining.pytorch.saving import newest, save\n"
        "found = {}\n"
        "for number, (name, damage) in enumerate(json.load(sys.stdin).items()):\n"
        f"    folder = pathlib.Path({str(tmp_path)!r}, str(number))\n"
        "    folder.mkdir()\n"
        "    for step in (1, 2):\n"
        "        save(folder, step, {'step': step})\n"
        "    assert newest(folder) == ({'step': 2}, [])\n"
        "    file = folder / 'step-000000000002.pth'\n"
        "    data = file.read_bytes()\n"
        "    changed = eval(damage)\n"
        "    file.with_suffix('.sha256').unlink() if changed is None else file.write_bytes(changed)\n"
        "    found[name] = newest(folder)\n"
        "print(json.dumps(found))\n"
    )
    ended = subprocess.run(
        [ENVIRONMENT_PYTHON, "-c", program],
        cwd=REPOSITORY,
        input=json.dumps(DAMAGES),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(ended.stdout)
    assert found == {name: [{"step": 1}, ["step-000000000002.pth"]] for name in DAMAGES}


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
