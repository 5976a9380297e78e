"""A model file goes through the upload dialog of a real Home Assistant, and what it reads is tagged with its hash."""

from dataclasses import replace
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from demo.home import PYTHON
from tests.builders.program import run_program
from tests.engine.conversion.beit_textbook import PLAN, converted, parameters_of

NAME = "a tiny network that knows nothing"

pytestmark = pytest.mark.timeout(320)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny network in 8-bit form; its crop needs no landmarks, so any detector will do."""
    plan = replace(
        PLAN,
        name=NAME,
        kind=ModelKind.DEMONSTRATION,
        precision=Precision.INT8,
        crop_geometry=CropGeometry.BOX,
    )
    result, _ = converted(tmp_path_factory.mktemp("model"), parameters_of(), plan)
    return Path(result.path)


@pytest.fixture(scope="module")
def told(model: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `demo.model_upload` wrote; it ends with an error where anything went another way."""
    file = tmp_path_factory.mktemp("upload") / "upload.json"
    run_program([PYTHON, "-m", "demo.model_upload", model, "--json", file], limit_seconds=280)
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def test_the_dialog_shows_what_the_file_says_about_itself(told: dict[str, Any]) -> None:
    assert told["confirmed"] == {
        "name": NAME,
        "version": PLAN.version,
        "kind": "demonstration, unverified",
        "licence": PLAN.licence,
    }


def test_the_model_sensor_names_the_uploaded_file_by_its_hash(told: dict[str, Any], model: Path) -> None:
    assert told["model"] == f"{NAME} (unverified)"
    assert told["model_attributes"]["sha256"] == hashlib.sha256(model.read_bytes()).hexdigest()


def test_a_reading_is_tagged_with_the_model_that_made_it(told: dict[str, Any], model: Path) -> None:
    sha256 = hashlib.sha256(model.read_bytes()).hexdigest()
    assert {(reading["model"], reading["model_sha256"]) for reading in told["after"]} == {
        (f"{NAME} (unverified)", sha256)
    }
    assert sha256 not in {reading["model_sha256"] for reading in told["before"]}


def test_a_demonstration_says_so_beside_every_reading(told: dict[str, Any]) -> None:
    readings = told["before"] + told["after"]
    assert {reading["model_kind"] for reading in readings} == {"demonstration"}
