"""Where a browser is missing, tests that need it are left out; in `.ci/run` they fail."""

from pathlib import Path
import shutil
import subprocess

import pytest

from tests.browser import REQUIRED, VARIABLE, need_browser

SETUP = Path(__file__).parents[1] / "scripts" / "setup"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with what drives a browser, and with no command but those that a test puts here."""
    (tmp_path / "playwright-core").mkdir()
    monkeypatch.setattr("demo.browser._DRIVER", tmp_path / "playwright-core")
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def put(folder: Path, name: str, content: str = "") -> None:
    """Put a command there."""
    (folder / name).write_text(f"#!/bin/sh\n{content}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("name", BROWSERS)
def test_any_of_its_names_will_do(commands: Path, name: str) -> None:
    put(commands, name)
    need_browser()


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        pytest.param("", pytest.skip.Exception, id="left out on a machine of one's own"),
        pytest.param(REQUIRED, pytest.fail.Exception, id="a failure in .ci/run"),
    ],
)
@pytest.mark.parametrize("missing", ["Chromium", "Node packages"])
def test_a_missing_browser_is(
    commands: Path, monkeypatch: pytest.MonkeyPatch, said: str, outcome: type[BaseException], missing: str
) -> None:
    if missing == "Node packages":
        put(commands, BROWSERS[0])
        (commands.parent / "playwright-core").rmdir()
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(outcome, match=missing):
        need_browser()


@pytest.mark.parametrize(
    ("said", "user", "status"),
    [
        pytest.param("", "1000", 0, id="goes on without it"),
        pytest.param(REQUIRED, "1000", 1, id="fails where it is required"),
        pytest.param(REQUIRED, "0", 0, id="installs it as root"),
    ],
)
def test_setting_the_panel_up_without_chromium(
    tmp_path: Path, commands: Path, said: str, user: str, status: int
) -> None:
    for name in ("bash", "cmp", "dirname", "mkdir"):
        (commands / name).symlink_to(shutil.which(name, path="/usr/bin:/bin") or "")
    put(commands, "id", f"echo {user}")
    put(commands, "timeout", 'shift; "$@"')
    put(commands, "apt-get", 'echo "apt-get $*" >&2')
    (tmp_path / "scripts").mkdir()
    shutil.copy(SETUP, tmp_path / "scripts")
    (tmp_path / "frontend" / "node_modules").mkdir(parents=True)
    for lock in ("package-lock.json", "node_modules/installed.json"):
        (tmp_path / "frontend" / lock).write_text("{}")
    done = subprocess.run(
        [tmp_path / "scripts" / "setup", "frontend"],
        env={"PATH": str(commands), "HOME": str(tmp_path), VARIABLE: said},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert ("install -qq --yes --no-install-recommends chromium" in done.stdout) == (user == "0")
    assert ("no Chromium on this machine" in done.stdout) == (user != "0")
