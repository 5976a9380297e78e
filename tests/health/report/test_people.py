"""Twelve very different people: what is right for each stands in their file, and every language and format says it."""

import json
from pathlib import Path
import re
import subprocess

import pytest

from custom_components.digitalshadow.health.report.formats import plain
from custom_components.digitalshadow.health.report.phrases import Language
from custom_components.digitalshadow.health.report.text import write
from simulation.described import described
from simulation.write_report import FORMATS

ROOT = Path(__file__).parents[3]
PEOPLE = sorted((ROOT / "tests/health/people").glob("*.json"))
PERSON = pytest.mark.parametrize("path", PEOPLE, ids=[path.stem for path in PEOPLE])


def test_there_are_twelve_people() -> None:
    assert len(PEOPLE) == 12


@PERSON
def test_a_person_is_told_what_is_right_for_them(path: Path) -> None:
    person = described(path)
    facts, expected = person.facts, person.expected
    report = write(facts, Language.ENGLISH, person.name)

    assert (None if facts.urgent is None else facts.urgent.urgency) == expected["urgent"]
    assert [one.finding for one in facts.for_doctor] == expected["for_doctor"]
    assert report.sections[0].key == expected["first"]
    result = facts.risk.result
    assert (None if result.value is None else result.equation.name) == expected["equation"]
    assert "reason" not in expected or result.reason == expected["reason"]
    assert "steps" not in expected or [one.key for one in facts.advice[:3]] == expected["steps"]
    assert [words for words in expected["says"] if words not in plain(report)] == []
    assert [words for words in expected["never"] if words in plain(report)] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", FORMATS)
@PERSON
def test_every_format_is_whole_in_every_language(path: Path, form: str, language: Language) -> None:
    said = FORMATS[form](described(path), language)

    if form in {"fhir", "facts"}:
        assert json.loads(said)
    else:
        assert not re.search(r"\bNone\b|\bnan\b|\{[a-z_]+\}", said.rsplit("</style>", maxsplit=1)[-1])


def test_the_command_writes_a_report() -> None:
    command = ["bash", "scripts/report", "--person", str(PEOPLE[0]), "--language", "de", "--format", "text"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)

    assert done.stdout == FORMATS["text"](described(PEOPLE[0]), Language.GERMAN)


@pytest.mark.parametrize("stem", ["crisis_man_58_de", "smoker_man_45_fr"])
def test_the_page_about_reports_shows_what_is_written_today(stem: str) -> None:
    path = ROOT / f"tests/health/people/{stem}.json"
    page = (ROOT / "docs/report.md").read_text(encoding="utf-8")

    assert f"```text\n{FORMATS['text'](described(path), Language.ENGLISH)}```" in page
