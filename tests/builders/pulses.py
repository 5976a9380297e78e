"""Pulse rates as the record keeps them, and consents to them."""

from dataclasses import replace
from typing import Final

from custom_components.digitalshadow.engine.records.pulse import METHOD
from custom_components.digitalshadow.record import Consent, StoredPulse

CAMERA: Final = "03HALL"


def pulse_of(bpm: float = 72.5, at: float = 1000.0, *, is_calm: bool = False) -> StoredPulse:
    """Return a pulse rate that the camera in the hall saw."""
    return StoredPulse(
        measured_at=at,
        bpm=bpm,
        seconds=20.0,
        spread_bpm=3.25,
        snr_db=4.5,
        is_calm=is_calm,
        camera_id=CAMERA,
        method=METHOD,
    )


def with_pulse(consent: Consent) -> Consent:
    """Return a consent that is one to the pulse too."""
    return replace(consent, pulse=True)
