"""What the engine runs with now, and what it ran with last."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.engine_host.engine_state import EngineState
from custom_components.digitalshadow.engine_host.runner import RunnerState
from tests.fake_runner import READY, RISK_MODEL


@pytest.fixture
def running() -> EngineState:
    """Return the state of an engine that runs."""
    state = EngineState()
    state.follow(RunnerState.RUNNING, READY)
    return state


def test_nothing_speaks_before_the_engine_first_ran() -> None:
    state = EngineState()
    state.follow(RunnerState.STARTING, None)
    assert state.ready is None
    assert state.risk_model() is None
    assert state.latest_risk_model() is None
    assert state.latest_recogniser_sha256() is None
    assert not state.can_recognise()


@pytest.mark.parametrize("passing", [RunnerState.STARTING, RunnerState.RESTARTING])
def test_a_restart_changes_nothing(running: EngineState, passing: RunnerState) -> None:
    running.follow(passing, None)
    assert running.ready is READY
    assert running.risk_model() is RISK_MODEL
    assert running.can_recognise()


@pytest.mark.parametrize("end", [RunnerState.BROKEN, RunnerState.STOPPED])
def test_what_ran_last_is_known_after_the_engine_ended(running: EngineState, end: RunnerState) -> None:
    running.follow(end, READY)
    assert running.ready is None
    assert running.risk_model() is None
    assert not running.can_recognise()
    assert running.latest_risk_model() is RISK_MODEL
    assert running.latest_recogniser_sha256() == READY.recogniser_sha256


def test_an_engine_that_comes_back_with_another_model_speaks_with_that_one(running: EngineState) -> None:
    other = replace(RISK_MODEL, sha256="f" * 64)
    running.follow(RunnerState.STOPPED, None)
    running.follow(RunnerState.RUNNING, replace(READY, risk_model=other))
    assert running.risk_model() is other
    assert running.latest_risk_model() is other


def test_without_a_recogniser_nobody_is_recognised(running: EngineState) -> None:
    running.follow(RunnerState.RUNNING, replace(READY, recogniser=None, recogniser_sha256=None))
    assert running.ready is not None
    assert not running.can_recognise()
    assert running.latest_recogniser_sha256() is None
