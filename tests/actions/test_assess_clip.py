"""The action `assess` with a video file: named is only whom the caller may read, and nothing of strangers is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.engine.records.errors import EngineTimeoutError, FrameError
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.pictures import Assess, AssessedFace, Assessment
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from custom_components.digitalshadow.engine.records.sightings import Crop, Identity
from tests.builders.clips import grey_levels, make_clip
from tests.builders.home import ANNA, BEN, GOOD
from tests.builders.household import async_act
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

ANNA_SEEN = AssessedFace(ANNA, Identity.RECOGNISED, 0.71234, GOOD, 0.0912, None, Crop.DETECTED)
BEN_SEEN = replace(ANNA_SEEN, person_id=BEN, probability=0.5)
STRANGER = AssessedFace(None, None, None, GOOD, None, WhyNot.NOT_RECOGNISED)


@pytest.fixture
def film(hass: HomeAssistant, tmp_path: Path) -> str:
    """Four seconds of film in a folder that Home Assistant may read."""
    media = tmp_path / "media"
    media.mkdir()
    hass.config.allowlist_external_dirs = {str(media)}
    return str(make_clip(media / "anna.mp4", grey_levels(4), frames_per_second=1))


async def test_a_clip_answers_with_one_value_for_each_person_the_caller_may_read(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, film: str
) -> None:
    runner.answer(Assess, Assessment((ANNA_SEEN, BEN_SEEN, STRANGER)))
    answer = await async_act(hass, "assess", accounts["owner"], path=film)
    assert answer["frames"] == 4
    anna, ben = answer["faces"]
    assert anna == {
        "person": "Anna",
        "person_id": ANNA,
        "identity": "recognised",
        "similarity": 0.712,
        "why_not": None,
        "signal_level": 9.1,
        "model": RISK_MODEL.name,
        "model_kind": "demonstration",
        "quality": 0.9,
        "quality_reasons": [],
        "frames": 3,
    }
    assert ben["person"] == "Ben"
    assert await async_act(hass, "assess", accounts["granted"], path=film) == {"faces": [ben], "frames": 4}
    for caller in (accounts["other"], accounts["read_only"], None):
        assert await async_act(hass, "assess", caller, path=film) == {"faces": [], "frames": 4}
    assert {request.turn_degrees for request in runner.requests if isinstance(request, Assess)} == {0}


async def test_a_person_without_enough_frames_has_no_value_and_the_reason(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, film: str
) -> None:
    answers = iter([ANNA_SEEN, ANNA_SEEN, STRANGER, STRANGER])
    runner.answer(Assess, lambda _request: Assessment((next(answers),)))
    [anna] = (await async_act(hass, "assess", accounts["owner"], path=film))["faces"]
    assert "signal_level" not in anna
    assert (anna["why_not"], anna["frames"]) == ("too_few_frames", 0)


async def test_a_frame_that_cannot_be_looked_at_costs_itself_only(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, film: str
) -> None:
    answers = iter([FrameError(FrameRefusal.DAMAGED, ""), *[Assessment((ANNA_SEEN,))] * 3])
    runner.answer(Assess, lambda _request: next(answers))
    answer = await async_act(hass, "assess", accounts["owner"], path=film)
    assert (answer["frames"], answer["faces"][0]["frames"]) == (3, 2)


def pausing(home: MockConfigEntry, _runner: FakeRunner) -> None:
    """Pause the household."""
    home.runtime_data.coordinator.async_set_paused(on=True)


def changing_the_model(_home: MockConfigEntry, runner: FakeRunner) -> None:
    """Have another model speak."""
    runner._ready = replace(READY, risk_model=replace(RISK_MODEL, sha256="9" * 64))


@pytest.mark.parametrize(
    ("happen", "said"),
    [
        pytest.param(pausing, "paused", id="the household pauses"),
        pytest.param(changing_the_model, "model_changed", id="values of two models are not mixed"),
    ],
)
async def test_what_happens_while_a_clip_is_looked_at_counts(
    hass: HomeAssistant,
    *,
    home: MockConfigEntry,
    accounts: dict[str, User],
    runner: FakeRunner,
    film: str,
    happen: Callable[[MockConfigEntry, FakeRunner], Any],
    said: str,
) -> None:
    def answer(_request: Assess) -> Assessment:
        """Answer while something happens."""
        happen(home, runner)
        return Assessment((ANNA_SEEN,))

    runner.answer(Assess, answer)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, "assess", accounts["owner"], path=film)
    assert refusal.value.translation_key == said


async def test_what_is_no_video_is_told_in_the_homes_language(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, film: str
) -> None:
    Path(film).write_bytes(b"a letter")
    with pytest.raises(ServiceValidationError, match="holds no video that can be read"):
        await async_act(hass, "assess", accounts["owner"], path=film)
    assert not any(isinstance(request, Assess) for request in runner.requests)


async def test_a_clip_that_takes_too_long_ends(
    hass: HomeAssistant, accounts: dict[str, User], film: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.digitalshadow.actions.assess.DEADLINE_SECONDS", 0.0)
    with pytest.raises(ServiceValidationError, match="longer than a minute"):
        await async_act(hass, "assess", accounts["owner"], path=film)


async def test_an_engine_that_does_not_answer_is_told(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, film: str
) -> None:
    runner.answer(Assess, EngineTimeoutError(""))
    with pytest.raises(HomeAssistantError, match="took too long"):
        await async_act(hass, "assess", accounts["owner"], path=film)
