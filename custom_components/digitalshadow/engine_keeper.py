"""Brings the engine up in the background: runtimes, models, process, gallery; tries again until it runs.

It starts with what is there. What has to be downloaded joins it when it comes.
"""

import asyncio
from contextlib import aclosing, suppress
from dataclasses import replace
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import CONF_RISK_MODEL, MODEL_FOLDER
from .coordinator import DigitalShadowCoordinator
from .engine.records.configuration import Configure, ModelFile, RiskModel
from .engine.records.errors import EngineError, EngineLostError, EngineTimeoutError, ModelError
from .engine.records.refusals import ModelRefusal
from .engine_host.dlib_trial import DlibState, async_try_dlib
from .engine_host.runtimes import async_bring_runtimes
from .history.forgetting import async_forget_recorded
from .issues import Issue, async_take_back, async_tell
from .model_files.choice import ModelChoice, async_choose_models, async_more_exact_files
from .model_files.face_models import FaceModels, async_how_to_bring
from .model_files.setting_aside import SettingAside
from .model_files.track_record import MOST_DEATHS, TrackRecord
from .record import RecordError

_LOGGER = logging.getLogger(__name__)

_FAILURES: Final = (Issue.ENGINE_FAILED, Issue.RISK_MODEL_MISSING, Issue.INT8_REFUSED)
"""What keeps the engine from starting."""
_MODEL_VALUE_KEYS: Final = ("attention", "trend")
"""Entities whose state follows the facial model, whatever its kind; the signals are an entity for each kind."""
_RETRY_SECONDS: Final = (60.0, 300.0, 1800.0)
"""Pauses before the next attempts; the last one is kept."""
_DEATHS_WINDOW_SECONDS: Final = 3600.0
"""Within this time a model may end the engine twice while it looks at faces."""
_TRIAL_PAUSE_SECONDS: Final = 1.0
"""Before a model that took the engine with it is tried again, or judged."""


