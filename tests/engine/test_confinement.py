"""What the engine's process cannot do any more, tried in a process of its own."""

from collections.abc import Callable
import json
import os
import struct
import subprocess
import sys
import textwrap

import pytest

from custom_components.digitalshadow.engine.confinement import Confinement, filter_for
from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER

REFUSED = ("PermissionError", "OSError")
TRY = """
    import json, os, signal, socket, subprocess, sys
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path
    folder, writable = Path(sys.argv[1]), Path(sys.argv[2])
    spec = spec_from_file_location("confinement", sys.argv[3])
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    before = open(folder / "opened before", "w")
    taken = module.confine([writable])
    def attempt(work):
        try:
            work()
        except Exception as err:
            return type(err).__name__
        return "done"
    def change_in_memory():
        file = os.memfd_create("model")
        os.write(file, b"x")
        os.ftruncate(file, 0)
    def rename_where_it_may():
        (writable / "part").write_text("x")
        (writable / "part").rename(writable / "whole")
        (writable / "whole").unlink()
    attempts = {
        "network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "network by name": lambda: socket.create_connection(("localhost", 9)),
        "another process's socket": lambda: socket.socket(socket.AF_UNIX),
        "new file": lambda: (folder / "new").write_text("x"),
        "change of a file": lambda: (folder / "old").write_text("x"),
        "removal of a file": lambda: (folder / "old").unlink(),
        "new folder": lambda: (folder / "folder").mkdir(),
        "new name": lambda: (folder / "old").rename(folder / "other"),
        "cut of a file": lambda: os.truncate(folder / "old", 0),
        "program": lambda: subprocess.run(["/bin/true"]),
        "signal to the parent": lambda: os.kill(os.getppid(), signal.SIGCONT),
        "reading": lambda: (folder / "old").read_text(),
        "what was open": lambda: (before.write("x"), before.flush()),
        "memory": change_in_memory,
        "its own folder": rename_where_it_may,
    }
    print(json.dumps([list(taken), {name: attempt(work) for name, work in attempts.items()}]))
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, str]]:
    """What was taken, and how each attempt ended."""
    folder = tmp_path_factory.mktemp("outside")
    writable = tmp_path_factory.mktemp("inside")
    (folder / "old").write_text("unchanged")
    module = PACKAGE_FOLDER / "confinement.py"
    command = [sys.executable, "-I", "-c", textwrap.dedent(TRY), str(folder), str(writable), str(module)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    taken, ends = json.loads(done.stdout)
    if Confinement.NO_WRITING in taken:
        assert (folder / "old").read_text() == "unchanged"
    return taken, ends


def had(what: Confinement) -> Callable[[tuple[list[str], dict[str, str]]], dict[str, str]]:
    """Return what gives the attempts, where this kernel took something, and skips the test where it did not."""

    def ends(outcome: tuple[list[str], dict[str, str]]) -> dict[str, str]:
        if what not in outcome[0]:
            pytest.skip(f"this kernel does not give {what}")
        return outcome[1]

    return ends


@pytest.mark.parametrize("attempt", ["network", "network by name", "another process's socket"])
def test_no_network_can_be_reached(outcome: tuple[list[str], dict[str, str]], attempt: str) -> None:
    assert had(Confinement.NO_NETWORK)(outcome)[attempt] in REFUSED


@pytest.mark.parametrize("attempt", ["program", "signal to the parent"])
def test_no_program_and_no_other_process_can_be_touched(
    outcome: tuple[list[str], dict[str, str]], attempt: str
) -> None:
    assert had(Confinement.NO_NETWORK)(outcome)[attempt] in REFUSED


@pytest.mark.parametrize(
    "attempt",
    ["new file", "change of a file", "removal of a file", "new folder", "new name", "cut of a file"],
)
def test_no_file_can_be_changed(outcome: tuple[list[str], dict[str, str]], attempt: str) -> None:
    assert had(Confinement.NO_WRITING)(outcome)[attempt] in REFUSED


@pytest.mark.parametrize("attempt", ["reading", "what was open", "memory", "its own folder"])
def test_what_the_engine_needs_still_works(outcome: tuple[list[str], dict[str, str]], attempt: str) -> None:
    assert outcome[1][attempt] == "done"


def run(program: bytes, architecture: int, call: int) -> int:
    """Run a filter as the kernel does; return its verdict."""
    instructions = list(struct.iter_unpack("<HBBI", program))
    data = {4: architecture, 0: call}
    position, accumulator = 0, 0
    while True:
        code, if_true, if_false, value = instructions[position]
        position += 1
        match code:
            case 0x20:
                accumulator = data[value]
            case 0x15:
                position += if_true if accumulator == value else if_false
            case 0x35:
                position += if_true if accumulator >= value else if_false
            case 0x06:
                return int(value)


ALLOWED, REFUSED_VERDICT = 0x7FFF_0000, 0x0005_0001


@pytest.mark.parametrize(
    ("machine", "architecture", "refused", "allowed"),
    [
        pytest.param(
            "x86_64", 0xC000_003E, (41, 42, 59, 62, 165, 425, 438), (0, 1, 9, 56, 202, 234, 319), id="x86"
        ),
        pytest.param(
            "aarch64", 0xC000_00B7, (198, 203, 221, 129, 40, 425), (63, 64, 222, 98, 131, 279), id="ARM"
        ),
    ],
)
def test_the_filter_refuses_what_is_listed_and_every_other_interface(
    machine: str, architecture: int, refused: tuple[int, ...], allowed: tuple[int, ...]
) -> None:
    program = filter_for(machine)
    assert [run(program, architecture, call) for call in refused] == [REFUSED_VERDICT] * len(refused)
    assert [run(program, architecture, call) for call in allowed] == [ALLOWED] * len(allowed)
    assert run(program, 0x4000_0003, 0) == REFUSED_VERDICT
    assert run(program, architecture, 0x4000_0000) == REFUSED_VERDICT


@pytest.mark.parametrize(
    ("machine", "architecture", "network", "refused"),
    [
        pytest.param("x86_64", 0xC000_003E, (41, 42, 44), (59, 62, 165, 425), id="x86"),
        pytest.param("aarch64", 0xC000_00B7, (198, 203, 206), (221, 129, 40, 425), id="ARM"),
    ],
)
def test_what_needs_the_network_keeps_it_and_nothing_else(
    machine: str, architecture: int, network: tuple[int, ...], refused: tuple[int, ...]
) -> None:
    program = filter_for(machine, needs_network=True)
    assert {run(program, architecture, call) for call in network} == {ALLOWED}
    assert {run(program, architecture, call) for call in refused} == {REFUSED_VERDICT}


@pytest.mark.skipif(os.uname().machine not in {"x86_64", "aarch64"}, reason="another kind of processor")
def test_this_kernel_gives_something(outcome: tuple[list[str], dict[str, str]]) -> None:
    assert outcome[0][:1] == [Confinement.NO_NEW_PRIVILEGES]
