"""Goes through the days: the clock strikes, people walk past the cameras, measure their blood pressure, and sleep."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.components.recorder import get_instance
from homeassistant.util import dt as dt_util

from custom_components.digitalshadow.engine.records.faces import WhyNot

from . import dialogs
from .cast import BloodPressure, Role
from .clock import Clock, async_catch_up
from .diary import Diary
from .home import Resident, SimulatedHome
from .lives import Walk

PICTURE_SECONDS: Final = 1.5
"""A little more than the interval of a camera, so that each picture is fetched once."""
VISIT_OVER_SECONDS: Final = 35.0
"""More than the gap that ends a visit, and the look at the visits after it."""
BEGINS_AT: Final = time(5, 0)
_RESTART_AT: Final = time(4, 30)
_RESTART_EVERY_DAYS: Final = 30
_MEASURE_AT: Final = time(7, 31, 30)
MEASURING_DAYS: Final = 7
"""As the notice asks."""
_CALLS_FOR_MEASURING: Final = ("measure_blood_pressure", "input_out_of_date")
_SWINGS: Final = (-4, 2, 0, 5, -2, 3, -4)
"""How the mornings differ from their middle, in mmHg."""
_STATISTICS_SECOND: Final = 10
"""Home Assistant sums up an hour at ten seconds past it."""

type Deed = tuple[datetime, int, Callable[[], Coroutine[Any, Any, None]]]
"""When, its place among those of the same moment, and what."""


class Play:
    """One play in one home; counts what the diary cannot know."""

    def __init__(
        self,
        home: SimulatedHome,
        clock: Clock,
        diary: Diary,
        roles: Sequence[Role],
        say: Callable[[str], None],
    ) -> None:
        """Prepare; the home's people are enrolled already."""
        self.restarts = 0
        self.told_at_restarts = 0
        self.not_recognised = 0
        self._home = home
        self._clock = clock
        self._diary = diary
        self._roles = roles
        self._say = say
        self._mornings_left = {role.life.name: 0 for role in roles}
        self._told_before = 0

    async def async_prepare(self) -> None:
        """Answer the questions, and type in what was measured before the play."""
        now = dt_util.now()
        for role in self._roles:
            home, resident = self._home, self._home.residents[role.life.name]
            await dialogs.async_answer_profile(home.hass, home.entry, resident.subentry_id, role.answers)
            for measure, value in role.laboratory.items():
                await self._async_type(resident, measure, now - timedelta(days=365), value=value)
            for morning in range(MEASURING_DAYS):
                moment = now - timedelta(days=role.blood_pressure_age_days + morning)
                await self._async_type_blood_pressure(resident, moment, role.blood_pressure, morning)
        await async_catch_up(home.hass)

    async def async_run(self, walks: Iterable[Walk], first_day: date, days: int) -> None:
        """Play the days."""
        for moment, _, async_do in sorted(self._deeds(walks, first_day, days), key=lambda deed: deed[:2]):
            await self._clock.async_jump_to(self._home.hass, moment)
            await async_do()
            self._hear()
        self._count_strangers()

    def _deeds(self, walks: Iterable[Walk], first_day: date, days: int) -> Iterable[Deed]:
        """Yield everything that happens, in no order."""
        for walk in walks:
            yield walk.begins_at, 1, partial(self._async_walk, walk)
        time_zone = dt_util.get_default_time_zone()
        begin = datetime.combine(first_day, BEGINS_AT, time_zone)
        end = datetime.combine(first_day + timedelta(days=days), time(0, 30), time_zone)
        # In universal time, or the night in which the clocks change would have an hour twice or not at all.
        strike = dt_util.as_utc(begin.replace(second=_STATISTICS_SECOND))
        while (strike := strike + timedelta(hours=1)) < end:
            yield strike, 0, self._async_nothing
        for number in range(1, days):
            day = first_day + timedelta(days=number)
            yield datetime.combine(day, _MEASURE_AT, time_zone), 2, self._async_measure
            yield datetime.combine(day, time(0, 1), time_zone), 3, self._async_let_recorder_catch_up
            if number % _RESTART_EVERY_DAYS == 0:
                yield datetime.combine(day, _RESTART_AT, time_zone), 4, self._async_restart
                yield (
                    datetime.combine(day, _RESTART_AT, time_zone),
                    5,
                    partial(self._async_tell, number, days),
                )

    async def _async_nothing(self) -> None:
        """Let the clock alone do its work."""

    async def _async_walk(self, walk: Walk) -> None:
        """Walk past a camera; afterwards the room is empty for long enough to end the visit."""
        camera = self._home.cameras[walk.camera]
        for faces in walk.pictures:
            camera.faces = faces
            await self._clock.async_wait(self._home.hass, PICTURE_SECONDS)
        camera.faces = ()
        await self._clock.async_wait(self._home.hass, VISIT_OVER_SECONDS)

    async def _async_let_recorder_catch_up(self) -> None:
        """Have Home Assistant's recorder write the day down before the next one."""
        await get_instance(self._home.hass).async_block_till_done()

    async def _async_restart(self) -> None:
        """Reload the integration: what it knows must outlive that, and nothing may be told because of it."""
        self._count_strangers()
        told = len(self._diary.told)
        await self._home.hass.config_entries.async_reload(self._home.entry.entry_id)
        await async_catch_up(self._home.hass)
        self.restarts += 1
        self.told_at_restarts += len(self._diary.told) - told

    async def _async_tell(self, number: int, days: int) -> None:
        """Tell how far the play is, once a month."""
        self._say(f"{number} of {days} days are over; it is {dt_util.now():%d %B %Y}")

    async def _async_measure(self) -> None:
        """Measure the blood pressure on the mornings after a notice asked for it."""
        for role in self._roles:
            name = role.life.name
            if self._mornings_left[name]:
                self._mornings_left[name] -= 1
                await self._async_type_blood_pressure(
                    self._home.residents[name],
                    dt_util.now(),
                    role.blood_pressure_when_asked,
                    self._mornings_left[name],
                )
        await async_catch_up(self._home.hass)

    def _hear(self) -> None:
        """Take notices to heart that ask for measuring."""
        for told in self._diary.told[self._told_before :]:
            if told.kind in _CALLS_FOR_MEASURING:
                self._mornings_left[told.person] = MEASURING_DAYS
        self._told_before = len(self._diary.told)

    def _count_strangers(self) -> None:
        """Add up the faces that were nobody's; the integration counts them anew after each restart."""
        cameras = self._home.runtime.coordinator.data.cameras.values()
        self.not_recognised += sum(
            camera.counters.why_not.get(WhyNot.NOT_RECOGNISED, 0) for camera in cameras
        )

    async def _async_type_blood_pressure(
        self, resident: Resident, moment: datetime, pressure: BloodPressure, morning: int
    ) -> None:
        """Type in what one morning's measuring gave."""
        swing = _SWINGS[morning]
        values = {"systolic": pressure.systolic + swing, "diastolic": pressure.diastolic + swing // 2}
        await self._async_type(resident, "blood_pressure", moment, **values)

    async def _async_type(self, resident: Resident, measure: str, moment: datetime, **values: float) -> None:
        """Type one measurement into the dialog."""
        await dialogs.async_type_measurement(
            self._home.hass, self._home.entry, resident.subentry_id, measure, moment, **values
        )
