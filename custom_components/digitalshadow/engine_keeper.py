"""Brings the engine up in the background: runtimes, models, process, gallery; tries again until it runs."""

import asyncio
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .const import CONF_RISK_MODEL
from .coordinator import DigitalShadowCoordinator
from .engine.records.errors import EngineError, ModelError
from .engine.records.messages import Configure
from .engine.records.observations import ModelRefusal
from .engine_host.runtimes import async_bring_runtimes
from .issues import Issue, async_take_back, async_tell
from .model_files.choice import ModelChoice, async_choose_models, async_more_exact_files
from .record import RecordError

_LOGGER = logging.getLogger(__name__)

_FAILURES: Final = (Issue.ENGINE_FAILED, Issue.RISK_MODEL_MISSING, Issue.INT8_REFUSED)
"""What keeps the engine from starting."""
_RETRY_SECONDS: Final = (60.0, 300.0, 1800.0)
"""Pauses before the next attempts; the last one is kept."""


class EngineKeeper:
    """One background task that ends when everything is there."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], coordinator: DigitalShadowCoordinator
    ) -> None:
        """Prepare; `async_start` begins."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._task: asyncio.Task[None] | None = None
        self._running: Configure | None = None
        self._failure = ""

    @callback
    def async_start(self, _hass: HomeAssistant) -> None:
        """Begin, once Home Assistant has started."""
        self._task = self._entry.async_create_background_task(
            self._hass, self._async_keep(), "digitalshadow engine"
        )

    async def async_stop(self) -> None:
        """Give up what is going on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=0.5)

    async def _async_keep(self) -> None:
        """Try until the engine runs with all it should have; cameras are watched from the first attempt on."""
        attempt = 0
        while not await self._async_bring_up():
            self._coordinator.watching.start()
            await asyncio.sleep(_RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)])
            attempt += 1
        self._coordinator.watching.start()

    async def _async_bring_up(self) -> bool:
        """Start the engine with what can be had; True when nothing is missing."""
        missing_runtimes = await async_bring_runtimes(self._hass)
        self._tell(Issue.RUNTIME_MISSING, bool(missing_runtimes), packages=", ".join(missing_runtimes))
        choice = None
        try:
            choice = await async_choose_models(self._hass, self._entry)
            self._tell(Issue.FACE_MODELS_MISSING, bool(choice.missing), models=", ".join(choice.missing))
            if choice.configure != self._running:
                await self._async_start_engine(choice.configure)
        except (EngineError, RecordError, OSError) as err:
            await self._async_tell_failure(err, choice, runtime_missing=bool(missing_runtimes))
            return False
        self._failure = ""
        async_take_back(self._hass, *_FAILURES)
        return not choice.missing

    async def _async_start_engine(self, configure: Configure) -> None:
        """Start the engine, and give it the people."""
        self._running = None
        ready = await self._coordinator.runner.async_start(configure)
        await self._coordinator.gallery.async_reload()
        await self._coordinator.record.async_note_model(ready.risk_model, self._coordinator.watching.now())
        self._running = configure

    async def _async_tell_failure(
        self,
        err: EngineError | RecordError | OSError,
        choice: ModelChoice | None,
        *,
        runtime_missing: bool,
    ) -> None:
        """Say why there is no engine, once; a missing runtime has its own issue already."""
        failure, self._failure = self._failure, str(err)
        _LOGGER.log(
            logging.DEBUG if failure == str(err) else logging.WARNING, "The engine did not start: %s", err
        )
        reason = err.reason if isinstance(err, ModelError) else None
        issue, placeholders = Issue.ENGINE_FAILED, {"error": str(err)}
        if choice is None and reason is ModelRefusal.MISSING:
            issue, placeholders = Issue.RISK_MODEL_MISSING, {"sha256": self._entry.data[CONF_RISK_MODEL][:8]}
        elif choice and reason is ModelRefusal.INT8_GOLDEN_CHECK:
            files = await async_more_exact_files(self._hass, choice.configure.risk_model)
            issue, placeholders = Issue.INT8_REFUSED, {"files": files}
        async_take_back(self._hass, *(other for other in _FAILURES if other is not issue))
        if not (runtime_missing and issue is Issue.ENGINE_FAILED):
            async_tell(self._hass, issue, **placeholders)

    @callback
    def _tell(self, issue: Issue, holds: bool, **placeholders: str) -> None:  # noqa: FBT001  # reads as a sentence
        """Raise an issue, or take it back."""
        if holds:
            async_tell(self._hass, issue, **placeholders)
        else:
            async_take_back(self._hass, issue)
