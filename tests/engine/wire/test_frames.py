"""What travels between Home Assistant and the engine process arrives as it was sent, or not at all."""

from dataclasses import dataclass, replace
import json
import random
import struct
from types import NoneType
from typing import Any, cast, get_args

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.digitalshadow.engine.records import errors
from custom_components.digitalshadow.engine.records.configuration import Configure, ExamineModel, ModelFile
from custom_components.digitalshadow.engine.records.conversion_plan import ContinueConversion
from custom_components.digitalshadow.engine.records.errors import (
    ClipError,
    EngineError,
    EnrolmentError,
    FrameError,
    MessageError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.faces import Box, WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, GalleryLoaded, SetGallery
from custom_components.digitalshadow.engine.records.messages import Failure
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.refusals import (
    ClipRefusal,
    EnrolmentRefusal,
    FrameRefusal,
    ModelRefusal,
)
from custom_components.digitalshadow.engine.wire.codec import Blobs, codec_of
from custom_components.digitalshadow.engine.wire.frames import (
    MESSAGES,
    Message,
    decode,
    encode,
    error_of,
    failure_of,
    reply_type,
)
from custom_components.digitalshadow.engine.wire.vocabulary import (
    MAX_FRAME_BYTES,
    MAX_HEADER_BYTES,
    MAX_REPLY_BYTES,
    MAX_REPLY_HEADER_BYTES,
    PREFIX_BYTES,
    body_bytes,
    number_of,
    numbered_prefix,
    reply_bytes,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
PROCESS = Process(camera_id="hall", captured_at=1_795_500_000.25, image=b"\xff\xd8jpeg\xff\xd9")

for plain, strategy in ((float, FINITE), (int, st.integers(-(2**63) + 1, 2**63 - 1))):
    st.register_type_strategy(plain, strategy)


def frame_of(header: object, content: bytes = b"") -> bytes:
    """Return a frame as a dishonest peer would build it."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<4sIII", b"DSW2", 0, len(text), len(content)) + text + content


def header_of(frame: bytes) -> dict[str, Any]:
    """Return the header of a frame."""
    length = struct.unpack("<4sIII", frame[:PREFIX_BYTES])[2]
    return cast("dict[str, Any]", json.loads(frame[PREFIX_BYTES : PREFIX_BYTES + length]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(st.one_of([st.from_type(message) for message in MESSAGES.values()]))
def test_every_message_arrives_as_it_was_sent(message: Message) -> None:
    """Types drive both directions, so any record that can be made can travel."""
    frame = encode(message)
    assert decode(frame) == message
    assert body_bytes(frame[:PREFIX_BYTES]) == len(frame) - PREFIX_BYTES


def test_ten_thousand_damaged_frames_are_refused_or_are_valid() -> None:
    """A damaged frame never raises anything but MessageError and never makes a record that cannot be sent."""
    chance = random.Random(20261124)  # noqa: S311  # repeatable damage, no secret
    model = ModelFile("demonstration", "models/demonstration.onnx", "0" * 64, pinned=True)
    people = (EnrolledPerson("a", may_be_read=True, model_sha256="0" * 64, templates=(b"1234", b"5678")),)
    seeds = [
        encode(each)
        for each in (PROCESS, Configure(model, None, model), SetGallery(people), ContinueConversion())
    ]
    valid = 0
    for _ in range(10_000):
        frame = chance.choice(seeds)
        if chance.random() < 0.1:
            damaged = damage(frame, chance)
        else:
            # The lengths are right again, so that the damage reaches what stands behind them.
            header_end = PREFIX_BYTES + struct.unpack("<4sIII", frame[:PREFIX_BYTES])[2]
            damaged = frame_of(damage(frame[PREFIX_BYTES:header_end], chance), frame[header_end:])
        try:
            message = decode(damaged)
        except MessageError:
            continue
        valid += 1
        assert decode(encode(message)) == message
    assert 100 < valid < 9_900


def damage(original: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few bits, characters or stretches changed."""
    text = bytearray(original)
    for _ in range(chance.randint(1, 3)):
        where = chance.randrange(len(text))
        match chance.randrange(4):
            case 0:
                text[where] ^= 1 << chance.randrange(8)
            case 1:
                text[where] = chance.choice(b'{}[]",:0-9eE\\ntf\x00\xff')
            case 2:
                del text[where : where + chance.randint(1, 9)]
            case 3:
                text[where:where] = text[: chance.randint(1, 9)]
        if not text:
            break
    return bytes(text)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(b"DSW2", id="the magic alone"),
        pytest.param(b"DSW1" + encode(PROCESS)[4:], id="another version of the protocol"),
        pytest.param(encode(PROCESS)[:-1], id="one byte short"),
        pytest.param(encode(PROCESS) + b"\0", id="one byte long"),
        pytest.param(frame_of(b"\xff\xfe"), id="a header that is no text"),
        pytest.param(frame_of(b"[" * 100_000), id="a header nested without end"),
        pytest.param(frame_of(b"9" * 5_000), id="a number of five thousand digits"),
        pytest.param(frame_of([]), id="a header that is no object"),
        pytest.param(frame_of({"message": "ContinueConversion"}), id="no fields"),
        pytest.param(
            frame_of({"message": "ContinueConversion", "fields": {}, "more": 1}),
            id="more than message and fields",
        ),
        pytest.param(
            frame_of({"message": ["ContinueConversion"], "fields": {}}), id="a name that is no text"
        ),
        pytest.param(frame_of({"message": "Settings", "fields": {}}), id="a record that is no message"),
        pytest.param(frame_of({"message": "__init__", "fields": {}}), id="a name that is no record"),
        pytest.param(
            frame_of({"message": "ContinueConversion", "fields": None}), id="fields that are no object"
        ),
        pytest.param(frame_of({"message": "ContinueConversion", "fields": {"a": 1}}), id="a field too many"),
        pytest.param(frame_of({"message": "ExamineModel", "fields": {}}), id="a field too few"),
        pytest.param(
            frame_of({"message": "ContinueConversion", "fields": {}}, b"x"), id="bytes that no field asks for"
        ),
    ],
)
def test_a_frame_of_another_form_is_refused(frame: bytes) -> None:
    """The reader says what it expected instead of guessing."""
    with pytest.raises(MessageError, match="Expected"):
        decode(frame)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("camera_id", 3, id="a number for a text"),
        pytest.param("camera_id", None, id="nothing for a text"),
        pytest.param("captured_at", "3", id="a text for a number"),
        pytest.param("captured_at", True, id="a truth value for a number"),
        pytest.param("captured_at", float("nan"), id="not a number"),
        pytest.param("captured_at", float("inf"), id="an infinite number"),
        pytest.param("captured_at", 10**400, id="an integer beyond every float"),
        pytest.param("image", "abc", id="a text for the length of bytes"),
        pytest.param("image", -1, id="bytes of negative length"),
        pytest.param("image", 11, id="more bytes than there are"),
        pytest.param("image", 9, id="fewer bytes than there are"),
        pytest.param("faces_of", ["anna", 1], id="a number among texts"),
        pytest.param("single_person_id", ["a"], id="a list for a text or nothing"),
    ],
)
def test_a_value_of_another_type_is_refused(field: str, value: object) -> None:
    """Python's lenient conversions stay out of the protocol."""
    header = header_of(encode(PROCESS))
    header["fields"][field] = value
    with pytest.raises(MessageError, match="Expected"):
        decode(frame_of(header, PROCESS.image))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"why_not": ["too_late"]}, id="a word that the enum does not have"),
        pytest.param({"why_not": [3]}, id="a number for a word"),
        pytest.param({"why_not": "too_small"}, id="a word for a list of words"),
        pytest.param({"sightings": {}}, id="an object for a list"),
        pytest.param({"times": []}, id="a list for a record"),
        pytest.param({"faces": 1.0}, id="a fraction for a count"),
        pytest.param({"faces": 2**63}, id="a count beyond every counter"),
    ],
)
def test_a_damaged_result_is_refused(fields: dict[str, object]) -> None:
    """What the child says is checked as strictly as what it hears."""
    times = StageTimes(1.0, 2.0, 3.0, 4.0)
    result = FrameResult("hall", 1.0, 640, 480, 1, (), (WhyNot.TOO_SMALL,), times)
    header = header_of(encode(result))
    header["fields"] |= fields
    with pytest.raises(MessageError, match="Expected"):
        decode(frame_of(header))


