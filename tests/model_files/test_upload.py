"""Uploading a facial model in the dialog: what is refused and why, what is stored, and who speaks from then on."""

from dataclasses import replace
import hashlib
from io import BytesIO
from pathlib import Path
import tempfile
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import onnx
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import (
    CONF_RISK_MODEL,
    DOMAIN,
    MODEL_DEMONSTRATION,
    MODEL_FOLDER,
)
from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find_user_file
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelKind
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal, ModelRefusal
from custom_components.digitalshadow.engine_host.making import ENGINE_FOLDER
from custom_components.digitalshadow.exceptions import TRANSLATION_KEYS
from custom_components.digitalshadow.flows import trial as trial_flow
from custom_components.digitalshadow.flows.checkpoint import ERROR_NOT_STORED, ERROR_REFUSED
from custom_components.digitalshadow.flows.model import ERROR_CLASSES, FIELD_FILE
from custom_components.digitalshadow.record import RecordError
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    camera,
    home_entry,
    walk_past,
)
from tests.builders.household import async_reloaded
from tests.builders.model_flow import async_open_models
from tests.builders.texts import LANGUAGES, texts_of
from tests.engine.synthetic_models import LIVECAD_SAYS, constant_answer, livecad
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

UNKNOWN_FILE_ID = "0" * 32


def with_data_outside() -> bytes:
    """Return a model whose first weights lie in another file."""
    model = onnx.load_from_string(livecad())
    onnx.external_data_helper.set_external_data(model.graph.initializer[0], "../secrets.yaml")
    model.graph.initializer[0].ClearField("raw_data")
    data: bytes = model.SerializeToString()
    return data


def with_other_outputs() -> bytes:
    """Return a model whose answer has another name than its metadata says."""
    return constant_answer([0.0, 1.0], LIVECAD_SAYS, output="answer")


def disguised() -> bytes:
    """Return the demonstration model, which says that it is LiveCAD."""
    model = onnx.load(PACKAGE_FOLDER / "demonstration.onnx")
    onnx.helper.set_model_props(model, LIVECAD_SAYS)
    data: bytes = model.SerializeToString()
    return data


