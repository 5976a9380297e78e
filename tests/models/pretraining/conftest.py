"""Shards, and a pre-training on them that nothing disturbed; made once."""

from pathlib import Path

import pytest

from tests.builders.pretraining import pretrain
from tests.builders.shards import drawn_faces, make_shards


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shards of 25 made-up people: six steps are a round."""
    folder = tmp_path_factory.mktemp("shards")
    return make_shards(drawn_faces(folder / "faces", 25), folder / "shards")


@pytest.fixture(scope="session")
def whole(shards: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pre-training on one process that nothing disturbed."""
    return pretrain(shards, tmp_path_factory.mktemp("whole") / "run")
