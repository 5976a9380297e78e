"""The one file that knows AI Task: asks an entity for data of a given form, and never fails or waits for ever."""

import asyncio
from enum import StrEnum
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import probatio

from ..const import CONF_CHOOSER_RECEIVER
from ..entry import is_shared
from ..people.consent import has_agreed
from .receivers import async_receiver

_LOGGER = logging.getLogger(__name__)

_AI_TASK: Final = "ai_task"
_TASK_NAME: Final = "DigitalShadow report"


class Fault(StrEnum):
    """Why a language model was not asked, or gave no answer."""

    NONE_CHOSEN = "none_chosen"
    """The options name none."""
    MISSING = "missing"
    """The entity does not exist now, or is unavailable."""
    NOT_CONFIRMED = "not_confirmed"
    """Nobody agreed that sentences leave the home to the integration that the entity now belongs to."""
    PRIVATE = "private"
    """The person keeps values private, and sentences would leave the home."""
    NO_CONSENT = "no_consent"
    """The person agreed to another consent text than today's, which says that sentences may leave the home."""
    BUSY = "busy"
    """It still works on the last question of the same person."""
    TOO_SLOW = "too_slow"
    """The deadline passed."""
    FAILED = "failed"
    """It raised an error, as where its answer is no JSON."""


async def async_fault(
    hass: HomeAssistant, entry: ConfigEntry[Any], person: ConfigSubentry, entity_id: str
) -> Fault | None:
    """Tell why an entity may not be asked about a person, if so.

    It is decided each time, because what an entity belongs to can change after it was chosen.
    """
    receiver = await async_receiver(hass, entity_id)
    if receiver is None:
        return Fault.MISSING
    if receiver.is_local:
        return None
    if receiver.domain != entry.options.get(CONF_CHOOSER_RECEIVER):
        return Fault.NOT_CONFIRMED
    if not is_shared(person):
        return Fault.PRIVATE
    return None if has_agreed(person) else Fault.NO_CONSENT


async def async_ask(
    hass: HomeAssistant, entity_id: str, prompt: str, structure: probatio.Schema, deadline_seconds: float
) -> object:
    """Return the data that the entity answers with, which may be of any form, or a `Fault`.

    Home Assistant's action for it is not used: calls of actions are events, which the recorder keeps. No context is
    given either, because the account's name would be told with it.
    """
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE or _AI_TASK not in hass.config.components:
        return Fault.MISSING
    from homeassistant.components.ai_task import (  # noqa: PLC0415  # loads all of Assist, which few homes need for this
        async_generate_data,
    )

    try:
        async with asyncio.timeout(deadline_seconds):
            result = await async_generate_data(
                hass, task_name=_TASK_NAME, entity_id=entity_id, instructions=prompt, structure=structure
            )
    except TimeoutError:
        _LOGGER.info("A language model did not answer within %s s", deadline_seconds)
        return Fault.TOO_SLOW
    except Exception as error:  # noqa: BLE001  # an integration of anybody's may raise anything, and the report must come
        # Its message might repeat the question.
        _LOGGER.info("A language model could not be asked: %s", type(error).__name__)
        return Fault.FAILED
    return result.data
