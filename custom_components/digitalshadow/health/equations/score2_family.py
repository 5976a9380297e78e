"""What the members of the SCORE2 family share: a Cox model, then a recalibration to the risk region."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..person.person_profile import Input
from ..person.regions import RiskRegion
from .eligibility import Admitted, answer, refuse
from .equation import Equation, EquationResult, Reason
from .regression import BySex, Scales, cox_risk, linear_predictor, recalibrate


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of the family."""

    equation: Equation
    """Name, provenance, ranges."""
    terms: Callable[[Mapping[Input, float]], Mapping[str, float]]
    """Centres and scales the inputs; the keys are those of `log_hazard_ratios`."""
    log_hazard_ratios: Mapping[str, BySex[float]]
    """Subdistribution log hazard ratios."""
    baseline_survival: BySex[float]
    """Survival over the horizon at a linear predictor of `mean_predictor`."""
    mean_predictor: BySex[float]
    """Subtracted from the linear predictor."""
    scales: Mapping[RiskRegion, BySex[Scales]]
    """Recalibration of each risk region."""


def estimate(
    member: Member, admitted: Admitted | EquationResult, region: RiskRegion | None
) -> EquationResult:
    """Return the recalibrated risk in percent, or the refusal that came in, or that the region is unknown."""
    if isinstance(admitted, EquationResult):
        return admitted
    if region is None:
        return refuse(member.equation, Reason.REGION_UNKNOWN, missing=(Input.REGION,))
    sex = admitted.sex
    predictor = linear_predictor(member.log_hazard_ratios, member.terms(admitted.numbers), sex)
    risk = cox_risk(member.baseline_survival.of(sex), predictor - member.mean_predictor.of(sex))
    recalibrated = recalibrate(risk, member.scales[region].of(sex))
    return answer(member.equation, admitted, 100 * recalibrated, also_used=(Input.REGION,))
