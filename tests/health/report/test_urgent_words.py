"""What stands first in a report: very high pressure, pregnancy, and values for a doctor."""

from datetime import timedelta

import pytest

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.pressure import PressureReading
from custom_components.digitalshadow.health.report.facts import ReportFacts
from custom_components.digitalshadow.health.report.for_doctor import Finding
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.health.report.text import SectionKey, write
from simulation.people import FIRST_DAY
from tests.health.report_people import MEASURED, facts_of, measured_on, noon

AS_OF = FIRST_DAY + timedelta(119)
CRISIS = facts_of(pressure=PressureReading(196, 118, noon(AS_OF)))


def pregnant(upper: float | None = None, lower: float | None = None, **answers: object) -> ReportFacts:
    """Return the facts about a woman of 31 who is pregnant, or as the answers say."""
    reading = None if upper is None and lower is None else PressureReading(upper, lower, noon(AS_OF))
    return facts_of(pressure=reading, **{"sex": Sex.FEMALE, "age_years": 31.0, "pregnant": True} | answers)


def said(facts: ReportFacts, language: Language = Language.ENGLISH) -> str:
    return write(facts, language, "Anna").words(SectionKey.URGENT)


def test_a_very_high_pressure_is_the_first_thing_in_the_report() -> None:
    first, *_ = write(CRISIS, Language.ENGLISH, "Anna").sections

    assert first.key is SectionKey.URGENT
    words = " ".join(first.paragraphs)
    for expected in (
        "Your last blood pressure was 196/118 mmHg.",
        "rest for a few minutes and measure again",
        "contact a doctor today. By phone is enough. Take no extra tablets of your own accord.",
        "Call 112 at once if you also have chest or back pain",
        "numbness on one side",
        "confusion",
        "very bad headache",
    ):
        assert expected in words


def test_an_older_one_has_its_date_and_asks_to_measure_now() -> None:
    words = said(facts_of(pressure=PressureReading(None, 112, noon(AS_OF - timedelta(2)))))

    assert "On 28 April 2027 your blood pressure was 112 mmHg (lower number)." in words
    assert "Measure again now." in words


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(facts_of(), id="no reading"),
        pytest.param(facts_of(pressure=PressureReading(179, 109, noon(AS_OF))), id="below the lines"),
        pytest.param(
            facts_of(child_birth_date=None, pregnant=False, pressure=PressureReading(142, 91, noon(AS_OF))),
            id="high, and not pregnant",
        ),
    ],
)
def test_where_nothing_is_urgent_there_is_no_such_part(facts: ReportFacts) -> None:
    assert not write(facts, Language.ENGLISH, "Anna").has(SectionKey.URGENT)


@pytest.mark.parametrize(
    ("facts", "expected", "not_said"),
    [
        pytest.param(pregnant(), "140 or more, or a lower one of 90 or more", "Your last", id="no reading"),
        pytest.param(pregnant(142, 91), "call your midwife or doctor today", "160", id="high"),
        pytest.param(pregnant(None, 112), "get help at once from your hospital", "140", id="severe"),
        pytest.param(pregnant(185, 100), "get help at once from your hospital", "By phone", id="very high"),
        pytest.param(
            pregnant(142, 91, pregnant=False, child_birth_date=AS_OF - timedelta(42)),
            "you had a child in the last six weeks",
            "you are pregnant",
            id="after a birth",
        ),
    ],
)
def test_in_a_pregnancy_its_own_lines_and_signs_are_told(
    facts: ReportFacts, expected: str, not_said: str
) -> None:
    words = said(facts)

    assert expected in words
    assert not_said not in words
    for sign in (
        "severe headache",
        "flashes",
        "below the ribs",
        "vomiting",
        "swelling",
        "short breath",
        "fit",
    ):
        assert sign in words


@pytest.mark.parametrize("language", Language)
def test_every_language_says_the_numbers_and_whom_to_call(language: Language) -> None:
    words = said(CRISIS, language)
    assert [number for number in ("196/118 mmHg", "180", "110", "112") if number not in words] == []
    high, severe = said(pregnant(142, 91), language), said(pregnant(170, 91), language)
    assert [number for number in ("140", "90") if number not in high] == []
    assert [number for number in ("160", "110") if number not in severe] == []


