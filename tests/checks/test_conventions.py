"""What `conventions` finds, and what it lets through."""

import pytest

from checks.project import INTEGRATION
from checks.runner import run
from tests.checks.conftest import MakeProject

PATH = f"{INTEGRATION}/plain.py"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("LIMIT: Final = 3", id="a constant"),
        pytest.param("LIMITS: Final[tuple[int, ...]] = (3,)", id="a constant whose type is said"),
        pytest.param("_LOGGER = logging.getLogger(__name__)", id="the logger, as in all of Home Assistant"),
        pytest.param("limit = 3", id="no constant"),
        pytest.param("x = y  # noqa: SLF001  # nothing public does it", id="a rule that is ignored"),
        pytest.param("x = y  # noqa: ANN401, B008  # any", id="two rules that are ignored"),
        pytest.param('def f():\n  """Do.\n\n  Raises:\n    OSError: Full.\n  """', id="a section of errors"),
        pytest.param(
            'def f():\n  """Raise ValueError for what is no number."""', id="what does nothing but raise"
        ),
    ],
)
def test_what_keeps_to_the_conventions_passes(line: str, make_project: MakeProject) -> None:
    assert run("conventions", make_project({PATH: line})) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("LIMIT = 3", "expected LIMIT to be Final", id="without a type"),
        pytest.param("LIMIT: int = 3", "expected LIMIT to be Final", id="with a type"),
        pytest.param(
            'def f():\n  """Do. Raises OSError."""', "the errors of f under `Raises:`", id="a sentence"
        ),
        pytest.param("x = y  # noqa", "`# noqa: RULE  # why`", id="every rule ignored"),
        pytest.param("x = y  # noqa: SLF001", "`# noqa: RULE  # why`", id="no reason"),
        pytest.param(
            "x = y  # noqa: SLF001 - it must", "`# noqa: RULE  # why`", id="a reason of another form"
        ),
    ],
)
def test_what_does_not_is_named_with_its_line(line: str, expected: str, make_project: MakeProject) -> None:
    (finding,) = run("conventions", make_project({PATH: f"\n{line}\n"}))
    assert (finding.path, finding.message[:7]) == (PATH, "line 2:")
    assert expected in finding.message
