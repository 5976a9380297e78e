"""Setting DigitalShadow up through the user interface: the model and the thresholds."""

import hashlib
from pathlib import Path
import shutil
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult, FlowType
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_ENGINE_PROCESSES,
    CONF_EXACT_CROP,
    CONF_LIVING_ONLY,
    CONF_MATCH_MARGIN,
    CONF_MATCH_SIMILARITY,
    CONF_READ_GREY,
    CONF_RISK_MODEL,
    CONF_VISIT_GAP_SECONDS,
    DOMAIN,
    MODEL_DEMONSTRATION,
    MODEL_FOLDER,
)
from custom_components.digitalshadow.entry import (
    engine_processes_of,
    is_living_only,
    settings_of,
    visit_gap_seconds_of,
)
from tests.builders.home import async_engine_runs
from tests.builders.household import async_reloaded
from tests.builders.model_flow import async_open_models
from tests.engine.synthetic_models import livecad
from tests.fake_runner import FakeRunner

DEFAULTS = {
    CONF_MATCH_SIMILARITY: 0.45,
    CONF_MATCH_MARGIN: 0.08,
    CONF_VISIT_GAP_SECONDS: 30.0,
    CONF_EXACT_CROP: False,
    CONF_READ_GREY: False,
    CONF_ENGINE_PROCESSES: 1,
    CONF_LIVING_ONLY: False,
}


@pytest.fixture
def model_folder(hass: HomeAssistant) -> Path:
    """Return the folder that users put models into."""
    folder = Path(hass.config.path(MODEL_FOLDER))
    folder.mkdir(parents=True)
    return folder


def bring_model(folder: Path, file_name: str, **metadata: str) -> str:
    """Put a model of one's own into the folder and return its hash."""
    content = livecad(**metadata)
    (folder / file_name).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def choices_of(form: ConfigFlowResult) -> dict[str, str]:
    """Return the models that are offered: label by value."""
    schema = form["data_schema"]
    assert schema is not None
    options: list[dict[str, str]] = schema.schema[CONF_RISK_MODEL].config["options"]
    return {option["value"]: option["label"] for option in options}


