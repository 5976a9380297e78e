"""When to call an ambulance: the number of the place, and the same words everywhere."""

import pytest

from custom_components.digitalshadow.health.report.emergency import emergency_numbers, emergency_words
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.health.report.text import SectionKey, write
from tests.health.report_people import facts_of

STROKE = {
    Language.ENGLISH: ("face droops", "arm or leg", "speech or sight"),
    Language.GERMAN: (
        "Gesichts herabhängt",
        "Arm oder Bein",
        "Sprechen oder Sehen",
    ),  # codespell:ignore oder,bein
    Language.FRENCH: ("visage s'affaisse", "un bras ou une jambe", "la parole ou la vue"),
    Language.SPANISH: ("lado de la cara", "un brazo o una pierna", "el habla o la vista"),
    Language.ITALIAN: ("lato del viso si abbassa", "un braccio o una gamba", "a parlare o a vedere"),
    Language.DUTCH: ("gezicht scheef hangt", "een arm of been", "praten of zien"),
    Language.PORTUGUESE: ("rosto ficar caído", "um braço ou uma perna", "a fala ou a visão"),
    Language.CHINESE: ("面部下垂", "手臂或腿", "说不清话"),
    Language.POLISH: ("jedna strona twarzy opada", "ręka lub noga", "z mową albo widzeniem"),
    Language.JAPANESE: ("顔の片側が下がる", "腕や足", "急に見えにくくなる"),
}


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        pytest.param("DE", ("112",), id="one number for everything"),
        pytest.param("us", ("911",), id="in small letters"),
        pytest.param("NO", ("113",), id="Norway's 112 is the police"),
        pytest.param("FR", ("15", "112"), id="the ambulance's own comes first"),
        pytest.param("AT", ("144", "112"), id="Austria"),
        pytest.param("BR", ("192",), id="Brazil"),
        pytest.param("GG", ("999", "112"), id="a territory with its parent's"),
        pytest.param("AU", ("000",), id="112 works from mobile phones only"),
        pytest.param("NG", (), id="lists disagree"),
        pytest.param("", (), id="unknown"),
    ],
)
def test_an_emergency_number_is_given_only_where_it_is_certain(
    country: str, numbers: tuple[str, ...]
) -> None:
    assert emergency_numbers(country) == numbers


@pytest.mark.parametrize("language", Language)
def test_a_stroke_has_its_signs_in_the_report_and_on_the_page_for_the_doctor(language: Language) -> None:
    report = write(facts_of(), language, "Anna").words(SectionKey.EMERGENCY)
    page = handout(facts_of(), (), language, "Anna").replace("&#x27;", "'")

    for sign in STROKE[language]:
        assert sign in report
        assert sign in page


@pytest.mark.parametrize("language", Language)
def test_two_numbers_are_both_named(language: Language) -> None:
    said = " ".join(emergency_words(PHRASES[language], ("15", "112")))

    assert f"15{PHRASES[language].texts['format.list_or']}112" in said
