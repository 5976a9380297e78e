"""How often an account may ask: a burst, then as often as the budget fills again; one account spends its own only."""

import pytest

from custom_components.digitalshadow.people.budget import BURST, REFILL_SECONDS, Budget


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


def test_a_burst_is_allowed_and_then_one_question_at_a_time(clock: Clock) -> None:
    budget = Budget(clock)
    assert [budget.take("anna") for _ in range(BURST)] == [0] * BURST
    assert budget.take("anna") == REFILL_SECONDS

    clock.seconds += REFILL_SECONDS / 2
    assert budget.take("anna") == REFILL_SECONDS / 2
    clock.seconds += REFILL_SECONDS / 2
    assert [budget.take("anna"), budget.take("anna")] == [0, REFILL_SECONDS]


def test_refused_questions_cost_nothing(clock: Clock) -> None:
    budget = Budget(clock)
    for _ in range(200):
        budget.take("anna")
    clock.seconds += REFILL_SECONDS
    assert budget.take("anna") == 0


def test_accounts_and_automations_have_a_budget_each_that_fills_up_to_the_burst(clock: Clock) -> None:
    budget = Budget(clock)
    for account_id in ("anna", "ben", None):
        assert [budget.take(account_id) for _ in range(BURST)] == [0] * BURST
    clock.seconds += 100 * REFILL_SECONDS
    assert [budget.take("anna") > 0 for _ in range(BURST + 1)] == [False] * BURST + [True]


def test_of_accounts_whose_budget_is_full_nothing_is_kept(clock: Clock) -> None:
    budget = Budget(clock)
    for number in range(1000):
        budget.take(str(number))
        clock.seconds += REFILL_SECONDS
    assert len(budget._spent) <= 2
