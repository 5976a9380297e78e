"""From the engine's question to a sighting: by the server while it is proven, by the file here when it fails."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from homeassistant.core import HomeAssistant
import pytest

from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.elsewhere import AskElsewhere, AskLocally, GiveAnswer
from custom_components.digitalshadow.model_server.inference_server import Encoding
from custom_components.digitalshadow.model_server.rung import TOLD_AFTER_SECONDS, RungState
from custom_components.digitalshadow.model_server.trouble import Trouble
from tests.builders import inference_liar
from tests.builders.home import async_until
from tests.builders.inference_liar import (
    MLSERVER,
    PROFILES,
    Liar,
    Question,
    endless,
    frozen,
    hanging_up,
    redirecting,
    saying,
)
from tests.builders.served_engine import ServedEngine, computing, served_engine
from tests.engine.conftest import DEMONSTRATION

TRITON_2_51 = {"name": "triton", "version": "2.51.0"}

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture(scope="session")
def model() -> LiveCad:
    """The model that server and engine compute."""
    return LiveCad(OnnxRuntimeSession(DEMONSTRATION.read_bytes()))


@pytest.fixture
async def served(hass: HomeAssistant, tmp_path: Path, model: LiveCad) -> AsyncIterator[ServedEngine]:
    """An engine whose server has proven itself."""
    async with served_engine(
        hass, tmp_path, Liar(answering=computing(model), software=TRITON_2_51)
    ) as served:
        await served.async_speaks()
        served.liar.asked.clear()
        yield served


async def asked_of_the_file_here(served: ServedEngine, person_id: str) -> float | None:
    """Return what the engine says by itself of the picture that `async_show` shows next."""
    served.agree()
    result, _ = await served.async_show(person_id)
    served.agree("anna", "ben")
    return result.sightings[0].probability


async def test_the_server_answers_what_the_file_here_would_have(served: ServedEngine) -> None:
    expected = await asked_of_the_file_here(served, "anna")
    result, questions = await served.async_show("anna")
    served.carrier.take(questions)
    (answer,) = await served.async_answered(1)

    assert answer.probability == pytest.approx(expected, abs=1e-6)
    assert (answer.person_id, answer.captured_at) == ("anna", result.captured_at)
    assert answer.runtime == "server Cellar (triton 2.51.0)"
    assert len(served.liar.asked) == 1
    assert (served.carrier.answered, served.carrier.answered_here) == (1, 0)
    assert not [request for request in served.asked if isinstance(request, AskLocally)]


async def test_nothing_but_crops_of_people_who_agreed_leaves(served: ServedEngine) -> None:
    served.agree("anna")
    _, questions = await served.async_show("anna", "ben")
    served.carrier.take(questions)
    await served.async_answered(1)

    assert [question.picture for question in served.liar.asked] == [questions[0].picture]
    sent = b"".join(
        question.body + repr((question.path, question.headers)).encode() for question in served.liar.asked
    )
    for secret in ("anna", "ben", "hall", questions[0].question_id):
        assert secret.encode() not in sent


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
async def test_the_proof_finds_out_how_a_server_is_asked(
    hass: HomeAssistant, tmp_path: Path, model: LiveCad, profile: inference_liar.Profile
) -> None:
    liar = Liar(answering=computing(model), profile=profile)
    async with served_engine(hass, tmp_path, liar) as served:
        await served.async_speaks()
        assert served.carrier.proof is not None
        encoding = Encoding.JSON if profile is MLSERVER else Encoding.BINARY
        assert served.carrier.proof.served.encoding is encoding
        assert served.carrier.proof.judgement.largest_difference < 1e-5


async def test_a_server_with_another_model_never_speaks(
    hass: HomeAssistant, tmp_path: Path, model: LiveCad
) -> None:
    async with served_engine(hass, tmp_path, Liar(answering=computing(model, shift=0.01))) as served:
        await async_until(lambda: served.carrier.rung.state is RungState.LOST)
        assert served.carrier.trouble is Trouble.DISAGREES
        result, questions = await served.async_show("anna")

    assert questions == ()
    assert result.sightings[0].probability is not None


FAILURES = {
    "killed": (hanging_up, Trouble.UNREACHABLE),
    "redirecting": (redirecting("http://127.0.0.1:9"), Trouble.REDIRECT),
    "endless": (endless, Trouble.TOO_LONG),
    "unloaded": (saying(404), Trouble.NO_SUCH_MODEL),
    "broken": (saying(500), Trouble.REFUSED),
    "silent": (saying(200), Trouble.UNREADABLE),
}


@pytest.mark.parametrize(("reply", "trouble"), FAILURES.values(), ids=FAILURES)
async def test_a_question_that_the_server_fails_is_answered_here_once(
    served: ServedEngine, reply: inference_liar.Reply, trouble: Trouble
) -> None:
    expected = await asked_of_the_file_here(served, "anna")
    served.liar.reply = reply
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)

    (answer,) = await served.async_answered(1)
    assert answer.probability == expected
    assert not (answer.runtime or "server").startswith("server")
    assert served.carrier.trouble is trouble
    assert served.carrier.rung.state is RungState.LOST

    await async_until(lambda: AskElsewhere(None) in served.asked)
    result, questions = await served.async_show("ben")
    assert questions == ()
    assert result.sightings[0].probability is not None
    assert len(served.answers) == 1


@pytest.mark.parametrize(
    "numbers",
    [pytest.param((float("nan"), 0.0), id="no number"), pytest.param((float("inf"), 0.0), id="infinite")],
)
async def test_numbers_that_are_none_count_as_a_loss(
    served: ServedEngine, numbers: tuple[float, ...]
) -> None:
    served.liar.answering = lambda _picture: numbers
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)

    (answer,) = await served.async_answered(1)
    assert answer.probability is not None
    assert served.carrier.trouble is Trouble.UNREADABLE


async def test_a_frozen_server_keeps_a_question_no_longer_than_the_deadline(served: ServedEngine) -> None:
    assert served.carrier.proof is not None
    assert served.carrier.proof.deadline_seconds == 2.0
    served.carrier.proof = replace(served.carrier.proof, median_ms=0.0)
    served.liar.reply = frozen
    _, questions = await served.async_show("anna", "ben")
    served.carrier.take(questions)

    await served.async_answered(2)
    assert served.carrier.trouble is Trouble.TOO_SLOW
    assert {answer.person_id for answer in served.answers} == {"anna", "ben"}


async def test_a_version_that_was_not_proven_does_not_count(served: ServedEngine) -> None:
    served.liar.version = "4"
    served.liar.answering = lambda _picture: (0.0, 9.0)
    expected = await asked_of_the_file_here(served, "anna")
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)

    (answer,) = await served.async_answered(1)
    assert answer.probability == expected
    assert served.carrier.trouble is Trouble.OTHER_VERSION


async def test_a_lost_server_speaks_again_only_after_another_proof(
    served: ServedEngine, model: LiveCad
) -> None:
    served.liar.reply = saying(500)
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)
    await served.async_answered(1)

    served.liar.reply, served.liar.answering = None, computing(model, shift=0.01)
    await async_until(lambda: served.carrier.trouble is Trouble.DISAGREES)
    assert served.carrier.rung.state is RungState.LOST

    served.liar.answering = computing(model)
    await served.async_speaks()
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)
    await served.async_answered(2)
    assert served.carrier.answered == 1


async def test_a_server_is_proven_again_every_ten_minutes(
    served: ServedEngine, model: LiveCad, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.liar.answering = computing(model, shift=0.01)
    later = served.carrier._now() + 601.0
    monkeypatch.setattr(served.carrier, "_now", lambda: later)
    served.carrier._wake.set()

    await async_until(lambda: served.asked[-1] == AskElsewhere(None))
    assert served.carrier.rung.state is RungState.LOST
    assert (await served.async_show("anna"))[1] == ()


async def test_an_engine_that_was_lost_has_the_server_proven_before_it_asks(served: ServedEngine) -> None:
    before = len(served.liar.called)
    served.carrier.begin_anew()
    assert served.carrier.rung.state is RungState.UNPROVEN

    await served.async_speaks()
    assert len(served.liar.called) > before


async def test_an_engine_that_is_gone_loses_its_questions_and_nothing_else(served: ServedEngine) -> None:
    _, questions = await served.async_show("anna")
    served.is_up = False
    served.carrier.take(questions)
    await async_until(lambda: not served.carrier._carrying)

    assert served.answers == []
    assert served.carrier.rung.state is RungState.PROVEN


async def test_a_withdrawal_ends_what_is_under_way(served: ServedEngine) -> None:
    reached = asyncio.Event()

    async def reply(request: web.Request, question: Question) -> web.StreamResponse:
        reached.set()
        return await frozen(request, question)

    served.liar.reply = reply
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)
    await reached.wait()

    served.agree("ben")
    served.carrier.drop("anna")
    await async_until(lambda: not served.carrier._carrying)

    assert served.answers == []
    assert served.carrier.rung.state is RungState.PROVEN
    assert not [request for request in served.asked if isinstance(request, AskLocally | GiveAnswer)]


async def test_a_face_is_not_sent_once_its_person_agrees_no_more(served: ServedEngine) -> None:
    """Between the engine's question and its sending."""
    _, questions = await served.async_show("anna")
    served.may_be_sent.discard("anna")
    served.carrier.take(questions)
    await async_until(lambda: not served.carrier._carrying)

    assert served.liar.asked == []
    assert served.answers == []


