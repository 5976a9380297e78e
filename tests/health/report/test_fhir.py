"""The FHIR Bundle, read by an independent implementation of the standard.

`fhir.resources` has R4B (4.3.0), in which the four resources used here are those of R4 (4.0.1).
"""

from datetime import date
import json
from typing import Any

from fhir.resources.R4B.bundle import Bundle
import pytest

from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.report.facts import ReportFacts
from custom_components.digitalshadow.health.report.fhir import bundle
from custom_components.digitalshadow.health.report.phrases import Language
from tests.builders.report import AS_OF, FACTS
from tests.health.report_people import DEMONSTRATION, MEASURED, facts_of, measured_on


def made(facts: ReportFacts, language: Language = Language.ENGLISH) -> dict[str, Any]:
    return bundle(facts, language, person_id="0f1e", person_name="Anna", birth_date=date(1969, 3, 1))


def resources(facts: ReportFacts, kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in made(facts)["entry"] if entry["resource"]["resourceType"] == kind]


def coded(facts: ReportFacts, code: str) -> dict[str, Any]:
    return next(one for one in resources(facts, "Observation") if one["code"]["coding"][0]["code"] == code)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", FACTS)
def test_an_independent_reader_accepts_every_bundle(name: str, language: Language) -> None:
    written = json.dumps(made(FACTS[name], language))
    read = Bundle.model_validate_json(written)

    assert json.loads(read.model_dump_json()) == json.loads(written), "nothing was ignored or changed"


@pytest.mark.parametrize("name", FACTS)
def test_every_reference_is_answered_within_the_bundle(name: str) -> None:
    written = made(FACTS[name])
    urls = [entry["fullUrl"] for entry in written["entry"]]
    references = {
        found["reference"] for entry in written["entry"] for found in _references(entry["resource"])
    }

    assert len(set(urls)) == len(urls)
    assert references <= set(urls)
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in written["entry"])


def _references(node: Any) -> list[dict[str, str]]:  # noqa: ANN401  # walks any JSON
    if isinstance(node, dict):
        return (
            [node]
            if "reference" in node
            else [found for value in node.values() for found in _references(value)]
        )
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []


def test_blood_pressure_is_a_panel_of_two() -> None:
    panel = coded(facts_of(), "85354-9")

    assert [part["code"]["coding"][0]["code"] for part in panel["component"]] == ["8480-6", "8462-4"]
    assert [part["valueQuantity"]["value"] for part in panel["component"]] == [138, 84]
    assert {part["valueQuantity"]["code"] for part in panel["component"]} == {"mm[Hg]"}
    assert panel["effectivePeriod"] == {"start": "2027-04-23", "end": "2027-04-30"}


def test_one_pressure_alone_stands_for_itself() -> None:
    values = {measure: value for measure, value in MEASURED.items() if measure is not Measure.DIASTOLIC}
    facts = facts_of(measurements=measured_on(AS_OF, values))

    assert coded(facts, "8480-6")["valueQuantity"]["value"] == 138


@pytest.mark.parametrize(
    ("code", "value", "unit", "category"),
    [
        ("29463-7", 84.0, "kg", "vital-signs"),
        ("14647-2", 5.9, "mmol/L", "laboratory"),
        ("59261-8", 41, "mmol/mol", "laboratory"),
        ("8302-2", 176, "cm", "vital-signs"),
        ("93832-4", 6.2, "h", "activity"),
    ],
)
def test_measurements_carry_their_codes_and_units(code: str, value: float, unit: str, category: str) -> None:
    observation = coded(facts_of(), code)

    assert observation["valueQuantity"]["value"] == value
    assert observation["valueQuantity"]["code"] == unit
    assert observation["category"][0]["coding"][0]["code"] == category


def test_a_measure_without_a_code_has_our_own() -> None:
    observation = coded(facts_of(), "mepa_points")

    assert observation["code"]["coding"][0]["system"].startswith("urn:")
    assert "system" not in observation["valueQuantity"]


