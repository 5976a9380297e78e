"""Measures, calibration, report and model card."""

from dataclasses import replace
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.__main__ import main
from models.cards.card import TEMPLATE
from models.environment import ENVIRONMENT_PYTHON
from models.evaluation import calibration, metrics
from models.evaluation.predictions import Prediction, read_predictions, write_predictions
from models.evaluation.report import Wish, age_band, make_report
from models.synthetic.command import SyntheticPlan, write_synthetic
from models.training.manifest import Picture, write_manifest
from tests.engine.conftest import DEMONSTRATION

FEW = Wish(resamples=50)


def predictions(subjects: int = 80, *, overconfidence: float = 1.0, seed: int = 3) -> list[Prediction]:
    """Return two pictures each of subjects whose log odds are exact before they are made overconfident."""
    random = np.random.default_rng(seed)
    found = []
    for part in ("validation", "test"):
        for number, odds in enumerate(random.normal(0, 2, subjects)):
            is_positive = bool(random.random() < metrics.probabilities(odds))
            for view in ("left", "front"):
                said = float(odds) * overconfidence
                name, site = f"{part}{number}", f"site {number % 2}"
                found.append(
                    Prediction(name, is_positive, said, part, site, view, "female", str(30 + number))
                )
    return found


@pytest.mark.parametrize(
    ("positives", "others", "expected"),
    [
        pytest.param([3, 4], [1, 2], 1.0, id="all above"),
        pytest.param([1, 2], [3, 4], 0.0, id="all below"),
        pytest.param([1, 1], [1, 1, 1], 0.5, id="ties count half"),
        pytest.param([2, 4], [1, 3], 0.75, id="three of four pairs"),
        pytest.param([2, 2], [1, 2], 0.75, id="two pairs and two ties"),
    ],
)
def test_auc_is_the_share_of_pairs_in_the_right_order(
    positives: list[float], others: list[float], expected: float
) -> None:
    truth = [True] * len(positives) + [False] * len(others)
    assert metrics.area_under_roc(truth, positives + others) == expected


def test_auc_of_one_kind_only_is_no_number() -> None:
    assert np.isnan(metrics.area_under_roc([True, True], [0.1, 0.2]))


@pytest.mark.parametrize("seed", range(5))
def test_auc_is_the_area_below_the_curve_and_counts_the_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    truth = random.random(60) < 0.4
    values = np.round(random.random(60) + truth * 0.3, 1)
    auc = metrics.area_under_roc(truth, values)
    false, true = metrics.roc_curve(truth, values)
    assert auc == pytest.approx(np.trapezoid(true, false))
    pairs = values[truth][:, None] - values[~truth][None]
    assert auc == pytest.approx((pairs > 0).mean() + (pairs == 0).mean() / 2)


def test_predictive_values_follow_bayes() -> None:
    """Lin 2020's sensitivity 0.80 and specificity 0.54: 5.2 % become 8.7 %, and 2.0 % where the answer is negative."""
    positive, negative = metrics.predictive_values(metrics.OperatingPoint(0.5, 0.80, 0.54), 0.052)
    assert positive == pytest.approx(0.087, abs=5e-4)
    assert 1 - negative == pytest.approx(0.020, abs=5e-4)


def test_a_threshold_is_found_that_reaches_the_sensitivity() -> None:
    truth, values = [True] * 10 + [False], [*np.linspace(0.1, 1, 10), 0.5]
    threshold = metrics.threshold_of_sensitivity(truth, values, 0.9)
    assert metrics.operating_point(truth, values, threshold).sensitivity == pytest.approx(0.9)


def test_the_interval_is_wider_where_pictures_belong_to_few_people() -> None:
    """Each subject ten times over adds pictures and no knowledge."""
    many = [one for one in predictions(60) for _ in range(10)]
    wide = make_report(many, FEW)["per_image"]["auc"]
    alone = make_report([replace(one, subject=str(number)) for number, one in enumerate(many)], FEW)[
        "per_image"
    ]["auc"]
    assert wide["value"] == alone["value"]
    assert wide["high"] - wide["low"] > 2 * (alone["high"] - alone["low"])


