"""Writes the report of a person described in a file, in a language and a format: a tool for developers."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
import json
from pathlib import Path
from types import MappingProxyType
from typing import Final

from custom_components.digitalshadow.health.report.facts_list import as_json
from custom_components.digitalshadow.health.report.fhir import bundle
from custom_components.digitalshadow.health.report.formats import markdown, plain, spoken
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import Language
from custom_components.digitalshadow.health.report.text import write

from .described import Described, described

type Form = Callable[[Described, Language], str]

FORMATS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "markdown": lambda person, language: markdown(write(person.facts, language, person.name)),
        "text": lambda person, language: plain(write(person.facts, language, person.name)),
        "spoken": lambda person, language: (
            spoken(
                write(person.facts, language, person.name),
                is_demonstration=person.facts.model.is_demonstration,
            )
            + "\n"
        ),
        "html": lambda person, language: handout(person.facts, (), language, person.name),
        "fhir": lambda person, language: _json(
            bundle(person.facts, language, person_id=person.name, person_name=person.name)
        ),
        "facts": lambda person, _language: _json(as_json(person.facts)),
    }
)


def main() -> None:
    """Print the report."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--person", type=Path, required=True, help="a file as in tests/health/people")
    parser.add_argument("--language", type=Language, choices=list(Language), default=Language.ENGLISH)
    parser.add_argument("--format", choices=FORMATS, default="markdown")
    wanted = parser.parse_args()
    print(FORMATS[wanted.format](described(wanted.person), wanted.language), end="")


def _json(content: object) -> str:
    """Return data as JSON for people."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
