"""Every dialog on a phone in a real Home Assistant with Chromium, in English and German, and the clicks they take."""

import pytest

from tests.builders.program import run_journey

pytestmark = [pytest.mark.timeout(920), pytest.mark.usefixtures("browser", "face_models")]


def test_a_daughter_gets_from_adding_the_integration_to_a_printed_page() -> None:
    run_journey("dialogs", "dialogs", limit_seconds=880)
