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
    ],
)
def test_an_import_that_ties_a_pure_room_to_home_assistant_is_named(
    path: str, code: str, expected: str, make_project: MakeProject
) -> None:
    (message,) = purity(make_project, path, code)
    assert expected in message


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        pytest.param("engine/a.py", "", "engine.a has no place", id="a module beside the rooms"),
        pytest.param("newroom/a.py", "import json", "newroom.a has no place", id="a room nobody placed"),
        pytest.param("engine/records/a.py", "from ..wire import b", "engine.wire", id="up within the engine"),
        pytest.param("engine/face/a.py", "from ...const import x", "used alone", id="out of the engine"),
        pytest.param("engine/face/a.py", "from ... import const", "used alone", id="out, without a module"),
        pytest.param(
            "health/trend/a.py", "from ...engine.records import x", "used alone", id="out of health"
        ),
        pytest.param("record/a.py", "from ..const import DOMAIN", "used alone", id="out of the record"),
        pytest.param(
            "record/a.py", "from ..engine.wire import x", "above it", id="the record, more than records"
        ),
        pytest.param("people/a.py", "from ..coordinator import x", "coordinator", id="up to the coordinator"),
        pytest.param(
            "reports/a.py", "def f():\n    from ..sensor import x", "line 2", id="within a function"
        ),
        pytest.param(
            "notices/a.py", "if TYPE_CHECKING:\n    from ..runtime import x", "line 2", id="for types only"
        ),
        pytest.param(
            "people/a.py", "import custom_components.digitalshadow.flows", "flows", id="by its whole name"
        ),
        pytest.param("people/a.py", "from .. import x", "__init__", id="from the integration itself"),
    ],
)
def test_an_import_against_the_order_of_the_rooms_is_named(
    path: str, code: str, expected: str, make_project: MakeProject
) -> None:
    findings = run("layers", make_project({f"{INTEGRATION}/{path}": code}))
    assert findings
    assert {finding.path for finding in findings} == {f"{INTEGRATION}/{path}"}
    assert any(expected in finding.message for finding in findings)


def test_imports_along_the_order_of_the_rooms_pass(make_project: MakeProject) -> None:
    files = {
        "__init__.py": "from .people import access\nfrom .const import DOMAIN",
        "const.py": "import json",
        "engine/__init__.py": "",
        "engine/records/errors.py": "from . import messages",
        "engine/records/messages.py": "",
        "people/access.py": "from homeassistant.core import x\nfrom ..engine.records.errors import y\nfrom .b import z",
        "people/b.py": "from ..record import Record",
        "record/__init__.py": "from .record import Record",
        "record/record.py": "from ..engine.records.errors import y",
    }
    project = make_project({f"{INTEGRATION}/{path}": code for path, code in files.items()})
    assert run("layers", project) == []


def test_modules_that_import_each_other_in_a_circle_are_named(make_project: MakeProject) -> None:
    files = {"a": "from .b import x", "b": "from .c import x", "c": "def f():\n    from . import a"}
    project = make_project({f"{INTEGRATION}/people/{name}.py": code for name, code in files.items()})
    (finding,) = run("layers", project)
    assert "circle" in finding.message
    assert all(f"people.{name}" in finding.message for name in files)


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


@pytest.mark.parametrize(
    ("code", "count"),
    [
        pytest.param("from tests.flows.test_person import Flow", 1, id="a name of a test"),
        pytest.param("from tests.flows import test_person", 1, id="a test"),
        pytest.param("from tests.builders.person_flow import Flow", 0, id="a builder"),
        pytest.param("from homeassistant import test_x", 0, id="somebody else's"),
    ],
)
def test_a_test_that_imports_from_a_test_is_named(code: str, count: int, make_project: MakeProject) -> None:
    assert len(run("tests", make_project({"tests/a.py": code}))) == count