async def test_an_answer_that_comes_after_a_withdrawal_is_dropped(served: ServedEngine) -> None:
    _, questions = await served.async_show("anna")

    async def reply(_request: web.Request, question: Question) -> web.StreamResponse:
        served.may_be_sent.discard("anna")
        return served.liar.honest(question)

    served.liar.reply = reply
    served.carrier.take(questions)
    await async_until(lambda: bool(served.liar.asked) and not served.carrier._carrying)

    assert served.answers == []


async def test_one_question_about_a_person_is_at_the_server_whatever_several_engines_ask(
    served: ServedEngine,
) -> None:
    served.liar.reply = frozen
    _, (question,) = await served.async_show("anna")
    of_another_engine = replace(question, question_id="anna kitchen 1.0")
    served.carrier.take([question, of_another_engine])

    await async_until(lambda: AskLocally("anna kitchen 1.0") in served.asked and bool(served.liar.asked))
    assert len(served.liar.asked) == 1
    assert AskLocally(question.question_id) not in served.asked
    assert served.carrier.rung.state is RungState.PROVEN


async def test_no_more_than_eight_questions_are_at_the_server(served: ServedEngine) -> None:
    served.liar.reply = frozen
    _, (question,) = await served.async_show("anna")
    served.may_be_sent.update(f"person {number}" for number in range(10))
    asked = [replace(question, question_id=f"{n}", person_id=f"person {n}") for n in range(10)]
    served.carrier.take(asked[:6])
    served.carrier.take(asked[6:])

    await async_until(lambda: len(served.liar.asked) == 8)
    here = [request.question_id for request in served.asked if isinstance(request, AskLocally)]
    assert here == ["8", "9"]


async def test_a_loss_of_ten_minutes_is_told_until_the_server_speaks_again(
    served: ServedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.liar.reply = saying(500)
    _, questions = await served.async_show("anna")
    served.carrier.take(questions)
    await served.async_answered(1)
    assert True not in served.losses

    later = served.carrier._now() + TOLD_AFTER_SECONDS + 1
    monkeypatch.setattr(served.carrier, "_now", lambda: later)
    served.carrier._wake.set()
    await async_until(lambda: served.losses[-1] is True)

    served.liar.reply = None
    served.carrier.begin_anew()
    await async_until(lambda: served.losses[-1] is False)
    assert served.carrier.rung.state is RungState.PROVEN
