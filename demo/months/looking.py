"""Shows the months: the play's own configuration folder in a real Home Assistant, with an account for each person."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import secrets
from typing import Final

from custom_components.digitalshadow.const import CONSENT_VERSION
from demo.client import Client, connect, long_lived_token, onboard
from demo.ending import cancel_at_terminate, until_interrupted
from demo.home import INTEGRATION, LAG_PROBE, HomeAssistant
from demo.household import ENTRIES, engine_runs, tidy_up
from demo.polling import first_answer

_HOUSEHOLD: Final = Path(__file__).resolve().parent / "simulated_household"
_CAMERAS: Final = f"""
camera:
  - platform: {_HOUSEHOLD.name}
"""
AGREED_LIMIT_SECONDS: Final = 30.0
OWNER: Final = "owner"
"""The administrator's user name; each person's is the name in small letters."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where to look, and as whom."""

    client: Client
    """Signed in as the administrator."""
    usernames: tuple[str, ...]
    """The people's own accounts, in the order of enrolment."""
    password: str
    """Of every account."""


async def async_look(folder: Path, port: int | None, say: Callable[[str], None]) -> None:
    """Show the months in `folder` until somebody ends it."""
    cancel_at_terminate()
    say("starting a real Home Assistant on what was recorded")
    async with shown_home(folder, port) as shown:
        say(
            f"open {shown.client.url}/digitalshadow; user name {OWNER} (administrator) or "
            f"{' or '.join(shown.usernames)} (each their own page), password {shown.password}; "
            "all of it is simulated; Ctrl-C ends the demo"
        )
        await until_interrupted()


@asynccontextmanager
async def shown_home(folder: Path, port: int | None) -> AsyncIterator[Shown]:
    """Run Home Assistant on the folder of a play, and give the administrator and each person an account."""
    (folder / ".storage" / "auth").unlink()  # nobody can sign in as the play's owner
    password = secrets.token_urlsafe(9)
    home = HomeAssistant(
        folder,
        components=(INTEGRATION, LAG_PROBE, _HOUSEHOLD),
        port=port,
        more_configuration=_CAMERAS,
    )
    async with home, onboard(home.url, OWNER.title(), OWNER, password) as client:
        try:
            await tidy_up(client)
            await engine_runs(client)
            usernames = await _link_people(client, password)
        except Exception as err:
            # Whatever went wrong, the folder with the log is about to go.
            err.add_note(f"Home Assistant's last words:\n{home.end_of_log()}")
            raise
        yield Shown(client, usernames, password)


async def _link_people(client: Client, password: str) -> tuple[str, ...]:
    """Give each enrolled person an account, which agrees to what was agreed to without it; return the user names."""
    [entry] = [one for one in await client.get(ENTRIES) if one["domain"] == "digitalshadow"]
    ask, entry_id = client.websocket.command, entry["entry_id"]
    subentries = await ask("config_entries/subentries/list", entry_id=entry_id)
    people = [subentry for subentry in subentries if subentry["subentry_type"] == "person"]
    for person in people:
        await _link(client, entry_id, person["subentry_id"], person["title"], password)
        await _agree(client.url, person["unique_id"], person["title"].lower(), password)
    await first_answer(lambda: _everybody_agreed(client), limit_seconds=AGREED_LIMIT_SECONDS)
    return tuple(person["title"].lower() for person in people)


async def _link(client: Client, entry_id: str, subentry_id: str, name: str, password: str) -> None:
    """Make an account and a person of Home Assistant, and say that this is the enrolled person."""
    ask, username = client.websocket.command, name.lower()
    user = (await ask("config/auth/create", name=name, group_ids=["system-users"]))["user"]
    await ask(
        "config/auth_provider/homeassistant/create", user_id=user["id"], username=username, password=password
    )
    await ask("person/create", name=name, user_id=user["id"], device_trackers=[])
    flow = await client.subentry_flow(entry_id, "person", subentry_id)
    await flow.choose("link")
    await flow.answer("link", person_entity_id=f"person.{username}")


async def _agree(url: str, person_id: str, username: str, password: str) -> None:
    """Agree as the person, on the person's own account."""
    async with connect(url, await long_lived_token(url, username, password, "Demo")) as client:
        await client.websocket.command(
            "digitalshadow/person/agree", person_id=person_id, version=CONSENT_VERSION
        )


async def _everybody_agreed(client: Client) -> bool | None:
    """Tell that the home has taken in every yes; None for not yet."""
    people = await client.websocket.command("digitalshadow/people")
    return not any(person["needs_consent"] for person in people) or None
