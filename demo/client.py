"""Home Assistant's REST API as a browser uses it: onboarding, flows, uploads, actions, states."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from io import BufferedReader

import aiohttp

from .polling import first_answer
from .websocket import Json, Websocket, open_websocket

FLOWS = "/api/config/config_entries"
START_LIMIT_SECONDS = 60.0


class RequestError(Exception):
    """Home Assistant refused a request, or a flow took another turn than expected."""


class Client:
    """Talks to one Home Assistant as one logged-in person; use `onboard` or `connect`."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str, websocket: Websocket) -> None:
        """Keep the connection; the token goes with every request."""
        self.url = url
        self.token = token
        self.websocket = websocket
        self._session = session

    async def get(self, path: str) -> Json:
        """Return the JSON at a path."""
        return await _request(self._session, "GET", self.url + path, token=self.token)

    async def post(self, path: str, body: Mapping[str, Json] | None = None) -> Json:
        """Post JSON to a path and return the JSON answer."""
        return await _request(self._session, "POST", self.url + path, token=self.token, json=body or {})

    async def delete(self, path: str) -> Json:
        """Delete what is at a path."""
        return await _request(self._session, "DELETE", self.url + path, token=self.token)

    async def upload(self, name: str, data: bytes | BufferedReader, content_type: str = "image/jpeg") -> str:
        """Upload a file as a flow's file field does and return its id."""
        form = aiohttp.FormData()
        form.add_field("file", data, filename=name, content_type=content_type)
        answer = await _request(
            self._session, "POST", f"{self.url}/api/file_upload", token=self.token, data=form
        )
        return str(answer["file_id"])

    async def act(self, action: str, **data: Json) -> Json:
        """Run an action (`domain.name`) that answers with data and return its answer."""
        domain, name = action.split(".")
        answer = await self.post(f"/api/services/{domain}/{name}?return_response", data)
        return answer["service_response"]

    async def state(self, entity_id: str) -> dict[str, Json]:
        """Return an entity's state object."""
        answer: dict[str, Json] = await self.get(f"/api/states/{entity_id}")
        return answer

    async def wait_until_running(self) -> None:
        """Return when everything that starts with Home Assistant has started."""

        async def running() -> bool | None:
            """Tell whether it runs; None for not yet."""
            return (await self.get("/api/config"))["state"] == "RUNNING" or None

        await first_answer(running, limit_seconds=START_LIMIT_SECONDS, every_seconds=0.05)

    async def config_flow(self, handler: str) -> Flow:
        """Begin adding an integration."""
        return await Flow.begin(self, f"{FLOWS}/flow", {"handler": handler})

    async def reconfigure_flow(self, handler: str, entry_id: str) -> Flow:
        """Begin changing what an entry was set up with."""
        return await Flow.begin(self, f"{FLOWS}/flow", {"handler": handler, "entry_id": entry_id})

    async def options_flow(self, entry_id: str) -> Flow:
        """Begin changing an entry's options."""
        return await Flow.begin(self, f"{FLOWS}/options/flow", {"handler": entry_id})

    async def subentry_flow(self, entry_id: str, kind: str, subentry_id: str | None = None) -> Flow:
        """Begin adding a subentry, or changing a known one."""
        known = {} if subentry_id is None else {"subentry_id": subentry_id}
        return await Flow.begin(self, f"{FLOWS}/subentries/flow", {"handler": [entry_id, kind], **known})


