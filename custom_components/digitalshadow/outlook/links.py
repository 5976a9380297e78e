"""Which sensor speaks of whom: the links that people made, as the entry keeps them."""

from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry

from ..const import CONF_LINKED_ENTITIES
from ..entry import people_of
from ..health.person.measures import Measure


@dataclass(frozen=True, slots=True)
class Link:
    """One sensor that speaks of one person."""

    person_id: str
    """Of whom."""
    measure: Measure
    """What it measures."""
    sensor: str
    """The sensor, as `entity_reference` means it."""


def links_of(entry: ConfigEntry[Any]) -> tuple[Link, ...]:
    """Return every link of an entry. One of a later version's measures is passed over."""
    return tuple(
        Link(person_id, Measure(name), sensor)
        for person_id, subentry in people_of(entry).items()
        for name, sensor in subentry.data.get(CONF_LINKED_ENTITIES, {}).items()
        if name in Measure
    )
