"""Shards: tar files of crops in the layout of WebDataset, and an index of fixed size that finds each crop at once.

    00000.tar …    up to 1,000 crops as 000000000.jpg and what is known of each as 000000000.json
    index.bin      for each crop the number of its shard, where it lies there and how long it is
    embeddings.npy what tells the people in the crops apart, in the order of the crops
    facts.jsonl    for each picture that was looked at: source, licence, hash, and whether it was kept or why not
    shards.json    how the crops were made, and how many were left out for what

Others read the tar files in a row; the index makes 21 million crops a list of 336 MB that lies in memory once for all
processes. NumPy alone, and read by both environments: no syntax newer than Python 3.10.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
import io
from itertools import islice
import json
import os
from pathlib import Path
import tarfile
from typing import Any, BinaryIO

import numpy as np

from models.whole_file import whole_file

CROPS_PER_SHARD = 1000
INDEX_NAME, FACTS_NAME, HEADER_NAME = "index.bin", "facts.jsonl", "shards.json"
EMBEDDINGS_NAME = "embeddings.npy"
INDEX_TYPE = np.dtype([("shard", "<u4"), ("offset", "<u8"), ("size", "<u4")])
"""16 bytes a crop."""
_OPEN_SHARDS = 256


def write_shards(folder: Path, crops: Iterable[tuple[bytes, dict[str, Any]]]) -> int:
    """Write crops with what is known of each as shards and their index; return how many there are.

    Every file appears whole or not at all, the index last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[int, int, int]] = []
    for number, some in enumerate(_in_thousands(crops)):
        with whole_file(folder / f"{number:05d}.tar") as file:
            rows += [(number, offset, size) for offset, size in _write_tar(file, len(rows), some)]
    with whole_file(folder / INDEX_NAME) as file:
        file.write(np.array(rows, INDEX_TYPE).tobytes())
    return len(rows)


class Shards:
    """Crops by their number, read from shards in any order."""

    def __init__(self, folder: Path) -> None:
        """Open the index; raises ValueError where there is none."""
        if not (folder / INDEX_NAME).is_file():
            raise ValueError(
                f"Expected shards in {folder}, got no {INDEX_NAME}. Make them with `python -m models shards`."
            )
        self._folder = folder
        size = (folder / INDEX_NAME).stat().st_size // INDEX_TYPE.itemsize
        self._index = np.memmap(folder / INDEX_NAME, INDEX_TYPE, "r") if size else np.zeros(0, INDEX_TYPE)
        self._opened: OrderedDict[int, int] = OrderedDict()

    def __len__(self) -> int:
        """Return how many crops there are."""
        return len(self._index)

    def read(self, number: int) -> bytes:
        """Return a crop as it is stored."""
        row = self._index[number]
        data = os.pread(self._descriptor(int(row["shard"])), int(row["size"]), int(row["offset"]))
        if len(data) != row["size"]:
            raise ValueError(
                f"Expected {row['size']} bytes of crop {number} in shard {row['shard']} of {self._folder}, got "
                f"{len(data)}. The shard is cut short: copy it again."
            )
        return data

    def close(self) -> None:
        """Close the shards that are open."""
        while self._opened:
            os.close(self._opened.popitem()[1])

    def _descriptor(self, shard: int) -> int:
        """Return an open shard; those that were not asked for longest are closed."""
        if shard in self._opened:
            self._opened.move_to_end(shard)
        else:
            self._opened[shard] = os.open(self._folder / f"{shard:05d}.tar", os.O_RDONLY)
            if len(self._opened) > _OPEN_SHARDS:
                os.close(self._opened.popitem(last=False)[1])
        return self._opened[shard]


def read_header(folder: Path) -> dict[str, Any]:
    """Return how the crops in a folder were made; raises ValueError where nobody wrote it down."""
    file = folder / HEADER_NAME
    if not file.is_file():
        raise ValueError(
            f"Expected finished shards in {folder}, got no {HEADER_NAME}. Let `shards` end first."
        )
    header: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return header


def read_facts(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what is known of each picture that was looked at, kept or not."""
    with (folder / FACTS_NAME).open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _in_thousands(
    crops: Iterable[tuple[bytes, dict[str, Any]]],
) -> Iterator[list[tuple[bytes, dict[str, Any]]]]:
    """Yield the crops shard by shard."""
    remaining = iter(crops)
    while some := list(islice(remaining, CROPS_PER_SHARD)):
        yield some


def _write_tar(
    file: BinaryIO, first: int, crops: list[tuple[bytes, dict[str, Any]]]
) -> Iterator[tuple[int, int]]:
    """Write a shard; yield where each crop lies in it and how long it is. Equal crops make equal files."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for number, (crop, facts) in enumerate(crops, start=first):
            _add(archive, f"{number:09d}.jpg", crop)
            # Headers and contents fill whole blocks, so the next entry begins where the last one ended.
            yield archive.offset - _blocks(len(crop)), len(crop)
            _add(archive, f"{number:09d}.json", json.dumps(facts, sort_keys=True).encode())


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add an entry that does not tell when and by whom it was written."""
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _blocks(size: int) -> int:
    """Return how many bytes a content of this size takes in a tar file."""
    return -(-size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
