"""Engine and health are wheels of their own: built, installed into an empty environment, and used there."""

import os
from pathlib import Path
import subprocess
import sys
import sysconfig

import pytest

INTEGRATION = Path(__file__).parents[2] / "custom_components/digitalshadow"

READ_A_PICTURE = """
import digitalshadow_engine, io, sys
from PIL import Image
from digitalshadow_engine.picture.image import decode
file = io.BytesIO()
Image.new("RGB", (40, 30), (10, 20, 30)).save(file, "PNG")
print(decode(file.getvalue()).shape, "homeassistant" in sys.modules)
"""
COMPUTE_AN_EQUATION = """
import sys
from digitalshadow_health.equations.ckd_epi2021 import estimate
from digitalshadow_health.person.choices import Sex
from digitalshadow_health.person.person_profile import Profile
woman = Profile(age_years=50.0, sex=Sex.FEMALE, creatinine_umol_l=88.42)
print(round(estimate(woman).value, 1), "homeassistant" in sys.modules)
"""
"""Creatinine of 1.0 mg/dL: 142 x (1.0 / 0.7)^-1.2 x 0.9938^50 x 1.012."""


def run(*command: str | Path) -> str:
    """Run a command and return what it prints; its environment knows nothing of this checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("room", "needs", "program", "printed"),
    [
        pytest.param(
            "engine",
            ("numpy", "numpy.libs", "PIL", "pillow.libs"),
            READ_A_PICTURE,
            "(30, 40, 3) False",
            id="engine",
        ),
        pytest.param("health", (), COMPUTE_AN_EQUATION, "68.6 False", id="health"),
    ],
)
def test_a_room_is_a_wheel_that_works_in_an_empty_environment(
    room: str, needs: tuple[str, ...], program: str, printed: str, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, INTEGRATION / room)
    (wheel,) = tmp_path.glob("*.whl")
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin/python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # What it depends on is lent by the test environment, so that the test needs no network.
    for name in needs:
        if (lent := Path(sysconfig.get_path("purelib")) / name).exists():
            (packages / name).symlink_to(lent)
    run(
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        python,
        wheel,
    )
    assert (packages / f"digitalshadow_{room}/py.typed").is_file()
    assert run(python, "-I", "-c", program).strip() == printed


@pytest.mark.parametrize("room", ["engine", "health"])
def test_no_module_of_a_room_is_named_like_a_standard_one(room: str) -> None:
    """Nothing standard is hidden when the folder itself is on the path."""
    names = {path.stem for path in (INTEGRATION / room).iterdir()} - {"__init__"}
    assert names & sys.stdlib_module_names == set()
