"""Answers, measurements, state of notices and reports: kept sealed, replaced whole, exported and erased."""

import asyncio
from dataclasses import replace
import math
from pathlib import Path
import shutil
import sqlite3
from typing import Any

import pytest

from custom_components.digitalshadow.record import (
    TYPED,
    Document,
    InvalidEntryError,
    Record,
    StoredMeasurement,
    UnknownPersonError,
)
from tests.builders.record import ANNA, BENNO, DAY_SECONDS, NOON, bytes_of, enrolled
from tests.record.conftest import OpenRecord

ANSWERS = {"sex": {"value": "female", "answered_at": NOON}, "canary": {"value": "canary-answer"}}
WEIGHT = StoredMeasurement("weight_kg", NOON, 81.731731, "sensor.canary_scale")
"""What the first version wrote for Anna and Benno, with the key 00 01 02 … 1f."""


async def _filled(record: Record, person_id: str = ANNA, measurements: int = 3) -> None:
    """Enrol a person who has everything of which this file tells."""
    await enrolled(record, person_id)
    await record.async_set_profile(person_id, ANSWERS, NOON, "user-1")
    await record.async_set_notice_state(person_id, {"muted_until": NOON + 5, "note": "canary-notice"}, NOON)
    await record.async_set_report(person_id, {"facts": ["canary-fact", 9.5, None]}, NOON + 1)
    await record.async_add_measurements(
        person_id, [_weight(NOON + number, 80 + number) for number in range(measurements)]
    )


def _weight(at: float, value: float = 80.0, source: str = WEIGHT.source) -> StoredMeasurement:
    """What a scale said."""
    return StoredMeasurement(WEIGHT.kind, at, value, source)


async def test_what_was_kept_is_there_after_a_restart(open_record: OpenRecord) -> None:
    record = await open_record()
    await _filled(record)
    await record.async_close()

    record = await open_record()

    assert await record.async_profile(ANNA) == Document(ANSWERS, NOON)
    assert await record.async_notice_state(ANNA) == Document(
        {"muted_until": NOON + 5, "note": "canary-notice"}, NOON
    )
    assert await record.async_report(ANNA) == Document({"facts": ["canary-fact", 9.5, None]}, NOON + 1)
    assert await record.async_measurements(ANNA, WEIGHT.kind, NOON, NOON + 3) == tuple(
        _weight(NOON + number, 80 + number) for number in range(3)
    )


async def test_who_answered_nothing_has_nothing(record: Record) -> None:
    await enrolled(record)

    assert await record.async_profile(ANNA) is None
    assert await record.async_notice_state(ANNA) is None
    assert await record.async_report(ANNA) is None
    assert await record.async_measurements(ANNA) == ()


async def test_new_answers_take_the_place_of_the_former_ones_and_the_trail_says_by_whom(
    record: Record,
) -> None:
    await _filled(record)
    await record.async_set_profile(ANNA, {"sex": None}, NOON + 9, "user-2")

    assert await record.async_profile(ANNA) == Document({"sex": None}, NOON + 9)
    trail = (await record.async_export_person(ANNA))["audit"]
    assert [line for line in trail if line["action"] == "profile_changed"] == [
        {"at": NOON, "action": "profile_changed", "by_user": "user-1"},
        {"at": NOON + 9, "action": "profile_changed", "by_user": "user-2"},
    ]


async def test_a_measurement_given_again_is_stored_once_with_the_later_value(record: Record) -> None:
    await enrolled(record)
    for value in (80.0, 80.0, 81.0):
        await record.async_add_measurements(ANNA, [_weight(NOON, value)])

    assert await record.async_measurements(ANNA) == (_weight(NOON, 81.0),)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(StoredMeasurement("height_m", NOON, 1.7, WEIGHT.source), id="another kind"),
        pytest.param(_weight(NOON + 1), id="another time"),
        pytest.param(_weight(NOON, source=TYPED), id="another source"),
    ],
)
async def test_another_measurement_stands_beside_it(record: Record, other: StoredMeasurement) -> None:
    await enrolled(record)
    await record.async_add_measurements(ANNA, [_weight(NOON), other])

    assert set(await record.async_measurements(ANNA)) == {_weight(NOON), other}


async def test_a_period_holds_its_begin_and_not_its_end_and_only_the_kind_asked_for(record: Record) -> None:
    await enrolled(record)
    height = StoredMeasurement("height_m", NOON, 1.7, TYPED)
    days = [_weight(NOON + day * DAY_SECONDS) for day in range(4)]
    await record.async_add_measurements(ANNA, [*reversed(days), height])

    assert await record.async_measurements(ANNA, WEIGHT.kind, days[1].measured_at, days[3].measured_at) == (
        *days[1:3],
    )
    assert await record.async_measurements(ANNA) == (height, *days)
    assert await record.async_measurements(BENNO) == ()


