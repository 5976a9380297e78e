"""Who stands in front of a mirror: one person who is certain, or nobody."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.mirror.presence import (
    FRESH_SECONDS,
    Glance,
    Standing,
    glance_of,
    standing,
)
from tests.builders.home import ANNA, BEN, seen, sighting

NOW = 1000.0
DARK_AFTER = 3.0
ANNA_STANDS = Standing(ANNA, 990.0, NOW - 1)


def glance(faces: int, *recognised: str, age: float = 0.5) -> Glance:
    """Return what a camera shows."""
    return Glance(NOW - age, faces, frozenset(recognised))


EMPTY = glance(0)
ONE_OF_ANNA = glance(1, ANNA)


@pytest.mark.parametrize(
    ("glances", "who"),
    [
        pytest.param([ONE_OF_ANNA], ANNA, id="one face, confirmed"),
        pytest.param([ONE_OF_ANNA, EMPTY], ANNA, id="one of two cameras sees her"),
        pytest.param([ONE_OF_ANNA, ONE_OF_ANNA], ANNA, id="both cameras see her"),
        pytest.param([glance(1, BEN)], BEN, id="somebody else is there now"),
        pytest.param([glance(2, ANNA)], None, id="a second face beside her"),
        pytest.param([glance(2, ANNA, BEN)], None, id="two people who are known"),
        pytest.param([glance(1)], None, id="a stranger, or a face that is turned away"),
        pytest.param([ONE_OF_ANNA, glance(1)], None, id="a stranger for the other camera"),
        pytest.param([ONE_OF_ANNA, glance(1, BEN)], None, id="two people, a camera each"),
        pytest.param([], None, id="no camera"),
        pytest.param([None], None, id="a camera that never delivered"),
        pytest.param([ONE_OF_ANNA, None], None, id="one of two cameras never delivered"),
        pytest.param([glance(1, ANNA, age=FRESH_SECONDS + 0.1)], None, id="a picture that is too old"),
        pytest.param([ONE_OF_ANNA, glance(0, age=9.0)], None, id="one of two cameras went silent"),
        pytest.param([glance(1, ANNA, age=-60.0)], None, id="a picture from the future of a wrong clock"),
        pytest.param([glance(0, age=9.0)], None, id="an empty room, long ago"),
    ],
)
@pytest.mark.parametrize("before", [pytest.param(None, id="dark"), pytest.param(ANNA_STANDS, id="Anna")])
def test_one_certain_person_stands_there_or_nobody(
    before: Standing | None, glances: list[Glance | None], who: str | None
) -> None:
    found = standing(before, glances, NOW, DARK_AFTER)
    assert (found and found.person_id) == who


@pytest.mark.parametrize(
    ("before", "stays"),
    [
        pytest.param(replace(ANNA_STANDS, seen_at=NOW - DARK_AFTER), True, id="within the time set"),
        pytest.param(replace(ANNA_STANDS, seen_at=NOW - DARK_AFTER - 0.1), False, id="after it"),
        pytest.param(replace(ANNA_STANDS, seen_at=NOW + 60), False, id="before a clock was set back"),
        pytest.param(None, False, id="nobody was there"),
    ],
)
def test_only_an_empty_view_waits_the_time_set(before: Standing | None, *, stays: bool) -> None:
    assert standing(before, [EMPTY], NOW, DARK_AFTER) == (before if stays else None)


def test_a_visit_begins_once_and_its_last_picture_moves_on() -> None:
    assert standing(ANNA_STANDS, [ONE_OF_ANNA], NOW, DARK_AFTER) == Standing(ANNA, 990.0, NOW - 0.5)
    assert standing(ANNA_STANDS, [glance(1, BEN)], NOW, DARK_AFTER) == Standing(BEN, NOW, NOW - 0.5)


FRAME = Process("hall", NOW, b"")


@pytest.mark.parametrize(
    ("result", "faces", "recognised"),
    [
        pytest.param(seen(FRAME, sighting(FRAME)), 1, {ANNA}, id="confirmed"),
        pytest.param(
            seen(FRAME, sighting(FRAME, probability=None, why_not=WhyNot.TOO_DARK)), 1, {ANNA}, id="not read"
        ),
        pytest.param(seen(FRAME, sighting(FRAME, BEN)), 1, set(), id="somebody who may not be read"),
        pytest.param(
            seen(FRAME, replace(sighting(FRAME), similarity=None)), 1, set(), id="named without comparing"
        ),
        pytest.param(replace(seen(FRAME, sighting(FRAME)), faces=2), 2, {ANNA}, id="and a stranger"),
        pytest.param(seen(FRAME), 0, set(), id="nobody"),
    ],
)
def test_a_picture_shows_as_recognised_who_was_compared_and_agreed(
    result: object, faces: int, recognised: set[str]
) -> None:
    assert glance_of(result, {ANNA}) == Glance(NOW, faces, frozenset(recognised))  # type: ignore[arg-type]  # of a table
