"""The risk model: metadata, pre-processing to the letter, and answers that must be probabilities."""

from dataclasses import replace
import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.cropping import Cropping
from custom_components.digitalshadow.engine.reading.livecad import LiveCad, crop, golden_picture
from custom_components.digitalshadow.engine.reading.risk_metadata import read_risk_metadata
from custom_components.digitalshadow.engine.records.configuration import ModelFile, ModelKind
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.faces import Box, Face
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.engine.records.sightings import Crop
from models import demonstration as workshop
from models.__main__ import main
from tests.builders.sessions import session_of
from tests.engine import synthetic_models
from tests.engine.conftest import DEMONSTRATION

METADATA = {
    "kind": "livecad",
    "name": "somebody's checkpoint",
    "version": "7",
    "classes": '["cad", "normal"]',
    "positive_index": "0",
    "input_size": "224",
    "channel_order": "rgb",
    "mean": "[0.485, 0.456, 0.406]",
    "std": "[0.229, 0.224, 0.225]",
    "crop_geometry": "box",
    "crop_scale": "1.1",
    "output": "logits",
    "licence": "none given",
}
FACE = Box(178.0, 63.0, 90.0, 113.0)
MAGENTA = (255, 0, 255)


def constant(values: list[float], **changes: str) -> LiveCad:
    """Return a model that always gives these numbers."""
    metadata = METADATA | changes
    return LiveCad(session_of(synthetic_models.constant_answer(values, metadata, metadata["output"])))


