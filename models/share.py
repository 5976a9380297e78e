"""Which part of the work is one machine's, where several share it."""

import argparse
from collections.abc import Iterator, Sequence
import itertools
import os


def share(text: str) -> tuple[int, int]:
    """Return which share of how many a command line means, from `I/N`.

    Raises:
        argparse.ArgumentTypeError: That is none.
    """
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and int(number) < int(count)):
        raise argparse.ArgumentTypeError(f"expected I/N with I from 0 and below N, got {text}")
    return int(number), int(count)


def shared[Part](parts: Sequence[Part], number: int, count: int) -> Iterator[Part]:
    """Yield the parts that one of several machines looks at."""
    yield from itertools.islice(parts, number, None, count)


def add_share_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a command divide its work over the cores of this machine, and over several machines."""
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="(default: one for each core)")
    parser.add_argument(
        "--shard",
        type=share,
        metavar="I/N",
        help="look at the I-th of N shares only, on one of N machines; I from 0",
    )
