"""When to call an ambulance, and which number: the same words wherever something of ours speaks of it.

Only numbers that several independent lists agree on, or that an authority publishes, stand here; somebody who
lives elsewhere is told to call "the" number. Of two both work.
"""

from collections.abc import Iterator
from typing import Final

from .phrases import Phrases

_COUNTRIES: Final = {
    "112": "AD AX BG DE DK EE ES FI FO GE GL IN IS KW LT LU MT NL PT RO RW SE SI TR TZ",
    "911": "AS AW BM CA CR DO EC FJ GU JO KY MP MX PA PH PR PY SV US VI",
    "15 112": "BL FR GF GP MF MQ PM RE YT",
    "999 112": "GB GG IM JE KE MY UG",
    "103 112": "BY KZ TJ UA UZ",
    "999": "BH HK MO QA SC",
    "119": "JP KH KR TW",
    "115": "IR PK VN",
    "118": "BO SM VA",
    "144 112": "AT CH LI",
    "194 112": "MK RS XK",
    "101": "IL PS",
    "102": "MV NP",
    "103": "KG MN",
    "112 103": "AZ RU",
    "112 155": "CZ SK",
    "112 999": "IE PL",
    "113": "NO SJ",
    "117": "MG MZ",
    "123": "CO EG",
    "997": "BW SA",
    "000": "AU",
    "10177": "ZA",
    "104": "CU",
    "107 911": "AR",
    "110": "SY",
    "111": "NZ",
    "112 100": "BE",
    "112 104": "HU",
    "112 113": "LV",
    "112 118": "IT",
    "112 15": "MC",
    "112 166": "GR",
    "112 194": "HR",
    "112 199": "CY",
    "114 999": "MU",
    "120": "CN",
    "124": "BA",
    "124 112": "ME",
    "127 112": "AL",
    "128 118": "NI",
    "131": "CL",
    "140 112": "LB",
    "1669": "TH",
    "185": "CI",
    "190": "TN",
    "190 112": "GI",
    "192": "BR",
    "193 112": "GH",
    "511": "BB",
    "911 105": "UY",
    "911 171": "VE",
    "919 911": "BS",
    "990": "TT",
    "991": "BN",
    "995": "SG",
    "998": "AE",
    "999 199": "BD",
    "999 994": "ZW",
    "9999": "OM",
}
"""Numbers, and the countries and territories in which they call an ambulance.

Left out are numbers that also reach an ambulance only from mobile phones, and Norway's 112, which is the police. Åland,
Guernsey, Saint Barthélemy and Saint Martin carry those of Finland, the United Kingdom and France.
"""

_NUMBERS: Final = {
    country: tuple(numbers.split())
    for numbers, countries in _COUNTRIES.items()
    for country in countries.split()
}


def emergency_numbers(country: str) -> tuple[str, ...]:
    """Return the numbers to call in an ISO 3166-1 alpha-2 country; none where we do not know them."""
    return _NUMBERS.get(country.upper(), ())


def emergency_words(phrases: Phrases, numbers: tuple[str, ...]) -> Iterator[str]:
    """Say when to call: signs of a heart attack, then those of a stroke. Nothing that is known of a person matters."""
    yield phrases.say("emergency.call", call=call(phrases, numbers))
    for key in ("signs", "women", "stroke", "passing", "always"):
        yield phrases.say(f"emergency.{key}")


def call(phrases: Phrases, numbers: tuple[str, ...]) -> str:
    """Say whom to call, at the beginning of a sentence."""
    if not numbers:
        return phrases.say("emergency.call_unknown")
    return phrases.say("emergency.call_number", number=phrases.texts["format.list_or"].join(numbers))