async def test_the_newest_measurement_of_a_source_is_found_among_those_of_others(record: Record) -> None:
    await enrolled(record)
    mine = [_weight(NOON + day) for day in range(3)]
    await record.async_add_measurements(ANNA, [*mine, _weight(NOON + 9, source=TYPED)])

    assert await record.async_latest_measurement(ANNA, WEIGHT.kind, WEIGHT.source) == mine[-1]
    assert await record.async_latest_measurement(ANNA, WEIGHT.kind) == _weight(NOON + 9, source=TYPED)
    assert await record.async_latest_measurement(ANNA, WEIGHT.kind, "sensor.another") is None
    assert await record.async_latest_measurement(ANNA, "height_m") is None


async def test_what_counts_now_is_the_newest_of_each_kind_and_its_window(record: Record) -> None:
    await enrolled(record)
    height = StoredMeasurement("height_m", NOON - 900 * DAY_SECONDS, 1.7, TYPED)
    days = [_weight(NOON + day * DAY_SECONDS) for day in range(6)]
    await record.async_add_measurements(ANNA, [*days, height])
    windows = {WEIGHT.kind: 2 * DAY_SECONDS, "height_m": 0.0, "egfr": 9.0}

    counting = await record.async_recent_measurements(ANNA, windows, NOON + 4 * DAY_SECONDS)

    assert counting == (*days[2:5], height)


async def test_a_deleted_measurement_is_gone_whatever_its_value_was(record: Record) -> None:
    await _filled(record)

    assert await record.async_delete_measurement(ANNA, _weight(NOON, 0.0), NOON + 9, "user-2")
    assert not await record.async_delete_measurement(ANNA, _weight(NOON, 80.0), NOON + 9, "user-2")

    assert [kept.measured_at for kept in await record.async_measurements(ANNA)] == [NOON + 1, NOON + 2]
    trail = (await record.async_export_person(ANNA))["audit"]
    assert [line["action"] for line in trail].count("measurement_deleted") == 1


@pytest.mark.parametrize(
    "measured",
    [
        pytest.param(_weight(NOON, math.nan), id="no number"),
        pytest.param(_weight(NOON, math.inf), id="an endless value"),
        pytest.param(_weight(math.nan), id="no time"),
        pytest.param(_weight(NOON, source=""), id="no source"),
        pytest.param(StoredMeasurement("", NOON, 1.0, TYPED), id="no kind"),
    ],
)
async def test_what_cannot_be_measured_is_refused_with_all_that_came_along(
    record: Record, measured: StoredMeasurement
) -> None:
    await enrolled(record)

    with pytest.raises(InvalidEntryError, match=r"finite|between 1970 and 2100"):
        await record.async_add_measurements(ANNA, [_weight(NOON), measured])

    assert await record.async_measurements(ANNA) == ()


@pytest.mark.parametrize(
    "answers", [{"age": math.nan}, {"age": {1, 2}}], ids=["not a number", "no JSON type"]
)
async def test_answers_that_json_cannot_hold_are_refused_without_repeating_them(
    record: Record, answers: dict[str, object]
) -> None:
    await enrolled(record)

    with pytest.raises(InvalidEntryError, match="JSON types") as refusal:
        await record.async_set_profile(ANNA, answers, NOON)

    assert "age" not in str(refusal.value)
    with pytest.raises(InvalidEntryError, match="between 1970 and 2100"):
        await record.async_set_profile(ANNA, {}, math.inf)
    assert await record.async_profile(ANNA) is None


async def test_nothing_is_kept_of_somebody_who_is_not_enrolled(record: Record) -> None:
    for work in (
        record.async_set_profile(ANNA, {}, NOON),
        record.async_set_notice_state(ANNA, {}, NOON),
        record.async_set_report(ANNA, {}, NOON),
        record.async_add_measurements(ANNA, [WEIGHT]),
        record.async_delete_measurement(ANNA, WEIGHT, NOON),
    ):
        with pytest.raises(UnknownPersonError):
            await work


async def test_neither_answers_nor_values_nor_sources_can_be_read_from_the_files(
    folder: Path, record: Record
) -> None:
    await _filled(record)
    await record.async_add_measurements(ANNA, [WEIGHT])
    await record.async_copy()

    stored = bytes_of(folder)

    assert WEIGHT.kind.encode() in stored  # the search can find something
    for canary in (b"canary", b"female", b"731731"):
        assert canary not in stored


async def test_the_same_source_has_another_id_in_another_home(tmp_path: Path) -> None:
    ids = []
    for home in ("one", "two"):
        record = await Record.async_open(tmp_path / home, tmp_path / home / "key")
        await enrolled(record)
        await record.async_add_measurements(ANNA, [WEIGHT])
        await record.async_close()
        ids += _rows(tmp_path / home, "SELECT measurement_id FROM measurements")

    assert len(set(ids)) == 2


async def test_the_unit_in_which_something_was_typed_is_kept_and_replaced_with_the_value(
    record: Record,
) -> None:
    await enrolled(record, ANNA)
    typed = StoredMeasurement("hba1c_mmol_mol", NOON, 47.545, TYPED, "%")
    await record.async_add_measurements(ANNA, [replace(typed, value=48.0, unit="mmol/mol"), typed])

    assert await record.async_measurements(ANNA) == (typed,)


