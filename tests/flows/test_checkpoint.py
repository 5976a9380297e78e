"""A checkpoint becomes the home's model in the dialog: asked for, converted by a real process, shown, chosen."""

import asyncio
from collections.abc import Callable
from io import BytesIO
import os
from pathlib import Path
import sys
import tempfile
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE, FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import onnx
import psutil
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import (
    CONF_RISK_MODEL,
    DOMAIN,
    MODEL_DEMONSTRATION,
    MODEL_FOLDER,
)
from custom_components.digitalshadow.engine.conversion.checkpoint_folder import (
    CHECKPOINT_NAME,
    CLASSES_NAME,
    START_LICENCE_NAME,
)
from custom_components.digitalshadow.engine.model_file import onnxruntime_session
from custom_components.digitalshadow.engine.model_file.catalog import user_file, user_files
from custom_components.digitalshadow.engine.reading.examining import examine
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.flows.checkpoint import CheckpointFlow
from custom_components.digitalshadow.model_files import conversion as checkpoint_conversion
from tests.builders.home import async_set_up, async_until, home_entry
from tests.builders.household import async_reloaded
from tests.builders.model_flow import async_open_models
from tests.builders.networks import one_loud_channel
from tests.engine.conversion.beit_textbook import Change, parameters_of, write
from tests.fake_runner import FakeRunner

ANSWERS = {
    "name": "LiveCAD",
    "version": "1",
    "licence": "granted to me",
    "precision": "fp32",
    "crop_geometry": "box",
    "is_demonstration": False,
}


class Home:
    """A home whose model folder holds a checkpoint, and its dialog."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Make the folder."""
        self._hass = hass
        self.folder = Path(hass.config.path(MODEL_FOLDER))
        self.folder.mkdir(parents=True)
        self.checkpoint = self.folder / "mine" / CHECKPOINT_NAME
        self.flow_id = ""
        self.shares: list[float] = []
        hass.bus.async_listen(EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE, self._note)

    def bring(self, classes: str | None = "cad, normal", change: Change = lambda _parameters: None) -> None:
        """Put a small checkpoint into a folder of its own."""
        self.checkpoint.parent.mkdir(exist_ok=True)
        parameters = parameters_of()
        change(parameters)
        write(self.checkpoint, parameters)
        if classes is not None:
            (self.checkpoint.parent / CLASSES_NAME).write_text(classes, encoding="utf-8")

    async def begin(self, entry: MockConfigEntry | None = None) -> ConfigFlowResult:
        """Open the dialog for a new home, or to change the model."""
        if entry is None:
            form = await async_open_models(self._hass)
        else:
            form = await entry.start_reconfigure_flow(self._hass)
        self.flow_id = form["flow_id"]
        return form

    async def choose(self, entry: MockConfigEntry | None = None) -> ConfigFlowResult:
        """Open the dialog and choose the checkpoint."""
        await self.begin(entry)
        return await self.submit(risk_model=str(self.checkpoint))

    async def submit(self, **user_input: object) -> ConfigFlowResult:
        """Fill in the form that is shown."""
        return await self._hass.config_entries.flow.async_configure(self.flow_id, user_input)

    async def convert(self, **answers: object) -> ConfigFlowResult:
        """Say what the file shall be, and wait for what the dialog shows in the end."""
        shown = await self.submit(**ANSWERS | answers)
        while shown["type"] is FlowResultType.SHOW_PROGRESS:
            await asyncio.sleep(0.02)
            shown = await self._hass.config_entries.flow.async_configure(self.flow_id)
        return shown

    def made(self) -> list[str]:
        """Return what lies in the model folder beside the checkpoint."""
        return sorted(path.name for path in self.folder.iterdir() if path != self.checkpoint.parent)

    @callback
    def _note(self, event: Event[Any]) -> None:
        """Keep how far the dialog says that it is."""
        self.shares.append(event.data["progress"])


@pytest.fixture
def home_with_checkpoint(hass: HomeAssistant) -> Home:
    """A home with a checkpoint whose risk class is plain."""
    home = Home(hass)
    home.bring()
    return home