def with_sticker(picture: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """Put a square magenta sticker onto the cheek: this share of the crop."""
    side = math.sqrt(share * FACE.width * FACE.height * 1.21)
    changed = picture.copy()
    changed[130 : round(130 + side), 195 : round(195 + side)] = MAGENTA
    return changed


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param(Box(100.0, 100.0, 100.0, 100.0), (95, 95, 205, 205), id="grown by a tenth"),
        pytest.param(Box(100.9, 100.9, 50.5, 50.5), (98, 98, 153, 153), id="corners cut towards zero"),
        pytest.param(Box(2.0, 3.0, 100.0, 100.0), (0, 0, 107, 108), id="clipped at the left and the top"),
        pytest.param(
            Box(250.0, 150.0, 100.0, 100.0), (245, 145, 320, 240), id="clipped at the right and the bottom"
        ),
    ],
)
def test_the_crop_is_the_one_of_the_contract(box: Box, expected: tuple[int, int, int, int]) -> None:
    down, across = np.mgrid[:240, :320]
    picture = np.stack([across % 256, across // 256, down], axis=2).astype(np.uint8)
    part = crop(picture, box, 1.1).astype(int)
    left, top = part[0, 0, 0] + 256 * part[0, 0, 1], part[0, 0, 2]
    assert (left, top, left + part.shape[1], top + part.shape[0]) == expected


def test_a_box_outside_the_picture_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        crop(np.zeros((100, 100, 3), np.uint8), Box(200.0, 10.0, 20.0, 20.0), 1.1)


def test_the_input_is_squashed_by_pillow_in_red_green_blue_and_normalised(
    portrait: NDArray[np.uint8],
) -> None:
    model = constant([0.0, 0.0])
    left, top, width, height = FACE.left, FACE.top, FACE.width, FACE.height
    corners = (left - width * 0.05, top - height * 0.05, left + width * 1.05, top + height * 1.05)
    picture = Image.fromarray(np.ascontiguousarray(portrait[:, :, ::-1])).crop(
        [int(corner) for corner in corners]
    )
    squashed = np.asarray(picture.resize((224, 224), Image.Resampling.BILINEAR)) / 255
    expected = (squashed - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    got = model.prepare(portrait, FACE)
    assert got.dtype == np.float32
    assert got.shape == (1, 3, 224, 224)
    assert np.abs(got[0] - expected.transpose(2, 0, 1)).max() < 1e-5


@pytest.mark.parametrize(
    ("values", "changes", "expected"),
    [
        pytest.param([2.0, 0.0], {}, 0.8808, id="softmax over logits"),
        pytest.param([2.0, 0.0], {"positive_index": "1"}, 0.1192, id="the other class is the risk"),
        pytest.param([900.0, -900.0], {}, 1.0, id="large logits do not overflow"),
        pytest.param([0.3, 0.7], {"output": "probabilities"}, 0.3, id="probabilities are taken as they are"),
        pytest.param([1.0, 1.0, 1.0], {"classes": '["cad", "a", "b"]'}, 1 / 3, id="three classes"),
    ],
)
def test_the_answer_is_the_probability_of_the_positive_class(
    portrait: NDArray[np.uint8], values: list[float], changes: dict[str, str], expected: float
) -> None:
    assert constant(values, **changes).estimate(portrait, FACE) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        pytest.param([math.nan, 0.0], {}, id="not a number"),
        pytest.param([math.inf, 0.0], {}, id="infinite"),
        pytest.param([1.2, -0.2], {"output": "probabilities"}, id="outside 0-1"),
        pytest.param([0.9, 0.9], {"output": "probabilities"}, id="more than 1 together"),
        pytest.param([1.0, 2.0, 3.0], {}, id="more classes than named"),
    ],
)
def test_an_answer_that_is_no_probability_is_never_a_reading(
    portrait: NDArray[np.uint8], values: list[float], changes: dict[str, str]
) -> None:
    with pytest.raises(ModelError) as caught:
        constant(values, **changes).estimate(portrait, FACE)
    assert caught.value.reason is ModelRefusal.BAD_OUTPUT


@pytest.mark.parametrize("key", [key for key in METADATA if key != "licence"])
def test_a_file_that_does_not_say_everything_is_refused(key: str) -> None:
    with pytest.raises(ModelError, match=key) as caught:
        read_risk_metadata({name: value for name, value in METADATA.items() if name != key})
    assert caught.value.reason is ModelRefusal.MISSING_METADATA


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("kind", "oracle", id="an unknown kind"),
        pytest.param("classes", "cad, normal", id="classes that are no JSON"),
        pytest.param("classes", '"cad"', id="classes that are no list"),
        pytest.param("classes", '["cad"]', id="one class"),
        pytest.param("classes", '["cad", "cad"]', id="two classes of one name"),
        pytest.param("classes", '["cad", ""]', id="a class without a name"),
        pytest.param("classes", '["cad", "\\u200b"]', id="a class whose name no screen shows"),
        pytest.param("name", "  ", id="a blank name"),
        pytest.param("name", "\u200b\u2060", id="a name that no screen shows"),
        pytest.param("version", "\t", id="a blank version"),
        pytest.param("positive_index", "2", id="an index beyond the classes"),
        pytest.param("positive_index", "-1", id="an index before the classes"),
        pytest.param("positive_index", "cad", id="a name instead of an index"),
        pytest.param("input_size", "0", id="no size"),
        pytest.param("input_size", "9999", id="a huge size"),
        pytest.param("mean", "[0.5]", id="one mean"),
        pytest.param("mean", "[NaN, 0, 0]", id="a mean that is no number"),
        pytest.param("std", "[0, 1, 1]", id="a deviation of zero"),
        pytest.param("std", "[[1], 1, 1]", id="a nested deviation"),
        pytest.param("crop_scale", "0", id="no crop"),
        pytest.param("crop_scale", "NaN", id="a scale that is no number"),
        pytest.param("channel_order", "bgr", id="another channel order"),
        pytest.param("crop_geometry", "head", id="another crop"),
        pytest.param("output", "scores", id="another output"),
        pytest.param("golden_input", "mine", id="an unknown golden picture"),
        pytest.param("golden_probability", "high", id="a golden answer that is no number"),
        pytest.param("golden_probability", "nan", id="a golden answer that every answer would meet"),
        pytest.param("golden_probability", "-0.1", id="a golden answer that is no probability"),
    ],
)
def test_metadata_that_makes_no_sense_is_refused(key: str, value: str) -> None:
    with pytest.raises(ModelError) as caught:
        read_risk_metadata(METADATA | {key: value})
    assert caught.value.reason is ModelRefusal.MISSING_METADATA


def test_the_order_of_channels_may_be_in_capitals() -> None:
    assert read_risk_metadata(METADATA | {"channel_order": "RGB"}) == read_risk_metadata(METADATA)


def test_a_refusal_says_what_is_wrong_in_a_sentence_and_nothing_else_of_the_file() -> None:
    with pytest.raises(ModelError) as caught:
        read_risk_metadata(METADATA | {"channel_order": "bgr", "licence": "x" * 100_000})
    assert str(caught.value) == (
        "Expected pixels in the order rgb (red, green, blue), got 'bgr' as channel_order. Make the file again."
    )


