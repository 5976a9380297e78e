"""Whether a pregnancy, or the weeks after a birth, set other limits for a blood pressure."""

from enum import StrEnum

from .questions import Answers


class Maternity(StrEnum):
    """A time in which a high pressure is another matter."""

    PREGNANT = "pregnant"
    AFTER_BIRTH = "after_birth"
    """The six weeks after a birth."""


def maternity(answers: Answers) -> Maternity | None:
    """Return what the answers say that still hold on a day.

    Between the expected date of a pregnancy and the next answer the stricter limits stay: the child may come late, and
    six weeks follow its birth.
    """
    if answers.child_birth_date is not None:
        return Maternity.AFTER_BIRTH
    if answers.pregnant or (answers.pregnant is None and answers.expected_birth_date is not None):
        return Maternity.PREGNANT
    return None