def test_the_signal_of_the_face_is_preliminary_and_no_risk() -> None:
    signal = coded(facts_of(), "facial-signal")

    assert signal["status"] == "preliminary"
    assert "LiveCAD 1" in signal["method"]["text"]
    assert "not a medical result" in signal["note"][0]["text"]
    assert signal["valueQuantity"]["value"] == 20.0
    assert len(resources(facts_of(), "RiskAssessment")) == 1
    assert signal["id"] not in json.dumps(resources(facts_of(), "RiskAssessment")), (
        "the risk does not rest on it"
    )


def test_a_demonstration_is_called_one() -> None:
    signal = coded(facts_of(model=DEMONSTRATION), "facial-signal")

    assert "demonstration" in signal["code"]["text"]
    assert "say nothing about your heart" in signal["note"][0]["text"]


def test_the_risk_names_its_equation_its_years_and_what_it_rests_on() -> None:
    (risk,) = resources(facts_of(), "RiskAssessment")
    (prediction,) = risk["prediction"]

    assert risk["method"]["text"].startswith("SCORE2 2021")
    assert prediction["probabilityDecimal"] == round(facts_of().risk.result.value or 0, 1)
    assert prediction["whenRange"]["high"]["value"] == 10
    assert "(2021): very high" in prediction["qualitativeRisk"]["text"]
    by_id = {f"urn:uuid:{one['id']}": one for one in resources(facts_of(), "Observation")}
    names = {by_id[one["reference"]]["code"]["text"] for one in risk["basis"]}
    assert names == {
        "Blood pressure panel with all children optional",
        "Cholesterol [Moles/volume] in Serum or Plasma",
        "Cholesterol in HDL [Moles/volume] in Serum or Plasma",
        "smoking",
    }, "what entered the formula, answers too, and nothing else"


def test_a_laboratorys_kidney_value_has_no_code_of_a_formula() -> None:
    assert "98979-8" not in json.dumps(made(facts_of()))
    assert coded(facts_of(), "egfr_ml_min_1_73m2")["valueQuantity"]["value"] == 88


def test_a_risk_without_class_or_measurement_leaves_both_out() -> None:
    facts = facts_of(country="CN", measurements=[])
    values = {Measure.SYSTOLIC: 138.0, Measure.WEIGHT: 84.0, Measure.HEIGHT: 1.76}
    chinese = facts_of(country="CN", measurements=measured_on(AS_OF, values))

    assert resources(facts, "RiskAssessment") == []
    (risk,) = resources(chinese, "RiskAssessment")
    assert "qualitativeRisk" not in risk["prediction"][0]


def test_a_risk_may_rest_on_answers_alone() -> None:
    facts = facts_of(country="CN", measurements=[], systolic_mmhg=138.0, bmi_kg_m2=27.0)

    (risk,) = resources(facts, "RiskAssessment")
    assert len(risk["basis"]) == 1, "smoking"


def test_without_a_value_there_is_no_risk_assessment() -> None:
    assert resources(facts_of(cardiovascular_disease=True), "RiskAssessment") == []


def test_nobody_seen_leaves_no_signal() -> None:
    assert "facial-signal" not in json.dumps(made(facts_of(days=())))


def test_the_patient_is_told_with_the_least() -> None:
    (patient,) = resources(facts_of(), "Patient")
    unknown = bundle(facts_of(sex=None), Language.ENGLISH, person_id="0f1e", person_name="<b>")["entry"][0][
        "resource"
    ]

    assert (patient["gender"], patient["birthDate"], patient["name"]) == (
        "male",
        "1969-03-01",
        [{"text": "Anna"}],
    )
    assert (unknown["gender"], unknown["name"]) == ("unknown", [{"text": "b"}])
    assert "birthDate" not in unknown
    assert "0f1e" not in json.dumps(made(facts_of())), "the id of this home stays at home"


def test_the_same_facts_give_the_same_bundle() -> None:
    assert made(facts_of()) == made(facts_of())
