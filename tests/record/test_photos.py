"""Photos of people who have yet to answer: what lies where, and that nothing of it stays."""

from hashlib import sha256
from pathlib import Path
import sqlite3

import pytest

from custom_components.digitalshadow.record import (
    InvalidEntryError,
    PersonExistsError,
    Record,
    UnknownPersonError,
)
from tests.builders.record import ANNA, BENNO, NOON, bytes_of, consent, enrolled, template
from tests.record.conftest import OpenRecord


def picture(number: int) -> bytes:
    """A picture whose bytes are found nowhere by chance; longer than a page of the file."""
    return b"".join(sha256(f"picture {number} {part}".encode()).digest() for part in range(400))


PICTURES = [picture(1), picture(2)]


async def invited(record: Record) -> None:
    """Seal two photos of Anna, who has not answered."""
    await record.async_invite(ANNA, PICTURES, NOON, "user-1")


async def test_photos_come_back_as_they_were_in_their_order_also_after_a_restart(
    open_record: OpenRecord,
) -> None:
    record = await open_record()
    await invited(record)
    await record.async_close()
    again = await open_record()
    assert list(await again.async_photos(ANNA)) == PICTURES
    assert await again.async_people_with_photos() == (ANNA,)


async def test_nobody_is_enrolled_before_the_answer(record: Record) -> None:
    await invited(record)
    assert await record.async_people() == ()
    assert await record.async_templates() == {}
    assert await record.async_stored_since() == {ANNA: NOON}


async def test_no_photo_is_readable_in_any_file(record: Record, folder: Path) -> None:
    await invited(record)
    await record.async_copy()
    stored = bytes_of(folder)
    assert ANNA.encode() in stored  # so that the search below can find anything
    assert not any(one[start : start + 32] in stored for one in PICTURES for start in range(0, 12_800, 32))


async def test_no_template_is_stored_of_somebody_who_never_agreed(record: Record) -> None:
    await invited(record)
    with pytest.raises(InvalidEntryError, match="who agreed"):
        await record.async_put_templates_for_photos(ANNA, [template()], NOON)
    assert await record.async_templates() == {}
    assert list(await record.async_photos(ANNA)) == PICTURES


@pytest.mark.parametrize("templates", [[template()], []], ids=["of a good photo", "of no good photo"])
async def test_once_answered_the_photos_are_gone_from_every_file(
    record: Record, folder: Path, templates: list[object]
) -> None:
    await enrolled(record, BENNO)
    await invited(record)
    await record.async_copy()
    sealed = [
        row[0]
        for row in sqlite3.connect(folder / "digitalshadow.db")
        .execute("SELECT sealed FROM photos")
        .fetchall()
    ]
    await record.async_record_consent(consent())

    await record.async_put_templates_for_photos(ANNA, templates, NOON)

    assert await record.async_photos(ANNA) == ()
    assert await record.async_people_with_photos() == ()
    assert len((await record.async_templates()).get(ANNA, ())) == len(templates)
    stored = bytes_of(folder)
    assert not any(piece in stored for row in sealed for piece in (row[:32], row[-32:]))
    assert (folder / "digitalshadow.db.bak").exists()


async def test_the_photos_are_in_the_export_and_in_the_count(record: Record) -> None:
    await invited(record)
    assert len((await record.async_export_person(ANNA))["photos"]) == len(PICTURES)
    assert (await record.async_stored_rows(ANNA))["photos"] == len(PICTURES)


async def test_a_no_erases_them(record: Record, folder: Path) -> None:
    await invited(record)
    erasure = await record.async_erase_person(ANNA, NOON, "user-2")
    assert (erasure.photos, erasure.verified) == (len(PICTURES), True)
    assert ANNA.encode() not in bytes_of(folder)


async def test_somebody_stored_is_not_invited_again(record: Record) -> None:
    await enrolled(record)
    with pytest.raises(PersonExistsError):
        await invited(record)


async def test_an_empty_picture_is_refused(record: Record) -> None:
    with pytest.raises(InvalidEntryError):
        await record.async_invite(ANNA, [b""], NOON, None)


async def test_a_removal_is_remembered_with_its_name_and_can_be_taken_back(record: Record) -> None:
    await enrolled(record)
    await record.async_set_removal(ANNA, {"name": "Anna"}, NOON)
    removal = await record.async_removal(ANNA)
    assert removal is not None
    assert (removal.content, removal.changed_at) == ({"name": "Anna"}, NOON)
    await record.async_drop_removal(ANNA)
    assert await record.async_removal(ANNA) is None


async def test_a_stranger_is_not_removed(record: Record) -> None:
    with pytest.raises(UnknownPersonError):
        await record.async_set_removal(ANNA, {}, NOON)
