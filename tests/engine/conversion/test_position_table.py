"""Relative position tables: which row belongs to which pair of patches, and tables for other input sizes."""

import numpy as np
import pytest

from custom_components.digitalshadow.engine.conversion.position_table import (
    cubic_spline,
    position_rows,
    resize_table,
)


def test_pairs_with_the_same_offset_share_a_row_and_no_others_do() -> None:
    grid = 3
    rows = position_rows(grid)
    places = [(number // grid, number % grid) for number in range(grid**2)]
    by_offset: dict[tuple[int, int], set[int]] = {}
    for first, one in enumerate(places):
        for second, other in enumerate(places):
            offset = (one[0] - other[0], one[1] - other[1])
            by_offset.setdefault(offset, set()).add(int(rows[1 + first, 1 + second]))
    assert all(len(found) == 1 for found in by_offset.values())
    assert set.union(*by_offset.values()) == set(range((2 * grid - 1) ** 2))
    # Offsets count upwards, first down and then across, as the table was trained.
    assert (by_offset[-2, -2], by_offset[0, 0], by_offset[2, 2]) == ({0}, {12}, {24})


def test_pairs_with_the_class_token_have_three_rows_of_their_own() -> None:
    rows = position_rows(3)
    assert set(rows[0, 1:].tolist()) == {25}
    assert set(rows[1:, 0].tolist()) == {26}
    assert rows[0, 0] == 27


def test_a_table_of_the_right_size_stays_as_it_is() -> None:
    table = np.random.default_rng(1).standard_normal((27**2 + 3, 12), np.float32)
    assert resize_table(table, 14) is table


def test_a_resized_table_is_the_one_of_the_original_program() -> None:
    """The expected values come from SciPy's FITPACK spline (`RectBivariateSpline`, s=0) at the same offsets."""
    table = (np.arange(52) ** 2 % 17).astype(np.float32)[:, None]
    resized = resize_table(table, 6)[:, 0]
    expected = [0.0, 9.0, 15.782908, 15.0, -2.027126, 21.88992, 13.203197]
    assert resized[[0, 5, 17, 60, 77, 100, 119]] == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("grid", [10, 24], ids=["a smaller input", "a larger input"])
def test_heads_keep_apart_and_the_class_token_keeps_its_rows(grid: int) -> None:
    table = np.random.default_rng(1).standard_normal((27**2 + 3, 3), np.float32)
    resized = resize_table(table, grid)
    assert resized.shape == ((2 * grid - 1) ** 2 + 3, 3)
    assert resized.dtype == np.float32
    assert resized[-3:].tolist() == table[-3:].tolist()
    assert resized[:, [1]] == pytest.approx(resize_table(table[:, [1]], grid), abs=1e-6)


def test_the_spline_reproduces_cubic_curves_and_passes_through_its_points() -> None:
    known = np.array([-4.0, -2.5, -1.0, 0.0, 0.7, 2.0, 5.0])
    wanted = np.linspace(-4, 5, 40)

    def curve(at: np.ndarray) -> np.ndarray:
        return 0.3 * at**3 - at**2 + 2 * at - 1

    assert cubic_spline(known, wanted) @ curve(known) == pytest.approx(curve(wanted))
    assert cubic_spline(known, known) == pytest.approx(np.eye(7), abs=1e-12)
