"""Checkpoints in a model folder: found, and never guessed which class is the risk."""

from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import (
    START_LICENCE_NAME,
    list_checkpoints,
    open_checkpoint_folder,
    positive_index,
    read_classes,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal


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
        pytest.param("\ncad\n\n normal \r\n", ("cad", "normal"), id="empty lines between them"),
        pytest.param("cad, normal,", ("cad", "normal"), id="a comma behind the last one"),
        pytest.param("cad,\nnormal,\n", ("cad", "normal"), id="a comma behind each line"),
        pytest.param("cad\uff0cnormal", ("cad", "normal"), id="the full-width comma"),
        pytest.param("cad\u3001normal", ("cad", "normal"), id="the comma of lists"),
        pytest.param(
            "\u3000cad\u00a0,\tnormal\u200b", ("cad", "normal"), id="blanks of all kinds around them"
        ),
        pytest.param("['cad', 'normal']\n", ("cad", "normal"), id="a list as Python prints it"),
        pytest.param('["cad", "normal"]', ("cad", "normal"), id="a list of JSON"),
        pytest.param("\ufeffcad, normal", ("cad", "normal"), id="a mark in front"),
        pytest.param("cad;normal", ("cad", "normal"), id="semicolons, as tables of German Excel have"),
        pytest.param("cad\uff1bnormal\uff1b", ("cad", "normal"), id="full-width semicolons"),
        pytest.param("cad\uff64normal", ("cad", "normal"), id="the half-width comma of lists"),
        pytest.param("cad\u060c normal", ("cad", "normal"), id="the Arabic comma"),
        pytest.param("cad\rnormal\r", ("cad", "normal"), id="ends of line of an old Mac"),
        pytest.param("cad\u2060,\u200d\u202fnormal", ("cad", "normal"), id="signs of no width around them"),
        pytest.param(
            "cad\u202f\u2060\n\ufeffnormal", ("cad", "normal"), id="a mark in front of the second line"
        ),
    ],
)
def test_class_names_keep_their_order(tmp_path: Path, text: str, names: tuple[str, ...]) -> None:
    assert read_classes(folder_with(tmp_path, "model", text) / "classes.txt") == names


@pytest.mark.parametrize(
    ("writing", "names"),
    [
        pytest.param("utf-8-sig", ("cad", "gesund \u00fc"), id="with a mark, as Windows writes it"),
        pytest.param("utf-16", ("cad", "\u6b63\u5e38"), id="UTF-16 with a mark"),
        pytest.param("utf-16-le", ("cad", "normal"), id="UTF-16 without one"),
        pytest.param("utf-16-be", ("cad", "normal"), id="UTF-16 the other way round"),
        pytest.param("gbk", ("\u51a0\u5fc3\u75c5", "\u6b63\u5e38"), id="GBK"),
    ],
)
def test_class_names_are_read_in_every_usual_writing(
    tmp_path: Path, writing: str, names: tuple[str, ...]
) -> None:
    path = tmp_path / "classes.txt"
    path.write_bytes(", ".join(names).encode(writing))
    assert read_classes(path) == names


def test_names_in_no_writing_that_is_known_are_refused_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "classes.txt"
    path.write_bytes(b"cad, \xff\xfe\xff")
    with pytest.raises(ModelError, match="UTF-8, UTF-16 or GBK"):
        read_classes(path)


@pytest.mark.parametrize(
    "name", ["livecad.ckpt", "model_best.pth.tar", "model.safetensors", "CHECKPOINT.PTH"]
)
def test_the_only_checkpoint_of_a_folder_is_found_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not looked at")
    (tmp_path / "classes.txt").write_text("normal, cad", encoding="utf-8")
    assert open_checkpoint_folder(tmp_path).path == tmp_path / name
    (tmp_path / "another.pt").write_bytes(b"not looked at")
    with pytest.raises(ModelError, match="none or several"):
        open_checkpoint_folder(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("cad, nor\x07mal", id="a letter that no screen shows"),
        pytest.param("cad", id="one class"),
        pytest.param("{'cad': 0, 'normal': 1}", id="a dictionary, whose numbers are no names"),
        pytest.param(";,;", id="nothing between commas"),
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
        pytest.param(("normal", "\uff23\uff21\uff24"), 1, id="in full-width letters"),
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


def test_a_checkpoint_whose_start_has_no_readable_licence_is_listed_with_that_reason(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "livecad", "normal, cad")
    (folder / START_LICENCE_NAME).write_bytes(b"")
    (found,) = list_checkpoints([tmp_path])
    assert found.classes == ("normal", "cad")
    assert START_LICENCE_NAME in found.refusal


def test_a_folder_without_a_checkpoint_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"checkpoint-best\.pth") as caught:
        open_checkpoint_folder(tmp_path)
    assert caught.value.reason is ModelRefusal.MISSING
