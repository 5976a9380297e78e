"""A wait that ends in vain says what it was for."""

import pytest

from tests.builders.home import async_until


async def test_the_condition_and_what_it_looked_at_are_named() -> None:
    shown = ["nobody"]
    with pytest.raises(pytest.fail.Exception) as caught:
        await async_until(lambda: shown[-1] == "watching", seconds=0.01)
    assert "waited 0.01 s" in str(caught.value)
    assert 'lambda: shown[-1] == "watching"' in str(caught.value)
    assert "shown = ['nobody']" in str(caught.value)


async def test_a_condition_without_source_is_named_by_itself() -> None:
    never = eval("lambda: False")  # noqa: S307  # its source is in no file
    with pytest.raises(pytest.fail.Exception, match=r"<function <lambda>"):
        await async_until(never, seconds=0.01)


async def test_what_holds_already_is_not_waited_for() -> None:
    await async_until(lambda: True, seconds=0)
