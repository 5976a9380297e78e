"""A lasting gap of any camera means that not being seen says nothing, and counting begins anew after it."""

from custom_components.digitalshadow.watching.blindness import LASTING_SECONDS, Blindness


def test_what_was_before_the_start_is_taken_for_watched() -> None:
    assert Blindness().watched_since(1000.0) == 0.0


def test_a_short_gap_changes_nothing() -> None:
    gap = Blindness().then(is_blind=True, now=1000.0)
    assert gap.watched_since(1000.0 + LASTING_SECONDS - 1) == 0.0
    assert gap.then(is_blind=False, now=1000.0 + LASTING_SECONDS - 1) == Blindness()


def test_a_lasting_gap_is_known_while_it_lasts_and_counts_from_its_end() -> None:
    gap = Blindness().then(is_blind=True, now=1000.0).then(is_blind=True, now=1300.0)
    assert gap.watched_since(1000.0 + LASTING_SECONDS) is None
    over = gap.then(is_blind=False, now=5000.0)
    assert over.watched_since(9000.0) == 5000.0
