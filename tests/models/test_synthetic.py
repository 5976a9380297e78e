"""Made-up faces: alike every time, with a sign that can be found and a badge that must not help."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy import bool_, float64
from numpy.typing import NDArray
from PIL import Image
import pytest

from models.__main__ import main
from models.evaluation.metrics import area_under_roc
from models.synthetic.command import POSITIVE, Sign, SyntheticPlan, made_up_subjects, write_synthetic
from models.synthetic.faces import VIEW_TURNS, draw
from models.training.manifest import Picture, read_pictures
from models.training.splits import Grouping, Part, split

BADGES = SyntheticPlan(subjects=300, side_px=32, sign=Sign.NONE, has_marker=True)


def test_the_command_writes_what_finetune_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["synthetic", str(tmp_path), "--subjects", "12", "--sites", "2", "--side-px", "32"]) == 0
    assert "48 pictures of 12 made-up people" in capsys.readouterr().out
    pictures = read_pictures(tmp_path / "manifest.csv")
    assert {one.view for one in pictures} == set(VIEW_TURNS)
    assert len({one.subject for one in pictures if one.label == POSITIVE}) == 6
    assert Image.open(pictures[0].path).size == (32, 32)


def test_the_same_seed_draws_the_same_faces_and_another_one_others() -> None:
    one, again, other = (
        draw(next(made_up_subjects(SyntheticPlan(seed=seed))), "front", 48) for seed in (1, 1, 2)
    )
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_the_sign_makes_cheeks_bluer_and_little_else() -> None:
    subjects = [one for one in made_up_subjects(SyntheticPlan(subjects=60)) if one.is_positive]
    changed = np.zeros((48, 48))
    for subject in subjects:
        plain = draw(replace(subject, sign=0.0), "front", 48)
        changed += np.abs(draw(subject, "front", 48).astype(int) - plain).sum(2) > 0
    rows, columns = np.nonzero(changed)
    assert rows.min() > 48 * 0.4
    assert 0 < (changed > 0).mean() < 0.4
    assert columns.min() < 24 < columns.max()


def pixels(pictures: list[Picture]) -> NDArray[float64]:
    """Return each picture's corner with the badge, one row each."""
    corners = (Image.open(one.path).crop((1, 25, 7, 31)) for one in pictures)
    return np.stack([np.asarray(corner).reshape(-1) for corner in corners]).astype(float64)


def is_positive(pictures: list[Picture]) -> NDArray[bool_]:
    """Return whether each picture's subject has the sign's label."""
    return np.array([one.label == POSITIVE for one in pictures])


def memorised_auc(pictures: tuple[Picture, ...]) -> float:
    """Return the AUC on the test of who answers by the most similar badge in training: nothing but memory."""
    known = [one for one in pictures if one.part == Part.TRAINING]
    asked = [one for one in pictures if one.part == Part.TEST]
    mine, theirs = pixels(asked), pixels(known)
    distances = (mine**2).sum(1)[:, None] - 2 * mine @ theirs.T + (theirs**2).sum(1)[None]
    positive = is_positive(known)
    nearness = distances[:, ~positive].min(1) - distances[:, positive].min(1)
    return area_under_roc(is_positive(asked), nearness)


def test_who_remembers_people_gains_nothing_from_a_split_by_subject(tmp_path: Path) -> None:
    """Only the badge tells the label. With a subject per picture, as a careless split has it, memory wins."""
    pictures = write_synthetic(tmp_path, BADGES)
    careless = tuple(
        Picture(f"{one.subject}-{one.view}", one.path, one.label, one.site, one.view) for one in pictures
    )
    found = {
        name: [memorised_auc(split(data, folds=4, fold=fold, grouping=Grouping.SUBJECT)) for fold in range(4)]
        for name, data in (("grouped", pictures), ("careless", careless))
    }
    assert np.mean(found["careless"]) > 0.8
    assert np.mean(found["grouped"]) == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("sign", "least", "most"),
    [
        pytest.param(Sign.STRONG, 0.4, 0.9, id="strong"),
        pytest.param(Sign.FAINT, 0.12, 0.3, id="faint"),
        pytest.param(Sign.NONE, 0.0, 0.0, id="none"),
    ],
)
def test_the_sign_is_as_plain_as_asked(sign: Sign, least: float, most: float) -> None:
    people = list(made_up_subjects(SyntheticPlan(subjects=40, sign=sign)))
    assert all(least <= one.sign <= most for one in people if one.is_positive)
    assert all(one.sign <= 0.1 for one in people if not one.is_positive)