def fields_of(form: ConfigFlowResult) -> set[str]:
    """Return what a form asks."""
    return {str(field) for field in form["data_schema"].schema}


def children() -> set[int]:
    """Return the processes that this one started."""
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.usefixtures("runner")
async def test_a_new_home_begins_with_a_checkpoint_that_it_converts_itself(
    hass: HomeAssistant, home_with_checkpoint: Home
) -> None:
    home = home_with_checkpoint
    form = await home.choose()
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "convert")
    assert "positive_class" not in fields_of(form)
    shown = await home.convert(precision="int8")
    assert (shown["type"], shown["step_id"]) == (FlowResultType.FORM, "converted")
    said = shown["description_placeholders"]
    assert (said["name"], said["licence"], said["risk"]) == ("`LiveCAD`", "`granted to me`", "`cad`")
    assert (said["precision"], said["faces"]) == ("`int8`", "13")
    assert said["measured"].startswith("\n* `int8`: 0.0")
    assert home.shares == sorted(home.shares)
    assert len(set(home.shares)) > 10
    assert user_files([home.folder]) == (), "nothing counts before it is confirmed"
    done = await home.submit()
    await async_reloaded(hass, done["result"])
    (path,) = user_files([home.folder])
    found = examine(path)
    assert done["data"] == {CONF_RISK_MODEL: found.model.sha256}
    assert home.made() == [f"{found.model.sha256}.onnx"]
    assert (found.model.name, found.model.kind) == ("LiveCAD", ModelKind.LIVECAD)


@pytest.mark.usefixtures("runner")
async def test_the_licence_of_the_weights_that_training_began_from_is_shown(
    home_with_checkpoint: Home,
) -> None:
    """A home is told before it takes the file, and the file keeps it."""
    home = home_with_checkpoint
    start = home.checkpoint.parent / "start-licence.txt"
    start.write_text("begun from MAE under CC BY-NC 4.0")
    await home.choose()
    shown = await home.convert(precision="int8")
    assert (
        shown["description_placeholders"]["licence"] == "`granted to me; begun from MAE under CC BY-NC 4.0`"
    )
    await home.submit()
    (path,) = user_files([home.folder])
    assert examine(path).model.licence == "granted to me; begun from MAE under CC BY-NC 4.0"


async def test_a_running_home_goes_on_while_it_converts_and_then_changes_its_model(
    hass: HomeAssistant, entry: MockConfigEntry, runner: FakeRunner, home_with_checkpoint: Home
) -> None:
    home = home_with_checkpoint
    before = entry.runtime_data
    await home.choose(entry)
    shown = await home.convert(is_demonstration=True)
    assert shown["description_placeholders"]["kind"] == "`demonstration`"
    assert (entry.runtime_data, runner.stops) == (before, 0)
    assert (await home.submit())["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    (path,) = user_files([home.folder])
    found = examine(path)
    assert entry.data == {CONF_RISK_MODEL: found.model.sha256}
    assert found.model.kind is ModelKind.DEMONSTRATION


async def test_the_class_that_means_risk_is_asked_for_where_no_name_says_it(
    home_with_checkpoint: Home,
) -> None:
    home = home_with_checkpoint
    home.bring("left, right")
    form = await home.choose()
    assert "positive_class" in fields_of(form)
    assert form["description_placeholders"]["risk"] == "`-`"
    shown = await home.convert(positive_class="right")
    assert shown["description_placeholders"]["risk"] == "`right`"


async def test_a_form_that_these_weights_do_not_bear_gives_way_and_the_dialog_says_so(
    home_with_checkpoint: Home,
) -> None:
    home = home_with_checkpoint
    home.bring(change=one_loud_channel)
    await home.choose()
    shown = await home.convert(precision="int8")
    assert shown["step_id"] == "converted_more_exact"
    said = shown["description_placeholders"]
    assert (said["wish"], said["precision"]) == ("`int8`", "`fp16`")
    assert [line.split("`")[1] for line in said["measured"].split("\n* ")[1:]] == [
        "int8",
        "int8-reduced",
        "fp16",
    ]


def without_head(parameters: dict[str, Any]) -> None:
    """Leave a parameter out."""
    del parameters["blocks.1.attn.proj.bias"]


def with_another_bias(parameters: dict[str, Any]) -> None:
    """Give a parameter another shape."""
    parameters["blocks.0.norm1.bias"] = parameters["blocks.0.norm1.bias"][:-1]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(without_head, "blocks.1.attn.proj.bias is missing", id="one missing"),
        pytest.param(with_another_bias, "blocks.0.norm1.bias is (31,) instead of (32,)", id="one misshapen"),
    ],
)
async def test_a_refused_checkpoint_changes_nothing_and_what_is_wrong_with_it_is_named(
    entry: MockConfigEntry, home_with_checkpoint: Home, change: Change, named: str
) -> None:
    home = home_with_checkpoint
    home.bring(change=change)
    await home.choose(entry)
    shown = await home.convert()
    assert (shown["step_id"], shown["errors"]) == ("reconfigure", {CONF_RISK_MODEL: "checkpoint_refused"})
    assert named in shown["description_placeholders"]["detail"]
    assert home.made() == []
    assert entry.data == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}
    home.bring()
    await home.submit(risk_model=str(home.checkpoint))
    assert (await home.convert())["step_id"] == "converted", "another try is open at once"


