"""How often LiveCAD looks: decided from times that are given, so nothing here waits."""

from itertools import pairwise

from custom_components.digitalshadow.engine.reading.pacing import ANSWERS_PER_PRESENCE, Pacing


def run(pacing: Pacing, times: list[float], quality: float = 0.5) -> list[float]:
    """Show Anna at these times and return when LiveCAD looked."""
    looked = []
    for captured_at in times:
        if pacing.is_due("anna", captured_at, quality):
            pacing.note_answer("anna", captured_at, quality)
            looked.append(captured_at)
    return looked


def test_a_person_who_stands_still_is_looked_at_every_interval() -> None:
    times = [frame / 15 for frame in range(300)]
    looked = run(Pacing(interval_seconds=2.5), times)
    assert looked[:3] == [0.0, 1.0, 2.0]
    assert len(looked) == 10
    assert all(later - earlier >= 2.5 for earlier, later in pairwise(looked[2:]))


def test_where_an_answer_takes_long_most_of_the_time_is_left_for_pictures() -> None:
    """Four seconds, as NumPy takes on a small computer."""
    pacing = Pacing(interval_seconds=2.5)
    looked = []
    for captured_at in [number / 2 for number in range(200)]:
        if pacing.is_due("anna", captured_at, 0.5):
            pacing.note_answer("anna", captured_at, 0.5, took_seconds=4.0)
            looked.append(captured_at)
    assert looked[:3] == [0.0, 6.0, 12.0]
    assert {later - earlier for earlier, later in pairwise(looked[2:])} == {10.0}


def test_each_person_has_a_pace_of_their_own() -> None:
    pacing = Pacing(interval_seconds=2.5)
    assert run(pacing, [0.0]) == [0.0]
    assert pacing.is_due("ben", 0.1, 0.5)


def test_somebody_who_stays_is_looked_at_ever_more_seldom() -> None:
    pacing = Pacing(interval_seconds=2.5)
    looked = run(pacing, [second / 2 for second in range(1200)])
    assert len([when for when in looked if when < 50]) == ANSWERS_PER_PRESENCE
    assert [later - earlier for earlier, later in pairwise(looked[20:])] == [25.0] * 21


def test_a_much_better_frame_is_worth_another_look() -> None:
    pacing = Pacing(interval_seconds=2.5)
    run(pacing, [2.5 * number for number in range(ANSWERS_PER_PRESENCE)])
    assert not pacing.is_due("anna", 50.5, 0.6)
    assert pacing.is_due("anna", 50.5, 0.66)


def test_coming_back_starts_a_new_presence() -> None:
    pacing = Pacing(interval_seconds=2.5)
    run(pacing, [2.5 * number for number in range(ANSWERS_PER_PRESENCE)])
    assert len(run(pacing, [100.0, 101.0, 102.0, 103.0])) == 3


def test_a_clock_that_was_set_back_blocks_nobody() -> None:
    pacing = Pacing(interval_seconds=2.5)
    run(pacing, [10_000.0])
    assert run(pacing, [100.0, 100.9, 101.0]) == [100.0, 101.0]


def test_people_who_left_the_gallery_are_forgotten() -> None:
    pacing = Pacing(interval_seconds=2.5)
    run(pacing, [0.0])
    pacing.keep_people(lambda person_id: person_id != "anna")
    assert pacing._presences == {}
