"""The page for the doctor: one printable sheet, escaped, without anything that runs or is fetched."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
import re
from typing import override

import pytest

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.pressure import PressureReading
from custom_components.digitalshadow.health.person.questions import QUESTIONS
from custom_components.digitalshadow.health.report.facts import ReportFacts, SpeakingModel
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from simulation.people import FIRST_DAY
from tests.builders.report import AS_OF, FACTS
from tests.health.report_people import DEMONSTRATION, facts_of, measured_on, noon, seen_days

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>&'
VOID = {"meta", "path", "circle"}


class Page(HTMLParser):
    """Reads a page and keeps its tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", FACTS)
def test_the_page_is_whole_in_every_language(name: str, language: Language) -> None:
    page = Page(handout(FACTS[name], seen_days(), language, "Anna"))

    assert page.open == []
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags)
    assert not [key for key, _ in page.attributes if key.startswith("on") or key in {"href", "src"}]
    assert PHRASES[language].say("handout.title") in page.text
    assert not re.search(r"None|[^{]{[a-z_]+}", page.text.split("</style>", maxsplit=1)[-1])


def test_names_are_text_whatever_they_are() -> None:
    model = SpeakingModel(name=HOSTILE, sha256="f" * 64, is_demonstration=False)
    facts = facts_of(model=model)
    page = handout(facts, seen_days(), Language.ENGLISH, HOSTILE)

    assert "<script" not in page
    assert "<img" not in page
    assert "script" not in Page(page).tags


def test_nothing_may_run_or_be_fetched() -> None:
    page = handout(facts_of(), seen_days(), Language.ENGLISH, "Anna")

    assert "default-src 'none'" in page
    assert "://" not in page


def test_a_doctor_finds_the_formula_the_values_and_the_limits() -> None:
    page = Page(handout(facts_of(), seen_days(), Language.ENGLISH, "Anna")).text

    for expected in (
        "SCORE2, 2021",
        "138 mmHg",
        "5.9 mmol/L",
        "30 April 2027",
        "LiveCAD 1",
        "aaaaaaaaaaaa",
        "rule out",
    ):
        assert expected in page


@pytest.mark.parametrize("language", Language)
def test_a_demonstration_is_called_one_where_its_values_stand(language: Language) -> None:
    page = Page(handout(facts_of(model=DEMONSTRATION), seen_days(), language, "Anna")).text

    assert PHRASES[language].say("handout.signal_demonstration") in page


def test_old_values_are_marked() -> None:
    facts = facts_of(measurements=measured_on(FIRST_DAY.replace(year=FIRST_DAY.year - 1).replace(month=9)))

    assert "(out of date)" in handout(facts, seen_days(), Language.ENGLISH, "Anna")


def test_weeks_without_data_stay_empty_and_the_scale_is_fixed() -> None:
    days = tuple(value for value in seen_days() if not 40 <= (value.day - FIRST_DAY).days < 80)
    page = Page(handout(facts_of(days=days), days, Language.ENGLISH, "Anna"))
    marks = sorted(float(value or "") for key, value in page.attributes if key == "cx")

    assert max(after - before for before, after in pairwise(marks)) > 60
    assert all(0 <= float(value or "") <= 70 for key, value in page.attributes if key == "cy")
    assert "0 – 100" in page.text  # noqa: RUF001  # the dash of a range


def test_without_data_there_is_no_chart() -> None:
    assert "<svg" not in handout(facts_of(days=()), (), Language.ENGLISH, "Anna")


def test_a_page_of_many_weeks_stays_one_page() -> None:
    page = Page(handout(facts_of(days=seen_days(700), as_of=AS_OF), seen_days(700), Language.ENGLISH, "Anna"))

    assert page.tags.count("circle") <= 27


