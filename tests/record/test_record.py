"""What is put into the record comes out of it: people, consents, templates, readings, days, exports."""

import json
from typing import Any

import pytest

from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.record import (
    InvalidEntryError,
    PersonExistsError,
    Record,
    RecordClosedError,
    Sharing,
    StoredTemplate,
    UnknownPersonError,
)
from custom_components.digitalshadow.record.reading_rows import open_reading
from tests.builders.record import (
    ANNA,
    BENNO,
    DEMONSTRATION,
    LIVECAD,
    NOON,
    changed,
    consent,
    enrolled,
    reading,
    risk_model,
    template,
)
from tests.record.conftest import OpenRecord


async def test_a_new_record_is_empty_and_says_that_it_is_new(record: Record) -> None:
    assert record.opened.new
    assert not record.opened.migrated
    assert record.opened.set_aside is None
    assert not record.opened.key_missing
    assert await record.async_people() == ()


async def test_an_enrolled_person_comes_back_after_a_restart(record: Record, open_record: OpenRecord) -> None:
    await enrolled(record, templates=3)
    await record.async_close()

    again = await open_record()

    (anna,) = await again.async_people()
    assert (anna.person_id, anna.consent, anna.templates, anna.unreadable_templates) == (
        ANNA,
        consent(),
        3,
        0,
    )
    assert await again.async_templates() == {ANNA: (template(0), template(1), template(2))}
    assert not again.opened.new


async def test_a_person_of_a_single_person_camera_needs_no_template(record: Record) -> None:
    await record.async_enrol(ANNA, consent(), [])

    assert [person.templates for person in await record.async_people()] == [0]
    assert await record.async_templates() == {}


async def test_nobody_is_enrolled_twice(record: Record) -> None:
    await enrolled(record)

    with pytest.raises(PersonExistsError):
        await enrolled(record)

    assert len((await record.async_templates())[ANNA]) == 2


async def test_a_consent_of_somebody_else_enrols_nobody(record: Record) -> None:
    with pytest.raises(InvalidEntryError):
        await record.async_enrol(ANNA, consent(BENNO), [])

    assert await record.async_people() == ()


@pytest.mark.parametrize("vector", [b"", b"123"], ids=["nothing in it", "no whole float32"])
async def test_a_template_that_is_no_vector_leaves_nobody_half_enrolled(
    record: Record, vector: bytes
) -> None:
    with pytest.raises(InvalidEntryError):
        await record.async_enrol(ANNA, consent(), [template(), StoredTemplate(vector, "e5", NOON, 0.5)])

    assert await record.async_people() == ()
    assert await record.async_templates() == {}


async def test_the_latest_consent_counts_and_the_former_ones_stay(record: Record) -> None:
    await enrolled(record)
    await record.async_record_consent(consent(at=NOON + 60, sharing=Sharing.PRIVATE))
    # Recorded later but dated earlier, as after a clock that was set right: the order of recording decides.
    await record.async_record_consent(consent(at=NOON - 60, sharing=Sharing.SHARED))

    (anna,) = await record.async_people()
    exported = await record.async_export_person(ANNA)

    assert anna.consent == consent(at=NOON - 60, sharing=Sharing.SHARED)
    assert [kept["sharing"] for kept in exported["consents"]] == ["shared", "private", "shared"]


async def test_templates_are_added_or_replaced(record: Record) -> None:
    await enrolled(record, templates=1)
    await record.async_add_templates(ANNA, [template(1)])
    assert (await record.async_templates())[ANNA] == (template(0), template(1))

    await record.async_replace_templates(ANNA, [template(2)])
    assert (await record.async_templates())[ANNA] == (template(2),)

    with pytest.raises(InvalidEntryError):
        await record.async_replace_templates(ANNA, [])
    assert (await record.async_templates())[ANNA] == (template(2),)


async def test_nothing_is_stored_about_a_person_who_is_not_enrolled(record: Record) -> None:
    with pytest.raises(UnknownPersonError):
        await record.async_add_reading(reading())
    with pytest.raises(UnknownPersonError):
        await record.async_record_consent(consent())
    with pytest.raises(UnknownPersonError):
        await record.async_add_templates(ANNA, [template()])
    with pytest.raises(UnknownPersonError):
        await record.async_undo_last_reading(ANNA, NOON, None)
    with pytest.raises(UnknownPersonError):
        await record.async_export_person(ANNA)
    with pytest.raises(UnknownPersonError):
        await record.async_erase_person(ANNA, NOON, None)

    assert await record.async_latest_readings(ANNA, 10) == ()
    assert await record.async_people() == ()


async def test_a_reading_comes_back_as_it_was(record: Record, open_record: OpenRecord) -> None:
    await enrolled(record)
    stored = reading(probability=0.123456789)
    await record.async_add_reading(stored)
    await record.async_close()

    assert await (await open_record()).async_latest_readings(ANNA, 10) == (stored,)


