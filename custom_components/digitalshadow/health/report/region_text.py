"""What was assumed about where a person lives, and what doctors use there, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ..equations.equation import EquationKey
from ..equations.selection import Why
from .facts import ReportFacts
from .phrases import Phrases


class OtherTool(NamedTuple):
    """A calculator that is not among our equations."""

    name: str
    """How doctors know it."""
    years: int
    """How far it looks ahead."""


_AUSTRALIA: Final = OtherTool("AusCVDRisk", 5)
OTHER_TOOLS: Final[Mapping[str, OtherTool]] = {
    "GB": OtherTool("QRISK3", 10),
    "NZ": OtherTool("PREDICT", 5),
    **dict.fromkeys(("AU", "CC", "CX", "NF"), _AUSTRALIA),
}
"""What clinicians of a country use instead (NICE NG238, cvdcheck.org.au, heartfoundation.org.nz)."""


def is_assumed(facts: ReportFacts) -> bool:
    """Tell whether it is only assumed that the formula was made for where the person lives."""
    is_by_region = facts.risk.why is Why.REGION_AND_INPUTS
    return is_by_region and (bool(facts.profile.regions.counted_as) or _is_asia_pacific_assumed(facts))


def region_words(facts: ReportFacts, phrases: Phrases) -> Iterator[str]:
    """Say what was assumed, and which tool is used there; nothing about what that would say."""
    profile = facts.profile
    if profile.regions.counted_as:
        countries = phrases.listed(phrases.say(f"country.{code}") for code in profile.regions.counted_as)
        yield phrases.say("region.counted_as", country=countries)
    level = profile.regions.asia_pacific
    if level is not None and _is_asia_pacific_assumed(facts):
        yield phrases.say("region.asia_pacific", level=phrases.say(f"level.{level}"))
    if tool := OTHER_TOOLS.get((profile.country or "").upper()):
        yield phrases.say("region.other_tool", tool=tool.name, years=str(tool.years))


def _is_asia_pacific_assumed(facts: ReportFacts) -> bool:
    """Tell whether the risk region comes from our list, and the person did not choose one."""
    is_asia_pacific = facts.risk.result.equation.key is EquationKey.SCORE2_ASIA_PACIFIC
    return is_asia_pacific and facts.profile.asia_pacific_region is None
