"""Damaged and hostile checkpoints; `python -m tests.hostile.checkpoints --count N` tries many and tells.

Each is read in a process of its own, with a limit on its memory and nothing else taken from it: what a file could make
its reader run would leave a trace. The process that runs this stands for Home Assistant.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from functools import partial
import json
from pathlib import Path
from random import Random
import resource
import select
import subprocess
import sys
from tempfile import TemporaryDirectory
import time
from typing import Final
import zipfile

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.conversion.checkpoint import Checkpoint
from custom_components.digitalshadow.engine.records.errors import ModelError
from models.checkpoint_writer import (
    TensorPlan,
    build,
    call,
    dictionary,
    name_of,
    several,
    tensor,
    text,
    whole,
    write_archive,
)
from models.random_checkpoint import TINY, random_parameters
from tests.engine.conversion.checkpoint_forms import (
    pack_again,
    stream_tensor,
    write_safetensors,
    write_stream,
)
from tests.hostile.damage import damaged

DEADLINE_SECONDS: Final = 20.0
MEMORY_BYTES: Final = 768 * 2**20
TRACE: Final = "executed"
_ROOT: Final = Path(__file__).parents[2]
VALUES: Final[NDArray[np.float32]] = next(
    plan.values() for name, plan in random_parameters(TINY, 1) if name == "head.weight"
)[:2, :3]
_PLAN: Final = TensorPlan((2, 3), lambda: VALUES)

type Attack = Callable[[Random], bytes]


def _command(random: Random) -> bytes:
    """Ask for a command to be run, by one of the ways there are."""
    command = [text(f"touch {TRACE}")]
    code = [text(f"open({TRACE!r}, 'w')")]
    return random.choice(
        [
            call("os", "system", command),
            call("posix", "system", command),
            call("builtins", "eval", code),
            call("__builtin__", "exec", code),
            call("subprocess", "getoutput", command),
            call("runpy", "run_path", [text("other.py")]),
            call("torch", "load", [text("other.pth")]),
            call("numpy", "load", [text("other.npy"), b"N", b"\x88"]),
            call("builtins", "getattr", [name_of("os", "path"), text("system")]),
        ]
    )


def _changed_reader(random: Random) -> bytes:
    """Try to change what the reader is made of."""
    target = random.choice(
        [
            tensor(0, _PLAN),
            name_of("torch", "FloatStorage"),
            name_of("torch._utils", "_rebuild_tensor_v2"),
            name_of("collections", "OrderedDict"),
            name_of("argparse", "Namespace"),
        ]
    )
    state = dictionary([("__class__", text("other")), ("_strides", several([whole(2**30)])), ("items", b"N")])
    return target + random.choice([state, several([b"N", state])]) + b"b"


def _impossible_tensor(random: Random) -> bytes:
    """Describe a tensor that reaches behind its storage, or is none."""
    extremes = (-1, 0, 1, 7, 2**20, 2**31 - 1)
    plan = TensorPlan((random.choice(extremes), random.choice(extremes)), lambda: VALUES)
    strides = (random.choice(extremes), random.choice(extremes))
    return tensor(0, plan, offset=random.choice(extremes), strides=strides, elements=6)


def _growth(random: Random) -> bytes:
    """Describe something that grows: lists of lists, long names, a thousand dictionaries."""
    return random.choice(
        [
            b"]" + b"(2" * 3 + b"e" * 3 + b"]" * 20_000 + b"a" * 20_000,
            b"(" * 50_000 + b"t" * 50_000,
            text("x" * 5_000_000),
            b"X" + (2**31).to_bytes(4, "little") + b"x",
            call("builtins", "range", [whole(2**31 - 1)]),
            call("builtins", "bytearray", [whole(2**31 - 1)]),
            call("collections", "Counter", [call("builtins", "range", [whole(2**31 - 1)])]),
        ]
    )


ATTACKS: Final[tuple[Attack, ...]] = (_command, _changed_reader, _impossible_tensor, _growth)


def _attacked(path: Path, random: Random) -> None:
    """Write a checkpoint that carries an attack, beside its weights or in place of them."""
    attack = random.choice(ATTACKS)(random)
    weights = dictionary([("weight", tensor(0, _PLAN))])
    content = random.choice(
        [
            dictionary([("args", attack), ("model", weights)]),
            dictionary([("model", dictionary([("weight", attack)]))]),
            dictionary([("model", build("argparse", "Namespace", attack))]),
            attack,
        ]
    )
    write_archive(path, content, [VALUES])
    if random.random() < 0.3:
        pack_again(path, path.with_suffix(".again"), method=zipfile.ZIP_DEFLATED).replace(path)


def honest_files(folder: Path) -> tuple[bytes, ...]:
    """Return honest checkpoints in each form."""
    parameters = {name: plan.values() for name, plan in random_parameters(TINY, 1)}
    path = folder / "honest"
    plans = {
        name: TensorPlan(values.shape, partial(np.asarray, values)) for name, values in parameters.items()
    }
    model = dictionary([(name, tensor(number, plan)) for number, (name, plan) in enumerate(plans.items())])
    write_archive(path, dictionary([("model", model)]), parameters.values())
    archive = path.read_bytes()
    pack_again(path, folder / "again").replace(path)
    again = path.read_bytes()
    write_safetensors(path, parameters)
    safetensors = path.read_bytes()
    names = [(name, stream_tensor(name, values.shape)) for name, values in parameters.items()]
    write_stream(path, dictionary([("model", dictionary(names))]), parameters)
    return archive, again, safetensors, path.read_bytes()


def write_hostile(path: Path, honest: tuple[bytes, ...], seed: int) -> None:
    """Write one hostile file; the same one for the same seed."""
    random = Random(seed)  # noqa: S311  # nothing is to be kept secret
    if random.random() < 0.4:
        _attacked(path, random)
        if random.random() < 0.2:
            path.write_bytes(damaged(path.read_bytes(), random))
    else:
        path.write_bytes(damaged(random.choice(honest), random))


def read(path: Path) -> str:
    """Read every parameter of a file, and return what became of it."""
    try:
        with path.open("rb") as file:
            checkpoint = Checkpoint(file)
            for name in checkpoint.parameters:
                checkpoint.read(name)
    except ModelError as err:
        return f"refused: {err.reason}"
    return "read"


def serve() -> None:
    """Read the files that come in, one a line, and answer each with a line."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        try:
            outcome = read(Path(line.rstrip("\n")))
        # Anything else is a mistake of the reader: the conversion's process would end.
        except BaseException as err:  # noqa: BLE001
            outcome = f"raised: {type(err).__name__}"
        sys.stdout.write(outcome + "\n")
        sys.stdout.flush()


