"""What happens to a facial model that takes the engine with it again and again.

The last model of the same kind that worked speaks in its place, and a repair issue says so. The demonstration never
does that for another one: nobody may take its values for what a trained model says. Where there is none, no faces are
read, and a repair issue says that.
"""

import logging
import os
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import CONF_RISK_MODEL, MODEL_DEMONSTRATION
from ..engine.model_file.catalog import find, find_user_file, model_folders
from ..engine.records.configuration import ExaminedModel, ModelFile
from ..engine.records.errors import EngineError, EngineUnavailableError, ModelError
from ..issues import Issue, async_take_back, async_tell
from .examining import async_examine
from .track_record import KnownModel, TrackRecord
from .trial import async_have_answered, async_try

_LOGGER = logging.getLogger(__name__)


class SettingAside:
    """Judges the model of one entry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], track_record: TrackRecord) -> None:
        """Judge by what is remembered."""
        self._hass = hass
        self._entry = entry
        self._track_record = track_record

    async def async_is_set_aside(self, file: ModelFile) -> bool:
        """Tell whether a model is not tried again; then another one was chosen, or nobody reads faces.

        A model of the catalogue is never set aside: it is known to work, and something else is broken.
        """
        if file.pinned or not self._track_record.is_set_aside(file.sha256):
            async_take_back(self._hass, Issue.MODEL_SET_ASIDE)
            return False
        if not await self._async_is_engine_sound():
            return False
        if (instead := await self._async_replacement(file)) is None:
            _LOGGER.error(
                "The model %s is set aside, and no other of its kind worked before", file.sha256[:8]
            )
            async_tell(self._hass, Issue.MODEL_SET_ASIDE, sha256=file.sha256[:8])
            return True
        _LOGGER.error("The model %s is set aside; %s speaks again", file.sha256[:8], instead.sha256[:8])
        async_tell(
            self._hass,
            Issue.MODEL_REPLACED,
            sha256=file.sha256[:8],
            name=instead.name,
            instead_sha256=instead.sha256[:8],
        )
        data = {**self._entry.data, CONF_RISK_MODEL: instead.sha256}
        # The entry is loaded anew for it, so that values of two models never meet.
        self._hass.config_entries.async_update_entry(self._entry, data=data)
        return True

    async def _async_is_engine_sound(self) -> bool:
        """Tell whether the engine works with a model that is known to: a broken runtime is no model's fault."""
        known = await self._hass.async_add_executor_job(find, MODEL_DEMONSTRATION, self._folders)
        if known is None:
            return False
        try:
            await async_have_answered(self._hass, known)
        except EngineError as err:
            _LOGGER.warning("The engine does not work with the model that ships with it either: %s", err)
            return False
        return True

    async def _async_replacement(self, file: ModelFile) -> KnownModel | None:
        """Return the last model of the same kind that worked and passes the trial now."""
        path = Path(file.path)
        try:
            examined = (await async_examine(self._hass, [path]))[path]
        except EngineUnavailableError:
            return None
        if not isinstance(examined, ExaminedModel):
            return None
        for known in self._track_record.in_place_of(file.sha256, examined.model.kind):
            found = await self._hass.async_add_executor_job(find_user_file, known.sha256, self._folders)
            if found is not None and await self._async_passes(found):
                return known
        return None

    async def _async_passes(self, file: ModelFile) -> bool:
        """Tell whether a model passes the trial."""
        try:
            await async_try(self._hass, file)
        except ModelError, EngineUnavailableError:
            return False
        return True

    @property
    def _folders(self) -> tuple[Path, ...]:
        """Where models lie."""
        return model_folders(Path(self._hass.config.config_dir), os.environ)
