"""From colours to pulse rates: whose are measured, what goes to the engine, what is kept, and what is forgotten."""

from dataclasses import replace

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_PULSE
from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.errors import EngineLostError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, PulseBoxes
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.pulse import (
    METHOD,
    FollowPulse,
    Pulse,
    PulseFollowed,
    WhyNoPulse,
)
from custom_components.digitalshadow.people.snapshot import PULSE_SECONDS
from custom_components.digitalshadow.pulse.desk import MEASURING_SECONDS, REST_SECONDS, PulseDesk
from custom_components.digitalshadow.pulse_sensors import PULSE_SENSORS
from custom_components.digitalshadow.why_no_value import PULSE_REASONS
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    HALL_SUBENTRY,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
)
from tests.builders.household import ANNA_DATA, BEN_DATA
from tests.builders.pulses import pulse_of
from tests.fake_runner import FakeRunner, result_of

BOXES = tuple(Box(10.0 * place, 10.0, 8.0, 8.0) for place in range(4))
RATE = Pulse(72.4, 20.0, 3.0, 4.0)
PULSE = "sensor.anna_pulse_at_the_mirror"
WHY = "sensor.anna_why_no_pulse"


def colours_of(*shades: float, frames: int = 3) -> Colours:
    """Return frames in which four boxes of each person have one shade."""
    frame = tuple((shade, shade, shade) for shade in shades for _ in range(4))
    return Colours(tuple(1000.0 + number / 30 for number in range(frames)), (frame,) * frames)


def seeing(*person_ids: str) -> FrameResult:
    """Return what the engine says of a frame with these faces."""
    plain = result_of(Process(HALL_SUBENTRY, 1000.0, b""))
    return replace(plain, pulse_boxes=tuple(PulseBoxes(person_id, BOXES) for person_id in person_ids))


class Mirror:
    """A home whose desk is told what a stream measures, with a clock that only the test moves."""

    def __init__(self, entry: MockConfigEntry, runner: FakeRunner) -> None:
        """Take the loaded home."""
        self.entry, self.runner = entry, runner
        self.coordinator = entry.runtime_data.coordinator
        self.desk: PulseDesk = self.coordinator.pulses
        self.now = self.coordinator.watching.now()
        self.desk._now = lambda: self.now

    @property
    def asked(self) -> list[FollowPulse]:
        """Return what the engine was told."""
        return [one for one in self.runner.requests if isinstance(one, FollowPulse)]

    async def async_look(self, *person_ids: str, colours: Colours | None = None) -> None:
        """Have a frame of the stream analysed, and the next one come with colours."""
        self.desk.take(seeing(*person_ids))
        self.desk.boxes(HALL_SUBENTRY)
        await self.desk.async_take_colours(HALL_SUBENTRY, colours or colours_of(*[128.0] * len(person_ids)))

    async def async_measure(self, answer: PulseFollowed, *person_ids: str) -> None:
        """Have a stream measure somebody until the engine answers."""
        self.runner.answer(FollowPulse, answer)
        await self.async_look(*person_ids)
        await self.async_look(*person_ids)


