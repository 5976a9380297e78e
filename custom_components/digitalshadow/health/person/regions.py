"""How each family of equations divides the world, and which region a country belongs to.

SCORE2 countries: list of the 2021 European guideline as two independent calculators carry it. WHO's regions are those
of the Global Burden of Disease study; only countries on which two independent transcriptions of its list agree stand
here, so that Oceania and a few others (South Sudan, Sudan, Taiwan) are for the person to choose. The paper's own list
of SCORE2-Asia-Pacific could not be read: the countries here are those of which two other sources say the same, all
others are for the person to choose.

`territories.csv` says which country a place without an entry of its own is counted as, which is our assumption and is
printed as one; where nothing is given, the person is asked.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from ..tables import read_table


class RiskRegion(StrEnum):
    """Cardiovascular mortality of a country as the SCORE2 family grades it."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class WhoRegion(StrEnum):
    """The 21 world regions of the WHO 2019 charts."""

    ANDEAN_LATIN_AMERICA = "andean_latin_america"
    AUSTRALASIA = "australasia"
    CARIBBEAN = "caribbean"
    CENTRAL_ASIA = "central_asia"
    CENTRAL_EUROPE = "central_europe"
    CENTRAL_LATIN_AMERICA = "central_latin_america"
    CENTRAL_SUB_SAHARAN_AFRICA = "central_sub_saharan_africa"
    EAST_ASIA = "east_asia"
    EASTERN_EUROPE = "eastern_europe"
    EASTERN_SUB_SAHARAN_AFRICA = "eastern_sub_saharan_africa"
    HIGH_INCOME_ASIA_PACIFIC = "high_income_asia_pacific"
    HIGH_INCOME_NORTH_AMERICA = "high_income_north_america"
    NORTH_AFRICA_AND_MIDDLE_EAST = "north_africa_and_middle_east"
    OCEANIA = "oceania"
    SOUTH_ASIA = "south_asia"
    SOUTHEAST_ASIA = "southeast_asia"
    SOUTHERN_LATIN_AMERICA = "southern_latin_america"
    SOUTHERN_SUB_SAHARAN_AFRICA = "southern_sub_saharan_africa"
    TROPICAL_LATIN_AMERICA = "tropical_latin_america"
    WESTERN_EUROPE = "western_europe"
    WESTERN_SUB_SAHARAN_AFRICA = "western_sub_saharan_africa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """Where a person lives, once per family of equations; None where a family has no region for that place."""

    prevent: bool = False
    """Whether the AHA PREVENT equations were made for this population: the United States."""
    score2: RiskRegion | None = None
    """Region of SCORE2, SCORE2-OP and SCORE2-Diabetes."""
    asia_pacific: RiskRegion | None = None
    """Region of SCORE2-Asia-Pacific."""
    who: WhoRegion | None = None
    """Region of the WHO 2019 charts."""
    counted_as: tuple[str, ...] = ()
    """The country, or countries of one region, that a place on no list is counted as: our assumption."""


_SCORE2: Final = {
    RiskRegion.LOW: "BE CH DK ES FR GB IL LU NL NO",
    RiskRegion.MODERATE: "AT CY DE FI GR IE IS IT MT PT SE SI SM",
    RiskRegion.HIGH: "AL BA CZ EE HR HU KZ PL SK TR",
    RiskRegion.VERY_HIGH: "AM AZ BG BY DZ EG GE KG LB LT LV LY MA MD ME MK RO RS RU SY TN UA UZ",
}

_WHO: Final = {
    WhoRegion.ANDEAN_LATIN_AMERICA: "BO EC PE",
    WhoRegion.AUSTRALASIA: "AU NZ",
    WhoRegion.CARIBBEAN: "AG BB BS BZ CU DM DO GD GY HT JM LC PR SR TT VC",
    WhoRegion.CENTRAL_ASIA: "AM AZ GE KG KZ MN TJ TM UZ",
    WhoRegion.CENTRAL_EUROPE: "AL BA BG CZ HR HU ME MK PL RO RS SI SK",
    WhoRegion.CENTRAL_LATIN_AMERICA: "CO CR GT HN MX NI PA SV VE",
    WhoRegion.CENTRAL_SUB_SAHARAN_AFRICA: "AO CD CF CG GA GQ",
    WhoRegion.EAST_ASIA: "CN KP",
    WhoRegion.EASTERN_EUROPE: "BY EE LT LV MD RU UA",
    WhoRegion.EASTERN_SUB_SAHARAN_AFRICA: "BI DJ ER ET KE KM MG MW MZ RW SO TZ UG ZM",
    WhoRegion.HIGH_INCOME_ASIA_PACIFIC: "BN JP KR SG",
    WhoRegion.HIGH_INCOME_NORTH_AMERICA: "CA US",
    WhoRegion.NORTH_AFRICA_AND_MIDDLE_EAST: "AE AF BH DZ EG IQ IR JO KW LB LY MA OM QA SA SY TN TR YE",
    WhoRegion.SOUTH_ASIA: "BD BT IN NP PK",
    WhoRegion.SOUTHEAST_ASIA: "ID KH LA LK MM MU MV MY PH SC TH TL VN",
    WhoRegion.SOUTHERN_LATIN_AMERICA: "AR CL UY",
    WhoRegion.SOUTHERN_SUB_SAHARAN_AFRICA: "BW LS NA SZ ZA ZW",
    WhoRegion.TROPICAL_LATIN_AMERICA: "BR PY",
    WhoRegion.WESTERN_EUROPE: "AD AT BE CH CY DE DK ES FI FR GB GR IE IL IS IT LU MT NL NO PT SE",
    WhoRegion.WESTERN_SUB_SAHARAN_AFRICA: "BF BJ CI CM CV GH GM GN GW LR ML MR NE NG SL SN ST TD TG",
}

_ASIA_PACIFIC: Final = {
    RiskRegion.LOW: "JP KR SG",
    RiskRegion.MODERATE: "TH",
    RiskRegion.HIGH: "BN CN MY",
    RiskRegion.VERY_HIGH: "ID PH",
}

_COUNTED_AS: Final = {
    row["country"]: tuple(row["counted_as"].split())
    for row in read_table(Path(__file__).with_name("territories.csv"))
}
_ASIA_PACIFIC_OF_COUNTRY: Final = {
    country: region for region, countries in _ASIA_PACIFIC.items() for country in countries.split()
}
_SCORE2_OF_COUNTRY: Final = {
    country: region for region, countries in _SCORE2.items() for country in countries.split()
}
_WHO_OF_COUNTRY: Final = {
    country: region for region, countries in _WHO.items() for country in countries.split()
}


def regions_of(country: str) -> Regions:
    """Return the regions of an ISO 3166-1 alpha-2 country code; a family without that country stays None."""
    country = country.upper()
    counted_as = _COUNTED_AS.get(country, ())
    listed = counted_as[0] if counted_as else country
    return Regions(
        prevent=listed == "US",
        score2=_SCORE2_OF_COUNTRY.get(listed),
        asia_pacific=_ASIA_PACIFIC_OF_COUNTRY.get(listed),
        who=_WHO_OF_COUNTRY.get(listed),
        counted_as=counted_as,
    )
