"""Where a server computes the facial model: who is asked about, what proves a server, what becomes of its answers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custom_components.digitalshadow.engine.agreement import FACES
from custom_components.digitalshadow.engine.conversion.proof import drawn_faces
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.elsewhere import (
    Answered,
    AskElsewhere,
    AskLocally,
    Contract,
    GiveAnswer,
    Judgement,
    JudgeProof,
    PictureForm,
    ProofPictures,
    ShowProofPictures,
    TellContract,
)
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, RiskQuestion
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.messages import Failure
from custom_components.digitalshadow.engine.records.pictures import Assess, Assessment, Process
from tests.engine.configured import SETTLED, enrolled, picture, started, with_faces
from tests.engine.synthetic_models import BLUE, RED, YELLOW

SIDE = 224
SERVER = "server Cellar (triton 2.51.0)"
COLOURS = {"anna": RED, "ben": BLUE, "cleo": YELLOW}
COLUMNS = {"anna": 10, "ben": 35, "cleo": 60}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine that asks elsewhere, and knows nobody yet."""
    engine = started(with_faces(tmp_path))
    engine.handle(AskElsewhere(PictureForm.FLOAT32))
    return engine


def people(engine: Engine, *person_ids: str, agree: tuple[str, ...]) -> list[EnrolledPerson]:
    """Enrol people; those in `agree` may be asked about elsewhere."""
    enrolling = [
        replace(
            enrolled(engine, person_id, picture((30, 20, COLOURS[person_id]))),
            may_be_asked_elsewhere=person_id in agree,
        )
        for person_id in person_ids
    ]
    engine.handle(SetGallery(tuple(enrolling)))
    return enrolling


def watched(engine: Engine, *person_ids: str, since: float = 0.0) -> FrameResult:
    """Show people in as many frames as a name takes, and return what the last one told."""
    image = picture(*((COLUMNS[person_id], 20, COLOURS[person_id]) for person_id in person_ids))
    engine.handle(Process("hall", SETTLED + since, image))
    result = engine.handle(Process("hall", SETTLED + since + 0.2, image))
    assert isinstance(result, FrameResult), result
    return result


def question_about(engine: Engine, person_id: str) -> RiskQuestion:
    """Have somebody asked about who agreed."""
    people(engine, person_id, agree=(person_id,))
    (question,) = watched(engine, person_id).questions
    return question


def answered(engine: Engine, request: GiveAnswer | AskLocally) -> Answered:
    """Return what became of a question."""
    reply = engine.handle(request)
    assert isinstance(reply, Answered), reply
    return reply


def logits(*numbers: float) -> bytes:
    """Return numbers as a server's answer brings them."""
    return np.array(numbers, "<f4").tobytes()


def test_only_the_picture_of_somebody_who_agreed_is_asked_about(engine: Engine) -> None:
    people(engine, "anna", "ben", agree=("anna",))

    result = watched(engine, "anna", "ben", "cleo")

    (question,) = result.questions
    assert question.person_id == "anna"
    assert len(question.picture) == 3 * SIDE * SIDE * 4
    sightings = {sighting.person_id: sighting for sighting in result.sightings}
    assert sightings.keys() == {"anna", "ben"}
    assert (sightings["anna"].probability, sightings["anna"].why_not) == (None, WhyNot.ASKED_ELSEWHERE)
    assert sightings["ben"].probability is not None


def test_an_engine_asks_nobody_before_it_is_told_to(tmp_path: Path) -> None:
    engine = started(with_faces(tmp_path))
    people(engine, "anna", agree=("anna",))

    result = watched(engine, "anna")

    assert result.questions == ()
    assert result.sightings[0].probability is not None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"may_be_read": False}, id="no consent, or monitoring off"),
        pytest.param({"may_be_asked_elsewhere": False}, id="consent only to what stays here"),
    ],
)
def test_whoever_may_not_be_read_or_sent_is_not_asked_about(engine: Engine, changed: dict[str, bool]) -> None:
    (anna,) = people(engine, "anna", agree=("anna",))
    engine.handle(SetGallery((replace(anna, **changed),)))

    assert watched(engine, "anna").questions == ()


def test_an_answer_becomes_the_probability_of_its_sighting(engine: Engine) -> None:
    question = question_about(engine, "anna")

    sighting = answered(engine, GiveAnswer(question.question_id, logits(0.0, np.log(3)), SERVER)).sighting

    assert sighting is not None
    assert (sighting.person_id, sighting.camera_id, sighting.captured_at) == ("anna", "hall", SETTLED + 0.2)
    assert sighting.why_not is None
    assert sighting.runtime == SERVER
    assert sighting.probability in (pytest.approx(0.25), pytest.approx(0.75))


def test_the_file_here_answers_the_same_question_as_it_would_have_at_once(
    engine: Engine, tmp_path: Path
) -> None:
    question = question_about(engine, "anna")
    alone = started(with_faces(tmp_path))
    people(alone, "anna", agree=())

    sighting = answered(engine, AskLocally(question.question_id)).sighting

    assert sighting is not None
    assert sighting == watched(alone, "anna").sightings[0]


