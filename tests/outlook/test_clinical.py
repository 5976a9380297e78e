"""What is known about a person on a day: real answers and measurements of a real record, and who speaks about them."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custom_components.digitalshadow.health.clinical import ANSWERED, ClinicalSnapshot
from custom_components.digitalshadow.health.equations.equation import EquationKey, Reason
from custom_components.digitalshadow.health.equations.selection import Why
from custom_components.digitalshadow.health.person.answers import answered, answers_as_content
from custom_components.digitalshadow.health.person.choices import Sex, Smoking
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Input
from custom_components.digitalshadow.outlook.clinical import async_clinical
from custom_components.digitalshadow.record import TYPED, Consent, Record, Sharing, StoredMeasurement
from tests.builders.home import ANNA
from tests.builders.man_of_50 import MAN_OF_50

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 18, 0, tzinfo=BERLIN)
TODAY = NOW.date()


@pytest.fixture
async def record(tmp_path: Path) -> AsyncIterator[Record]:
    """A record in which Anna's place is taken by the person that a test is about."""
    record = await Record.async_open(tmp_path / "record", tmp_path / "key")
    await record.async_enrol(ANNA, Consent(ANNA, "2026-11", 1.0, Sharing.PRIVATE), [])
    yield record
    await record.async_close()


async def _answer(record: Record, days_ago: float = 1, **values: object) -> None:
    """Answer some days ago."""
    at = NOW.timestamp() - days_ago * 86_400
    await record.async_set_profile(ANNA, answers_as_content(answered(values, at)), at)


async def _measure(
    record: Record, measure: Measure, *values: float, days_ago: float = 1, source: str = TYPED
) -> None:
    """Measure on consecutive days, the last of them some days ago."""
    await record.async_add_measurements(
        ANNA,
        [
            StoredMeasurement(
                measure.value,
                (NOW - timedelta(days=days_ago + len(values) - 1 - number)).timestamp(),
                value,
                source,
            )
            for number, value in enumerate(values)
        ],
    )


async def _example(record: Record) -> None:
    """Measure what the example says."""
    await _measure(record, Measure.SYSTOLIC, 137, 143, 140, 138, 142, 139, 141, source="sensor.cuff")
    await _measure(record, Measure.TOTAL_CHOLESTEROL, 5.5, days_ago=400)
    await _measure(record, Measure.HDL_CHOLESTEROL, 1.3, days_ago=400)


async def test_the_published_example_comes_out_of_the_record(record: Record) -> None:
    await _answer(record, **MAN_OF_50)
    await _example(record)

    said = await async_clinical(record, ANNA, NOW)

    assert (said.choice.result.equation.key, said.choice.why) == (EquationKey.SCORE2, Why.REGION_AND_INPUTS)
    assert said.profile.systolic_mmhg == pytest.approx(140)
    assert said.profile.age_years == 50, "half a year after the birthday"
    assert said.choice.result.value == pytest.approx(7.56, abs=0.01)
    assert said.missing == ()


async def test_every_input_carries_its_age_and_source(record: Record) -> None:
    await _answer(record, days_ago=30, **MAN_OF_50)
    await _example(record)

    inputs = {known.key: known for known in (await async_clinical(record, ANNA, NOW)).inputs}

    smoking, systolic = inputs["smoking"], inputs["systolic_mmhg"]
    assert (smoking.value, smoking.sources, smoking.age_days(TODAY)) == (Smoking.CURRENT, (ANSWERED,), 30)
    assert (systolic.sources, systolic.age_days(TODAY)) == (("sensor.cuff",), 1)
    assert (systolic.days, systolic.enough_days, smoking.days) == (7, 7, None)
    assert inputs["total_cholesterol_mmol_l"].age_days(TODAY) == 400
    assert inputs.keys() == {
        *MAN_OF_50,
        "systolic_mmhg",
        "total_cholesterol_mmol_l",
        "hdl_cholesterol_mmol_l",
    }


async def test_of_somebody_who_said_nothing_nothing_is_assumed(record: Record) -> None:
    said = await async_clinical(record, ANNA, NOW)

    assert said.choice.result.value is None
    assert said.choice.why is Why.NO_EQUATION
    assert said.inputs == ()
    assert said.next_due is None
    assert said.missing


async def test_what_the_better_equation_lacks_is_named_while_another_one_speaks(record: Record) -> None:
    await _answer(record, **MAN_OF_50)
    await _measure(record, Measure.SYSTOLIC, 140)
    await _measure(record, Measure.WEIGHT, 80)
    await _measure(record, Measure.HEIGHT, 1.8, days_ago=9000)

    said = await async_clinical(record, ANNA, NOW)

    assert (said.choice.result.equation.key, said.choice.why) == (EquationKey.WHO_2019, Why.FEWER_INPUTS)
    assert said.missing == (Input.TOTAL_CHOLESTEROL, Input.HDL_CHOLESTEROL)
    assert said.profile.bmi_kg_m2 == pytest.approx(80 / 1.8**2)


