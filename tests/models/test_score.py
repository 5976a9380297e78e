"""The command `score`: a row for each visit of each person, whatever the files hold and whoever is interrupted."""

from collections.abc import Sequence
import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pyarrow import parquet  # type: ignore[import-untyped]  # it says nothing about its types
import pytest

from models.__main__ import main
from models.scoring.parts import look_at, parts_of, rows_of
from models.scoring.people import enrol
from models.scoring.rows import Row, write_table
from models.scoring.scorer import Scorer, ScoringSettings
from models.scoring.sources import Source, read_sources
from tests.builders.clips import grey_levels, make_clip, moving
from tests.builders.deadly_source import DeadlySource
from tests.engine.configured import demonstration, picture, with_faces
from tests.engine.conftest import DEMONSTRATION, find_picture
from tests.engine.synthetic_models import BLUE, RED, YELLOW, draw_face, empty_picture

DLIB = ("--dlib", "--processes", "1")


def score(*sources: Path, output: Path, more: Sequence[str] = DLIB) -> list[dict[str, str]]:
    """Run the command with the demonstration model and return the table."""
    words = ["score", *map(str, sources), "--model", str(DEMONSTRATION), "--output", str(output)]
    assert main([*words, *more]) == 0
    if not output.exists():
        return []
    with output.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film and a picture of Anna, who wears the demonstration's sticker in the film, an empty room, and no film."""
    folder = tmp_path_factory.mktemp("files") / "cohort"
    (folder / "anna").mkdir(parents=True)
    (folder / "ben").mkdir()
    portrait = find_picture("astronaut.png")
    marked = portrait.copy()
    marked[130:150, 200:220] = (255, 0, 255)
    Image.fromarray(portrait[:, :, ::-1]).save(folder / "anna/front.png")
    make_clip(folder / "anna/walk.mp4", moving(marked, 18))
    make_clip(folder / "ben/room.mkv", grey_levels(4))
    (folder / "ben/torn.avi").write_bytes(b"RIFF and nothing more")
    (folder / "notes.txt").write_text("not looked at")
    return folder


@pytest.fixture(scope="module")
def table(cohort: Path) -> list[dict[str, str]]:
    """Its table."""
    return score(cohort, output=cohort.parent / "table.csv")


def test_a_film_yields_what_a_visit_would_and_a_picture_its_one_answer(table: list[dict[str, str]]) -> None:
    front, walk = table[:2]
    assert (front["source"], front["person"], front["frames"]) == ("cohort/anna/front.png", "anna", "1")
    assert (walk["source"], walk["person"]) == ("cohort/anna/walk.mp4", "anna")
    assert float(front["probability"]) < 0.1
    assert float(walk["probability"]) > 0.7
    assert (front["started_seconds"], front["spread"]) == ("", "")
    assert (float(walk["started_seconds"]), float(walk["ended_seconds"])) == pytest.approx((0.2, 3.4))
    assert int(walk["frames"]) >= 3
    assert 0 < float(walk["quality"]) <= 1
    assert walk["why_not"] == ""


def test_every_row_names_the_model_that_spoke(table: list[dict[str, str]]) -> None:
    assert {row["model_kind"] for row in table} == {"demonstration"}
    assert {row["model_sha256"] for row in table} == {demonstration().sha256}


def test_a_file_without_a_value_has_a_row_that_says_why(table: list[dict[str, str]]) -> None:
    assert {row["source"]: (row["person"], row["why_not"], row["probability"]) for row in table[2:]} == {
        "cohort/ben/room.mkv": ("ben", "no_face", ""),
        "cohort/ben/torn.avi": ("ben", "no_video", ""),
    }


