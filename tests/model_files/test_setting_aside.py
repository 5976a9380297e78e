"""A facial model that takes the engine with it again and again does not leave a home that watches nothing."""

import asyncio
from dataclasses import replace
import hashlib
from pathlib import Path

from homeassistant.components.repairs import RepairsFlowManager
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_RISK_MODEL, DOMAIN, MODEL_DEMONSTRATION, MODEL_FOLDER
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.errors import EngineLostError
from custom_components.digitalshadow.engine_host.runner import RunnerState
from custom_components.digitalshadow.engine_keeper import EngineKeeper
from custom_components.digitalshadow.model_files import setting_aside
from custom_components.digitalshadow.model_files.track_record import TrackRecord
from tests.builders.home import ANNA_SHARED, async_enrol, async_set_up, async_until, home_entry
from tests.builders.household import async_reloaded
from tests.engine.synthetic_models import livecad
from tests.fake_runner import READY, FakeRunner


@pytest.fixture
def folder(hass: HomeAssistant) -> Path:
    """The folder that users put models into."""
    path = Path(hass.config.path(MODEL_FOLDER))
    path.mkdir(parents=True)
    return path


def bring(folder: Path, name: str, **said: str) -> str:
    """Put a model that works into the folder; return its hash."""
    content = livecad(name=name, **said)
    (folder / f"{name}.onnx").write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def starts(runner: FakeRunner) -> list[str]:
    """Return the models that the engine was started with, in order."""
    return [request.risk_model.sha256 for request in runner.requests if isinstance(request, Configure)]


def issue(hass: HomeAssistant, issue_id: str) -> ir.IssueEntry | None:
    """Return an open issue."""
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


async def async_remember(hass: HomeAssistant, *models: tuple[str, str, ModelKind]) -> None:
    """Let models have worked before, the last one last."""
    track_record = TrackRecord(hass)
    for sha256, name, kind in models:
        await track_record.async_note_speaking(RiskModel(name, "1", kind, sha256, ""))


async def async_begin(
    hass: HomeAssistant, runner: FakeRunner, sha256: str, monkeypatch: pytest.MonkeyPatch
) -> MockConfigEntry:
    """Set a home up whose model takes the engine with it."""
    monkeypatch.setattr("custom_components.digitalshadow.engine_keeper._TRIAL_PAUSE_SECONDS", 0.0)
    runner.dies_with = {sha256}
    entry = home_entry(**{CONF_RISK_MODEL: sha256})
    await async_set_up(hass, entry, engine_runs=False)
    return entry


