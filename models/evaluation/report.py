"""Everything that is measured about predictions, as one dictionary that becomes JSON, plots and a model card."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
import math
from typing import Any

import numpy as np
from numpy import bool_, float64, intp
from numpy.typing import NDArray

from .calibration import calibrated, calibration_curve, expected_calibration_error, fit_temperature
from .metrics import (
    RESAMPLES,
    area_under_roc,
    bootstrap,
    brier,
    operating_point,
    predictive_values,
    roc_curve,
    threshold_of_sensitivity,
)
from .predictions import Prediction

PREVALENCES = (0.019, 0.052, 0.1, 0.3)
"""Severe, and half-narrowed, coronary arteries at 50-64 years in SCAPIS; 40 years and older in Copenhagen; a clinic."""
THRESHOLDS = (0.4, 0.5)
"""Where the authors' program turns red, and the middle."""
SENSITIVITY = 0.9
_LEAST_OF_A_KIND = 5
_AGE_BAND_STARTS = (0, 40, 50, 60, 70)


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be reported beyond the fixed measures."""

    prevalences: tuple[float, ...] = PREVALENCES
    """At which predictive values are given."""
    thresholds: tuple[float, ...] = THRESHOLDS
    """At which subjects are counted."""
    resamples: int = RESAMPLES
    """Of the bootstrap."""


@dataclass(frozen=True, slots=True, eq=False)
class _Subjects:
    """The test's subjects and their pictures."""

    is_positive: NDArray[bool_]
    """Per subject."""
    risk: NDArray[float64]
    """Per subject: mean probability over the views, at the temperature that was set."""
    picture_risk: NDArray[float64]
    """Per picture."""
    pictures: tuple[NDArray[intp], ...]
    """Per subject: numbers of its pictures."""
    first: tuple[Prediction, ...]
    """Per subject: one of its predictions, for site, sex and age."""


def make_report(predictions: Sequence[Prediction], wish: Wish | None = None) -> dict[str, Any]:
    """Return the measures of the part `test`; temperature and threshold of high sensitivity are set on `validation`.

    Measures that cannot be computed are None. Raises ValueError without positives or without others in the test.
    """
    wish = wish or Wish()
    test = [one for one in predictions if one.part == "test"]
    validation = [one for one in predictions if one.part == "validation"]
    temperature, is_fitted = _temperature(validation)
    subjects, raw = _subjects(test, temperature), _subjects(test, 1.0)
    count, positives = len(subjects.is_positive), int(subjects.is_positive.sum())
    if not 0 < positives < count:
        raise ValueError(
            f"Expected positives and others in the test, got {positives} positives of {count} subjects."
        )
    thresholds: dict[str, float] = {f"{threshold:g}": threshold for threshold in wish.thresholds}
    if is_fitted:
        chosen = _subjects(validation, temperature)
        name = f"sensitivity {SENSITIVITY:g} in validation"
        thresholds[name] = threshold_of_sensitivity(chosen.is_positive, chosen.risk, SENSITIVITY)
    false, true = roc_curve(subjects.is_positive, subjects.risk)
    report: dict[str, Any] = {
        "test": {
            "subjects": count,
            "positives": positives,
            "prevalence": positives / count,
            "pictures": len(test),
            "sites": len({one.site for one in test if one.site}),
        },
        "per_image": {"auc": _picture_auc(subjects, wish.resamples)},
        "per_subject": {
            "auc": _auc(subjects, wish.resamples),
            "brier": _interval(
                lambda drawn: brier(subjects.is_positive[drawn], subjects.risk[drawn]), subjects, wish
            ),
            "roc": {"false_positive_rate": false.tolist(), "true_positive_rate": true.tolist()},
            "operating_points": {name: _point(subjects, at, wish) for name, at in thresholds.items()},
        },
        "calibration": {
            "temperature": temperature,
            "is_fitted_on_validation": is_fitted,
            "before": _calibration(raw),
            "after": _calibration(subjects),
        },
        "groups": _groups(subjects, wish.resamples),
        "views": _views(test, temperature),
        "bootstrap_resamples": wish.resamples,
    }
    cleaned: dict[str, Any] = _without_nan(report)
    return cleaned


def age_band(age: str) -> str:
    """Return the band of an age in years; empty where it is unknown. Raises ValueError for what is no age."""
    if not age:
        return ""
    if not age.isdecimal():
        raise ValueError(f"Expected an age in whole years, got {age!r}.")
    later = [start for start in _AGE_BAND_STARTS if start > int(age)]
    start = max(start for start in _AGE_BAND_STARTS if start <= int(age))
    return f"{start}-{later[0] - 1}" if later else f"{start} and older"


def _temperature(validation: Sequence[Prediction]) -> tuple[float, bool]:
    """Return the temperature, and whether validation said it; fitted on the test itself it would flatter."""
    if len({one.is_positive for one in validation}) < 2:  # noqa: PLR2004  # positives and others
        return 1.0, False
    return fit_temperature(
        [one.is_positive for one in validation], [one.log_odds for one in validation]
    ), True


