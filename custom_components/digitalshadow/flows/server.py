"""The steps of the options in which an inference server is named, proven and confirmed."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import probatio

from ..const import CONF_SERVER
from ..engine.records.errors import EngineError
from ..exceptions import translation_key
from ..model_server.address import AddressError, async_public_addresses, checked_fingerprint, checked_url
from ..model_server.connection import Connection
from ..model_server.inference_server import InferenceServer
from ..model_server.proving import Proof, async_prove
from ..model_server.trouble import ServerError, Trouble
from ..runtime import DigitalShadowConfigEntry
from ..server_options import ServerOptions, server_of
from .checkpoint_form import as_code

FIELD_CA_FILE: Final = "ca_file"
PROOF_SECONDS: Final = 120.0
"""For a whole proof: nobody waits in front of a dialog for longer."""
SOON_SECONDS: Final = 1.0
"""A proof that takes longer is shown as a step of its own."""
EXAMPLE: Final = "`http://127.0.0.1:8000`"
"""As code: a link would lead nowhere."""
MOST_CA_BYTES: Final = 64 * 1024
_LONGEST_VERSION: Final = 40
"""Characters of what a server calls a version."""

_SECRET: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
_SERVER_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional("url"): TextSelector(),
        probatio.Optional("name"): TextSelector(),
        probatio.Optional("model"): TextSelector(),
        probatio.Optional("version"): TextSelector(),
        probatio.Optional("token"): _SECRET,
        probatio.Optional(FIELD_CA_FILE): FileSelector(FileSelectorConfig(accept=".pem,.crt,.cer")),
        probatio.Optional("fingerprint"): TextSelector(),
    }
)
_SHOWN: Final = ("url", "name", "model", "version", "fingerprint")
"""What the form shows again; a token and an authority stay where they are while the address does."""
_FIELDS: Final = {
    Trouble.UNREACHABLE: "url",
    Trouble.REDIRECT: "url",
    Trouble.NO_SUCH_MODEL: "model",
    Trouble.UNAUTHORISED: "token",
    Trouble.FINGERPRINT: "fingerprint",
}
"""Where a fault is said that is about one field; the others stand above all."""


class ServerFlow(OptionsFlow):
    """Name a server, or none. It is kept only after it answered the drawn faces as the file here does."""

    _named: ServerOptions | None = None
    """The server that was typed in last."""
    _proof: Proof
    _proving: asyncio.Task[str] | None = None
    """What proves the server, and returns the step that comes next."""
    _typed: dict[str, Any] | None = None
    """What was typed in, where a proof led back to it."""
    _errors: Mapping[str, str] = MappingProxyType({})
    """What stood against it."""

    @property
    def _server(self) -> ServerOptions:
        """Return the server that is proven and confirmed."""
        assert self._named is not None  # noqa: S101  # the steps that ask come after the naming
        return self._named

    async def async_step_server(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the server; without an address the file here computes everything."""
        if user_input is None:
            return self._show_server(self._typed, self._errors)
        if not user_input.get("url", "").strip():
            return self._kept_server(None)
        errors: dict[str, str] = {}
        named = await self._async_named(user_input, errors)
        if named is None:
            return self._show_server(user_input, errors)
        self._named = named
        return await self._async_step_after_naming(
            {key: user_input[key] for key in _SHOWN if key in user_input}
        )

    def _show_server(self, typed: dict[str, Any] | None, errors: Mapping[str, str]) -> ConfigFlowResult:
        """Show the form with what was typed in, or with the server of today."""
        known = server_of(self.config_entry)
        shown = {key: value for key, value in asdict(known).items() if key in _SHOWN} if known else {}
        return self.async_show_form(
            step_id="server",
            data_schema=self.add_suggested_values_to_schema(
                _SERVER_SCHEMA, shown if typed is None else typed
            ),
            errors=dict(errors),
            description_placeholders={"example": EXAMPLE},
        )

    async def _async_named(self, typed: dict[str, Any], errors: dict[str, str]) -> ServerOptions | None:
        """Return the server that was typed in, or say what is wrong with it."""
        name, model = typed.get("name", "").strip(), typed.get("model", "").strip()
        try:
            url = checked_url(typed["url"])
        except AddressError as err:
            errors["url"] = str(err.reason)
            return None
        fingerprint = checked_fingerprint(typed["fingerprint"]) if typed.get("fingerprint") else ""
        if fingerprint is None:
            errors["fingerprint"] = "server_fingerprint_invalid"
        errors |= {
            field: "server_field_missing" for field in ("name", "model") if not typed.get(field, "").strip()
        }
        if fingerprint is None or errors:
            return None
        # What was named in this dialog before was read already, and an upload can be read once.
        known = self._named or server_of(self.config_entry)
        server = ServerOptions(name, url, model, typed.get("version", "").strip(), fingerprint=fingerprint)
        if known is not None and known.origin == server.origin:
            server = replace(server, token=known.token, ca_pem=known.ca_pem)
        if typed.get("token"):
            server = replace(server, token=typed["token"].strip())
        if FIELD_CA_FILE in typed:
            try:
                ca_pem = await self.hass.async_add_executor_job(_text_of, self.hass, typed[FIELD_CA_FILE])
            except ValueError:  # the upload is gone
                errors[FIELD_CA_FILE] = str(Trouble.CERTIFICATE)
                return None
            server = replace(server, ca_pem=ca_pem)
        return server

    async def _async_step_after_naming(self, typed: dict[str, Any]) -> ConfigFlowResult:
        """Go on to the proof, or first have an address outside of the home confirmed."""
        try:
            public = await async_public_addresses(self._server.url)
        except OSError:
            return self._show_server(typed, {"url": str(Trouble.UNREACHABLE)})
        if public:
            return self._show_public(public)
        return await self._async_prove(typed)

    def _show_public(self, addresses: tuple[str, ...]) -> ConfigFlowResult:
        """Name the addresses that lie outside of the home's network."""
        return self.async_show_form(
            step_id="server_public",
            data_schema=probatio.Schema({}),
            description_placeholders={"receiver": self._server.receiver, "addresses": ", ".join(addresses)},
        )

    async def async_step_server_public(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Go on to the proof of a server outside of the home, once that is confirmed."""
        self._named = replace(self._server, may_be_public=True)
        return await self._async_prove(
            {key: value for key, value in asdict(self._server).items() if key in _SHOWN}
        )

    async def _async_prove(self, typed: dict[str, Any]) -> ConfigFlowResult:
        """Begin the proof; go on with what comes of it where that is known soon, and else show that it goes on."""
        self._typed = typed
        self._proving = self.hass.async_create_background_task(
            self._async_step_after_proof(), "digitalshadow proof of the inference server"
        )
        await asyncio.wait([self._proving], timeout=SOON_SECONDS)
        if not self._proving.done():
            return await self.async_step_server_proving()
        is_proven = self._proving.result() == "server_proven"
        return await (self.async_step_server_proven() if is_proven else self.async_step_server())

    async def async_step_server_proving(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that the server is being asked; nothing is awaited in here, see `TrialFlow.async_step_proving`."""
        assert self._proving is not None  # noqa: S101  # this step is shown by what began it
        if not self._proving.done():
            return self.async_show_progress(
                step_id="server_proving",
                progress_action="server_proving",
                progress_task=self._proving,
                description_placeholders={"receiver": self._server.receiver},
            )
        return self.async_show_progress_done(next_step_id=self._proving.result())

    async def _async_step_after_proof(self) -> str:
        """Have the server prove itself; return the step that shows what that took, or what stood against it."""
        self._errors = await self._async_errors()
        return "server" if self._errors else "server_proven"

    async def _async_errors(self) -> dict[str, str]:
        """Have the server prove itself; return what stands against it, by field."""
        entry: DigitalShadowConfigEntry = self.config_entry
        coordinator = entry.runtime_data.coordinator
        if coordinator.runner.ready is None:
            return {"base": "engine_not_ready"}
        connection: Connection | None = None
        try:
            connection = await Connection.async_open(self._server)
            server = InferenceServer(self._server, connection)
            async with asyncio.timeout(PROOF_SECONDS):
                self._proof = await async_prove(
                    server, coordinator.engine.async_ask_in_turn, self.hass.loop.time
                )
        except ServerError as err:
            return {_FIELDS.get(err.trouble, "base"): str(err.trouble)}
        except TimeoutError:
            return {"base": str(Trouble.TOO_SLOW)}
        except EngineError as err:
            return {"base": translation_key(err)}
        finally:
            if connection is not None:
                await connection.async_close()
        return {}

    @callback
    @override
    def async_remove(self) -> None:
        """End a proof that nobody waits for any more."""
        if self._proving is not None:
            self._proving.cancel()

    async def async_step_server_proven(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the figures of the proof and who would receive what; keep the server once that is confirmed."""
        if user_input is not None:
            return self._kept_server(self._server)
        served, judgement = self._proof.served, self._proof.judgement
        return self.async_show_form(
            step_id="server_proven",
            data_schema=probatio.Schema({}),
            description_placeholders={
                "receiver": self._server.receiver,
                "model": self._server.model,
                "version": as_code(served.version, _LONGEST_VERSION),
                "difference": f"{judgement.largest_difference:.1g}",
                "tolerance": f"{judgement.tolerance:g}",
                "milliseconds": f"{self._proof.median_ms:.0f}",
                "deadline": f"{self._proof.deadline_seconds:.1f}",
                "form": str(served.form),
                "encoding": str(served.encoding),
                "side": str(served.contract.side),
            },
        )

    def _kept_server(self, server: ServerOptions | None) -> ConfigFlowResult:
        """Keep a server in the place of the former one, or none."""
        others = {key: value for key, value in self.config_entry.options.items() if key != CONF_SERVER}
        return self.async_create_entry(
            data=others if server is None else others | {CONF_SERVER: server.as_stored()}
        )


def _text_of(hass: HomeAssistant, file_id: str) -> str:
    """Return the text of an uploaded certificate; what is none is refused where it is used. Blocks."""
    with process_uploaded_file(hass, file_id) as path, path.open("rb") as file:
        return file.read(MOST_CA_BYTES).decode("ascii", errors="replace")
