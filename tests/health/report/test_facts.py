"""What a report may say: side by side, dated, sourced, and nothing joined."""

from datetime import timedelta
import json
import time

import pytest

from custom_components.digitalshadow.health.equations.equation import EquationKey, Reason
from custom_components.digitalshadow.health.equations.risk_classes import Scheme
from custom_components.digitalshadow.health.equations.selection import Why
from custom_components.digitalshadow.health.person.choices import Sex, Smoking
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Input
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion
from custom_components.digitalshadow.health.report.facts_list import as_json, list_facts
from custom_components.digitalshadow.health.report.phrases import Language
from custom_components.digitalshadow.health.report.text import write
from simulation.people import FIRST_DAY, Life, lived
from tests.health.report_people import DEMONSTRATION, MEASURED, facts_of, measured_on, seen_days

AS_OF = FIRST_DAY + timedelta(119)


def test_the_face_changes_nothing_about_the_risk() -> None:
    calm, risen = facts_of(), facts_of(days=seen_days(rise=0.5))

    assert calm.trend.state != risen.trend.state
    assert calm.risk == risen.risk
    assert calm.risk_classes == risen.risk_classes


def test_the_last_thirty_days_are_summed_up() -> None:
    facts = facts_of(days=seen_days(200))

    assert (facts.seen.first_day, facts.seen.last_day) == (AS_OF - timedelta(29), AS_OF)
    assert facts.seen.days == 30
    assert (facts.seen.lowest, facts.seen.middle, facts.seen.highest) == pytest.approx((0.17, 0.2, 0.23))


def test_nobody_seen_gives_no_values() -> None:
    seen = facts_of(days=()).seen

    assert (seen.visits, seen.days, seen.lowest, seen.middle, seen.highest) == (0, 0, None, None, None)


def test_the_risk_is_told_of_100_people() -> None:
    facts = facts_of()

    assert facts.risk.result.equation.key is EquationKey.SCORE2
    assert facts.of_100 == round(facts.risk.result.value)
    assert {found.scheme for found in facts.risk_classes} == {Scheme.ESC_2021, Scheme.ESC_EAS_2025}


def test_a_tiny_risk_is_not_told_as_one() -> None:
    values = {**MEASURED, Measure.SYSTOLIC: 105, Measure.TOTAL_CHOLESTEROL: 4.0, Measure.HDL_CHOLESTEROL: 1.6}
    young = facts_of(
        country="US",
        age_years=30.0,
        smoking=Smoking.NEVER,
        sex=Sex.FEMALE,
        measurements=measured_on(AS_OF, values),
    )

    assert young.risk.result.value is not None
    assert young.risk.result.value < 1
    assert young.of_100 == 0


def test_the_american_classes_rest_on_the_outcome_they_were_made_for() -> None:
    facts = facts_of(country="US")

    assert facts.risk.result.equation.key is EquationKey.PREVENT
    assert [found.scheme for found in facts.risk_classes] == [Scheme.ACC_AHA_2026]


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        pytest.param({}, (), id="nothing"),
        pytest.param({"age_years": None}, (Input.AGE,), id="age"),
        pytest.param({"regions": Regions()}, (Input.REGION,), id="region"),
        pytest.param({"cardiovascular_disease": True}, (), id="nothing would help"),
    ],
)
def test_what_the_best_equation_lacks_is_named(
    answers: dict[str, object], missing: tuple[Input, ...]
) -> None:
    assert facts_of(**answers).missing == missing


def test_fewer_inputs_still_name_what_the_better_equation_lacks() -> None:
    values = {
        measure: value for measure, value in MEASURED.items() if measure is not Measure.TOTAL_CHOLESTEROL
    }
    facts = facts_of(measurements=measured_on(AS_OF, values))

    assert facts.risk.why is Why.FEWER_INPUTS
    assert facts.missing == (Input.TOTAL_CHOLESTEROL,)


def test_prior_disease_gives_no_number_and_no_class() -> None:
    facts = facts_of(cardiovascular_disease=True)

    assert facts.risk.result.reason is Reason.PRIOR_DISEASE
    assert (facts.of_100, facts.risk_classes) == (None, ())


def test_old_and_scarce_measurements_are_named() -> None:
    facts = facts_of(measurements=measured_on(AS_OF - timedelta(200), days=3))

    assert Measure.SYSTOLIC in {value.measure for value in facts.out_of_date}
    assert {value.measure for value in facts.too_few_days} == {Measure.SYSTOLIC, Measure.DIASTOLIC}


def test_every_fact_has_a_day_and_a_source_and_is_plain_data() -> None:
    facts = facts_of(days=seen_days(rise=0.4), measurements=measured_on(AS_OF - timedelta(2)))
    listed = list_facts(facts)

    assert json.loads(json.dumps(as_json(facts))) == as_json(facts)
    assert all(fact.day for fact in listed)
    assert all(fact.source for fact in listed if fact.key != "missing")
    measured = {fact.key: fact for fact in listed}
    assert (measured["measured.weight_kg"].value, measured["measured.weight_kg"].unit) == (84, "kg")
    assert measured["measured.weight_kg"].day == (AS_OF - timedelta(2)).isoformat()
    assert measured["trend.since"].value == facts.trend.since.isoformat()


def test_a_refusal_and_what_is_missing_are_facts_too() -> None:
    facts = {fact.key: fact.value for fact in list_facts(facts_of(age_years=None, days=()))}

    assert (facts["risk.value"], facts["risk.reason"], facts["missing"]) == (
        None,
        "missing_input",
        "age_years",
    )
    assert (facts["trend.since"], facts["seen.middle"]) == (None, None)


def test_a_demonstration_says_so_in_the_source_of_every_value() -> None:
    facts = list_facts(facts_of(model=DEMONSTRATION))

    assert all("demonstration" in fact.source for fact in facts if fact.key.startswith(("seen.", "trend.")))


def test_an_outcome_without_a_name_is_none() -> None:
    facts = facts_of(regions=Regions(score2=RiskRegion.LOW), age_years=20.0)

    assert facts.risk.result.value is None
    assert {fact.key for fact in list_facts(facts)} >= {"risk.reason", "risk.outcome"}


def test_a_report_of_ten_years_costs_less_than_a_tenth_of_a_second() -> None:
    days = lived(Life(presence=1.0), 3650, 5)

    def cpu_seconds() -> float:
        started = time.process_time()
        facts = facts_of(days=days, as_of=FIRST_DAY + timedelta(3649))
        write(facts, Language.ENGLISH, "Anna")
        return time.process_time() - started

    assert min(cpu_seconds() for _ in range(5)) <= 0.1