async def async_begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Open the flow where a model is chosen."""
    return await async_open_models(hass)


async def test_one_ok_sets_up_what_there_is_to_try_and_goes_on_to_the_first_person(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    flows = hass.config_entries.flow
    form = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "user")
    assert form["data_schema"] is not None
    done = await flows.async_configure(form["flow_id"], form["data_schema"]({}))
    await async_engine_runs(done["result"])
    assert (done["title"], done["data"]) == ("DigitalShadow", {CONF_RISK_MODEL: MODEL_DEMONSTRATION})
    kind, flow_id = done["next_flow"]
    assert kind is FlowType.CONFIG_SUBENTRIES_FLOW
    person = hass.config_entries.subentries.async_get(flow_id)
    assert (person["handler"], person["step_id"]) == ((done["result"].entry_id, "person"), "user")
    assert runner.ready is not None


async def test_a_fresh_home_offers_the_demonstration_model_and_sets_it_up(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    form = await async_begin(hass)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "model")
    assert list(choices_of(form)) == [MODEL_DEMONSTRATION]
    placeholders = form["description_placeholders"]
    assert placeholders == {"folder": hass.config.path(MODEL_FOLDER), "refused": ""}
    done = await hass.config_entries.flow.async_configure(
        form["flow_id"], {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    )
    await async_reloaded(hass, done["result"])
    assert (done["type"], done["title"]) == (FlowResultType.CREATE_ENTRY, "DigitalShadow")
    assert done["data"] == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    assert runner.ready is not None


@pytest.mark.usefixtures("runner")
async def test_a_model_of_ones_own_is_offered_with_its_name_and_kind(
    hass: HomeAssistant, model_folder: Path
) -> None:
    sha256 = bring_model(model_folder, "mine.onnx", kind="livecad", name="LiveCAD", version="7")
    shutil.copy(model_folder / "mine.onnx", model_folder / "copy.onnx")
    form = await async_begin(hass)
    assert list(choices_of(form)) == [MODEL_DEMONSTRATION, sha256]
    assert choices_of(form)[sha256].startswith("LiveCAD 7 (livecad, unverified, ")
    done = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_RISK_MODEL: sha256})
    await async_reloaded(hass, done["result"])
    assert done["data"] == {CONF_RISK_MODEL: sha256}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"not a model", "The model file cannot be read", id="no model at all"),
        pytest.param(None, "does not say what it is", id="a model that does not say what it is"),
    ],
)
async def test_a_refused_file_is_shown_with_its_reason(
    hass: HomeAssistant, model_folder: Path, content: bytes | None, reason: str
) -> None:
    if content is None:
        bring_model(model_folder, "other.onnx", kind="")
    else:
        (model_folder / "other.onnx").write_bytes(content)
    form = await async_begin(hass)
    assert list(choices_of(form)) == [MODEL_DEMONSTRATION]
    placeholders = form["description_placeholders"]
    assert placeholders is not None
    assert placeholders["refused"].startswith("\n\n`other.onnx`: ")
    assert reason in placeholders["refused"]


@pytest.mark.usefixtures("entry")
async def test_a_home_has_one_entry(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert form["reason"] == "single_instance_allowed"


async def test_another_model_is_chosen_later(
    hass: HomeAssistant, entry: MockConfigEntry, model_folder: Path
) -> None:
    sha256 = bring_model(model_folder, "mine.onnx", kind="livecad")
    form = await entry.start_reconfigure_flow(hass)
    assert form["step_id"] == "reconfigure"
    done = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_RISK_MODEL: sha256})
    assert done["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    assert entry.data == {CONF_RISK_MODEL: sha256}
    (model_folder / "mine.onnx").unlink()
    form = await entry.start_reconfigure_flow(hass)
    schema = form["data_schema"]
    assert schema is not None
    assert schema({}) == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}


async def test_a_model_of_the_folder_is_tried_before_it_replaces_a_working_one(
    hass: HomeAssistant, entry: MockConfigEntry, model_folder: Path
) -> None:
    before = entry.runtime_data
    sha256 = bring_model(model_folder, "wrong.onnx", golden_probability="0.9")
    form = await entry.start_reconfigure_flow(hass)
    form = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_RISK_MODEL: sha256})
    assert (form["step_id"], form["errors"]) == ("reconfigure", {CONF_RISK_MODEL: "model_golden_check"})
    assert entry.data == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    assert entry.runtime_data is before


async def async_open_thresholds(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Open the form of the thresholds."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    assert menu["menu_options"] == ["thresholds", "chooser", "server", "recovery_file", "new_key"]
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": "thresholds"})


async def test_thresholds_begin_with_the_measured_defaults_and_reach_engine_and_visits(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    form = await async_open_thresholds(hass, entry)
    schema = form["data_schema"]
    assert schema is not None
    assert schema({}) == DEFAULTS
    chosen = {
        CONF_MATCH_SIMILARITY: 0.5,
        CONF_MATCH_MARGIN: 0.1,
        CONF_VISIT_GAP_SECONDS: 60,
        CONF_EXACT_CROP: True,
        CONF_READ_GREY: True,
        CONF_ENGINE_PROCESSES: 3,
        CONF_LIVING_ONLY: True,
    }
    await hass.config_entries.options.async_configure(form["flow_id"], chosen)
    await async_reloaded(hass, entry)
    assert (settings_of(entry).match_similarity, settings_of(entry).match_margin) == (0.5, 0.1)
    assert settings_of(entry).exact_crop
    assert settings_of(entry).read_grey
    assert engine_processes_of(entry) == 3
    assert is_living_only(entry)
    assert visit_gap_seconds_of(entry) == 60.0


async def test_changing_thresholds_leaves_the_other_options_alone(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    hass.config_entries.async_update_entry(entry, options={"kept": 1})
    await hass.async_block_till_done()
    form = await async_open_thresholds(hass, entry)
    await hass.config_entries.options.async_configure(form["flow_id"], DEFAULTS)
    await async_reloaded(hass, entry)
    assert entry.options == {"kept": 1, **DEFAULTS}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({CONF_MATCH_SIMILARITY: 0.29}, id="strangers would get names"),
        pytest.param({CONF_MATCH_SIMILARITY: 0.81}, id="nobody would get a name"),
        pytest.param({CONF_MATCH_MARGIN: 0.01}, id="twins would be told apart by chance"),
        pytest.param({CONF_VISIT_GAP_SECONDS: 4}, id="every blink a visit"),
    ],
)
async def test_a_threshold_outside_its_limits_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, wrong: dict[str, Any]
) -> None:
    form = await async_open_thresholds(hass, entry)
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(form["flow_id"], DEFAULTS | wrong)
