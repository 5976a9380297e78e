"""Why a picture, a model file, an enrolment or a video file was refused."""

from enum import StrEnum


class FrameRefusal(StrEnum):
    """Why a picture was refused before anything looked for a face in it."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    UNKNOWN_FORMAT = "unknown_format"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    TOO_MANY_SCANS = "too_many_scans"
    ANIMATED = "animated"
    TRUNCATED = "truncated"
    UNDECODABLE = "undecodable"
    UNSUPPORTED_PIXELS = "unsupported_pixels"
    DAMAGED = "damaged"
    HEIC = "heic"


class ModelRefusal(StrEnum):
    """Why a model file, or an answer of a model, was refused."""

    MISSING = "missing"
    WRONG_HASH = "wrong_hash"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    UNSAFE_STRUCTURE = "unsafe_structure"
    DISGUISED = "disguised"
    WRONG_SIGNATURE = "wrong_signature"
    MISSING_METADATA = "missing_metadata"
    GOLDEN_CHECK = "golden_check"
    INT8_GOLDEN_CHECK = "int8_golden_check"
    BAD_OUTPUT = "bad_output"
    DOWNLOAD = "download"
    NOT_STORED = "not_stored"


class EnrolmentRefusal(StrEnum):
    """Why a picture cannot become part of a person's template."""

    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TURNED = "turned"
    GREY = "grey"
    COLOUR_CAST = "colour_cast"
    COVERED = "covered"
    EYES_COVERED = "eyes_covered"
    LOOKS_LIKE_ANOTHER = "looks_like_another"
    DIFFERENT_PERSON = "different_person"
    NO_RECOGNITION = "no_recognition"


class ClipRefusal(StrEnum):
    """Why a video file is not read."""

    UNREADABLE = "unreadable"
    """No plain file that can be opened."""
    NO_VIDEO = "no_video"
    """Nothing in it that can be decoded, or no container of one video."""
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    NOT_SUPPORTED = "not_supported"
    """This system has no PyAV."""
