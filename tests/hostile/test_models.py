"""Hostile model files end at most the engine that tries them."""

from tests.hostile.models import async_report, hostile

FILES = 120


async def test_hostile_models_are_refused_or_harmless(socket_enabled: None) -> None:  # noqa: ARG001  # engines are spoken to over pipes
    report = await async_report(FILES)
    assert report["crashes"] == 0
    assert report["disguises_passed"] == []
    outcomes = report["outcomes"]
    assert isinstance(outcomes, dict)
    assert sum(outcomes.values()) == FILES
    assert outcomes["refused: disguised"] == FILES // 10
    assert outcomes.get("too slow", 0) == 0


def test_a_seed_makes_the_same_file_each_time() -> None:
    assert [hostile(seed) for seed in range(20)] == [hostile(seed) for seed in range(20)]