@pytest.fixture
async def mirror(
    hass: HomeAssistant,
    runner: FakeRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> Mirror:
    """A home with all entities switched on in which Anna, who shares, and Ben, who does not, agreed to the pulse."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    await async_enrol(hass, ANNA_DATA, BEN_DATA)
    entry = home_entry([ANNA_DATA, BEN_DATA, camera(**{CONF_PULSE: True})])
    await async_set_up(hass, entry)
    for subentry_id in (ANNA_SUBENTRY, BEN_SUBENTRY):
        person = entry.subentries[subentry_id]
        await entry.runtime_data.coordinator.pulse_consent.async_set(person, "user", on=True)
    return Mirror(entry, runner)


def shown(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state


async def test_colours_go_to_the_engine_from_the_second_time_on_for_each_person_apart(mirror: Mirror) -> None:
    await mirror.async_look(ANNA, BEN, colours=colours_of(100.0, 200.0))
    assert mirror.asked == []
    mirror.runner.answer(FollowPulse, PulseFollowed(1.0))
    await mirror.async_look(ANNA, BEN, colours=colours_of(100.0, 200.0))
    assert [(one.camera_id, one.person_id, one.told_at) for one in mirror.asked] == [
        (HALL_SUBENTRY, ANNA, mirror.now),
        (HALL_SUBENTRY, BEN, mirror.now),
    ]
    assert [one.colours for one in mirror.asked] == [colours_of(100.0), colours_of(200.0)]


@pytest.mark.parametrize(
    ("before", "colours"),
    [
        pytest.param((BEN,), colours_of(128.0), id="of somebody else the time before"),
        pytest.param((), colours_of(128.0), id="of nobody the time before"),
        pytest.param(
            (ANNA,),
            replace(colours_of(128.0), rgb=(((1.0, 1.0, 1.0),) * 4,) * 2 + (((1.0, 1.0, 1.0),) * 5,)),
            id="of other boxes",
        ),
        pytest.param((ANNA,), Colours((), ()), id="of no frame"),
    ],
)
async def test_colours_that_may_be_somebody_elses_are_dropped(
    mirror: Mirror, before: tuple[str, ...], colours: Colours
) -> None:
    await mirror.async_look(*before)
    await mirror.async_look(ANNA, colours=colours)
    assert mirror.asked == []


async def test_only_who_agreed_has_boxes(mirror: Mirror) -> None:
    mirror.desk.take(seeing(ANNA, "c" * 32, BEN))
    assert mirror.desk.boxes(HALL_SUBENTRY) == BOXES * 2
    person = mirror.entry.subentries[BEN_SUBENTRY]
    await mirror.coordinator.pulse_consent.async_set(person, None, on=False)
    assert mirror.desk.boxes(HALL_SUBENTRY) == BOXES
    assert mirror.desk.boxes("another camera") == ()


async def test_a_rate_is_stored_shown_while_it_is_one_of_now_and_told_to_nobody(
    hass: HomeAssistant, mirror: Mirror
) -> None:
    news: list[object] = []
    mirror.coordinator.news.async_subscribe(news.append)
    assert shown(hass, PULSE).state == "unavailable"
    await mirror.async_measure(PulseFollowed(20.0, RATE, is_calm=True), ANNA)
    await async_until(lambda: shown(hass, PULSE).state == "72")
    state = shown(hass, PULSE)
    assert state.attributes["unit_of_measurement"] == "bpm"
    assert state.attributes["state_class"] == "measurement"
    told = ("seconds", "spread", "signal_to_noise", "camera", "algorithm")
    assert [state.attributes[one] for one in told] == [20, 3.0, 4.0, "Hall", METHOD]
    assert (state.attributes["what_it_is"], state.attributes["advice"]) == ("calm_pulse", None)
    assert shown(hass, WHY).state == "measured"
    (stored,) = await mirror.entry.runtime_data.record.async_pulses(ANNA, 0.0)
    assert (stored.bpm, stored.is_calm, stored.camera_id) == (72.4, True, HALL_SUBENTRY)
    assert news == []

    mirror.coordinator.household.let_age(mirror.now + PULSE_SECONDS + 1)
    mirror.coordinator.async_publish_all()
    assert shown(hass, PULSE).state == "unavailable"


@pytest.mark.parametrize(("bpm", "advice"), [(49, "count_by_hand"), (50, None), (101, "count_by_hand")])
async def test_beside_a_rate_at_which_errors_cluster_stands_to_count_by_hand(
    hass: HomeAssistant, mirror: Mirror, bpm: float, advice: str | None
) -> None:
    mirror.coordinator.household.show_pulse(ANNA, pulse_of(bpm, mirror.now))
    mirror.coordinator.async_publish_all()
    assert shown(hass, PULSE).state == str(bpm)
    assert shown(hass, PULSE).attributes["advice"] == advice
    assert shown(hass, PULSE).attributes["what_it_is"] == "pulse_at_the_mirror"


async def test_after_an_answer_nobody_is_measured_for_two_minutes(mirror: Mirror) -> None:
    await mirror.async_measure(PulseFollowed(20.0, RATE), ANNA)
    mirror.desk.take(seeing(ANNA))
    assert mirror.desk.boxes(HALL_SUBENTRY) == ()
    mirror.now += REST_SECONDS
    assert mirror.desk.boxes(HALL_SUBENTRY) == BOXES


async def test_why_there_is_none_is_shown_by_its_first_reason(hass: HomeAssistant, mirror: Mirror) -> None:
    assert shown(hass, WHY).state == "not_lately"
    reasons = (WhyNoPulse.UNSTEADY, WhyNoPulse.WEAK)
    await mirror.async_measure(PulseFollowed(20.0, why_not=reasons), ANNA)
    assert shown(hass, WHY).state == "unsteady"
    assert mirror.coordinator.data.people[ANNA_SUBENTRY].no_pulse == reasons
    assert set(shown(hass, WHY).attributes["options"]) == set(PULSE_REASONS)


async def test_who_left_before_the_piece_was_whole_was_in_view_too_briefly(
    hass: HomeAssistant, mirror: Mirror
) -> None:
    await mirror.async_measure(PulseFollowed(12.0), ANNA)
    assert mirror.desk.seconds_measured(ANNA) == 12.0
    mirror.now += MEASURING_SECONDS + 1
    assert mirror.desk.seconds_measured(ANNA) is None
    mirror.desk.take(seeing())
    mirror.coordinator.async_publish_all()
    mirror.coordinator._publish()
    assert shown(hass, WHY).state == "short"


async def test_a_private_person_has_no_entity_and_no_state_holds_a_rate(
    hass: HomeAssistant, mirror: Mirror
) -> None:
    odd = replace(RATE, bpm=87.4)
    await mirror.async_measure(PulseFollowed(20.0, odd), BEN)
    await async_until(lambda: mirror.coordinator.household.person(BEN).pulse_medians is not None)
    assert mirror.coordinator.household.person(BEN).pulse is not None
    await hass.async_block_till_done()
    assert not [one for one in hass.states.async_all() if one.state.startswith("87")]
    assert not [one for one in hass.states.async_all() if "87.4" in str(one.attributes)]
    unique_ids = {one.unique_id for one in er.async_get(hass).entities.values()}
    assert f"{ANNA_SUBENTRY}_pulse" in unique_ids
    assert not unique_ids & {f"{BEN_SUBENTRY}_pulse", f"{BEN_SUBENTRY}_pulse_why_not"}


async def test_who_withdraws_half_way_leaves_nothing_behind(hass: HomeAssistant, mirror: Mirror) -> None:
    await mirror.async_measure(PulseFollowed(12.0), ANNA)
    person = mirror.entry.subentries[ANNA_SUBENTRY]
    await mirror.coordinator.pulse_consent.async_set(person, None, on=False)
    assert mirror.desk.seconds_measured(ANNA) is None
    mirror.desk._handle(HALL_SUBENTRY, ANNA, PulseFollowed(20.0, RATE))
    await hass.async_block_till_done()
    assert await mirror.entry.runtime_data.record.async_pulses(ANNA, 0.0) == ()
    assert shown(hass, WHY).state == "not_agreed"
    assert shown(hass, PULSE).state == "unavailable"


async def test_an_answer_that_meets_a_no_on_its_way_is_not_stored(mirror: Mirror) -> None:
    person = mirror.entry.subentries[ANNA_SUBENTRY]
    await mirror.coordinator.pulse_consent.async_set(person, None, on=False)
    await mirror.desk._async_keep(ANNA, pulse_of(at=mirror.now))
    assert await mirror.entry.runtime_data.record.async_pulses(ANNA, 0.0) == ()
    assert mirror.coordinator.household.person(ANNA).pulse is None


async def test_an_engine_that_is_lost_costs_the_colours_and_nothing_else(mirror: Mirror) -> None:
    mirror.runner.answer(FollowPulse, EngineLostError("Expected a reply, got the end of the engine."))
    await mirror.async_look(ANNA)
    await mirror.async_look(ANNA)
    assert len(mirror.asked) == 1
    assert mirror.coordinator.household.person(ANNA).no_pulse == ()


def test_the_entities_are_off_until_somebody_switches_them_on() -> None:
    assert not any(one.entity_registry_enabled_default for one in PULSE_SENSORS)
    assert all(one.shared_only for one in PULSE_SENSORS)
