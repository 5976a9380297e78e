"""A watcher of the process knows when the model computes, also when it never comes back from it."""

import numpy as np
import pytest

from custom_components.digitalshadow.engine.model_file.announced_session import AnnouncedSession
from custom_components.digitalshadow.engine.records.errors import ModelError
from tests.builders.sessions import session_of
from tests.engine.synthetic_models import livecad


def test_a_run_is_announced_and_its_end_too_also_where_it_fails() -> None:
    told: list[bool] = []

    def announce(*, computes: bool) -> None:
        told.append(computes)

    plain = session_of(livecad())
    session = AnnouncedSession(plain, announce)
    assert (session.inputs, session.outputs, session.metadata) == (
        plain.inputs,
        plain.outputs,
        plain.metadata,
    )
    feeds = {"input": np.ones((1, 3, 224, 224), np.float32)}
    assert np.array_equal(session.run(feeds)["logits"], plain.run(feeds)["logits"])
    assert told == [True, False]
    with pytest.raises(ModelError):
        session.run({})
    assert told == [True, False, True, False]