def test_a_number_too_large_for_a_float_is_refused_although_json_reads_it_as_infinite() -> None:
    """1e999 is valid JSON and becomes an infinity silently."""
    text = json.dumps(header_of(encode(PROCESS))).replace("1795500000.25", "1e999").encode()
    with pytest.raises(MessageError, match="finite float"):
        decode(frame_of(text, PROCESS.image))


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(replace(PROCESS, captured_at=float("nan")), id="a time that is no number"),
        pytest.param(replace(PROCESS, image=cast("bytes", "text")), id="a text as picture"),
        pytest.param(replace(PROCESS, camera_id=cast("str", None)), id="no camera"),
        pytest.param(SetGallery(cast("tuple[EnrolledPerson, ...]", [])), id="a list for a tuple"),
        pytest.param(SetGallery((cast("EnrolledPerson", PROCESS),)), id="a foreign record inside"),
        pytest.param(
            Failure("FrameError", "late", similarity=cast("float", "0.4")), id="a text for a similarity"
        ),
        pytest.param(
            FrameResult(
                "hall", 1.0, 1, 1, 0, (), cast("tuple[WhyNot, ...]", ("dark",)), StageTimes(0, 0, 0, 0)
            ),
            id="a text for a reason",
        ),
        pytest.param(cast("Process", Box(0, 0, 1, 1)), id="a record that is no message"),
        pytest.param(replace(PROCESS, image=bytes(MAX_FRAME_BYTES)), id="more bytes than a frame may have"),
        pytest.param(ExamineModel("x" * MAX_HEADER_BYTES), id="a longer header than a frame may have"),
    ],
)
def test_what_cannot_travel_is_refused_by_the_sender(message: Message) -> None:
    """A mistake is reported where it was made, not as a strange answer of the other side."""
    with pytest.raises(MessageError, match="Expected"):
        encode(message)


