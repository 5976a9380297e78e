"""Giving the keys away and taking them back, in a recovery file."""

from pathlib import Path

from sqlalchemy import select

from .key import fingerprint, keep_keys, read_or_make_keys
from .recovery_file import RecoveryFileError, RecoveryRefusal, unwrap, wrap
from .schema import KEYS
from .times import bounded
from .vault import Vault


def recovery_file(vault: Vault, key_file: Path, passphrase: str) -> bytes:
    """Return the keys that seal and that sealed before; those that were retired stay behind."""
    keys = read_or_make_keys(key_file)
    return wrap((keys.current, *keys.former), passphrase, vault.clock())


def note_saved(vault: Vault, saved_at: float) -> None:
    """Remember that a recovery file with the present key was saved."""
    with vault.database.write(durable=True) as connection:
        present = KEYS.c.key_id == vault.keyring.current.key_id
        connection.execute(KEYS.update().where(present).values(recovery_saved_at=bounded(saved_at)))


def is_saved(vault: Vault) -> bool:
    """Tell whether a recovery file with the present key was ever saved."""
    saved_at = select(KEYS.c.recovery_saved_at).where(KEYS.c.key_id == vault.keyring.current.key_id)
    with vault.database.read() as connection:
        return connection.scalar(saved_at) is not None


def take_keys(vault: Vault, key_file: Path, content: bytes, passphrase: str) -> None:
    """Lay the keys of a recovery file beside the present one.

    Raises:
        RecoveryFileError: The file or its pass phrase is refused.
    """
    keys = unwrap(content, passphrase)
    with vault.database.read() as connection:
        known = set(connection.scalars(select(KEYS.c.fingerprint)))
    ours = [key for key in keys if fingerprint(key) in known]
    if not ours:
        raise RecoveryFileError(RecoveryRefusal.OTHER_HOME)
    keep_keys(key_file, ours)
