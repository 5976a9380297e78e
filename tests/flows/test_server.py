"""Naming an inference server in the options: what is asked, what is proven, what is kept, and what is never shown."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import web
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import CONF_SERVER, CONF_VISIT_GAP_SECONDS
from custom_components.digitalshadow.engine.records.elsewhere import (
    Contract,
    Judgement,
    JudgeProof,
    ProofPictures,
    ShowProofPictures,
    TellContract,
)
from custom_components.digitalshadow.flows import server as server_flow
from demo.certificates import certificates
from tests.builders.home import async_set_up, async_until, home_entry
from tests.builders.household import async_reloaded
from tests.builders.inference_liar import (
    MODEL,
    SIDE,
    Liar,
    Question,
    Reply,
    frozen,
    packed,
    redirecting,
    saying,
    serving,
)
from tests.fake_runner import FakeRunner

pytestmark = pytest.mark.usefixtures("socket_enabled")

TOKEN = "made up"  # noqa: S105  # opens nothing
PICTURE = packed(*[0.0] * 8)


@pytest.fixture
def judging(runner: FakeRunner) -> FakeRunner:
    """An engine that finds the server's answers right."""
    runner.answer(TellContract, Contract(SIDE, "logits", 2))
    runner.answer(ShowProofPictures, ProofPictures((PICTURE,) * 8))
    runner.answer(JudgeProof, Judgement(1e-5, 2e-3))
    return runner


@pytest.fixture
async def entry(hass: HomeAssistant, judging: FakeRunner) -> MockConfigEntry:
    """A home without a server."""
    del judging
    entry = home_entry(options={CONF_VISIT_GAP_SECONDS: 40})
    await async_set_up(hass, entry)
    return entry


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, a proof ends in front of the first form."""
    monkeypatch.setattr(server_flow, "SOON_SECONDS", 60.0)


@pytest.fixture
def hurried(patient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every proof takes longer than anybody waits in front of the form."""
    del patient
    monkeypatch.setattr(server_flow, "SOON_SECONDS", 0.01)


@pytest.fixture
async def liar() -> AsyncIterator[tuple[Liar, str]]:
    """An honest server, and its address."""
    liar = Liar()
    async with serving(liar) as url:
        yield liar, url


async def async_open(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Open the form."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": "server"})


async def async_name(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    **typed: Any,  # noqa: ANN401  # any field
) -> ConfigFlowResult:
    """Open the form and fill it in."""
    form = await async_open(hass, entry)
    return await hass.config_entries.options.async_configure(
        form["flow_id"], {"name": "Cellar", "model": MODEL} | typed
    )


def at_step(hass: HomeAssistant, flow: ConfigFlowResult) -> str:
    """Return the step that a dialog shows now."""
    return str(hass.config_entries.options.async_get(flow["flow_id"]).get("step_id"))


