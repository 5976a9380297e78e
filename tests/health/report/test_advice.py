"""Advice: who gets which, in which order, from which source."""

from datetime import timedelta

import pytest

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.report.advice_rules import AdviceKey
from custom_components.digitalshadow.health.report.facts import ReportFacts
from custom_components.digitalshadow.health.report.formats import markdown
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.health.report.text import SectionKey, write
from simulation.people import FIRST_DAY
from tests.health.report_people import MEASURED, facts_of, measured_on

AS_OF = FIRST_DAY + timedelta(119)


def measured(**changes: float) -> ReportFacts:
    return facts_of(
        measurements=measured_on(AS_OF, {**MEASURED, **{Measure(k): v for k, v in changes.items()}})
    )


def without(*measures: Measure) -> ReportFacts:
    return facts_of(measurements=measured_on(AS_OF, {k: v for k, v in MEASURED.items() if k not in measures}))


def sugar(**changes: float) -> ReportFacts:
    """Return the facts about somebody whose HbA1c is not known."""
    values = {k: v for k, v in MEASURED.items() if k is not Measure.HBA1C}
    return facts_of(measurements=measured_on(AS_OF, values | {Measure(k): v for k, v in changes.items()}))


def pregnant(**answers: object) -> ReportFacts:
    return facts_of(**{"sex": Sex.FEMALE, "age_years": 31.0, "pregnant": True} | answers)


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
            without(Measure.DIASTOLIC),
            measured(systolic_mmhg=129, diastolic_mmhg=70),
            id="upper one above it and the lower one unknown, below",
        ),
        pytest.param(
            AdviceKey.LESS_SODIUM,
            measured(systolic_mmhg=120, diastolic_mmhg=70),
            measured(**IDEAL),
            id="elevated pressure, low one",
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
            AdviceKey.MOVE_MORE,
            without(Measure.VIGOROUS_ACTIVITY),
            without(Measure.MODERATE_ACTIVITY),
            id="only the vigorous minutes unknown, the moderate ones",
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
            AdviceKey.BLOOD_SUGAR,
            measured(hba1c_mmol_mol=47),
            measured(hba1c_mmol_mol=48),
            id="HbA1c of 47, and of 48, which is for the doctor's list",
        ),
        pytest.param(
            AdviceKey.FASTING_SUGAR,
            sugar(fasting_glucose_mmol_l=5.6),
            sugar(fasting_glucose_mmol_l=9.0),
            id="fasting glucose of 5.6, and of 9.0, which is for the doctor's list",
        ),
        pytest.param(
            AdviceKey.SMOKE_FREE_HOME,
            facts_of(smoking=Smoking.NEVER, indoor_smoke=True),
            facts_of(indoor_smoke=True),
            id="smoke of others, own smoke",
        ),
        pytest.param(
            AdviceKey.STAY_OFF_TOBACCO,
            facts_of(smoking=Smoking.QUIT_UNDER_ONE_YEAR),
            facts_of(smoking=Smoking.QUIT_ONE_TO_FIVE_YEARS),
            id="stopped lately, longer ago",
        ),
        pytest.param(AdviceKey.BALANCE, facts_of(age_years=65.0), facts_of(age_years=64.0), id="65, 64"),
        pytest.param(AdviceKey.NO_ALCOHOL, pregnant(), facts_of(), id="pregnant, somebody who was not asked"),
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


def said(facts: ReportFacts, language: Language = Language.ENGLISH) -> str:
    """Return all advice."""
    report = write(facts, language, "Anna")
    return "\n".join(report.words(key) for key in (SectionKey.ADVICE, SectionKey.FURTHER) if report.has(key))


