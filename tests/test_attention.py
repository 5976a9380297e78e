"""When readings deserve attention."""

from hypothesis import given, strategies as st
import pytest

from custom_components.digitalshadow.attention import attention_after, attention_of

LIMIT = 0.4


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        pytest.param([], False, id="nothing known"),
        pytest.param([0.9], False, id="one high reading is no news"),
        pytest.param([0.9, 0.9], True, id="two in a row are"),
        pytest.param([0.9, 0.1, 0.9], False, id="interrupted"),
        pytest.param([0.4, 0.4], False, id="the limit itself is not above it"),
        pytest.param([0.9, 0.9, 0.1], True, id="one low reading does not end it"),
        pytest.param([0.9, 0.9, 0.1, 0.1], False, id="two do"),
        pytest.param([0.9, 0.9, 0.1, 0.9, 0.1], True, id="an undecided stretch changes nothing"),
        pytest.param([0.1, 0.1, 0.9, 0.1, 0.9], False, id="nor does it begin anything"),
    ],
)
def test_attention_needs_agreeing_readings(probabilities: list[float], *, expected: bool) -> None:
    assert attention_of(probabilities, LIMIT, 2) is expected


def test_one_reading_is_enough_where_one_is_asked_for() -> None:
    assert attention_of([0.1, 0.9], LIMIT, 1)
    assert not attention_of([0.9, 0.1], LIMIT, 1)


@given(st.lists(st.floats(0, 1), max_size=20), st.integers(1, 5))
def test_a_restart_finds_the_state_that_was_left(probabilities: list[float], agreeing: int) -> None:
    state = False
    for end in range(1, len(probabilities) + 1):
        state = attention_after(probabilities[:end], LIMIT, agreeing, before=state)
    assert attention_of(probabilities, LIMIT, agreeing) is state
