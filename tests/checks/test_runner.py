"""The rules as a whole."""

from pathlib import Path
import re
import subprocess
import sys

import pytest

from checks.runner import RULES, run
from tests.checks.conftest import MakeProject

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_file_is_a_rule_with_a_sentence() -> None:
    files = {path.stem for path in (ROOT / "checks/rules").glob("*.py")} - {"__init__"}
    assert set(RULES) == files
    for check in RULES.values():
        assert check.__doc__


@pytest.mark.parametrize(
    "name", sorted(set(RULES) - {"addresses", "claims", "quality_scale", "manifest", "hacs"})
)
def test_a_checkout_without_the_files_of_a_rule_has_nothing_against_it(
    name: str, make_project: MakeProject
) -> None:
    assert run(name, make_project({})) == []


def test_a_file_that_does_not_parse_is_a_finding_and_no_crash(make_project: MakeProject) -> None:
    (finding,) = run("hacs", make_project({"hacs.json": "{"}))
    assert (finding.path, finding.message.partition(":")[0]) == ("hacs.json", "cannot be read")


def test_a_file_that_is_no_mapping_is_a_finding(make_project: MakeProject) -> None:
    (finding,) = run("hacs", make_project({"hacs.json": "[]"}))
    assert finding.message == "expected a mapping, got list"


def test_the_command_prints_the_rule_beside_each_finding_and_fails() -> None:
    command = [sys.executable, "-m", "checks", "hacs", "manifest"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (0, "checks: 2 rules, 0 findings\n")
    assert not re.search("Traceback", answer.stderr)