async def test_a_refusal_is_told_once_and_shown_to_everybody_who_looks(
    hass: HomeAssistant, home_with_checkpoint: Home, caplog: pytest.LogCaptureFixture
) -> None:
    home = home_with_checkpoint
    home.bring(change=without_head)
    await home.choose()
    await home.submit(**ANSWERS)
    looks: list[ConfigFlowResult] = []
    while not looks or any(shown["type"] is FlowResultType.SHOW_PROGRESS for shown in looks):
        looks = await asyncio.gather(
            *(hass.config_entries.flow.async_configure(home.flow_id) for _browser in range(3))
        )
    assert [(shown["step_id"], shown["errors"]) for shown in looks] == [
        ("model", {CONF_RISK_MODEL: "checkpoint_refused"})
    ] * 3
    told = [record for record in caplog.records if record.name.endswith("flows.checkpoint")]
    assert len(told) == 1


async def test_whoever_looks_late_does_not_put_a_dialog_back_that_has_gone_on(
    hass: HomeAssistant, home_with_checkpoint: Home
) -> None:
    """Home Assistant looks itself whenever something is done, and may come after the answer to what is shown then."""
    home = home_with_checkpoint
    home.bring(change=without_head)
    await home.choose()
    await home.convert()
    late = asyncio.create_task(hass.config_entries.flow.async_configure(home.flow_id))
    await asyncio.sleep(0)
    home.bring()
    await home.submit(risk_model=str(home.checkpoint))
    await late
    assert (await home.convert())["step_id"] == "converted"


async def test_a_checkpoint_without_the_names_of_its_classes_is_told_at_once(
    home_with_checkpoint: Home,
) -> None:
    home = home_with_checkpoint
    (home.checkpoint.parent / CLASSES_NAME).write_text("only one", encoding="utf-8")
    form = await home.choose()
    assert (form["step_id"], form["errors"]) == ("model", {CONF_RISK_MODEL: "classes_unreadable"})


async def test_a_start_without_a_readable_licence_is_told_as_that(home_with_checkpoint: Home) -> None:
    home = home_with_checkpoint
    (home.checkpoint.parent / START_LICENCE_NAME).write_bytes(b"")
    form = await home.choose()
    assert (form["step_id"], form["errors"]) == ("model", {CONF_RISK_MODEL: "checkpoint_refused"})
    assert START_LICENCE_NAME in form["description_placeholders"]["detail"]


