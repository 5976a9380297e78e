"""The native runtimes: brought where they can be had, never imported, never a failed set-up."""

import json
from pathlib import Path
import subprocess
import sys

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.requirements import RequirementsNotFound
import pytest

from custom_components.digitalshadow.const import (
    DLIB_REQUIREMENT,
    DOMAIN,
    NCNN_REQUIREMENT,
    ONNXRUNTIME_REQUIREMENT,
    OPENCV_REQUIREMENT,
)
from custom_components.digitalshadow.engine_host import runtimes as native
from tests.builders.home import async_set_up, home_entry
from tests.fake_runner import FakeRunner

ROOT = Path(__file__).resolve().parents[2]
IMPORTS = """
import builtins, importlib, json, pkgutil, sys
BANNED = {"numpy", "cv2", "dlib", "onnxruntime", "ncnn"}
real, guilty = builtins.__import__, []
def watched(name, globals=None, *args, **kwargs):
    importer = (globals or {}).get("__name__", "")
    if name.split(".")[0] in BANNED and importer.startswith("custom_components.digitalshadow"):
        guilty.append(f"{importer} imports {name}")
    return real(name, globals, *args, **kwargs)
builtins.__import__ = watched
import custom_components.digitalshadow as package
prefix = package.__name__ + "."
found = (module.name for module in pkgutil.walk_packages(package.__path__, prefix))
elsewhere = (prefix + "engine.", prefix + "live_video.box_colours")  # in processes of their own
modules = [name for name in found if not name.startswith(elsewhere)]
for module in modules:
    importlib.import_module(module)
loaded = sorted((BANNED - {"numpy"}) & set(sys.modules))
print(json.dumps({"modules": modules, "guilty": guilty, "loaded": loaded}))
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Home Assistant's requirements manager was asked for; it has no network and fails."""
    asked: list[list[str]] = []

    async def fail(_hass: HomeAssistant, name: str, requirements: list[str], *, is_built_in: bool) -> None:
        assert not is_built_in
        asked.append(requirements)
        raise RequirementsNotFound(name, requirements)

    monkeypatch.setattr(native, "async_process_requirements", fail)
    return asked


@pytest.fixture
def nothing_installed(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the runtimes."""
    hass.config.skip_pip = False  # the harness sets it
    monkeypatch.setattr(native, "find_spec", lambda _name: None)


def test_no_module_of_home_assistants_side_imports_a_native_runtime_or_numpy() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True, cwd=ROOT
    )
    found = json.loads(run.stdout)
    assert len(found["modules"]) > 150
    assert found["guilty"] == []
    assert found["loaded"] == []


async def test_what_is_there_is_taken_as_it_is(hass: HomeAssistant, asked: list[list[str]]) -> None:
    assert await native.async_bring_runtimes(hass) == ()
    assert asked == []


@pytest.fixture
def musl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home Assistant OS, or the container."""
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("platform.libc_ver", lambda: ("musl", "1"))


@pytest.mark.usefixtures("nothing_installed")
async def test_what_is_missing_is_asked_for_one_by_one_and_ncnn_where_onnxruntime_cannot_be_had(
    hass: HomeAssistant, asked: list[list[str]]
) -> None:
    assert await native.async_bring_runtimes(hass) == ("onnxruntime", "opencv-python-headless", "dlib-bin")
    assert asked == [[ONNXRUNTIME_REQUIREMENT], [OPENCV_REQUIREMENT], [DLIB_REQUIREMENT], [NCNN_REQUIREMENT]]


async def test_ncnn_is_not_asked_for_where_onnxruntime_is_there(
    hass: HomeAssistant, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hass.config.skip_pip = False
    monkeypatch.setattr(native, "find_spec", lambda name: None if name in {"ncnn", "cv2"} else object())
    assert await native.async_bring_runtimes(hass) == ("opencv-python-headless",)
    assert asked == [[OPENCV_REQUIREMENT]]


@pytest.mark.usefixtures("nothing_installed", "musl")
async def test_on_musl_only_what_has_wheels_for_it_is_asked_for(
    hass: HomeAssistant, asked: list[list[str]]
) -> None:
    assert await native.async_bring_runtimes(hass) == ("ncnn", "dlib-bin")
    assert asked == [[NCNN_REQUIREMENT], [DLIB_REQUIREMENT]]


@pytest.mark.usefixtures("musl")
async def test_on_musl_nothing_is_missed_that_cannot_be_had(
    hass: HomeAssistant, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "find_spec", lambda name: object() if name in {"ncnn", "dlib"} else None)
    assert await native.async_bring_runtimes(hass) == ()
    assert asked == []


@pytest.mark.usefixtures("nothing_installed")
async def test_nothing_is_installed_where_the_user_forbade_it(
    hass: HomeAssistant, asked: list[list[str]]
) -> None:
    hass.config.skip_pip = True
    assert len(await native.async_bring_runtimes(hass)) == 3
    assert asked == []


@pytest.mark.usefixtures("nothing_installed")
async def test_set_up_goes_on_and_an_issue_names_what_is_missing(
    hass: HomeAssistant, runner: FakeRunner, asked: list[list[str]]
) -> None:
    await async_set_up(hass, home_entry())
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "runtime_missing")
    assert issue is not None
    assert issue.translation_placeholders == {"packages": "onnxruntime, opencv-python-headless, dlib-bin"}
    assert issue.is_fixable
    assert len(asked) == 4
    assert runner.ready is not None


def test_what_is_installed_is_said_with_version_hash_and_whether_that_build_was_tried() -> None:
    found = native.installed_runtimes()
    assert [runtime.is_listed for runtime in found] == [None, None, True, None]
    for runtime in found:
        assert f"{runtime.name}=={runtime.wanted_version}" in (
            *(ONNXRUNTIME_REQUIREMENT, OPENCV_REQUIREMENT, NCNN_REQUIREMENT, DLIB_REQUIREMENT),
        )
        assert runtime.version is not None
        assert runtime.library is not None
        assert runtime.library.endswith(".so")
        assert runtime.library_sha256 is not None
        assert len(runtime.library_sha256) == 64


def test_a_build_of_ncnn_that_nobody_tried_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "NCNN_BUILDS", {})
    assert native.installed_runtimes()[2].is_listed is False


def test_a_runtime_that_is_not_there_has_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_MODULE_OF", {"no-such-runtime==1.0": "nothing"})
    (runtime,) = native.installed_runtimes()
    assert (runtime.name, runtime.wanted_version) == ("no-such-runtime", "1.0")
    assert (runtime.version, runtime.library, runtime.library_sha256) == (None, None, None)


def test_a_runtime_whose_files_cannot_be_found_has_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution of pure Python, as a repackaged one may look."""
    monkeypatch.setattr(native, "_MODULE_OF", {"pytest==1.0": "pytest"})
    (runtime,) = native.installed_runtimes()
    assert runtime.version is not None
    assert runtime.library is None
