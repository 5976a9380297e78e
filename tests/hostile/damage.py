"""Damage that any file of bytes can take: made with a seed, so that each run can be repeated."""

from collections.abc import Callable
from random import Random
from typing import Final

type Damage = Callable[[bytes, Random], bytes]

_EXTREMES: Final = (0, 1, 0x7F, 0x80, 0xFF)
_MOST_PLACES: Final = 8


def flipped_bits(data: bytes, random: Random) -> bytes:
    """Turn up to eight bits around."""
    damaged = bytearray(data)
    for _ in range(random.randint(1, _MOST_PLACES)):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def extreme_bytes(data: bytes, random: Random) -> bytes:
    """Write the smallest and largest numbers over up to eight places: lengths, counts and types among them."""
    damaged = bytearray(data)
    for _ in range(random.randint(1, _MOST_PLACES)):
        damaged[random.randrange(len(damaged))] = random.choice(_EXTREMES)
    return bytes(damaged)


def cut_off(data: bytes, random: Random) -> bytes:
    """Lose the end."""
    return data[: random.randrange(len(data))]


def lost_part(data: bytes, random: Random) -> bytes:
    """Lose a stretch."""
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randint(1, 200) :]


def doubled_part(data: bytes, random: Random) -> bytes:
    """Say a stretch again up to fifty times."""
    start = random.randrange(len(data))
    part = data[start : start + random.randint(1, 200)]
    return data[:start] + part * random.randint(2, 50) + data[start:]


def swapped_parts(data: bytes, random: Random) -> bytes:
    """Exchange two stretches."""
    one, two, three = sorted(random.randrange(len(data)) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


DAMAGES: Final[tuple[Damage, ...]] = (
    flipped_bits,
    extreme_bytes,
    cut_off,
    lost_part,
    doubled_part,
    swapped_parts,
)


def damaged(data: bytes, random: Random) -> bytes:
    """Damage a file in one of these ways."""
    return random.choice(DAMAGES)(data, random)
