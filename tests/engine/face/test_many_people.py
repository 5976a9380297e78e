"""Where many are enrolled: what is asked of a face grows, and the page that says so says what the code does."""

from pathlib import Path
import re

import pytest

from custom_components.digitalshadow.engine.face.many_people import (
    FEWEST_SIMILARITY,
    GENUINE,
    MANY_PEOPLE,
    MARGIN,
    STRANGERS,
    STRANGERS_PER_NAME,
    agreeing_frames_for,
    genuine_share,
    grown,
    named_strangers,
    similarity_for,
)
from custom_components.digitalshadow.engine.records.configuration import Settings

PAGE = Path(__file__).parents[3] / "docs" / "many-people.md"
SIZES = (1, 2, 4, 6, 7, 10, 20, 21, 50, 100, 200, 500, 1000)


def test_the_normal_fit_goes_through_what_was_measured() -> None:
    assert STRANGERS.cdf(0.330) == pytest.approx(0.99)
    assert GENUINE.cdf(0.494) == pytest.approx(0.05)
    # At 200 people and one frame one stranger in nine passed 0.45, and a third of enrolments was refused at 0.40.
    assert 1 - STRANGERS.cdf(0.45) ** 200 == pytest.approx(0.115, abs=0.005)
    assert 1 - STRANGERS.cdf(0.40) ** 200 == pytest.approx(0.35, abs=0.01)


def test_a_small_home_is_asked_what_is_set() -> None:
    assert grown(Settings(), 0) == grown(Settings(), 1) == grown(Settings(), 2) == Settings()
    assert (Settings().match_similarity, Settings().match_margin) == (FEWEST_SIMILARITY, MARGIN)


@pytest.mark.parametrize("people", SIZES)
def test_no_more_strangers_get_a_name_than_is_allowed_and_no_more_is_asked_than_that_takes(
    people: int,
) -> None:
    similarity, frames = similarity_for(people), agreeing_frames_for(people)

    assert named_strangers(people, similarity, frames) <= 1 / STRANGERS_PER_NAME
    fewer_frames = people in {7, 10, 21}  # there the threshold of fewer people is kept: it never falls
    if similarity > FEWEST_SIMILARITY and not fewer_frames:
        assert named_strangers(people, similarity - 0.002, frames) > 1 / STRANGERS_PER_NAME


def test_threshold_and_agreeing_frames_only_ever_grow() -> None:
    thresholds = [similarity_for(people) for people in range(1, 60)]
    frames = [agreeing_frames_for(people) for people in range(1, 60)]

    assert thresholds == sorted(thresholds)
    assert frames == sorted(frames)
    assert (frames[0], frames[-1]) == (Settings().agreeing_frames, 4)


def test_more_frames_and_a_higher_threshold_let_fewer_strangers_in() -> None:
    assert named_strangers(200, 0.5, 2) > named_strangers(200, 0.5, 3) > named_strangers(200, 0.55, 3)


def test_what_somebody_set_stricter_stays_stricter() -> None:
    strict = Settings(match_similarity=0.5, look_alike_similarity=0.6)

    assert grown(strict, 200).match_similarity == pytest.approx(similarity_for(200) + 0.05)
    assert grown(strict, 200).look_alike_similarity == 0.6


def test_enrolments_are_not_refused_by_the_third() -> None:
    look_alike = grown(Settings(), 200).look_alike_similarity

    assert 1 - STRANGERS.cdf(look_alike) ** 200 < 0.05


def test_the_warning_begins_where_less_than_eighty_per_cent_of_faces_get_their_name() -> None:
    before, there = (
        genuine_share(people, similarity_for(people)) for people in (MANY_PEOPLE - 1, MANY_PEOPLE)
    )

    assert there < 0.8 <= before


def test_the_page_says_what_the_code_does() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (0\.\d+) \| (\d) \| (\d+) % \|$", text, re.MULTILINE)

    assert len(rows) >= 8
    assert rows == [
        (
            people,
            f"{similarity_for(int(people)):.2f}",
            str(agreeing_frames_for(int(people))),
            f"{100 * genuine_share(int(people), similarity_for(int(people))):.0f}",
        )
        for people, *_ in rows
    ]
    assert f"{MANY_PEOPLE} people" in text
    assert f"1 in {STRANGERS_PER_NAME}" in text
    assert "extrapolation" in text
