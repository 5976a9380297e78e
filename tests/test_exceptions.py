"""Each error of the engine and the record reaches people as the right kind of error with a text of its own."""

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.engine.records.errors import (
    ClipError,
    EngineBusyError,
    EngineError,
    EngineUnavailableError,
    EnrolmentError,
    FrameError,
    MessageError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.refusals import (
    ClipRefusal,
    EnrolmentRefusal,
    FrameRefusal,
    ModelRefusal,
)
from custom_components.digitalshadow.exceptions import translated_errors
from custom_components.digitalshadow.record import (
    PersonExistsError,
    RecordAccessError,
    RecordError,
    RecordFullError,
    UnknownPersonError,
)


@pytest.mark.parametrize(
    ("error", "key", "is_callers_mistake"),
    [
        pytest.param(
            FrameError(FrameRefusal.ANIMATED, ""), "frame_animated", True, id="another picture helps"
        ),
        pytest.param(ClipError(ClipRefusal.TOO_LONG, ""), "clip_too_long", True, id="another video helps"),
        pytest.param(
            EnrolmentError(EnrolmentRefusal.NO_FACE, ""), "enrolment_no_face", True, id="another photo helps"
        ),
        pytest.param(UnknownPersonError(""), "unknown_person", True, id="another person helps"),
        pytest.param(
            ModelError(ModelRefusal.BAD_OUTPUT, ""), "model_bad_output", False, id="the model is at fault"
        ),
        pytest.param(EngineBusyError(""), "engine_busy", False, id="waiting helps"),
        pytest.param(
            EngineUnavailableError(""), "engine_unavailable", False, id="a base class has its own text"
        ),
        pytest.param(
            MessageError(""), "engine_error", False, id="without a text of its own, that of the base"
        ),
        pytest.param(RecordFullError(""), "record_full", False, id="the disk is full"),
        pytest.param(RecordAccessError(""), "record_unavailable", False, id="like its nearest base"),
        pytest.param(PersonExistsError(""), "record_error", False, id="like the base of all"),
    ],
)
def test_an_error_is_told_by_its_reason(
    error: EngineError | RecordError, key: str, is_callers_mistake: bool
) -> None:
    with pytest.raises(HomeAssistantError) as told, translated_errors():
        raise error
    assert (told.value.translation_domain, told.value.translation_key) == (DOMAIN, key)
    assert isinstance(told.value, ServiceValidationError) == is_callers_mistake
    assert told.value.__cause__ is error


def test_an_error_of_anybody_else_passes_unchanged() -> None:
    with pytest.raises(ZeroDivisionError), translated_errors():
        raise ZeroDivisionError
