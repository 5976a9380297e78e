"""What the dialogs around the key share: asking for a passphrase, wrapping the key, taking one back."""

from pathlib import Path
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import probatio

from ..commands.recovery_file import Offer, async_offer
from ..const import DOMAIN
from ..exceptions import translation_key
from ..issues import Issue, async_take_back
from ..record import (
    LARGEST_FILE_BYTES,
    SHORTEST_PASSPHRASE,
    Record,
    RecordError,
    RecoveryFileError,
    RecoveryRefusal,
)
from ..runtime import DigitalShadowConfigEntry

FIELD_PASSPHRASE: Final = "passphrase"  # noqa: S105  # the name of a field
FIELD_REPEATED: Final = "repeated"
FIELD_FILE: Final = "recovery_file"

type Input = dict[str, Any]

_PASSPHRASE: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="new-password")
)
PASSPHRASE_SCHEMA: Final = probatio.Schema(
    {probatio.Required(FIELD_PASSPHRASE): _PASSPHRASE, probatio.Required(FIELD_REPEATED): _PASSPHRASE}
)
FILE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(FIELD_FILE): FileSelector(FileSelectorConfig(accept=".json,application/json")),
        probatio.Required(FIELD_PASSPHRASE): _PASSPHRASE,
    }
)


def open_record(hass: HomeAssistant) -> Record | None:
    """Return the record of the loaded entry; None where there is none."""
    entries: list[DigitalShadowConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return entries[0].runtime_data.record if entries else None


async def async_wrap(hass: HomeAssistant, user_input: Input) -> Offer | dict[str, str]:
    """Offer the recovery file under a passphrase that was typed in twice, or return the errors of the form."""
    passphrase: str = user_input[FIELD_PASSPHRASE]
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return {FIELD_PASSPHRASE: "passphrase_too_short"}
    if passphrase != user_input[FIELD_REPEATED]:
        return {FIELD_REPEATED: "passphrases_differ"}
    if (record := open_record(hass)) is None:
        return {"base": "record_closed"}
    try:
        return async_offer(hass, await record.async_recovery_file(passphrase))
    except RecordError as error:
        return {"base": translation_key(error)}


async def async_take_keys(hass: HomeAssistant, user_input: Input) -> dict[str, str]:
    """Take the keys of an uploaded recovery file and read everything anew; return the errors of the form."""
    if (record := open_record(hass)) is None:
        return {"base": "record_closed"}
    try:
        content = await hass.async_add_executor_job(_uploaded, hass, user_input[FIELD_FILE])
        await record.async_take_keys(content, user_input[FIELD_PASSPHRASE])
    except RecoveryFileError as error:
        return {"base": f"recovery_{error.reason}"}
    except RecordError as error:
        return {"base": translation_key(error)}
    except ValueError:
        return {FIELD_FILE: "upload_missing"}
    async_take_back(hass, Issue.RECORD_KEY_MISSING)
    _reload(hass)
    return {}


async def async_begin_new_key(hass: HomeAssistant) -> dict[str, str]:
    """Have everything sealed with a new key from the next moment on; return the errors of the form."""
    if (record := open_record(hass)) is None:
        return {"base": "record_closed"}
    try:
        await record.async_begin_new_key()
    except RecordError as error:
        return {"base": translation_key(error)}
    _reload(hass)
    return {}


@callback
def _reload(hass: HomeAssistant) -> None:
    """Open the record anew."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        hass.config_entries.async_schedule_reload(entry.entry_id)


def _uploaded(hass: HomeAssistant, file_id: str) -> bytes:
    """Return an uploaded file; one that cannot be a recovery file is not read. Runs in the executor."""
    with process_uploaded_file(hass, file_id) as path:
        return _read(path)


def _read(path: Path) -> bytes:
    """Return the content of a small file."""
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise RecoveryFileError(RecoveryRefusal.NO_RECOVERY_FILE)
    return path.read_bytes()
