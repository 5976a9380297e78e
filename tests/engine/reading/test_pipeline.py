"""The way of a frame, on real sessions: who is named, who is read, who is not, and why."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, override

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture import image, image_pillow
from custom_components.digitalshadow.engine.picture.bitmap import Bitmap
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.image_format import ImageHeader
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.errors import EnrolmentError, FrameError
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Assess, Look, Process
from custom_components.digitalshadow.engine.records.sightings import Identity, Liveness
from tests.builders.sessions import SESSION_RUNTIME
from tests.engine.conftest import find_picture
from tests.engine.scenes import Colour, blurred, encoded, picture_of, show
from tests.engine.synthetic_models import BLUE, RED, YELLOW, draw_face, empty_picture
from tests.engine.wrapped_session import WrappedSession


class ForbiddenSession(WrappedSession):
    """A risk model that nobody may ask."""

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        pytest.fail("LiveCAD was asked about somebody who did not consent")


def test_a_person_is_named_and_read_when_two_frames_agree(pipeline: Pipeline) -> None:
    first, second = show(pipeline, picture_of((30, 20, RED)), [0.0, 1.0])
    assert first.sightings == ()
    assert first.why_not == (WhyNot.UNCONFIRMED,)
    (sighting,) = second.sightings
    assert (sighting.person_id, sighting.camera_id, sighting.captured_at) == ("anna", "hall", 1.0)
    assert sighting.similarity == pytest.approx(1.0, abs=0.01)
    assert sighting.probability == pytest.approx(0.08, abs=0.01)
    assert sighting.why_not is None
    assert (sighting.runtime or "").startswith(f"{SESSION_RUNTIME} ")
    assert second.why_not == ()
    assert (second.width_px, second.height_px, second.faces) == (640, 480, 1)


def test_a_person_who_stands_still_is_read_five_times_and_then_left_alone(pipeline: Pipeline) -> None:
    results = show(pipeline, picture_of((30, 20, RED)), [number * 0.5 for number in range(12)])
    assert [
        index for index, result in enumerate(results) if result.sightings[:1] and result.why_not == ()
    ] == [1, 2, 3, 4, 5]
    assert results[6].why_not == (WhyNot.NOT_DUE,)
    assert results[6].sightings[0].why_not is WhyNot.NOT_DUE
    assert (results[6].sightings[0].probability, results[6].sightings[0].runtime) == (None, None)


@pytest.mark.parametrize(
    ("compared", "name"),
    [
        pytest.param((), "anna", id="everybody"),
        pytest.param(("anna",), "anna", id="her"),
        pytest.param(("ben", "anna"), "anna", id="her and another"),
        pytest.param(("ben",), None, id="somebody else"),
        pytest.param(("left",), None, id="somebody who left"),
    ],
)
def test_a_camera_names_only_those_who_pass_it(
    pipeline: Pipeline, compared: tuple[str, ...], name: str | None
) -> None:
    _, second = show(pipeline, picture_of((30, 20, RED)), [0.0, 1.0], people=compared)

    assert [sighting.person_id for sighting in second.sightings] == ([name] if name else [])
    assert second.why_not == (() if name else (WhyNot.NOT_RECOGNISED,))
    (assessed,) = pipeline.assess(Assess(picture_of((30, 20, RED)), people=compared)).faces
    assert assessed.person_id == name


def test_where_many_are_enrolled_more_frames_must_agree_unless_the_camera_compares_few(
    pipeline: Pipeline, people: SetGallery
) -> None:
    (anna, _) = people.people
    generator = np.random.default_rng(1)
    width = len(anna.templates[0]) // 4
    crowd = []
    for number in range(30):
        vector = generator.normal(size=width).astype("<f4")
        template = (vector / np.linalg.norm(vector)).tobytes()
        crowd.append(replace(anna, person_id=f"of the crowd {number}", templates=(template,)))
    assert pipeline.set_gallery(SetGallery((anna, *crowd))).people == 31
    picture = picture_of((30, 20, RED))

    among_many = show(pipeline, picture, [0.0, 1.0, 2.0, 3.0])
    among_few = show(pipeline, picture, [10.0, 11.0], "door", people=("anna", "of the crowd 1"))
    alone = show(pipeline, picture, [20.0, 21.0], "kitchen", single_person_id="anna")

    assert [bool(result.sightings) for result in among_many] == [False, False, False, True]
    assert [bool(result.sightings) for result in among_few] == [False, True]
    assert [bool(result.sightings) for result in alone] == [False, True]


def test_a_choice_of_people_follows_a_new_gallery(pipeline: Pipeline, people: SetGallery) -> None:
    picture = picture_of((30, 20, RED))
    show(pipeline, picture, [0.0, 1.0], people=("anna",))
    pipeline.set_gallery(SetGallery(people.people[1:]))

    (third,) = show(pipeline, picture, [2.0], people=("anna",))
    assert third.sightings == ()


def test_a_stranger_is_counted_and_dropped(pipeline: Pipeline) -> None:
    results = show(pipeline, picture_of((30, 20, YELLOW)), [0.0, 1.0, 2.0], faces_of=("anna", "ben"))
    for result in results:
        assert result.faces == 1
        assert result.sightings == ()
        assert result.why_not == (WhyNot.NOT_RECOGNISED,)
        assert result.face_crops == ()
    assert "array" not in repr(vars(pipeline._tracker)), "no embedding of a stranger is kept"


def test_nothing_stays_of_a_face_that_one_picture_takes_for_somebody_and_the_next_does_not(
    pipeline: Pipeline,
) -> None:
    show(pipeline, picture_of((30, 20, RED)), [0.0])
    show(pipeline, picture_of((30, 20, YELLOW)), [1.0])
    assert looks_kept(pipeline) == set()
    show(pipeline, picture_of((30, 20, RED)), [2.0, 3.0])
    show(pipeline, picture_of((30, 20, YELLOW)), [4.0])
    assert looks_kept(pipeline) == {"anna"}


def test_how_somebody_looks_who_may_not_be_read_is_not_kept(pipeline: Pipeline) -> None:
    show(pipeline, picture_of((30, 20, BLUE)), [0.0, 1.0, 2.0])
    assert looks_kept(pipeline) == set()


def looks_kept(pipeline: Pipeline) -> set[str]:
    """Return of whom it is kept how a face looked."""
    spots = (spot.person_id for spots in pipeline._stillness._spots.values() for spot in spots)
    return {*spots, *(person_id for _, person_id in pipeline._living._watches)}


def test_nobody_without_consent_ever_reaches_the_model(
    build: Callable[..., Pipeline], demonstration: LiveCad
) -> None:
    forbidden = LiveCad(ForbiddenSession(demonstration._session))  # type: ignore[arg-type]
    pipeline = build(forbidden)
    ben, nobody = picture_of((30, 20, BLUE)), picture_of((30, 20, YELLOW))
    for result in show(pipeline, ben, [0.0, 1.0, 2.0], faces_of=("ben",))[1:]:
        assert result.sightings[0].why_not is WhyNot.NO_CONSENT
        assert result.sightings[0].probability is None
        assert result.face_crops == ()
    for who in ("ben", "stranger"):
        for result in show(pipeline, ben, [10.0, 11.0], single_person_id=who):
            assert WhyNot.NO_CONSENT in result.why_not or WhyNot.UNCONFIRMED in result.why_not
        assert pipeline.assess(Assess(ben, single_person_id=who)).faces[0].why_not is WhyNot.NO_CONSENT
    show(pipeline, nobody, [20.0, 21.0])
    assert pipeline.assess(Assess(ben)).faces[0].why_not is WhyNot.NO_CONSENT
    assert pipeline.assess(Assess(nobody)).faces[0].why_not is WhyNot.NOT_RECOGNISED
    pipeline.set_gallery(SetGallery(()))
    for result in show(pipeline, picture_of((30, 20, RED)), [30.0, 31.0, 32.0]):
        assert result.sightings == ()


def test_withdrawing_stops_the_very_next_frame(pipeline: Pipeline, people: SetGallery) -> None:
    image = picture_of((30, 20, RED))
    show(pipeline, image, [0.0, 1.0])
    anna, ben = people.people
    pipeline.set_gallery(SetGallery((replace(anna, may_be_read=False), ben)))
    (result,) = show(pipeline, image, [4.0])
    assert result.sightings == ()
    assert result.why_not == (WhyNot.UNCONFIRMED,), "her track was forgotten"
    (result,) = show(pipeline, image, [5.0])
    assert result.sightings[0].why_not is WhyNot.NO_CONSENT


@pytest.mark.parametrize(
    ("face", "has_match"),
    [
        pytest.param((30, 20, RED), True, id="Anna, who agreed"),
        pytest.param((30, 20, BLUE), False, id="Ben, who did not"),
        pytest.param((30, 20, YELLOW), False, id="a stranger"),
        pytest.param(None, False, id="nobody"),
    ],
)
def test_a_single_frame_tells_that_somebody_who_agreed_may_be_there_and_names_nobody(
    pipeline: Pipeline, face: tuple[int, int, Colour] | None, *, has_match: bool
) -> None:
    (result,) = show(pipeline, picture_of(*([face] if face else [])), [0.0])
    assert result.sightings == ()
    assert result.has_match is has_match


def test_after_a_withdrawal_no_frame_matches(pipeline: Pipeline, people: SetGallery) -> None:
    image = picture_of((30, 20, RED))
    anna, ben = people.people
    pipeline.set_gallery(SetGallery((replace(anna, may_be_read=False), ben)))
    assert [result.has_match for result in show(pipeline, image, [0.0, 1.0])] == [False, False]


def test_one_name_goes_to_one_face(pipeline: Pipeline) -> None:
    picture = picture_of((15, 20, RED), (45, 20, RED))
    result = show(pipeline, picture, [0.0, 1.0])[1]
    assert [sighting.person_id for sighting in result.sightings] == ["anna"]
    assert result.why_not == (WhyNot.AMBIGUOUS,)


def test_two_people_in_one_frame_are_each_named(pipeline: Pipeline) -> None:
    result = show(pipeline, picture_of((15, 20, RED), (45, 20, BLUE)), [0.0, 1.0])[1]
    assert {sighting.person_id for sighting in result.sightings} == {"anna", "ben"}


def test_between_two_who_look_alike_nobody_is_named(
    build: Callable[..., Pipeline], people: SetGallery
) -> None:
    pipeline = build()
    anna, _ = people.people
    pipeline.set_gallery(SetGallery((anna, replace(anna, person_id="her twin"))))
    results = show(pipeline, picture_of((30, 20, RED)), [0.0, 1.0, 2.0])
    assert all(result.sightings == () and result.why_not == (WhyNot.AMBIGUOUS,) for result in results)


def test_a_poor_face_says_why(pipeline: Pipeline) -> None:
    pixels = empty_picture()
    draw_face(pixels, 30, 20, RED, noise=0)
    smooth = blurred(pixels, 6).copy()
    smooth[160:168, 240:248] = (0, 255, 0)
    (result,) = show(pipeline, encoded(smooth.view(np.uint8)), [0.0])
    assert result.why_not == (WhyNot.BLURRED,)
    assert result.sightings == ()


def test_a_face_worth_recognising_but_not_reading_is_a_sighting_without_a_value(
    build: Callable[..., Pipeline],
) -> None:
    pipeline = build(min_livecad_quality=0.99)
    result = show(pipeline, picture_of((30, 20, RED)), [0.0, 1.0])[1]
    assert result.sightings[0].person_id == "anna"
    assert result.sightings[0].probability is None
    assert result.why_not == (result.sightings[0].quality.reasons[0],)
    (face,) = pipeline.assess(Assess(picture_of((30, 20, RED)))).faces
    assert (face.person_id, face.why_not) == ("anna", result.why_not[0])


def test_whoever_sets_a_camera_up_sees_where_faces_are_and_nobody_is_read(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_args: object) -> None:
        pytest.fail("nobody is read")

    monkeypatch.setattr(pipeline, "_read", read)
    looked = pipeline.look(Look(picture_of((30, 20, RED), (60, 20, YELLOW))))
    assert [face.person_id for face in looked.faces] == ["anna", None]
    assert all(
        0 <= face.box.left < face.box.left + face.box.width <= looked.width_px for face in looked.faces
    )
    turned = pipeline.look(Look(picture_of((30, 20, RED)), turn_degrees=90))
    assert (turned.width_px, turned.height_px) == (looked.height_px, looked.width_px)


def test_faces_beyond_the_limit_are_counted_as_too_many(build: Callable[..., Pipeline]) -> None:
    picture = picture_of((10, 20, RED), (30, 20, BLUE), (50, 20, YELLOW))
    (result,) = show(build(max_faces=1), picture, [0.0])
    assert result.faces == 3
    assert len(result.why_not) == 3
    assert result.why_not[1:] == (WhyNot.TOO_MANY_FACES,) * 2


def test_every_face_has_a_probability_or_a_reason(pipeline: Pipeline) -> None:
    picture = picture_of((10, 20, RED), (30, 20, BLUE), (50, 20, YELLOW))
    for result in show(pipeline, picture, [0.0, 1.0, 2.0, 5.0]):
        read = sum(sighting.probability is not None for sighting in result.sightings)
        assert read + len(result.why_not) == result.faces == 3
        assert all((one.probability is None) == (one.why_not is not None) for one in result.sightings)


def test_where_the_time_went_comes_from_the_stopwatch(pipeline: Pipeline) -> None:
    (result,) = show(pipeline, picture_of((30, 20, RED)), [0.0])
    times = result.times
    assert (times.decode_ms, times.detect_ms, times.recognise_ms) == (1, 1, 1)
    assert times.livecad_ms == 1


def test_a_face_is_shown_only_when_asked_and_once_its_name_is_confirmed(pipeline: Pipeline) -> None:
    image = picture_of((30, 20, RED))
    asked = show(pipeline, image, [0.0, 1.0], faces_of=("anna",))
    assert asked[0].face_crops == ()
    (crop,) = asked[1].face_crops
    assert crop.person_id == "anna"
    assert decode(crop.jpeg).shape[0] == pytest.approx(96 * 1.3, abs=2)
    assert show(pipeline, image, [2.0])[0].face_crops == ()


def test_each_of_two_people_before_a_camera_gets_their_own_face(
    pipeline: Pipeline, people: SetGallery
) -> None:
    pipeline.set_gallery(SetGallery(tuple(replace(person, may_be_read=True) for person in people.people)))
    both = picture_of((15, 20, RED), (45, 20, BLUE))
    crops = show(pipeline, both, [0.0, 1.0], faces_of=("anna", "ben"))[1].face_crops
    colours = {crop.person_id: decode(crop.jpeg).mean(axis=(0, 1)) for crop in crops}
    assert colours["anna"][2] > colours["anna"][0], "Anna's face is red, pixels are blue, green, red"
    assert colours["ben"][0] > colours["ben"][2]
    (only,) = show(pipeline, both, [2.0], faces_of=("ben",))[0].face_crops
    assert only.person_id == "ben"


def test_a_refused_picture_is_an_error_and_leaves_the_tracks_alone(pipeline: Pipeline) -> None:
    image = picture_of((30, 20, RED))
    show(pipeline, image, [0.0])
    with pytest.raises(FrameError):
        pipeline.process(Process("hall", 0.5, b"no picture"))
    assert show(pipeline, image, [1.0])[0].sightings[0].person_id == "anna"


def test_templates_of_another_recogniser_name_nobody(pipeline: Pipeline, people: SetGallery) -> None:
    anna, ben = people.people
    loaded = pipeline.set_gallery(SetGallery((replace(anna, model_sha256="old"), ben)))
    assert (loaded.people, loaded.needs_enrolment) == (1, ("anna",))
    results = show(pipeline, picture_of((30, 20, RED)), [0.0, 1.0])
    assert all(result.sightings == () for result in results)


@pytest.mark.parametrize(
    ("faces", "named"),
    [
        pytest.param([(30, 20, YELLOW)], 1, id="whoever it is gets the name"),
        pytest.param([(15, 20, RED), (45, 20, BLUE)], 1, id="one of two gets it"),
        pytest.param([], 0, id="an empty room"),
    ],
)
def test_a_camera_that_sees_one_person_names_one_face(
    pipeline: Pipeline, faces: list[tuple[int, int, Colour]], named: int
) -> None:
    result = show(pipeline, picture_of(*faces), [0.0, 1.0], single_person_id="anna")[1]
    assert [sighting.person_id for sighting in result.sightings] == ["anna"] * named
    assert all(sighting.similarity is None for sighting in result.sightings)
    assert result.why_not == (WhyNot.NOT_RECOGNISED,) * (len(faces) - named)


def test_one_picture_is_assessed_without_being_remembered(pipeline: Pipeline) -> None:
    picture = picture_of((10, 20, RED), (30, 20, BLUE), (50, 20, YELLOW))
    faces = {face.person_id: face for face in pipeline.assess(Assess(picture)).faces}
    assert faces["anna"].probability == pytest.approx(0.08, abs=0.01)
    assert faces["anna"].identity is Identity.RECOGNISED
    assert faces["anna"].why_not is None
    assert (faces["ben"].probability, faces["ben"].why_not) == (None, WhyNot.NO_CONSENT)
    assert (faces[None].identity, faces[None].why_not) == (None, WhyNot.NOT_RECOGNISED)
    assert pipeline._tracker._cameras == {}
    assert pipeline._pacing._presences == {}


def test_real_people_are_recognised_in_a_picture_of_both(
    yunet: YuNetDetector, recogniser: Recogniser, demonstration: LiveCad
) -> None:
    pipeline = Pipeline(yunet, recogniser, demonstration, Settings(), lambda: 0.0)
    people = []
    for name in ("a", "b"):
        photos: tuple[bytes, ...] = ()
        for number in (1, 2):
            image = encoded(find_picture(f"person-{name}-{number}.jpg"))
            photos += (pipeline.enrol(Enrol(name, image, previous=photos)).template,)
        people.append(EnrolledPerson(name, may_be_read=True, model_sha256="recogniser", templates=photos))
    pipeline.set_gallery(SetGallery(tuple(people)))
    both = encoded(find_picture("persons-a-and-b.jpg"))
    first, second = show(pipeline, both, [0.0, 1.0])
    assert first.sightings == ()
    assert {sighting.person_id for sighting in second.sightings} == {"a", "b"}
    assert len(second.why_not) == second.faces - 2
    for refused, person_id in (("person-a-3.jpg", "c"), ("person-b-1.jpg", "c")):
        with pytest.raises(EnrolmentError) as caught:
            pipeline.enrol(Enrol(person_id, encoded(find_picture(refused))))
        assert caught.value.person_id == refused[7]


def test_empty_frames_are_decoded_to_half_and_a_camera_with_a_face_whole_at_once(
    build: Callable[..., Pipeline], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = build()
    reductions: list[int] = []
    real = image.decoded

    def decoded(header: ImageHeader, reduction: int) -> Bitmap:
        reductions.append(reduction)
        return real(header, reduction)

    monkeypatch.setattr(image, "decoded", decoded)
    empty, face = empty_picture(1280, 960), empty_picture(1280, 960)
    face[480:496, 640:656] = (0, 255, 0)

    def see(second: int, pixels: NDArray[np.uint8]) -> list[int]:
        reductions.clear()
        shown = image_pillow.encode_jpeg(pixels, 95)
        result = pipeline.process(Process("hall", float(second), shown))
        assert (result.width_px, result.height_px) == (1280, 960)
        return list(reductions)

    assert see(0, empty) == [2]
    assert see(1, face) == [2, 1]
    assert see(2, face) == [1]
    assert see(3, empty) == [1]
    assert see(4, empty) == [2]


def test_a_sighting_says_whether_the_eyes_shut_meanwhile(pipeline: Pipeline) -> None:
    open_eyes = empty_picture()
    draw_face(open_eyes, 30, 20, RED)
    shut_eyes = open_eyes.copy()
    for left in (215, 253):
        shut_eyes[144:160, left : left + 20] = RED
    frames = [*[open_eyes] * 10, shut_eyes, *[open_eyes] * 2]
    told = [
        sighting.liveness
        for number, pixels in enumerate(frames)
        for sighting in pipeline.process(Process("hall", number * 0.2, encoded(pixels))).sightings
    ]
    assert told == [*[Liveness.UNKNOWN] * 10, *[Liveness.SEEN] * 2]
