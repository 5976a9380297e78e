"""Which of the two signals a person has: the one of the model's kind, and no history holds both kinds."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.statistics import list_statistic_ids
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.engine.records.configuration import ModelKind, Ready
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    async_engine_runs,
    async_enrol,
    async_set_up,
    home_entry,
    person,
    reading_of,
)
from tests.builders.recorded import SIGNAL, VALUE, async_recorded
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

BEN_SHARED = person(BEN, BEN_SUBENTRY, "Ben")
TEN = datetime(2026, 11, 29, 10, tzinfo=dt_util.UTC)
REAL = replace(RISK_MODEL, kind=ModelKind.LIVECAD, sha256="f" * 64)
LIVECAD = replace(READY, risk_model=REAL)
KINDS = {ModelKind.LIVECAD: LIVECAD, ModelKind.DEMONSTRATION: READY}


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


def signals(hass: HomeAssistant) -> set[str]:
    """Return which signals there are, of anybody."""
    keys = ("face_signal", "demonstration_value")
    return {one.unique_id for one in er.async_get(hass).entities.values() if one.unique_id.endswith(keys)}


@pytest.mark.parametrize(
    ("kind", "key"),
    [(ModelKind.LIVECAD, "face_signal"), (ModelKind.DEMONSTRATION, "demonstration_value")],
)
async def test_a_shared_person_has_the_signal_of_the_kind_that_speaks(
    hass: HomeAssistant, runner: FakeRunner, kind: ModelKind, key: str
) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    runner.will_be(KINDS[kind])
    await async_set_up(hass, home_entry([ANNA_SHARED, BEN_PRIVATE]))
    assert signals(hass) == {f"{ANNA_SUBENTRY}_{key}"}
    assert BEN_SUBENTRY not in str(signals(hass))


async def test_a_model_of_the_other_kind_and_back_raises_no_repair_and_mixes_no_statistics(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    runner: FakeRunner,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = LIVECAD

    async def async_chosen(*_args: object) -> str:
        """The hash of the model that was chosen."""
        return chosen.risk_model.sha256

    monkeypatch.setattr("custom_components.digitalshadow.async_risk_model_sha256", async_chosen)
    freezer.move_to(TEN)
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    runner.will_be(LIVECAD)
    await async_set_up(hass, entry)
    start = TEN

    async def async_hour(percent: float, ready: Ready) -> None:
        """Let a model speak for an hour and show what it says of Anna."""
        nonlocal start, chosen
        chosen, model = ready, ready.risk_model
        runner.will_be(ready)
        await hass.config_entries.async_reload(entry.entry_id)
        await async_engine_runs(entry)
        await hass.async_block_till_done(wait_background_tasks=False)
        coordinator = entry.runtime_data.coordinator
        ended_at = dt_util.utcnow().timestamp() - 30
        reading = reading_of(ANNA, percent / 100, ended_at, model.sha256, model.kind)
        await entry.runtime_data.record.async_add_reading(reading)
        await coordinator.household.async_recall_reading(ANNA)
        coordinator._publish()
        await async_wait_recording_done(hass)
        for _ in range(12):
            freezer.tick(timedelta(minutes=5))
            do_adhoc_statistics(hass, start=start)
            start += timedelta(minutes=5)
            await async_wait_recording_done(hass)

    await async_hour(31.0, LIVECAD)
    await async_hour(92.0, READY)
    assert hass.states.get(SIGNAL) is None
    await async_hour(33.0, LIVECAD)
    assert hass.states.get(VALUE) is None

    assert [issue for issue in ir.async_get(hass).issues if issue[0] in {"sensor", "recorder"}] == []
    ids = await recorder_mock.async_add_executor_job(list_statistic_ids, hass)
    assert VALUE not in {one["statistic_id"] for one in ids}
    assert SIGNAL in {one["statistic_id"] for one in ids}
    numbers = {one for one in await async_recorded(hass, recorder_mock, SIGNAL) if one[:1].isdigit()}
    assert {"31.0", "33.0"} <= numbers
    assert "92.0" not in numbers
    assert "92.0" in await async_recorded(hass, recorder_mock, VALUE)


async def test_words_come_and_go_without_a_repair(
    recorder_mock: Recorder,  # noqa: ARG001  # makes the statistics
    hass: HomeAssistant,
    runner: FakeRunner,
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to(TEN)
    await async_enrol(hass, ANNA_SHARED)
    runner.will_be(LIVECAD)
    entry: MockConfigEntry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    shown = []
    for reading in (None, reading_of(ANNA, 0.3, TEN.timestamp()), None):
        coordinator.household._replace(ANNA, reading=reading)
        coordinator._publish()
        state = hass.states.get(SIGNAL)
        assert state is not None
        shown.append((state.state, state.attributes.get("state_class")))
        await async_wait_recording_done(hass)
        do_adhoc_statistics(hass, start=TEN + timedelta(minutes=5 * len(shown)))
        await async_wait_recording_done(hass)
    assert shown == [("not_seen_yet", None), ("30.0", "measurement"), ("not_seen_yet", None)]
    assert [issue for issue in ir.async_get(hass).issues if issue[0] == "sensor"] == []


@pytest.mark.usefixtures("runner")
async def test_whoever_is_added_gets_one_signal_and_that_one_lives(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """What is published on the way tells the sensors of somebody whom they are still to be given."""
    await async_enrol(hass, ANNA_SHARED, BEN_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    ben = ConfigSubentry(**BEN_SHARED | {"data": MappingProxyType(BEN_SHARED["data"])})
    hass.config_entries.async_add_subentry(entry, ben)
    await hass.async_block_till_done()
    await async_engine_runs(entry)
    assert "does not generate unique IDs" not in caplog.text
    shown = er.async_get(hass).async_get_entity_id("sensor", DOMAIN, f"{BEN_SUBENTRY}_demonstration_value")
    assert (state := hass.states.get(str(shown))) is not None
    assert state.state != STATE_UNAVAILABLE