def test_what_the_own_equation_says_orders_the_steps() -> None:
    facts = measured(systolic_mmhg=172, diastolic_mmhg=104, total_cholesterol_mmol_l=7.9)
    computed = [one for one in facts.advice if one.gain is not None]

    assert [one.key for one in computed] == keys(facts)[: len(computed)]
    assert {one.key for one in computed} == {
        AdviceKey.STOP_SMOKING,
        AdviceKey.LOWER_BLOOD_PRESSURE,
        AdviceKey.CHOLESTEROL,
    }
    gains = [one.gain.percent for one in computed]
    assert gains == sorted(gains), "the one without which the risk is lowest comes first"


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        pytest.param(
            facts_of(
                smoking=Smoking.NEVER,
                blood_pressure_treatment=None,
                lipid_treatment=None,
                measurements=measured_on(AS_OF, {**MEASURED, Measure.SYSTOLIC: 172, Measure.DIASTOLIC: 104}),
            ),
            [AdviceKey.LOWER_BLOOD_PRESSURE, AdviceKey.CHOLESTEROL],
            id="172/104 with unanswered treatment",
        ),
        pytest.param(
            facts_of(
                smoking=Smoking.NEVER,
                measurements=measured_on(AS_OF, {Measure.SYSTOLIC: 190}),
                age_years=None,
            ),
            [AdviceKey.LOWER_BLOOD_PRESSURE],
            id="only the upper one known, of 190",
        ),
        pytest.param(
            facts_of(age_years=None),
            [AdviceKey.STOP_SMOKING, AdviceKey.LOWER_BLOOD_PRESSURE, AdviceKey.CHOLESTEROL],
            id="no number: the order of the trials",
        ),
    ],
)
def test_what_helps_most_comes_first_without_a_number_too(facts: ReportFacts, first: list[AdviceKey]) -> None:
    assert keys(facts)[: len(first)] == first


def test_three_steps_have_their_numbers_and_the_others_are_folded_behind_them() -> None:
    report = write(facts_of(), Language.ENGLISH, "Anna")
    steps = report.section(SectionKey.ADVICE)

    assert len(steps.paragraphs) == 3
    assert "Out of 100 people who are the same but do not smoke" in steps.paragraphs[0]
    assert len(report.section(SectionKey.FURTHER).paragraphs) == len(facts_of().advice) - 3
    assert "<details><summary>What also helps</summary>" in markdown(report)


def test_an_82_year_old_is_told_of_balance_and_not_of_hard_sport() -> None:
    words = said(facts_of(age_years=82.0))

    assert "balance and strength on three days a week" in words
    assert "Walk every day as far as you can." in words
    assert "hard sport" not in words
    assert "Your doctor sets your goal for it." in words


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"cardiovascular_disease": True}, id="a heart attack"),
        pytest.param({"diabetes": Diabetes.TYPE_2}, id="diabetes"),
        pytest.param({"familial_hypercholesterolaemia": True}, id="inherited cholesterol"),
        pytest.param({"statin": True, "lipid_treatment": True}, id="a statin"),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_whose_goal_is_lower_reads_no_goal_of_others(language: Language, answers: dict[str, object]) -> None:
    facts = facts_of(**answers)
    lipid = next(one for one in facts.advice if one.key is AdviceKey.CHOLESTEROL)
    pressure = next(one for one in facts.advice if one.key is AdviceKey.LOWER_BLOOD_PRESSURE)

    assert (lipid.variant, pressure.variant) == ("own_goal", "own_goal")
    assert PHRASES[language].number(3.4, 1) not in said(facts, language)
    assert "130/80" not in said(facts, language)


def test_the_american_goal_is_for_americans() -> None:
    assert "below 130/80" in said(facts_of(country="US"))
    assert "130/80" not in said(facts_of(country="DE"))
    assert "2300 mg of sodium" in said(facts_of(country="US"))
    assert "5 to 6 g a day" in said(facts_of(country="DE"))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(pregnant(), id="pregnant"),
        pytest.param(pregnant(pregnant=False, child_birth_date=AS_OF - timedelta(10)), id="after a birth"),
    ],
)
def test_in_a_pregnancy_there_is_no_advice_on_weight_sport_or_lipids(facts: ReportFacts) -> None:
    assert keys(facts) == [AdviceKey.STOP_SMOKING, AdviceKey.NO_ALCOHOL]


def test_every_advice_has_its_source() -> None:
    assert all(
        any(year in advice.source for year in ("2020", "2021", "2022", "2023", "2024", "2025", "2026"))
        for advice in facts_of(family_history=True).advice
    )


def test_losing_weight_is_told_in_the_persons_own_kilograms() -> None:
    numbers = dict(next(one for one in facts_of().advice if one.key is AdviceKey.LOSE_WEIGHT).numbers)

    assert numbers["loss"].value == pytest.approx(4.2)


def test_the_test_of_lipoprotein_a_is_for_everybody_once_in_a_life() -> None:
    assert AdviceKey.LIPOPROTEIN_A in keys(facts_of(measurements=[]))
    assert AdviceKey.LIPOPROTEIN_A not in keys(facts_of(measurements=[], lipoprotein_a_tested=True))
