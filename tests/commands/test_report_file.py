"""A report as a file at a signed address: for whom it opens, and what a browser is told about it."""

from datetime import timedelta
from http import HTTPStatus
import json
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.auth.models import User
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.builders.home import BEN, BEN_SUBENTRY
from tests.fake_runner import FakeRunner


class Browser:
    """A browser without a session, which opens what an account had signed for it."""

    def __init__(self, hass: HomeAssistant, client: TestClient[Any, Any]) -> None:
        """Open it."""
        self.client = client
        self._hass = hass

    async def signed(self, user: User, path: str, minutes: float = 10) -> str:
        """Return the address that an account's page has signed."""
        client_id = None if user.system_generated else CLIENT_ID
        token = await self._hass.auth.async_create_refresh_token(user, client_id)
        return async_sign_path(self._hass, path, timedelta(minutes=minutes), refresh_token_id=token.id)


@pytest.fixture
async def browser(
    hass: HomeAssistant,
    home: MockConfigEntry,  # noqa: ARG001  # is there first
    hass_client_no_auth: ClientSessionGenerator,
) -> Browser:
    """Return a browser that is signed in nowhere."""
    return Browser(hass, await hass_client_no_auth())


def report(form: str = "handout", language: str = "de", person_id: str = BEN) -> str:
    """Return where a report is."""
    return f"/api/digitalshadow/report/{person_id}/{language}/{form}"


async def test_the_page_for_the_doctor_is_shown_and_fhir_is_saved(
    browser: Browser, accounts: dict[str, User]
) -> None:
    page = await browser.client.get(await browser.signed(accounts["themself"], report()))
    assert (page.status, page.content_type) == (HTTPStatus.OK, "text/html")
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Disposition"].startswith("inline")
    assert '<html lang="de">' in await page.text()
    bundle = await browser.client.get(await browser.signed(accounts["themself"], report("fhir")))
    assert bundle.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(await bundle.text())["resourceType"] == "Bundle"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", HTTPStatus.OK),
        ("themself", HTTPStatus.OK),
        ("granted", HTTPStatus.OK),
        ("other", HTTPStatus.FORBIDDEN),
        ("read_only", HTTPStatus.FORBIDDEN),
        ("system", HTTPStatus.FORBIDDEN),
    ],
)
async def test_it_opens_for_the_account_that_may_read_whoever_signed(
    browser: Browser, accounts: dict[str, User], role: str, status: HTTPStatus
) -> None:
    answer = await browser.client.get(await browser.signed(accounts[role], report()))
    assert answer.status == status
    assert (status is HTTPStatus.OK) == ("Ben" in await answer.text())


@pytest.mark.parametrize("form", ["handout", "fhir"])
async def test_a_browser_that_fetches_it_beforehand_makes_no_report(
    home: MockConfigEntry, browser: Browser, accounts: dict[str, User], form: str
) -> None:
    reports = home.runtime_data.reports
    address = await browser.signed(accounts["themself"], report(form))
    for _ in range(2):
        assert (await browser.client.get(address)).status == HTTPStatus.OK
    assert await reports.async_latest(BEN) is None
    assert home.runtime_data.coordinator.data.people[BEN_SUBENTRY].report_made_at is None


async def test_without_a_signature_or_after_its_time_it_is_refused_and_no_failed_login(
    browser: Browser, accounts: dict[str, User]
) -> None:
    over = await browser.signed(accounts["themself"], report(), minutes=-1)
    for address in (report(), over, over + "&more=1"):
        assert (await browser.client.get(address)).status == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param(report("plain"), HTTPStatus.NOT_FOUND, id="no file"),
        pytest.param(report(language="xx"), HTTPStatus.NOT_FOUND, id="no language of reports"),
        pytest.param(report(person_id="nobody"), HTTPStatus.FORBIDDEN, id="nobody"),
    ],
)
async def test_what_is_not_there_is_not_made(
    browser: Browser, accounts: dict[str, User], path: str, status: HTTPStatus
) -> None:
    assert (await browser.client.get(await browser.signed(accounts["owner"], path))).status == status


async def test_while_no_model_speaks_there_is_none(
    browser: Browser, accounts: dict[str, User], runner: FakeRunner
) -> None:
    await runner.async_stop()
    answer = await browser.client.get(await browser.signed(accounts["themself"], report()))
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
