"""What a language model answered, if it is exactly one of the answers that were offered; nothing else is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .pieces import Menu

ORDER: Final = "order"
OPENING: Final = "opening"
TONE: Final = "tone"
LENGTH: Final = "length"
CAN_ANSWER: Final = "can_answer"
SENTENCES: Final = "sentences"

MOST_NUMBERS: Final = 200
"""A longer list of numbers is no choice from a report."""
MOST_SENTENCES: Final = 5
"""An answer has at most so many pieces; the first ones count."""


class Opening(StrEnum):
    """The sentences that a report can open with. Each is true of every report."""

    HERE = "here"
    TIME = "time"
    DOCTOR = "doctor"


class Tone(StrEnum):
    """How an opening is said."""

    PLAIN = "plain"
    WARM = "warm"


class Length(StrEnum):
    """How many of the chosen pieces are shown."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"

    @property
    def most_pieces(self) -> int | None:
        """Return how many pieces of the order are shown; None for all."""
        return {Length.SHORT: 3, Length.MEDIUM: 6}.get(self)


class Problem(StrEnum):
    """Why an answer does not count."""

    NOT_AS_ASKED = "not_as_asked"
    """It has not the form that was asked for."""
    NOT_OFFERED = "not_offered"
    """It names a piece, an opening, a tone or a length that there is not."""
    EMPTY = "empty"
    """It names no piece."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """A choice of pieces for a report."""

    numbers: tuple[str, ...]
    """Numbers of the menu, the most useful piece first."""
    opening: Opening
    """The sentence the report opens with."""
    tone: Tone
    """How that is said."""
    length: Length
    """How much of the order is shown."""


def read_ordering(answer: object, menu: Menu) -> Ordering | Problem:
    """Return a choice for a report, or why the answer is none."""
    if not isinstance(answer, dict):
        return Problem.NOT_AS_ASKED
    numbers = _numbers(answer.get(ORDER), menu)
    if isinstance(numbers, Problem):
        return numbers
    try:
        return Ordering(
            numbers,
            Opening(str(answer.get(OPENING))),
            Tone(str(answer.get(TONE))),
            Length(str(answer.get(LENGTH))),
        )
    except ValueError:
        return Problem.NOT_OFFERED


def read_pick(answer: object, menu: Menu) -> tuple[str, ...] | Problem:
    """Return the numbers that answer a question, none where it cannot be answered, or why the answer is none."""
    if not isinstance(answer, dict) or not isinstance(answer.get(CAN_ANSWER), bool):
        return Problem.NOT_AS_ASKED
    if not answer[CAN_ANSWER]:
        return ()
    numbers = _numbers(answer.get(SENTENCES), menu)
    return numbers if isinstance(numbers, Problem) else numbers[:MOST_SENTENCES]


def _numbers(listed: object, menu: Menu) -> tuple[str, ...] | Problem:
    """Return numbers of the menu, each once. Small models repeat themselves, which changes nothing."""
    if not isinstance(listed, Sequence) or isinstance(listed, str) or len(listed) > MOST_NUMBERS:
        return Problem.NOT_AS_ASKED
    # Without a grammar some write 3 for "3".
    numbers = [str(number) if type(number) is int else number for number in listed]
    if not all(isinstance(number, str) for number in numbers):
        return Problem.NOT_AS_ASKED
    if not all(number in menu for number in numbers):
        return Problem.NOT_OFFERED
    return tuple(dict.fromkeys(numbers)) or Problem.EMPTY
