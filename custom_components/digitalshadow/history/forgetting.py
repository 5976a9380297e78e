"""What Home Assistant's recorder keeps of a person, or of an action's data, is deleted so that no byte of it stays.

The recorder deletes by age or by entity only, so this works on its tables, in its own thread, as its own purge does.
The purge's parts are private but have had the same signatures in all versions that are tested.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
import json
from typing import Final, override

from homeassistant.components.recorder import (
    DOMAIN as RECORDER_DOMAIN,
    Recorder,
    get_instance,
    purge,
    statistics,
)
from homeassistant.components.recorder.const import SupportedDialect
from homeassistant.components.recorder.db_schema import EventData, Events, EventTypes
from homeassistant.components.recorder.tasks import RecorderTask
from homeassistant.components.recorder.util import retryable_database_job, session_scope
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.collection import chunked_or_all
from sqlalchemy import Row, Select, func, or_, select, text
from sqlalchemy.orm import Session

from ..const import DOMAIN

PATIENCE_SECONDS: Final = 60.0
"""How long somebody who erases a person waits for the recorder; it goes on by itself after that."""
_BEFORE_HANDLER_SECONDS: Final = 1.0
"""An action's event is fired before its handler starts, by less than that."""

type _Found = Row[tuple[int, int | None, str | None]]
"""An event: its id, the id of its data, its data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What the recorder is to forget."""

    entity_ids: frozenset[str] = frozenset()
    """Entities whose states and statistics go."""
    mentions: tuple[str, ...] = ()
    """Ids that no event may mention."""
    actions_since: float = 0.0
    """From when on the data of our actions goes, in seconds since the epoch."""


@callback
def async_forget_action(hass: HomeAssistant, called_at: float) -> None:
    """Have the data of our actions since a call deleted: values, times, paths. Returns before that is done."""
    if RECORDER_DOMAIN in hass.config.components:
        since = called_at - _BEFORE_HANDLER_SECONDS
        get_instance(hass).queue_task(ForgetTask(Forgotten(actions_since=since)))


async def async_forget_recorded(
    hass: HomeAssistant, entity_ids: Collection[str], mentions: Collection[str] = ()
) -> None:
    """Have all that the recorder keeps of entities deleted, where there is one, and wait for that a while."""
    if RECORDER_DOMAIN not in hass.config.components or not (entity_ids or mentions):
        return
    done = asyncio.Event()
    forgotten = Forgotten(entity_ids=frozenset(entity_ids), mentions=tuple(mentions))
    task = ForgetTask(forgotten, lambda: hass.loop.call_soon_threadsafe(done.set))
    get_instance(hass).queue_task(task)
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), PATIENCE_SECONDS)


@dataclass(slots=True)
class ForgetTask(RecorderTask):
    """Work of the recorder's thread."""

    forgotten: Forgotten
    """What to forget."""
    done: Callable[[], object] = field(default=lambda: None)
    """Called once nothing is left."""

    @override
    def run(self, instance: Recorder) -> None:
        """Delete a part; wait in line again for the rest, or while the database is busy."""
        with overwriting(instance):
            finished = _forget(instance, self.forgotten)
        if finished:
            self.done()
        else:
            instance.queue_task(self)


@retryable_database_job("forgetting a person")
def _forget(instance: Recorder, forgotten: Forgotten) -> bool:
    """Delete states, statistics and events; False while there is more."""
    entity_ids = forgotten.entity_ids
    if entity_ids:
        if not purge.purge_entity_data(instance, entity_ids.__contains__, dt_util.utcnow()):
            return False
        statistics.clear_statistics(instance, [*entity_ids])
    with session_scope(session=instance.get_session()) as session:
        _delete_events(instance, session, _events_of_actions(session, forgotten.actions_since))
        if forgotten.mentions:
            _delete_events(instance, session, session.execute(_mentioning(forgotten.mentions)).all())
    return True


def _events_of_actions(session: Session, since: float) -> list[_Found]:
    """Return the events that tell of our actions being called."""
    called = _events().join(EventTypes, Events.event_type_id == EventTypes.event_type_id)
    rows = session.execute(
        called.where(EventTypes.event_type == EVENT_CALL_SERVICE, Events.time_fired_ts >= since)
    )
    return [row for row in rows if json.loads(row[2] or "{}").get("domain") == DOMAIN]


def _mentioning(mentions: Collection[str]) -> Select[tuple[int, int | None, str | None]]:
    """Select the events whose data contain one of some texts."""
    return _events().where(or_(*(func.instr(EventData.shared_data, one) > 0 for one in mentions)))


def _events() -> Select[tuple[int, int | None, str | None]]:
    """Select events with their data."""
    columns = Events.event_id, Events.data_id, EventData.shared_data
    return select(*columns).join(EventData, Events.data_id == EventData.data_id)


def _delete_events(instance: Recorder, session: Session, found: Collection[_Found]) -> None:
    """Delete events, and their data where no other event has the same; the recorder's cache forgets those too."""
    engine = instance.database_engine
    if engine is None:
        return
    for part in chunked_or_all(found, instance.max_bind_vars):
        purge._purge_event_ids(session, {row[0] for row in part})  # noqa: SLF001  # see above
        data_ids = {row[1] for row in part if row[1] is not None}
        if unused := purge._select_unused_event_data_ids(instance, session, data_ids, engine):  # noqa: SLF001  # see above
            purge._purge_batch_data_ids(instance, session, unused)  # noqa: SLF001  # see above


@contextmanager
def overwriting(instance: Recorder) -> Iterator[None]:
    """Have SQLite overwrite what is deleted meanwhile, on the recorder's own connection; then empty its log.

    The setting is put back as it was. Other databases have no such thing.
    """
    if instance.dialect_name != SupportedDialect.SQLITE:
        yield
        return
    former = _pragma(instance, "secure_delete")
    _pragma(instance, "secure_delete=ON")
    try:
        yield
    finally:
        _pragma(instance, f"secure_delete={'FAST' if former == _FAST else former or 0}")
        _pragma(instance, "wal_checkpoint(TRUNCATE)")


_FAST: Final = 2
"""How SQLite tells that only pages which stay in use are overwritten."""


def _pragma(instance: Recorder, pragma: str) -> int | None:
    """Set or ask something on the connection of this thread, outside of any transaction."""
    with session_scope(session=instance.get_session()) as session:
        value = session.execute(text(f"PRAGMA {pragma}")).scalar()
    return None if value is None else int(value)
