"""The same person with one thing changed, by the same equation."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from custom_components.digitalshadow.health.equations.selection import select
from custom_components.digitalshadow.health.equations.what_if import Change, what_if
from custom_components.digitalshadow.health.person.choices import Sex, Smoking
from custom_components.digitalshadow.health.person.person_profile import Profile
from custom_components.digitalshadow.health.person.regions import regions_of

type MakePerson = Callable[..., Profile]


@pytest.fixture
def smoker(person: MakePerson) -> Profile:
    """Return a smoker of 45 in France."""
    return person(
        regions=regions_of("FR"),
        sex=Sex.MALE,
        age_years=45,
        smoking=Smoking.CURRENT,
        systolic_mmhg=145,
        bmi_kg_m2=27,
        total_cholesterol_mmol_l=6.2,
        hdl_cholesterol_mmol_l=1.1,
        egfr_ml_min_1_73m2=90,
    )


def changed(profile: Profile) -> dict[Change, float]:
    return {found.change: found.percent for found in what_if(select(profile), profile)}


def test_each_change_is_what_the_equation_says_of_somebody_like_that(smoker: Profile) -> None:
    found = changed(smoker)

    for change, other in {
        Change.NOT_SMOKING: replace(smoker, smoking=Smoking.NEVER),
        Change.PRESSURE_10_LOWER: replace(smoker, systolic_mmhg=135),
        Change.PRESSURE_130: replace(smoker, systolic_mmhg=130),
        Change.CHOLESTEROL_1_LOWER: replace(smoker, total_cholesterol_mmol_l=5.2),
        Change.TOGETHER: replace(
            smoker, smoking=Smoking.NEVER, systolic_mmhg=130, total_cholesterol_mmol_l=5.2
        ),
    }.items():
        assert found[change] == select(other).result.value, change
    assert found.keys() == {*Change}
    assert min(found.values()) == found[Change.TOGETHER]


@pytest.mark.parametrize(
    ("change", "computed"),
    [
        pytest.param({"smoking": Smoking.NEVER}, {*Change} - {Change.NOT_SMOKING}, id="does not smoke"),
        pytest.param(
            {"systolic_mmhg": 129},
            {Change.NOT_SMOKING, Change.CHOLESTEROL_1_LOWER, Change.TOGETHER},
            id="129",
        ),
        pytest.param({"systolic_mmhg": 130}, {*Change} - {Change.PRESSURE_130}, id="130"),
        pytest.param(
            {"blood_pressure_treatment": True},
            {Change.NOT_SMOKING, Change.CHOLESTEROL_1_LOWER, Change.TOGETHER},
            id="a treated pressure",
        ),
        pytest.param({"statin": True}, {*Change} - {Change.CHOLESTEROL_1_LOWER}, id="a statin"),
        pytest.param({"lipid_treatment": True}, {*Change} - {Change.CHOLESTEROL_1_LOWER}, id="another drug"),
        pytest.param(
            {"total_cholesterol_mmol_l": 4.4},
            {*Change} - {Change.CHOLESTEROL_1_LOWER},
            id="little cholesterol",
        ),
        pytest.param(
            {"smoking": Smoking.NEVER, "systolic_mmhg": 120, "total_cholesterol_mmol_l": 4.0},
            set(),
            id="nothing",
        ),
        pytest.param({"age_years": 80}, set(), id="80 years"),
        pytest.param({"age_years": 79}, {*Change}, id="79 years"),
        pytest.param({"cardiovascular_disease": True}, set(), id="a prior disease"),
        pytest.param(
            {"regions": regions_of("BR")},
            {*Change} - {Change.CHOLESTEROL_1_LOWER},
            id="an equation that does not count cholesterol",
        ),
    ],
)
def test_only_what_applies_is_computed(
    smoker: Profile, change: dict[str, object], computed: set[Change]
) -> None:
    assert changed(replace(smoker, **change)).keys() == computed  # type: ignore[arg-type] # a row of changes


def test_one_change_alone_is_not_told_twice(smoker: Profile) -> None:
    only = replace(smoker, systolic_mmhg=120, total_cholesterol_mmol_l=4.0)

    assert changed(only).keys() == {Change.NOT_SMOKING}
