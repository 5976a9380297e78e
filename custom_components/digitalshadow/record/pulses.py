"""Pulse rates that cameras saw: stored only while their person agrees to that. `people.py` destroys them with a no."""

from dataclasses import asdict
import json
import math
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, select

from .consents import latest_consent
from .entries import StoredPulse
from .errors import InvalidEntryError
from .schema import PULSES
from .sealed_rows import opened, readable, sealed_row
from .times import check_times
from .vault import Vault, require_person


def add(vault: Vault, person_id: str, pulse: StoredPulse) -> None:
    """Store a pulse rate.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
        InvalidEntryError: The person does not agree, or what was given cannot be stored.
    """
    check_times(pulse.measured_at)
    values = asdict(pulse)
    del values["measured_at"]
    numbers = (pulse.bpm, pulse.seconds, pulse.spread_bpm, pulse.snr_db)
    if not (all(map(math.isfinite, numbers)) and pulse.bpm > 0):
        raise InvalidEntryError("Expected finite numbers and a pulse rate above zero, got others")
    clear = {"pulse_id": uuid4().hex, "person_id": person_id, "measured_at": float(pulse.measured_at)}
    with vault.database.write() as connection:
        require_person(connection, person_id)
        _require_agreed(vault, connection, person_id)
        content = json.dumps(values).encode()
        connection.execute(PULSES.insert().values(sealed_row(vault, PULSES, clear, content)))


def since(vault: Vault, person_id: str, start: float) -> tuple[StoredPulse, ...]:
    """Return what was measured at `start` or later and not later than now, oldest first."""
    query = select(PULSES).where(
        PULSES.c.person_id == person_id,
        PULSES.c.measured_at >= start,
        PULSES.c.measured_at <= vault.horizon,
        readable(vault, PULSES),
    )
    with vault.database.read() as connection:
        rows = connection.execute(query.order_by(PULSES.c.measured_at)).mappings().all()
    return tuple(pulse for row in rows if (pulse := _open(vault, row)) is not None)


def every(vault: Vault, person_id: str) -> tuple[StoredPulse, ...]:
    """Return all pulse rates that open and are not later than now, oldest first."""
    return since(vault, person_id, -math.inf)


def _require_agreed(vault: Vault, connection: Connection, person_id: str) -> None:
    """Raise unless the person's latest consent is one to the pulse."""
    consent = latest_consent(vault, connection, person_id)
    if consent is None or not consent.pulse:
        raise InvalidEntryError(
            "Expected somebody who agreed to the pulse, got another. Ask the person first"
        )


def _open(vault: Vault, row: RowMapping) -> StoredPulse | None:
    """Turn a row into a pulse rate; None when it is damaged."""
    content = opened(vault, PULSES, row)
    return None if content is None else StoredPulse(measured_at=row["measured_at"], **json.loads(content))
