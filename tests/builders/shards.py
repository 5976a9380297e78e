"""Shards of made-up faces, small enough to pre-train on in a test."""

from pathlib import Path

from models.__main__ import main
from models.synthetic.command import SyntheticPlan, write_synthetic


def drawn_faces(folder: Path, people: int = 12, *, seed: int = 101) -> Path:
    """Draw four pictures of each person and return the manifest."""
    write_synthetic(folder, SyntheticPlan(subjects=people, side_px=64, seed=seed))
    return folder / "manifest.csv"


def make_shards(data: Path, output: Path, *more: str) -> Path:
    """Make shards of pictures that are crops already, and return their folder."""
    words = ["shards", "--data", str(data), "--output", str(output), "--already-cropped", "--side-px", "64"]
    assert main([*words, "--licence", "Apache-2.0, drawn", "--processes", "1", *more]) == 0
    return output
