"""Every translation file has Home Assistant's structure, and every language the keys and placeholders of English."""

from collections.abc import Iterator
import re
from typing import Any

import probatio

from checks.project import INTEGRATION, Finding, Project, schema_findings

from .services import ENGLISH

FOLDER = f"{INTEGRATION}/translations"
PLACEHOLDER = re.compile(r"{(\w+)}")
UNWELCOME = {
    "a reference to the core's texts, which only the core resolves": re.compile(r"\[%key:"),
    "HTML": re.compile(r"</?[a-zA-Z][^>]*>"),
    "an address; use a placeholder": re.compile(r"https?://"),
    "a placeholder in single quotes, which is then shown as it stands": re.compile(r"'{\w+}'"),
    "white space at an end": re.compile(r"^\s|\s$"),
    "a brace that belongs to no placeholder": re.compile(r"{(?!\w+})|(?<!\w)}"),
}


def text(value: object) -> str:
    """Return the value if it is a text that can be shown as it stands."""
    if not isinstance(value, str) or not value:
        raise probatio.Invalid("expected a text")
    for what, pattern in UNWELCOME.items():
        if pattern.search(value):
            raise probatio.Invalid(f"the text has {what}")
    return value


def optional(**parts: object) -> dict[Any, Any]:
    """Return a mapping schema of which every part may be absent."""
    return {probatio.Optional(name): part for name, part in parts.items()}


SLUG = probatio.Match(r"^[a-z0-9]+([-_][a-z0-9]+)*$", msg="expected lower case letters, digits, - and _")
NAMED = {SLUG: text}
STATES = {SLUG: text}
SECTION = optional(name=text, description=text, data=NAMED, data_description=NAMED)
STEP = optional(
    title=text,
    description=text,
    data=NAMED,
    data_description=NAMED,
    sections={SLUG: SECTION},
    menu_options=NAMED,
    menu_option_descriptions=NAMED,
    submit=text,
)
FLOW = optional(
    flow_title=text, step={SLUG: STEP}, abort=NAMED, error=NAMED, progress=NAMED, create_entry={SLUG: text}
)
ENTITY = optional(
    name=text,
    state=STATES,
    state_attributes={SLUG: optional(name=text, state=STATES)},
    unit_of_measurement=text,
)
FIELD = {probatio.Required("name"): text, **optional(description=text, example=text)}
ACTION = {
    probatio.Required("name"): text,
    probatio.Required("description"): text,
    **optional(fields={SLUG: FIELD}, sections={SLUG: FIELD}),
}
SCHEMA = probatio.Schema(
    optional(
        title=text,
        common=NAMED,
        config=FLOW,
        config_subentries={SLUG: {**FLOW, **optional(entry_type=text, initiate_flow=NAMED)}},
        options=FLOW,
        device={SLUG: {"name": text}},
        device_automation=dict,
        conditions={SLUG: ACTION},
        triggers={SLUG: ACTION},
        entity={SLUG: {SLUG: ENTITY}},
        exceptions={SLUG: {"message": text}},
        issues={SLUG: {probatio.Required("title"): text, **optional(description=text, fix_flow=FLOW)}},
        selector={SLUG: optional(options=NAMED)},
        services={SLUG: ACTION},
        system_health={"info": NAMED},
    )
)


def check(project: Project) -> Iterator[Finding]:
    """Yield what is wrong with each language, and where it differs from English."""
    english = flatten(project.json(ENGLISH))
    for path in project.files(FOLDER, "*.json"):
        content = project.json(path)
        yield from schema_findings(path, SCHEMA, content)
        if path != ENGLISH:
            yield from _differences(path, english, flatten(content))


def flatten(content: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Return every text under its dotted key."""
    flat: dict[str, str] = {}
    for key, value in content.items():
        flat |= (
            flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": str(value)}
        )
    return flat


def _differences(path: str, english: dict[str, str], other: dict[str, str]) -> Iterator[Finding]:
    """Yield missing keys, extra keys and differing placeholders of one language."""
    for key in sorted(english.keys() - other.keys()):
        yield Finding(path, f"{key}: missing, English has it")
    for key in sorted(other.keys() - english.keys()):
        yield Finding(path, f"{key}: English has no such key")
    for key in sorted(english.keys() & other.keys()):
        expected, got = (set(PLACEHOLDER.findall(texts[key])) for texts in (english, other))
        if expected != got:
            yield Finding(path, f"{key}: expected the placeholders {sorted(expected)}, got {sorted(got)}")
