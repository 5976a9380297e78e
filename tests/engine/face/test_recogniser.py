"""Alignment, embeddings and the gallery."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.gallery import Gallery, mean_template, read_templates
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture.chip import TEMPLATE, aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.faces import Box, Face
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.builders.sessions import session_of
from tests.engine import synthetic_models
from tests.engine.conftest import find_picture
from tests.face_models import RECOGNISERS, model_file


def unit(*values: float) -> NDArray[np.float32]:
    """Return the unit vector in this direction."""
    vector = np.array(values, np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def person(
    name: str, *vectors: NDArray[np.float32], model: str = "m", may_be_read: bool = True
) -> EnrolledPerson:
    """Return an enrolled person with these templates."""
    return EnrolledPerson(
        name, may_be_read, model, tuple(vector.astype("<f4").tobytes() for vector in vectors)
    )


def test_the_landmarks_of_a_chip_lie_on_the_template() -> None:
    picture = np.zeros((300, 300, 3), np.uint8)
    landmarks = (TEMPLATE @ np.array([[1.5, 0.5], [-0.5, 1.5]]) + (80, 20)).astype(np.float32)
    for column, row in landmarks.round().astype(int):
        picture[row - 4 : row + 5, column - 4 : column + 5] = 255
    chip = aligned_chip(Picture.of_pixels(picture), Face(Box(0.0, 0.0, 300.0, 300.0), 1.0, landmarks))
    assert chip.shape == (112, 112, 3)
    for column, row in TEMPLATE.round().astype(int):
        assert chip[row, column].min() > 200


def test_a_face_without_landmarks_gives_its_box() -> None:
    picture = np.zeros((100, 100, 3), np.uint8)
    picture[20:60, 30:50] = 255
    chip = aligned_chip(Picture.of_pixels(picture), Face(Box(30.0, 20.0, 20.0, 40.0), 1.0, None))
    assert chip[:100, :100].min() == 255


def test_alignment_is_the_one_of_opencv(
    portrait: NDArray[np.uint8], yunet: YuNetDetector, recogniser: Recogniser
) -> None:
    cv2 = pytest.importorskip("cv2")
    reference = cv2.FaceRecognizerSF.create(str(model_file(*RECOGNISERS)), "")
    (face,) = yunet.detect(Picture.of_pixels(portrait))
    box = [face.box.left, face.box.top, face.box.width, face.box.height]
    row = np.array([*box, *np.ravel(face.landmarks), face.confidence], np.float32)
    chip = reference.alignCrop(portrait, row)
    assert np.abs(aligned_chip(Picture.of_pixels(portrait), face).astype(int) - chip).mean() < 1
    expected = reference.feature(chip).reshape(-1)
    embedding = recogniser.embed(aligned_chip(Picture.of_pixels(portrait), face))
    assert float(embedding @ expected / np.linalg.norm(expected)) > 0.999


def test_an_embedding_is_a_unit_vector_of_the_models_width(synthetic_recogniser: Recogniser) -> None:
    embedding = synthetic_recogniser.embed(np.full((112, 112, 3), (10, 20, 250), np.uint8))
    assert embedding.shape == (48,)
    assert np.linalg.norm(embedding) == pytest.approx(1)
    assert embedding[0] > 0 > embedding[-1], "red comes first"


def test_channel_order_and_scaling_come_from_the_catalogue() -> None:
    session = session_of(synthetic_models.recogniser())
    chip = np.full((112, 112, 3), (0, 0, 255), np.uint8)
    turned = Recogniser(session, model_sha256="m", channel_order="bgr").embed(chip)
    assert turned[0] < 0 < turned[-1]
    # (255 - 127.5) / 127.5 - 127 is as far from zero as everything else: scaled down, all channels look alike.
    scaled = Recogniser(session, model_sha256="m", mean=127.5, std=127.5).embed(chip)
    assert scaled.max() < 0


def test_an_embedding_without_direction_is_an_error(synthetic_recogniser: Recogniser) -> None:
    with pytest.raises(ModelError) as caught:
        synthetic_recogniser.embed(np.full((112, 112, 3), 127, np.uint8))
    assert caught.value.reason is ModelRefusal.BAD_OUTPUT


def test_a_recogniser_that_tells_nothing_apart_is_refused(synthetic_recogniser: Recogniser) -> None:
    synthetic_recogniser.golden_check()
    # Pixels scaled to nothing leave the constant part of the model only.
    deaf = Recogniser(session_of(synthetic_models.recogniser()), model_sha256="m", std=1e9)
    with pytest.raises(ModelError) as caught:
        deaf.golden_check()
    assert caught.value.reason is ModelRefusal.GOLDEN_CHECK


def test_a_model_of_another_input_size_is_no_recogniser() -> None:
    with pytest.raises(ModelError) as caught:
        Recogniser(session_of(synthetic_models.detector()), model_sha256="m")
    assert caught.value.reason is ModelRefusal.WRONG_SIGNATURE


def test_real_pictures_of_one_person_are_alike_and_of_two_are_not(
    yunet: YuNetDetector, recogniser: Recogniser
) -> None:
    recogniser.golden_check()
    embeddings = {}
    for name in ("person-a-1.jpg", "person-a-2.jpg", "person-a-3.jpg", "person-b-1.jpg", "person-b-2.jpg"):
        picture = find_picture(name)
        embeddings[name] = recogniser.embed(
            aligned_chip(Picture.of_pixels(picture), yunet.detect(Picture.of_pixels(picture))[0])
        )
    for one, vector in embeddings.items():
        for other, another in embeddings.items():
            similarity = float(vector @ another)
            assert similarity > 0.45 if one[7] == other[7] else similarity < 0.3


def test_the_closest_person_is_found_with_the_distance_to_the_runner_up() -> None:
    gallery = Gallery([person("anna", unit(1, 0, 0)), person("ben", unit(0, 1, 0))], "m")
    match = gallery.match(unit(0.9, 0.1, 0))
    assert match is not None
    assert match.person_id == "anna"
    assert match.similarity == pytest.approx(0.9939, abs=1e-3)
    assert match.margin == pytest.approx(0.9939 - 0.1104, abs=1e-3)


def test_the_only_person_has_no_runner_up() -> None:
    match = Gallery([person("anna", unit(1, 0))], "m").match(unit(1, 1))
    assert match is not None
    assert match.margin == 2


def test_an_empty_gallery_matches_nobody() -> None:
    gallery = Gallery([], "m")
    assert gallery.match(unit(1, 0)) is None
    assert gallery.look_alike(unit(1, 0), "anna") is None


def test_one_slip_of_the_enrolment_does_not_move_the_mean() -> None:
    clean = mean_template([unit(1, 0.1, 0), unit(1, -0.1, 0), unit(1, 0, 0.1)])
    with_slip = mean_template([unit(1, 0.1, 0), unit(1, -0.1, 0), unit(1, 0, 0.1), unit(-0.2, 0, -1)])
    assert clean is not None
    assert with_slip is not None
    assert float(clean @ with_slip) > 0.999


def test_templates_that_all_disagree_still_give_a_mean() -> None:
    assert mean_template([unit(1, 0, 0), unit(0, 1, 0), unit(0, 0, 1)]) is not None
    assert mean_template([]) is None


@pytest.mark.parametrize(
    "templates",
    [
        pytest.param((b"",), id="empty"),
        pytest.param((b"\0" * 7,), id="not whole numbers of floats"),
        pytest.param((np.full(3, np.nan, "<f4").tobytes(),), id="not a number"),
        pytest.param((np.zeros(3, "<f4").tobytes(),), id="no direction"),
        pytest.param((np.full(3, 5, "<f4").tobytes(),), id="not of unit length"),
        pytest.param((), id="none"),
    ],
)
def test_damaged_templates_ask_for_a_new_enrolment(templates: tuple[bytes, ...]) -> None:
    gallery = Gallery(
        [
            EnrolledPerson("anna", may_be_read=True, model_sha256="m", templates=templates),
            person("ben", unit(1, 0, 0)),
        ],
        "m",
    )
    assert gallery.needs_enrolment == ("anna",)
    assert len(gallery) == 1


def test_templates_of_another_recogniser_are_not_compared_but_reported() -> None:
    gallery = Gallery([person("anna", unit(1, 0), model="old"), person("ben", unit(0, 1))], "m")
    match = gallery.match(unit(1, 0))
    assert match is not None
    assert match.person_id == "ben"
    assert gallery.needs_enrolment == ("anna",)
    assert gallery.may_be_read("anna")
    assert "anna" in gallery


def test_templates_of_another_width_are_not_compared() -> None:
    gallery = Gallery(
        [person("anna", unit(1, 0, 0)), person("ben", unit(1, 0)), person("cleo", unit(0, 1))], "m"
    )
    assert gallery.needs_enrolment == ("anna",)
    assert [vector.size for vector in read_templates((unit(1, 0).tobytes(), unit(1, 0, 0).tobytes()))] == [2]


def test_without_a_recogniser_nobody_is_asked_to_enrol_again() -> None:
    gallery = Gallery([person("anna", unit(1, 0))], None)
    assert gallery.needs_enrolment == ()
    assert len(gallery) == 0
    assert gallery.may_be_read("anna")


def test_consent_is_denied_to_everybody_unknown() -> None:
    gallery = Gallery([person("anna", unit(1, 0), may_be_read=False)], "m")
    assert not gallery.may_be_read("anna")
    assert not gallery.may_be_read("somebody")


def test_a_person_is_no_look_alike_of_their_own() -> None:
    gallery = Gallery([person("anna", unit(1, 0)), person("ben", unit(0, 1))], "m")
    match = gallery.look_alike(unit(1, 0.2), "anna")
    assert match is not None
    assert match.person_id == "ben"
    assert match.similarity == pytest.approx(0.196, abs=1e-3)


def test_of_a_thousand_people_each_is_found() -> None:
    random = np.random.default_rng(3)
    vectors = random.normal(size=(1000, 5, 128))
    vectors[:, 1:] = vectors[:, :1] + 0.3 * vectors[:, 1:]
    people = [person(str(number), *(unit(*vector) for vector in five)) for number, five in enumerate(vectors)]
    gallery = Gallery(people, "m")
    for number in range(0, 1000, 97):
        match = gallery.match(unit(*vectors[number, 2]))
        assert match is not None
        assert match.person_id == str(number)
