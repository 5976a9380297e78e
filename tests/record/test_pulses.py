"""Pulse rates in the record: only of people who agree to them, and gone from every file when they no longer do."""

from dataclasses import replace
from pathlib import Path
import sqlite3
from unittest.mock import patch

import pytest

from custom_components.digitalshadow.record import InvalidEntryError, Record, UnknownPersonError, consents
from custom_components.digitalshadow.record.opening import open_vault
from tests.builders.pulses import pulse_of, with_pulse
from tests.builders.record import ANNA, BENNO, NOON, bytes_of, consent, enrolled, template
from tests.record.conftest import OpenRecord


async def agreed(record: Record, person_id: str = ANNA, rates: int = 3) -> None:
    """Enrol somebody who agrees to the pulse, and store some rates."""
    await record.async_enrol(person_id, with_pulse(consent(person_id)), [template()])
    for number in range(rates):
        await record.async_add_pulse(person_id, pulse_of(70 + number, NOON + number))


def sealed_of(folder: Path) -> list[bytes]:
    """What lies sealed in the database."""
    connection = sqlite3.connect(folder / "digitalshadow.db")
    try:
        return [row[0] for row in connection.execute("SELECT sealed FROM pulses").fetchall()]
    finally:
        connection.close()


def is_anywhere(folder: Path, sealed: list[bytes]) -> bool:
    """Whether a piece of what was sealed is in any file."""
    stored = bytes_of(folder)
    return any(piece in stored for row in sealed for piece in (row[:32], row[-32:]))


async def test_rates_come_back_as_they_were_in_order_also_after_a_restart(open_record: OpenRecord) -> None:
    record = await open_record()
    await agreed(record)
    await record.async_close()
    again = await open_record()
    assert await again.async_pulses(ANNA, NOON + 1) == (pulse_of(71, NOON + 1), pulse_of(72, NOON + 2))
    assert await again.async_pulses(BENNO, NOON) == ()


async def test_of_somebody_who_did_not_agree_no_rate_is_stored(record: Record) -> None:
    await enrolled(record)
    with pytest.raises(InvalidEntryError, match="agreed to the pulse"):
        await record.async_add_pulse(ANNA, pulse_of())
    with pytest.raises(UnknownPersonError):
        await record.async_add_pulse(BENNO, pulse_of())
    assert await record.async_pulses(ANNA, 0.0) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(pulse_of(float("nan")), id="no number"),
        pytest.param(pulse_of(0), id="none"),
        pytest.param(pulse_of(at=float("inf")), id="no time"),
        pytest.param(replace(pulse_of(), snr_db=float("inf")), id="no ratio"),
    ],
)
async def test_what_is_no_rate_is_refused(record: Record, wrong: object) -> None:
    await agreed(record, rates=0)
    with pytest.raises(InvalidEntryError):
        await record.async_add_pulse(ANNA, wrong)
    assert await record.async_pulses(ANNA, 0.0) == ()


async def test_no_rate_is_readable_in_any_file(record: Record, folder: Path) -> None:
    await agreed(record, rates=0)
    await record.async_add_pulse(ANNA, pulse_of(71.828182))
    await record.async_copy()
    assert b"71.828182" not in bytes_of(folder)


async def test_a_no_destroys_every_rate_of_this_person_alone_in_every_file(
    record: Record, folder: Path
) -> None:
    await agreed(record)
    await agreed(record, BENNO, rates=2)
    before = sealed_of(folder)
    await record.async_copy()

    await record.async_record_consent(consent(at=NOON + 9))

    assert await record.async_pulses(ANNA, 0.0) == ()
    left = sealed_of(folder)
    assert len(left) == 2
    assert not is_anywhere(folder, [row for row in before if row not in left])
    assert (folder / "digitalshadow.db.bak").exists()
    (anna, benno) = await record.async_people()
    assert (anna.consent.pulse, benno.consent.pulse) == (False, True)
    audit = (await record.async_export_person(ANNA))["audit"]
    assert [line["action"] for line in audit] == ["enrolled", "consented", "pulse_withdrawn"]
    with pytest.raises(InvalidEntryError):
        await record.async_add_pulse(ANNA, pulse_of())


async def test_a_later_yes_to_something_else_keeps_the_rates(record: Record) -> None:
    await agreed(record)
    await record.async_record_consent(with_pulse(consent(at=NOON + 9)))
    assert len(await record.async_pulses(ANNA, 0.0)) == 3


async def test_a_no_that_a_crash_interrupted_is_finished_by_the_next_opening(
    open_record: OpenRecord, folder: Path, key_file: Path
) -> None:
    record = await open_record()
    await agreed(record)
    await record.async_close()
    sealed = sealed_of(folder)
    vault, _ = open_vault(folder, key_file, clock=lambda: NOON + 60)
    with (
        patch.object(consents, "destroy_bytes", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        consents.record_consent(vault, consent(at=NOON + 9))
    vault.database.close()
    assert not (folder / "digitalshadow.db.bak").exists()  # the rates cannot come back out of a copy

    again = await open_record()

    assert not is_anywhere(folder, sealed)
    assert (folder / "digitalshadow.db.bak").exists()
    assert await again.async_pulses(ANNA, 0.0) == ()


async def test_rates_are_in_the_export_in_the_count_and_gone_with_the_person(
    record: Record, folder: Path
) -> None:
    await agreed(record)
    exported = await record.async_export_person(ANNA)
    assert [one["bpm"] for one in exported["pulses"]] == [70, 71, 72]
    assert exported["consents"][-1]["pulse"] is True
    assert (await record.async_stored_rows(ANNA))["pulses"] == 3
    sealed = sealed_of(folder)
    erasure = await record.async_erase_person(ANNA, NOON + 9, None)
    assert (erasure.pulses, erasure.verified) == (3, True)
    assert not is_anywhere(folder, sealed)


async def test_a_rate_later_than_now_does_not_count_yet(record: Record) -> None:
    await agreed(record, rates=1)
    await record.async_add_pulse(ANNA, pulse_of(80, 4e9))
    assert [one.bpm for one in await record.async_pulses(ANNA, 0.0)] == [70]