async def test_an_export_tells_everything(record: Record) -> None:
    await _filled(record, measurements=1)

    export = await record.async_export_person(ANNA)

    assert export["documents"] == {
        "notice_state": {"content": {"muted_until": NOON + 5, "note": "canary-notice"}, "changed_at": NOON},
        "profile": {"content": ANSWERS, "changed_at": NOON},
        "report": {"content": {"facts": ["canary-fact", 9.5, None]}, "changed_at": NOON + 1},
    }
    assert export["measurements"] == [
        {"kind": "weight_kg", "measured_at": NOON, "value": 80.0, "source": "sensor.canary_scale", "unit": ""}
    ]


async def test_an_erased_person_leaves_no_byte_of_them_and_others_keep_theirs(
    folder: Path, record: Record
) -> None:
    await _filled(record, measurements=120)
    await _filled(record, BENNO, measurements=120)
    await record.async_copy()
    sealed = [
        row[0]
        for table in ("documents", "measurements")
        for row in _rows(folder, f"SELECT sealed FROM {table} WHERE person_id = '{ANNA}'")  # noqa: S608  # constants
    ]
    assert all(row in bytes_of(folder) for row in sealed)
    of_benno = await record.async_export_person(BENNO)

    erasure = await record.async_erase_person(ANNA, NOON + 9, None)

    after = bytes_of(folder)
    assert not any(piece in after for row in sealed for piece in (row[:24], row[-24:]))
    assert ANNA.encode() not in after
    assert erasure.verified
    assert (erasure.measurements, erasure.documents) == (120, 3)
    assert erasure.searched_patterns == 1 + 2 * (2 + 50 + 3)
    assert await record.async_export_person(BENNO) == of_benno
    assert await record.async_profile(ANNA) is None


async def test_all_of_it_waits_while_a_backup_holds_the_database(folder: Path, record: Record) -> None:
    await enrolled(record)
    await record.async_hold_for_backup()
    still = (folder / "digitalshadow.db").read_bytes()
    waiting = [
        asyncio.create_task(work)
        for work in (
            record.async_set_profile(ANNA, ANSWERS, NOON),
            record.async_set_notice_state(ANNA, {}, NOON),
            record.async_set_report(ANNA, {}, NOON),
            record.async_add_measurements(ANNA, [WEIGHT]),
        )
    ]
    assert await record.async_measurements(ANNA) == ()  # they all had their chance
    assert not any(task.done() for task in waiting)
    assert (folder / "digitalshadow.db").read_bytes() == still

    await record.async_release_after_backup()
    await asyncio.gather(*waiting)

    assert await record.async_measurements(ANNA) == (WEIGHT,)
    assert await record.async_profile(ANNA) == Document(ANSWERS, NOON)


async def test_without_its_key_nothing_opens_and_what_is_new_overwrites_nothing(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await _filled(record)
    await record.async_close()
    right = key_file.read_bytes()
    shutil.rmtree(key_file.parent)

    record = await open_record()

    assert record.opened.key_missing
    assert (record.opened.unreadable_measurements, record.opened.unreadable_documents) == (3, 3)
    assert await record.async_profile(ANNA) is None
    assert await record.async_measurements(ANNA) == ()
    assert (await record.async_export_person(ANNA))["unreadable_rows"] == 8
    await record.async_set_profile(ANNA, {"sex": None}, NOON + 9)
    await record.async_add_measurements(ANNA, [_weight(NOON, 60.0)])
    assert await record.async_measurements(ANNA) == (_weight(NOON, 60.0),)
    assert record.damaged_rows == 0
    await record.async_close()

    key_file.write_bytes(right)
    record = await open_record()
    assert await record.async_profile(ANNA) == Document({"sex": None}, NOON + 9)
    assert await record.async_notice_state(ANNA) is not None
    assert len(await record.async_measurements(ANNA)) == 4
    assert await record.async_seal_anew() > 0
    assert await record.async_profile(ANNA) == Document({"sex": None}, NOON + 9)
    assert min(one.value for one in await record.async_measurements(ANNA)) == 60.0


@pytest.mark.parametrize("table", ["documents", "measurements"])
async def test_a_damaged_row_is_left_out_and_counted(
    folder: Path, open_record: OpenRecord, table: str
) -> None:
    record = await open_record()
    await _filled(record)
    await record.async_close()
    connection = sqlite3.connect(folder / "digitalshadow.db")
    connection.execute(f"UPDATE {table} SET sealed = zeroblob(60)")  # noqa: S608  # constants
    connection.commit()
    connection.close()

    record = await open_record()

    assert (await record.async_profile(ANNA) is None) is (table == "documents")
    assert (await record.async_measurements(ANNA) == ()) is (table == "measurements")
    assert record.damaged_rows == 3


def _rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the file behind the record's back."""
    connection = sqlite3.connect(folder / "digitalshadow.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
