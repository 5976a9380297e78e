"""What a mirror may show of a person: every limit by itself."""

import pytest

from custom_components.digitalshadow.mirror.topics import Limit, Topic, allowed, chosen_for, limit_of

ALL = frozenset(Topic)
GREETING = frozenset({Topic.GREETING})


@pytest.mark.parametrize(
    ("at_most", "chosen", "age_years", "is_urgent", "shown"),
    [
        pytest.param(ALL, ALL, 40, False, ALL, id="an adult who chose everything"),
        pytest.param(ALL, ALL, 18, False, ALL, id="an adult since today"),
        pytest.param(ALL, ALL, 17, False, GREETING, id="a child"),
        pytest.param(ALL, ALL, None, False, GREETING, id="no date of birth"),
        pytest.param(ALL, ALL, 40, True, GREETING, id="an urgent value"),
        pytest.param(ALL, ALL - GREETING, 40, True, frozenset(), id="urgent, and no greeting chosen"),
        pytest.param(GREETING, ALL, 40, False, GREETING, id="a mirror that only greets"),
        pytest.param(ALL, {Topic.RISK}, 40, False, {Topic.RISK}, id="one thing chosen"),
        pytest.param(ALL, {Topic.RISK}, 17, False, frozenset(), id="one thing chosen by a child"),
        pytest.param(ALL, frozenset(), 40, False, frozenset(), id="nothing chosen"),
        pytest.param({Topic.DUE}, {Topic.RISK}, 40, False, frozenset(), id="nothing in common"),
    ],
)
def test_only_what_nothing_stands_against_is_shown(
    at_most: frozenset[Topic],
    chosen: frozenset[Topic],
    age_years: int | None,
    *,
    is_urgent: bool,
    shown: frozenset[Topic],
) -> None:
    assert allowed(at_most, chosen, age_years, is_urgent=is_urgent) == shown


@pytest.mark.parametrize(
    ("choices", "chosen"),
    [
        pytest.param({}, GREETING, id="never asked"),
        pytest.param({"other": ["risk"]}, GREETING, id="chose for another mirror"),
        pytest.param({"hall": []}, frozenset(), id="chose nothing"),
        pytest.param({"hall": ["risk", "due"]}, {Topic.RISK, Topic.DUE}, id="chose two"),
        pytest.param({"hall": ["CANARY"]}, frozenset(), id="no topic"),
    ],
)
def test_who_never_chose_is_greeted_and_no_more(
    choices: dict[str, list[str]], chosen: frozenset[Topic]
) -> None:
    assert chosen_for(choices, "hall") == chosen


@pytest.mark.parametrize(
    ("topic", "age_years", "limit"),
    [
        pytest.param(Topic.RISK, 40, Limit.MIRROR, id="not on this mirror"),
        pytest.param(Topic.RISK, 10, Limit.MIRROR, id="nor for a child"),
        pytest.param(Topic.DUE, 40, None, id="an adult decides"),
        pytest.param(Topic.DUE, 10, Limit.AGE, id="a child"),
        pytest.param(Topic.GREETING, 10, None, id="a child may be greeted"),
    ],
)
def test_a_person_is_told_why_something_is_never_shown(
    topic: Topic, age_years: int, limit: Limit | None
) -> None:
    assert limit_of(topic, ALL - {Topic.RISK}, age_years) is limit
