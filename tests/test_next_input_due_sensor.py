"""When the next answer or measurement of a shared person runs out; a private one has no such entity."""

from datetime import date, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
import pytest

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.measurements import TYPED
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.questions import QUESTIONS
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs
from custom_components.digitalshadow.record import StoredMeasurement
from tests.builders.clinical import ANSWERS, NOON, VALUES, async_home
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, async_until
from tests.builders.texts import LANGUAGES, texts_of

ANNA_DUE = "sensor.anna_measurement_due"
BEN_DUE = "sensor.ben_measurement_due"

pytestmark = pytest.mark.usefixtures("runner")


def shown(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state


def as_of(coordinator: DigitalShadowCoordinator) -> date | None:
    """Return the day for which Anna's inputs were looked at."""
    clinical = coordinator.data.people[ANNA_SUBENTRY].clinical
    return clinical.as_of if clinical else None


async def test_the_next_input_is_due_on_its_day_in_the_homes_time_and_named(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_home(hass, freezer, ANSWERS, VALUES)
    # A pressure of 22 August is due half a year later, when Los Angeles keeps winter time.
    assert shown(hass, ANNA_DUE).state == "2027-02-20T08:00:00+00:00"
    assert shown(hass, ANNA_DUE).attributes["input"] == Measure.SYSTOLIC


async def test_whoever_gave_nothing_has_nothing_due(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_home(hass, freezer, {}, {})
    assert shown(hass, ANNA_DUE).state == "nothing_due"
    assert "input" not in shown(hass, ANNA_DUE).attributes


async def test_what_is_overdue_shows_since_when_until_it_is_measured_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, {}, {Measure.SYSTOLIC: 140.0})
    freezer.move_to(NOON + timedelta(days=1000))
    async_tell_clinical_inputs(hass)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    late = (NOON + timedelta(days=1000)).date()
    await async_until(lambda: as_of(coordinator) == late)
    assert shown(hass, ANNA_DUE).state == "2027-02-20T08:00:00+00:00"

    again = StoredMeasurement(Measure.SYSTOLIC.value, (NOON + timedelta(days=999)).timestamp(), 130, TYPED)
    await entry.runtime_data.record.async_add_measurements(ANNA, [again])
    async_tell_clinical_inputs(hass)
    await async_until(lambda: shown(hass, ANNA_DUE).state.startswith("2029-12-15"))


async def test_of_a_private_person_nothing_is_shown_that_tells_by_its_distance_what_was_entered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, {}, {})
    typed = StoredMeasurement(Measure.SYSTOLIC.value, NOON.timestamp(), 130, TYPED)
    await entry.runtime_data.record.async_add_measurements(BEN, [typed])
    async_tell_clinical_inputs(hass)

    def due() -> Due | None:
        """What is due next of Ben."""
        clinical = entry.runtime_data.coordinator.data.people[BEN_SUBENTRY].clinical
        return clinical.next_due if clinical else None

    await async_until(lambda: due() == Due("systolic_mmhg", NOON.date() + timedelta(days=182)))
    assert hass.states.get(BEN_DUE) is None
    assert not [one for one in hass.states.async_all() if "2027-05" in f"{one.state}{one.attributes}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_due_has_a_name_in_every_language(language: str) -> None:
    names = texts_of(language)["entity"]["sensor"]["next_input_due"]["state_attributes"]["input"]["state"]
    measures = {str(measure) for measure in Measure if not measure.spec.is_lasting}
    assert names.keys() == measures | {
        name for name, question in QUESTIONS.items() if question.is_asked_again
    }