async def test_a_server_that_proved_itself_is_kept_once_its_figures_were_confirmed(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    named, url = liar
    shown = await async_name(hass, entry, url=url)

    assert (shown["type"], shown["step_id"]) == (FlowResultType.FORM, "server_proven")
    placeholders = shown["description_placeholders"]
    assert placeholders is not None
    assert placeholders["receiver"] == f"Cellar ({url})"
    assert (placeholders["difference"], placeholders["tolerance"]) == ("1e-05", "0.002")
    assert (placeholders["version"], placeholders["encoding"]) == ("`3`", "binary")
    assert len(named.asked) == 8
    assert CONF_SERVER not in entry.options

    done = await hass.config_entries.options.async_configure(shown["flow_id"], {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, entry)
    assert entry.options[CONF_SERVER]["url"] == url
    assert entry.options[CONF_VISIT_GAP_SECONDS] == 40


async def test_what_a_server_calls_its_version_is_shown_as_it_is_and_short(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    liar[0].version = "[click](https://example.com) `" + "x" * 1000
    placeholders = (await async_name(hass, entry, url=liar[1]))["description_placeholders"]
    assert placeholders is not None
    shown = placeholders["version"]
    assert shown.startswith("`")
    assert shown.count("`") == 2
    assert len(shown) < 50


async def test_without_an_address_everything_is_computed_here_again(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    shown = await async_name(hass, entry, url=liar[1])
    await hass.config_entries.options.async_configure(shown["flow_id"], {})
    await async_reloaded(hass, entry)

    form = await async_open(hass, entry)
    await hass.config_entries.options.async_configure(form["flow_id"], {"name": "Cellar"})
    await async_reloaded(hass, entry)
    assert CONF_SERVER not in entry.options


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param({"url": "gpu"}, {"url": "server_url_invalid"}, id="no address"),
        pytest.param({"url": "http://192.168.1.5"}, {"url": "server_not_encrypted"}, id="clear"),
        pytest.param(
            {"url": "https://a:b@gpu.local"}, {"url": "server_url_with_credentials"}, id="a password"
        ),
        pytest.param(
            {"url": "https://gpu.local", "name": " "}, {"name": "server_field_missing"}, id="no name"
        ),
        pytest.param(
            {"url": "https://gpu.local", "fingerprint": "12"},
            {"fingerprint": "server_fingerprint_invalid"},
            id="no fingerprint",
        ),
    ],
)
async def test_what_cannot_be_a_server_is_said_at_its_field(
    hass: HomeAssistant, entry: MockConfigEntry, typed: dict[str, str], errors: dict[str, str]
) -> None:
    form = await async_name(hass, entry, **typed)
    assert (form["step_id"], form["errors"]) == ("server", errors)


@pytest.mark.parametrize(
    ("reply", "errors"),
    [
        pytest.param(redirecting("http://127.0.0.1:9"), {"url": "server_redirect"}, id="a redirect"),
        pytest.param(saying(404), {"model": "server_no_such_model"}, id="unloaded"),
        pytest.param(saying(500), {"base": "server_refused"}, id="broken"),
    ],
)
async def test_a_server_that_does_not_answer_is_not_kept_and_its_fault_is_named(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    liar: tuple[Liar, str],
    reply: Reply,
    errors: dict[str, str],
) -> None:
    liar[0].reply = reply
    form = await async_name(hass, entry, url=liar[1])
    assert (form["step_id"], form["errors"]) == ("server", errors)


@pytest.mark.parametrize(
    ("status", "came_to"),
    [
        pytest.param(200, ("server_proven", None), id="it proves itself"),
        pytest.param(500, ("server", {"base": "server_refused"}), id="it breaks"),
    ],
)
@pytest.mark.usefixtures("hurried")
async def test_a_proof_that_takes_long_is_shown_to_go_on(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    liar: tuple[Liar, str],
    status: int,
    came_to: tuple[str, dict[str, str] | None],
) -> None:
    named, goes_on = liar[0], asyncio.Event()

    async def late(_request: web.Request, question: Question) -> web.StreamResponse:
        await goes_on.wait()
        return named.honest(question) if status == 200 else web.Response(status=status)

    named.reply = late
    shown = await async_name(hass, entry, url=liar[1])
    assert (shown["type"], shown["step_id"]) == (FlowResultType.SHOW_PROGRESS, "server_proving")
    assert shown["description_placeholders"] == {"receiver": f"Cellar ({liar[1]})"}

    goes_on.set()
    await async_until(lambda: at_step(hass, shown) == came_to[0])
    came = await hass.config_entries.options.async_configure(shown["flow_id"])
    assert (came["step_id"], came["errors"] or None) == came_to


@pytest.mark.usefixtures("hurried")
async def test_a_dialog_that_is_closed_ends_the_proof(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    liar[0].reply = frozen
    shown = await async_name(hass, entry, url=liar[1])
    await async_until(lambda: len(liar[0].asked) == 1)
    flow: Any = hass.config_entries.options._progress[shown["flow_id"]]
    hass.config_entries.options.async_abort(shown["flow_id"])
    await async_until(flow._proving.cancelled)
    assert CONF_SERVER not in entry.options


async def test_an_authority_and_a_token_stay_while_the_rest_is_put_right(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry, tmp_path: Path
) -> None:
    made, liar = certificates(tmp_path), Liar(token=TOKEN)
    async with serving(liar, made.tls) as url:
        ca_file = await async_upload(hass, hass_client, made.ca_pem)
        form = await async_name(hass, entry, url=url, ca_file=ca_file, token=TOKEN, model="hand")
        assert form["errors"] == {"model": "server_no_such_model"}
        schema = form["data_schema"]
        assert schema is not None
        assert {str(key): (key.description or {}).get("suggested_value") for key in schema.schema} == {
            "url": url,
            "name": "Cellar",
            "model": "hand",
            "version": None,
            "token": None,
            "ca_file": None,
            "fingerprint": None,
        }
        right = {"url": url, "name": "Cellar", "model": MODEL}
        shown = await hass.config_entries.options.async_configure(form["flow_id"], right)
        assert shown["step_id"] == "server_proven"


async def test_a_server_with_another_model_is_not_kept(
    hass: HomeAssistant, entry: MockConfigEntry, judging: FakeRunner, liar: tuple[Liar, str]
) -> None:
    judging.answer(JudgeProof, Judgement(0.5, 2e-3))
    form = await async_name(hass, entry, url=liar[1])
    assert form["errors"] == {"base": "server_disagrees"}


async def test_an_address_outside_of_the_home_is_named_and_confirmed_before_anything_is_sent(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def public(_url: str) -> tuple[str, ...]:
        return ("203.0.113.7",)

    monkeypatch.setattr(server_flow, "async_public_addresses", public)
    warned = await async_name(hass, entry, url=liar[1])
    assert warned["step_id"] == "server_public"
    assert warned["description_placeholders"] == {
        "receiver": f"Cellar ({liar[1]})",
        "addresses": "203.0.113.7",
    }
    assert liar[0].called == []

    shown = await hass.config_entries.options.async_configure(warned["flow_id"], {})
    await hass.config_entries.options.async_configure(shown["flow_id"], {})
    await async_reloaded(hass, entry)
    assert entry.options[CONF_SERVER]["may_be_public"] is True


async def test_a_token_is_sent_kept_for_the_same_server_and_never_shown_again(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    liar[0].token = TOKEN
    assert (await async_name(hass, entry, url=liar[1]))["errors"] == {"token": "server_unauthorised"}
    shown = await async_name(hass, entry, url=liar[1], token=TOKEN)
    await hass.config_entries.options.async_configure(shown["flow_id"], {})
    await async_reloaded(hass, entry)

    form = await async_open(hass, entry)
    schema = form["data_schema"]
    assert schema is not None
    assert TOKEN not in repr([(key, key.description) for key in schema.schema])
    again = await hass.config_entries.options.async_configure(
        form["flow_id"], {"name": "Attic", "model": MODEL, "url": liar[1]}
    )
    assert again["step_id"] == "server_proven"
    await hass.config_entries.options.async_configure(again["flow_id"], {})
    await async_reloaded(hass, entry)
    assert entry.options[CONF_SERVER]["token"] == TOKEN


async def test_a_token_does_not_move_to_another_server(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    shown = await async_name(hass, entry, url=liar[1], token=TOKEN)
    await hass.config_entries.options.async_configure(shown["flow_id"], {})
    await async_reloaded(hass, entry)

    other = Liar()
    async with serving(other) as url:
        assert (await async_name(hass, entry, url=url))["step_id"] == "server_proven"
    assert all("Authorization" not in question.headers for question in other.asked)


async def test_without_a_running_engine_no_server_is_proven(
    hass: HomeAssistant, entry: MockConfigEntry, judging: FakeRunner, liar: tuple[Liar, str]
) -> None:
    judging._ready = None
    form = await async_name(hass, entry, url=liar[1])
    assert form["errors"] == {"base": "engine_not_ready"}
    assert liar[0].called == []


async def async_upload(hass: HomeAssistant, client_of: ClientSessionGenerator, content: str | bytes) -> str:
    """Upload a file as the dialog does, and return its id."""
    assert await async_setup_component(hass, "file_upload", {})
    client = await client_of()
    uploaded = BytesIO(content.encode() if isinstance(content, str) else content)
    sent = await (await client.post("/api/file_upload", data={"file": uploaded})).json()
    return str(sent["file_id"])


async def test_a_server_that_an_authority_of_the_home_signed_is_named_with_its_file(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry, tmp_path: Path
) -> None:
    made, liar = certificates(tmp_path), Liar()
    async with serving(liar, made.tls) as url:
        ca_file = await async_upload(hass, hass_client, made.ca_pem)
        shown = await async_name(hass, entry, url=url, ca_file=ca_file)
        assert shown["step_id"] == "server_proven"
        await hass.config_entries.options.async_configure(shown["flow_id"], {})
        await async_reloaded(hass, entry)
        assert entry.options[CONF_SERVER]["ca_pem"] == made.ca_pem

        again = await async_name(hass, entry, url=url, fingerprint=made.fingerprint.upper())
        assert again["step_id"] == "server_proven"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"0\x82\x03\xe8", id="in DER, as .cer files often are"),
        pytest.param(b"none", id="no certificate"),
    ],
)
async def test_a_file_that_is_no_authority_in_text_is_said(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    liar: tuple[Liar, str],
    content: bytes,
) -> None:
    ca_file = await async_upload(hass, hass_client, content)
    form = await async_name(hass, entry, url=liar[1], ca_file=ca_file)
    assert form["errors"] == {"base": "server_certificate"}


async def test_an_upload_that_is_gone_is_said(
    hass: HomeAssistant, entry: MockConfigEntry, liar: tuple[Liar, str]
) -> None:
    assert await async_setup_component(hass, "file_upload", {})
    form = await async_name(hass, entry, url=liar[1], ca_file="0" * 32)
    assert form["errors"] == {"ca_file": "server_certificate"}
