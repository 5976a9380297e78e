"""One thing has one name: equal keys have equal texts, in every language.

A custom integration cannot refer from one text to another, so a measure is named in the form that types it, in the list
of sensors, in what is missing, in what is due and in the news. Copies that nothing compares drift apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
import re

from checks.project import Finding, Project

from .services import ENGLISH
from .translations import FOLDER, PLACEHOLDER, flatten

SAME: tuple[tuple[str, str], ...] = (
    ("a name", r"config_subentries\.\w+\.step\.\w+\.data\.(\w+)"),
    ("a name", r"selector\.\w+\.options\.([\w-]+)"),
    ("a name", r"entity\..+\.state_attributes\.\w+\.state\.([\w-]+)"),
    ("an attribute", r"entity\..+\.state_attributes\.(\w+)\.name"),
    ("a field", r"(config|options)\.step\.\w+\.data\.(\w+)"),
    ("a parameter", r"services\.\w+\.fields\.(\w+)\.name"),
    ("help", r"(config|options|config_subentries\.\w+)\.step\.\w+\.data_description\.(\w+)"),
    ("an error", r"(?:config_subentries\.\w+\.(?:error|abort)|exceptions)\.(\w+?)(?:\.message)?"),
    ("an error", r"(config|options)\.(?:error|abort)\.(\w+)"),
    ("an issue", r"issues\.(\w+)\.(?:fix_flow\.step\.confirm\.)?title"),
    ("a form", r"config\.step\.(?:model|reconfigure)\.(title|description)"),
)
"""What stands for one thing wherever it occurs: keys of one kind whose groups are equal."""

APART: Mapping[str, str] = {
    r".+\.reason\.state\.\w+": "why there is no number, with the name of what it is about",
    r"selector\.risk_model\.options\.\w+": "a choice that says what it does",
    r".+\.linked_entities\.data\.\w+(_per_week|_per_day)": "a sensor counts today, the measure is of a week or a day",
    r".+\.abort\.reconfigure_successful": "Home Assistant's own key, for a person and for a camera",
}
"""Keys that are equal by chance or on purpose, each with its reason."""


def check(project: Project) -> Iterator[Finding]:
    """Yield each text that differs from that of an equal key, and each copy that is translated in two ways."""
    english = flatten(project.json(ENGLISH))
    for path in project.files(FOLDER, "*.json"):
        texts = flatten(project.json(path))
        yield from _differing(path, _by_thing(texts), texts, "names the same thing")
        if path != ENGLISH:
            yield from _differing(path, _copies(english), texts, "is the same in English")


def _by_thing(texts: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the keys of one thing each. Texts with different placeholders cannot be equal."""
    things: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key, text in texts.items():
        if any(re.fullmatch(pattern, key) for pattern in APART):
            continue
        for kind, pattern in SAME:
            if found := re.fullmatch(pattern, key):
                things[kind, found.groups(), frozenset(PLACEHOLDER.findall(text))].append(key)
    yield from things.values()


def _copies(english: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the keys of one part of the file that end alike and have one English text."""
    copies: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, text in english.items():
        copies[key.partition(".")[0], key.rpartition(".")[2], text].append(key)
    yield from copies.values()


def _differing(
    path: str, groups: Iterator[list[str]], texts: Mapping[str, str], why: str
) -> Iterator[Finding]:
    """Yield each key whose text is not the one that most of its group have."""
    for group in groups:
        keys = [key for key in group if key in texts]
        usual = Counter(texts[key] for key in keys).most_common(1)
        for key in keys:
            if texts[key] != usual[0][0]:
                like = next(other for other in keys if texts[other] == usual[0][0])
                yield Finding(path, f"{key}: expected the text of {like}, which {why}, got {texts[key]!r}")
