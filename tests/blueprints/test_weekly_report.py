"""The blueprint that tells a phone of a report, in a real automation and from a real report."""

import re
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest

from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import DEMONSTRATION, AutomatedHome
from tests.builders.home import ANNA_SUBENTRY, BEN_SUBENTRY
from tests.builders.household import async_act, device_of


async def async_automate(home: AutomatedHome, subentry_id: str = ANNA_SUBENTRY, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
    """Make the automation about a person."""
    inputs = {"news": home.news(subentry_id), "phone": home.phone.device_id, **inputs}
    await home.async_automate("weekly_report", **inputs)


async def test_a_report_that_is_made_reaches_the_phone_as_a_link(
    hass: HomeAssistant, automated: AutomatedHome, accounts: dict[str, User]
) -> None:
    await async_automate(automated, dashboard_path="/heart")
    await async_act(hass, "generate_report", accounts["owner"], person=device_of(hass, ANNA_SUBENTRY))
    push = await automated.async_next_push()
    assert push["message"] == f"Your report is ready to read. {DEMONSTRATION}"
    assert not re.search(r"\d|Anna", push["title"] + push["message"])
    assert (push["data"]["url"], push["data"]["clickAction"]) == ("/heart", "/heart")
    assert push["data"]["actions"] == [{"action": "URI", "title": "Open", "uri": "/heart"}]


async def test_a_private_persons_report_is_told_too(automated: AutomatedHome) -> None:
    await async_automate(automated, BEN_SUBENTRY)
    await automated.async_tell(NoticeKind.REPORT_READY, BEN_SUBENTRY)
    assert (await automated.async_next_push())["message"].endswith(DEMONSTRATION)


@pytest.mark.parametrize(
    "kind", [kind for kind in NoticeKind if kind is not NoticeKind.REPORT_READY], ids=str
)
async def test_nothing_else_is_told(automated: AutomatedHome, kind: NoticeKind) -> None:
    await async_automate(automated)
    await automated.async_tell(kind)
    assert automated.runs == 0


async def test_a_report_is_not_told_again_after_a_reload(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(NoticeKind.REPORT_READY)
    await automated.async_next_push()
    await automated.async_reload()
    assert automated.runs == 1
