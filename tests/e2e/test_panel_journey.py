"""The panel clicked through in a real Home Assistant with Chromium, in English and German, by two accounts."""

import pytest

from tests.builders.program import run_journey

pytestmark = [pytest.mark.timeout(620), pytest.mark.usefixtures("browser")]


def test_a_person_agrees_measures_reads_a_report_and_withdraws_in_the_panel() -> None:
    run_journey("panel", "panel", limit_seconds=580)