def _subjects(predictions: Sequence[Prediction], temperature: float) -> _Subjects:
    """Return the predictions gathered by subject."""
    rows: dict[str, list[int]] = {}
    for number, one in enumerate(predictions):
        rows.setdefault(one.subject, []).append(number)
    risk = calibrated([one.log_odds for one in predictions], temperature)
    first = tuple(predictions[numbers[0]] for numbers in rows.values())
    for one, numbers in zip(first, rows.values(), strict=True):
        if len({predictions[number].is_positive for number in numbers}) > 1:
            raise ValueError(f"Expected one label per subject, got both for {one.subject}.")
    return _Subjects(
        is_positive=np.array([one.is_positive for one in first], bool_),
        risk=np.array([risk[numbers].mean() for numbers in rows.values()], float64),
        picture_risk=risk,
        pictures=tuple(np.array(numbers, intp) for numbers in rows.values()),
        first=first,
    )


def _interval(measure: Callable[[NDArray[intp]], float], subjects: _Subjects, wish: Wish) -> dict[str, float]:
    """Return a measure and its interval."""
    return asdict(bootstrap(measure, subjects.is_positive, wish.resamples))


def _auc(subjects: _Subjects, resamples: int) -> dict[str, float]:
    """Return the AUC over subjects."""
    found = bootstrap(
        lambda drawn: area_under_roc(subjects.is_positive[drawn], subjects.risk[drawn]),
        subjects.is_positive,
        resamples,
    )
    return asdict(found)


def _picture_auc(subjects: _Subjects, resamples: int) -> dict[str, float]:
    """Return the AUC over pictures; the interval draws subjects with all their pictures."""
    counts = np.array([len(numbers) for numbers in subjects.pictures])

    def measure(drawn: NDArray[intp]) -> float:
        rows = np.concatenate([subjects.pictures[number] for number in drawn])
        return area_under_roc(
            np.repeat(subjects.is_positive[drawn], counts[drawn]), subjects.picture_risk[rows]
        )

    return asdict(bootstrap(measure, subjects.is_positive, resamples))


def _point(subjects: _Subjects, threshold: float, wish: Wish) -> dict[str, Any]:
    """Return what a threshold does, and what its answers would mean at each prevalence."""
    point = operating_point(subjects.is_positive, subjects.risk, threshold)

    def rate(name: str) -> dict[str, float]:
        return _interval(
            lambda drawn: getattr(
                operating_point(subjects.is_positive[drawn], subjects.risk[drawn], threshold), name
            ),
            subjects,
            wish,
        )

    values = {f"{prevalence:g}": predictive_values(point, prevalence) for prevalence in wish.prevalences}
    return {
        "threshold": threshold,
        "sensitivity": rate("sensitivity"),
        "specificity": rate("specificity"),
        "at_prevalence": {
            name: {"ppv": positive, "npv": negative} for name, (positive, negative) in values.items()
        },
    }


def _calibration(subjects: _Subjects) -> dict[str, Any]:
    """Return the calibration over subjects."""
    curve = calibration_curve(subjects.is_positive, subjects.risk)
    return {
        "brier": brier(subjects.is_positive, subjects.risk),
        "expected_calibration_error": expected_calibration_error(curve),
        "curve": [asdict(one) for one in curve],
    }


def _groups(subjects: _Subjects, resamples: int) -> dict[str, dict[str, Any]]:
    """Return the AUC within each site, sex and age band; None where there are too few of either kind."""
    names: dict[str, Callable[[Prediction], str]] = {
        "site": lambda one: one.site,
        "sex": lambda one: one.sex,
        "age": lambda one: age_band(one.age),
    }
    found: dict[str, dict[str, Any]] = {}
    for kind, name_of in names.items():
        members = np.array([name_of(one) for one in subjects.first])
        found[kind] = {
            name: _group(subjects, np.flatnonzero(members == name), resamples)
            for name in sorted(set(members.tolist()))
            if name
        }
    return found


def _group(subjects: _Subjects, members: NDArray[intp], resamples: int) -> dict[str, Any]:
    """Return one group's size and AUC."""
    positive, risk = subjects.is_positive[members], subjects.risk[members]
    positives = int(positive.sum())
    is_enough = min(positives, len(members) - positives) >= _LEAST_OF_A_KIND
    auc = bootstrap(lambda drawn: area_under_roc(positive[drawn], risk[drawn]), positive, resamples)
    return {"subjects": len(members), "positives": positives, "auc": asdict(auc) if is_enough else None}


def _views(test: Sequence[Prediction], temperature: float) -> dict[str, Any]:
    """Return the AUC over the pictures of each view."""
    found = {}
    for view in sorted({one.view for one in test if one.view}):
        seen = [one for one in test if one.view == view]
        risk = calibrated([one.log_odds for one in seen], temperature)
        found[view] = {"pictures": len(seen), "auc": area_under_roc([one.is_positive for one in seen], risk)}
    return found


def _without_nan(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return the same with None for what is not a number, which JSON does not know."""
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
