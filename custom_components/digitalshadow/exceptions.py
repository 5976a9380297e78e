"""What Home Assistant tells people when the engine or the record refuses: one translation for each reason."""

from collections.abc import Iterator
from contextlib import contextmanager
import logging
from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .engine.records.errors import (
    ClipError,
    EngineBrokenError,
    EngineBusyError,
    EngineError,
    EngineLostError,
    EngineTimeoutError,
    EngineUnavailableError,
    EnrolmentError,
    FrameError,
    ModelError,
)
from .record.errors import (
    RecordClosedError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
    RecordKeyError,
    RecordTooNewError,
    RecordUnavailableError,
    UnknownPersonError,
)

_LOGGER = logging.getLogger(__name__)

TRANSLATION_KEYS: Final[dict[type[Exception], str]] = {
    EngineError: "engine_error",
    EngineUnavailableError: "engine_unavailable",
    EngineBusyError: "engine_busy",
    EngineTimeoutError: "engine_timeout",
    EngineLostError: "engine_lost",
    EngineBrokenError: "engine_broken",
    RecordError: "record_error",
    RecordUnavailableError: "record_unavailable",
    RecordFullError: "record_full",
    RecordDamagedError: "record_damaged",
    RecordTooNewError: "record_too_new",
    RecordKeyError: "record_key",
    RecordClosedError: "record_closed",
    UnknownPersonError: "unknown_person",
}
"""A class that is not listed is told like its nearest base class."""

_CALLERS_MISTAKES: Final = (ClipError, FrameError, EnrolmentError, UnknownPersonError)


def translation_key(error: EngineError | RecordError) -> str:
    """Return the key under which `exceptions` and the flows' `error` sections tell this error."""
    match error:
        case FrameError():
            return f"frame_{error.reason}"
        case ClipError():
            return f"clip_{error.reason}"
        case EnrolmentError():
            return f"enrolment_{error.reason}"
        case ModelError():
            return f"model_{error.reason}"
    return next(TRANSLATION_KEYS[kind] for kind in type(error).__mro__ if kind in TRANSLATION_KEYS)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the engine or the record raises inside into what Home Assistant shows.

    Raises:
        ServiceValidationError: The picture or the person was the problem: the caller can do something about it.
        HomeAssistantError: Anything else.
    """
    try:
        yield
    except _CALLERS_MISTAKES as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key=translation_key(error)
        ) from error
    except (EngineError, RecordError) as error:
        _LOGGER.warning("A request failed: %s", error)
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key=translation_key(error)) from error


def refused(reason: str, **placeholders: str) -> ServiceValidationError:
    """Return the error that says why an action was not carried out."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=reason, translation_placeholders=placeholders
    )
