"""Which number calls an ambulance. Countries whose number we are certain of; others are told to call "the" number."""

from typing import Final

_COUNTRIES: Final = {
    "112": "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK",
    "911": "CA US",
    "120": "CN",
}

_NUMBERS: Final = {
    country: number for number, countries in _COUNTRIES.items() for country in countries.split()
}


def emergency_number(country: str) -> str | None:
    """Return the number to call in an ISO 3166-1 alpha-2 country; None where we do not know it."""
    return _NUMBERS.get(country.upper())
