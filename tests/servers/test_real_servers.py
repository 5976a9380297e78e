"""Real servers: they prove themselves, are killed, frozen and started again, and no question is lost or asked twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.digitalshadow.engine.records.elsewhere import PictureForm
from custom_components.digitalshadow.model_server.inference_server import Encoding
from custom_components.digitalshadow.model_server.rung import RungState
from custom_components.digitalshadow.model_server.trouble import Trouble
from tests.builders.home import async_until
from tests.builders.served_engine import ServedEngine, carrying
from tests.engine import synthetic_models
from tests.servers.real_servers import RealServer, kserve, mlserver, triton, triton_of_kserve

pytestmark = [pytest.mark.usefixtures("socket_enabled"), pytest.mark.timeout(300)]

START_SECONDS = 120.0


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RealServer]:
    """A running Triton with the demonstration model."""
    folder = tmp_path / "server"
    folder.mkdir()
    server = triton(folder)
    await server.async_start()
    yield server
    await server.async_kill()


async def async_speaks(served: ServedEngine) -> None:
    """Wait until the server speaks, without the pauses between its proofs."""

    def speaks() -> bool:
        if served.carrier.rung.state is not RungState.PROVEN:
            served.carrier.rung = served.carrier.rung.anew(served.carrier._now())
            served.carrier._wake.set()
        return served.carrier._asked_form is not None

    await async_until(speaks, START_SECONDS)


async def async_answer(served: ServedEngine, person_id: str) -> float | None:
    """Ask about somebody, and return the answer that came."""
    before = len(served.answers)
    _, questions = await served.async_show(person_id)
    assert len(questions) == 1
    served.carrier.take(questions)
    await served.async_answered(before + 1)
    await async_until(lambda: not served.carrier._carrying)
    assert len(served.answers) == before + 1
    return served.answers[-1].probability


@pytest.mark.parametrize(
    ("make", "options", "asked"),
    [
        pytest.param(triton, (), (PictureForm.FLOAT32, Encoding.BINARY), id="triton"),
        pytest.param(triton, ("--pixels",), (PictureForm.UINT8, Encoding.BINARY), id="triton, pixels"),
        pytest.param(triton_of_kserve, (), (PictureForm.FLOAT32, Encoding.BINARY), id="triton, for kserve"),
        pytest.param(kserve, (), (PictureForm.FLOAT32, Encoding.BINARY), id="kserve"),
        pytest.param(kserve, ("--pixels",), (PictureForm.UINT8, Encoding.BINARY), id="kserve, pixels"),
        pytest.param(mlserver, (), (PictureForm.FLOAT32, Encoding.JSON), id="mlserver"),
        pytest.param(mlserver, ("--pixels",), (PictureForm.UINT8, Encoding.JSON), id="mlserver, pixels"),
    ],
)
async def test_a_real_server_proves_itself_and_answers_as_the_file_here(
    hass: HomeAssistant,
    tmp_path: Path,
    make: Callable[..., RealServer],
    options: tuple[str, ...],
    asked: tuple[PictureForm, Encoding],
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    server = make(folder, *options)
    await server.async_start()
    try:
        async with carrying(hass, tmp_path, server.url) as served:
            await async_speaks(served)
            assert served.carrier.proof is not None
            model = served.carrier.proof.served
            assert (model.form, model.encoding) == asked
            assert served.carrier.proof.judgement.largest_difference < 1e-5
            served.agree()
            expected = (await served.async_show("anna"))[0].sightings[0].probability
            served.agree("anna")
            assert await async_answer(served, "anna") == pytest.approx(expected, abs=1e-6)
    finally:
        await server.async_kill()


async def test_a_server_with_another_model_is_refused(hass: HomeAssistant, tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    other = tmp_path / "other.onnx"
    other.write_bytes(synthetic_models.livecad())
    server = triton(folder, model=other)
    await server.async_start()
    try:
        async with carrying(hass, tmp_path, server.url) as served:

            def is_judged() -> bool:
                served.carrier.begin_anew()
                return served.carrier.trouble not in (None, Trouble.UNREACHABLE)

            await async_until(is_judged, START_SECONDS)
            assert served.carrier.trouble in (Trouble.DISAGREES, Trouble.WRONG_SIGNATURE)
            assert (await served.async_show("anna"))[1] == ()
    finally:
        await server.async_kill()


async def test_killed_frozen_and_started_again_it_loses_no_question(
    hass: HomeAssistant, tmp_path: Path, server: RealServer
) -> None:
    async with carrying(hass, tmp_path, server.url) as served:
        await async_speaks(served)
        value = await async_answer(served, "anna")
        assert (served.carrier.answered, served.carrier.answered_here) == (1, 0)

        await server.async_kill()
        assert await async_answer(served, "anna") == pytest.approx(value, abs=1e-6)
        assert str(served.carrier.trouble) == Trouble.UNREACHABLE
        await async_until(lambda: served.carrier._asked_form is None)

        await server.async_start()
        await async_speaks(served)
        assert await async_answer(served, "anna") == pytest.approx(value, abs=1e-6)

        server.freeze()
        assert await async_answer(served, "anna") == pytest.approx(value, abs=1e-6)
        assert str(served.carrier.trouble) == Trouble.TOO_SLOW
        await async_until(lambda: served.carrier._asked_form is None)

        server.thaw()
        await async_speaks(served)
        assert await async_answer(served, "anna") == pytest.approx(value, abs=1e-6)
        assert (served.carrier.answered, served.carrier.answered_here) == (3, 2)


async def test_a_server_that_dies_while_it_computes_loses_no_question(
    hass: HomeAssistant, tmp_path: Path, server: RealServer
) -> None:
    async with carrying(hass, tmp_path, server.url) as served:
        await async_speaks(served)
        server.freeze()
        _, questions = await served.async_show("anna", "ben")
        served.carrier.take(questions)
        await asyncio.sleep(0)
        await server.async_kill()

        await served.async_answered(2)
        assert {answer.person_id for answer in served.answers} == {"anna", "ben"}
        assert served.carrier.answered_here == 2
