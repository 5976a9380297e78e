"""Looks for what a person's picture may have left behind on the disk."""

from collections.abc import Sequence
from pathlib import Path


def files_with(folder: Path, texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each text the files below a folder that contain it, by their path in the folder."""
    found: dict[str, list[str]] = {text: [] for text in texts}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        for text, files in found.items():
            if text.encode() in content:
                files.append(str(file.relative_to(folder)))
    return {text: tuple(files) for text, files in found.items()}
