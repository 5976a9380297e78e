"""Opens the personal database, says what happened to it, and removes it with the integration."""

import logging
from pathlib import Path
import shutil

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.util import dt as dt_util

from .const import DOMAIN, KEY_FILE, RECORD_FOLDER
from .exceptions import translation_key
from .issues import Issue, async_take_back, async_tell
from .record import Opened, Record, RecordError, RecordUnavailableError

_LOGGER = logging.getLogger(__name__)


async def async_open_record(hass: HomeAssistant) -> Record:
    """Return the open record.

    Raises:
        ConfigEntryNotReady: The disk is full or busy; Home Assistant tries again.
        ConfigEntryError: The record cannot be used as it is: somebody must do something.
    """
    try:
        record = await Record.async_open(
            Path(hass.config.path(RECORD_FOLDER)),
            Path(hass.config.path(KEY_FILE)),
            clock=lambda: dt_util.utcnow().timestamp(),
        )
    except RecordError as err:
        async_tell(hass, Issue.RECORD_UNREADABLE, error=str(err))
        kind = ConfigEntryNotReady if isinstance(err, RecordUnavailableError) else ConfigEntryError
        raise kind(translation_domain=DOMAIN, translation_key=translation_key(err)) from err
    async_take_back(hass, Issue.RECORD_UNREADABLE)
    _tell_what_happened(hass, record.opened)
    return record


def _tell_what_happened(hass: HomeAssistant, opened: Opened) -> None:
    """Raise issues for what was lost; they stay until somebody read them."""
    period = {"lost_from": _day(opened.lost_from), "lost_until": _day(opened.lost_until)}
    if opened.set_aside is not None:
        _LOGGER.error("The record was damaged; it was set aside as %s", opened.set_aside.name)
        async_tell(hass, Issue.RECORD_SET_ASIDE, file=opened.set_aside.name, **period)
    elif opened.restored_from is not None:
        _LOGGER.error("The record was missing; %s took its place", opened.restored_from.name)
        async_tell(hass, Issue.RECORD_RESTORED, **period)
    if opened.key_missing:
        async_tell(
            hass,
            Issue.RECORD_KEY_MISSING,
            templates=str(opened.unreadable_templates),
            readings=str(opened.unreadable_readings),
            measurements=str(opened.unreadable_measurements),
            documents=str(opened.unreadable_documents),
        )


def _day(epoch_seconds: float | None) -> str:
    """Return a local time to the minute, or a dash."""
    if epoch_seconds is None:
        return "-"
    return dt_util.as_local(dt_util.utc_from_timestamp(epoch_seconds)).strftime("%Y-%m-%d %H:%M")


async def async_remove_record(hass: HomeAssistant) -> None:
    """Destroy everything personal: first the key, without which the rest is noise, then the database and its copies."""
    await hass.async_add_executor_job(
        _remove, Path(hass.config.path(KEY_FILE)), Path(hass.config.path(RECORD_FOLDER))
    )


def _remove(key_file: Path, record_folder: Path) -> None:
    """Delete the files; runs in the executor. Model files stay: some of them were brought by hand."""
    shutil.rmtree(key_file.parent, ignore_errors=False, onexc=_unless_missing)
    for file in record_folder.glob("digitalshadow.db*"):
        file.unlink(missing_ok=True)


def _unless_missing(_function: object, _path: str, err: BaseException) -> None:
    """Let what is already gone be gone."""
    if not isinstance(err, FileNotFoundError):
        raise err
