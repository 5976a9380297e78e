"""manifest.json and hacs.json: what is accepted, and what each departure is called."""

import json
from typing import Any

import pytest

from checks.project import INTEGRATION
from checks.runner import run
from tests.checks.conftest import MakeProject

MANIFEST = {
    "domain": "digitalshadow",
    "name": "DigitalShadow",
    "codeowners": ["@someone"],
    "config_flow": True,
    "documentation": "https://example.org",
    "integration_type": "service",
    "iot_class": "local_polling",
    "issue_tracker": "https://example.org/issues",
    "requirements": ["numpy>=2.3.2"],
    "version": "0.1.0",
}
HACS = {"name": "DigitalShadow", "homeassistant": "2026.10.0"}


def findings(make_project: MakeProject, rule: str, content: dict[str, Any]) -> list[str]:
    """Return the messages of one rule for one file."""
    path = {"manifest": f"{INTEGRATION}/manifest.json", "hacs": "hacs.json"}[rule]
    return [finding.message for finding in run(rule, make_project({path: json.dumps(content)}))]


def test_a_complete_manifest_passes(make_project: MakeProject) -> None:
    assert findings(make_project, "manifest", MANIFEST) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {"domain": "shadow"}, "domain: expected the folder's name", id="domain of another folder"
        ),
        pytest.param({"codeowners": ["someone"]}, "codeowners.0: expected @name", id="owner without @"),
        pytest.param({"codeowners": []}, "codeowners: ", id="nobody owns it"),
        pytest.param(
            {"documentation": "http://example.org"}, "documentation: expected an https", id="plain http"
        ),
        pytest.param({"version": "one"}, "version: expected a version", id="version that cannot be compared"),
        pytest.param({"iot_class": "local"}, "iot_class: ", id="unknown class"),
        pytest.param({"integration_type": "hubs"}, "integration_type: ", id="unknown type"),
        pytest.param(
            {"requirements": ["numpy"]}, "requirements.0: expected name and version", id="unbounded"
        ),
        pytest.param(
            {"requirements": ["numpy >=2"]}, "requirements.0: expected name and version", id="with a space"
        ),
        pytest.param({"zzz": 1}, "zzz: ", id="unknown key"),
    ],
)
def test_a_departure_from_the_manifest_schema_is_named(
    change: dict[str, Any], expected: str, make_project: MakeProject
) -> None:
    (message,) = findings(make_project, "manifest", MANIFEST | change)
    assert message.startswith(expected)


@pytest.mark.parametrize("key", ["codeowners", "documentation", "iot_class", "issue_tracker", "version"])
def test_a_missing_key_is_named(key: str, make_project: MakeProject) -> None:
    rest = {name: value for name, value in MANIFEST.items() if name != key}
    assert findings(make_project, "manifest", rest) == [f"{key}: required key not provided"]


def test_keys_out_of_order_are_named_in_the_right_order(make_project: MakeProject) -> None:
    (message,) = findings(make_project, "manifest", dict(reversed(MANIFEST.items())))
    assert message.startswith("expected the keys in this order: domain, name, codeowners, config_flow")


def test_a_small_hacs_json_passes(make_project: MakeProject) -> None:
    assert findings(make_project, "hacs", HACS) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"homeassistant": "2026.10"}, "homeassistant: expected YEAR.MONTH.PATCH", id="no patch"),
        pytest.param({"iot_class": "x"}, "iot_class: ", id="a key of the past"),
        pytest.param({"zip_release": True}, "zip_release needs filename", id="zip without a name"),
    ],
)
def test_a_departure_from_the_hacs_schema_is_named(
    change: dict[str, Any], expected: str, make_project: MakeProject
) -> None:
    (message,) = findings(make_project, "hacs", HACS | change)
    assert message.startswith(expected)
