"""Brings a model file in through Home Assistant's own dialog, and shows that each reading carries its model's hash.

Usage: python -m demo.model_upload FILE [--json FILE]
A real Home Assistant reads a real face with the demonstration model, then its owner uploads the file under
*Reconfigure*, or chooses it there where it is too large for that, and the same face is read again. Where faces are
recognised, eight pictures are assessed too: with DIGITALSHADOW_RUNTIMES in the environment, runtimes can be compared.
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
import shutil
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

LARGEST_UPLOAD_BYTES = 100 * 2**20
"""As Home Assistant has it; a larger file comes through the model folder."""
PICTURES = 8
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
    """Its kind, version, hash and runtime."""
    before: tuple[dict[str, Any], ...]
    """Readings by the demonstration model."""
    after: tuple[dict[str, Any], ...]
    """Readings that are shown since the upload."""
    assessed: tuple[float, ...]
    """Levels of the eight pictures, each the only one's of its face; none where nobody is recognised."""

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


@dataclass(frozen=True, slots=True)
class Brought:
    """What the household brings."""

    file: Path
    """The model."""
    sha256: str
    """Its hash."""
    configuration: Path
    """Home Assistant's folder."""
    pictures: tuple[Path, ...]
    """Of the person, in a folder from which Home Assistant may read."""


def say(text: str) -> None:
    """Tell what happens, with the seconds since the start."""
    print(f"upload: {time.monotonic() - STARTED_AT:5.1f} s  {text}", flush=True)


async def run(file: Path, sha256: str) -> Upload:
    """Run a Home Assistant of its own in a temporary folder and return what happened in it."""
    frames = clip.render()
    with TemporaryDirectory(prefix="digitalshadow-upload-") as folder:
        home = HomeAssistant(Path(folder))
        brought = Brought(file, sha256, home.folder, _write_pictures(home.folder / "www"))
        try:
            async with (
                CameraServer(frames) as cameras,
                home,
                onboard(home.url, "Demo owner", "demo", secrets.token_urlsafe(9)) as client,
            ):
                return await _play(client, cameras, frames[Scene.PERSON][0], brought)
        except Exception:
            # Whatever went wrong, the folder with the log is about to go.
            say(f"Home Assistant's last words:\n{home.end_of_log()}")
            raise


def _write_pictures(folder: Path) -> tuple[Path, ...]:
    """Write pictures of the person, the same in every run."""
    folder.mkdir(parents=True)
    pictures = tuple(folder / f"{number}.jpg" for number in range(PICTURES))
    for picture, pixels in zip(pictures, clip.person_frames(PICTURES, seed=5), strict=True):
        picture.write_bytes(clip.jpeg(pixels))
    return pictures


async def _play(client: Client, cameras: CameraServer, photo: bytes, brought: Brought) -> Upload:
    """Read the face, change the model, read the face again."""
    sha256 = brought.sha256
    await household_setup.tidy_up(client)
    camera_entity_ids = await household_setup.add_cameras(client, cameras.urls(1))
    household = await household_setup.set_up(client, camera_entity_ids, photo)
    # A slow machine proves its runtimes first; whoever walks by before that is read by nobody.
    await _speaking(client, household.of_service("model"))
    say("a real Home Assistant watches one camera with the demonstration model")
    before = await _visit(client, cameras, household)
    _tell(before)
    say(f"bringing {brought.file.name}, sha256 {sha256}")
    confirmed = await _change_model(client, household.entry_id, brought)
    say(f"the dialog shows {', '.join(f'{key} {value}' for key, value in confirmed.items()) or 'no more'}")
    sensor = await _speaking(client, household.of_service("model"), sha256)
    said = sensor["attributes"]
    say(
        f"model sensor: {sensor['state']}, kind {said['kind']}, sha256 {said['sha256']}, on {said['runtime']}"
    )
    after = await _visit(client, cameras, household)
    _tell(after)
    assessed = await _assess(client, brought.pictures) if household.recognised else ()
    say(f"levels of the pictures: {', '.join(map(str, assessed)) or 'none, as nobody is recognised'}")
    return Upload(
        home_assistant=(await client.get("/api/config"))["version"],
        identity="recognised" if household.recognised else "single_person",
        file_sha256=sha256,
        confirmed=confirmed,
        model=sensor["state"],
        model_attributes={key: said[key] for key in ("kind", "version", "sha256", "runtime")},
        before=before,
        after=after,
        assessed=assessed,
    )


async def _change_model(client: Client, entry_id: str, brought: Brought) -> dict[str, str]:
    """Bring the model in under *Reconfigure*; return what was shown about it, where there was something to confirm."""
    file = brought.file
    confirmed: dict[str, str] = {}
    if file.stat().st_size > LARGEST_UPLOAD_BYTES:
        folder = brought.configuration / "digitalshadow" / "models"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, folder)
        flow = await client.reconfigure_flow("digitalshadow", entry_id)
        await flow.answer("reconfigure", risk_model=brought.sha256)
    else:
        flow = await client.reconfigure_flow("digitalshadow", entry_id)
        with file.open("rb") as opened:
            file_id = await client.upload(file.name, opened, "application/octet-stream")
        await flow.answer("reconfigure", **flow.defaults, file=file_id)
    await flow.wait(ENGINE_LIMIT_SECONDS)
    if flow.step == "confirm":
        confirmed = {key: text.strip("`") for key, text in flow.shown["description_placeholders"].items()}
        await flow.answer("confirm")
    if flow.shown.get("reason") != "reconfigure_successful":
        raise RequestError(f"expected the model to be changed, Home Assistant shows {flow.shown}")
    return confirmed


async def _speaking(client: Client, entity_id: str, sha256: str | None = None) -> dict[str, Any]:
    """Return the model sensor's state object as soon as the model with this hash speaks, or any where none is given."""

    async def speaking() -> dict[str, Any] | None:
        """Return the state object; None while another model speaks or none."""
        sensor = await client.state(entity_id)
        speaks = sensor["attributes"].get("sha256")
        return sensor if speaks is not None and sha256 in (None, speaks) else None

    return await first_answer(speaking, limit_seconds=ENGINE_LIMIT_SECONDS)


async def _assess(client: Client, pictures: Sequence[Path]) -> tuple[float, ...]:
    """Have pictures of one person assessed, and return their levels."""
    answers = [await client.act("digitalshadow.assess", path=str(picture)) for picture in pictures]
    return tuple(face["signal_level"] for answer in answers for face in answer["faces"])


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
    parser.add_argument("file", type=Path, help="a model file")
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
