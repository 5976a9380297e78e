"""Hostile checkpoints run nothing and end nothing: they are read or refused."""

from pathlib import Path

from tests.hostile.checkpoints import honest_files, read, report, write_hostile

FILES = 150


def test_hostile_checkpoints_are_read_or_refused_and_nothing_in_them_runs() -> None:
    told = report(FILES)
    assert told["executed"] == []
    assert told["crashes"] == 0
    outcomes = told["outcomes"]
    assert isinstance(outcomes, dict)
    assert sum(outcomes.values()) == FILES
    assert outcomes.keys() <= {"read", "refused: unreadable", "refused: unsafe_structure"}


def test_honest_ones_of_every_form_are_read(tmp_path: Path) -> None:
    for number, content in enumerate(honest_files(tmp_path)):
        path = tmp_path / f"{number}.pth"
        path.write_bytes(content)
        assert read(path) == "read"


def test_a_seed_makes_the_same_file_each_time(tmp_path: Path) -> None:
    honest = honest_files(tmp_path)
    paths = tmp_path / "one" / "hostile.pth", tmp_path / "two" / "hostile.pth"
    for seed in range(40):
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            write_hostile(path, honest, seed)
        assert paths[0].read_bytes() == paths[1].read_bytes()
