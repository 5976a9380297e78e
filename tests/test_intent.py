"""Assist answers "How is my heart report?" and questions about it to the person it is about, and to nobody else."""

import re
from typing import Final

from homeassistant.auth.models import User
from homeassistant.components.ai_task import GenDataTask
from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent, llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import CONF_CHOOSER
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.intent import INTENT_QUESTION, INTENT_REPORT
from custom_components.digitalshadow.record import Record, RecordClosedError
from tests.builders.home import BEN, BEN_SUBENTRY
from tests.builders.household import ROLES, async_act, async_reloaded, device_of
from tests.fake_runner import RISK_MODEL
from tests.language_model import CLOUD, LOCAL, LanguageModel, async_add_language_model

QUESTION: Final = "How is my heart report?"
REFUSED: Final = PHRASES[Language.ENGLISH].say("assist.refused")
NONE: Final = PHRASES[Language.ENGLISH].say("assist.none")


@pytest.fixture
async def assist(hass: HomeAssistant, home: MockConfigEntry) -> None:  # noqa: ARG001  # the home comes first
    """Bring Assist into a home that has DigitalShadow already."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await hass.async_block_till_done(wait_background_tasks=False)


async def async_report(hass: HomeAssistant, accounts: dict[str, User], **data: str) -> None:
    """Make Ben's report, who keeps his values private."""
    await async_act(
        hass, "generate_report", accounts["themself"], person=device_of(hass, BEN_SUBENTRY), **data
    )


async def async_ask(
    hass: HomeAssistant, user: User | None, question: str = QUESTION, language: str = "en", **asked: str
) -> str:
    """Ask Assist and return what it says."""
    context = Context(user_id=None if user is None else user.id)
    result = await async_converse(hass, question, None, context, language, **asked)
    return str(result.response.speech["plain"]["speech"])


async def async_handle(hass: HomeAssistant, user: User, question: str | None = None, **asked: str) -> str:
    """Ask as a custom sentence of the household does, and return what is said."""
    response = await intent.async_handle(
        hass,
        "test",
        INTENT_REPORT if question is None else INTENT_QUESTION,
        {} if question is None else {"question": {"value": question}},
        context=Context(user_id=user.id),
        language="en",
        **asked,
    )
    return str(response.speech["plain"]["speech"])


@pytest.mark.usefixtures("assist")
async def test_the_person_hears_when_it_was_made_and_what_was_seen_by_which_model(
    hass: HomeAssistant, accounts: dict[str, User]
) -> None:
    assert await async_ask(hass, accounts["themself"]) == NONE
    await async_report(hass, accounts)
    said = await async_ask(hass, accounts["themself"])
    assert said.startswith("Made on ")
    assert f"{RISK_MODEL.name} (demonstration)" in said or "there was no value from your face" in said
    assert "demonstration" in said
    assert "not find or rule out a disease" in said
    assert len(said) < 600
    assert "Ben" not in said
    assert "#" not in said


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("how is my heart report", id="as asked"),
        pytest.param("What does my health report say?", id="in other words"),
        pytest.param("Read me my heart report, please.", id="as a request"),
        pytest.param("Wie ist mein Herzbericht?", id="in German"),  # codespell:ignore ist
        pytest.param("Was steht in meinem Gesundheitsbericht?", id="in German, in other words"),
        pytest.param("Lies mir meinen Herzbericht vor", id="a German request"),  # codespell:ignore vor
    ],
)
@pytest.mark.usefixtures("assist")
async def test_the_question_can_be_put_in_some_ways(
    hass: HomeAssistant, accounts: dict[str, User], question: str
) -> None:
    assert await async_ask(hass, accounts["themself"], question) == NONE


@pytest.mark.parametrize("role", [role for role in ROLES if role != "themself"])
@pytest.mark.usefixtures("assist")
async def test_nobody_else_learns_anything(hass: HomeAssistant, accounts: dict[str, User], role: str) -> None:
    before = await async_ask(hass, accounts[role])
    await async_report(hass, accounts)
    assert await async_ask(hass, accounts[role]) == before == REFUSED
    assert await async_handle(hass, accounts[role]) == REFUSED


@pytest.mark.usefixtures("assist")
async def test_without_an_account_nobody_is_known(hass: HomeAssistant, accounts: dict[str, User]) -> None:
    await async_report(hass, accounts)
    assert await async_ask(hass, None) == REFUSED
    gone = await hass.auth.async_create_user("Gone")
    await hass.auth.async_remove_user(gone)
    assert await async_ask(hass, gone) == REFUSED


