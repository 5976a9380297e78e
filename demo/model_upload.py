"""Brings a model file in through Home Assistant's own dialog, and shows that each reading carries its model's hash.

Usage: python -m demo.model_upload FILE [--json FILE]
A real Home Assistant reads a real face with the demonstration model, then its owner uploads the file under
*Reconfigure*, and the same face is read again.
"""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
import hashlib
import json
from pathlib import Path
import secrets
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any

from . import clip, household as household_setup
from .camera_server import CameraServer
from .client import Client, RequestError, onboard
from .clip import Scene
from .home import HomeAssistant
from .household import Household
from .polling import first_answer

IN_VIEW_SECONDS = 5.0
"""How long the person stays: long enough for two frames to agree and for LiveCAD to be asked."""
READING_LIMIT_SECONDS = 60.0
ENGINE_LIMIT_SECONDS = 120.0
STARTED_AT = time.monotonic()


@dataclass(frozen=True, slots=True)
class Upload:
    """What happened."""

    home_assistant: str
    """Version of Home Assistant."""
    identity: str
    """`recognised`, or `single_person` where no recogniser was found."""
    file_sha256: str
    """The hash of the file that was uploaded."""
    confirmed: dict[str, str]
    """What the dialog showed about it before it was taken."""
    model: str
    """State of the model sensor afterwards."""
    model_attributes: dict[str, str]
    """Its kind, version and hash."""
    before: tuple[dict[str, Any], ...]
    """Readings by the demonstration model."""
    after: tuple[dict[str, Any], ...]
    """Readings that are shown since the upload."""

    @property
    def complete(self) -> bool:
        """Whether the file speaks, and every reading since carries its hash while none before does."""
        tags_before = {reading["model_sha256"] for reading in self.before}
        tags_after = {reading["model_sha256"] for reading in self.after}
        return (
            self.model_attributes["sha256"] == self.file_sha256
            and tags_after == {self.file_sha256}
            and len(tags_before) == 1
            and not tags_before & tags_after
        )


def say(text: str) -> None:
    """Tell what happens, with the seconds since the start."""
    print(f"upload: {time.monotonic() - STARTED_AT:5.1f} s  {text}", flush=True)


async def run(file: Path, sha256: str) -> Upload:
    """Run a Home Assistant of its own in a temporary folder and return what happened in it."""
    frames = clip.render()
    with TemporaryDirectory(prefix="digitalshadow-upload-") as folder:
        home = HomeAssistant(Path(folder))
        try:
            async with (
                CameraServer(frames) as cameras,
                home,
                onboard(home.url, "Demo owner", "demo", secrets.token_urlsafe(9)) as client,
            ):
                return await _play(client, cameras, frames[Scene.PERSON][0], file, sha256)
        except Exception:
            # Whatever went wrong, the folder with the log is about to go.
            say(f"Home Assistant's last words:\n{home.end_of_log()}")
            raise


async def _play(client: Client, cameras: CameraServer, photo: bytes, file: Path, sha256: str) -> Upload:
    """Read the face, change the model, read the face again."""
    await household_setup.tidy_up(client)
    camera_entity_ids = await household_setup.add_cameras(client, cameras.urls(1))
    household = await household_setup.set_up(client, camera_entity_ids, photo)
    say("a real Home Assistant watches one camera with the demonstration model")
    before = await _visit(client, cameras, household)
    _tell(before)
    say(f"uploading {file.name}, sha256 {sha256}")
    confirmed = await _upload(client, household.entry_id, file)
    say(
        f"the dialog shows {', '.join(f'{key} {value}' for key, value in confirmed.items())}, and is confirmed"
    )
    sensor = await _speaking(client, household.of_service("model"), sha256)
    said = sensor["attributes"]
    say(f"model sensor: {sensor['state']}, kind {said['kind']}, sha256 {said['sha256']}")
    after = await _visit(client, cameras, household)
    _tell(after)
    return Upload(
        home_assistant=(await client.get("/api/config"))["version"],
        identity="recognised" if household.recognised else "single_person",
        file_sha256=sha256,
        confirmed=confirmed,
        model=sensor["state"],
        model_attributes={key: said[key] for key in ("kind", "version", "sha256")},
        before=before,
        after=after,
    )


async def _upload(client: Client, entry_id: str, file: Path) -> dict[str, str]:
    """Upload a model under *Reconfigure*, confirm it, and return what was shown about it."""
    flow = await client.reconfigure_flow("digitalshadow", entry_id)
    with file.open("rb") as opened:
        file_id = await client.upload(file.name, opened, "application/octet-stream")
    await flow.answer("reconfigure", **flow.defaults, file=file_id)
    confirmed = {key: text.strip("`") for key, text in flow.shown["description_placeholders"].items()}
    await flow.answer("confirm")
    if flow.shown.get("reason") != "reconfigure_successful":
        raise RequestError(f"expected the model to be changed, Home Assistant shows {flow.shown}")
    return confirmed


async def _speaking(client: Client, entity_id: str, sha256: str) -> dict[str, Any]:
    """Return the model sensor's state object as soon as the model with this hash speaks."""

    async def speaking() -> dict[str, Any] | None:
        """Return the state object; None while another model speaks or none."""
        sensor = await client.state(entity_id)
        return sensor if sensor["attributes"].get("sha256") == sha256 else None

    return await first_answer(speaking, limit_seconds=ENGINE_LIMIT_SECONDS)


async def _visit(client: Client, cameras: CameraServer, household: Household) -> tuple[dict[str, Any], ...]:
    """Let the person walk by; return all readings that are then shown to the owner."""

    async def readings() -> tuple[dict[str, Any], ...] | None:
        """Return the readings of the model that speaks; None while there are none."""
        found = await client.websocket.command(
            "digitalshadow/person/readings",
            person_id=household.person_id,
            start=datetime.fromtimestamp(0, UTC).isoformat(),
        )
        return tuple(found) or None

    cameras.show(Scene.PERSON)
    await asyncio.sleep(IN_VIEW_SECONDS)
    cameras.show(Scene.EMPTY_ROOM)
    return await first_answer(readings, limit_seconds=READING_LIMIT_SECONDS)


def _tell(readings: Sequence[dict[str, Any]]) -> None:
    """Say what was read, and by whom."""
    for reading in readings:
        say(
            f"reading: {reading['signal_level']} % by {reading['model']} ({reading['model_kind']}), "
            f"{reading['frames']} frames, model sha256 {reading['model_sha256']}"
        )


def main(arguments: Sequence[str]) -> int:
    """Read the command line and run; 0 where the file speaks and every reading says so."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.model_upload", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("file", type=Path, help="a model file, at most 100 MB")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what happened as JSON")
    options = parser.parse_args(arguments)
    upload = asyncio.run(run(options.file, hashlib.sha256(options.file.read_bytes()).hexdigest()))
    if options.json:
        options.json.write_text(json.dumps(asdict(upload), indent=2) + "\n")
    say(
        "each reading carries the hash of its model"
        if upload.complete
        else "NOT everything happened that should"
    )
    return 0 if upload.complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
