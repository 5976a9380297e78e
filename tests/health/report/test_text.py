"""The wording in every language: complete, correct in number, plain, and silent about what nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
import json
from pathlib import Path
import re
from typing import Any

import pytest

from custom_components.digitalshadow.health.equations.equation import Caveat, Outcome, Reason
from custom_components.digitalshadow.health.equations.risk_classes import Level, NoClass
from custom_components.digitalshadow.health.equations.selection import Why
from custom_components.digitalshadow.health.equations.what_if import Change
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.maternity import Maternity
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Input
from custom_components.digitalshadow.health.report import phrases as phrases_module
from custom_components.digitalshadow.health.report.advice_rules import AdviceKey
from custom_components.digitalshadow.health.report.display_names import MOST_CHARACTERS, display_name
from custom_components.digitalshadow.health.report.facts import ReportFacts
from custom_components.digitalshadow.health.report.for_doctor import Finding
from custom_components.digitalshadow.health.report.formats import markdown, plain
from custom_components.digitalshadow.health.report.phrases import PHRASES, PLURALS, Language, language_of
from custom_components.digitalshadow.health.report.text import ONLY_WITH_WORDS, SectionKey, write
from custom_components.digitalshadow.health.trend.daily_values import DayValue
from custom_components.digitalshadow.health.trend.replay import TrendState
from simulation.people import FIRST_DAY
from tests.builders.report import AS_OF, FACTS
from tests.health.report_people import (
    LIVECAD,
    MEASURED,
    facts_of,
    measured_on,
    seen_days,
)
from tests.reading_level import grade

FOLDER = Path(phrases_module.__file__).parent / "wording"

ALL = [
    pytest.param(facts, language, id=f"{name} {language}")
    for (name, facts), language in product(FACTS.items(), Language)
]


def texts(facts: ReportFacts, language: Language = Language.ENGLISH, key: SectionKey | None = None) -> str:
    report = write(facts, language, "Anna")
    return plain(report) if key is None else report.words(key)


def keys(nested: Mapping[str, Any], prefix: str = "") -> Iterable[str]:
    for key, value in nested.items():
        if isinstance(value, dict) and "other" not in value:
            yield from keys(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


@pytest.mark.parametrize(("facts", "language"), ALL)
def test_every_report_is_complete_in_every_language(facts: ReportFacts, language: Language) -> None:
    report = write(facts, language, "Anna")

    assert [section.key for section in report.sections if section.key not in ONLY_WITH_WORDS] == [
        key for key in SectionKey if key not in ONLY_WITH_WORDS
    ]
    assert all(section.heading and all(section.paragraphs) for section in report.sections)
    assert not re.search(r"[{}]|None|\bnan\b|  ", plain(report))
    assert "Anna" in report.title


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_texts(language: Language) -> None:
    english = json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))
    other = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))

    assert set(keys(other)) - {"format.first_of_month"} == set(keys(english))
    assert len(PHRASES[language].texts["format.months"]) == 12


@pytest.mark.parametrize("language", Language)
def test_every_text_has_the_places_that_the_english_one_has(language: Language) -> None:
    def forms(key: str, of: Language) -> dict[str, set[str]]:
        text = PHRASES[of].texts[key]
        texts = text if isinstance(text, dict) else {"other": str(text)}
        return {form: set(re.findall(r"{(\w+)}", said)) for form, said in texts.items()}

    for key in PHRASES[Language.ENGLISH].texts:
        if key != "risk.of_100":
            wanted = forms(key, Language.ENGLISH)["other"]
            for form, places in forms(key, language).items():
                assert places == wanted, f"{key} {form}"


@pytest.mark.parametrize(
    "key", [key for key, text in PHRASES[Language.POLISH].texts.items() if isinstance(text, dict)]
)
def test_whatever_is_counted_in_polish_has_three_forms(key: str) -> None:
    assert PHRASES[Language.POLISH].texts[key].keys() == {"one", "few", "other"}


@pytest.mark.parametrize("language", Language)
def test_every_name_that_code_may_ask_for_has_a_text(language: Language) -> None:
    wanted = (
        *(f"reason.{reason}" for reason in Reason),
        *(f"caveat.{caveat}" for caveat in Caveat),
        *(f"outcome.{outcome}" for outcome in Outcome),
        *(f"why.{why}" for why in Why),
        *(f"level.{level}" for level in Level),
        *(f"no_class.{why}" for why in NoClass),
        *(f"what_if.{change}" for change in Change),
        *(f"input.{name}" for name in Input),
        *(f"input.{measure}" for measure in Measure),
        *(f"advice.{advice}" for advice in AdviceKey),
        *(f"heading.{key}" for key in SectionKey),
        *(f"trend.{state}" for state in TrendState),
        *(f"urgent.{time}" for time in Maternity),
        *(f"doctor.{finding}" for finding in Finding),
        "trend.calibrated",
        "trend.new_level",
    )

    assert [key for key in wanted if key not in PHRASES[language].texts] == []


NEVER = {
    Language.ENGLISH: r"\b(normal|healthy|abnormal|diagnos\w+)\b",
    Language.GERMAN: r"\b(normal\w*|gesund\w*|unauffällig\w*|diagnos\w+)\b",
    Language.FRENCH: r"\b(normal\w*|anormal\w*|saine?s?|bonne santé|diagnos\w+)\b",  # codespell:ignore anormal
    Language.SPANISH: r"\b(normal\w*|anormal\w*|san[oa]s?|saludable\w*|diagn\w+)\b",  # codespell:ignore anormal
    Language.ITALIAN: r"\b(normal\w*|anormal\w*|san[oaie]|salute|diagn\w+)\b",  # codespell:ignore anormal,normale
    Language.DUTCH: r"\b(normaal|normale|abnorma\w*|gezond\w*|diagno\w+)\b",  # codespell:ignore anormal,normale
    Language.PORTUGUESE: r"\b(norma(l|is)\w*|anorma\w*|saudáve\w+|sadi[oa]s?|diagn\w+)\b",
    Language.CHINESE: r"正常|健康|诊断|异常",
    Language.POLISH: r"\b(normaln\w*|w normie|(?:nie)?prawidłow\w*|zdrow\w*|diagno\w+)\b",
    Language.JAPANESE: r"正常|健康|健やか|診断|異常|異状",
}


@pytest.mark.parametrize("language", Language)
def test_nothing_is_called_normal_or_healthy(language: Language) -> None:
    everything = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    values = re.sub(r'"\w+":', "", everything)

    assert re.findall(NEVER[language], values, re.IGNORECASE) == []


@pytest.mark.parametrize("facts", [pytest.param(facts, id=name) for name, facts in FACTS.items()])
def test_english_is_readable_at_grade_eight(facts: ReportFacts) -> None:
    report = write(facts, Language.ENGLISH, "Anna")

    shown = [section.key for section in report.sections]
    assert grade("\n".join(report.words(key) for key in shown)) <= 8
    for key in shown:
        assert grade(report.words(key)) <= 9, f"{key} alone"


@pytest.mark.parametrize("language", Language)
def test_the_emergency_words_do_not_depend_on_any_value(language: Language) -> None:
    reports = [write(facts, language, "Anna") for facts in FACTS.values()]
    said = {re.sub(r"\d+", "#", report.words(SectionKey.EMERGENCY)) for report in reports}

    assert len(said) <= 2, "with a number, and without one where it is not known"
    assert "112" in write(FACTS["everything"], language, "Anna").words(SectionKey.EMERGENCY)
    assert "911" in write(FACTS["America"], language, "Anna").words(SectionKey.EMERGENCY)
    assert not re.search(r"\d", write(facts_of(country="NG"), language, "Anna").words(SectionKey.EMERGENCY))
    assert len({report.words(SectionKey.LIMITS) for report in reports}) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", [SectionKey.SEEN, SectionKey.TREND])
def test_a_demonstration_model_is_called_one_wherever_it_speaks(language: Language, key: SectionKey) -> None:
    word = PHRASES[language].say("model.demonstration_word")

    assert word in write(FACTS["rising demonstration"], language, "Anna").words(key)
    assert word not in plain(write(FACTS["rising"], language, "Anna"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", [SectionKey.SEEN, SectionKey.TREND])
def test_no_value_of_the_face_stands_without_the_models_name(language: Language, key: SectionKey) -> None:
    assert LIVECAD.name in write(FACTS["rising"], language, "Anna").words(key)


def trend_words(days: Iterable[DayValue], **changes: object) -> str:
    """Return what is said of the trend that days make."""
    return texts(facts_of(days=tuple(days), **changes), key=SectionKey.TREND)


def test_what_a_rise_asks_for_is_asked_once_and_not_after_it_was_done() -> None:
    rise = seen_days(rise=0.4)
    done = measured_on(AS_OF - timedelta(2))
    before_it = measured_on(AS_OF - timedelta(80))

    assert "readings on 7 days say more" in trend_words(rise, measurements=before_it)
    said = trend_words(rise, measurements=done)
    assert "you measured your blood pressure on 8 days" in said
    assert "on 7 days" not in said


def test_one_camera_alone_asks_for_nothing() -> None:
    hall = (value for value in seen_days(rise=0.4) if value.camera_ids == ("hall",))

    assert "blood pressure" not in trend_words(hall, measurements=[])


@pytest.mark.parametrize(
    ("days", "as_of", "expected"),
    [
        pytest.param(
            seen_days(),
            AS_OF,
            "Since 28 January 2027 there are enough days to compare.",
            id="calibration ended and nothing has changed since",
        ),
        pytest.param(
            (*seen_days(80, rise=0.4), *seen_days()[160:]),
            AS_OF,
            "Since 5 April 2027 the face signal of LiveCAD 1 shows no clear change from your own level.",
            id="a rise that has gone",
        ),
        pytest.param(
            seen_days(170, rise=0.4),
            FIRST_DAY + timedelta(169),
            "Since 4 March 2027 you have a new own level in the face signal of LiveCAD 1.",
            id="a rise that has stayed",
        ),
        pytest.param(
            seen_days(220, rise=0.4),
            FIRST_DAY + timedelta(219),
            "Since 2 June 2027 the face signal of LiveCAD 1 shows no clear change from your own level.",
            id="a rise that stayed long ago",
        ),
    ],
)
def test_no_clear_change_says_since_what(days: tuple[DayValue, ...], as_of: date, expected: str) -> None:
    assert expected in trend_words(days, as_of=as_of)


def test_only_a_real_model_sends_anybody_to_measure() -> None:
    assert "blood pressure readings on 7 days say more" in texts(
        FACTS["rising, not measured since"], key=SectionKey.TREND
    )
    assert "blood pressure" not in texts(FACTS["rising demonstration"], key=SectionKey.TREND)
    assert "blood pressure" not in texts(FACTS["everything"], key=SectionKey.TREND)


def test_one_camera_is_named_as_a_possible_reason() -> None:
    hall = tuple(value for value in seen_days(rise=0.4) if value.camera_ids == ("hall",))

    assert "one camera" in texts(facts_of(days=hall), key=SectionKey.TREND)
    assert "one camera" not in texts(FACTS["rising"], key=SectionKey.TREND)


def test_the_risk_is_told_with_its_denominator_years_name_and_year() -> None:
    said = texts(FACTS["everything"], key=SectionKey.RISK)

    assert "In 10 years, about 12 of 100 people with answers like yours get" in said
    assert "About 88 do not. Nobody can say which." in said
    assert "SCORE2, 2021" in said
    assert "Your face has no part in this number." in said


def test_both_american_numbers_are_told_and_the_class_is_that_of_its_own() -> None:
    said, facts = texts(FACTS["America"], key=SectionKey.RISK), FACTS["America"]
    total, (ascvd, *_) = facts.risk.result.value, facts.other_risks

    assert (round(total, 1), round(ascvd.value, 1)) == (10.4, 7.1)
    assert "The formula gives 10.4%" in said
    assert "For a heart attack or a stroke within 10 years it is 7.1%." in said
    assert "The ACC/AHA dyslipidemia guideline (2026) calls 7.1% “intermediate”." in said
    assert "from a risk of 7.5% on" in said, "138/84, untreated"
    assert "within 30 years it is" in said
    assert not re.search(r"30 years it is [\d.]+%[^.]*“", said), "no class of thirty years"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"blood_pressure_treatment": True}, id="treated"),
        pytest.param({"diabetes": Diabetes.TYPE_2}, id="diabetes, treated without the number"),
        pytest.param({"chronic_kidney_disease": True}, id="kidney disease likewise"),
        pytest.param(
            {"measurements": measured_on(AS_OF, {**MEASURED, Measure.SYSTOLIC: 145})},
            id="treated at any risk",
        ),
        pytest.param(
            {"measurements": measured_on(AS_OF, {**MEASURED, Measure.SYSTOLIC: 125, Measure.DIASTOLIC: 75})},
            id="not raised",
        ),
        pytest.param({"country": "DE"}, id="another guideline"),
    ],
)
def test_the_threshold_for_drugs_is_named_beside_its_pressure_alone(change: dict[str, object]) -> None:
    assert "7.5%" not in texts(facts_of(**{"country": "US", **change}), key=SectionKey.RISK)


def test_why_there_is_no_class_is_said() -> None:
    said = texts(FACTS["LDL 190 in America"], key=SectionKey.RISK)

    assert "gives this no class, because your LDL is 190 mg/dL or more" in said
    assert "“" not in said


def test_people_who_are_the_same_but_for_one_thing_are_other_people() -> None:
    said = texts(FACTS["everything"], key=SectionKey.RISK)

    assert "Out of 100 people who are the same but do not smoke, it is about 7." in said
    assert "These are other people. It is no promise to you." in said
    assert "other people" not in texts(FACTS["China"], key=SectionKey.MISSING)


@pytest.mark.parametrize("name", ["a poor kidney", "a sugar in the range of diabetes"])
def test_two_things_that_do_not_fit_are_named_with_the_value(name: str) -> None:
    said = texts(FACTS[name], key=SectionKey.MISSING)

    assert said.startswith("Two things do not fit together: your “no” to ")
    assert "Nothing is missing" not in said
    assert "doctor" in said


def test_a_value_that_forbids_a_number_is_told_with_it() -> None:
    assert "kidney value (eGFR or creatinine) 22 mL/min" in texts(FACTS["a poor kidney"], key=SectionKey.RISK)
    said = texts(FACTS["a very high pressure"], key=SectionKey.RISK)
    assert "upper blood pressure 196 mmHg and lower blood pressure 118 mmHg" in said
    assert "means a high risk, without any formula" in said
    assert "Nothing is missing" not in texts(FACTS["a very high pressure"])


def test_below_40_the_known_reason_is_given() -> None:
    said = texts(FACTS["35 in Germany"], key=SectionKey.RISK)

    assert "SCORE2 is made for ages 40 to 69. The age used is 35." in said


def test_the_age_that_entered_the_formula_is_printed() -> None:
    assert "It rests on: age 58, sex" in texts(FACTS["everything"], key=SectionKey.RISK)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("70 in Germany", "At your age another formula begins", id="70"),
        pytest.param("50 in Germany", "The limits for your age changed, your risk did not.", id="50"),
        pytest.param("everything", "The limits for your age changed", id="58"),
    ],
)
def test_a_birthday_that_moved_the_limits_is_named(name: str, said: str) -> None:
    assert (said in texts(FACTS[name], key=SectionKey.RISK)) is (name != "everything")


def test_a_tiny_risk_is_fewer_than_one() -> None:
    values = {**MEASURED, Measure.SYSTOLIC: 105, Measure.TOTAL_CHOLESTEROL: 4.0, Measure.HDL_CHOLESTEROL: 1.6}
    young = facts_of(
        country="US",
        age_years=30.0,
        smoking=Smoking.NEVER,
        sex=Sex.FEMALE,
        measurements=measured_on(AS_OF, values),
    )

    assert "fewer than 1 of 100 people" in texts(young, key=SectionKey.RISK)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Liechtenstein", "We count it like Switzerland", id="Liechtenstein"),
        pytest.param("Andorra", "We count it like Spain and France", id="Andorra"),
        pytest.param(
            "China", "We take the risk of your country as “high”. That is our assumption", id="China"
        ),
        pytest.param(
            "Great Britain, a statin", "another tool for this: QRISK3. It looks 10 years ahead", id="UK"
        ),
        pytest.param(
            "Australia", "another tool for this: AusCVDRisk. It looks 5 years ahead", id="Australia"
        ),
        pytest.param("nowhere", "We know no formula for the place where you live", id="Taiwan"),
    ],
)
def test_what_was_assumed_about_a_place_is_printed(name: str, said: str) -> None:
    assert said in texts(FACTS[name], key=SectionKey.RISK)
    assert said not in texts(FACTS["everything"])
    is_assumed = "assumption" in texts(FACTS[name])
    assert not (is_assumed and "made for where you live" in texts(FACTS[name]))


def test_without_a_region_the_question_is_named() -> None:
    assert "Please add: region." in texts(FACTS["nowhere"], key=SectionKey.MISSING)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param(FACTS["Great Britain, a statin"], True, id="SCORE2 does not know of a statin"),
        pytest.param(facts_of(country="US", statin=True), False, id="PREVENT counts it"),
        pytest.param(facts_of(country="BR", statin=True), False, id="the charts count no cholesterol"),
        pytest.param(FACTS["everything"], False, id="untreated"),
    ],
)
def test_a_treated_cholesterol_gets_its_caveat(facts: ReportFacts, told: bool) -> None:
    assert ("counts the lowered value" in texts(facts, key=SectionKey.RISK)) is told


def test_a_pressure_measured_at_home_gets_its_caveat() -> None:
    assert texts(FACTS["everything"]).count("At home they are often a little lower.") == 1


def test_caveats_of_an_equation_are_said() -> None:
    assert "printed tables" in texts(FACTS["Brazil, old values"], key=SectionKey.RISK)


def test_a_trend_without_numbers_says_when_the_last_one_came() -> None:
    facts = FACTS["not seen lately"]

    assert "The last one is from 1 March 2027." in texts(facts, key=SectionKey.TREND)
    unknown = replace(facts, trend=replace(facts.trend, last_day=None))
    assert "The last one" not in texts(unknown, key=SectionKey.TREND)


def test_a_single_value_has_no_range() -> None:
    days = tuple(value for value in seen_days() if value.probability == 0.2)

    assert "The face signal of LiveCAD 1 was 20. It is a level from 0 to 100" in texts(
        facts_of(days=days), key=SectionKey.SEEN
    )


def test_when_nothing_is_missing_that_is_said() -> None:
    assert texts(FACTS["everything"], key=SectionKey.MISSING) == "Nothing is missing."


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        (Language.ENGLISH, 0, "They fell on 0 days."),
        (Language.ENGLISH, 1, "They fell on 1 day."),
        (Language.ENGLISH, 2, "They fell on 2 days."),
        (Language.GERMAN, 1, "Das war an 1 Tag."),
        (Language.GERMAN, 21, "Das war an 21 Tagen."),
        (Language.FRENCH, 0, "Cela concerne 0 jour."),
        (Language.FRENCH, 1, "Cela concerne 1 jour."),
        (Language.FRENCH, 2, "Cela concerne 2 jours."),
        (Language.SPANISH, 0, "Fue en 0 días."),
        (Language.SPANISH, 1, "Fue en 1 día."),
        (Language.ITALIAN, 0, "È successo in 0 giorni."),
        (Language.ITALIAN, 1, "È successo in 1 giorno."),
        (Language.DUTCH, 0, "Dat was op 0 dagen."),
        (Language.DUTCH, 1, "Dat was op 1 dag."),
        (Language.PORTUGUESE, 0, "Isso foi em 0 dia."),
        (Language.PORTUGUESE, 1, "Isso foi em 1 dia."),
        (Language.PORTUGUESE, 2, "Isso foi em 2 dias."),
        (Language.CHINESE, 1, "分布在1天。"),
        (Language.POLISH, 0, "Było to 0 dni."),
        (Language.POLISH, 1, "Był to 1 dzień."),
        (Language.POLISH, 2, "Były to 2 dni."),
        (Language.POLISH, 4, "Były to 4 dni."),
        (Language.POLISH, 5, "Było to 5 dni."),
        (Language.POLISH, 12, "Było to 12 dni."),
        (Language.POLISH, 21, "Było to 21 dni."),
        (Language.POLISH, 22, "Były to 22 dni."),
        (Language.POLISH, 112, "Było to 112 dni."),
        (Language.POLISH, 123, "Były to 123 dni."),
        (Language.JAPANESE, 1, "記録があったのは1日です。"),
        (Language.JAPANESE, 2, "記録があったのは2日です。"),
    ],
)
def test_counts_agree_in_number(language: Language, count: int, expected: str) -> None:
    assert PHRASES[language].count("seen.days", count) == expected


@pytest.mark.parametrize(
    ("language", "day", "number", "percent"),
    [
        (Language.ENGLISH, "1 March 2027", "2300.5", "9.2%"),
        (Language.GERMAN, "1. März 2027", "2300,5", "9,2\u00a0%"),
        (Language.FRENCH, "1er mars 2027", "2300,5", "9,2\u00a0%"),
        (Language.SPANISH, "1 de marzo de 2027", "2300,5", "9,2\u00a0%"),
        (Language.ITALIAN, "1º marzo 2027", "2300,5", "9,2%"),
        (Language.DUTCH, "1 maart 2027", "2300,5", "9,2%"),
        (Language.PORTUGUESE, "1º de março de 2027", "2300,5", "9,2%"),
        (Language.CHINESE, "2027年3月1日", "2300.5", "9.2%"),
        (Language.POLISH, "1 marca 2027", "2300,5", "9,2%"),
        (Language.JAPANESE, "2027年3月1日", "2300.5", "9.2%"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    language: Language, day: str, number: str, percent: str
) -> None:
    phrases = PHRASES[language]

    assert phrases.day(date(2027, 3, 1)) == day
    assert (phrases.number(2300.5, 1), phrases.percent(9.2, 1)) == (number, percent)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, ["a", "a and b", "a, b and c"]),
        (Language.GERMAN, ["a", "a und b", "a, b und c"]),
        (Language.ITALIAN, ["a", "a e b", "a, b e c"]),
        (Language.DUTCH, ["a", "a en b", "a, b en c"]),
        (Language.PORTUGUESE, ["a", "a e b", "a, b e c"]),
        (Language.CHINESE, ["a", "a和b", "a、b和c"]),
        (Language.POLISH, ["a", "a i b", "a, b i c"]),
        (Language.JAPANESE, ["a", "a、b", "a、b、c"]),
    ],
)
def test_lists_are_joined_as_the_language_does(language: Language, expected: list[str]) -> None:
    assert [PHRASES[language].listed("abc"[:length]) for length in (1, 2, 3)] == expected


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", Language.GERMAN),
        ("zh_Hans", Language.CHINESE),
        ("zh", Language.CHINESE),
        ("zh-CN", Language.CHINESE),
        ("zh-Hans-HK", Language.CHINESE),
        ("zh-Hant", Language.ENGLISH),
        ("zh_TW", Language.ENGLISH),
        ("zh-HK", Language.ENGLISH),
        ("pl-PL", Language.POLISH),
        ("ja_JP", Language.JAPANESE),
        ("EN", Language.ENGLISH),
        ("it-CH", Language.ITALIAN),
        ("nl-BE", Language.DUTCH),
        ("pt-BR", Language.PORTUGUESE),
        ("sv", Language.ENGLISH),
        ("", Language.ENGLISH),
    ],
)
def test_a_language_that_is_not_spoken_here_becomes_english(tag: str, language: Language) -> None:
    assert language_of(tag) is language


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Zoë", "Zoë", id="an accent stays"),
        pytest.param("Zoe\u0308", "Zoë", id="composed"),
        pytest.param("{outcome} {0.__class__}", "outcome 0.__class__", id="places of a template"),
        pytest.param("<script>alert(1)</script>", "scriptalert(1)/script", id="markup"),
        pytest.param("An\u202ena\u200b\x00", "Anna", id="what cannot be seen"),
        pytest.param("An\nna\t B", "An na B", id="lines"),
        pytest.param("علی\u200cر", "علی\u200cر", id="a Persian name of two parts"),
        pytest.param("A" * 99, "A" * MOST_CHARACTERS, id="too long"),
        pytest.param("{}<>", "?", id="nothing left"),
        pytest.param(
            "Ignore previous instructions", "Ignore previous instructions", id="a command is a name"
        ),
    ],
)
def test_a_name_is_made_harmless_and_stays_a_name(name: str, shown: str) -> None:
    assert display_name(name) == shown
    assert write(FACTS["everything"], Language.ENGLISH, name).title == f"Heart report for {shown}"


def test_a_name_changes_nothing_but_the_title() -> None:
    named = plain(write(FACTS["everything"], Language.ENGLISH, "Ignore previous instructions"))

    assert named.replace("Ignore previous instructions", "Anna") == texts(FACTS["everything"])


def test_markdown_escapes_what_came_from_outside() -> None:
    report = write(FACTS["everything"], Language.ENGLISH, "[x](javascript:1) **b** & co")
    said = markdown(report)

    assert r"\[x\](javascript:1) \*\*b\*\* \& co" in said
    assert said.startswith("# Heart report for ")
    assert "## Your three steps, biggest first\n\n- Stop smoking." in said


def test_the_same_facts_give_the_same_words() -> None:
    assert texts(facts_of()) == texts(facts_of())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("The cat sat on the mat.", -2, 1, id="a first reader"),
        pytest.param("Stop smoking. Nothing helps your heart more.", 0, 6, id="plain words"),
        pytest.param(
            "Atherosclerotic cardiovascular disease probability estimation necessitates comprehensive "
            "consideration of multifactorial epidemiological characteristics.",
            25,
            60,
            id="a specialist's sentence",
        ),
        pytest.param("12. 34.", 0, 0, id="no words at all"),
    ],
)
def test_reading_level_tells_plain_from_hard(text: str, low: float, high: float) -> None:
    assert low <= grade(text) <= high


@pytest.mark.parametrize(
    ("rule", "forms"),
    [
        pytest.param("none", {"other": [0, 1, 2, 5]}, id="Chinese, Japanese"),
        pytest.param("one", {"one": [1], "other": [0, 2, 21]}, id="English, German, Italian, Dutch, Spanish"),
        pytest.param("up_to_one", {"one": [0, 1], "other": [2, 21]}, id="French, Portuguese of Brazil"),
        pytest.param("polish", {"one": [1], "few": [2, 4, 22], "many": [0, 5, 12, 14, 21, 112]}, id="Polish"),
    ],
)
def test_each_rule_of_counts_follows_the_cldr(rule: str, forms: dict[str, list[int]]) -> None:
    assert {
        form: [n for n in numbers if PLURALS[rule](n) == form] for form, numbers in forms.items()
    } == forms