def test_shares_and_what_was_interrupted_make_the_same_table(
    cohort: Path, table: list[dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, parts = tmp_path / "table.csv", tmp_path / "table.csv.parts"
    assert score(cohort, output=output, more=[*DLIB, "--shard", "1/2"]) == []
    assert [path.name for path in sorted(parts.glob("*.json"))] == ["000001.json", "000003.json", "plan.json"]
    (parts / "000000.json.part").write_bytes(b"half of it")
    (parts / "000000.begun").touch()
    capsys.readouterr()
    assert score(cohort, output=output) == table
    assert [line[:6] for line in capsys.readouterr().out.splitlines()[:-1]] == ["part 3", "part 4"]
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_table_that_is_there_is_left_alone(
    cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "table.csv").write_text("mine")
    score(cohort, output=tmp_path / "table.csv")
    assert "there already" in capsys.readouterr().out
    assert (tmp_path / "table.csv").read_text() == "mine"


def test_rows_of_other_files_or_settings_are_not_mixed(cohort: Path, tmp_path: Path) -> None:
    output = tmp_path / "table.csv"
    score(cohort, output=output, more=[*DLIB, "--shard", "8/9"])
    with pytest.raises(SystemExit, match="begun with, got others"):
        score(cohort, output=output, more=[*DLIB, "--frames-per-second", "2"])
    with pytest.raises(SystemExit, match="begun with, got others"):
        score(cohort / "anna", output=output)


# Whom a file shows


def test_a_file_shows_whom_its_folder_is_called_after_or_its_own_name(cohort: Path) -> None:
    assert {source.subject for source in read_sources([cohort])} == {"anna", "ben"}
    [alone] = read_sources([cohort / "anna/walk.mp4"])
    assert (alone.name, alone.subject, alone.is_video) == ("walk.mp4", "walk", True)
    assert {source.subject for source in read_sources([cohort / "anna"])} == {"front", "walk"}


def coloured(*faces: tuple[int, int, tuple[int, int, int]]) -> NDArray[np.uint8]:
    """Return a frame with drawn faces."""
    pixels = empty_picture()
    for column, row, colour in faces:
        draw_face(pixels, column, row, colour)
    return pixels


@pytest.fixture
def settings(tmp_path: Path) -> ScoringSettings:
    """Tiny models, and two people to be recognised."""
    configure = with_faces(tmp_path)
    people = tmp_path / "people"
    for name, colour in (("anna", RED), ("ben", BLUE)):
        (people / name).mkdir(parents=True)
        (people / name / "a.png").write_bytes(picture((30, 20, colour)))
    return ScoringSettings(configure, enrol(people, Scorer(ScoringSettings(configure))))


def test_people_are_recognised_and_strangers_dropped(settings: ScoringSettings, tmp_path: Path) -> None:
    frames = [coloured((20, 30, RED), (60, 30, YELLOW))] * 3 + [coloured((60, 30, YELLOW))] * 3
    frames += [coloured((20, 30, BLUE), (60, 30, RED))] * 3
    clip = make_clip(tmp_path / "hall.mkv", frames, frames_per_second=1, pixels="yuv444p")
    rows = Scorer(settings).rows(Source(clip, "hall.mkv", "hall"))
    assert [(row.person, row.started_seconds, row.ended_seconds) for row in rows] == [
        ("anna", 1.0, 8.0),
        ("ben", 7.0, 8.0),
    ]


def test_each_visit_has_a_row(settings: ScoringSettings, tmp_path: Path) -> None:
    frames = [coloured((20, 30, RED))] * 3 + [coloured()] * 40 + [coloured((20, 30, RED))] * 3
    clip = make_clip(tmp_path / "hall.mkv", frames, frames_per_second=1, pixels="yuv444p")
    rows = Scorer(settings).rows(Source(clip, "hall.mkv", "hall"))
    assert [(row.person, row.started_seconds) for row in rows] == [("anna", 1.0), ("anna", 44.0)]


def test_a_picture_of_strangers_names_nobody(settings: ScoringSettings, tmp_path: Path) -> None:
    (tmp_path / "hall.png").write_bytes(picture((20, 30, YELLOW)))
    [row] = Scorer(settings).rows(Source(tmp_path / "hall.png", "hall.png", "hall"))
    assert (row.person, row.probability, row.why_not) == ("", None, "not_recognised")


def test_what_a_file_yields_does_not_depend_on_those_before(
    settings: ScoringSettings, tmp_path: Path
) -> None:
    frames = [coloured((20, 30, RED))] * 4
    first = Source(make_clip(tmp_path / "a.mkv", frames, pixels="yuv444p"), "same name", "hall")
    scorer = Scorer(settings)
    assert scorer.rows(first) == scorer.rows(first)


def test_somebody_without_a_photo_that_does_is_named(tmp_path: Path) -> None:
    (tmp_path / "people/anna").mkdir(parents=True)
    (tmp_path / "people/anna/a.png").write_bytes(picture())
    with pytest.raises(SystemExit, match="the face of anna"):
        enrol(tmp_path / "people", Scorer(ScoringSettings(with_faces(tmp_path))))


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--output", "table.xlsx"], "ending .csv or .parquet", id="another kind of table"),
        pytest.param(
            ["--output", "t.csv"], "detector in a folder that DIGITALSHADOW_MODELS", id="no detector"
        ),
        pytest.param(
            ["--output", "t.csv", "--dlib", "--people", "x"], "got both", id="dlib recognises nobody"
        ),
        pytest.param(["--output", "t.csv", "--dlib", "--model", "x"], "nothing readable at x", id="no model"),
    ],
)
def test_what_lacks_is_said_before_anything_is_computed(
    cohort: Path, tmp_path: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match=said):
        main(["score", str(cohort), "--model", str(DEMONSTRATION), *words])
    assert list(tmp_path.iterdir()) == []


def test_a_parquet_file_without_pyarrow_says_what_is_missing(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.scoring.rows.find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="pip install pyarrow"):
        score(cohort, output=tmp_path / "table.parquet")


def test_a_parquet_file_holds_numbers_as_numbers(tmp_path: Path) -> None:
    rows = [Row("a.mp4", "anna", 0.0, 2.5, 9, 3, 0.25, 0.01, 0.9), Row("b.mp4", "", why_not="no_face")]
    write_table(tmp_path / "table.parquet", rows)
    found = parquet.read_table(tmp_path / "table.parquet")
    assert found.column("probability").to_pylist() == [0.25, None]
    assert found.column("frames").to_pylist() == [3, 0]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param([], "got none", id="nothing to look at"),
        pytest.param(["a/one.png", "b/one.png"], "different names", id="two of one name"),
    ],
)
def test_files_that_cannot_be_told_apart_are_refused(files: list[str], said: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in files]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(picture())
    with pytest.raises(SystemExit, match=said):
        read_sources(paths or [tmp_path])


# A file that ends the process


def test_a_file_that_ends_the_process_is_named_and_no_other_is_lost(
    settings: ScoringSettings, tmp_path: Path
) -> None:
    (tmp_path / "anna.png").write_bytes(picture((20, 30, RED)))
    sources = [
        Source(tmp_path / "anna.png", "anna.png", "anna"),
        DeadlySource(tmp_path / "deadly.png", "deadly.png", "anna"),
    ]
    parts = parts_of(tmp_path, sources)
    look_at(parts, settings, 1)
    rows = list(rows_of(parts))
    assert [(row.source, row.person, row.why_not) for row in rows] == [
        ("anna.png", "anna", ""),
        ("deadly.png", "", "ended_the_process"),
    ]
