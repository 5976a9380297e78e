"""WHO 2019 (non-laboratory) against the published charts, cell by cell, and the mistakes seen in other code."""

from collections.abc import Callable
import csv
from dataclasses import fields, replace
import math
from pathlib import Path

import pytest

from custom_components.digitalshadow.health.equations import who2019
from custom_components.digitalshadow.health.equations.eligibility import admit
from custom_components.digitalshadow.health.equations.equation import Caveat, EquationResult, Outcome, Reason
from custom_components.digitalshadow.health.equations.regression import cox_risk, linear_predictor
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.person_profile import Input, Profile
from custom_components.digitalshadow.health.person.regions import Regions, WhoRegion

type MakePerson = Callable[..., Profile]

CHARTS = list(
    csv.DictReader((Path(__file__).parent / "who2019_charts.csv").read_text(encoding="utf-8").splitlines())
)
RECOMPUTED = list(
    csv.DictReader(
        (Path(__file__).parent / "who2019_recomputed.csv").read_text(encoding="utf-8").splitlines()
    )
)
"""One person per region and sex, by a second program on the same tables: most regions have no chart here."""
BMI_POINTS = (17.5, 22.5, 27.5, 32.5, 37.5)
ROUNDING_AND_FIT = 0.504
"""Half a point of rounding, and what the fit's five digits add."""


def of_cell(person: MakePerson, row: dict[str, str], bmi: float) -> Profile:
    return person(
        regions=Regions(who=WhoRegion(row["region"])),
        sex=Sex(row["sex"]),
        age_years=float(row["age_from"]) + 2.5,
        smoking=Smoking.CURRENT if row["smoker"] == "1" else Smoking.NEVER,
        systolic_mmhg=float(row["systolic_from"]),
        bmi_kg_m2=bmi,
    )


@pytest.fixture
def man(person: MakePerson) -> Profile:
    return person(
        regions=Regions(who=WhoRegion.WESTERN_EUROPE),
        sex=Sex.MALE,
        age_years=57.5,
        systolic_mmhg=150,
        bmi_kg_m2=27.5,
    )


def percent(profile: Profile) -> float:
    value = who2019.estimate(profile).value
    assert value is not None
    return value


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("region", sorted({row["region"] for row in CHARTS}))
def test_every_cell_of_the_charts_comes_out(person: MakePerson, region: str, sex: Sex) -> None:
    cells = 0
    for row in CHARTS:
        if (row["region"], row["sex"]) != (region, sex):
            continue
        for bmi in BMI_POINTS:
            cells += 1
            published = float(row[f"bmi_{bmi}"])
            assert percent(of_cell(person, row, bmi)) == pytest.approx(published, abs=ROUNDING_AND_FIT), row
    assert cells == 350


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['region']} {row['sex']}") for row in RECOMPUTED])
def test_a_second_program_finds_the_same_risk_in_every_region(
    person: MakePerson, row: dict[str, str]
) -> None:
    someone = person(
        regions=Regions(who=WhoRegion(row["region"])),
        sex=Sex(row["sex"]),
        age_years=float(row["age"]),
        smoking=Smoking.CURRENT if row["smoker"] == "1" else Smoking.NEVER,
        systolic_mmhg=float(row["systolic"]),
        bmi_kg_m2=float(row["bmi"]),
    )
    assert percent(someone) == pytest.approx(float(row["percent"]), abs=6e-5)


def test_the_second_program_covered_every_region_and_sex() -> None:
    assert {(row["region"], row["sex"]) for row in RECOMPUTED} == {
        (region.value, sex.value) for region in WhoRegion for sex in Sex
    }


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("region", WhoRegion)
def test_every_region_rises_with_age_pressure_and_smoking(man: Profile, region: WhoRegion, sex: Sex) -> None:
    base = replace(man, regions=Regions(who=region), sex=sex)
    for worse in (
        replace(base, age_years=67.5),
        replace(base, systolic_mmhg=170),
        replace(base, smoking=Smoking.CURRENT),
    ):
        assert 0 < percent(base) < percent(worse) < 100


