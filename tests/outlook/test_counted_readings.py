"""Which readings go into a trend."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.engine.records.sightings import Liveness
from custom_components.digitalshadow.outlook.trends import counted
from tests.builders.home import ANNA, reading_of

READINGS = tuple(
    replace(reading_of(ANNA, 0.3, 1000.0 * number), liveness=liveness)
    for number, liveness in enumerate(Liveness)
)


@pytest.mark.parametrize(
    ("living_only", "expected"),
    [
        pytest.param(False, list(Liveness), id="all"),
        pytest.param(True, [Liveness.SEEN, Liveness.UNKNOWN], id="but those not seen living"),
    ],
)
def test_a_trend_is_made_of(living_only: bool, expected: list[Liveness]) -> None:
    assert [reading.liveness for reading in counted(READINGS, living_only=living_only)] == expected