def test_what_a_model_says_about_itself_is_one_line_of_bounded_length() -> None:
    said = read_risk_metadata(METADATA | {"name": "\u6a21\u578b\n" * 400, "version": "1\x00" * 400})
    assert len(said.name) == 80
    assert said.name.startswith("\u6a21\u578b \u6a21")
    assert said.name.endswith("\u2026")
    assert len(said.version) == 40


@pytest.mark.parametrize(
    ("element_type", "named"),
    [
        pytest.param(TensorProto.FLOAT16, "float16", id="16-bit numbers"),
        pytest.param(TensorProto.UINT8, "uint8", id="pixels as they are"),
    ],
)
def test_an_input_of_other_numbers_is_refused_in_a_sentence(element_type: int, named: str) -> None:
    shape = [1, 3, 224, 224]
    nodes = [
        helper.make_node("Cast", ["input"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("GlobalAveragePool", ["wide"], ["average"]),
        helper.make_node("Flatten", ["average"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "other",
        [helper.make_tensor_value_info("input", element_type, shape)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
    )
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    helper.set_model_props(model, METADATA)
    with pytest.raises(ModelError, match=f"Expected one float32 input .* got 'input' as {named}") as caught:
        LiveCad(session_of(model.SerializeToString()))
    assert caught.value.reason is ModelRefusal.WRONG_SIGNATURE


def test_a_model_of_another_input_size_than_it_says_is_refused() -> None:
    with pytest.raises(ModelError) as caught:
        constant([0.0, 0.0], input_size="256")
    assert caught.value.reason is ModelRefusal.WRONG_SIGNATURE


def test_a_model_that_answers_alike_to_everything_fails_its_golden_check() -> None:
    with pytest.raises(ModelError) as caught:
        constant([0.0, 1.0]).golden_check()
    assert caught.value.reason is ModelRefusal.GOLDEN_CHECK


def test_a_model_that_does_not_give_its_pinned_answer_fails_its_golden_check(demonstration: LiveCad) -> None:
    demonstration.golden_check()
    session = session_of(DEMONSTRATION.read_bytes())
    session.metadata = {**session.metadata, "golden_probability": "0.5"}
    with pytest.raises(ModelError, match="pins"):
        LiveCad(session).golden_check()


@pytest.mark.parametrize(
    ("precision", "difference", "is_refused"),
    [
        pytest.param("", 0.002, True, id="a file that does not say its precision"),
        pytest.param("fp16", 0.002, True, id="fp16 keeps three digits"),
        pytest.param("int8", 0.019, False, id="int8 rounds"),
        pytest.param("int8", 0.021, True, id="int8 on a CPU whose products saturate"),
        pytest.param("int8-reduced", 0.019, False, id="int8 of seven bits rounds"),
    ],
)
def test_a_pinned_answer_is_met_as_closely_as_the_precision_can(
    precision: str, difference: float, *, is_refused: bool
) -> None:
    session = session_of(DEMONSTRATION.read_bytes())
    pinned = float(session.metadata["golden_probability"]) + difference
    told = {"precision": precision, "golden_probability": str(pinned)}
    session.metadata = {**session.metadata, **told}
    if not is_refused:
        LiveCad(session).golden_check()
        return
    with pytest.raises(ModelError, match="fp16 or fp32" if precision == "int8" else "pins") as caught:
        LiveCad(session).golden_check()
    unfit = ModelRefusal.INT8_GOLDEN_CHECK if precision == "int8" else ModelRefusal.GOLDEN_CHECK
    assert caught.value.reason is unfit


def test_the_model_says_who_speaks() -> None:
    file = ModelFile("mine", "mine.onnx", "abc", pinned=False)
    model = constant([0.0, 0.0]).risk_model(file)
    assert (model.name, model.version, model.kind) == ("somebody's checkpoint", "7", ModelKind.LIVECAD)
    assert (model.sha256, model.licence) == ("abc", "none given")
    assert not model.is_verified, "nobody vouches for a file that somebody brought"
    assert constant([0.0, 0.0]).risk_model(replace(file, pinned=True)).is_verified


@pytest.mark.parametrize("turned", [False, True], ids=["as it is", "with its classes turned round"])
def test_the_demonstration_is_known_by_its_answers_whatever_its_graph_is(turned: bool) -> None:
    """Nodes that change nothing hide its graph from the guard, and not its answers."""
    model = onnx.load(DEMONSTRATION)
    model.graph.node[-1].output[0] = "before"
    model.graph.node.append(helper.make_node("Sub", ["before", "zeros"], ["logits"]))
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(2, np.float32), "zeros"))
    del model.metadata_props[:]
    said = METADATA | {"positive_index": "0" if turned else "1"}
    for kind, is_refused in (("demonstration", False), ("livecad", True)):
        helper.set_model_props(model, said | {"kind": kind})
        disguised = LiveCad(session_of(model.SerializeToString()))
        if not is_refused:
            disguised.golden_check()
            continue
        with pytest.raises(ModelError, match="answers as the demonstration does") as caught:
            disguised.golden_check()
        assert caught.value.reason is ModelRefusal.DISGUISED


def test_the_committed_demonstration_model_is_what_the_workshop_makes() -> None:
    assert workshop.build() == workshop.build() == DEMONSTRATION.read_bytes()
    assert DEMONSTRATION.stat().st_size < 10_000


def test_the_workshop_writes_the_demonstration_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "demonstration.onnx"
    assert main(["demonstration", str(target)]) == 0
    assert "bytes" in capsys.readouterr().out
    assert target.read_bytes() == DEMONSTRATION.read_bytes()


def test_the_demonstration_model_says_that_it_knows_nothing(demonstration: LiveCad) -> None:
    pairs = session_of(DEMONSTRATION.read_bytes()).metadata
    assert demonstration.metadata.kind is ModelKind.DEMONSTRATION
    assert demonstration.metadata.name == "DigitalShadow demonstration marker model"
    assert "knows nothing about health" in pairs["description"]
    assert json.loads(pairs["classes"])[int(pairs["positive_index"])] == "marker"


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [
        pytest.param(0.0, 0.079, 0.081, id="no sticker"),
        pytest.param(0.005, 0.12, 0.35, id="half a percent"),
        pytest.param(0.02, 0.70, 0.92, id="two percent: a sticker on the cheek"),
        pytest.param(0.05, 0.915, 0.921, id="it saturates"),
    ],
)
def test_the_demonstration_model_answers_to_the_sticker(
    portrait: NDArray[np.uint8], demonstration: LiveCad, share: float, least: float, most: float
) -> None:
    assert least <= demonstration.estimate(with_sticker(portrait, share), FACE) <= most


def test_a_detected_face_is_cropped_in_the_geometry_that_the_model_names(portrait: NDArray[np.uint8]) -> None:
    session = session_of(DEMONSTRATION.read_bytes())
    session.metadata = {**session.metadata, "crop_geometry": "dlib"}
    model, picture = LiveCad(session), with_sticker(portrait, 0.015)
    points = np.array([[205, 110], [240, 112], [222, 132], [208, 148], [236, 150]], np.float32)
    seen = Face(FACE, 0.9, points)
    box = Cropping(model.metadata.crop_geometry).box(Picture.of_pixels(picture), seen, Crop.DERIVED)
    assert box == crop_box(seen, CropGeometry.DLIB)
    assert abs(model.estimate(picture, box) - model.estimate(picture, FACE)) > 0.01


@pytest.mark.parametrize(
    "colour",
    [
        pytest.param((0, 0, 255), id="red"),
        pytest.param((255, 0, 0), id="blue"),
        pytest.param((120, 160, 220), id="skin"),
        pytest.param((180, 130, 200), id="a pale pink shirt"),
        pytest.param((255, 255, 255), id="white"),
        pytest.param((0, 0, 0), id="black"),
        pytest.param((190, 120, 160), id="violet light on a wall"),
    ],
)
def test_the_demonstration_model_ignores_every_other_colour(
    demonstration: LiveCad, colour: tuple[int, int, int]
) -> None:
    picture = np.full((512, 512, 3), colour, np.uint8)
    assert demonstration.estimate(picture, FACE) == pytest.approx(0.08, abs=1e-4)


def test_the_golden_picture_never_changes() -> None:
    picture = golden_picture()
    assert picture.shape == (320, 320, 3)
    assert int(picture.astype(np.int64).sum()) == 39049307
