"""What the rooms of the integration may import, and what the manifest must declare."""

import json

import pytest

from checks.project import INTEGRATION
from checks.runner import run
from tests.checks.conftest import MakeProject


def purity(make_project: MakeProject, path: str, code: str) -> list[str]:
    """Return the purity rule's messages for one file of code."""
    files = {f"{INTEGRATION}/{room}/ruff.toml": "" for room in ("engine", "health", "record")}
    return [
        finding.message for finding in run("purity", make_project(files | {f"{INTEGRATION}/{path}": code}))
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("engine/a.py", "import numpy\nfrom .b import c", id="itself and numpy"),
        pytest.param("engine/backends/a.py", "from ..b import c", id="up within the room"),
        pytest.param(
            "record/a.py", "from ..engine.records.messages import x", id="record uses engine records"
        ),
        pytest.param("record/a.py", "from .. import engine", id="record uses the engine package"),
        pytest.param("sensor.py", "import homeassistant.const\nfrom .engine import x", id="a platform file"),
    ],
)
def test_an_import_within_the_rules_passes(path: str, code: str, make_project: MakeProject) -> None:
    assert purity(make_project, path, code) == []


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        pytest.param(
            "engine/a.py", "import homeassistant.const", "import homeassistant.const", id="plain import"
        ),
        pytest.param(
            "health/a.py", "from homeassistant import core", "import homeassistant", id="from import"
        ),
        pytest.param(
            "record/a.py", "def f():\n    import probatio", "line 2: ", id="import within a function"
        ),
        pytest.param(
            "engine/a.py", "import custom_components.digitalshadow", "custom_components", id="itself by name"
        ),
        pytest.param("engine/a.py", "from ..const import DOMAIN", "const from above", id="above the engine"),
        pytest.param("engine/a.py", "from .. import const", "const from above", id="above, without a module"),
        pytest.param("engine/b/a.py", "from ...const import x", "const from above", id="from a subfolder"),
        pytest.param(
            "record/a.py", "from ..const import DOMAIN", "const from above", id="record, not a pure room"
        ),
        pytest.param("health/a.py", "from ..engine import x", "engine from above", id="health stands alone"),
    ],
)
def test_an_import_that_ties_a_pure_room_to_its_surroundings_is_named(
    path: str, code: str, expected: str, make_project: MakeProject
) -> None:
    (message,) = purity(make_project, path, code)
    assert expected in message


def test_a_pure_room_without_its_own_lint_rules_is_named(make_project: MakeProject) -> None:
    (finding,) = run("purity", make_project({f"{INTEGRATION}/engine/a.py": ""}))
    assert finding.path == f"{INTEGRATION}/engine"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("from homeassistant.components import stream", id="from the package"),
        pytest.param("from homeassistant.components.stream import Stream", id="from the component"),
        pytest.param("import homeassistant.components.stream.const", id="plain import"),
    ],
)
def test_a_component_must_be_declared(code: str, make_project: MakeProject) -> None:
    manifest = f"{INTEGRATION}/manifest.json"
    module = {f"{INTEGRATION}/a.py": code}
    (finding,) = run("dependencies", make_project({manifest: "{}"} | module))
    assert "homeassistant.components.stream" in finding.message
    for key in ("dependencies", "after_dependencies"):
        assert run("dependencies", make_project({manifest: json.dumps({key: ["stream"]})} | module)) == []


def test_entity_platforms_need_no_declaration(make_project: MakeProject) -> None:
    code = "from homeassistant.components.sensor import SensorEntity\nfrom homeassistant.core import HomeAssistant"
    assert run("dependencies", make_project({f"{INTEGRATION}/a.py": code})) == []
