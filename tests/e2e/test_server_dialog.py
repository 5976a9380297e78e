"""An inference server named in a real Home Assistant with Chromium, against a server with its own TLS and a token."""

import pytest

from tests.builders.program import run_journey

pytestmark = [pytest.mark.timeout(920), pytest.mark.usefixtures("browser")]


def test_a_server_is_named_on_a_phone_with_every_mistake_on_the_way() -> None:
    run_journey("server_journey", "server", limit_seconds=880)