def test_sizes_are_checked_before_anything_is_read() -> None:
    """A prefix that promises gigabytes is refused while they are still on the other side."""
    with pytest.raises(MessageError, match="at most"):
        body_bytes(struct.pack("<4sIII", b"DSW2", 0, 100, MAX_FRAME_BYTES))
    with pytest.raises(MessageError, match="at most"):
        body_bytes(struct.pack("<4sIII", b"DSW2", 0, MAX_HEADER_BYTES + 1, 0))


def test_errors_of_wrong_values_do_not_repeat_the_values() -> None:
    """Names and probabilities must not reach a log through an error message."""
    with pytest.raises(MessageError) as caught:
        encode(replace(PROCESS, captured_at=cast("float", "CANARY-7f3a")))
    assert "CANARY-7f3a" not in str(caught.value)


def test_each_request_names_its_reply() -> None:
    """The caller can tell a fitting answer from a stray one."""
    assert reply_type(PROCESS) is FrameResult
    assert reply_type(SetGallery(())) is GalleryLoaded


@dataclass(frozen=True, slots=True)
class Strange:
    """A record whose types do not all travel."""

    counts: dict[str, int]
    """Travels."""


def test_dictionaries_travel_too() -> None:
    """No message has one yet; the record's type is all that the codec needs."""
    blobs = Blobs()
    codec = codec_of(Strange, "Strange")
    assert codec.unpack(codec.pack(Strange({"a": 1}), blobs), blobs) == Strange({"a": 1})
    for wrong in ("a", {"a": "1"}, None):
        with pytest.raises(MessageError):
            codec.unpack({"counts": cast("dict[str, Any]", wrong)}, blobs)
    with pytest.raises(MessageError):
        codec.pack(Strange(cast("dict[str, int]", {1: 1})), blobs)
    with pytest.raises(MessageError):
        codec.pack(Strange(cast("dict[str, int]", [])), blobs)