async def test_a_closed_dialog_ends_the_conversion_and_leaves_no_file(
    hass: HomeAssistant, home_with_checkpoint: Home
) -> None:
    home, before = home_with_checkpoint, children()
    await home.choose()
    assert (await home.submit(**ANSWERS))["type"] is FlowResultType.SHOW_PROGRESS
    await async_until(lambda: len(children() - before) == 1 and home.made() != [])
    hass.config_entries.flow.async_abort(home.flow_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (children() - before, home.made()) == (set(), [])


async def test_a_dialog_that_is_closed_instead_of_confirmed_leaves_no_file(
    hass: HomeAssistant, home_with_checkpoint: Home
) -> None:
    home = home_with_checkpoint
    await home.choose()
    await home.convert()
    assert home.made() != []
    hass.config_entries.flow.async_abort(home.flow_id)
    await hass.async_block_till_done()
    assert home.made() == []


async def test_a_process_that_is_killed_is_told_and_leaves_no_file(
    home_with_checkpoint: Home,
) -> None:
    home, before = home_with_checkpoint, children()
    await home.choose()
    await home.submit(**ANSWERS)
    await async_until(lambda: len(children() - before) == 1)
    for pid in children() - before:
        psutil.Process(pid).kill()
    shown = await home.convert()
    assert (shown["step_id"], shown["errors"]) == ("model", {CONF_RISK_MODEL: "engine_lost"})
    assert home.made() == []


async def test_a_step_that_takes_for_ever_is_given_up(
    home_with_checkpoint: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_checkpoint
    monkeypatch.setattr(checkpoint_conversion, "STEP_DEADLINE_SECONDS", 0.0)
    await home.choose()
    assert (await home.convert())["errors"] == {CONF_RISK_MODEL: "engine_timeout"}
    assert home.made() == []


async def test_a_disk_without_room_is_told_before_anything_is_made(
    home_with_checkpoint: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_checkpoint
    monkeypatch.setattr(checkpoint_conversion, "_model_bytes", lambda _checkpoint: 2**60)
    await home.choose()
    assert (await home.convert())["errors"] == {CONF_RISK_MODEL: "model_not_stored"}
    assert home.made() == []


async def test_a_disk_that_fills_up_on_the_way_is_told_as_what_it_is(
    home_with_checkpoint: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_checkpoint

    def with_full_disk(*places: Path) -> tempfile.TemporaryDirectory[str]:
        work_folder = checkpoint_conversion.make_work_folder(*places)
        Path(work_folder.name, "model.onnx.part").symlink_to("/dev/full")
        return work_folder

    monkeypatch.setattr(f"{CheckpointFlow.__module__}.make_work_folder", with_full_disk)
    await home.choose()
    assert (await home.convert())["errors"] == {CONF_RISK_MODEL: "model_not_stored"}
    assert home.made() == []


@pytest.mark.usefixtures("runner")
async def test_without_processes_and_native_runtimes_a_thread_converts_with_numpy(
    hass: HomeAssistant, home_with_checkpoint: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_checkpoint
    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(onnxruntime_session, "onnxruntime", None)
    await home.choose()
    assert (await home.convert())["step_id"] == "converted"
    done = await home.submit()
    await async_reloaded(hass, done["result"])
    assert home.made() == [f"{done['data'][CONF_RISK_MODEL]}.onnx"]


@pytest.fixture
async def upload(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[bytes, str], Any]:
    """Return what sends a file as the browser does, and returns its id."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("uploads")))
    assert await async_setup_component(hass, "file_upload", {})

    async def async_upload(content: bytes, file_name: str) -> str:
        client = await hass_client()
        file = BytesIO(content)
        file.name = file_name
        answer = await (await client.post("/api/file_upload", data={"file": file})).json()
        file_id: str = answer["file_id"]
        return file_id

    return async_upload


@pytest.mark.usefixtures("face_models")
async def test_a_photo_is_compared_on_too_and_one_that_shows_nobody_is_asked_for_again(
    home_with_checkpoint: Home, upload: Callable[[bytes, str], Any], portrait: bytes
) -> None:
    home = home_with_checkpoint
    await home.choose()
    shown = await home.convert(photo=await upload(b"no picture", "me.jpg"))
    assert (shown["step_id"], shown["errors"]) == ("convert", {"photo": "frame_unknown_format"})
    shown = await home.convert(photo=await upload(portrait, "me.png"))
    assert shown["step_id"] == "converted"
    assert shown["description_placeholders"]["faces"] == "14"


async def test_a_photo_that_nothing_can_find_a_face_in_is_no_fault_of_the_checkpoint(
    home_with_checkpoint: Home, upload: Callable[[bytes, str], Any], portrait: bytes
) -> None:
    home = home_with_checkpoint
    await home.choose()
    shown = await home.convert(photo=await upload(portrait, "me.png"))
    assert (shown["step_id"], shown["errors"]) == ("convert", {"photo": "enrolment_no_recognition"})
    assert (await home.convert())["step_id"] == "converted"


async def test_a_photo_beyond_the_limit_is_refused_before_anything_begins(
    home_with_checkpoint: Home, upload: Callable[[bytes, str], Any]
) -> None:
    home = home_with_checkpoint
    await home.choose()
    shown = await home.submit(**ANSWERS, photo=await upload(bytes(41 * 2**20), "me.jpg"))
    assert (shown["step_id"], shown["errors"]) == ("convert", {"photo": "frame_too_many_bytes"})
    shown = await home.submit(**ANSWERS, photo="0" * 32)
    assert shown["errors"] == {"photo": "upload_missing"}


async def test_a_folder_that_a_killed_home_left_is_removed_by_the_next_conversion(
    home_with_checkpoint: Home,
) -> None:
    home = home_with_checkpoint
    (home.folder / ".converting-old").mkdir()
    (home.folder / ".converting-new").mkdir()
    os.utime(home.folder / ".converting-old", (0, 0))
    await home.choose()
    await home.convert()
    assert ".converting-old" not in home.made()
    assert ".converting-new" in home.made(), "another dialog may be using it"


async def async_convert_into(home: Home, precision: str) -> Path:
    """Convert the checkpoint in the dialog, and return the file that would be kept, copied into the model folder."""
    await home.choose()
    await home.convert(precision=precision)
    (file,) = home.folder.glob(".converting-*/model.onnx")
    return file.rename(home.folder / f"{precision}.onnx")


def with_another_answer(file: Path) -> bytes:
    """Return a model file that pins an answer which this computer cannot give: as if its products saturated."""
    model = onnx.load(file)
    for pair in model.metadata_props:
        if pair.key == "golden_probability":
            pair.value = str((float(pair.value) + 0.5) % 1)
    data: bytes = model.SerializeToString()
    return data


async def test_8_bit_products_that_are_wrong_here_are_told_with_the_more_exact_file_as_the_way_out(
    hass: HomeAssistant, home_with_checkpoint: Home
) -> None:
    home = home_with_checkpoint
    await async_convert_into(home, "fp16")
    int8 = await async_convert_into(home, "int8")
    int8.write_bytes(with_another_answer(int8))
    sha256 = user_file(int8).sha256
    entry = home_entry([], **{CONF_RISK_MODEL: sha256})
    await async_set_up(hass, entry, engine_runs=False)
    issues = ir.async_get(hass)
    await async_until(lambda: issues.async_get_issue(DOMAIN, "int8_refused") is not None)
    issue = issues.async_get_issue(DOMAIN, "int8_refused")
    assert issue.translation_placeholders == {"files": "fp16.onnx"}
    assert issue.learn_more_url.endswith("#8-bit-products-on-old-cpus")
    assert issues.async_get_issue(DOMAIN, "engine_failed") is None
    await home.begin(entry)
    fp16 = user_file(home.folder / "fp16.onnx").sha256
    assert (await home.submit(risk_model=fp16))["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    assert issues.async_get_issue(DOMAIN, "int8_refused") is None


async def test_an_upload_whose_8_bit_products_are_wrong_here_is_refused_with_the_way_out(
    home_with_checkpoint: Home, upload: Callable[[bytes, str], Any]
) -> None:
    home = home_with_checkpoint
    await async_convert_into(home, "fp32")
    int8 = await async_convert_into(home, "int8")
    content = with_another_answer(int8)
    int8.unlink()
    await home.begin()
    shown = await home.submit(risk_model=MODEL_DEMONSTRATION, file=await upload(content, "int8.onnx"))
    assert shown["errors"] == {"file": "model_int8_golden_check"}
    assert shown["description_placeholders"]["detail"] == "`fp32.onnx`"