def values(**changes: float) -> dict[Measure, float]:
    return {**MEASURED, **{Measure(name): value for name, value in changes.items()}}


@pytest.mark.parametrize(
    ("changes", "answers", "findings"),
    [
        pytest.param({}, {}, [], id="nothing to show"),
        pytest.param({"hba1c_mmol_mol": 48}, {}, [Finding.HBA1C], id="HbA1c of 48, diabetes denied"),
        pytest.param({"hba1c_mmol_mol": 48}, {"diabetes": None}, [Finding.HBA1C], id="diabetes unknown"),
        pytest.param({"hba1c_mmol_mol": 48}, {"diabetes": Diabetes.TYPE_2}, [], id="a known diabetes"),
        pytest.param({"hba1c_mmol_mol": 47}, {}, [], id="HbA1c below"),
        pytest.param(
            {"fasting_glucose_mmol_l": 9.0}, {}, [Finding.FASTING_GLUCOSE], id="fasting glucose of 9.0"
        ),
        pytest.param({"egfr_ml_min_1_73m2": 59}, {}, [Finding.KIDNEY_AGAIN], id="eGFR of 59"),
        pytest.param({"egfr_ml_min_1_73m2": 60}, {}, [], id="eGFR of 60"),
        pytest.param(
            {"egfr_ml_min_1_73m2": 45}, {"chronic_kidney_disease": True}, [], id="a known kidney disease"
        ),
        pytest.param(
            {"egfr_ml_min_1_73m2": 22},
            {"chronic_kidney_disease": True},
            [Finding.KIDNEY_SOON],
            id="a known one that is pressing",
        ),
        pytest.param({"egfr_ml_min_1_73m2": 14}, {}, [Finding.KIDNEY_NOW], id="eGFR of 14"),
        pytest.param({"total_cholesterol_mmol_l": 8.1}, {}, [Finding.CHOLESTEROL], id="cholesterol of 8.1"),
        pytest.param({"total_cholesterol_mmol_l": 8.0}, {}, [], id="cholesterol of 8.0"),
        pytest.param(
            {"total_cholesterol_mmol_l": 7.6},
            {"family_history": True},
            [Finding.INHERITED],
            id="in the family",
        ),
        pytest.param(
            {"systolic_mmhg": 181, "egfr_ml_min_1_73m2": 20, "hba1c_mmol_mol": 60},
            {},
            [Finding.KIDNEY_SOON, Finding.PRESSURE_MEAN, Finding.HBA1C],
            id="most pressing first",
        ),
        pytest.param(
            {"total_cholesterol_mmol_l": 8.4, "hba1c_mmol_mol": 50},
            {"sex": Sex.FEMALE, "pregnant": True},
            [Finding.HBA1C],
            id="no lipids in a pregnancy",
        ),
    ],
)
def test_a_doctor_is_shown_what_a_layman_cannot_judge(
    changes: dict[str, float], answers: dict[str, object], findings: list[Finding]
) -> None:
    facts = facts_of(measurements=measured_on(AS_OF, values(**changes)), **answers)

    assert [one.finding for one in facts.for_doctor] == findings
    assert write(facts, Language.ENGLISH, "Anna").has(SectionKey.DOCTOR) is bool(findings)


@pytest.mark.parametrize("language", Language)
def test_each_value_stands_in_the_list_with_its_unit(language: Language) -> None:
    changes = {"systolic_mmhg": 184, "diastolic_mmhg": 104, "fasting_glucose_mmol_l": 9.0}
    facts = facts_of(measurements=measured_on(AS_OF, values(**changes)))
    listed = write(facts, language, "Anna").words(SectionKey.DOCTOR)

    assert "184/104 mmHg" in listed
    assert f"{PHRASES[language].number(9, 1)} mmol/L" in listed
    assert listed.startswith("- ")
