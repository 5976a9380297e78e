"""A model is never called by its name alone where that would make its values look like more than they are."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.health.report.facts import SpeakingModel
from custom_components.digitalshadow.health.report.model_name import model_name
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language

MODEL = SpeakingModel(name="Mine", sha256="a" * 64, is_demonstration=False, is_verified=False)


@pytest.mark.parametrize(
    ("is_demonstration", "is_verified", "name"),
    [
        pytest.param(False, True, "Mine", id="a file that the project vouches for"),
        pytest.param(False, False, "Mine (unverified)", id="a file that nobody vouches for"),
        pytest.param(True, True, "Mine (demonstration)", id="the demonstration"),
        pytest.param(
            True, False, "Mine (demonstration) (unverified)", id="a demonstration of somebody's own"
        ),
    ],
)
def test_the_name_says_what_is_true_of_the_file(is_demonstration: bool, is_verified: bool, name: str) -> None:
    model = replace(MODEL, is_demonstration=is_demonstration, is_verified=is_verified)
    assert model_name(model, PHRASES[Language.ENGLISH]) == name


def test_it_does_so_in_every_language() -> None:
    names = {model_name(MODEL, PHRASES[language]) for language in Language}
    assert len(names) == len(Language)
    assert "Mine" not in names
