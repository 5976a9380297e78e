"""Checkpoints in a model folder: found, and never guessed which class is the risk."""

from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import (
    list_checkpoints,
    open_checkpoint_folder,
    positive_index,
    read_classes,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.observations import ModelRefusal


def folder_with(parent: Path, name: str, classes: str | None) -> Path:
    folder = parent / name
    folder.mkdir()
    (folder / "checkpoint-best.pth").write_bytes(b"not looked at")
    if classes is not None:
        (folder / "classes.txt").write_text(classes, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("normal, cad", ("normal", "cad"), id="as the authors' training writes it"),
        pytest.param("cad,normal\n", ("cad", "normal"), id="without blanks, with an end of line"),
        pytest.param("a\nb\nc", ("a", "b", "c"), id="one name a line"),
    ],
)
def test_class_names_keep_their_order(tmp_path: Path, text: str, names: tuple[str, ...]) -> None:
    assert read_classes(folder_with(tmp_path, "model", text) / "classes.txt") == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("cad", id="one class"),
        pytest.param("cad, cad", id="one class twice"),
        pytest.param("cad, , normal", id="a class without a name"),
        pytest.param("x, " * 5000, id="far too many"),
        pytest.param(None, id="no file"),
    ],
)
def test_class_names_that_make_no_sense_are_refused(tmp_path: Path, text: str | None) -> None:
    with pytest.raises(ModelError) as caught:
        open_checkpoint_folder(folder_with(tmp_path, "model", text))
    assert caught.value.reason is ModelRefusal.MISSING_METADATA


@pytest.mark.parametrize(
    ("classes", "index"),
    [
        pytest.param(("normal", "cad"), 1, id="the order of the authors' program"),
        pytest.param(("CAD", "normal"), 0, id="the alphabetical order of their training"),
        pytest.param(("coronary artery disease", "other"), 0, id="spelled out"),
        pytest.param(("normal", "sick"), None, id="a name that could mean anything"),
        pytest.param(("cad", "CAD"), None, id="two names that could be it"),
        pytest.param(("cad_free", "not cad"), None, id="names that only contain it"),
    ],
)
def test_the_risk_is_a_class_with_an_unmistakable_name_or_must_be_asked_for(
    classes: tuple[str, ...], index: int | None
) -> None:
    assert positive_index(classes) == index


def test_checkpoints_are_found_in_the_model_folder_and_one_below(tmp_path: Path) -> None:
    named = folder_with(tmp_path, "livecad", "normal, cad")
    unnamed = folder_with(tmp_path, "other", None)
    (tmp_path / "checkpoint-best.pth").write_bytes(b"not looked at")
    (tmp_path / "empty").mkdir()
    found = {one.path.parent: one for one in list_checkpoints([tmp_path, tmp_path / "missing"])}
    assert set(found) == {tmp_path, named, unnamed}
    assert (found[named].classes, found[named].positive_index) == (("normal", "cad"), 1)
    # It is listed, so that the dialog can say what is missing.
    assert (found[unnamed].classes, found[unnamed].positive_index) == ((), None)


def test_a_folder_without_a_checkpoint_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"checkpoint-best\.pth") as caught:
        open_checkpoint_folder(tmp_path)
    assert caught.value.reason is ModelRefusal.MISSING
