"""What is asked of an inference server, what it may answer, and what no answer can do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
import gzip
import json
from typing import Any

import pytest

from custom_components.digitalshadow.engine.records.elsewhere import Contract, PictureForm
from custom_components.digitalshadow.model_server.connection import MOST_ANSWER_BYTES, Connection
from custom_components.digitalshadow.model_server.inference_server import (
    Answer,
    Encoding,
    InferenceServer,
    ServedModel,
)
from custom_components.digitalshadow.model_server.trouble import ServerError, Trouble
from custom_components.digitalshadow.server_options import ServerOptions
from tests.builders import inference_liar
from tests.builders.inference_liar import (
    ANSWER,
    HEADER_LENGTH,
    KSERVE,
    MODEL,
    OVMS,
    PROFILES,
    SIDE,
    TRITON,
    Liar,
    Profile,
    dripping,
    endless,
    frozen,
    hanging_up,
    packed,
    redirecting,
    saying,
    serving,
)

CONTRACT = Contract(SIDE, "logits", 2)
PICTURE = packed(*(number / 100 for number in range(3 * SIDE * SIDE)))
PIXELS = bytes(number % 256 for number in range(3 * SIDE * SIDE))
NEVER_SECONDS = 60.0
"""A deadline that no honest answer meets the end of."""
TOKEN = "made up"  # noqa: S105  # opens nothing

pytestmark = pytest.mark.usefixtures("socket_enabled")


@asynccontextmanager
async def asking(liar: Liar, **options: Any) -> AsyncIterator[InferenceServer]:  # noqa: ANN401  # any field
    """Yield a client of a liar."""
    async with serving(liar) as url:
        named = ServerOptions("Cellar", url, MODEL, **options)
        connection = await Connection.async_open(named)
        try:
            yield InferenceServer(named, connection)
        finally:
            await connection.async_close()


def binary(form: PictureForm = PictureForm.FLOAT32, path: str = f"/v2/models/{MODEL}") -> ServedModel:
    """Return a model that was looked at before."""
    return ServedModel(CONTRACT, path, "input", form)


async def trouble_of(ask: Awaitable[object]) -> Trouble:
    """Return what is wrong."""
    with pytest.raises(ServerError) as caught:
        await ask
    return caught.value.trouble


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
async def test_a_model_is_asked_under_the_newest_version_that_the_server_names(profile: Profile) -> None:
    liar = Liar(profile=profile)
    async with asking(liar) as server:
        served = await server.async_look(CONTRACT)

    newest = {TRITON: "/versions/3", OVMS: "/versions/1"}.get(profile, "")
    assert served == binary(path=f"/v2/models/{MODEL}{newest}")
    assert "/v2/health/ready" not in liar.called


async def test_a_version_may_be_written_as_a_number() -> None:
    async with asking(Liar(profile=replace(TRITON, versions=(1, 3)), version=3)) as server:
        served = await server.async_look(CONTRACT)
        assert served.path.endswith("/versions/3")
        assert (await server.async_ask(served, PICTURE, NEVER_SECONDS)).version == "3"


async def test_a_version_that_was_named_is_asked_and_no_other() -> None:
    liar = Liar()
    async with asking(liar, version="1") as server:
        served = await server.async_look(CONTRACT)

    assert served.path == f"/v2/models/{MODEL}/versions/1"
    assert all("/versions/1" in path for path in liar.called if path != "/v2")


@pytest.mark.parametrize(
    ("software", "name"),
    [
        pytest.param({"name": "triton", "version": "2.51.0"}, "triton 2.51.0", id="Triton"),
        pytest.param(
            {"name": "OpenVINO Model Server", "version": "2026.3"}, "OpenVINO Model Server 2026.3", id="OVMS"
        ),
        pytest.param({"name": "kserve"}, "kserve", id="no version"),
        pytest.param({"name": "<b>triton</b>", "version": "2.51.0"}, "2.51.0", id="no plain word"),
        pytest.param({"name": "t" * 33, "version": 2}, "", id="too long, and no text"),
        pytest.param(None, "", id="not said"),
    ],
)
async def test_a_server_is_called_what_it_calls_itself_if_that_is_plain(
    software: dict[str, object] | None, name: str
) -> None:
    async with asking(Liar(software=software)) as server:
        assert (await server.async_look(CONTRACT)).software == name


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize(
    ("form", "picture"),
    [
        pytest.param(PictureForm.FLOAT32, PICTURE, id="normalised"),
        pytest.param(PictureForm.UINT8, PIXELS, id="pixels"),
    ],
)
async def test_a_server_gets_the_numbers_as_they_are_and_its_answer_comes_back(
    encoding: Encoding, form: PictureForm, picture: bytes
) -> None:
    liar = Liar(datatype="FP32" if form is PictureForm.FLOAT32 else "UINT8")
    got: list[bytes] = []

    def answering(numbers: bytes) -> tuple[float, ...]:
        got.append(numbers)
        return ANSWER

    liar.answering = answering
    async with asking(liar) as server:
        served = await server.async_look(CONTRACT)
        assert served.form is form
        answer = await server.async_ask(
            ServedModel(CONTRACT, served.path, "input", form, encoding), picture, NEVER_SECONDS
        )

    assert got == [picture]
    assert answer == Answer(packed(*ANSWER), "3")


async def test_a_request_holds_the_picture_and_nobody() -> None:
    """Every byte and header of it."""
    liar = Liar()
    async with asking(liar) as server:
        await server.async_ask(binary(), PICTURE, NEVER_SECONDS)

    (question,) = liar.asked
    assert question.picture == PICTURE
    assert question.header == {
        "inputs": [
            {
                "name": "input",
                "shape": [1, 3, SIDE, SIDE],
                "datatype": "FP32",
                "parameters": {"binary_data_size": len(PICTURE)},
            }
        ],
        "outputs": [{"name": "logits", "parameters": {"binary_data": True}}],
    }
    assert question.headers.keys() == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Content-Type",
        "Content-Length",
        inference_liar.HEADER_LENGTH,
    }
    assert question.headers["User-Agent"] == "DigitalShadow"


@pytest.mark.parametrize(
    ("shape", "datatype"),
    [
        pytest.param((SIDE, SIDE, 3), "FP32", id="channels last"),
        pytest.param((3, 112, 112), "FP32", id="another size"),
        pytest.param((1, SIDE, SIDE), "FP32", id="grey"),
        pytest.param((3, SIDE, SIDE), "FP16", id="half as many bits"),
        pytest.param((3, SIDE, SIDE), "BYTES", id="text"),
    ],
)
async def test_a_model_for_other_pictures_is_refused_before_one_is_sent(
    shape: tuple[int, ...], datatype: str
) -> None:
    liar = Liar(shape=shape, datatype=datatype)
    async with asking(liar) as server:
        assert await trouble_of(server.async_look(CONTRACT)) is Trouble.WRONG_SIGNATURE
    assert liar.asked == []


@pytest.mark.parametrize(
    "contract",
    [
        pytest.param(Contract(SIDE, "probabilities", 2), id="another output"),
        pytest.param(Contract(SIDE, "logits", 3), id="more classes"),
    ],
)
async def test_a_model_with_other_answers_is_refused(contract: Contract) -> None:
    async with asking(Liar()) as server:
        assert await trouble_of(server.async_look(contract)) is Trouble.WRONG_SIGNATURE


async def test_a_size_that_the_model_leaves_open_fits() -> None:
    async with asking(Liar(shape=(3, -1, -1))) as server:
        assert (await server.async_look(CONTRACT)).input_name == "input"


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
async def test_a_model_that_is_not_loaded_is_missing(profile: Profile) -> None:
    async with asking(Liar(profile=profile, is_ready=False)) as server:
        assert await trouble_of(server.async_look(CONTRACT)) is Trouble.NO_SUCH_MODEL
        assert await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS)) is Trouble.NO_SUCH_MODEL


async def test_a_server_that_loads_another_model_is_asked_all_the_same() -> None:
    """It calls itself unready meanwhile."""
    async with asking(Liar(server_is_ready=False)) as server:
        served = await server.async_look(CONTRACT)
        assert (await server.async_ask(served, PICTURE, NEVER_SECONDS)).output == packed(*ANSWER)


async def test_a_redirect_is_not_followed_and_nobody_else_gets_the_picture() -> None:
    other, named = Liar(), Liar()
    async with serving(other) as elsewhere, asking(named) as server:
        named.reply = redirecting(elsewhere)
        assert await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS)) is Trouble.REDIRECT
    assert len(named.asked) == 1
    assert other.called == []


async def test_a_proxy_of_the_environment_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, named = Liar(), Liar()
    async with serving(proxy) as elsewhere:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, elsewhere)
        async with asking(named) as server:
            await server.async_ask(binary(), PICTURE, NEVER_SECONDS)
    assert len(named.asked) == 1
    assert proxy.called == []


async def test_a_cookie_is_not_kept() -> None:
    liar = Liar()
    liar.reply = saying(500, **{"Set-Cookie": "who=anna; Path=/"})
    async with asking(liar) as server:
        await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS))
        liar.reply = None
        await server.async_ask(binary(), PICTURE, NEVER_SECONDS)
    assert "Cookie" not in liar.asked[-1].headers


async def at_once() -> None:
    """Let others run."""
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    "reply",
    [pytest.param(frozen, id="frozen"), pytest.param(dripping(at_once), id="dripping")],
)
async def test_a_deadline_bounds_the_whole_answer(reply: inference_liar.Reply) -> None:
    liar = Liar(reply=reply)
    async with asking(liar) as server:
        # A drip of 64 KB ends at the other limit: either keeps nobody waiting.
        assert await trouble_of(server.async_ask(binary(), PICTURE, 0.2)) in (
            Trouble.TOO_SLOW,
            Trouble.TOO_LONG,
        )
    assert len(liar.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(endless, id="endless"),
        pytest.param(saying(200, b" " * (MOST_ANSWER_BYTES + 1)), id="a byte more than is read"),
    ],
)
async def test_an_answer_is_read_up_to_a_limit(reply: inference_liar.Reply) -> None:
    async with asking(Liar(reply=reply)) as server:
        assert await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS)) is Trouble.TOO_LONG


async def test_a_number_of_thousands_of_digits_is_no_number() -> None:
    digits = "9" * 5000
    liar = Liar(reply=saying(200, b"{}", **{HEADER_LENGTH: digits}))
    async with asking(liar) as server:
        assert await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS)) is Trouble.UNREADABLE
    async with asking(Liar(profile=replace(TRITON, versions=(digits, "7")))) as server:
        assert (await server.async_look(CONTRACT)).path.endswith("/versions/7")


def output(**changes: Any) -> bytes:  # noqa: ANN401  # any field of an output
    """Return an answer in JSON with some fields replaced."""
    return json.dumps(
        {"outputs": [{"name": "logits", "datatype": "FP32", "shape": [1, 2], "data": [0.5, 0.5]} | changes]}
    ).encode()


def outputs(*sizes: tuple[str, int | None], content: bytes) -> inference_liar.Reply:
    """Answer with outputs of these names, each with as many bytes behind the JSON, or with numbers within it."""
    described = [
        {"name": name, "datatype": "FP32", "shape": [1, 2]}
        | ({"data": [0.5, 0.25]} if size is None else {"parameters": {"binary_data_size": size}})
        for name, size in sizes
    ]
    head = json.dumps({"outputs": described}).encode()
    return saying(200, head + content, **{HEADER_LENGTH: str(len(head))})


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(saying(200), id="empty"),
        pytest.param(saying(200, b"{"), id="cut off"),
        pytest.param(saying(200, b"[]"), id="no object"),
        pytest.param(saying(200, b"{}"), id="no outputs"),
        pytest.param(saying(200, output(data=[float("nan"), 0.5])), id="a bare NaN, which is no JSON"),
        pytest.param(saying(200, output(data=["0.5", "0.5"])), id="text"),
        pytest.param(saying(200, output(data=[True, False])), id="truths"),
        pytest.param(saying(200, output(data=[0.5])), id="one number"),
        pytest.param(saying(200, output(data=[[0.5, 0.5], [0.5, 0.5]])), id="two rows"),
        pytest.param(saying(200, output(shape=[0, 2], data=[])), id="a batch of none"),
        pytest.param(saying(200, output(shape=[2, 1])), id="turned"),
        pytest.param(saying(200, output(name="other")), id="another output"),
        pytest.param(saying(200, output(datatype="INT64")), id="another type"),
        pytest.param(
            saying(200, output(parameters={"binary_data_size": 8}, data=None)), id="no bytes follow"
        ),
        pytest.param(outputs(("logits", 8), ("logits", 8), content=packed(1, 2, 1, 2)), id="twice"),
        pytest.param(outputs(("features", 12), ("logits", 8), content=packed(1, 2)), id="bytes lack"),
        pytest.param(outputs(("logits", 8), content=packed(1, 2, 3)), id="more bytes than said"),
        pytest.param(outputs(("logits", -8), content=packed(1, 2)), id="fewer than no bytes"),
        pytest.param(
            saying(200, output(), **{inference_liar.HEADER_LENGTH: "many"}), id="a length that is none"
        ),
        pytest.param(
            saying(200, gzip.compress(output()), **{"Content-Encoding": "gzip"}), id="said to be packed"
        ),
    ],
)
async def test_what_is_no_answer_is_refused(reply: inference_liar.Reply) -> None:
    async with asking(Liar(reply=reply)) as server:
        assert await trouble_of(server.async_ask(binary(), PICTURE, NEVER_SECONDS)) is Trouble.UNREADABLE


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(
            outputs(("logits", 8), ("features", 12), content=packed(0.5, 0.25, 1, 2, 3)), id="in front"
        ),
        pytest.param(
            outputs(("features", 12), ("logits", 8), content=packed(1, 2, 3, 0.5, 0.25)), id="behind"
        ),
        pytest.param(outputs(("features", None), ("logits", None), content=b""), id="in JSON"),
        pytest.param(outputs(("features", 12), ("logits", None), content=packed(1, 2, 3)), id="one of each"),
    ],
)
async def test_the_output_that_was_asked_for_is_found_among_others(reply: inference_liar.Reply) -> None:
    async with asking(Liar(reply=reply)) as server:
        assert (await server.async_ask(binary(), PICTURE, NEVER_SECONDS)).output == packed(0.5, 0.25)


@pytest.mark.parametrize("row", [[0.5, 0.25], [[0.5, 0.25]]], ids=["flat", "nested"])
async def test_numbers_in_json_may_be_nested(row: list[object]) -> None:
    async with asking(Liar(reply=saying(200, output(data=row)))) as server:
        assert (await server.async_ask(binary(), PICTURE, NEVER_SECONDS)).output == packed(0.5, 0.25)


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        pytest.param(saying(400, b'{"error": "anna"}'), Trouble.REFUSED, id="wrong shape or overloaded"),
        pytest.param(saying(500), Trouble.REFUSED, id="broken"),
        pytest.param(saying(503), Trouble.REFUSED, id="a proxy without its server"),
        pytest.param(saying(404), Trouble.NO_SUCH_MODEL, id="unloaded"),
        pytest.param(saying(403), Trouble.UNAUTHORISED, id="forbidden"),
        pytest.param(hanging_up, Trouble.UNREACHABLE, id="killed"),
    ],
)
async def test_a_server_that_refuses_is_told_from_one_that_is_gone(
    reply: inference_liar.Reply, trouble: Trouble
) -> None:
    async with asking(Liar(reply=reply)) as server:
        with pytest.raises(ServerError) as caught:
            await server.async_ask(binary(), PICTURE, NEVER_SECONDS)
    assert caught.value.trouble is trouble
    assert "anna" not in str(caught.value)


async def test_a_server_that_does_not_listen_is_unreachable() -> None:
    async with asking(Liar()) as server:
        pass
    named = ServerOptions("Cellar", "http://127.0.0.1:9", MODEL)
    connection = await Connection.async_open(named)
    server = InferenceServer(named, connection)
    assert await trouble_of(server.async_look(CONTRACT)) is Trouble.UNREACHABLE
    await connection.async_close()


async def test_the_token_opens_the_server_and_stays_out_of_every_text() -> None:
    liar = Liar(token=TOKEN)
    async with asking(liar, token=TOKEN) as server:
        assert (await server.async_look(CONTRACT)).input_name == "input"
        assert TOKEN not in repr(server._options)
    async with asking(liar, token=TOKEN[1:]) as server:
        assert await trouble_of(server.async_look(CONTRACT)) is Trouble.UNAUTHORISED


async def test_a_model_without_versions_says_none() -> None:
    async with asking(Liar(profile=KSERVE)) as server:
        served = await server.async_look(CONTRACT)
        assert (await server.async_ask(served, PICTURE, NEVER_SECONDS)).version == ""
