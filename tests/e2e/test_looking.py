"""Months in a real Home Assistant: `scripts/demo --days N`, which stays until somebody ends it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
import os
from pathlib import Path
import re
import secrets
import signal
import subprocess
from typing import Any

import aiohttp
from PIL import Image
import pytest

from demo.client import Client, connect, long_lived_token
from demo.months.__main__ import FEWEST_DAYS

REPOSITORY = Path(__file__).resolve().parents[2]
DAYS = 16
"""Enough for three weeks of a chart."""
PEOPLE = ("Anna", "Ben", "Clara")
PANEL = re.compile(r"open (http://\S+)/digitalshadow; user name (\w+) .*, password (\S+);")

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("socket_enabled")]


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the demo said to look."""

    url: str
    """Of Home Assistant."""
    owner: str
    """The administrator's user name."""
    password: str
    """Of every account."""

    @asynccontextmanager
    async def as_user(self, username: str) -> AsyncIterator[Client]:
        """Sign in."""
        token = await long_lived_token(self.url, username, self.password, secrets.token_hex(4))
        async with connect(self.url, token) as client:
            yield client


class Demo:
    """A demo at a terminal."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Listen to a demo that has just been started."""
        self.process = process
        self.said = ""

    def listen(self, awaited: str) -> str:
        """Return the line in which it says what is awaited."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            self.said += line
            if awaited in line:
                return line
        raise AssertionError(self.said)

    def end(self, number: signal.Signals) -> int:
        """End it, hear what it still says, and return its exit code."""
        assert self.process.stdout is not None
        self.process.send_signal(number)
        self.said += self.process.stdout.read()
        return self.process.wait(60)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """The demo without an end of its own."""
    with started(DAYS) as process:
        yield Demo(process)
        process.kill()


@pytest.fixture(scope="module")
def shown(demo: Demo) -> Shown:
    """What it shows once the months are over."""
    found = PANEL.search(demo.listen("Ctrl-C ends the demo"))
    assert found is not None, demo.said
    return Shown(*found.groups())


def started(days: int, **environment: str) -> subprocess.Popen[str]:
    """Start the demo as somebody at a terminal does."""
    return subprocess.Popen(
        [str(REPOSITORY / "scripts" / "demo"), "--days", str(days)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


async def trend(client: Client, person: dict[str, Any]) -> dict[str, Any]:
    """Return what the panel draws of a person."""
    answer: dict[str, Any] = await client.websocket.command(
        "digitalshadow/person/trend", person_id=person["person_id"]
    )
    return answer


async def test_the_administrator_sees_three_people_with_what_was_recorded(shown: Shown) -> None:
    async with shown.as_user(shown.owner) as client:
        people = await client.websocket.command("digitalshadow/people")
        lines = [(await trend(client, person))["lines"] for person in people]

    assert tuple(person["name"] for person in people) == PEOPLE
    assert not any(person["needs_consent"] for person in people)
    for person, [line] in zip(people, lines, strict=True):
        assert person["reading"]["model"] == line["model"] == "Simulated values (unverified)"
        assert len(line["points"]) in (3, 4)
    assert [person["clinical"]["equation"] for person in people[:2]] == ["SCORE2", "SCORE2"]


async def test_what_was_recorded_ends_today(shown: Shown) -> None:
    async with shown.as_user(shown.owner) as client:
        anna, *_ = await client.websocket.command("digitalshadow/people")
        drawn = await trend(client, anna)

    assert drawn["gaps"] == []
    assert drawn["today"] == anna["trend"]["as_of"]


@pytest.mark.parametrize("name", PEOPLE)
async def test_each_person_has_an_account_of_their_own(shown: Shown, name: str) -> None:
    async with shown.as_user(name.lower()) as client:
        people = await client.websocket.command("digitalshadow/people")

    assert [person["name"] for person in people if person["is_themself"]] == [name]


@pytest.mark.parametrize("entity_id", ["camera.hall", "camera.bathroom"])
async def test_the_cameras_show_a_room(shown: Shown, entity_id: str) -> None:
    async with shown.as_user(shown.owner) as client, aiohttp.ClientSession() as session:
        state = await client.state(entity_id)
        async with session.get(shown.url + state["attributes"]["entity_picture"]) as answer:
            picture = Image.open(BytesIO(await answer.read()))

    assert picture.width > 0
    assert picture.format == "JPEG"


def test_ctrl_c_ends_it_with_home_assistant(demo: Demo, shown: Shown) -> None:
    assert demo.end(signal.SIGINT) == 0, demo.said
    assert "Home Assistant has stopped" in demo.said
    assert "Traceback" not in demo.said.partition(shown.url)[2]


@pytest.mark.parametrize(
    ("number", "awaited"),
    [
        pytest.param(signal.SIGINT, "walks follow", id="ctrl-c while it plays"),
        pytest.param(signal.SIGTERM, "walks follow", id="asked to terminate while it plays"),
        pytest.param(
            signal.SIGINT, "starting a real Home Assistant", id="ctrl-c while Home Assistant starts"
        ),
    ],
)
def test_a_demo_that_is_cut_short_leaves_neither_a_traceback_nor_a_file(
    tmp_path: Path, number: signal.Signals, awaited: str
) -> None:
    with started(FEWEST_DAYS, TMPDIR=str(tmp_path)) as process:
        cut_short = Demo(process)
        cut_short.listen(awaited)

        code = cut_short.end(number)

    assert code == 130
    assert "Traceback" not in cut_short.said.partition(awaited)[2]
    assert cut_short.said.endswith("demo: ended before it was over; nothing is left of it\n")
    assert list(tmp_path.iterdir()) == []
