"""Advice: who gets which, in which order, from which source."""

from datetime import timedelta

import pytest

from custom_components.digitalshadow.health.person.choices import Diabetes, Smoking
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.report.advice import AdviceKey
from custom_components.digitalshadow.health.report.facts import ReportFacts
from simulation.people import FIRST_DAY
from tests.health.report_people import MEASURED, facts_of, measured_on

AS_OF = FIRST_DAY + timedelta(119)


def measured(**changes: float) -> ReportFacts:
    return facts_of(
        measurements=measured_on(AS_OF, {**MEASURED, **{Measure(k): v for k, v in changes.items()}})
    )


def without(*measures: Measure) -> ReportFacts:
    return facts_of(measurements=measured_on(AS_OF, {k: v for k, v in MEASURED.items() if k not in measures}))


def keys(facts: ReportFacts) -> list[AdviceKey]:
    return [advice.key for advice in facts.advice]


IDEAL = {"systolic_mmhg": 112, "diastolic_mmhg": 70}


@pytest.mark.parametrize(
    ("key", "given", "spared"),
    [
        pytest.param(
            AdviceKey.STOP_SMOKING,
            facts_of(),
            facts_of(smoking=Smoking.NEVER),
            id="who smokes, who never did",
        ),
        pytest.param(
            AdviceKey.STOP_INHALING_NICOTINE,
            facts_of(smoking=Smoking.INHALED_NICOTINE),
            facts_of(),
            id="who inhales nicotine, who smokes",
        ),
        pytest.param(
            AdviceKey.MEASURE_BLOOD_PRESSURE,
            without(Measure.SYSTOLIC),
            facts_of(),
            id="pressure unknown, known",
        ),
        pytest.param(
            AdviceKey.MEASURE_BLOOD_PRESSURE,
            facts_of(measurements=measured_on(AS_OF, days=6)),
            facts_of(measurements=measured_on(AS_OF, days=7)),
            id="six days, seven days",
        ),
        pytest.param(
            AdviceKey.LOWER_BLOOD_PRESSURE,
            measured(systolic_mmhg=120, diastolic_mmhg=80),
            measured(systolic_mmhg=129.9, diastolic_mmhg=79.9),
            id="one of the two at its goal, both below",
        ),
        pytest.param(
            AdviceKey.LOWER_BLOOD_PRESSURE,
            measured(systolic_mmhg=130, diastolic_mmhg=70),
            without(Measure.DIASTOLIC),
            id="upper one at the goal, lower one unknown",
        ),
        pytest.param(
            AdviceKey.LESS_SODIUM,
            measured(systolic_mmhg=120, diastolic_mmhg=70),
            measured(**IDEAL),
            id="elevated pressure, low one",
        ),
        pytest.param(
            AdviceKey.LESS_ALCOHOL,
            facts_of(blood_pressure_treatment=True, measurements=[]),
            without(Measure.SYSTOLIC),
            id="treated pressure, unknown one",
        ),
        pytest.param(
            AdviceKey.LOSE_WEIGHT,
            measured(weight_kg=25 * 1.76**2 + 0.1),
            measured(weight_kg=25 * 1.76**2 - 0.1),
            id="body mass index of 25, below",
        ),
        pytest.param(
            AdviceKey.MOVE_MORE,
            measured(moderate_activity_minutes_per_week=149),
            measured(moderate_activity_minutes_per_week=0, vigorous_activity_minutes_per_week=75),
            id="149 minutes, 75 vigorous ones",
        ),
        pytest.param(
            AdviceKey.MOVE_MORE, facts_of(), without(Measure.VIGOROUS_ACTIVITY), id="known, unknown"
        ),
        pytest.param(
            AdviceKey.SLEEP,
            measured(sleep_hours_per_night=9.1),
            measured(sleep_hours_per_night=9),
            id="more than nine hours, nine",
        ),
        pytest.param(
            AdviceKey.SLEEP, facts_of(), without(Measure.SLEEP), id="less than seven hours, unknown"
        ),
        pytest.param(
            AdviceKey.EAT_BETTER, measured(mepa_points=14), measured(mepa_points=15), id="14 points, 15"
        ),
        pytest.param(
            AdviceKey.CHOLESTEROL,
            measured(total_cholesterol_mmol_l=4.7),
            measured(total_cholesterol_mmol_l=4.5),
            id="non-HDL of 3.5, of 3.3",
        ),
        pytest.param(
            AdviceKey.CHOLESTEROL, facts_of(), without(Measure.HDL_CHOLESTEROL), id="known, unknown"
        ),
        pytest.param(
            AdviceKey.BLOOD_SUGAR,
            measured(hba1c_mmol_mol=39),
            measured(hba1c_mmol_mol=38.9),
            id="HbA1c of 39, below",
        ),
        pytest.param(
            AdviceKey.BLOOD_SUGAR, facts_of(), facts_of(diabetes=Diabetes.TYPE_2), id="no diabetes, diabetes"
        ),
        pytest.param(
            AdviceKey.FAMILY_HISTORY,
            facts_of(family_history=True),
            facts_of(family_history=False),
            id="early disease in the family, none",
        ),
        pytest.param(
            AdviceKey.FAMILY_HISTORY,
            facts_of(family_history=True, cardiovascular_disease=None),
            facts_of(family_history=True, cardiovascular_disease=True),
            id="own disease unknown, known to a doctor",
        ),
        pytest.param(
            AdviceKey.FAMILY_HISTORY,
            facts_of(family_history=True, measurements=[]),
            facts_of(),
            id="without any measurement, never answered",
        ),
    ],
)
def test_advice_fits_the_person(key: AdviceKey, given: ReportFacts, spared: ReportFacts) -> None:
    assert key in keys(given)
    assert key not in keys(spared)


def test_what_leaves_most_room_comes_first() -> None:
    advice = facts_of().advice

    assert advice[0].key is AdviceKey.STOP_SMOKING
    assert [one.room for one in advice] == sorted((one.room for one in advice), reverse=True)
    assert keys(facts_of(smoking=Smoking.NEVER))[0] is not AdviceKey.STOP_SMOKING


def test_without_an_age_there_is_advice_but_no_order() -> None:
    assert {advice.room for advice in facts_of(age_years=None).advice} == {0}


def test_every_advice_has_its_source() -> None:
    assert all(
        any(year in advice.source for year in ("2021", "2022", "2025", "2026"))
        for advice in facts_of(family_history=True).advice
    )


def test_losing_weight_is_told_in_the_persons_own_kilograms() -> None:
    numbers = dict(next(one for one in facts_of().advice if one.key is AdviceKey.LOSE_WEIGHT).numbers)

    assert numbers["loss"].value == pytest.approx(4.2)


def test_the_test_of_lipoprotein_a_is_for_everybody() -> None:
    assert AdviceKey.LIPOPROTEIN_A in keys(facts_of(measurements=[]))
