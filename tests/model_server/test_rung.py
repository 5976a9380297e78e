"""When a server speaks, and when it must prove itself again; time is an argument."""

from custom_components.digitalshadow.model_server.rung import (
    PROOF_LASTS_SECONDS,
    TOLD_AFTER_SECONDS,
    Rung,
    RungState,
)


def test_a_server_that_nobody_asked_yet_is_to_prove_itself_at_once() -> None:
    assert Rung().state is RungState.UNPROVEN
    assert Rung().due_at <= 0
    assert not Rung().is_lost_for_long(1e9)


def test_a_proof_holds_for_ten_minutes() -> None:
    proven = Rung().after_proof(100.0)
    assert (proven.state, proven.due_at) == (RungState.PROVEN, 100.0 + PROOF_LASTS_SECONDS)


def test_a_lost_server_is_tried_after_half_a_second_and_then_ever_more_seldom() -> None:
    rung, now, pauses = Rung().after_proof(0.0).after_loss(1.0), 1.0, []
    for _ in range(10):
        pauses.append(rung.due_at - now)
        now = rung.due_at
        rung = rung.after_failed_proof(now)
    assert pauses == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert rung.after_proof(now).failures == 0


def test_questions_that_fail_together_are_one_loss() -> None:
    lost = Rung().after_proof(0.0).after_loss(1.0).after_failed_proof(2.0)
    assert lost.after_loss(3.0) == lost


def test_a_loss_is_told_after_ten_minutes_whatever_was_tried_meanwhile() -> None:
    lost = Rung().after_proof(0.0).after_loss(1.0).after_failed_proof(300.0).anew(400.0).put_off(500.0)
    assert not lost.is_lost_for_long(TOLD_AFTER_SECONDS)
    assert lost.is_lost_for_long(TOLD_AFTER_SECONDS + 1.0)
    assert not lost.after_proof(700.0).is_lost_for_long(1e9)


def test_a_server_that_never_answered_is_lost_from_its_first_proof_on() -> None:
    assert Rung().after_failed_proof(5.0).lost_at == 5.0


def test_an_engine_that_began_anew_has_the_server_proven_at_once() -> None:
    anew = Rung().after_proof(100.0).anew(200.0)
    assert (anew.state, anew.due_at) == (RungState.UNPROVEN, 200.0)