@pytest.mark.usefixtures("assist")
async def test_no_voice_device_says_it_aloud_in_a_room(
    hass: HomeAssistant, accounts: dict[str, User]
) -> None:
    await async_report(hass, accounts)
    asked = {"satellite_id": "assist_satellite.kitchen", "device_id": "kitchen"}
    assert await async_ask(hass, accounts["themself"], **asked) == REFUSED


@pytest.mark.parametrize(("domain", "answers"), [(LOCAL, True), (CLOUD, False)])
@pytest.mark.usefixtures("assist")
async def test_an_agent_that_does_not_work_locally_never_gets_it_into_its_conversation(
    hass: HomeAssistant, accounts: dict[str, User], domain: str, answers: bool
) -> None:
    async def nothing(_task: object) -> object:
        return ""

    await async_report(hass, accounts)
    await async_add_language_model(hass, LanguageModel("agent", nothing), domain)
    said = await async_handle(hass, accounts["themself"], conversation_agent_id="ai_task.agent")
    assert said.startswith("Made on ") is answers
    assert (said == REFUSED) is not answers
    assert await async_handle(hass, accounts["themself"], conversation_agent_id="nobody.knows") == REFUSED


@pytest.mark.usefixtures("assist")
async def test_it_is_no_tool_of_language_models(hass: HomeAssistant, accounts: dict[str, User]) -> None:
    context = Context(user_id=accounts["themself"].id)
    api = await llm.async_get_api(
        hass, llm.LLM_API_ASSIST, llm.LLMContext("test", context, "en", "conversation", None)
    )
    assert [tool.name for tool in api.tools if "DigitalShadow" in tool.name] == []


@pytest.mark.parametrize(
    ("language", "refusal"),
    [
        pytest.param("de", Language.GERMAN, id="German"),
        pytest.param("fr-CA", Language.FRENCH, id="Canadian French"),
        pytest.param("pt-BR", Language.PORTUGUESE, id="Portuguese of Brazil"),
        pytest.param("sv", Language.ENGLISH, id="not spoken here"),
    ],
)
@pytest.mark.usefixtures("assist")
async def test_a_refusal_is_in_the_language_of_the_question(
    hass: HomeAssistant, accounts: dict[str, User], language: str, refusal: Language
) -> None:
    said = await async_ask(hass, accounts["other"], language=language)
    assert said == PHRASES[refusal].say("assist.refused")


@pytest.mark.usefixtures("assist")
async def test_a_report_is_said_in_its_own_language(hass: HomeAssistant, accounts: dict[str, User]) -> None:
    await async_report(hass, accounts, language="de")
    assert (await async_ask(hass, accounts["themself"])).startswith("Erstellt am ")


