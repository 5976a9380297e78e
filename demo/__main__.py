"""Command line of the demo: `scripts/demo [--once] [--live] [--mirror] [--cameras N] [--json FILE]`."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
import secrets
import sys
import tempfile
import time

from . import clip, story
from .camera_server import CameraServer
from .client import onboard
from .ending import cancel_at_terminate, until_interrupted
from .home import HomeAssistant, remove
from .household import PERSON
from .magic_mirror import MagicMirror
from .mirror import add_mirror, let_mirror_show, tell_birth_date

USERNAME = "demo"
STARTED_AT = time.monotonic()


def say(text: str) -> None:
    """Tell what happens, with the seconds since the start."""
    print(f"demo: {time.monotonic() - STARTED_AT:5.1f} s  {text}", flush=True)


async def run(
    *,
    camera_count: int,
    once: bool,
    mirror: bool,
    json_file: Path | None,
    pictures_folder: Path | None,
    port: int | None,
) -> int:
    """Run the demo and return the exit code: 0 when everything happened that it promises."""
    cancel_at_terminate()
    frames = clip.render()
    password = secrets.token_urlsafe(9)
    async with CameraServer(frames) as cameras, _home(port) as home:
        say(f"Home Assistant answers at {home.url}")
        async with onboard(home.url, "Demo owner", USERNAME, password) as client:
            stage = await story.prepare(client, cameras, camera_count, frames[clip.Scene.PERSON][0], say)
            await client.websocket.command("lag_probe/read")
            heard = await story.play(stage, say)
            report = await story.observe(stage, heard)
            if pictures_folder:
                await _take_pictures(home.url, password, cameras, pictures_folder)
            if once:
                report = replace(report, unload_s=await story.measure_unload(stage))
            if json_file:
                report.write(json_file)
            say(f"this is what happened\n\n{report.table()}\n")
            if not once:
                cameras.play()
                say(
                    f"open {report.dashboard}, user name {USERNAME}, password {password}; Ctrl-C ends the demo"
                )
                async with _mirror(stage) if mirror else nullcontext():
                    await until_interrupted()
        if not report.complete:
            say(f"not everything happened that should; Home Assistant's last words:\n{home.end_of_log()}")
    say("Home Assistant has stopped and its folder is gone")
    return 0 if report.complete else 1


async def run_live(*, json_file: Path | None, port: int | None) -> int:
    """Run the demonstration of live video, which ends by itself, and return the exit code."""
    from . import live, rtsp_camera  # noqa: PLC0415  # PyAV is needed for this alone

    cancel_at_terminate()
    if not rtsp_camera.is_available():
        say("live video needs GStreamer's RTSP server, found none: see docs/live-video.md")
        return 1
    frames = clip.render()
    async with CameraServer(frames) as cameras, live.rtsp_camera() as rtsp, _home(port) as home:
        async with onboard(home.url, "Demo owner", USERNAME, secrets.token_urlsafe(9)) as client:
            say(
                f"adding an RTSP camera, DigitalShadow with its demonstration model, and {PERSON} with consent"
            )
            stage = await live.prepare(client, home, cameras, rtsp, frames[clip.Scene.PERSON][0])
            report = await live.play(stage, say)
        if json_file:
            report.write(json_file)
        say(f"this is what happened\n\n{report.table()}\n")
        if not report.complete:
            say(f"not everything happened that should; Home Assistant's last words:\n{home.end_of_log()}")
    return 0 if report.complete else 1


@asynccontextmanager
async def _home(port: int | None) -> AsyncIterator[HomeAssistant]:
    """Run Home Assistant in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="digitalshadow-demo-"))
    say(f"starting Home Assistant in {folder}")
    home = HomeAssistant(folder, port=port)
    try:
        async with home:
            yield home
    except Exception:
        # Whatever went wrong, the folder with the log is about to go.
        say(f"Home Assistant's last words:\n{home.end_of_log()}")
        raise
    finally:
        remove(folder)


@asynccontextmanager
async def _mirror(stage: story.Stage) -> AsyncIterator[None]:
    """Hang a mirror up beside the first camera, and run MagicMirror² for it."""
    household = stage.household
    if not household.recognised:
        say("without face models nobody is recognised, so the mirror stays dark: see CONTRIBUTING.md")
    account = await add_mirror(stage.client, household.entry_id, household.camera_subentry_ids[0])
    await tell_birth_date(stage.client, household.person_id)
    await let_mirror_show(stage.client, household.person_id)
    async with MagicMirror(stage.client.url, account.token) as magic_mirror:
        say(f"the mirror hangs at {magic_mirror.url}; best at 1080 x 1920")
        say(
            f"and without MagicMirror² at {stage.client.url}/digitalshadow-mirror, "
            f"user name {account.username}, password {account.password}"
        )
        yield


async def _take_pictures(url: str, password: str, cameras: CameraServer, folder: Path) -> None:
    """Take the documentation's screenshots while the person is in view."""
    from . import pictures  # noqa: PLC0415  # scripts/screenshot alone brings Playwright

    cameras.show(clip.Scene.PERSON_WITH_STICKER)
    for file in await pictures.take(url, USERNAME, password, folder):
        say(f"saved {file}")


def main(arguments: Sequence[str]) -> int:
    """Read the command line and run the demo."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo", description="A real Home Assistant whose camera shows a real face."
    )
    parser.add_argument(
        "--once", action="store_true", help="end by itself when the phone has heard of everything"
    )
    parser.add_argument(
        "--live", action="store_true", help="a real RTSP camera whose stream wakes and sleeps; ends by itself"
    )
    parser.add_argument(
        "--mirror", action="store_true", help="hang a mirror up: MagicMirror² with our module beside it"
    )
    parser.add_argument(
        "--cameras", type=int, default=1, metavar="N", help="how many cameras are watched (default 1)"
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="where Home Assistant listens (default: any free one)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what happened as JSON")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="take screenshots (see scripts/screenshot)"
    )
    options = parser.parse_args(arguments)
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        if options.live:
            return asyncio.run(run_live(json_file=options.json, port=options.port))
        return asyncio.run(
            run(
                camera_count=options.cameras,
                once=options.once,
                mirror=options.mirror,
                json_file=options.json,
                pictures_folder=options.pictures,
                port=options.port,
            )
        )
    return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
