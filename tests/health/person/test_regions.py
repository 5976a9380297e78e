"""Countries and the regions they belong to."""

from collections import Counter

import pytest

from custom_components.digitalshadow.health.person import regions
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion, WhoRegion, regions_of


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
        pytest.param("CN", Regions(who=WhoRegion.EAST_ASIA), id="China"),
        pytest.param(
            "gb", Regions(score2=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE), id="in small letters"
        ),
        pytest.param("SS", Regions(), id="South Sudan, where the sources disagree"),
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


def test_no_country_gets_an_asia_pacific_region_by_guess() -> None:
    assert {regions_of(country).asia_pacific for country in regions._WHO_OF_COUNTRY} == {None}