async def test_where_the_country_tells_no_region_that_is_what_is_missing(record: Record) -> None:
    await _answer(record, **MAN_OF_50 | {"country": "XK"})
    await _measure(record, Measure.SYSTOLIC, 140)
    await _measure(record, Measure.WEIGHT, 80)
    await _measure(record, Measure.HEIGHT, 1.8)

    assert (await async_clinical(record, ANNA, NOW)).missing == (Input.REGION,)


@pytest.mark.parametrize(
    ("disease", "reason"),
    [
        pytest.param("cardiovascular_disease", Reason.PRIOR_DISEASE, id="known disease"),
        pytest.param(
            "familial_hypercholesterolaemia",
            Reason.FAMILIAL_HYPERCHOLESTEROLAEMIA,
            id="inherited cholesterol",
        ),
    ],
)
async def test_nobody_gets_a_number_from_an_equation_that_was_not_made_for_them(
    record: Record, disease: str, reason: Reason
) -> None:
    await _answer(record, **MAN_OF_50 | {disease: True})
    await _example(record)

    result = (await async_clinical(record, ANNA, NOW)).choice.result

    assert (result.value, result.reason) == (None, reason)


@pytest.mark.parametrize(
    ("days_ago", "pregnant"),
    [pytest.param(279, False, id="still counts"), pytest.param(281, None, id="has run out")],
)
async def test_an_answer_about_pregnancy_runs_out_and_is_asked_again(
    record: Record, days_ago: float, pregnant: bool | None
) -> None:
    await _answer(record, days_ago, **MAN_OF_50 | {"sex": Sex.FEMALE, "pregnant": False})
    await _example(record)

    said = await async_clinical(record, ANNA, NOW)

    assert said.profile.pregnant is pregnant
    assert (said.choice.result.value is None) is (pregnant is None)
    assert said.missing == (() if pregnant is False else (Input.PREGNANT,))
    assert said.dues[0] == Due("pregnant", TODAY + timedelta(days=280 - days_ago))


async def test_a_statin_is_a_treatment_of_cholesterol_and_no_statin_says_nothing_about_others(
    record: Record,
) -> None:
    await _answer(record, statin=True)
    assert (await async_clinical(record, ANNA, NOW)).profile.lipid_treatment is True
    await _answer(record, statin=False)
    assert (await async_clinical(record, ANNA, NOW)).profile.lipid_treatment is None


async def test_what_runs_out_first_comes_first_and_a_height_never_does(record: Record) -> None:
    await _answer(record, **MAN_OF_50)
    await _example(record)
    await _measure(record, Measure.HEIGHT, 1.8, days_ago=9000)

    said = await async_clinical(record, ANNA, NOW)

    assert [due.key for due in said.dues] == [
        "systolic_mmhg",
        "hdl_cholesterol_mmol_l",
        "total_cholesterol_mmol_l",
    ]
    assert said.next_due == Due("systolic_mmhg", TODAY + timedelta(days=181))


async def test_a_pressure_that_is_too_old_does_not_count_and_is_missing(record: Record) -> None:
    await _answer(record, **MAN_OF_50)
    await _example(record)

    said = await async_clinical(record, ANNA, NOW + timedelta(days=400))

    assert Measure.SYSTOLIC not in said.measured
    assert said.choice.result.value is None
    assert said.missing == (Input.SYSTOLIC,)
    assert said.next_due == Due("systolic_mmhg", TODAY + timedelta(days=181))


async def test_a_counter_that_still_runs_today_says_nothing_yet_but_what_was_typed_today_does(
    record: Record,
) -> None:
    await _measure(record, Measure.STEPS, 8000, 6000, 200, days_ago=0, source="sensor.steps")
    await _measure(record, Measure.MODERATE_ACTIVITY, 90, days_ago=0)

    measured = (await async_clinical(record, ANNA, NOW)).measured

    assert (measured[Measure.STEPS].value, measured[Measure.STEPS].days) == (7000, 2)
    assert measured[Measure.MODERATE_ACTIVITY].value == 90


async def test_a_day_is_a_day_of_the_home(record: Record) -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=BERLIN)
    await record.async_add_measurements(ANNA, [StoredMeasurement("weight_kg", late.timestamp(), 80, TYPED)])

    assert (await async_clinical(record, ANNA, NOW)).measured[Measure.WEIGHT].last_day == date(2026, 11, 23)


async def test_a_measure_of_a_later_version_is_passed_over(record: Record) -> None:
    await record.async_add_measurements(ANNA, [StoredMeasurement("shoe_size", 1.0, 43, TYPED)])

    said = await async_clinical(record, ANNA, NOW)

    assert isinstance(said, ClinicalSnapshot)
    assert said.inputs == ()


async def test_the_first_day_of_a_window_counts_whole_also_where_one_of_them_has_25_hours(
    record: Record,
) -> None:
    first, last = datetime(2026, 9, 27, 0, 20, tzinfo=BERLIN), datetime(2026, 10, 26, 23, 50, tzinfo=BERLIN)
    await record.async_add_measurements(
        ANNA,
        [StoredMeasurement("systolic_mmhg", at.timestamp(), 140, "sensor.cuff") for at in (first, last)],
    )

    said = await async_clinical(record, ANNA, last)

    (systolic,) = (known for known in said.inputs if known.key == "systolic_mmhg")
    assert systolic.days == 2
