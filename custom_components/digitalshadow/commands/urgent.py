"""What a person's newest blood pressure asks for, in the words of their reports."""

from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..health.person.maternity import maternity
from ..health.report.emergency import emergency_numbers
from ..health.report.phrases import PHRASES
from ..health.report.urgent_words import urgent_words
from ..outlook.clinical import country_of
from ..runtime import DigitalShadowConfigEntry
from ..written_values import iso


def urgent_words_of(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, person: ConfigSubentry
) -> tuple[str, ...]:
    """Return what to do about the person's newest blood pressure, in the language of their reports."""
    runtime = entry.runtime_data
    snapshot = runtime.coordinator.data.people.get(person.subentry_id)
    if snapshot is None or (clinical := snapshot.clinical) is None:
        return ()
    return tuple(
        urgent_words(
            PHRASES[runtime.reports.language(person)],
            clinical.urgent,
            maternity(clinical.profile),
            emergency_numbers(country_of(hass, clinical.answers)),
            is_now=clinical.urgent is not None and clinical.urgent.reading.is_fresh(dt_util.now()),
        )
    )


def urgent_as_dict(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, person: ConfigSubentry
) -> dict[str, Any] | None:
    """Return the newest blood pressure with what to do, if it is urgent; None otherwise.

    It stays until a later pair is lower, whether or not the notice of it was acknowledged.
    """
    snapshot = entry.runtime_data.coordinator.data.people.get(person.subentry_id)
    clinical = snapshot and snapshot.clinical
    if not clinical or (urgent := clinical.urgent) is None:
        return None
    reading = urgent.reading
    return {
        "systolic_mmhg": reading.systolic_mmhg,
        "diastolic_mmhg": reading.diastolic_mmhg,
        "measured_at": iso(reading.measured_at.timestamp()),
        "language": str(entry.runtime_data.reports.language(person)),
        "text": urgent_words_of(hass, entry, person),
    }
