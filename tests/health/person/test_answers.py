"""Answers: what they say about a person, how long they hold, and what follows from them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from custom_components.digitalshadow.health.person.answers import (
    DatedAnswers,
    answered,
    answers_as_content,
    answers_of,
)
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.maternity import Maternity, maternity
from custom_components.digitalshadow.health.person.questions import (
    PREGNANCY_ANSWER_DAYS,
    QUESTIONS,
    Circumstances,
)
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion, WhoRegion

NOON = 1_790_000_000.0
TODAY = date(2026, 9, 21)


def after(days: int) -> datetime:
    """Return a moment so many days after the answers were given."""
    return datetime.fromtimestamp(NOON, UTC) + timedelta(days)


EVERYTHING = answered(
    {
        "birth_date": date(1980, 2, 29),
        "sex": Sex.FEMALE,
        "country": "TW",
        "who_region": WhoRegion.EAST_ASIA,
        "asia_pacific_region": RiskRegion.LOW,
        "smoking": Smoking.NEVER,
        "indoor_smoke": False,
        "diabetes": Diabetes.TYPE_2,
        "diabetes_diagnosis_age_years": 40.0,
        "diabetes_ruled_out": False,
        "cardiovascular_disease": False,
        "pregnant": False,
        "expected_birth_date": None,
        "child_birth_date": None,
        "familial_hypercholesterolaemia": False,
        "chronic_kidney_disease": False,
        "blood_pressure_treatment": True,
        "statin": False,
        "lipid_treatment": True,
        "family_history": False,
        "lipoprotein_a_tested": False,
    },
    NOON,
)


def test_every_answer_survives_the_record() -> None:
    content = answers_as_content(EVERYTHING)

    assert list(content) == [name for name in QUESTIONS if name in content], "in the order of asking"
    assert answers_of(content) == EVERYTHING
    assert content["birth_date"] == {"value": "1980-02-29", "answered_at": NOON}


def test_an_unknown_answer_leaves_no_trace_and_no_date() -> None:
    answers = answered({"sex": None, "statin": False}, NOON)

    assert answers.answered_at == {"statin": NOON}
    assert answers_as_content(answers) == {"statin": {"value": False, "answered_at": NOON}}
    assert answers_of({}) == DatedAnswers()


def test_an_answer_to_a_question_that_is_no_longer_asked_is_passed_over() -> None:
    content = {"shoe_size": {"value": 43, "answered_at": NOON}, "sex": {"value": "male", "answered_at": NOON}}

    assert answers_of(content) == answered({"sex": Sex.MALE}, NOON)


@pytest.mark.parametrize(
    ("born", "today", "completed"),
    [
        pytest.param(date(1960, 6, 1), date(2026, 5, 31), 65, id="the day before the birthday"),
        pytest.param(date(1960, 6, 1), date(2026, 6, 1), 66, id="the birthday"),
        pytest.param(date(1980, 2, 29), date(2027, 2, 28), 46, id="born in a leap year, end of February"),
        pytest.param(date(1980, 2, 29), date(2027, 3, 1), 47, id="born in a leap year, first of March"),
        pytest.param(date(1980, 2, 29), date(2028, 2, 29), 48, id="born in a leap year, its own day"),
        pytest.param(date(2026, 9, 21), date(2026, 9, 21), 0, id="born today"),
    ],
)
def test_the_age_turns_on_the_birthday(born: date, today: date, completed: int) -> None:
    age = DatedAnswers(birth_date=born).age_years(today)

    assert age == completed


def test_without_a_birth_date_there_is_no_age() -> None:
    assert DatedAnswers().age_years(TODAY) is None


@pytest.mark.parametrize(
    ("born", "plausible"),
    [
        pytest.param(date(2026, 9, 21), True, id="today"),
        pytest.param(date(2026, 9, 22), False, id="tomorrow"),
        pytest.param(date(1905, 9, 22), True, id="nearly 121 years"),
        pytest.param(date(1905, 9, 21), False, id="121 years"),
    ],
)
def test_a_birth_date_is_one_of_a_living_person(born: date, plausible: bool) -> None:
    assert QUESTIONS["birth_date"].is_possible(born, TODAY) is plausible


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_about_pregnancy_holds_as_long_as_one_lasts(answer: bool) -> None:
    answers = answered({"pregnant": answer}, NOON)

    assert answers.holding(after(PREGNANCY_ANSWER_DAYS)).pregnant is answer
    assert answers.holding(after(PREGNANCY_ANSWER_DAYS + 1)).pregnant is None
    assert DatedAnswers().holding(after(0)).pregnant is None


def test_a_pregnancy_ends_on_the_expected_date_and_is_asked_again() -> None:
    answers = answered({"pregnant": True, "expected_birth_date": TODAY + timedelta(100)}, NOON)

    assert answers.holding(after(100)).pregnant is True
    assert answers.holding(after(101)).pregnant is None
    assert QUESTIONS["pregnant"].is_asked_again
    assert not QUESTIONS["expected_birth_date"].is_asked_again


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        pytest.param({"pregnant": False}, 0, None, id="not pregnant"),
        pytest.param({}, 0, None, id="nothing answered"),
        pytest.param({"pregnant": True}, 0, Maternity.PREGNANT, id="pregnant"),
        pytest.param(
            {"pregnant": True, "expected_birth_date": TODAY + timedelta(10)},
            10 + 14 + 42,
            Maternity.PREGNANT,
            id="asked again and not answered: the child came two weeks late, six weeks ago",
        ),
        pytest.param(
            {"pregnant": True, "expected_birth_date": TODAY + timedelta(10)},
            10 + 14 + 43,
            None,
            id="after that it is over",
        ),
        pytest.param(
            {"pregnant": False, "expected_birth_date": TODAY + timedelta(10)},
            20,
            None,
            id="answered that it is over",
        ),
        pytest.param({"child_birth_date": TODAY}, 42, Maternity.AFTER_BIRTH, id="six weeks after a birth"),
        pytest.param({"child_birth_date": TODAY}, 43, None, id="it ends by itself"),
        pytest.param(
            {"child_birth_date": TODAY, "pregnant": True},
            0,
            Maternity.AFTER_BIRTH,
            id="the birth outranks an answer of before",
        ),
    ],
)
def test_a_pregnancy_and_the_weeks_after_a_birth_set_the_lines_of_pressure(
    values: dict[str, object], day: int, expected: Maternity | None
) -> None:
    assert maternity(answered(values, NOON).holding(after(day))) is expected


@pytest.mark.parametrize(
    ("name", "days", "possible"),
    [
        pytest.param("expected_birth_date", -14, True, id="two weeks late"),
        pytest.param("expected_birth_date", -15, False, id="a pregnancy that is over"),
        pytest.param("expected_birth_date", 300, True, id="just begun"),
        pytest.param("expected_birth_date", 301, False, id="not begun"),
        pytest.param("child_birth_date", 0, True, id="born today"),
        pytest.param("child_birth_date", 1, False, id="born tomorrow"),
    ],
)
def test_dates_of_a_birth_are_ones_that_can_be(name: str, days: int, possible: bool) -> None:
    assert QUESTIONS[name].is_possible(TODAY + timedelta(days), TODAY) is possible


@pytest.mark.parametrize(
    ("values", "regions"),
    [
        pytest.param({}, Regions(), id="no country"),
        pytest.param(
            {"country": "DE"}, Regions(score2=RiskRegion.MODERATE, who=WhoRegion.WESTERN_EUROPE), id="listed"
        ),
        pytest.param(
            {"country": "TW", "who_region": WhoRegion.EAST_ASIA, "asia_pacific_region": RiskRegion.LOW},
            Regions(who=WhoRegion.EAST_ASIA, asia_pacific=RiskRegion.LOW),
            id="chosen by the person",
        ),
        pytest.param(
            {"country": "JP", "who_region": WhoRegion.OCEANIA},
            Regions(asia_pacific=RiskRegion.LOW, who=WhoRegion.HIGH_INCOME_ASIA_PACIFIC),
            id="the list outranks a choice",
        ),
        pytest.param(
            {"country": "JP", "asia_pacific_region": RiskRegion.MODERATE},
            Regions(asia_pacific=RiskRegion.MODERATE, who=WhoRegion.HIGH_INCOME_ASIA_PACIFIC),
            id="but not where the list is an assumption",
        ),
    ],
)
def test_regions_follow_the_country_and_fill_up_with_what_the_person_chose(
    values: dict[str, object], regions: Regions
) -> None:
    assert answered(values, NOON).regions == regions


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        pytest.param({}, (), id="nothing known"),
        pytest.param({"sex": Sex.MALE}, (), id="a man"),
        pytest.param({"sex": Sex.FEMALE}, ("pregnant", "child_birth_date"), id="a woman of unknown age"),
        pytest.param(
            {"sex": Sex.FEMALE, "pregnant": True},
            ("pregnant", "expected_birth_date", "child_birth_date"),
            id="a pregnant woman",
        ),
        pytest.param(
            {"sex": Sex.FEMALE, "birth_date": date(1966, 9, 22)},
            ("pregnant", "child_birth_date"),
            id="a woman of 59",
        ),
        pytest.param({"sex": Sex.FEMALE, "birth_date": date(1966, 9, 21)}, (), id="a woman of 60"),
        pytest.param({"diabetes": Diabetes.NONE}, (), id="no diabetes"),
        pytest.param({"diabetes": Diabetes.OTHER}, ("diabetes_diagnosis_age_years",), id="diabetes"),
        pytest.param({"country": "US"}, (), id="PREVENT speaks"),
        pytest.param({"country": "DE"}, (), id="SCORE2 speaks"),
        pytest.param({"country": "BR"}, (), id="elsewhere"),
        pytest.param({"country": "JP"}, ("asia_pacific_region",), id="Asia-Pacific"),
        pytest.param({"country": "AU"}, ("asia_pacific_region",), id="Australasia"),
        pytest.param({"country": "TW"}, ("who_region",), id="on no list"),
        pytest.param(
            {"country": "TW", "who_region": WhoRegion.EAST_ASIA},
            ("who_region", "asia_pacific_region"),
            id="on no list, and said to be in Asia",
        ),
        pytest.param({"country": "LI"}, (), id="counted as Switzerland"),
    ],
)
def test_further_questions_arise_from_the_answers(values: dict[str, object], asked: tuple[str, ...]) -> None:
    answers = answered(values, NOON)

    assert answers.further_questions(Circumstances(age_years=answers.age_years(TODAY))) == asked


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        pytest.param({"diabetes": Diabetes.NONE}, ("diabetes_ruled_out",), id="denied"),
        pytest.param({"diabetes": Diabetes.TYPE_2}, ("diabetes_diagnosis_age_years",), id="told"),
        pytest.param({}, (), id="not answered"),
    ],
)
def test_a_blood_sugar_in_the_range_of_diabetes_is_asked_about(
    values: dict[str, object], asked: tuple[str, ...]
) -> None:
    assert answered(values, NOON).further_questions(Circumstances(has_diabetic_sugar=True)) == asked


@pytest.mark.parametrize(
    ("diabetes", "found", "fits"),
    [
        pytest.param(Diabetes.TYPE_2, 5.0, False, id="type 2 at five"),
        pytest.param(Diabetes.TYPE_1, 5.0, True, id="type 1 at five"),
        pytest.param(Diabetes.TYPE_2, 10.0, True, id="type 2 at ten"),
        pytest.param(Diabetes.TYPE_2, 51.0, False, id="next year"),
        pytest.param(Diabetes.TYPE_2, 50.0, True, id="this year"),
        pytest.param(Diabetes.TYPE_2, None, True, id="unknown"),
    ],
)
def test_an_age_at_diagnosis_fits_type_and_age(diabetes: Diabetes, found: float | None, fits: bool) -> None:
    answers = answered({"diabetes": diabetes, "diabetes_diagnosis_age_years": found}, NOON)
    question = QUESTIONS["diabetes_diagnosis_age_years"]

    assert question.fits_the_others(answers, Circumstances(age_years=50)) is fits
