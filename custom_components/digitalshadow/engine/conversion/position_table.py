"""The relative position bias of BEiT: which row of a table belongs to which pair of tokens, and tables of other sizes.

A table has one row per offset between two patches, (2 grid - 1)^2 of them, then three for pairs with the class token,
and one column per head.
"""

from math import isqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy import float32, float64, int32
    from numpy.typing import NDArray

SPECIAL_ROWS: Final = 3
"""Rows for class token to patch, patch to class token, and class token to itself."""
_LEAST_RATIO, _MOST_RATIO, _RATIO_STEP = 1.01, 1.5, 1e-6


def position_rows(grid: int) -> NDArray[int32]:
    """Return the table's row for each pair of tokens, shape (grid^2 + 1, grid^2 + 1), the class token first."""
    span = 2 * grid - 1
    down, across = np.divmod(np.arange(grid**2), grid)
    offset_down = down[:, None] - down[None, :] + grid - 1
    offset_across = across[:, None] - across[None, :] + grid - 1
    rows = np.empty((grid**2 + 1, grid**2 + 1), np.int32)
    rows[1:, 1:] = offset_down * span + offset_across
    rows[0, :], rows[:, 0], rows[0, 0] = span**2, span**2 + 1, span**2 + 2
    return rows


def resize_table(table: NDArray[float32], grid: int) -> NDArray[float32]:
    """Return a table for another grid, interpolated as the original program does; the same table for the same grid.

    The known offsets are spread geometrically, dense at the centre, until they reach as far as the new grid's; a cubic
    spline through them (third derivative continuous at the second and last but one knot, as FITPACK lays its knots)
    is read at every whole offset, first along one axis and then along the other.
    """
    source, target = isqrt(len(table) - SPECIAL_ROWS), 2 * grid - 1
    if source == target:
        return table
    known = _geometric_offsets(source // 2, target // 2)
    wanted = np.clip(np.arange(-(target // 2), target // 2 + 1.0), known[0], known[-1])
    spline = cubic_spline(known, wanted)
    planes = table[:-SPECIAL_ROWS].astype(np.float64).reshape(source, source, -1)
    resized = np.einsum("ai,bj,ijh->abh", spline, spline, planes, optimize=True)
    rows = resized.reshape(target**2, -1).astype(np.float32)
    return np.concatenate([rows, table[-SPECIAL_ROWS:]])


def _geometric_offsets(known: int, reach: int) -> NDArray[float64]:
    """Return 2 known + 1 offsets around 0 whose distances grow by one ratio, the last of them near `reach`."""
    low, high = _LEAST_RATIO, _MOST_RATIO
    while high - low > _RATIO_STEP:
        ratio = (low + high) / 2
        if (1 - ratio**known) / (1 - ratio) > reach:
            high = ratio
        else:
            low = ratio
    # The last ratio tried, not the middle of what is left: so does the original.
    outward = np.cumsum(ratio ** np.arange(known))
    return np.concatenate([-outward[::-1], [0.0], outward])


def cubic_spline(known: NDArray[float64], wanted: NDArray[float64]) -> NDArray[float64]:
    """Return the matrix that takes values at the known places to values at the wanted ones, along a not-a-knot spline.

    Needs at least four known places in rising order, and wanted ones between the first and the last.
    """
    count, steps = len(known), np.diff(known)
    to_curvature, to_slopes = np.zeros((count, count)), np.zeros((count, count))
    for index in range(1, count - 1):
        before, after = steps[index - 1], steps[index]
        to_curvature[index, index - 1 : index + 2] = before, 2 * (before + after), after
        to_slopes[index, index - 1 : index + 2] = 6 / before, -6 / before - 6 / after, 6 / after
    to_curvature[0, :3] = steps[1], -(steps[0] + steps[1]), steps[0]
    to_curvature[-1, -3:] = steps[-1], -(steps[-2] + steps[-1]), steps[-2]
    curvature = np.linalg.solve(to_curvature, to_slopes)
    piece = np.clip(np.searchsorted(known, wanted, side="right") - 1, 0, count - 2)
    width = steps[piece][:, None]
    right = (wanted - known[piece])[:, None] / width
    left = 1 - right
    values: NDArray[float64] = np.eye(count)
    bend = (left**3 - left) * curvature[piece] + (right**3 - right) * curvature[piece + 1]
    matrix: NDArray[float64] = left * values[piece] + right * values[piece + 1] + bend * width**2 / 6
    return matrix
