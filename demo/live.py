"""The demonstration of live video: a camera whose stream wakes when the person comes and sleeps when she is gone."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
import json
from pathlib import Path
from statistics import median
import time
from typing import Any

import psutil

from . import household as household_setup
from .camera_server import CameraServer
from .client import Client
from .clip import LOOP_FRAMES, Scene, empty_room_frames, person_frames
from .home import HomeAssistant
from .household import PERSON, Household
from .rtsp_camera import RtspCamera, Settings

VISITS = 3
IN_VIEW_SECONDS, AWAY_SECONDS = 12.0, 14.0
"""How long the person is in view, and how long she is away: a stream sleeps eight seconds after she was seen."""
STILL_INTERVAL_SECONDS = 1.0
"""As it is unless somebody sets it otherwise."""

WAYS = frozenset({"stills", "opening", "live"})
"""How the page says that a camera is looked at."""
RECOGNISED = "recognised"
"""What is noted when the page shows that the person was seen."""

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LiveStage:
    """Everything that takes part, set up and ready."""

    client: Client
    """The owner's connection to Home Assistant."""
    home: HomeAssistant
    """Home Assistant."""
    household: Household
    """What was set up."""
    cameras: CameraServer
    """The camera's stills."""
    rtsp: RtspCamera
    """The camera's stream."""

    async def show(self, scene: Scene, seconds: float) -> tuple[float, float]:
        """Show a scene in stills and stream for so long; return since when, and the CPU share of Home Assistant."""
        self.cameras.show(scene)
        await self.rtsp.show(scene)
        began_at, before = time.monotonic(), _cpu_seconds(self.home.process)
        await asyncio.sleep(seconds)
        return began_at, 100 * (_cpu_seconds(self.home.process) - before) / (time.monotonic() - began_at)


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that the person came into view."""

    live_after_s: float | None
    """Seconds until the stream was open, as the page shows it: at most a second late. None if it did not open."""
    recognised_after_s: float | None
    """Seconds until she was recognised, as the page shows it."""
    closed_after_s: float | None
    """Seconds from her going until the stream was closed; 0 where a busy computer showed her too late for it."""
    live_cpu_percent: float
    """Share of a core that Home Assistant took with all its processes while she was in view."""
    away_cpu_percent: float
    """The same while she was away."""


@dataclass(frozen=True, slots=True)
class LiveReport:
    """What live video did."""

    stream: str
    """Codec, size and rhythm of the stream, as DigitalShadow found them."""
    visits: tuple[Visit, ...]
    """Each visit."""
    frames_fetched: int
    """Stills and frames of the stream."""
    frames_analysed: int
    """Those that the engine answered."""
    event_loop_lag_ms_max: float
    """Worst lag of Home Assistant's event loop."""

    @property
    def complete(self) -> bool:
        """Whether the stream opened and closed at every visit."""
        return all(visit.live_after_s and visit.closed_after_s is not None for visit in self.visits)

    def write(self, file: Path) -> None:
        """Write the report as JSON."""
        file.write_text(json.dumps(asdict(self), indent=2) + "\n")

    def table(self) -> str:
        """Return the report as a table."""
        rows = {
            "stream": self.stream,
            "live after": _seconds(visit.live_after_s for visit in self.visits),
            "recognised after": _seconds(visit.recognised_after_s for visit in self.visits),
            "asleep after she left": _seconds(visit.closed_after_s for visit in self.visits),
            "CPU while in view": f"{median(visit.live_cpu_percent for visit in self.visits):.0f} % of a core",
            "CPU while away": f"{median(visit.away_cpu_percent for visit in self.visits):.0f} % of a core",
            "frames": f"{self.frames_fetched} fetched, {self.frames_analysed} analysed",
            "event loop": f"{self.event_loop_lag_ms_max:.1f} ms late at worst",
        }
        width = max(map(len, rows))
        return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows.items())


def rtsp_camera() -> RtspCamera:
    """Return a camera with a keyframe every second that asks for user name and password."""
    return RtspCamera(
        {
            Scene.EMPTY_ROOM: tuple(empty_room_frames(LOOP_FRAMES)),
            Scene.PERSON: tuple(person_frames(LOOP_FRAMES)),
        },
        Settings(user="watcher"),
    )