class _Reader:
    """A process that reads files, and is replaced when it ends or hangs."""

    def __init__(self, folder: Path) -> None:
        """Work in a folder that nothing else writes to."""
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None

    def ask(self, path: Path) -> str:
        """Return what became of a file."""
        if self._process is None:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from {__spec__.name} import serve; serve()",
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                text=True,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        ready = select.select([self._process.stdout], [], [], DEADLINE_SECONDS)[0]
        answer = self._process.stdout.readline().rstrip("\n") if ready else ""
        if answer:
            return answer
        self.end()
        return "reader ended" if ready else "too slow"

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def report(count: int, first_seed: int = 0) -> dict[str, object]:
    """Try files and return what became of them."""
    began, outcomes, executed = time.monotonic(), Counter[str](), []
    with TemporaryDirectory() as place:
        folder = Path(place, "empty")
        folder.mkdir()
        path, honest = Path(place, "hostile.pth"), honest_files(Path(place))
        reader = _Reader(folder)
        for seed in range(first_seed, first_seed + count):
            write_hostile(path, honest, seed)
            outcomes[reader.ask(path)] += 1
            if any(folder.iterdir()):
                executed.append(seed)
        reader.end()
    raised = sum(number for outcome, number in outcomes.items() if outcome.startswith("raised"))
    return {
        "what": "checkpoints",
        "count": count,
        "first_seed": first_seed,
        "outcomes": dict(outcomes.most_common()),
        "executed": executed,
        "crashes": raised,
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> None:
    """Print the report; exit with 1 where anything was run or came through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    told = report(options.count, options.first_seed)
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    raise SystemExit(bool(told["crashes"] or told["executed"]))


if __name__ == "__main__":
    main()
