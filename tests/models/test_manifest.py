"""A manifest leads to its pictures, from wherever it was written."""

from pathlib import Path

import pytest

from models.training.manifest import Picture, read_pictures, write_manifest


@pytest.mark.parametrize("manifest", ["faces/manifest.csv", "training/manifest.csv"])
def test_pictures_are_found_again_when_paths_began_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manifest: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("faces", "training"):
        Path(name).mkdir()
    pictures = [Picture(name, Path("faces", f"{name}.png"), name) for name in ("cad", "normal")]
    for picture in pictures:
        picture.path.write_bytes(picture.subject.encode())
    write_manifest(Path(manifest), pictures)
    monkeypatch.chdir("/")
    found = read_pictures(tmp_path / manifest)
    assert [picture.path.read_text() for picture in found] == ["cad", "normal"]