async def prepare(
    client: Client, home: HomeAssistant, cameras: CameraServer, rtsp: RtspCamera, photo: bytes
) -> LiveStage:
    """Set up one camera with stills and a stream, the integration and the person."""
    await household_setup.tidy_up(client)
    camera_entity_ids = await household_setup.add_cameras(client, cameras.urls(1), rtsp.url)
    household = await household_setup.set_up(client, camera_entity_ids, photo, STILL_INTERVAL_SECONDS)
    await household_setup.engine(client, household.entry_id)
    return LiveStage(client, home, household, cameras, rtsp)


async def play(stage: LiveStage, say: Say) -> LiveReport:
    """Let the person come and go, tell how the camera is looked at, and return what was measured."""
    client = stage.client
    views = await client.websocket.subscribe("digitalshadow/subscribe")
    page = _Page(say)
    follower = asyncio.create_task(page.follow(views))
    await client.websocket.command("lag_probe/read")
    visits = []
    try:
        for _ in range(VISITS):
            say(f"{PERSON} comes into view")
            came_at, in_view = await stage.show(Scene.PERSON, IN_VIEW_SECONDS)
            say(f"{PERSON} is gone")
            went_at, away = await stage.show(Scene.EMPTY_ROOM, AWAY_SECONDS)
            visits.append(
                Visit(
                    page.first("live", came_at),
                    page.first(RECOGNISED, came_at),
                    page.closed_after(went_at),
                    in_view,
                    away,
                )
            )
    finally:
        follower.cancel()
        with suppress(asyncio.CancelledError):
            await follower
    (camera,) = (await household_setup.counters(client, stage.household.entry_id))["cameras"]
    return LiveReport(
        stream=page.stream,
        visits=tuple(visits),
        frames_fetched=camera["fetched"],
        frames_analysed=camera["analysed"],
        event_loop_lag_ms_max=(await client.websocket.command("lag_probe/read"))["max_ms"],
    )


class _Page:
    """What the panel's page shows of the camera, and since when."""

    def __init__(self, say: Say) -> None:
        """Begin with nothing shown."""
        self._say = say
        self._shown: list[tuple[float, str]] = []
        self.stream = ""
        """What the stream is."""

    def first(self, word: str, since: float) -> float | None:
        """Return the seconds from a moment until a word was shown first after it; None where it was not."""
        return next((at - since for at, shown in self._shown if shown == word and at >= since), None)

    def closed_after(self, since: float) -> float | None:
        """Return the seconds from a moment until the stream was closed; 0 where it was so before."""
        ways = [word for at, word in self._shown if at < since and word in WAYS]
        return 0.0 if ways[-1:] == ["stills"] else self.first("stills", since)

    async def follow(self, views: asyncio.Queue[Any]) -> None:
        """Take what is shown until cancelled."""
        former: dict[str, Any] = {"status": None, "video": {"video": None}}
        seen_at: str | None = None
        while True:
            view = await views.get()
            (camera,), (person,) = view["cameras"], view["people"]
            now, video = time.monotonic(), camera["video"]
            if video["video"] != former["video"]["video"]:
                self._shown.append((now, video["video"]))
                self._say(f"{'the camera is looked at':>26}: {video['video']} {video['reason'] or ''}")
            if camera["status"] != former["status"]:
                self._shown.append((now, camera["status"]))
                self._say(f"{'it sees':>26}: {camera['status'].replace('_', ' ')}")
            if person["last_seen_at"] != seen_at:
                seen_at = person["last_seen_at"]
                self._shown.append((now, RECOGNISED))
            if video["codec"]:
                self.stream = (
                    f"{video['codec']}, {video['width_px']} x {video['height_px']}, "
                    f"{video['frames_per_second']} frames/s, a keyframe every {video['keyframe_interval_seconds']} s"
                )
            former = camera


def _cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time of a process, of those it started and of those that have ended."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def _seconds(values: Iterable[float | None]) -> str:
    """Return seconds, one visit after the other."""
    return ", ".join("never" if value is None else f"{value:.1f} s" for value in values)
