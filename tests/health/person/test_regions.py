"""Countries and the regions they belong to."""

from collections import Counter

import pytest

from custom_components.digitalshadow.health.person import regions
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion, WhoRegion, regions_of
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language

ASKED = (
    *("NC", "PF", "WF", "AW", "CW", "SX", "BQ", "BM", "KY", "VG", "TC", "AI", "MS"),
    *("FK", "SH", "CK", "NU", "TK", "TW", "HK", "MO", "XK", "PS", "FJ", "SD", "SS"),
)
"""Places that are counted as no other country."""


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        pytest.param("FR", Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE), id="France"),
        pytest.param("DE", Regions(score2=RiskRegion.MODERATE, who=WhoRegion.WESTERN_EUROPE), id="Germany"),
        pytest.param("PL", Regions(score2=RiskRegion.HIGH, who=WhoRegion.CENTRAL_EUROPE), id="Poland"),
        pytest.param("UA", Regions(score2=RiskRegion.VERY_HIGH, who=WhoRegion.EASTERN_EUROPE), id="Ukraine"),
        pytest.param(
            "US", Regions(prevent=True, who=WhoRegion.HIGH_INCOME_NORTH_AMERICA), id="United States"
        ),
        pytest.param("CA", Regions(who=WhoRegion.HIGH_INCOME_NORTH_AMERICA), id="Canada has no PREVENT"),
        pytest.param("CN", Regions(asia_pacific=RiskRegion.HIGH, who=WhoRegion.EAST_ASIA), id="China"),
        pytest.param(
            "JP", Regions(asia_pacific=RiskRegion.LOW, who=WhoRegion.HIGH_INCOME_ASIA_PACIFIC), id="Japan"
        ),
        pytest.param("IN", Regions(who=WhoRegion.SOUTH_ASIA), id="India, on which one source alone speaks"),
        pytest.param("AU", Regions(who=WhoRegion.AUSTRALASIA), id="Australia"),
        pytest.param(
            "LI",
            Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE, counted_as=("CH",)),
            id="Liechtenstein as Switzerland",
        ),
        pytest.param(
            "AD",
            Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE, counted_as=("ES", "FR")),
            id="Andorra as its neighbours",
        ),
        pytest.param(
            "VA",
            Regions(score2=RiskRegion.MODERATE, who=WhoRegion.WESTERN_EUROPE, counted_as=("IT",)),
            id="the Holy See as Italy",
        ),
        pytest.param(
            "GL",
            Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE, counted_as=("DK",)),
            id="Greenland as Denmark",
        ),
        pytest.param(
            "PR",
            Regions(prevent=True, who=WhoRegion.HIGH_INCOME_NORTH_AMERICA, counted_as=("US",)),
            id="Puerto Rico as the United States, not as the Caribbean",
        ),
        pytest.param(
            "CX", Regions(who=WhoRegion.AUSTRALASIA, counted_as=("AU",)), id="Christmas Island as Australia"
        ),
        *(pytest.param(country, Regions(), id=f"{country} is asked") for country in ASKED),
        pytest.param(
            "gb", Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE), id="in small letters"
        ),
        pytest.param("ZZ", Regions(), id="no country"),
    ],
)
def test_a_country_has_its_regions(country: str, expected: Regions) -> None:
    assert regions_of(country) == expected


def test_the_european_list_is_complete() -> None:
    countries = Counter(regions._SCORE2_OF_COUNTRY.values())
    assert [countries[region] for region in RiskRegion] == [10, 13, 10, 23]


def test_no_country_stands_in_two_regions() -> None:
    for table, by_country in (
        (regions._SCORE2, regions._SCORE2_OF_COUNTRY),
        (regions._WHO, regions._WHO_OF_COUNTRY),
    ):
        written = [country for countries in table.values() for country in countries.split()]
        assert len(written) == len(by_country)
        assert all(len(country) == 2 and country.isupper() for country in written)


def test_only_oceania_is_left_for_the_person_to_choose() -> None:
    assert set(WhoRegion) - set(regions._WHO) == {WhoRegion.OCEANIA}


def test_an_asia_pacific_region_is_preselected_where_two_sources_agree_and_nowhere_else() -> None:
    assert set(regions._ASIA_PACIFIC_OF_COUNTRY) == {"JP", "KR", "SG", "TH", "BN", "CN", "MY", "ID", "PH"}
    assert not regions._ASIA_PACIFIC_OF_COUNTRY.keys() & regions._SCORE2_OF_COUNTRY.keys()


@pytest.mark.parametrize("language", Language)
def test_whatever_a_place_is_counted_as_is_listed_itself_and_has_a_name(language: Language) -> None:
    for place, parents in regions._COUNTED_AS.items():
        assert place not in regions._SCORE2_OF_COUNTRY, "a list names it"
        found = {(regions_of(parent).score2, regions_of(parent).prevent) for parent in parents}
        assert len(found) <= 1, "its neighbours agree"
        assert all(f"country.{parent}" in PHRASES[language].texts for parent in parents)
