"""An inference server named in a real Home Assistant with Chromium, against a server with its own TLS and a token."""

import subprocess

import pytest

from demo.home import PYTHON, REPOSITORY

PICTURES = REPOSITORY / "build" / "server"
"""Looked at by people, kept by nobody."""

pytestmark = [pytest.mark.timeout(900), pytest.mark.usefixtures("browser")]


def test_a_server_is_named_on_a_phone_with_every_mistake_on_the_way() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "demo.server_journey", str(PICTURES)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=880,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
