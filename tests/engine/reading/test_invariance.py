"""A person's value is their own: who else is in view, and what was looked at before, changes no bit of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, override

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.gallery import SetGallery
from custom_components.digitalshadow.engine.records.pictures import Assess
from tests.engine.conversion.beit_textbook import PLAN, converted, parameters_of
from tests.engine.scenes import Colour, picture_of, show
from tests.engine.synthetic_models import BLUE, RED, YELLOW
from tests.engine.wrapped_session import WrappedSession

ANNA = (30, 20, RED)
OTHERS = [
    pytest.param([(10, 20, BLUE)], id="somebody of the household before her"),
    pytest.param([(50, 20, BLUE)], id="somebody of the household behind her"),
    pytest.param([(10, 20, YELLOW)], id="a stranger"),
    pytest.param([(10, 20, BLUE), (50, 20, YELLOW), (60, 40, YELLOW)], id="a full room"),
]


class CountingSession(WrappedSession):
    """A risk model that remembers how many faces each of its runs was about."""

    def __init__(self, real: Session) -> None:
        super().__init__(real)
        self.faces_per_run: list[int] = []

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        self.faces_per_run += [len(images) for images in feeds.values()]
        return super().run(feeds)


@pytest.fixture(scope="module")
def int8(tmp_path_factory: pytest.TempPathFactory) -> OnnxRuntimeSession:
    """A tiny network in 8-bit form, whose rounding depends on everything that is computed in one run."""
    result, _ = converted(
        tmp_path_factory.mktemp("int8"), parameters_of(), replace(PLAN, precision=Precision.INT8)
    )
    assert result.precision is Precision.INT8
    return OnnxRuntimeSession(Path(result.path).read_bytes())


@pytest.fixture
def household(
    build: Callable[..., Pipeline], people: SetGallery, int8: OnnxRuntimeSession
) -> Callable[[], Pipeline]:
    """Return a function that makes a pipeline which has seen nothing yet, for Anna and Ben who both consent."""
    everybody = SetGallery(tuple(replace(person, may_be_read=True) for person in people.people))

    def make() -> Pipeline:
        pipeline = build(LiveCad(int8))
        pipeline.set_gallery(everybody)
        return pipeline

    return make


def watched(pipeline: Pipeline, *faces: tuple[int, int, Colour]) -> dict[str, float | None]:
    """Return what a watched camera reads of each person."""
    result = show(pipeline, picture_of(*faces), [0.0, 1.0])[1]
    return {sighting.person_id: sighting.probability for sighting in result.sightings}


def assessed(pipeline: Pipeline, *faces: tuple[int, int, Colour]) -> dict[str, float | None]:
    """Return what one picture says about each person."""
    found = pipeline.assess(Assess(picture_of(*faces))).faces
    return {face.person_id: face.probability for face in found if face.person_id is not None}


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("look", [watched, assessed])
def test_a_persons_value_is_bit_for_bit_the_same_whoever_else_is_in_view(
    household: Callable[[], Pipeline],
    look: Callable[..., dict[str, float | None]],
    others: list[tuple[int, int, Colour]],
) -> None:
    alone = look(household(), ANNA)["anna"]
    assert alone is not None
    assert look(household(), *others, ANNA)["anna"] == alone


def test_a_persons_value_is_the_same_after_others_were_looked_at(household: Callable[[], Pipeline]) -> None:
    pipeline = household()
    before = assessed(pipeline, ANNA)
    assert assessed(pipeline, (30, 20, BLUE))["ben"] != before["anna"], (
        "people who read alike would prove nothing"
    )
    assert assessed(pipeline, ANNA) == before


def test_two_people_in_view_are_read_in_runs_of_their_own(
    build: Callable[..., Pipeline], people: SetGallery, int8: OnnxRuntimeSession
) -> None:
    counting = CountingSession(int8)
    pipeline = build(LiveCad(counting))
    pipeline.set_gallery(SetGallery(tuple(replace(person, may_be_read=True) for person in people.people)))
    assert set(watched(pipeline, (15, 20, RED), (45, 20, BLUE))) == {"anna", "ben"}
    assert counting.faces_per_run == [1, 1]


def test_the_same_faces_in_one_run_would_differ(int8: OnnxRuntimeSession) -> None:
    """The trap that the tests above watch: without it they could not fail."""
    side = int8.inputs[0].shape[-1]
    faces = np.random.default_rng(1).standard_normal((2, 3, side, side), np.float32)
    faces[1] *= 3
    together = int8.run({"input": faces})["logits"][0]
    assert not np.array_equal(together, int8.run({"input": faces[:1]})["logits"][0])
