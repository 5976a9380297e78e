"""One play from its first to its last moment, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
import os
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.const import __version__ as home_assistant_version

from demo.ending import cancel_at_terminate

from . import observing
from .cast import ROLES, STRANGER, Role
from .clock import Clock, frozen_clock
from .diary import Diary
from .home import TIME_ZONE, SimulatedHome, simulated_home
from .lives import Walk, walks
from .outcome import Outcome, Part, StrangersPart
from .play import BEGINS_AT, Play
from .simulated_engine import RISK_MODEL
from .traces import files_with

FIRST_DAY: Final = date(2026, 6, 29)
"""A Monday; four months later the clocks have changed as well."""
SEED: Final = 4
"""One of many lives. Of the seeds 1 to 6 five find Ben's rise within 21 days, 1 does after 23: tests/health measures
how often, for changes of a known size."""
NOTICE: Final = (
    "EVERYTHING HERE IS SIMULATED: the people, their faces, their values and measurements. "
    "Only what Home Assistant and DigitalShadow do with it is real."
)


def first_day_until_now(days: int) -> date:
    """Return when a play of so many days has to begin to be over by now: at half past midnight."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date() - timedelta(days=days)


async def async_play(
    days: int, folder: Path, log: Path, say: Callable[[str], None], first_day: date = FIRST_DAY
) -> Outcome:
    """Play so many days in a home in `folder`, whose log is `log`."""
    cancel_at_terminate()
    # The clock that is about to stop counts seconds everywhere else.
    started_at = os.times().elapsed
    time_zone = ZoneInfo(TIME_ZONE)
    lives = tuple(role.life for role in ROLES)
    planned = walks(lives, STRANGER, first_day, days, time_zone=time_zone, seed=SEED)
    with frozen_clock(datetime.combine(first_day, BEGINS_AT, time_zone)) as clock:
        async with simulated_home(folder, lives) as home:
            say(
                f"{' and '.join(home.residents)} are enrolled, a stranger is not; {len(planned)} walks follow"
            )
            diary = Diary(home.entity_names())
            play = Play(home, clock, diary, ROLES, say)
            await play.async_prepare()
            stop_listening = diary.begin(home.hass)
            await play.async_run(planned, first_day, days)
            parts = [
                await _async_part(home, clock, diary, role, planned=planned, first_day=first_day, days=days)
                for role in ROLES
            ]
            people_stored = len(await home.runtime.record.async_people())
            stop_listening()
    # Now everything is on the disk.
    traces = files_with(folder, [life.face for life in (*lives, STRANGER)])
    strangers_walks = [walk for walk in planned if STRANGER.face in walk.faces]
    return Outcome(
        notice=NOTICE,
        home_assistant=home_assistant_version,
        model=RISK_MODEL.name,
        days=days,
        first_day=first_day,
        restarts=play.restarts,
        told_at_restarts=play.told_at_restarts,
        errors_logged=_errors_of_ours(log),
        parts=tuple(parts),
        stranger=StrangersPart(
            walks=len(strangers_walks),
            pictures=sum(len(walk.pictures) for walk in strangers_walks),
            not_recognised=play.not_recognised,
            people_stored=people_stored,
            traces=tuple(sorted({file for files in traces.values() for file in files})),
        ),
        seconds=os.times().elapsed - started_at,
    )


async def _async_part(
    home: SimulatedHome,
    clock: Clock,
    diary: Diary,
    role: Role,
    *,
    planned: Sequence[Walk],
    first_day: date,
    days: int,
) -> Part:
    """Sum up what happened to one person, whose reports are made now."""
    life, resident = role.life, home.residents[role.life.name]
    reports = await observing.async_reports(home, clock, resident)
    has_shifted = life.shift_on_day is not None and life.shift_on_day < days
    return Part(
        name=life.name,
        walks=sum(life.face in walk.faces for walk in planned),
        readings=await observing.async_count_readings(home, resident),
        shifted_on=first_day + timedelta(days=life.shift_on_day or 0) if has_shifted else None,
        changes=tuple(change for change in diary.changes if change.person == life.name),
        told=tuple(told for told in diary.told if told.person == life.name),
        sensors=observing.sensors(home, resident),
        weeks=await observing.async_weeks(home, resident, first_day),
        reports=reports,
    )


def _errors_of_ours(log: Path) -> int:
    """Return how many errors the integration logged."""
    lines = log.read_text(errors="replace").splitlines()
    return sum(line.startswith("ERROR:custom_components.digitalshadow") for line in lines)