@pytest.mark.usefixtures("assist")
async def test_what_cannot_be_read_is_said_so(
    hass: HomeAssistant, accounts: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def closed(*_args: object) -> None:
        raise RecordClosedError("Expected an open record, got a closed one.")

    monkeypatch.setattr(Record, "async_report", closed)
    said = await async_ask(hass, accounts["themself"])
    assert said == PHRASES[Language.ENGLISH].say("assist.unavailable")


@pytest.mark.usefixtures("assist")
async def test_while_the_integration_is_not_loaded_everybody_is_refused(
    hass: HomeAssistant, home: MockConfigEntry, accounts: dict[str, User]
) -> None:
    assert await hass.config_entries.async_unload(home.entry_id)
    assert await async_ask(hass, accounts["themself"]) == REFUSED


@pytest.mark.usefixtures("assist")
async def test_the_signed_in_account_counts_over_http_as_well(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, accounts: dict[str, User]
) -> None:
    await async_report(hass, accounts)
    client = await hass_client()  # an administrator who is not Ben
    answer = await client.post("/api/intent/handle", json={"name": INTENT_REPORT, "data": {}})
    assert (await answer.json())["speech"]["plain"]["speech"] == REFUSED
    assert BEN not in await answer.text()


# Questions

ADVICE_QUESTION: Final = "What can I do about my blood pressure?"


@pytest.fixture
async def chooser(hass: HomeAssistant, home: MockConfigEntry) -> LanguageModel:
    """Bring a language model into the home that always picks the sentence about measuring the pressure."""

    async def async_pick(task: GenDataTask) -> object:
        return {"can_answer": True, "sentences": [PICKED.search(task.instructions).group(1)]}  # type: ignore[union-attr]

    hass.config_entries.async_update_entry(home, options={CONF_CHOOSER: "ai_task.chooser"})
    await async_reloaded(hass, home)
    model = LanguageModel("chooser", async_pick)
    await async_add_language_model(hass, model)
    return model


PICKED: Final = re.compile(
    "^(\\d+): (?:"
    + "|".join(re.escape(PHRASES[one].say("method.measure_pressure")) for one in Language)
    + ")$",
    re.MULTILINE,
)


@pytest.mark.usefixtures("assist")
async def test_a_question_is_answered_after_when_to_call(
    hass: HomeAssistant, accounts: dict[str, User], chooser: LanguageModel
) -> None:
    said = await async_ask(hass, accounts["themself"], ADVICE_QUESTION)
    assert said.startswith("Call ")
    assert said.endswith(PHRASES[Language.ENGLISH].say("method.measure_pressure"))
    (asked,) = chooser.asked
    assert f"Question: {ADVICE_QUESTION}" in asked


@pytest.mark.parametrize(
    ("said", "question"),
    [
        pytest.param("why is my number missing", None, id="the whole sentence"),
        pytest.param("What can I do against my cholesterol, please?", None, id="in other words"),
        pytest.param("Ask my heart report what HbA1c means", "what HbA1c means", id="anything"),
        pytest.param("Was kann ich gegen meinen Blutdruck tun?", None, id="in German"),
        pytest.param("Warum fehlt meine Zahl?", None, id="in German, missing"),
        pytest.param("Frag meinen Herzbericht wer das sieht", "wer das sieht", id="anything in German"),
        pytest.param(
            "Demande à mon rapport cardiaque que veut dire HbA1c", "que veut dire HbA1c", id="in French"
        ),
        pytest.param("Pregunta a mi informe del corazón qué es la HbA1c", "qué es la HbA1c", id="in Spanish"),
        pytest.param("Chiedi al mio resoconto sul cuore chi lo vede", "chi lo vede", id="in Italian"),
        pytest.param("Vraag mijn hartverslag wie dit ziet", "wie dit ziet", id="in Dutch"),
        pytest.param("Pergunte ao meu relatório do coração quem vê isso", "quem vê isso", id="in Portuguese"),
        pytest.param("Zapytaj mój raport o sercu kto to widzi", "kto to widzi", id="in Polish"),
        pytest.param("心臓レポートに聞いて誰が見られますか", "誰が見られますか", id="in Japanese"),
    ],
)
@pytest.mark.usefixtures("assist")
async def test_a_question_can_be_put_in_some_ways(
    hass: HomeAssistant, accounts: dict[str, User], chooser: LanguageModel, said: str, question: str | None
) -> None:
    await async_ask(hass, accounts["themself"], said)
    (asked,) = chooser.asked
    assert asked.rpartition("Question: ")[2].strip() == (question or said)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "themself"])
@pytest.mark.usefixtures("assist")
async def test_nobody_elses_question_is_answered(
    hass: HomeAssistant, accounts: dict[str, User], chooser: LanguageModel, role: str
) -> None:
    assert await async_ask(hass, accounts[role], ADVICE_QUESTION) == REFUSED
    assert await async_handle(hass, accounts[role], ADVICE_QUESTION) == REFUSED
    assert chooser.asked == []


@pytest.mark.usefixtures("assist")
async def test_a_question_from_a_room_or_from_nobody_is_refused(
    hass: HomeAssistant, accounts: dict[str, User], chooser: LanguageModel
) -> None:
    satellite = {"satellite_id": "assist_satellite.kitchen", "device_id": "kitchen"}
    assert await async_ask(hass, None, ADVICE_QUESTION) == REFUSED
    assert await async_ask(hass, None, ADVICE_QUESTION, **satellite) == REFUSED
    assert await async_ask(hass, accounts["themself"], ADVICE_QUESTION, **satellite) == REFUSED
    assert chooser.asked == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.usefixtures("assist", "chooser")
async def test_an_answer_is_in_the_language_of_the_question(
    hass: HomeAssistant, accounts: dict[str, User], language: Language
) -> None:
    said = await async_ask(hass, accounts["themself"], ADVICE_QUESTION, str(language))
    assert said.endswith(PHRASES[language].say("method.measure_pressure"))


@pytest.mark.parametrize("question", ["", "why " * 200])
@pytest.mark.usefixtures("assist")
async def test_what_is_no_question_has_no_answer(
    hass: HomeAssistant, accounts: dict[str, User], chooser: LanguageModel, question: str
) -> None:
    said = await async_handle(hass, accounts["themself"], question)
    assert said == PHRASES[Language.ENGLISH].say("ask.cannot")
    assert chooser.asked == []


@pytest.mark.usefixtures("assist", "chooser")
async def test_a_question_is_put_to_the_record_only_while_it_can_be_read(
    hass: HomeAssistant, accounts: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def closed(*_args: object) -> None:
        raise RecordClosedError("Expected an open record, got a closed one.")

    monkeypatch.setattr(Record, "async_profile", closed)
    said = await async_ask(hass, accounts["themself"], ADVICE_QUESTION)
    assert said == PHRASES[Language.ENGLISH].say("assist.unavailable")
