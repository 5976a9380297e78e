"""A face that does not move for a minute is told once for each camera, without a name, until somebody read it."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.pictures import Process
from tests.builders.home import HALL_SUBENTRY, async_set_up, camera, home_entry, seen

ISSUE = f"hanging_picture:{HALL_SUBENTRY}"


@pytest.mark.usefixtures("runner")
async def test_a_picture_that_hangs_before_a_camera_is_told_once_and_names_nobody(
    hass: HomeAssistant,
) -> None:
    entry = home_entry([camera()])
    await async_set_up(hass, entry)
    issues, visits = ir.async_get(hass), entry.runtime_data.coordinator.visits
    result = seen(Process(HALL_SUBENTRY, 1000.0, b""))
    visits.take(result)
    assert issues.async_get_issue(DOMAIN, ISSUE) is None

    still = replace(result, captured_at=1060.0, frozen_since=1000.0, why_not=(WhyNot.FROZEN,))
    visits.take(still)
    issue = issues.async_get_issue(DOMAIN, ISSUE)
    assert issue is not None
    assert issue.translation_placeholders == {"camera": entry.subentries[HALL_SUBENTRY].title}
    assert (issue.is_persistent, issue.is_fixable) == (True, True)

    ir.async_delete_issue(hass, DOMAIN, ISSUE)
    visits.take(replace(still, captured_at=1061.0))
    assert issues.async_get_issue(DOMAIN, ISSUE) is None
