"""The cards in a real Home Assistant with Chromium: nothing is cut off, one file is fetched once, rights hold."""

import pytest

from tests.builders.program import run_journey

pytestmark = [pytest.mark.timeout(420), pytest.mark.usefixtures("browser")]


def test_the_dashboard_shows_each_account_what_it_may_see_from_one_file() -> None:
    run_journey("cards_journey", "cards", limit_seconds=380)
