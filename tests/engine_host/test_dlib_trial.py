"""dlib is tried in a process that may end, once for each version and processor."""

from importlib.metadata import version
from pathlib import Path
import sys

from homeassistant.core import HomeAssistant
import psutil
import pytest

from custom_components.digitalshadow.engine_host import dlib_trial
from custom_components.digitalshadow.engine_host.dlib_trial import DlibState, DlibTrial, async_try_dlib


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """What the process runs in the place of the import."""
    program: str = request.param
    monkeypatch.setattr(dlib_trial, "_PROGRAM", program)
    return program


async def test_on_this_computer_dlib_works(hass: HomeAssistant) -> None:
    trial = await async_try_dlib(hass, None)
    assert trial.state is DlibState.WORKS
    assert trial.holds_for.startswith(f"{version('dlib-bin')} ")


@pytest.mark.parametrize(
    ("program", "state"),
    [
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGILL)",
            DlibState.PROCESSOR_TOO_OLD,
            id="the processor does not know an instruction",
        ),
        pytest.param("import no_such_module", DlibState.NOT_INSTALLED, id="its files are gone"),
        pytest.param("pass", DlibState.WORKS, id="nothing happens"),
    ],
    indirect=["program"],
)
@pytest.mark.usefixtures("program")
async def test_how_the_process_ends_says_what_became_of_it(hass: HomeAssistant, state: DlibState) -> None:
    assert (await async_try_dlib(hass, None)).state is state


@pytest.mark.parametrize("program", ["import time; time.sleep(3600)"], indirect=True)
@pytest.mark.usefixtures("program")
async def test_a_process_that_hangs_is_ended(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dlib_trial, "_PATIENCE_SECONDS", 0.0)
    assert (await async_try_dlib(hass, None)).state is DlibState.PROCESSOR_TOO_OLD
    assert psutil.Process().children() == []


async def test_a_trial_of_this_computer_is_not_repeated(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await async_try_dlib(hass, None)
    monkeypatch.setattr(dlib_trial, "_PROGRAM", "raise SystemExit(4)")
    assert await async_try_dlib(hass, first) == first
    other = DlibTrial("20.0.1 another processor", DlibState.WORKS)
    assert (await async_try_dlib(hass, other)).state is DlibState.PROCESSOR_TOO_OLD


async def test_where_the_engine_is_a_thread_home_assistant_is_not_risked(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert (await async_try_dlib(hass, None)).state is DlibState.NOT_INSTALLED


async def test_without_a_description_of_the_processor_the_trial_holds_for_the_version(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dlib_trial, "_PROCESSOR", Path("/proc/not-there"))
    assert (await async_try_dlib(hass, None)).holds_for.startswith(f"{version('dlib-bin')} ")
