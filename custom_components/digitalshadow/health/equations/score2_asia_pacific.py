"""SCORE2-Asia-Pacific: SCORE2's linear predictor, recalibrated to four risk regions of Asia and the Pacific."""

from dataclasses import replace
from typing import Final

from ..person.person_profile import Profile
from ..person.regions import RiskRegion
from . import score2, score2_family
from .eligibility import admit
from .equation import Caveat, EquationKey, EquationResult
from .regression import BySex, Scales

SCORE2_ASIA_PACIFIC: Final = replace(
    score2.SCORE2,
    key=EquationKey.SCORE2_ASIA_PACIFIC,
    name="SCORE2-Asia-Pacific",
    year=2025,
    version="SCORE2 with scales for Asia and the Pacific",
    source="SCORE2-Asia-Pacific writing group, Eur Heart J 2025;46:702",
    caveats=(Caveat.SINGLE_SOURCE,),
)

MEMBER: Final = replace(
    score2.MEMBER,
    equation=SCORE2_ASIA_PACIFIC,
    scales={
        RiskRegion.LOW: BySex(
            female=Scales(-0.986572446, 0.536743779), male=Scales(-0.375229965, 0.62020875)
        ),
        RiskRegion.MODERATE: BySex(
            female=Scales(0.08278687, 0.718980326), male=Scales(0.284885676, 0.778128607)
        ),
        RiskRegion.HIGH: BySex(
            female=Scales(0.611474287, 0.703624072), male=Scales(0.778231091, 0.844985356)
        ),
        RiskRegion.VERY_HIGH: BySex(
            female=Scales(0.502751798, 0.555577072), male=Scales(0.608975204, 0.679014197)
        ),
    },
)


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk in percent."""
    return score2_family.estimate(MEMBER, admit(SCORE2_ASIA_PACIFIC, profile), profile.regions.asia_pacific)
