"""Shards: others read them, and each crop is found at once."""

import json
from pathlib import Path
import tarfile

import numpy as np
import pytest

from models.pretraining.shard_files import INDEX_TYPE, Shards, write_shards


def crops(count: int) -> list[tuple[bytes, dict[str, int]]]:
    """Return crops of every length around that of a block of tar."""
    return [(bytes([number % 251]) * (500 + number % 30), {"number": number}) for number in range(count)]


def test_any_crop_is_found_by_its_number_across_shards(tmp_path: Path) -> None:
    written = crops(2300)
    assert write_shards(tmp_path, written) == 2300
    shards = Shards(tmp_path)
    assert len(shards) == 2300
    for number in (0, 999, 1000, 1001, 2299):
        assert shards.read(number) == written[number][0]
    shards.close()


def test_the_tar_files_hold_pairs_as_webdataset_reads_them(tmp_path: Path) -> None:
    """One key, several endings, in a row."""
    write_shards(tmp_path, crops(3))
    with tarfile.open(tmp_path / "00000.tar") as archive:
        assert archive.getnames() == [
            *("000000000.jpg", "000000000.json", "000000001.jpg"),
            *("000000001.json", "000000002.jpg", "000000002.json"),
        ]
        opened = archive.extractfile("000000002.json")
        assert opened is not None
        assert json.loads(opened.read()) == {"number": 2}


def test_equal_crops_make_equal_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_shards(tmp_path / name, crops(5))
    one, two = ((tmp_path / name / "00000.tar").read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_index_takes_sixteen_bytes_a_crop(tmp_path: Path) -> None:
    write_shards(tmp_path, crops(7))
    assert (tmp_path / "index.bin").stat().st_size == 7 * 16
    assert np.fromfile(tmp_path / "index.bin", INDEX_TYPE)["size"].tolist() == [500 + n for n in range(7)]


def test_a_shard_that_is_cut_short_is_named(tmp_path: Path) -> None:
    write_shards(tmp_path, crops(3))
    (tmp_path / "00000.tar").write_bytes((tmp_path / "00000.tar").read_bytes()[:600])
    with pytest.raises(ValueError, match=r"crop 0 in shard 0 .* cut short"):
        Shards(tmp_path).read(0)


def test_a_folder_without_shards_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="python -m models shards"):
        Shards(tmp_path)


def test_more_shards_than_may_be_open_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.pretraining.shard_files._OPEN_SHARDS", 1)
    written = crops(2100)
    write_shards(tmp_path, written)
    shards = Shards(tmp_path)
    for number in (0, 2099, 1, 1500, 2):
        assert shards.read(number) == written[number][0]
    shards.close()
