"""The questions about health as the panel asks them: one by one, each answer kept at once."""

import logging
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.health.person.questions import QUESTIONS
from custom_components.digitalshadow.outlook.clinical import async_answers
from tests.builders.home import BEN
from tests.builders.household import async_connect


class Form:
    """The questions as Ben's own account sees them."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Open them for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Send a command about Ben and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id({"type": f"digitalshadow/person/{command}", "person_id": BEN, **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    async def answer(self, **given: object) -> dict[str, dict[str, Any]]:
        """Answer a question and return those that arise now, by name."""
        ((question, answer),) = given.items()
        asked = await self.ask("answer", question=question, answer=answer)
        return {one["name"]: one for one in asked["result"]}


@pytest.fixture
def ben(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Form:
    """Return the questions of Ben's own account."""
    return Form(hass, hass_ws_client, accounts["themself"])


async def test_everybody_is_asked_the_first_questions_in_their_order(hass: HomeAssistant, ben: Form) -> None:
    hass.config.country = "DE"
    asked = (await ben.ask("questions"))["result"]
    names = [one["name"] for one in asked]
    assert names[:3] == ["birth_date", "sex", "country"]
    assert names == [name for name in QUESTIONS if name in names]
    assert {"pregnant", "expected_birth_date", "diabetes_ruled_out"}.isdisjoint(names)
    country = asked[2]
    assert (country["kind"], country["suggested"], country["answer"]) == ("country", "DE", None)
    assert {"DE", "JP"} <= set(country["choices"])
    assert asked[1]["choices"] == ["female", "male"]


async def test_an_answer_is_kept_at_once_and_brings_the_questions_that_arise(
    home: MockConfigEntry, ben: Form
) -> None:
    asked = await ben.answer(sex="female")
    assert asked["sex"]["answer"] == "female"
    asked = await ben.answer(diabetes="type_2")
    assert asked["diabetes_diagnosis_age_years"]["limits"]["low"] == 0
    assert "pregnant" in asked
    kept = await async_answers(home.runtime_data.record, BEN)
    assert (str(kept.sex), str(kept.diabetes)) == ("female", "type_2")
    assert set(kept.answered_at) == {"sex", "diabetes"}


async def test_an_answer_whose_question_does_not_arise_any_more_is_dropped(
    home: MockConfigEntry, ben: Form
) -> None:
    await ben.answer(sex="female")
    await ben.answer(pregnant=False)
    assert "pregnant" not in await ben.answer(sex="male")
    assert (await async_answers(home.runtime_data.record, BEN)).pregnant is None


async def test_i_would_rather_not_say_leaves_it_unknown(home: MockConfigEntry, ben: Form) -> None:
    await ben.answer(statin=True)
    assert (await ben.answer(statin=None))["statin"]["answer"] is None
    assert (await async_answers(home.runtime_data.record, BEN)).statin is None


async def test_a_birth_date_of_1930_is_taken(ben: Form) -> None:
    assert (await ben.answer(birth_date="1930-03-04"))["birth_date"]["answer"] == "1930-03-04"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("birth_date", "2999-01-01", id="not born yet"),
        pytest.param("birth_date", "CANARY", id="no day"),
        pytest.param("birth_date", 19300304, id="a number for a day"),
        pytest.param("sex", "CANARY", id="none of the choices"),
        pytest.param("country", "CANARY", id="no country"),
        pytest.param("statin", "yes", id="a word for yes"),
        pytest.param("statin", 1, id="a number for yes"),
        pytest.param("diabetes_diagnosis_age_years", True, id="yes for a number"),
        pytest.param("diabetes_diagnosis_age_years", 400, id="older than anybody"),
        pytest.param("diabetes_diagnosis_age_years", 3, id="type 2 of a small child"),
        pytest.param("sex", ["female"], id="a list"),
    ],
)
async def test_what_cannot_be_is_refused_kept_nowhere_and_not_logged(
    home: MockConfigEntry, ben: Form, question: str, answer: object, caplog: pytest.LogCaptureFixture
) -> None:
    await ben.answer(diabetes="type_2")
    caplog.set_level(logging.INFO)
    caplog.clear()
    refused = await ben.ask("answer", question=question, answer=answer)
    assert refused["error"]["translation_key"] == "answer_implausible"
    assert getattr(await async_answers(home.runtime_data.record, BEN), question) is None
    assert "CANARY" not in caplog.text
