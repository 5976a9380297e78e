"""Which pictures go where, and that nobody is on two sides."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.training.manifest import Picture, classes_of, read_pictures, write_manifest
from models.training.splits import Grouping, Part, describe, shuffle_labels, split


def made_up(subjects: int = 60, sites: int = 7, share: int = 3) -> tuple[Picture, ...]:
    """Return two pictures each of subjects of whom every `share`-th is positive."""
    labels = ["normal" if number % share else "cad" for number in range(subjects)]
    return tuple(
        Picture(f"{number:03}", Path(f"{number}-{view}.png"), labels[number], f"s{number % sites}")
        for number in range(subjects)
        for view in ("left", "front")
    )


def parts_of(pictures: Iterable[Picture], what: str) -> dict[str, set[str]]:
    """Return the parts in which each subject or site occurs."""
    found = defaultdict(set)
    for picture in pictures:
        found[getattr(picture, what)].add(picture.part)
    return found


@pytest.mark.parametrize("grouping", list(Grouping))
@pytest.mark.parametrize("seed", range(5))
def test_no_subject_is_in_two_parts(grouping: Grouping, seed: int) -> None:
    divided = split(made_up(), folds=3, seed=seed, grouping=grouping)
    assert all(len(parts) == 1 for parts in parts_of(divided, "subject").values())
    assert {picture.part for picture in divided} == set(Part)


@pytest.mark.parametrize("seed", range(5))
def test_a_split_by_site_keeps_sites_whole(seed: int) -> None:
    divided = split(made_up(), folds=3, seed=seed, grouping=Grouping.SITE)
    assert all(len(parts) == 1 for parts in parts_of(divided, "site").values())


def test_every_subject_is_tested_in_exactly_one_fold() -> None:
    tested = Counter(
        picture.subject
        for fold in range(5)
        for picture in split(made_up(), folds=5, fold=fold, grouping=Grouping.SUBJECT)
        if picture.part == Part.TEST
    )
    assert set(tested.values()) == {2}
    assert len(tested) == 60


def test_each_part_has_its_share_of_each_label() -> None:
    parts = describe(split(made_up(), folds=5, grouping=Grouping.SUBJECT))
    assert parts == {
        "training": {"cad": 12, "normal": 24, "pictures": 72},
        "validation": {"cad": 4, "normal": 8, "pictures": 24},
        "test": {"cad": 4, "normal": 8, "pictures": 24},
    }


def test_the_split_depends_on_the_seed_and_not_on_the_order() -> None:
    pictures = made_up()
    usual = parts_of(split(pictures, grouping=Grouping.SUBJECT), "subject")
    assert parts_of(split(pictures[::-1], grouping=Grouping.SUBJECT), "subject") == usual
    assert parts_of(split(pictures, seed=2, grouping=Grouping.SUBJECT), "subject") != usual


@pytest.mark.parametrize(
    ("pictures", "folds", "fold", "grouping", "said"),
    [
        pytest.param(made_up(), 2, 0, Grouping.SUBJECT, "3 folds or more", id="no room for three parts"),
        pytest.param(made_up(), 5, 5, Grouping.SUBJECT, "fold 5 of 5", id="there is no such fold"),
        pytest.param(
            made_up(4), 5, 0, Grouping.SUBJECT, "at least 5 of: subject, got 4", id="too few people"
        ),
        pytest.param(made_up(sites=2), 3, 0, Grouping.SITE, "at least 3 of: site, got 2", id="too few sites"),
        pytest.param(
            made_up(9, share=9), 3, 0, Grouping.SUBJECT, "got no cad in", id="one positive for three parts"
        ),
        pytest.param(
            (Picture("1", Path("1"), "cad"),),
            3,
            0,
            Grouping.SITE,
            "a site for every picture",
            id="unknown site",
        ),
    ],
)
def test_what_cannot_be_split_is_said(
    pictures: tuple[Picture, ...], folds: int, fold: int, grouping: Grouping, said: str
) -> None:
    with pytest.raises(SystemExit, match=said):
        split(pictures, folds=folds, fold=fold, grouping=grouping)


def test_shuffled_labels_stay_with_their_subjects_and_keep_their_number() -> None:
    pictures = made_up()
    shuffled = shuffle_labels(pictures, seed=1)
    assert shuffled != pictures
    assert Counter(one.label for one in shuffled) == Counter(one.label for one in pictures)
    assert all(len({one.label for one in shuffled if one.subject == name}) == 1 for name in ("000", "007"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The authors' layout with two people."""
    for number, name in enumerate(
        ("cad/p1/left.jpg", "cad/p1/front.JPG", "normal/p2/top.jpg", "normal/p2/notes.txt")
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes([number]))
    return tmp_path


def test_the_authors_layout_is_read(folder: Path) -> None:
    found = {(one.subject, one.label, one.view) for one in read_pictures(folder)}
    assert found == {("p1", "cad", "left"), ("p1", "cad", "front"), ("p2", "normal", "top")}


def test_a_manifest_says_the_same_when_it_is_read_again(folder: Path) -> None:
    pictures = read_pictures(folder)
    write_manifest(folder / "manifest.csv", pictures)
    assert read_pictures(folder / "manifest.csv") == pictures


def test_one_person_with_two_labels_is_refused(folder: Path) -> None:
    (folder / "normal/p1").mkdir()
    (folder / "normal/p1/left.jpg").write_bytes(b"other")
    with pytest.raises(SystemExit, match="one label per subject, got several for p1"):
        read_pictures(folder)


def test_the_same_picture_of_two_people_is_refused(folder: Path) -> None:
    (folder / "normal/p2/left.jpg").write_bytes((folder / "cad/p1/left.jpg").read_bytes())
    with pytest.raises(SystemExit, match="pictures of one subject each"):
        read_pictures(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("subject,path\n1,a.jpg\n", "Expected the columns label", id="a column is missing"),
        pytest.param("subject,path,label\n,a.jpg,cad\n", "Expected subject in line 2", id="nobody is named"),
        pytest.param(
            "subject,path,label\n1,a.jpg,cad\n", "Expected 1 more files", id="the picture is not there"
        ),
        pytest.param("subject,path,label\n", "Expected pictures", id="no rows"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=said):
        read_pictures(tmp_path / "manifest.csv")


def test_the_risk_is_named_and_never_guessed() -> None:
    assert classes_of(made_up(), None).positive == "cad"
    others = tuple(Picture(label, Path(label), label) for label in ("a", "b"))
    with pytest.raises(SystemExit, match="--positive with one of the classes a, b, got nothing"):
        classes_of(others, None)
    assert classes_of(others, "b").names == ("a", "b")
