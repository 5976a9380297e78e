"""Pre-trainings of the tiny network: run, prepared, interrupted, and compared."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import signal
import subprocess

from models.__main__ import main
from models.environment import ENVIRONMENT_PYTHON

REPOSITORY = Path(__file__).parents[2]
STEPS, BATCH = 30, 16
TINY = ("--preset", "tiny", "--samples", str(STEPS * BATCH), "--batch", str(BATCH), "--micro-batch", "16")
COMPUTING = ("--workers", "0", "--threads", "1", "--log-steps", "1")


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