class Dialog:
    """The dialog in which a model is chosen, driven as the user interface does."""

    def __init__(self, hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
        """Drive flows of one home."""
        self._hass = hass
        self._hass_client = hass_client
        self.flow_id = ""
        self.file_id = ""

    async def begin(self, entry: MockConfigEntry | None = None) -> ConfigFlowResult:
        """Open the dialog for a new home, or to change the model."""
        if entry is None:
            form = await async_open_models(self._hass)
        else:
            form = await entry.start_reconfigure_flow(self._hass)
        self.flow_id = form["flow_id"]
        return form

    async def submit(self, **user_input: str) -> ConfigFlowResult:
        """Fill in the form that is shown."""
        return await self._hass.config_entries.flow.async_configure(self.flow_id, user_input)

    async def upload(self, content: bytes, file_name: str = "mine.onnx") -> ConfigFlowResult:
        """Send a file as the browser does, and submit the form with it."""
        client = await self._hass_client()
        file = BytesIO(content)
        file.name = file_name
        answer = await (await client.post("/api/file_upload", data={"file": file})).json()
        self.file_id = answer["file_id"]
        return await self.submit(risk_model=MODEL_DEMONSTRATION, file=self.file_id)

    async def delete_upload(self) -> None:
        """Have Home Assistant delete the upload, as its sender may."""
        client = await self._hass_client()
        await client.delete("/api/file_upload", json={"file_id": self.file_id})


@pytest.fixture
def uploads(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which Home Assistant keeps uploads, apart from that of any other test that runs now."""
    folder = tmp_path_factory.mktemp("uploads")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
async def dialog(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    uploads: Path,  # noqa: ARG001  # is in place before anything is uploaded
) -> Dialog:
    """The dialog."""
    assert await async_setup_component(hass, "file_upload", {})
    # As Home Assistant itself does before it listens: the test's server takes no further addresses once it does.
    assert await async_setup_component(hass, DOMAIN, {})
    return Dialog(hass, hass_client)


def stored(hass: HomeAssistant) -> list[str]:
    """Return what lies in the model folder."""
    return sorted(path.name for path in Path(hass.config.path(MODEL_FOLDER)).glob("*"))


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("runner")
async def test_a_new_home_begins_with_an_uploaded_model(
    hass: HomeAssistant, dialog: Dialog, uploads: Path
) -> None:
    content = livecad()
    sha256 = hashlib.sha256(content).hexdigest()
    await dialog.begin()
    form = await dialog.upload(content)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "confirm")
    assert form["description_placeholders"] == {
        "name": "`LiveCAD`",
        "version": "`7`",
        "kind": "`livecad, unverified`",
        "licence": "`CC-BY-NC-4.0`",
    }
    assert stored(hass) == [], "nothing counts before it is confirmed"
    done = await dialog.submit()
    await async_reloaded(hass, done["result"])
    assert done["data"] == {CONF_RISK_MODEL: sha256}
    assert stored(hass) == [f"{sha256}.onnx"]
    assert Path(hass.config.path(MODEL_FOLDER), f"{sha256}.onnx").read_bytes() == content
    assert files_in(uploads) == []


async def test_the_model_of_a_running_home_is_proved_by_an_engine_of_its_own_and_changed(
    hass: HomeAssistant, entry: MockConfigEntry, runner: FakeRunner, dialog: Dialog
) -> None:
    before = entry.runtime_data
    form = await dialog.begin(entry)
    assert form["errors"] is None
    content = livecad()
    form = await dialog.upload(content)
    assert form["step_id"] == "confirm"
    assert (entry.runtime_data, runner.stops) == (before, 0), "the running engine goes on"
    assert entry.data == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    assert (await dialog.submit())["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    sha256 = hashlib.sha256(content).hexdigest()
    assert entry.data == {CONF_RISK_MODEL: sha256}
    assert entry.runtime_data is not before
    (*_, configured) = (request for request in runner.requests if isinstance(request, Configure))
    assert configured.risk_model.sha256 == sha256
    assert find_user_file(sha256, [Path(hass.config.path(MODEL_FOLDER))]) is not None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(disguised(), ModelRefusal.DISGUISED, id="the demonstration by another name"),
        pytest.param(with_other_outputs(), ModelRefusal.WRONG_SIGNATURE, id="outputs of another model"),
        pytest.param(livecad(golden_probability="0.9"), ModelRefusal.GOLDEN_CHECK, id="another answer"),
        pytest.param(livecad(kind=""), ModelRefusal.MISSING_METADATA, id="does not say what it is"),
        pytest.param(livecad(mean=""), ModelRefusal.MISSING_METADATA, id="does not say how to prepare"),
        pytest.param(livecad(crop_geometry="dlib"), ModelRefusal.MISSING, id="needs a detector"),
        pytest.param(with_data_outside(), ModelRefusal.UNSAFE_STRUCTURE, id="wants to read secrets"),
        pytest.param(livecad()[:-100], ModelRefusal.UNREADABLE, id="cut off"),
        pytest.param(b"<!doctype html><title>404</title>", ModelRefusal.UNREADABLE, id="a web page"),
        pytest.param(b"", ModelRefusal.MISSING_METADATA, id="nothing at all"),
    ],
)
async def test_a_refused_file_changes_nothing_and_its_reason_is_shown(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    dialog: Dialog,
    content: bytes,
    reason: ModelRefusal,
) -> None:
    before = entry.runtime_data
    await dialog.begin(entry)
    form = await dialog.upload(content)
    assert (form["step_id"], form["errors"]) == ("reconfigure", {FIELD_FILE: f"model_{reason}"})
    assert (stored(hass), files_in(Path(tempfile.gettempdir()))) == ([], [])
    assert entry.data == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    assert entry.runtime_data is before
    form = await dialog.upload(livecad())
    assert form["step_id"] == "confirm", "another file may be tried at once"


async def test_a_model_is_tried_before_there_is_an_entry_too(hass: HomeAssistant, dialog: Dialog) -> None:
    await dialog.begin()
    form = await dialog.upload(livecad(golden_probability="0.9"))
    assert (form["step_id"], form["errors"]) == ("model", {FIELD_FILE: "model_golden_check"})
    assert stored(hass) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(livecad(), ("confirm", None), id="accepted"),
        pytest.param(
            livecad(golden_probability="0.9"), ("model", {FIELD_FILE: "model_golden_check"}), id="refused"
        ),
    ],
)
async def test_a_try_that_takes_long_is_shown_as_progress(
    hass: HomeAssistant,
    dialog: Dialog,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    expected: tuple[str, dict[str, str] | None],
) -> None:
    monkeypatch.setattr(trial_flow, "_PATIENCE_SECONDS", 0.0)
    await dialog.begin()
    form = await dialog.upload(content)
    assert (form["type"], form["step_id"]) == (FlowResultType.SHOW_PROGRESS, "proving")
    await hass.async_block_till_done(wait_background_tasks=True)
    form = await hass.config_entries.flow.async_configure(dialog.flow_id)
    assert (form["step_id"], form["errors"]) == expected


@pytest.mark.usefixtures("face_models")
async def test_a_model_whose_crop_needs_landmarks_is_proved_with_the_detector_of_the_home(
    entry: MockConfigEntry, dialog: Dialog
) -> None:
    await dialog.begin(entry)
    assert (await dialog.upload(livecad(crop_geometry="dlib")))["step_id"] == "confirm"


async def test_an_engine_that_cannot_try_the_model_is_told_and_the_running_one_goes_on(
    hass: HomeAssistant, entry: MockConfigEntry, runner: FakeRunner, dialog: Dialog
) -> None:
    folder = Path(hass.config.path(ENGINE_FOLDER))
    folder.mkdir(parents=True)
    (folder / "left over").write_bytes(b"in a folder that must be empty")
    await dialog.begin(entry)
    form = await dialog.upload(livecad())
    assert form["errors"] == {FIELD_FILE: "engine_lost"}
    assert (stored(hass), runner.stops) == ([], 0)


async def test_a_file_beyond_the_limit_is_refused_unread(
    dialog: Dialog, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = livecad()
    limit = "custom_components.digitalshadow.model_files.upload.MAX_UPLOAD_BYTES"
    monkeypatch.setattr(limit, len(content) - 1)
    await dialog.begin()
    form = await dialog.upload(content)
    assert (form["step_id"], form["errors"]) == ("model", {FIELD_FILE: "model_too_large"})
    assert files_in(uploads) == []
    monkeypatch.setattr(limit, len(content))
    assert (await dialog.upload(content))["step_id"] == "confirm"


async def test_an_upload_that_is_gone_is_told(dialog: Dialog) -> None:
    await dialog.begin()
    form = await dialog.submit(risk_model=MODEL_DEMONSTRATION, file=UNKNOWN_FILE_ID)
    assert form["errors"] == {FIELD_FILE: "model_missing"}


async def test_an_upload_that_goes_before_it_is_confirmed_changes_nothing(
    hass: HomeAssistant, dialog: Dialog
) -> None:
    await dialog.begin()
    await dialog.upload(livecad())
    await dialog.delete_upload()
    form = await dialog.submit()
    assert (form["step_id"], form["errors"]) == ("model", {FIELD_FILE: "model_missing"})
    assert stored(hass) == []


async def test_an_upload_that_changes_before_it_is_confirmed_is_not_stored(
    hass: HomeAssistant, dialog: Dialog, uploads: Path
) -> None:
    await dialog.begin()
    await dialog.upload(livecad())
    (file,) = files_in(uploads)
    file.write_bytes(livecad(version="8"))
    form = await dialog.submit()
    assert form["errors"] == {FIELD_FILE: "model_wrong_hash"}
    assert stored(hass) == []


async def test_a_disk_that_does_not_take_the_file_is_told(hass: HomeAssistant, dialog: Dialog) -> None:
    folder = Path(hass.config.path(MODEL_FOLDER))
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"where a folder should be")
    await dialog.begin()
    await dialog.upload(livecad())
    form = await dialog.submit()
    assert (form["step_id"], form["errors"]) == ("model", {FIELD_FILE: ERROR_NOT_STORED})


async def test_a_dialog_that_is_closed_leaves_no_file(
    hass: HomeAssistant, dialog: Dialog, uploads: Path
) -> None:
    await dialog.begin()
    await dialog.upload(livecad())
    assert len(files_in(uploads)) == 1
    hass.config_entries.flow.async_abort(dialog.flow_id)
    await hass.async_block_till_done()
    assert (stored(hass), files_in(uploads)) == ([], [])


async def test_the_same_file_twice_is_stored_once(
    hass: HomeAssistant, entry: MockConfigEntry, dialog: Dialog
) -> None:
    for _ in range(2):
        await dialog.begin(entry)
        await dialog.upload(livecad())
        assert (await dialog.submit())["reason"] == "reconfigure_successful"
        await async_reloaded(hass, entry)
    assert stored(hass) == [f"{entry.data[CONF_RISK_MODEL]}.onnx"]


@pytest.mark.parametrize(
    ("licence", "shown"),
    [
        pytest.param("", "`-`", id="none"),
        pytest.param("**MIT**\n# `x`", "`**MIT** # 'x'`", id="formatting"),
        pytest.param("a" * 999, "`" + "a" * 120 + "`", id="a whole licence"),
    ],
)
async def test_what_a_file_says_is_shown_as_plain_text_of_one_line(
    dialog: Dialog, licence: str, shown: str
) -> None:
    await dialog.begin()
    form = await dialog.upload(livecad(licence=licence))
    assert form["description_placeholders"]["licence"] == shown


async def test_a_change_of_model_closes_open_visits_under_the_old_model_and_begins_anew(
    hass: HomeAssistant, runner: FakeRunner, dialog: Dialog
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    await async_add_cameras(hass, FilmCamera())
    entry = home_entry([ANNA_SHARED, camera()])
    await async_set_up(hass, entry)
    content = livecad()
    sha256 = hashlib.sha256(content).hexdigest()
    await dialog.begin(entry)
    await dialog.upload(content)

    async def async_see(probability: float) -> None:
        """Have Anna seen, with the visit still open."""
        walk_past(entry.runtime_data.coordinator.watching, (ANNA, probability))

    await async_see(0.4)
    new = replace(RISK_MODEL, kind=ModelKind.LIVECAD, sha256=sha256)
    runner._will_be = replace(READY, risk_model=new)
    await dialog.submit()
    await async_reloaded(hass, entry)
    risk: Any = hass.states.get("sensor.anna_face_signal")
    assert risk.state == "not_seen_yet", "the old model's value is not the new one's"
    assert hass.states.get("sensor.anna_demonstration_value") is None

    await async_see(0.7)
    await hass.config_entries.async_reload(entry.entry_id)
    readings = await entry.runtime_data.record.async_latest_readings(ANNA, 5)
    assert {reading.model_sha256: reading.probability for reading in readings} == {
        RISK_MODEL.sha256: 0.4,
        sha256: 0.7,
    }
    assert {reading.model_sha256: reading.model_kind for reading in readings} == {
        RISK_MODEL.sha256: ModelKind.DEMONSTRATION,
        sha256: ModelKind.LIVECAD,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_refusing_a_file_has_a_text(language: str) -> None:
    texts = texts_of(language)["config"]["error"]
    of_engine = {key for kind, key in TRANSLATION_KEYS.items() if not issubclass(kind, RecordError)}
    of_faces = {"enrolment_no_face", "enrolment_no_recognition"}
    of_photos = {*(f"frame_{reason}" for reason in FrameRefusal), *of_faces, "upload_missing"}
    of_checkpoints = {ERROR_REFUSED, ERROR_CLASSES}
    of_files = {f"model_{reason}" for reason in ModelRefusal}
    assert of_files | of_engine | of_photos | of_checkpoints == texts.keys()
