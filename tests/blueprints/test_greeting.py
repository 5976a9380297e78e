"""The blueprint that greets a person, in a real automation with satellites and speakers that only listen."""

from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events, async_mock_service

from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import AutomatedHome

GREETING = "Nice to see you."
FACE = "image.anna_last_face"
SATELLITE = {"satellites": ["assist_satellite.hall"]}


@pytest.fixture
def announced(hass: HomeAssistant) -> list[ServiceCall]:
    """What satellites were told to say."""
    return async_mock_service(hass, "assist_satellite", "announce")


@pytest.fixture
def spoken(hass: HomeAssistant) -> list[ServiceCall]:
    """What was spoken."""
    return async_mock_service(hass, "tts", "speak")


async def async_automate(home: AutomatedHome, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
    """Make the automation that greets Anna after a reading."""
    await home.async_automate("greeting", **{"seen": home.news(), **inputs})


async def test_a_satellite_greets_without_names_and_numbers(
    automated: AutomatedHome, announced: list[ServiceCall], spoken: list[ServiceCall]
) -> None:
    await async_automate(automated, **SATELLITE)
    await automated.async_tell(NoticeKind.READING, signal_level=42.0)
    await automated.async_rest()
    assert [call.data for call in announced] == [
        {"entity_id": ["assist_satellite.hall"], "message": GREETING, "preannounce": False}
    ]
    assert spoken == []


async def test_a_speaker_greets_through_text_to_speech(
    automated: AutomatedHome, announced: list[ServiceCall], spoken: list[ServiceCall]
) -> None:
    await async_automate(
        automated, speakers=["media_player.hall"], text_to_speech=["tts.local"], greeting="Hello."
    )
    await automated.async_tell(NoticeKind.READING)
    await automated.async_rest()
    assert [call.data for call in spoken] == [
        {"entity_id": ["tts.local"], "media_player_entity_id": ["media_player.hall"], "message": "Hello."}
    ]
    assert announced == []


async def test_a_mirror_shows_the_greeting_by_an_action_of_its_own(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    shown = async_capture_events(hass, "mirror")
    await async_automate(automated, also=[{"event": "mirror", "event_data": {"text": "{{ greeting }}"}}])
    await automated.async_tell(NoticeKind.READING)
    await automated.async_rest()
    assert [event.data for event in shown] == [{"text": GREETING}]


async def test_a_satellite_that_fails_does_not_keep_the_mirror_from_greeting(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    async_mock_service(hass, "assist_satellite", "announce", raise_exception=HomeAssistantError("busy"))
    shown = async_capture_events(hass, "mirror")
    await async_automate(automated, also=[{"event": "mirror"}], **SATELLITE)
    await automated.async_tell(NoticeKind.READING)
    await automated.async_rest()
    assert len(shown) == 1


async def test_a_face_that_is_seen_is_greeted_at_once(
    hass: HomeAssistant, automated: AutomatedHome, announced: list[ServiceCall]
) -> None:
    hass.states.async_set(FACE, "unknown")
    await async_automate(automated, seen=FACE, **SATELLITE)
    hass.states.async_set(FACE, "2026-11-24T12:00:00+00:00")
    await automated.async_let_automations_decide()
    await automated.async_rest()
    assert len(announced) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("unavailable", "2026-11-24T11:00:00+00:00", id="back after a restart"),
        pytest.param("2026-11-24T11:00:00+00:00", "unknown", id="the picture was dropped"),
        pytest.param("2026-11-24T11:00:00+00:00", "unavailable", id="the person is gone"),
    ],
)
async def test_what_is_no_face_is_not_greeted(
    hass: HomeAssistant, automated: AutomatedHome, before: str, after: str
) -> None:
    hass.states.async_set(FACE, before)
    await async_automate(automated, seen=FACE, **SATELLITE)
    hass.states.async_set(FACE, after)
    await automated.async_let_automations_decide()
    assert automated.runs == 0


async def test_other_news_are_no_reason_to_greet(automated: AutomatedHome) -> None:
    await async_automate(automated, **SATELLITE)
    await automated.async_tell(NoticeKind.TREND_CHANGED)
    assert automated.runs == 0


@pytest.mark.parametrize(
    ("clock", "hours", "runs"),
    [
        pytest.param("05:59", {}, 0, id="too early"),
        pytest.param("06:00", {}, 1, id="from the beginning on"),
        pytest.param("21:00", {}, 0, id="until the end"),
        pytest.param("23:00", {"begin": "22:00:00", "end": "02:00:00"}, 1, id="over midnight"),
        pytest.param("03:00", {"begin": "00:00:00", "end": "00:00:00"}, 1, id="the whole day"),
    ],
)
async def test_greetings_keep_to_their_hours(
    automated: AutomatedHome, clock: str, hours: dict[str, str], runs: int
) -> None:
    await automated.async_wait_until(clock)
    await async_automate(automated, **hours)
    await automated.async_tell(NoticeKind.READING)
    assert automated.runs == runs


@pytest.mark.parametrize(("minutes", "runs"), [(479, 1), (481, 2)], ids=["too soon", "in time"])
async def test_nobody_is_greeted_too_often(automated: AutomatedHome, minutes: int, runs: int) -> None:
    await async_automate(automated)
    await automated.async_tell(NoticeKind.READING)
    await automated.async_rest()
    await automated.async_pass(minutes=minutes)
    await automated.async_tell(NoticeKind.READING)
    assert automated.runs == runs
