"""What a pre-training takes, on paper."""

import pytest

from models.__main__ import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what the command says."""
    assert main(["cost", "--pictures", "21e6", *words]) == 0
    return capsys.readouterr().out


def test_it_says_hours_speed_data_and_money_and_what_they_rest_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of `docs/pretraining.md`."""
    text = said(capsys, "--epochs", "800", "--gpus", "8")
    assert "98.4 h (76.5 to 137.8), 47,421 pictures/s" in text
    assert "1,575 to 2,362 at 2 to 3" in text
    assert "462 GB of crops, read at 1.04 GB/s" in text
    assert "28 CPU cores" in text
    assert "on paper, not measured" in text


def test_eight_times_the_gpus_take_an_eighth_of_the_time_at_the_same_cost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    few, many = (said(capsys, "--gpus", count).splitlines() for count in ("8", "64"))
    assert "5.9 h" in few[2]
    assert "0.7 h" in many[2]
    assert few[3] == many[3]


def test_rounds_and_samples_say_the_same_and_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--epochs", "10") == said(capsys, "--samples", "2.1e8")
    with pytest.raises(SystemExit):
        main(["cost", "--pictures", "1e6", "--epochs", "1", "--samples", "1"])
