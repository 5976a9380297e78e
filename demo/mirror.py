"""Sets a mirror up the way its owner would: an account, the mirror, and the person's choice of what it may show."""

from dataclasses import dataclass
from datetime import date
import secrets

from .client import Client, long_lived_token
from .household import begin_flow

ACCOUNT = "mirror"
DARK_AFTER_SECONDS = 3
BORN = date(1970, 5, 6)
"""Of age, so that more than a greeting may be shown."""
TOPICS = ("greeting", "due", "signal", "risk")


@dataclass(frozen=True, slots=True)
class MirrorAccount:
    """How the mirror signs in."""

    username: str
    """For a browser."""
    password: str
    """For a browser."""
    token: str
    """For MagicMirror²."""


async def add_mirror(
    client: Client, entry_id: str, camera_subentry_id: str, topics: tuple[str, ...] = TOPICS
) -> MirrorAccount:
    """Add an account and a mirror that stands with one camera; return how it signs in."""
    ask, password = client.websocket.command, secrets.token_urlsafe(9)
    user = (await ask("config/auth/create", name="Mirror", group_ids=["system-users"]))["user"]
    await ask(
        "config/auth_provider/homeassistant/create", user_id=user["id"], username=ACCOUNT, password=password
    )
    flow = await begin_flow(client, entry_id, "mirror")
    await flow.answer(
        flow.step,
        name="Hall mirror",
        camera_ids=[camera_subentry_id],
        user_id=user["id"],
        topics=list(topics),
        dark_after_seconds=DARK_AFTER_SECONDS,
    )
    flow.finished()
    return MirrorAccount(ACCOUNT, password, await long_lived_token(client.url, ACCOUNT, password))


async def let_mirror_show(client: Client, person_id: str, topics: tuple[str, ...] = TOPICS) -> None:
    """Choose for a person what the mirror may show of them."""
    ask = client.websocket.command
    (mirror,) = await ask("digitalshadow/person/mirrors", person_id=person_id)
    await ask(
        "digitalshadow/person/set_mirror",
        person_id=person_id,
        mirror_id=mirror["mirror_id"],
        topics=list(topics),
    )


async def tell_birth_date(client: Client, person_id: str) -> None:
    """Answer the one question without which a mirror greets and shows nothing more."""
    answer = {"question": "birth_date", "answer": BORN.isoformat()}
    await client.websocket.command("digitalshadow/person/answer", person_id=person_id, **answer)
