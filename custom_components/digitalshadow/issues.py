"""The repair issues: what can be wrong for longer than a moment, told once and taken back when it is healed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN

_MODELS_PAGE: Final = "https://github.com/digitalshadow-home/digitalshadow/blob/main/docs/models.md"


class Issue(StrEnum):
    """Issue ids, which are their translation keys."""

    RUNTIME_MISSING = "runtime_missing"
    RUNTIME_REFUSED = "runtime_refused"
    SLOW_COMPUTER = "slow_computer"
    FACE_MODELS_MISSING = "face_models_missing"
    FACE_MODELS_COMING = "face_models_coming"
    DLIB_UNUSABLE = "dlib_unusable"
    RISK_MODEL_MISSING = "risk_model_missing"
    INT8_REFUSED = "int8_refused"
    MODEL_REPLACED = "model_replaced"
    MODEL_SET_ASIDE = "model_set_aside"
    ENGINE_FAILED = "engine_failed"
    ENGINE_BROKEN = "engine_broken"
    ENROLMENT_NEEDED = "enrolment_needed"
    CONSENT_OUTDATED = "consent_outdated"
    ACCOUNT_GONE = "account_gone"
    PERSON_REMOVED = "person_removed"
    CAMERA_GONE = "camera_gone"
    """One for each camera, as the next."""
    WAKE_SENSOR_SILENT = "wake_sensor_silent"
    LINKED_SENSOR_GONE = "linked_sensor_gone"
    CHOOSER_GONE = "chooser_gone"
    SERVER_LOST = "server_lost"
    RECORD_WRITE_FAILED = "record_write_failed"
    RECORD_UNREADABLE = "record_unreadable"
    RECORD_SET_ASIDE = "record_set_aside"
    RECORD_RESTORED = "record_restored"
    RECORD_KEY_MISSING = "record_key_missing"
    RECORD_ROWS_DAMAGED = "record_rows_damaged"
    RECOVERY_FILE_MISSING = "recovery_file_missing"
    NEW_KEY_OFFERED = "new_key_offered"
    CAMERA_SET_ASIDE = "camera_set_aside"
    """One for each camera, as the next."""
    CAMERA_WITHOUT_PICTURE = "camera_without_picture"
    HANGING_PICTURE = "hanging_picture"
    BLUEPRINTS_CHANGED = "blueprints_changed"
    CAMERA_STREAM_NOT_FOUND = "camera_stream_not_found"
    CAMERA_STREAM_UNAUTHORISED = "camera_stream_unauthorised"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How an issue is shown."""

    severity: ir.IssueSeverity
    """How bad it is."""
    is_fixable: bool = False
    """Whether a button can do something about it."""
    is_persistent: bool = False
    """Whether it tells of something that happened once, and stays until somebody read it."""
    learn_more_url: str | None = None
    """Where more about it stands."""


_KINDS: Final = {
    Issue.RUNTIME_MISSING: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.RUNTIME_REFUSED: _Kind(ir.IssueSeverity.WARNING),
    Issue.SLOW_COMPUTER: _Kind(ir.IssueSeverity.WARNING),
    Issue.FACE_MODELS_MISSING: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.FACE_MODELS_COMING: _Kind(ir.IssueSeverity.WARNING),
    Issue.DLIB_UNUSABLE: _Kind(ir.IssueSeverity.WARNING),
    Issue.RISK_MODEL_MISSING: _Kind(ir.IssueSeverity.ERROR, is_fixable=True),
    Issue.INT8_REFUSED: _Kind(
        ir.IssueSeverity.ERROR, learn_more_url=f"{_MODELS_PAGE}#8-bit-products-on-old-cpus"
    ),
    Issue.MODEL_REPLACED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
    Issue.MODEL_SET_ASIDE: _Kind(ir.IssueSeverity.ERROR, is_fixable=True),
    Issue.ENGINE_FAILED: _Kind(ir.IssueSeverity.ERROR, is_fixable=True),
    Issue.ENGINE_BROKEN: _Kind(ir.IssueSeverity.ERROR, is_fixable=True),
    Issue.ENROLMENT_NEEDED: _Kind(ir.IssueSeverity.WARNING),
    Issue.CONSENT_OUTDATED: _Kind(ir.IssueSeverity.WARNING),
    Issue.ACCOUNT_GONE: _Kind(ir.IssueSeverity.WARNING),
    Issue.PERSON_REMOVED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.CAMERA_GONE: _Kind(ir.IssueSeverity.WARNING),
    Issue.WAKE_SENSOR_SILENT: _Kind(ir.IssueSeverity.WARNING),
    Issue.LINKED_SENSOR_GONE: _Kind(ir.IssueSeverity.WARNING),
    Issue.CHOOSER_GONE: _Kind(ir.IssueSeverity.WARNING),
    Issue.SERVER_LOST: _Kind(ir.IssueSeverity.WARNING),
    Issue.RECORD_WRITE_FAILED: _Kind(ir.IssueSeverity.ERROR),
    Issue.RECORD_UNREADABLE: _Kind(ir.IssueSeverity.CRITICAL),
    Issue.RECORD_SET_ASIDE: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
    Issue.RECORD_RESTORED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
    Issue.RECORD_ROWS_DAMAGED: _Kind(ir.IssueSeverity.WARNING),
    Issue.CAMERA_SET_ASIDE: _Kind(ir.IssueSeverity.ERROR, is_fixable=True),
    Issue.CAMERA_WITHOUT_PICTURE: _Kind(ir.IssueSeverity.WARNING),
    Issue.HANGING_PICTURE: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
    Issue.BLUEPRINTS_CHANGED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.CAMERA_STREAM_NOT_FOUND: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.CAMERA_STREAM_UNAUTHORISED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.RECOVERY_FILE_MISSING: _Kind(ir.IssueSeverity.WARNING, is_fixable=True),
    Issue.NEW_KEY_OFFERED: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
    Issue.RECORD_KEY_MISSING: _Kind(ir.IssueSeverity.WARNING, is_fixable=True, is_persistent=True),
}

ACKNOWLEDGED: Final = frozenset(issue for issue, kind in _KINDS.items() if kind.is_persistent)
"""Issues whose fix is having read them."""


@callback
def async_tell(hass: HomeAssistant, issue: Issue, *, about: str = "", **placeholders: str) -> None:
    """Raise the issue; `about` tells apart what it is raised for several times.

    Every account can read the placeholders: no names of people in them.
    """
    kind = _KINDS[issue]
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(issue, about),
        is_fixable=kind.is_fixable,
        is_persistent=kind.is_persistent,
        learn_more_url=kind.learn_more_url,
        severity=kind.severity,
        translation_key=issue,
        translation_placeholders=placeholders or None,
    )


@callback
def async_take_back(hass: HomeAssistant, *issues: Issue, about: str = "") -> None:
    """Remove issues that are healed."""
    for issue in issues:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(issue, about))


@callback
def async_take_back_all(hass: HomeAssistant) -> None:
    """Remove every issue, whatever it is about: nothing is left that it could be about."""
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        if domain == DOMAIN:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def issue_of(issue_id: str) -> tuple[Issue, str]:
    """Return which issue an id stands for, and what it is about."""
    issue, _, about = issue_id.partition(":")
    return Issue(issue), about


def _issue_id(issue: Issue, about: str) -> str:
    """Return the id of an issue about something."""
    return f"{issue}:{about}" if about else issue