class EngineKeeper:
    """One background task that ends when everything is there."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], coordinator: DigitalShadowCoordinator
    ) -> None:
        """Prepare; `async_start` begins."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._track_record = TrackRecord(hass)
        self._setting_aside = SettingAside(hass, entry, self._track_record)
        self._task: asyncio.Task[None] | None = None
        self._running: Configure | None = None
        self._failure = ""
        self._is_on_trial = False
        self._face_models: FaceModels | None = None
        self._is_waiting = False
        self._has_reason = asyncio.Event()
        self._deaths: list[float] = []

    @callback
    def async_start(self, _hass: HomeAssistant) -> None:
        """Begin, once Home Assistant has started."""
        self._entry.async_on_unload(self._coordinator.async_add_listener(self._handle_update))
        self._coordinator.runner.on_model_death = self._handle_model_death
        self._keep()

    @callback
    def _keep(self) -> None:
        """Bring the engine up, however long that takes."""
        self._task = self._entry.async_create_background_task(
            self._hass, self._async_keep(), "digitalshadow engine"
        )

    @callback
    def _handle_update(self) -> None:
        """Judge the model once an engine that ran does not come back with it."""
        if self._coordinator.data.ready is None and self._coordinator.runner.failed_launches >= MOST_DEATHS:
            self._judge()

    @callback
    def _handle_model_death(self) -> None:
        """Judge the model once it ended the engine three times within an hour while it looked at faces."""
        now = self._hass.loop.time()
        self._deaths = [at for at in self._deaths if now - at < _DEATHS_WINDOW_SECONDS] + [now]
        if len(self._deaths) >= MOST_DEATHS:
            self._coordinator.runner.failed_launches = len(self._deaths)
            self._judge()

    @callback
    def _judge(self) -> None:
        """Have the model that runs judged now; one of the catalogue is known to work."""
        if self._running is None or self._running.risk_model.pinned:
            return
        self._running = None
        self._deaths = []
        self._has_reason.set()
        if self._task is None or self._task.done():
            self._keep()

    async def async_stop(self) -> None:
        """Give up what is going on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=0.5)

    async def _async_keep(self) -> None:
        """Try until the engine runs with all it should have; cameras are watched from the first attempt on."""
        await self._track_record.async_load()
        attempt = 0
        while not await self._async_bring_up():
            self._coordinator.watching.start()
            if self._is_on_trial:
                await self._async_pause(_TRIAL_PAUSE_SECONDS)
                continue
            await self._async_pause(_RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)])
            attempt += 1
        self._coordinator.watching.start()

    async def _async_pause(self, seconds: float) -> None:
        """Wait before the next attempt, or until there is a reason for it."""
        self._has_reason.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._has_reason.wait()

    async def _async_bring_up(self) -> bool:
        """Start the engine with what can be had; True when nothing is left to try.

        Downloads begin before anything else: bringing runtimes takes minutes too.
        """
        self._is_on_trial = False
        self._face_models = face_models = FaceModels(self._hass, self._tell_progress)
        face_models.start(self._entry)
        try:
            return await self._async_bring_up_with(face_models)
        finally:
            face_models.stop()
            async_take_back(self._hass, Issue.FACE_MODELS_COMING)

    async def _async_bring_up_with(self, face_models: FaceModels) -> bool:
        """Bring the runtimes, then start the engine with the face models that are here, and once more with all."""
        missing_runtimes = await async_bring_runtimes(self._hass)
        self._tell(Issue.RUNTIME_MISSING, bool(missing_runtimes), packages=", ".join(missing_runtimes))
        choice = None
        try:
            async with aclosing(async_choose_models(self._hass, self._entry, face_models)) as choices:
                async for choice in choices:
                    if await self._async_is_model_set_aside(choice.configure.risk_model):
                        return True
                    await self._async_start_with(choice)
        except (EngineError, RecordError, OSError) as err:
            await self._async_tell_failure(err, choice)
            if choice is not None:
                died = int(isinstance(err, EngineLostError | EngineTimeoutError))
                self._is_on_trial = await self._async_count_deaths(choice.configure.risk_model, died)
            return False
        self._failure = ""
        async_take_back(self._hass, *_FAILURES)
        return choice is None or not choice.missing

    async def _async_is_model_set_aside(self, file: ModelFile) -> bool:
        """Tell whether the model is not to be tried again; then the engine stays down."""
        await self._async_count_deaths(file)
        if not await self._setting_aside.async_is_set_aside(file):
            return False
        await self._coordinator.runner.async_stop()
        async_take_back(self._hass, *_FAILURES, Issue.ENGINE_BROKEN)
        return True

    async def _async_count_deaths(self, file: ModelFile, at_least: int = 0) -> bool:
        """Count what a model did to the engine; tell whether it is to be tried or judged at once.

        A model of the catalogue is known to work: something else is broken, and may be mended in a while.
        """
        runner = self._coordinator.runner
        deaths, runner.failed_launches = max(runner.failed_launches, at_least), 0
        if not deaths or file.pinned:
            return False
        return await self._track_record.async_note_death(file.sha256, deaths) <= MOST_DEATHS

    async def _async_start_with(self, choice: ModelChoice) -> None:
        """Start the engine with what is here; where that is too little, what is still on its way may do."""
        self._is_waiting = choice.is_waiting
        self._tell_progress()
        if not choice.is_waiting:
            models = await async_how_to_bring(self._hass, choice.missing)
            folder = self._hass.config.path(MODEL_FOLDER)
            self._tell(Issue.FACE_MODELS_MISSING, bool(choice.missing), models=models, folder=folder)
        try:
            if choice.configure != self._running:
                await self._async_start_engine(choice.configure)
        except EngineError as err:
            if not choice.is_waiting:
                raise
            _LOGGER.info("The engine waits for the rest of its models: %s", err)
        self._coordinator.watching.start()

    async def _async_start_engine(self, configure: Configure) -> None:
        """Start the engine, and give it the people."""
        self._running = None
        proven = replace(
            configure,
            known_proofs=self._track_record.proofs,
            may_use_dlib=(configure.detector is None or configure.settings.exact_crop)
            and await self._async_does_dlib_work(),
        )
        lacks_detector = proven.detector is None and not proven.may_use_dlib
        self._coordinator.watching.note_detector(is_missing=lacks_detector)
        ready = await self._coordinator.runner.async_start(proven)
        await self._track_record.async_note_proofs(ready.proofs)
        refused = ", ".join(ready.refused_runtimes)
        self._tell(Issue.RUNTIME_REFUSED, bool(refused), runtime=refused)
        await self._coordinator.gallery.async_reload()
        await self._coordinator.record.async_note_model(ready.risk_model, self._coordinator.watching.now())
        await self._async_begin_anew(ready.risk_model)
        self._running = configure

    async def _async_does_dlib_work(self) -> bool:
        """Tell whether the engine may import dlib. What this processor cannot do is told once, in words."""
        trial = await async_try_dlib(self._hass, self._track_record.dlib)
        await self._track_record.async_note_dlib(trial)
        self._tell(Issue.DLIB_UNUSABLE, trial.state is DlibState.PROCESSOR_TOO_OLD)
        return trial.state is DlibState.WORKS

    async def _async_begin_anew(self, model: RiskModel) -> None:
        """Remember who speaks. Where that is another kind of model, what entities showed before is forgotten."""
        former = self._track_record.latest
        if former is not None and former.kind is not model.kind:
            registry = er.async_get(self._hass)
            entities = er.async_entries_for_config_entry(registry, self._entry.entry_id)
            await async_forget_recorded(
                self._hass,
                [entity.entity_id for entity in entities if entity.translation_key in _MODEL_VALUE_KEYS],
            )
        await self._track_record.async_note_speaking(model)

    async def _async_tell_failure(
        self,
        err: EngineError | RecordError | OSError,
        choice: ModelChoice | None,
    ) -> None:
        """Say why there is no engine, once."""
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
        async_tell(self._hass, issue, **placeholders)

    @callback
    def _tell_progress(self) -> None:
        """Say how far downloads are while the engine waits for them, and no longer."""
        progress = self._face_models.progress if self._face_models else ""
        self._tell(Issue.FACE_MODELS_COMING, self._is_waiting and bool(progress), progress=progress)

    @callback
    def _tell(self, issue: Issue, holds: bool, **placeholders: str) -> None:  # noqa: FBT001  # reads as a sentence
        """Raise an issue, or take it back."""
        if holds:
            async_tell(self._hass, issue, **placeholders)
        else:
            async_take_back(self._hass, issue)