def test_a_doctor_reads_who_the_person_is_and_nothing_that_was_not_answered() -> None:
    facts = facts_of(
        age_years=63,
        sex=Sex.FEMALE,
        pregnant=None,
        smoking=Smoking.QUIT_UNDER_ONE_YEAR,
        cardiovascular_disease=None,
        chronic_kidney_disease=None,
        familial_hypercholesterolaemia=None,
        blood_pressure_treatment=True,
        lipid_treatment=None,
    )
    page = Page(handout(facts, seen_days(), Language.ENGLISH, "Anna")).text

    assert (
        "age: 63, sex: female, smoking: stopped less than a year ago, diabetes: no,"
        " takes a drug that lowers blood pressure: yes, statin: no\n"
    ) in page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("answer", [*Sex, *Smoking, *Diabetes])
def test_every_answer_has_words_in_every_language(
    language: Language, answer: Sex | Smoking | Diabetes
) -> None:
    asked = type(answer).__name__.lower()
    page = Page(handout(facts_of(**{asked: answer}), seen_days(), language, "Anna")).text

    assert PHRASES[language].say("handout.answers") in page
    assert PHRASES[language].say(f"handout.answer.{asked}.{answer}") in page


@pytest.mark.parametrize("language", Language)
def test_early_disease_in_the_family_is_printed_for_the_doctor(language: Language) -> None:
    phrases = PHRASES[language]
    printed = phrases.say(
        "handout.answer.pair",
        name=phrases.say("input.family_history"),
        value=phrases.say("handout.answer.yes"),
    )

    assert printed in Page(handout(facts_of(family_history=True), seen_days(), language, "Anna")).text
    assert printed not in Page(handout(facts_of(family_history=None), seen_days(), language, "Anna")).text


def test_a_doctor_reads_every_answer_but_these() -> None:
    assert {name for name, question in QUESTIONS.items() if not question.is_for_doctor} == {
        "birth_date",  # the age is printed
        "country",
        "who_region",
        "asia_pacific_region",
        "indoor_smoke",
        "diabetes_diagnosis_age_years",
    }


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        pytest.param(
            facts_of(),
            (
                "SCORE2, 2021, risk region: moderate: 11.6% in 10 years",
                "ESC cardiovascular prevention guideline (2021): very high",
                "Mean blood pressure by ESC 2024, limits for office values: elevated",
            ),
            id="Germany, 138/84",
        ),
        pytest.param(
            facts_of(country="US"),
            (
                "ACC/AHA dyslipidemia guideline (2026): intermediate",
                "Mean blood pressure by AHA/ACC 2025, limits for office values: stage 1 hypertension",
            ),
            id="America, 138/84",
        ),
        pytest.param(
            facts_of(cardiovascular_disease=True, chronic_kidney_disease=True),
            ("SCORE2: no value. In its way: known heart disease and kidney disease",),
            id="excluded",
        ),
        pytest.param(
            facts_of(age_years=None), ("SCORE2: no value. In its way: age",), id="something is missing"
        ),
    ],
)
def test_a_doctor_reads_the_assessment_in_a_doctors_words(facts: ReportFacts, lines: tuple[str, ...]) -> None:
    page = Page(handout(facts, (), Language.ENGLISH, "Anna")).text

    assert [line for line in lines if line not in page] == []
    assert "You told us" not in page


def test_a_mean_stands_with_its_readings_days_and_times_of_day() -> None:
    measurements = [
        replace(one, value=one.value + rise, at=noon(one.day).replace(hour=hour))
        for hour, rise in ((8, 4), (20, -4))
        for one in measured_on(AS_OF)
        if one.measure in {Measure.SYSTOLIC, Measure.DIASTOLIC}
    ]
    page = handout(facts_of(measurements=measurements), (), Language.ENGLISH, "Anna")

    assert "<td>138 mmHg; morning 142, evening 134</td><td>16</td><td>8</td>" in page
    assert "non-HDL cholesterol</th><td>4.7 mmol/L" in handout(facts_of(), (), Language.ENGLISH, "Anna")


@pytest.mark.parametrize("language", Language)
def test_a_doctor_reads_first_what_is_urgent(language: Language) -> None:
    facts = facts_of(pressure=PressureReading(196, 118, noon(AS_OF)))
    page = Page(handout(facts, (), language, "Anna")).text

    assert page.index("196/118 mmHg") < page.index(PHRASES[language].say("handout.assessment"))
