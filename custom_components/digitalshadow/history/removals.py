"""After a person was erased: what Home Assistant itself remembers is cleared, and the rest is found and named."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from homeassistant.components.recorder import DOMAIN as RECORDER_DOMAIN, get_instance
from homeassistant.components.recorder.const import SupportedDialect
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..entry import invited_to, people_of
from ..record import holds
from .footprint import Footprint, async_clear, footprint_of

PATIENCE_SECONDS: Final = 120.0
"""How long the answer to erasing somebody waits for what it tells."""
_STORAGE: Final = ".storage"
_OF_HOME_ASSISTANT: Final = ("core.", "trace.", "repairs.")
"""Files below `.storage` that Home Assistant writes anew by itself."""


class Until(StrEnum):
    """How long something stays."""

    DELETED_BY_HAND = "deleted_by_hand"
    CHANGED_BY_HAND = "changed_by_hand"
    NEXT_WRITE = "next_write"
    """Home Assistant writes the file anew within a quarter of an hour, and at a stop."""
    NEXT_START = "next_start"
    SPACE_REUSED = "space_reused"
    """The rows are gone; their bytes stay in free space until it is used again, or the recorder repacks its file."""
    LOG_ROTATED = "log_rotated"
    PURGED_BY_RECORDER = "purged_by_recorder"
    """What other integrations told of the person, such as the text of a notification: ten days by default."""


@dataclass(frozen=True, slots=True)
class Left:
    """Where something of an erased person still is."""

    where: str
    """A file in the configuration folder, or what is meant."""
    until: Until
    """How long."""
    is_found: bool = False
    """Whether something was found there; else nobody can look, or may delete."""

    @property
    def is_lasting(self) -> bool:
        """Whether something was found that does not go by itself within a quarter of an hour."""
        return self.is_found and self.until is not Until.NEXT_WRITE


class Removals:
    """Follows the people of one loaded entry until after they are gone."""

    def __init__(self, hass: HomeAssistant, people: Mapping[str, str]) -> None:
        """Take the people by subentry id, as they are when the entry is loaded."""
        self._hass = hass
        self._people = dict(people)
        self._answers: dict[str, asyncio.Future[tuple[Left, ...]]] = {}

    @callback
    def async_note_people(self, entry: ConfigEntry[Any]) -> None:
        """Know the people there are now."""
        self._people = {person.subentry_id: person_id for person_id, person in people_of(entry).items()}

    @callback
    def async_removed(self, subentry_ids: Mapping[str, object]) -> list[Footprint]:
        """Return the people who are no longer among the entry's subentries."""
        gone = self._people.keys() - subentry_ids.keys()
        return [footprint_of(self._hass, one, self._people[one]) for one in sorted(gone)]

    async def async_finish(self, footprints: Sequence[Footprint]) -> None:
        """Clear what is left of people whose entities are gone, and answer those who wait for it."""
        for footprint in footprints:
            await async_clear(self._hass, footprint)
            left = await async_left(self._hass, footprint)
            answer = self._answer(footprint.subentry_id)
            if not answer.done():
                answer.set_result(left)

    async def async_left(self, subentry_id: str) -> tuple[Left, ...] | None:
        """Wait until a person is gone and return what is left; None where that takes too long."""
        try:
            return await asyncio.wait_for(asyncio.shield(self._answer(subentry_id)), PATIENCE_SECONDS)
        except TimeoutError:
            return None

    def _answer(self, subentry_id: str) -> asyncio.Future[tuple[Left, ...]]:
        """Return what will hold the answer."""
        return self._answers.setdefault(subentry_id, self._hass.loop.create_future())


async def async_clear_everybody(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Clear what is left of everybody in an entry that is being removed, their entities and devices first."""
    people = people_of(entry) | invited_to(entry)
    footprints = [footprint_of(hass, one.subentry_id, person_id) for person_id, one in people.items()]
    entities, devices = er.async_get(hass), dr.async_get(hass)
    for footprint in footprints:
        for entity_id in footprint.entity_ids & entities.entities.keys():
            entities.async_remove(entity_id)
        for device_id in footprint.device_ids:
            devices.async_remove_device(device_id)
        await async_clear(hass, footprint)


async def async_left(hass: HomeAssistant, footprint: Footprint) -> tuple[Left, ...]:
    """Return where an erased person is still found, and where nobody can look."""
    folder = Path(hass.config.config_dir)
    patterns = tuple(one.encode() for one in footprint.ids)
    found = await hass.async_add_executor_job(_search, folder, patterns)
    return (
        Left("backups", Until.DELETED_BY_HAND),
        *_of_recorder(hass),
        *(Left(name, _until(name), is_found=True) for name in found),
    )


@callback
def _of_recorder(hass: HomeAssistant) -> tuple[Left, ...]:
    """Name what the recorder keeps and we neither may delete nor can search."""
    if RECORDER_DOMAIN not in hass.config.components:
        return ()
    texts = Left("recorder: what others told", Until.PURGED_BY_RECORDER)
    dialect = get_instance(hass).dialect_name
    if dialect in {None, SupportedDialect.SQLITE}:
        return (texts,)
    return (texts, Left(f"recorder: {dialect}", Until.SPACE_REUSED))


def _search(folder: Path, patterns: tuple[bytes, ...]) -> list[str]:
    """Return the files of Home Assistant itself in which one of the ids is found; runs in the executor."""
    files = [path for part in (folder, folder / _STORAGE) if part.is_dir() for path in sorted(part.iterdir())]
    return [str(path.relative_to(folder)) for path in files if _may_hold(path, patterns)]


def _may_hold(path: Path, patterns: tuple[bytes, ...]) -> bool:
    """Tell whether a file holds one of the ids; one that is there and cannot be read may."""
    try:
        return path.is_file() and holds(path, patterns)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _until(name: str) -> Until:
    """Return how long something stays in a file."""
    if ".db" in name:
        return Until.SPACE_REUSED
    if ".log" in name:
        return Until.LOG_ROTATED
    is_written_anew = name.startswith(tuple(f"{_STORAGE}/{prefix}" for prefix in _OF_HOME_ASSISTANT))
    return Until.NEXT_WRITE if is_written_anew else Until.CHANGED_BY_HAND