class Flow:
    """A data entry flow: forms and menus that Home Assistant shows, one after the other."""

    def __init__(self, client: Client, path: str, shown: dict[str, Json]) -> None:
        """Keep what is shown; `begin` makes one."""
        self._client = client
        self._path = path
        self.shown = shown

    @classmethod
    async def begin(cls, client: Client, path: str, body: dict[str, Json]) -> Flow:
        """Start the flow and take in its first step."""
        return cls(client, path, await client.post(path, body))

    @property
    def step(self) -> str:
        """Return the step that is shown, or how the flow ended (`create_entry`, `abort`)."""
        return str(self.shown.get("step_id") or self.shown["type"])

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that the shown form asks for."""
        return tuple(field["name"] for field in self.shown.get("data_schema") or ())

    @property
    def defaults(self) -> dict[str, Json]:
        """Return what the shown form suggests."""
        fields = self.shown.get("data_schema") or ()
        return {field["name"]: field["default"] for field in fields if "default" in field}

    async def answer(self, expected_step: str, **answers: Json) -> None:
        """Fill in the shown form, which must be `expected_step`.

        Raises:
            RequestError: another step is shown, or the form came back with errors
        """
        if self.step != expected_step:
            raise RequestError(f"expected step {expected_step}, Home Assistant shows {self.shown}")
        self.shown = await self._client.post(f"{self._path}/{self.shown['flow_id']}", answers)
        if self.shown.get("errors"):
            raise RequestError(f"step {expected_step} refused {answers}: {self.shown['errors']}")

    async def wait(self, limit_seconds: float) -> None:
        """Wait until the flow shows no progress any more."""

        async def settled() -> bool | None:
            """Tell whether something else is shown; None for not yet."""
            if self.shown["type"] == "progress":
                self.shown = await self._client.get(f"{self._path}/{self.shown['flow_id']}")
            return self.shown["type"] != "progress" or None

        await first_answer(settled, limit_seconds=limit_seconds)

    async def choose(self, option: str) -> None:
        """Choose an option of the shown menu."""
        await self.answer(self.step, next_step_id=option)

    def finished(self) -> dict[str, Json]:
        """Return the result of a flow that ended by creating something.

        Raises:
            RequestError: it did not
        """
        if self.shown["type"] != "create_entry":
            raise RequestError(f"expected the flow to create an entry, Home Assistant shows {self.shown}")
        return self.shown


@asynccontextmanager
async def onboard(url: str, name: str, username: str, password: str) -> AsyncIterator[Client]:
    """Go through the onboarding of a fresh Home Assistant and stay logged in as its owner."""
    identity = {"client_id": f"{url}/"}
    async with aiohttp.ClientSession() as session:
        owner = {"name": name, "username": username, "password": password, "language": "en"}
        answer = await _request(session, "POST", f"{url}/api/onboarding/users", json=identity | owner)
        token = await _access_token(session, url, answer["auth_code"])
        last = identity | {"redirect_uri": f"{url}/"}
        for step, answers in {"core_config": {}, "analytics": {}, "integration": last}.items():
            await _request(session, "POST", f"{url}/api/onboarding/{step}", token=token, json=answers)
        # The token from the login is good for half an hour only.
        async with open_websocket(session, url, token) as websocket:
            token = await websocket.command("auth/long_lived_access_token", client_name="Demo", lifespan=1)
    async with connect(url, token) as client:
        yield client


@asynccontextmanager
async def connect(url: str, token: str) -> AsyncIterator[Client]:
    """Connect with the token of a client that was logged in before, once everything has started."""
    async with aiohttp.ClientSession() as session, open_websocket(session, url, token) as websocket:
        client = Client(session, url, token, websocket)
        await client.wait_until_running()
        yield client


async def long_lived_token(url: str, username: str, password: str, device: str = "Mirror") -> str:
    """Sign in as one account and return a token of it that stays good, as a device of the house gets one.

    An account has one token for a device.
    """
    identity = {"client_id": f"{url}/"}
    begin = identity | {"handler": ["homeassistant", None], "redirect_uri": f"{url}/"}
    async with aiohttp.ClientSession() as session:
        flow = await _request(session, "POST", f"{url}/auth/login_flow", json=begin)
        answers = identity | {"username": username, "password": password}
        done = await _request(session, "POST", f"{url}/auth/login_flow/{flow['flow_id']}", json=answers)
        token = await _access_token(session, url, done["result"])
        async with open_websocket(session, url, token) as websocket:
            return str(
                await websocket.command("auth/long_lived_access_token", client_name=device, lifespan=1)
            )


async def _access_token(session: aiohttp.ClientSession, url: str, code: str) -> str:
    """Exchange an authorisation code for an access token."""
    form = {"grant_type": "authorization_code", "code": code, "client_id": f"{url}/"}
    answer = await _request(session, "POST", f"{url}/auth/token", data=form)
    return str(answer["access_token"])


async def _request(
    session: aiohttp.ClientSession, method: str, url: str, *, token: str | None = None, **content: Json
) -> Json:
    """Send one request and return its JSON; anything but a success is a `RequestError` that quotes the answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with session.request(method, url, headers=headers, **content) as response:
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise RequestError(f"{method} {url} answered {response.status}: {await response.text()}")
        return await response.json(content_type=None)
