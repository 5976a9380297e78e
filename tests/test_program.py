"""A program that a test runs says in the test's failure what it said itself."""

import sys

import pytest

from tests.builders import program
from tests.builders.program import run_program

DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
SLOW = "import time; print('is looking', flush=True); time.sleep(60)"
CLEARS_UP = f"try:\n    {SLOW}\nexcept KeyboardInterrupt:\n    print('has cleared up')"


def run(code: str, limit_seconds: float = 60.0) -> None:
    """Run a program of Python."""
    run_program([sys.executable, "-c", code], limit_seconds=limit_seconds)


def test_a_program_that_ends_well_is_no_failure() -> None:
    run("print('all is well')")


def test_a_program_that_fails_is_quoted_from_both_its_outputs() -> None:
    with pytest.raises(pytest.fail.Exception, match="exit code 0, got 3") as caught:
        run("import sys; print('went in', flush=True); print('fell', file=sys.stderr); sys.exit(3)")
    assert str(caught.value).endswith("went in\nfell\n")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(CLEARS_UP, "is looking\nhas cleared up\n", id="one that stops what it started"),
        pytest.param(DEAF + SLOW, "is looking\n", id="one that does not listen"),
    ],
)
def test_a_program_that_takes_too_long_is_ended_and_quoted(
    monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.setattr(program, "ENDING_SECONDS", 1.0)
    with pytest.raises(pytest.fail.Exception, match="expected an end within 1 s") as caught:
        run(code, limit_seconds=1.0)
    assert str(caught.value).endswith(f"It said:\n{said}")
