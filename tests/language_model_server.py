"""A scripted server that speaks as Ollama and llama.cpp do, and AI Task entities that ask it as Home Assistant's do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
import json
from typing import Any, Final, override

from aiohttp import ClientError, web
from aiohttp.test_utils import TestServer
from homeassistant.components.ai_task import GenDataTask, GenDataTaskResult
from homeassistant.components.conversation import ChatLog
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import llm
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util.json import json_loads
import probatio

from .language_model import LanguageModel

_CHUNK: Final = 7
"""Characters that Ollama's stream brings at once; real ones are about as short."""


class Dialect(StrEnum):
    """Which server it is like."""

    OLLAMA = "ollama"
    LLAMA_CPP = "llama_cpp"


class HangUp(Exception):  # noqa: N818  # it is what a server does, not what goes wrong with it
    """Raised by a script to end the connection without an answer."""


type Script = Callable[[dict[str, Any]], Awaitable[str]]
"""Returns what the language model says to a request, given the JSON schema that its answer should have."""


def saying(text: str) -> Script:
    """Say the same to everything."""

    async def says(_schema: dict[str, Any]) -> str:
        return text

    return says


async def silent(_schema: dict[str, Any]) -> str:
    """Say nothing, ever."""
    await asyncio.Event().wait()
    return ""


async def hanging_up(_schema: dict[str, Any]) -> str:
    """End the connection."""
    raise HangUp


async def failing(_schema: dict[str, Any]) -> str:
    """Answer as a server whose model does not fit into memory."""
    raise web.HTTPInternalServerError(text='{"error": "model requires more system memory"}')


@asynccontextmanager
async def async_server(script: Script) -> AsyncIterator[TestServer]:
    """Run a server."""

    async def async_ollama(request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        text = await _async_said(script, request, asked["format"])
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)
        for start in range(0, len(text), _CHUNK):
            message = {"role": "assistant", "content": text[start : start + _CHUNK]}
            await response.write(_line({"model": asked["model"], "message": message, "done": False}))
        await response.write(_line({"model": asked["model"], "done": True, "done_reason": "stop"}))
        return response

    async def async_llama_cpp(request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        text = await _async_said(script, request, asked["response_format"]["json_schema"]["schema"])
        message = {"role": "assistant", "content": text}
        return web.json_response({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

    app = web.Application()
    app.router.add_post("/api/chat", async_ollama)
    app.router.add_post("/v1/chat/completions", async_llama_cpp)
    server = TestServer(app)
    await server.start_server()
    try:
        yield server
    finally:
        await server.close()


class ServedLanguageModel(LanguageModel):
    """Asks a server, hands the form of the answer on, and believes whatever JSON comes back, as the real ones do."""

    def __init__(self, name: str, hass: HomeAssistant, server: TestServer, dialect: Dialect) -> None:
        """Be called `ai_task.<name>`."""
        super().__init__(name, self._async_unused)
        self._session = async_get_clientsession(hass)
        self._server = server
        self._dialect = dialect

    async def _async_unused(self, _task: GenDataTask) -> object:
        """Stand in for the answer of a language model without a server."""
        raise AssertionError

    @override
    async def _async_generate_data(self, task: GenDataTask, chat_log: ChatLog) -> GenDataTaskResult:
        """Ask."""
        assert task.structure is not None
        self.asked.append(task.instructions)
        messages = [{"role": "user", "content": task.instructions}]
        ask = self._async_ollama if self._dialect is Dialect.OLLAMA else self._async_llama_cpp
        try:
            text = await ask(messages, task.structure)
            data = json_loads(text)
        except (ClientError, json.JSONDecodeError) as error:
            raise HomeAssistantError("The structured response could not be read") from error
        return GenDataTaskResult(conversation_id=chat_log.conversation_id, data=data)

    async def _async_ollama(self, messages: list[dict[str, str]], structure: probatio.Schema) -> str:
        """Ask as the integration of Ollama does."""
        schema = probatio.to_openapi(
            structure, custom_serializer=llm.selector_serializer, openapi_version="3.1.0"
        )
        body = {"model": "small:3b", "messages": messages, "stream": True, "format": schema}
        url = self._server.make_url("/api/chat")
        async with self._session.post(url, json=body, raise_for_status=True) as response:
            lines = [json.loads(line) for line in (await response.text()).splitlines()]
        return "".join(line["message"]["content"] for line in lines if not line["done"])

    async def _async_llama_cpp(self, messages: list[dict[str, str]], structure: probatio.Schema) -> str:
        """Ask as the integration of llama.cpp does."""
        schema = probatio.to_openapi(structure, custom_serializer=None, openapi_version="3.1.0")
        form = {"type": "json_schema", "json_schema": {"name": "report", "strict": True, "schema": schema}}
        body = {"model": "small", "messages": messages, "response_format": form}
        url = self._server.make_url("/v1/chat/completions")
        async with self._session.post(url, json=body, raise_for_status=True) as response:
            answer = await response.json()
        return str(answer["choices"][0]["message"]["content"])


async def _async_said(script: Script, request: web.Request, schema: dict[str, Any]) -> str:
    """Run the script, or end the connection."""
    try:
        return await script(schema)
    except HangUp:
        assert request.transport is not None
        request.transport.close()
        return ""


def _line(content: dict[str, Any]) -> bytes:
    """Return a line of Ollama's stream."""
    return json.dumps(content).encode() + b"\n"