@pytest.mark.parametrize("hint", [set[str], tuple[int, str], int | str, object, NoneType])
def test_a_field_type_that_cannot_travel_is_a_mistake_of_the_programmer(hint: object) -> None:
    """It shows at the first use, not as damaged data."""
    with pytest.raises(TypeError, match="can travel"):
        codec_of(hint, "Strange.field")


def every_error() -> list[EngineError]:
    """Return one error of each class, with each reason it can have."""
    look_alike = EnrolmentError(
        EnrolmentRefusal.LOOKS_LIKE_ANOTHER, "Expected another face.", person_id="b", similarity=0.5
    )
    return [
        *(FrameError(reason, f"Got {reason}.") for reason in FrameRefusal),
        *(ClipError(reason, f"Got {reason}.") for reason in ClipRefusal),
        *(ModelError(reason, f"Got {reason}.") for reason in ModelRefusal),
        *(EnrolmentError(reason, f"Got {reason}.") for reason in EnrolmentRefusal),
        look_alike,
        *(
            kind("Expected another thing.")
            for kind in vars(errors).values()
            if isinstance(kind, type)
            and issubclass(kind, EngineError)
            and kind not in (FrameError, ClipError, ModelError, EnrolmentError)
        ),
    ]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: f"{type(error).__name__} {error}")
def test_every_error_is_raised_again_as_what_it_was(error: EngineError) -> None:
    """Class, sentence and all that hangs on it."""
    failure = decode(encode(failure_of(error)))
    assert isinstance(failure, Failure)
    again = error_of(failure)
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(Failure("FrameError", "Late.", reason="missing"), id="a reason of another error"),
        pytest.param(Failure("ModelError", "Late."), id="no reason where there must be one"),
        pytest.param(Failure("SystemExit", "Late."), id="an error that is not ours"),
        pytest.param(Failure("FrameRefusal", "Late."), id="a name in errors.py that is no error"),
        pytest.param(Failure("", "Late."), id="no name"),
    ],
)
def test_a_failure_that_names_no_error_of_ours_is_a_message_error(failure: Failure) -> None:
    """A damaged child cannot choose what Home Assistant raises."""
    assert type(error_of(failure)) is MessageError


def test_only_messages_are_registered() -> None:
    """The registry and the type of all messages are one list."""
    assert len(MESSAGES) == len(get_args(Message.__value__))


def test_a_reply_carries_the_number_of_its_request() -> None:
    frame = encode(PROCESS, 7)
    assert number_of(frame) == 7
    again = numbered_prefix(frame, 2**32 - 1) + frame[PREFIX_BYTES:]
    assert number_of(again) == 2**32 - 1
    assert decode(again) == PROCESS
    assert reply_bytes(again[:PREFIX_BYTES], 2**32 - 1) == len(frame) - PREFIX_BYTES


@pytest.mark.parametrize(
    ("header_bytes", "content_bytes", "number"),
    [
        pytest.param(10, 10, 6, id="the reply before"),
        pytest.param(10, 10, 8, id="a reply nobody asked for"),
        pytest.param(MAX_REPLY_HEADER_BYTES + 1, 0, 7, id="too long a header"),
        pytest.param(100, MAX_REPLY_BYTES, 7, id="too much behind it"),
        pytest.param(100, MAX_FRAME_BYTES - 200, 7, id="64 MB"),
    ],
)
def test_a_reply_to_another_request_or_a_giant_one_is_refused_before_it_is_read(
    header_bytes: int, content_bytes: int, number: int
) -> None:
    with pytest.raises(MessageError):
        reply_bytes(struct.pack("<4sIII", b"DSW2", number, header_bytes, content_bytes), 7)
