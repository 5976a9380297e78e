"""What is said aloud: what counts first, an urgent value alone, a demonstration last and once."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.health.report.formats import spoken
from custom_components.digitalshadow.health.report.phrases import Language
from custom_components.digitalshadow.health.report.text import Report, Section, SectionKey, write
from tests.health.report_people import DEMONSTRATION, LIVECAD, facts_of


def first(report: Report, key: SectionKey) -> str:
    """Return the first sentence of a part."""
    return report.section(key).paragraphs[0]


@pytest.mark.parametrize("language", Language)
def test_the_risk_comes_before_what_is_due_and_what_has_changed(language: Language) -> None:
    report = write(facts_of(model=LIVECAD), language, "Anna")
    said = spoken(report, is_demonstration=False)
    order = [SectionKey.RISK, SectionKey.MISSING, SectionKey.TREND, SectionKey.LIMITS]
    places = [said.index(first(report, key)) for key in order]
    assert said.startswith(report.made_on)
    assert places == sorted(places)


@pytest.mark.parametrize("language", Language)
def test_a_demonstration_comes_last_and_once(language: Language) -> None:
    report = write(facts_of(model=DEMONSTRATION), language, "Anna")
    said = spoken(report, is_demonstration=True)
    assert said.endswith(report.words(SectionKey.SEEN))
    assert said.count(report.words(SectionKey.SEEN)) == 1
    assert first(report, SectionKey.TREND) not in said


def test_an_urgent_blood_pressure_is_said_alone() -> None:
    report = write(facts_of(model=LIVECAD), Language.ENGLISH, "Anna")
    urgent = Section(SectionKey.URGENT, "First of all", ("Rest and measure again.",))
    said = spoken(replace(report, sections=(urgent, *report.sections)), is_demonstration=False)
    assert "Rest and measure again." in said
    assert first(report, SectionKey.RISK) not in said
    assert first(report, SectionKey.TREND) not in said
