"""What the dialogs around the key share: asking for a passphrase, wrapping the key, taking one back."""

from pathlib import Path
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.core import HomeAssistant, callback
from homeassistant.data_entry_flow import FlowContext, FlowHandler, FlowResult
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util import dt as dt_util
import probatio

from ..commands.offered_file import Offer, async_offer
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

FILE_NAME: Final = "digitalshadow-recovery-file.json"
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


class KeySteps[Context: FlowContext, Result: FlowResult[Any, Any], Handler](
    FlowHandler[Context, Result, Handler]
):
    """The steps that save the key or begin a new one, for the options and for the repairs alike."""

    _offer: Offer

    def _ended(self, _done: str) -> Result:
        """End the dialog after something was done, in the way of its kind."""
        raise NotImplementedError

    async def async_step_recovery_file(self, user_input: Input | None = None) -> Result:
        """Ask for a passphrase, twice, and wrap the key."""
        errors: dict[str, str] = {}
        if user_input is not None:
            made = await async_wrap(self.hass, user_input)
            if isinstance(made, Offer):
                self._offer = made
                return await self.async_step_save()
            errors = made
        return self.async_show_form(step_id="recovery_file", data_schema=PASSPHRASE_SCHEMA, errors=errors)

    async def async_step_save(self, user_input: Input | None = None) -> Result:
        """Give the link to the recovery file; end once it was fetched."""
        if user_input is not None and self._offer.is_saved:
            return self._ended("recovery_file_saved")
        return self.async_show_form(
            step_id="save",
            data_schema=probatio.Schema({}),
            errors={} if user_input is None else {"base": "not_saved_yet"},
            description_placeholders={"url": self._offer.url},
        )

    async def async_step_new_key(self, user_input: Input | None = None) -> Result:
        """Begin a new key once it is confirmed that old backups become unreadable."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await async_begin_new_key(self.hass)
            if not errors:
                return self._ended("new_key_begun")
        return self.async_show_form(step_id="new_key", data_schema=probatio.Schema({}), errors=errors)


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
        content = await record.async_recovery_file(passphrase)
    except RecordError as error:
        return {"base": translation_key(error)}

    async def async_saved() -> bytes:
        """Return the file, and ask for one no more."""
        await _async_note_saved(hass)
        return content

    return async_offer(hass, FILE_NAME, async_saved)


async def _async_note_saved(hass: HomeAssistant) -> None:
    """Ask for a recovery file no more; where the record cannot keep that, it is asked for again."""
    if (record := open_record(hass)) is None:
        return
    try:
        await record.async_note_recovery_file(dt_util.utcnow().timestamp())
    except RecordError:
        return
    async_take_back(hass, Issue.RECOVERY_FILE_MISSING)


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