async def test_a_reading_written_again_after_a_crash_is_stored_once(record: Record) -> None:
    await enrolled(record)
    stored = reading()
    for _ in range(3):
        await record.async_add_reading(stored)

    assert await record.async_latest_readings(ANNA, 10) == (stored,)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"probability": float("nan")}, id="a model that answered not-a-number"),
        pytest.param({"probability": 1.01}, id="a probability above one"),
        pytest.param({"probability": -0.01}, id="a probability below zero"),
        pytest.param({"quality": 2.0}, id="a quality above one"),
        pytest.param({"spread": float("inf")}, id="an endless spread"),
        pytest.param({"frames": 0}, id="no frame"),
        pytest.param({"ended_at": NOON - 1}, id="an end before the start"),
        pytest.param({"started_at": float("-inf")}, id="a start before all time"),
    ],
)
async def test_a_reading_that_cannot_be_one_is_refused(record: Record, values: dict[str, float]) -> None:
    await enrolled(record)

    with pytest.raises(InvalidEntryError):
        await record.async_add_reading(changed(reading(), **values))

    assert await record.async_latest_readings(ANNA, 10) == ()


async def test_readings_are_found_by_person_time_and_model(record: Record) -> None:
    await enrolled(record)
    await enrolled(record, BENNO)
    first, second, third = (reading(NOON + 100 * number) for number in range(3))
    demonstration = reading(NOON + 150, model=DEMONSTRATION)
    of_benno = reading(NOON + 100, person_id=BENNO)
    for stored in (second, of_benno, third, demonstration, first):
        await record.async_add_reading(stored)

    assert await record.async_latest_readings(ANNA, 2) == (third, demonstration)
    assert await record.async_latest_readings(ANNA, 2, LIVECAD) == (third, second)
    assert await record.async_readings(ANNA, NOON, NOON + 200) == (first, second, demonstration)
    assert await record.async_readings(ANNA, NOON, NOON + 200, DEMONSTRATION) == (demonstration,)
    assert await record.async_readings(BENNO, 0, 2 * NOON) == (of_benno,)
    assert await record.async_readings(ANNA, 0, 2 * NOON, limit=2) == (demonstration, third)


async def test_with_a_limit_no_more_readings_are_opened_than_are_wanted(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enrolled(record)
    stored = [reading(NOON + number) for number in range(300)]
    for one in stored:
        record.keep_reading(one)
    await record.async_store_readings()
    opened: list[str] = []

    def count(*arguments: Any) -> Reading | None:  # noqa: ANN401  # passed on as they are
        """Open a row, and count it."""
        opened.append("")
        return open_reading(*arguments)

    monkeypatch.setattr("custom_components.digitalshadow.record.readings.open_reading", count)

    assert await record.async_readings(ANNA, 0, 2 * NOON, limit=1) == (stored[-1],)
    assert await record.async_latest_readings(ANNA, 2) == (stored[-1], stored[-2])
    assert len(opened) == 3


async def test_undoing_takes_the_newest_reading_out_of_everything_but_the_export(record: Record) -> None:
    await enrolled(record)
    first, second = reading(NOON, 0.25), reading(NOON + 100, 0.75)
    await record.async_add_reading(first)
    await record.async_add_reading(second)

    assert await record.async_undo_last_reading(ANNA, NOON + 200, "user-1") == second

    assert await record.async_latest_readings(ANNA, 10) == (first,)
    assert await record.async_readings(ANNA, 0, 2 * NOON) == (first,)
    exported = await record.async_export_person(ANNA)
    assert [kept["undone_at"] for kept in exported["readings"]] == [None, NOON + 200]
    assert await record.async_undo_last_reading(ANNA, NOON + 250, None, second.ended_at) is None
    # Written again after a crash, it stays undone.
    await record.async_add_reading(second)
    assert await record.async_latest_readings(ANNA, 10) == (first,)

    assert await record.async_undo_last_reading(ANNA, NOON + 300, None, first.ended_at + 1e-6) == first
    assert await record.async_undo_last_reading(ANNA, NOON + 400, None) is None


async def test_an_export_is_plain_json_and_holds_everything_of_that_person_only(record: Record) -> None:
    await enrolled(record)
    await enrolled(record, BENNO)
    await record.async_note_model(risk_model(), NOON)
    await record.async_note_model(risk_model(), NOON + 5)
    await record.async_note_model(risk_model(DEMONSTRATION), NOON)
    await record.async_add_reading(reading())
    await record.async_add_reading(reading(person_id=BENNO))

    exported = await record.async_export_person(ANNA, NOON + 9, "user-2")
    again = await record.async_export_person(ANNA)

    assert json.loads(json.dumps(exported)) == exported
    assert BENNO not in json.dumps(exported)
    assert len(exported["templates"]) == 2
    assert exported["readings"][0]["probability"] == 0.25
    assert [(model["model_sha256"], model["first_used_at"]) for model in exported["models"]] == [
        (LIVECAD, NOON)
    ]
    assert [line["action"] for line in exported["audit"]] == ["enrolled"]
    assert [(line["action"], line["by_user"]) for line in again["audit"]] == [
        ("enrolled", "user-1"),
        ("exported", "user-2"),
    ]


async def test_a_closed_record_says_so_and_closing_twice_is_fine(record: Record) -> None:
    await record.async_close()
    await record.async_close()

    with pytest.raises(RecordClosedError):
        await record.async_people()
    with pytest.raises(RecordClosedError):
        await record.async_add_reading(reading())