async def test_the_last_model_of_the_same_kind_that_worked_speaks_in_its_place(
    hass: HomeAssistant, runner: FakeRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer, dying = (bring(folder, name) for name in ("older", "newer", "dying"))
    made_up = bring(folder, "made_up", kind="demonstration")
    await async_remember(
        hass,
        (older, "older", ModelKind.LIVECAD),
        (newer, "newer", ModelKind.LIVECAD),
        ("0" * 64, "no longer there", ModelKind.LIVECAD),
        (made_up, "made up", ModelKind.DEMONSTRATION),
        (dying, "dying", ModelKind.LIVECAD),
    )
    entry = await async_begin(hass, runner, dying, monkeypatch)
    await async_until(lambda: entry.data[CONF_RISK_MODEL] == newer)
    await async_until(lambda: newer in starts(runner))
    assert starts(runner).count(dying) == 3
    told = issue(hass, "model_replaced")
    assert told is not None
    assert told.translation_placeholders == {
        "sha256": dying[:8],
        "name": "newer",
        "instead_sha256": newer[:8],
    }
    assert issue(hass, "engine_failed") is None


async def test_without_such_a_model_no_faces_are_read_and_a_repair_says_so(
    hass: HomeAssistant, runner: FakeRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demonstration has worked before. It never takes the place of another kind."""
    dying = bring(folder, "dying")
    known = bring(folder, "made_up", kind="demonstration")
    await async_remember(hass, (known, "made up", ModelKind.DEMONSTRATION))
    entry = await async_begin(hass, runner, dying, monkeypatch)
    await async_until(lambda: issue(hass, "model_set_aside") is not None)
    assert entry.data == {CONF_RISK_MODEL: dying}
    assert starts(runner) == [dying] * 3
    assert runner.ready is None
    assert issue(hass, "engine_failed") is None


async def test_it_stays_set_aside_after_a_restart_until_somebody_asks_for_another_try(
    hass: HomeAssistant, runner: FakeRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = bring(folder, "dying")
    entry = await async_begin(hass, runner, dying, monkeypatch)
    await async_until(lambda: issue(hass, "model_set_aside") is not None)
    ir.async_delete_issue(hass, DOMAIN, "model_set_aside")
    await hass.config_entries.async_reload(entry.entry_id)
    await async_until(lambda: issue(hass, "model_set_aside") is not None)
    assert starts(runner) == [dying] * 3
    runner.dies_with = set()
    assert await async_setup_component(hass, "repairs", {})
    manager: RepairsFlowManager = hass.data["repairs"]["flow_manager"]
    flow = await manager.async_init(DOMAIN, data={"issue_id": "model_set_aside"})
    await manager.async_configure(flow["flow_id"], {})
    await async_until(lambda: runner.ready is not None)
    await async_until(lambda: issue(hass, "model_set_aside") is None)


async def test_deaths_count_only_in_a_row(hass: HomeAssistant) -> None:
    track_record = TrackRecord(hass)
    for _ in range(2):
        await track_record.async_note_death("a" * 64)
    await track_record.async_note_speaking(RiskModel("a", "1", ModelKind.LIVECAD, "a" * 64, ""))
    again = TrackRecord(hass)
    await again.async_load()
    assert await again.async_note_death("a" * 64) == 1
    assert not again.is_set_aside("a" * 64)


async def test_a_model_that_died_once_and_then_runs_is_tried_no_faster_than_any_other(
    hass: HomeAssistant, runner: FakeRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Face models are missing here, so the keeper goes on trying to get them, after its usual pause."""
    pauses: list[float] = []

    async def note(_keeper: EngineKeeper, seconds: float) -> None:
        pauses.append(seconds)
        runner.dies_with = set()
        if len(pauses) > 1:
            await asyncio.get_running_loop().create_future()

    monkeypatch.setattr(EngineKeeper, "_async_pause", note)
    await async_begin(hass, runner, bring(folder, "mine"), monkeypatch)
    await async_until(lambda: len(pauses) == 2)
    assert pauses == [0.0, 60.0]
    assert runner.ready is not None


async def test_where_the_engine_is_broken_no_model_is_blamed(
    hass: HomeAssistant, runner: FakeRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> bool:
        raise EngineLostError("Expected a reply, got the end of the engine's process.")

    monkeypatch.setattr(setting_aside, "async_have_answered", die)
    dying = bring(folder, "dying")
    entry = await async_begin(hass, runner, dying, monkeypatch)
    await async_until(lambda: len(starts(runner)) == 4)
    assert issue(hass, "engine_failed") is not None
    assert issue(hass, "model_set_aside") is None
    assert entry.data == {CONF_RISK_MODEL: dying}


async def test_a_model_of_the_catalogue_is_never_set_aside(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = home_entry()
    monkeypatch.setattr("custom_components.digitalshadow.engine_keeper._RETRY_SECONDS", (0.0,))
    await async_set_up(hass, entry)
    runner.dies_with = set(starts(runner))
    await hass.config_entries.async_reload(entry.entry_id)
    await async_until(lambda: len(starts(runner)) > 6)
    assert issue(hass, "model_set_aside") is None
    assert entry.data == {CONF_RISK_MODEL: MODEL_DEMONSTRATION}


async def test_a_model_that_dies_while_the_house_is_watched_is_judged_too(
    hass: HomeAssistant, runner: FakeRunner, folder: Path
) -> None:
    former, dying = bring(folder, "former"), bring(folder, "dying")
    await async_remember(hass, (former, "former", ModelKind.LIVECAD))
    entry = home_entry(**{CONF_RISK_MODEL: dying})
    await async_set_up(hass, entry)
    runner.failed_launches = 3
    runner.change_state(RunnerState.BROKEN)
    await async_until(lambda: entry.data[CONF_RISK_MODEL] == former)
    await async_reloaded(hass, entry)
    assert issue(hass, "model_replaced") is not None


async def test_a_model_that_ends_the_engine_three_times_while_it_looks_at_faces_is_judged(
    hass: HomeAssistant, runner: FakeRunner, folder: Path
) -> None:
    former, dying = bring(folder, "former"), bring(folder, "dying")
    await async_remember(hass, (former, "former", ModelKind.LIVECAD))
    entry = home_entry(**{CONF_RISK_MODEL: dying})
    await async_set_up(hass, entry)
    assert runner.on_model_death is not None
    for _ in range(2):
        runner.on_model_death()
    await hass.async_block_till_done()
    assert entry.data == {CONF_RISK_MODEL: dying}
    runner.on_model_death()
    await async_until(lambda: entry.data[CONF_RISK_MODEL] == former)
    await async_reloaded(hass, entry)
    assert issue(hass, "model_replaced") is not None


@pytest.mark.parametrize(
    ("former", "is_forgotten"),
    [
        pytest.param(ModelKind.DEMONSTRATION, True, id="another kind"),
        pytest.param(ModelKind.LIVECAD, False, id="the same kind"),
    ],
)
async def test_what_entities_showed_of_another_kind_of_model_is_forgotten(
    hass: HomeAssistant,
    runner: FakeRunner,
    monkeypatch: pytest.MonkeyPatch,
    former: ModelKind,
    is_forgotten: bool,
) -> None:
    purged: list[str] = []

    async def purge(_hass: HomeAssistant, entity_ids: list[str]) -> None:
        purged.extend(entity_ids)

    monkeypatch.setattr("custom_components.digitalshadow.engine_keeper.async_forget_recorded", purge)
    await async_remember(hass, ("0" * 64, "former", former))
    runner.will_be(replace(READY, risk_model=replace(READY.risk_model, kind=ModelKind.LIVECAD)))
    await async_enrol(hass, ANNA_SHARED)
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    forgotten = ["sensor.anna_face_signal_trend"] if is_forgotten else []
    assert [entity_id for entity_id in sorted(purged) if entity_id.startswith("sensor.")] == forgotten