def worst_miss(person: MakePerson, wrong: Callable[[Profile, float], float]) -> float:
    """Return how far a wrong formula, given the person and the incidence at that age, lands from the chart."""
    rows = [row for row in CHARTS if (row["region"], row["sex"]) == ("western_europe", "male")]
    misses = []
    for row in rows:
        same_age = [
            float(other[f"bmi_{bmi}"])
            for other in rows
            if other["age_from"] == row["age_from"]
            for bmi in BMI_POINTS
        ]
        cell = wrong(of_cell(person, row, 27.5), sum(same_age) / len(same_age))
        misses.append(abs(cell - float(row["bmi_27.5"])))
    return max(misses)


def parts(profile: Profile) -> tuple[float, float]:
    """Return the linear predictors of coronary heart disease and of stroke."""
    admitted = admit(who2019.WHO_2019, profile)
    assert not isinstance(admitted, EquationResult)
    terms = who2019.centred(admitted.numbers)
    return (
        linear_predictor(who2019._CHD, terms, admitted.sex),
        linear_predictor(who2019._STROKE, terms, admitted.sex),
    )


def test_the_uncalibrated_models_would_miss_the_charts(person: MakePerson) -> None:
    def uncalibrated(profile: Profile, _: float) -> float:
        chd, stroke = parts(profile)
        return 100 * (1 - (1 - cox_risk(0.9544258, chd)) * (1 - cox_risk(0.984826, stroke)))

    assert worst_miss(person, uncalibrated) > 3


def test_incidence_of_the_age_in_place_of_recalibration_counts_age_twice(person: MakePerson) -> None:
    def twice(profile: Profile, incidence_percent: float) -> float:
        survival: float = (1 - incidence_percent / 100) ** math.exp(parts(profile)[0])
        return 100 * (1 - survival)

    assert worst_miss(person, twice) > 10


def test_the_parts_for_heart_and_stroke_are_not_shown(man: Profile) -> None:
    result = who2019.estimate(man)
    assert result.equation.outcome is Outcome.CHD_OR_STROKE
    assert [field.name for field in fields(result) if "chd" in field.name or "stroke" in field.name] == []
    assert result.equation.caveats == (Caveat.FITTED_TO_CHARTS,)


@pytest.mark.parametrize(
    ("beyond", "charted", "limited"),
    [
        pytest.param(
            {"systolic_mmhg": 205}, {"systolic_mmhg": 190}, Input.SYSTOLIC, id="pressure above the chart"
        ),
        pytest.param(
            {"systolic_mmhg": 95}, {"systolic_mmhg": 110}, Input.SYSTOLIC, id="pressure below the chart"
        ),
        pytest.param({"bmi_kg_m2": 44}, {"bmi_kg_m2": 37.5}, Input.BMI, id="body mass index above the chart"),
        pytest.param({"bmi_kg_m2": 16}, {"bmi_kg_m2": 17.5}, Input.BMI, id="body mass index below the chart"),
    ],
)
def test_beyond_the_chart_its_outermost_value_is_given_and_said(
    man: Profile, beyond: dict[str, float], charted: dict[str, float], limited: Input
) -> None:
    result = who2019.estimate(replace(man, **beyond))  # type: ignore[arg-type] # each row changes one field
    assert result.value == percent(replace(man, **charted))  # type: ignore[arg-type] # each row changes one field
    assert result.inputs_limited == (limited,)
    assert who2019.estimate(man).inputs_limited == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"age_years": 39.9}, Reason.AGE_OUT_OF_RANGE, id="too young"),
        pytest.param({"age_years": 75}, Reason.AGE_OUT_OF_RANGE, id="too old"),
        pytest.param({"regions": Regions()}, Reason.REGION_UNKNOWN, id="region unknown"),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2}, Reason.DIABETES, id="the formula has no term for diabetes"
        ),
        pytest.param({"chronic_kidney_disease": True}, Reason.KIDNEY_DISEASE, id="nor one for the kidney"),
        pytest.param({"smoking": None}, Reason.MISSING_INPUT, id="smoking unknown"),
        pytest.param({"bmi_kg_m2": 250}, Reason.OUT_OF_RANGE, id="weight in grams"),
    ],
)
def test_no_value_without_its_reason(man: Profile, change: dict[str, float], reason: Reason) -> None:
    result = who2019.estimate(replace(man, **change))  # type: ignore[arg-type] # each row changes one field
    assert (result.value, result.reason) == (None, reason)