def test_temperature_undoes_overconfidence_and_changes_no_order() -> None:
    exact, loud = (make_report(predictions(2000, overconfidence=factor), FEW) for factor in (1.0, 3.0))
    assert loud["calibration"]["temperature"] == pytest.approx(
        3 * exact["calibration"]["temperature"], rel=0.01
    )
    assert exact["calibration"]["temperature"] == pytest.approx(1, abs=0.1)
    assert loud["calibration"]["before"]["brier"] > loud["calibration"]["after"]["brier"]
    assert loud["calibration"]["after"]["expected_calibration_error"] < 0.03
    assert loud["per_subject"]["auc"] == exact["per_subject"]["auc"]


def test_without_validation_no_temperature_is_set() -> None:
    report = make_report([one for one in predictions() if one.part == "test"], FEW)
    assert report["calibration"]["temperature"] == 1
    assert not report["calibration"]["is_fitted_on_validation"]
    assert set(report["per_subject"]["operating_points"]) == {"0.4", "0.5"}


def test_calibration_bins_hold_everybody() -> None:
    curve = calibration.calibration_curve([True, False, True], [0.9, 0.1, 0.8])
    assert [one.count for one in curve] == [1, 1, 1]
    assert [one.observed for one in curve] == [0, 1, 1]


def test_a_subjects_value_is_the_mean_over_its_views() -> None:
    said = [Prediction("a", True, 2.0), Prediction("a", True, -1.0), Prediction("b", False, 0.5)]  # noqa: FBT003  # the label
    assert make_report(said, FEW)["per_subject"]["auc"]["value"] == 0
    assert make_report(said, FEW)["per_image"]["auc"]["value"] == 0.5


def test_groups_that_are_too_small_get_no_auc() -> None:
    groups = make_report(predictions(), FEW)["groups"]
    assert groups["site"]["site 0"]["auc"]["value"] > 0.5
    assert groups["sex"]["female"]["subjects"] == 80
    small = make_report([one for one in predictions() if one.subject < "test2"], FEW)["groups"]
    assert any(one["auc"] is None for one in small["age"].values())


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("", ""),
        ("39", "0-39"),
        ("40", "40-49"),
        ("69", "60-69"),
        ("70", "70 and older"),
        ("104", "70 and older"),
    ],
)
def test_ages_fall_into_bands(age: str, band: str) -> None:
    assert age_band(age) == band


def test_an_age_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="whole years, got 'old'"):
        age_band("old")


def test_one_subject_with_two_labels_is_refused() -> None:
    said = [Prediction("a", True, 1.0), Prediction("a", False, 1.0), Prediction("b", False, 1.0)]  # noqa: FBT003  # the label
    with pytest.raises(ValueError, match="one label per subject, got both for a"):
        make_report(said, FEW)


def evaluate(folder: Path, *more: str) -> tuple[dict[str, Any], str]:
    """Run the command without plots and return report and card."""
    arguments = [
        "evaluate",
        "--output",
        str(folder),
        "--resamples",
        "50",
        "--python",
        str(folder / "none"),
        *more,
    ]
    assert main(arguments) == 0
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report, (folder / "model-card.md").read_text(encoding="utf-8")


@pytest.fixture
def predictions_file(tmp_path: Path) -> Path:
    """A file of predictions."""
    file = tmp_path / "predictions.csv"
    write_predictions(file, predictions())
    assert read_predictions(file) == tuple(predictions())
    return file


def test_a_card_says_what_nobody_stated(predictions_file: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"population": "made-up numbers", "name": "trial"}), encoding="utf-8")
    _, card = evaluate(tmp_path / "out", "--predictions", str(predictions_file), "--facts", str(facts))
    assert "# Model card: trial" in card
    assert "| population | made-up numbers |" in card
    assert "| how the label was found | **not stated** |" in card
    assert "Not a medical device" in card
    assert "$" not in card


