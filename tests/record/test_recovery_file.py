"""The recovery file: the key travels in it to another machine, and nobody opens it without its passphrase."""

import json
from pathlib import Path
import shutil

import pytest

from custom_components.digitalshadow.record import RecoveryFileError
from custom_components.digitalshadow.record.recovery_file import unwrap, wrap
from tests.builders.record import ANNA, NOON, enrolled, reading, template
from tests.record.conftest import OpenRecord

PASSPHRASE = "seven quiet herons"  # noqa: S105  # of nothing real
KEYS = (bytes(range(32)), bytes(32))


def test_what_was_wrapped_comes_back_with_the_passphrase_only() -> None:
    content = wrap(KEYS, PASSPHRASE, NOON)
    assert unwrap(content, PASSPHRASE) == KEYS
    with pytest.raises(RecoveryFileError, match="does_not_open"):
        unwrap(content, "seven quiet heron")
    assert not [piece for piece in (bytes(range(32)).hex(), "AAECAwQFBgc") if piece in content.decode()]


def test_the_same_letters_of_two_keyboards_are_the_same_passphrase() -> None:
    assert unwrap(wrap(KEYS, "Gro\u0308\u00dfe neunzehn", NOON), "Gr\u00f6\u00dfe neunzehn") == KEYS


def test_two_files_of_the_same_key_have_nothing_in_common() -> None:
    first, second = (json.loads(wrap(KEYS, PASSPHRASE, NOON)) for _ in range(2))
    assert first["salt"] != second["salt"]
    assert first["keys"] != second["keys"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"made_at": 0}, "does_not_open", id="what lies in clear was changed"),
        pytest.param({"keys": "AAAA"}, "does_not_open", id="the keys are cut short"),
        pytest.param({"keys": "%%%"}, "no_recovery_file", id="the keys are no base64"),
        pytest.param({"keys": 3}, "no_recovery_file", id="the keys are a number"),
        pytest.param({"format": "something else"}, "no_recovery_file", id="another format"),
        pytest.param({"version": 2}, "no_recovery_file", id="a later version"),
        pytest.param({"scrypt_cost": 2**30}, "no_recovery_file", id="it would take a terabyte to open"),
        pytest.param({"scrypt_cost": 1000}, "no_recovery_file", id="a cost that scrypt does not know"),
        pytest.param({"salt": None}, "no_recovery_file", id="no salt"),
    ],
)
def test_a_file_that_was_changed_is_refused_with_the_reason(change: dict[str, object], reason: str) -> None:
    content = json.loads(wrap(KEYS, PASSPHRASE, NOON)) | change
    with pytest.raises(RecoveryFileError, match=reason):
        unwrap(json.dumps(content).encode(), PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b"\xff\xfe", b"null", b"{}"])
def test_what_is_no_recovery_file_is_refused(content: bytes) -> None:
    with pytest.raises(RecoveryFileError, match="no_recovery_file"):
        unwrap(content, PASSPHRASE)


async def test_a_recovery_file_brings_everything_back_on_another_machine(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    assert not await record.async_is_recovery_file_saved()
    await enrolled(record)
    await record.async_add_reading(reading())
    content = await record.async_recovery_file(PASSPHRASE)
    await record.async_note_recovery_file(NOON)
    await record.async_close()
    shutil.rmtree(key_file.parent)

    record = await open_record()
    assert record.opened.key_missing
    assert not await record.async_is_recovery_file_saved()  # it does not hold the new key
    newer = reading(NOON + 60)
    await record.async_add_reading(newer)
    with pytest.raises(RecoveryFileError, match="does_not_open"):
        await record.async_take_keys(content, "another passphrase")
    await record.async_take_keys(content, PASSPHRASE)
    await record.async_close()

    record = await open_record()
    assert not record.opened.key_missing
    assert len(await record.async_latest_readings(ANNA, 10)) == 2
    assert (await record.async_templates())[ANNA] == (template(0), template(1))
    assert await record.async_seal_anew() == 4  # the new key is enough from now on


async def test_the_recovery_file_of_another_home_is_refused(open_record: OpenRecord, key_file: Path) -> None:
    record = await open_record()
    files = sorted(key_file.parent.iterdir())
    with pytest.raises(RecoveryFileError, match="other_home"):
        await record.async_take_keys(wrap(KEYS, PASSPHRASE, NOON), PASSPHRASE)
    assert sorted(key_file.parent.iterdir()) == files


async def test_a_new_key_ends_what_an_old_recovery_file_opens(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await enrolled(record)
    content = await record.async_recovery_file(PASSPHRASE)
    await record.async_note_recovery_file(NOON)
    await record.async_begin_new_key()
    await record.async_close()
    record = await open_record()
    assert not await record.async_is_recovery_file_saved()
    await record.async_seal_anew()
    await record.async_close()

    shutil.rmtree(key_file.parent)  # a backup made from now on, restored somewhere else
    record = await open_record()
    await record.async_take_keys(content, PASSPHRASE)
    await record.async_close()
    assert (await open_record()).opened.key_missing
