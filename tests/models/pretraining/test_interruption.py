"""Pre-training ends alike however often it is interrupted and on however many processes."""

import json
from pathlib import Path
import signal
import subprocess

import pytest

from models.environment import ENVIRONMENT_PYTHON
from models.pretraining.pretrain import INTERRUPTED
from tests.builders.pretraining import (
    REPOSITORY,
    STEPS,
    largest_difference,
    losses,
    prepared,
    pretrain,
    resume,
    started,
    stop_at,
)
from tests.face_models import needs_pytorch

pytestmark = pytest.mark.timeout(600)  # each process with PyTorch takes seconds to come up


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