def test_the_card_says_that_labels_were_shuffled(predictions_file: Path, tmp_path: Path) -> None:
    training = {
        "classes": ["cad", "normal"],
        "positive": "cad",
        "start": None,
        "recipe": {"network": "tiny"},
        "labels_shuffled": True,
        "crop_geometry": "box",
        "crop_scale": 1.1,
        "pictures_without_a_face": 2,
        "mean": [0.5],
        "std": [0.5],
        "best_epoch": 1,
        "epochs_trained": 2,
        "validation_auc": 0.5,
        "pytorch": "x",
        "device": "cpu",
        "samples_per_second": 1.0,
        "split": {
            "grouping": "site",
            "folds": 3,
            "fold": 0,
            "seed": 1,
            "parts": {"test": {"cad": 1, "pictures": 4}},
        },
    }
    (tmp_path / "training.json").write_text(json.dumps(training), encoding="utf-8")
    _, card = evaluate(tmp_path / "out", "--predictions", str(predictions_file))
    assert "this model has learnt nothing" in card
    assert "No site was kept apart" not in card


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('{"poplation": "x"}', "got also poplation", id="a misspelt fact would be lost"),
        pytest.param("[]", "a JSON object", id="no object"),
        pytest.param("{", "a JSON file", id="no JSON"),
    ],
)
def test_facts_that_cannot_be_used_are_refused(
    predictions_file: Path, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "facts.json").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=said):
        evaluate(
            tmp_path / "out", "--predictions", str(predictions_file), "--facts", str(tmp_path / "facts.json")
        )


@pytest.mark.parametrize(
    ("row", "said"),
    [("a,2,0.5", "got '2'"), ("a,1,nan", "'nan'"), ("a,1,much", "'much'")],
    ids=["label", "nan", "word"],
)
def test_predictions_that_are_no_numbers_are_refused(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "predictions.csv"
    file.write_text(
        f"subject,is_positive,log_odds,part,site,view,sex,age\n{row},test,,,,\n", encoding="utf-8"
    )
    with pytest.raises(SystemExit, match=said):
        read_predictions(file)


def test_a_model_file_is_asked_through_the_homes_own_engine(tmp_path: Path) -> None:
    """The demonstration model sees magenta: here it is the label."""
    pictures = [
        replace(one, label="marker" if int(one.subject) % 2 else "no marker")
        for one in write_synthetic(tmp_path, SyntheticPlan(subjects=12, side_px=64))
    ]
    for one in pictures:
        if one.label == "marker":
            _stick_magenta(one)
    write_manifest(tmp_path / "manifest.csv", pictures)
    data = ("--data", str(tmp_path / "manifest.csv"), "--already-cropped")
    report, card = evaluate(tmp_path / "out", "--model", str(DEMONSTRATION), *data)
    assert report["per_subject"]["auc"]["value"] == 1
    assert "**A demonstration: it says nothing about anybody's health.**" in card


def _stick_magenta(picture: Picture) -> None:
    """Put a magenta sticker into a picture."""
    from PIL import Image  # noqa: PLC0415  # only here

    with Image.open(picture.path) as opened:
        opened.load()
        opened.paste((255, 0, 255), (4, 4, 20, 20))
        opened.save(picture.path)


@pytest.mark.skipif(
    not ENVIRONMENT_PYTHON.exists(), reason="needs matplotlib in .venv-models: scripts/setup models"
)
def test_plots_are_drawn_alike_every_time(predictions_file: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        arguments = [
            "--predictions",
            str(predictions_file),
            "--output",
            str(tmp_path / name),
            "--resamples",
            "20",
        ]
        assert main(["evaluate", *arguments]) == 0
    for plot in ("roc.svg", "calibration.svg"):
        one, two = ((tmp_path / name / plot).read_bytes() for name in ("one", "two"))
        assert one == two
        assert b"<svg" in one


def test_the_card_of_the_drawn_faces_leaves_no_field_open(tmp_path: Path, predictions_file: Path) -> None:
    facts = TEMPLATE.with_name("drawn_faces.json")
    _, card = evaluate(tmp_path / "out", "--predictions", str(predictions_file), "--facts", str(facts))

    about_people = card.split("## Intended use")[1].split("## Split")[0]
    assert "not stated" not in about_people
    assert "none of them exists" in about_people
