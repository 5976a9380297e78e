"""What a config entry asks for, read into records in one place."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from .const import (
    CONF_ASKED_AT,
    CONF_CONSENT_VERSION,
    CONF_ENGINE_PROCESSES,
    CONF_EXACT_CROP,
    CONF_LIVING_ONLY,
    CONF_MATCH_MARGIN,
    CONF_MATCH_SIMILARITY,
    CONF_MIRROR_TOPICS,
    CONF_MONITORING,
    CONF_NOT_SEEN_DAYS,
    CONF_PAUSED,
    CONF_PULSE,
    CONF_PULSE_AGREED,
    CONF_READ_GREY,
    CONF_SERVER_RECEIVER,
    CONF_SHARING,
    CONF_VISIT_GAP_SECONDS,
    DEFAULT_MATCH_MARGIN,
    DEFAULT_MATCH_SIMILARITY,
    DEFAULT_VISIT_GAP_SECONDS,
    SHARING_SHARED,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from .engine.records.configuration import Settings

_SWITCHES: Final = (
    CONF_NOT_SEEN_DAYS,
    CONF_MIRROR_TOPICS,
    CONF_MONITORING,
    CONF_PAUSED,
    CONF_PULSE_AGREED,
    CONF_READ_GREY,
    CONF_SERVER_RECEIVER,
)
"""What our own switches keep in the entry, which follow it by themselves."""


def visit_gap_seconds_of(entry: ConfigEntry[Any]) -> float:
    """Return how long a person is unseen before the visit has ended, from the entry's options."""
    return float(entry.options.get(CONF_VISIT_GAP_SECONDS, DEFAULT_VISIT_GAP_SECONDS))


def engine_processes_of(entry: ConfigEntry[Any]) -> int:
    """Return how many engines look at pictures side by side, from the entry's options."""
    return int(entry.options.get(CONF_ENGINE_PROCESSES, 1))


def settings_of(entry: ConfigEntry[Any]) -> Settings:
    """Return the engine's thresholds from the entry's options."""
    return Settings(
        match_similarity=float(entry.options.get(CONF_MATCH_SIMILARITY, DEFAULT_MATCH_SIMILARITY)),
        match_margin=float(entry.options.get(CONF_MATCH_MARGIN, DEFAULT_MATCH_MARGIN)),
        exact_crop=bool(entry.options.get(CONF_EXACT_CROP, False)),
        visit_gap_seconds=visit_gap_seconds_of(entry),
        read_grey=bool(entry.options.get(CONF_READ_GREY, False)),
    )


def is_living_only(entry: ConfigEntry[Any]) -> bool:
    """Whether trends leave out visits in which no face was seen living although it could have been."""
    return bool(entry.options.get(CONF_LIVING_ONLY, False))


def is_invited(subentry: ConfigSubentry) -> bool:
    """Whether the person is asked and never agreed to anything: until then the home knows nobody there."""
    return CONF_ASKED_AT in subentry.data and CONF_CONSENT_VERSION not in subentry.data


def speaker_of(entry: ConfigEntry[Any], model_sha256: str) -> str:
    """Name what comparable values share: the model's file, and whether its crops are made as its authors made them."""
    return f"{model_sha256} exact" if settings_of(entry).exact_crop else model_sha256


def people_of(entry: ConfigEntry[Any]) -> dict[str, ConfigSubentry]:
    """Return the people by person id; nobody who was only invited."""
    return {person_id: person for person_id, person in _persons(entry) if not is_invited(person)}


def invited_to(entry: ConfigEntry[Any]) -> dict[str, ConfigSubentry]:
    """Return by person id those who were invited and have not answered."""
    return {person_id: person for person_id, person in _persons(entry) if is_invited(person)}


def _persons(entry: ConfigEntry[Any]) -> Iterator[tuple[str, ConfigSubentry]]:
    """Yield every person subentry by its id."""
    for subentry in entry.get_subentries_of_type(SUBENTRY_PERSON):
        if subentry.unique_id is not None:
            yield subentry.unique_id, subentry


def person_name(entry: ConfigEntry[Any], person_id: str) -> str:
    """Return how the household calls the person; the id of somebody who is gone."""
    subentry = people_of(entry).get(person_id)
    return subentry.title if subentry else person_id


def is_shared(subentry: ConfigSubentry) -> bool:
    """Whether the person chose that everybody with an account sees the values."""
    return subentry.data.get(CONF_SHARING) == SHARING_SHARED


def is_monitored(subentry: ConfigSubentry) -> bool:
    """Whether the person's monitoring switch is on."""
    return bool(subentry.data.get(CONF_MONITORING, True))


def measures_pulse(entry: ConfigEntry[Any]) -> bool:
    """Whether at least one camera is switched on for the pulse of people who agree to that."""
    cameras = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    return any(camera.data.get(CONF_PULSE, False) for camera in cameras)


def whole_configuration_of(entry: ConfigEntry[Any]) -> object:
    """Return what concerns everything, as one comparable value: a change of it needs a reload."""
    return settings_without_switches(entry.data), dict(entry.options)


def settings_without_switches(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data without what switches keep there."""
    return {key: value for key, value in data.items() if key not in _SWITCHES}
