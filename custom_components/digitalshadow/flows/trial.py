"""What all ways to another facial model have in common: work that goes on meanwhile, and the trial at its end."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack
import logging
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlow, ConfigFlowResult
from homeassistant.core import callback

from ..const import CONF_RISK_MODEL
from ..engine.records.configuration import ModelFile
from ..engine.records.errors import EngineError, ModelError
from ..engine.records.refusals import ModelRefusal
from ..exceptions import translation_key
from ..model_files.choice import async_more_exact_files
from ..model_files.offer import NOTHING_LOOKED_FOR, async_offer
from ..model_files.trial import TriedModel, async_try
from .checkpoint_form import as_code

_LOGGER = logging.getLogger(__name__)

TITLE: Final = "DigitalShadow"

_PATIENCE_SECONDS: Final = 15.0
"""Trying a model takes a second or two. Where a runtime must be installed first, it becomes a step of its own."""


class TrialFlow(ConfigFlow):
    """Try a file before it is chosen; whatever is refused leads back to the first step, which says why."""

    _tried: TriedModel
    """What passed; the trial put it there."""
    _trial: asyncio.Task[str]
    """What tries a file, and returns the step that comes next."""

    def __init__(self) -> None:
        """Begin with nothing under way, nothing to clean up, and nothing to complain about."""
        self._under_way: asyncio.Task[Any] | None = None
        self._holding = ExitStack()
        self._offer = NOTHING_LOOKED_FOR
        self._errors: dict[str, str] = {}
        self._detail = ""

    async def _async_try(self, file: ModelFile, field: str, passed: str) -> ConfigFlowResult:
        """Have a file tried; go on with the step for one that passed, or show the refusal at a field of the first."""
        self._trial = self._begin(self._async_trial(file, field, passed))
        done, _ = await asyncio.wait([self._trial], timeout=_PATIENCE_SECONDS)
        step: Callable[[], Awaitable[ConfigFlowResult]] = getattr(
            self, f"async_step_{self._trial.result() if done else 'proving'}"
        )
        return await step()

    async def async_step_proving(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that a file is being tried, which takes long where the runtime must be installed first.

        Nothing is awaited in here: Home Assistant and the browser both call this when it ends, and the slower of the
        two would come back to a dialog that has gone on, and put the former step in its place.
        """
        if not self._trial.done():
            return self.async_show_progress(
                step_id="proving", progress_action="proving", progress_task=self._trial
            )
        return self.async_show_progress_done(next_step_id=self._trial.result())

    async def async_step_chosen(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """End with the file that was tried."""
        return self._choose(self._tried.file.sha256)

    async def _async_trial(self, file: ModelFile, field: str, passed: str) -> str:
        """Try a file; return the step that comes next."""
        try:
            self._tried = await async_try(self.hass, file)
        except EngineError as err:
            await self._async_note_refusal(err, field, translation_key(err), file)
            return self._first_step
        return passed

    async def _async_note_refusal(
        self, err: EngineError | OSError, field: str, reason: str, file: ModelFile | None = None
    ) -> None:
        """Give a file up, and remember why for the first step to show."""
        _LOGGER.warning("A model was refused: %s", err)
        self._errors = {field: reason}
        if file and isinstance(err, ModelError) and err.reason is ModelRefusal.INT8_GOLDEN_CHECK:
            self._detail = as_code(await async_more_exact_files(self.hass, file))
        await self._async_go_back()

    @property
    def _first_step(self) -> str:
        """The step in which a model is chosen."""
        return "reconfigure" if self.source == SOURCE_RECONFIGURE else "model"

    @callback
    def _choose(self, risk_model: str) -> ConfigFlowResult:
        """End with this model; a change reloads the entry, so that values of two models never meet."""
        data = {CONF_RISK_MODEL: risk_model}
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(self._get_reconfigure_entry(), data_updates=data)
        return self.async_create_entry(title=TITLE, data=data)

    @callback
    def _begin[Result](self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Begin something that ends with this flow, and with Home Assistant."""
        self._under_way = task = self.hass.async_create_background_task(work, "digitalshadow model")
        return task

    @callback
    @override
    def async_remove(self) -> None:
        """Have everything half-made ended and deleted, however the flow ended."""
        self.hass.async_create_task(self._async_give_up(), "digitalshadow upload")

    async def _async_give_up(self) -> None:
        """End what is under way, if anything is, and clean up after it."""
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.wait([self._under_way])
        await self._async_clean_up()

    async def _async_go_back(self) -> None:
        """Clean up, and have at hand what the first step shows."""
        await self._async_clean_up()
        self._offer = await async_offer(self.hass)

    async def _async_clean_up(self) -> None:
        """Delete half-made files and the upload, as far as there are any."""
        await self.hass.async_add_executor_job(self._holding.close)