@pytest.mark.parametrize("form", PictureForm)
def test_the_file_here_answers_what_is_sent(
    engine: Engine, form: PictureForm, demonstration: LiveCad
) -> None:
    """Nothing else is needed: what travels is all that the model sees."""
    engine.handle(AskElsewhere(form))
    question = question_about(engine, "anna")
    local = answered(engine, AskLocally(question.question_id)).sighting
    numbers = np.frombuffer(question.picture, "<f4" if form is PictureForm.FLOAT32 else np.uint8)
    planes = numbers.reshape(1, 3, SIDE, SIDE)

    got = (
        demonstration.estimate_planes(planes)
        if form is PictureForm.UINT8
        else demonstration.probability(demonstration.answer_to(planes))
    )

    assert local is not None
    assert got == local.probability


def test_a_question_is_answered_once(engine: Engine) -> None:
    question = question_about(engine, "anna")

    assert answered(engine, AskLocally(question.question_id)).sighting is not None
    assert answered(engine, GiveAnswer(question.question_id, logits(0.0, 0.0), SERVER)).sighting is None
    assert answered(engine, AskLocally(question.question_id)).sighting is None


@pytest.mark.parametrize(
    "output",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(logits(0.5), id="one number"),
        pytest.param(logits(0.5, 0.5, 0.5), id="three numbers"),
        pytest.param(logits(np.nan, 0.5), id="no number"),
        pytest.param(logits(0.5, np.inf), id="infinite"),
        pytest.param(logits(0.1, 0.2)[:7], id="cut off"),
    ],
)
def test_an_answer_that_is_none_leaves_the_question_to_the_file_here(engine: Engine, output: bytes) -> None:
    question = question_about(engine, "anna")

    refused = engine.handle(GiveAnswer(question.question_id, output, SERVER))

    assert isinstance(refused, Failure)
    assert refused.reason == "bad_output"
    assert answered(engine, AskLocally(question.question_id)).sighting is not None


def test_an_answer_that_comes_after_the_consent_was_withdrawn_is_dropped(engine: Engine) -> None:
    (anna,) = people(engine, "anna", agree=("anna",))
    (question,) = watched(engine, "anna").questions
    engine.handle(SetGallery((replace(anna, may_be_asked_elsewhere=False),)))

    assert answered(engine, GiveAnswer(question.question_id, logits(0.0, 0.0), SERVER)).sighting is None


def test_nobody_is_asked_about_twice_at_once(engine: Engine) -> None:
    people(engine, "anna", agree=("anna",))
    (question,) = watched(engine, "anna").questions

    again = watched(engine, "anna", since=5.0)
    assert again.questions == ()
    assert again.why_not == (WhyNot.NOT_DUE,)

    answered(engine, GiveAnswer(question.question_id, logits(0.0, 0.0), SERVER))
    assert len(watched(engine, "anna", since=10.0).questions) == 1


def test_a_question_that_nobody_answers_blocks_its_person_for_a_while_only(engine: Engine) -> None:
    people(engine, "anna", agree=("anna",))
    (question,) = watched(engine, "anna").questions

    assert watched(engine, "anna", since=20.0).questions == ()
    assert len(watched(engine, "anna", since=50.0).questions) == 1
    assert answered(engine, AskLocally(question.question_id)).sighting is None


def test_a_picture_that_somebody_asks_about_is_answered_here(engine: Engine) -> None:
    """Its answer is waited for, and it belongs to no visit."""
    people(engine, "anna", agree=("anna",))

    assessment = engine.handle(Assess(picture((30, 20, RED))))

    assert isinstance(assessment, Assessment)
    assert assessment.faces[0].probability is not None


def test_the_contract_is_what_the_file_says(engine: Engine) -> None:
    assert engine.handle(TellContract()) == Contract(SIDE, "logits", 2)


def own_answers(demonstration: LiveCad) -> list[bytes]:
    """Return what a server with the same file answers to the drawn faces."""
    return [
        demonstration.raw(face.pixels, face.box).astype("<f4").tobytes() for face in drawn_faces()[:FACES]
    ]


def test_the_pictures_of_the_proof_have_the_form_that_was_asked_for(engine: Engine) -> None:
    plain = engine.handle(ShowProofPictures(PictureForm.UINT8))
    normalised = engine.handle(ShowProofPictures(PictureForm.FLOAT32))

    assert isinstance(plain, ProofPictures)
    assert isinstance(normalised, ProofPictures)
    assert {len(one) for one in plain.pictures} == {3 * SIDE * SIDE}
    assert {len(one) for one in normalised.pictures} == {4 * 3 * SIDE * SIDE}
    assert len(set(plain.pictures)) == len(set(normalised.pictures)) == FACES


@pytest.mark.parametrize(
    ("shift", "agrees"),
    [
        pytest.param(0.0, True, id="the same"),
        pytest.param(1e-3, True, id="rounded"),
        pytest.param(1e-2, False, id="another checkpoint"),
    ],
)
def test_a_server_is_judged_by_its_largest_difference_on_one_picture(
    engine: Engine, demonstration: LiveCad, shift: float, agrees: bool
) -> None:
    outputs = own_answers(demonstration)
    outputs[3] = (np.frombuffer(outputs[3], "<f4") + np.float32(shift)).tobytes()

    judgement = engine.handle(JudgeProof(tuple(outputs)))

    assert isinstance(judgement, Judgement)
    assert judgement.agrees is agrees
    assert judgement.largest_difference == pytest.approx(shift, abs=1e-5)


def test_a_proof_with_an_answer_missing_is_none(engine: Engine, demonstration: LiveCad) -> None:
    refused = engine.handle(JudgeProof(tuple(own_answers(demonstration)[1:])))

    assert isinstance(refused, Failure)
    assert refused.reason == "bad_output"
