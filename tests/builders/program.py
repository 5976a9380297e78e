"""A program that a test runs to its end; where it fails, the test shows what it said."""

from collections.abc import Sequence
from pathlib import Path
import signal
import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

BUILD = REPOSITORY / "build"
"""Pictures in here are looked at by people and kept by nobody."""
ENDING_SECONDS = 30.0
"""For a program that was interrupted to stop what it started, a Home Assistant among it."""


def run_program(command: Sequence[str | Path], *, limit_seconds: float, folder: Path = REPOSITORY) -> None:
    """Run a program in a folder; fail with what it said where it ends with an error or not in time."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=limit_seconds)
        except subprocess.TimeoutExpired:
            said = _interrupted(process)
            pytest.fail(
                f"expected an end within {limit_seconds:g} s, found none. It said:\n{said}", pytrace=False
            )
    if process.returncode:
        pytest.fail(f"expected exit code 0, got {process.returncode}. It said:\n{said}", pytrace=False)


def run_journey(module: str, pictures: str, *, limit_seconds: float) -> None:
    """Run a journey of the demonstration, in the environment with a real Home Assistant.

    Args:
        module: its name below `demo`
        pictures: the folder for its pictures below `build`
        limit_seconds: how long it may take
    """
    folder = BUILD / pictures
    folder.mkdir(parents=True, exist_ok=True)
    run_program([PYTHON, "-m", f"demo.{module}", folder], limit_seconds=limit_seconds)


def _interrupted(process: subprocess.Popen[str]) -> str:
    """End a program as Ctrl-C does, or kill it where it does not listen; return what it said."""
    process.send_signal(signal.SIGINT)
    try:
        said, _ = process.communicate(timeout=ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return said
