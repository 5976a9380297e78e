"""What a fresh machine gets: the pinned sets and the search for Python 3.14."""

import json
from pathlib import Path
import re
import shutil
import subprocess
import sys

from packaging.requirements import Requirement
from packaging.version import Version
import pytest

ROOT = Path(__file__).resolve().parent.parent
SETS = ("test", "demo")
WITHOUT_PYTHON = ("bash", "cat", "mkdir", "rm", "timeout")
FAILING_UV = "#!/usr/bin/env bash\nexit 2\n"


def pinned(name: str) -> dict[str, Version]:
    """Return the versions of one pinned set by package."""
    lines = (ROOT / f"requirements/{name}.txt").read_text().splitlines()
    return {package: Version(version) for package, _, version in (line.partition("==") for line in lines[1:])}


@pytest.mark.parametrize("name", SETS)
def test_a_pinned_set_has_plain_names_and_exact_versions(name: str) -> None:
    notice, *lines = (ROOT / f"requirements/{name}.txt").read_text().splitlines()
    assert notice.startswith("# Home Assistant ")
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9][a-z0-9-]*==[\w.!+]+", line)] == []


@pytest.mark.parametrize("name", SETS)
def test_every_top_level_requirement_is_pinned_and_has_its_reason(name: str) -> None:
    for line in (ROOT / f"requirements/{name}.in").read_text().splitlines()[1:]:
        text, _, reason = line.partition("#")
        requirement = Requirement(text.strip())
        assert reason.strip()
        assert pinned(name)[requirement.name.lower()] in requirement.specifier


def test_both_sets_run_the_same_inference_runtime() -> None:
    for package in ("numpy", "onnxruntime", "opencv-python-headless"):
        assert pinned("test")[package] == pinned("demo")[package]


def test_the_oldest_home_assistant_that_we_name_is_one_that_we_test() -> None:
    oldest = Version(json.loads((ROOT / "hacs.json").read_text())["homeassistant"])
    tested = pinned("test")["homeassistant"]
    assert (oldest.major, oldest.minor) == (tested.major, tested.minor)


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """Return a folder of programs without any Python, in which uv finds and installs nothing."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in WITHOUT_PYTHON:
        (programs / name).symlink_to(shutil.which(name) or name)
    (programs / "uv").write_text(FAILING_UV)
    (programs / "uv").chmod(0o755)
    return programs


def find_python(programs: Path) -> subprocess.CompletedProcess[str]:
    """Run scripts/find-python where only those programs exist."""
    return subprocess.run(
        [programs / "bash", ROOT / "scripts/find-python", programs / "uv"],
        env={"PATH": str(programs), "HOME": str(programs.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_on_the_path_is_taken(bare_machine: Path) -> None:
    python = bare_machine / "python3.14"
    python.write_text(f'#!{bare_machine / "bash"}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    assert find_python(bare_machine).stdout.strip() == str(python)


def test_a_machine_on_which_no_way_works_gets_one_clear_sentence(bare_machine: Path) -> None:
    answer = find_python(bare_machine)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.splitlines()[-1].endswith("install Python >= 3.14.2 and run again")


@pytest.mark.parametrize(
    "script", sorted(path.name for path in (ROOT / "scripts").iterdir() if not path.suffix)
)
def test_every_command_is_executable_and_says_what_it_is_for(script: str) -> None:
    path = ROOT / "scripts" / script
    first, second = path.read_text().splitlines()[:2]
    assert path.stat().st_mode & 0o111
    assert first in {"#!/usr/bin/env bash", "#!/usr/bin/env python3"}
    assert len(second) > 20
