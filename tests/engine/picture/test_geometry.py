"""Boxes and point sets."""

from hypothesis import given, strategies as st
import numpy as np
import pytest

from custom_components.digitalshadow.engine.picture.geometry import (
    enlarge,
    intersection_over_union,
    non_maximum_suppression,
    outside_share,
    scale,
    similarity_transform,
)
from custom_components.digitalshadow.engine.records.faces import Box

SQUARE = Box(10.0, 10.0, 10.0, 10.0)
boxes = st.builds(Box, *[st.floats(-100, 100)] * 2, *[st.floats(1, 100)] * 2)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(SQUARE, 1.0, id="the same box"),
        pytest.param(Box(15.0, 10.0, 10.0, 10.0), 1 / 3, id="half of it shared"),
        pytest.param(Box(20.0, 10.0, 10.0, 10.0), 0.0, id="touching edges share nothing"),
        pytest.param(Box(40.0, 40.0, 10.0, 10.0), 0.0, id="far away"),
        pytest.param(Box(12.0, 12.0, 5.0, 5.0), 0.25, id="one inside the other"),
    ],
)
def test_overlap_is_the_common_share_of_the_joint_area(other: Box, expected: float) -> None:
    assert intersection_over_union(SQUARE, other) == pytest.approx(expected)


@given(boxes, boxes)
def test_overlap_lies_between_nothing_and_all_and_does_not_depend_on_order(one: Box, other: Box) -> None:
    overlap = intersection_over_union(one, other)
    assert 0 <= overlap <= 1 + 1e-9
    assert overlap == pytest.approx(intersection_over_union(other, one))


def test_a_box_grows_about_its_centre_and_scales_about_the_origin() -> None:
    assert enlarge(SQUARE, 2) == Box(5.0, 5.0, 20.0, 20.0)
    assert scale(SQUARE, 2) == Box(20.0, 20.0, 20.0, 20.0)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param(SQUARE, 0.0, id="inside"),
        pytest.param(Box(-2.0, 10.0, 10.0, 10.0), 0.2, id="over the left edge"),
        pytest.param(Box(95.0, 10.0, 10.0, 10.0), 0.5, id="over the right edge"),
        pytest.param(Box(10.0, -1.0, 10.0, 10.0), 0.1, id="over the top"),
        pytest.param(Box(10.0, 49.0, 10.0, 10.0), 0.9, id="over the bottom"),
    ],
)
def test_how_far_a_box_leaves_the_picture_is_a_share_of_its_side(box: Box, expected: float) -> None:
    assert outside_share(box, 100, 50) == pytest.approx(expected)


def test_of_overlapping_boxes_the_most_confident_stays() -> None:
    others = [SQUARE, Box(11.0, 10.0, 10.0, 10.0), Box(60.0, 60.0, 10.0, 10.0)]
    assert non_maximum_suppression(others, [0.8, 0.9, 0.7], 0.3) == [1, 2]
    assert non_maximum_suppression([], [], 0.3) == []


@given(
    st.floats(-np.pi, np.pi),
    st.floats(0.1, 10),
    st.floats(-100, 100),
    st.floats(-100, 100),
    st.integers(0, 2**32 - 1),
)
def test_a_turned_scaled_and_moved_set_of_points_is_recovered(
    angle: float, factor: float, right: float, down: float, seed: int
) -> None:
    points = np.random.default_rng(seed).uniform(0, 100, (5, 2))
    turn = factor * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = points @ turn.T + (right, down)
    matrix = similarity_transform(points, target)
    assert np.allclose(points @ matrix[:, :2].T + matrix[:, 2], target, atol=1e-6 * max(1, factor * 100))


def test_points_that_coincide_are_only_shifted() -> None:
    matrix = similarity_transform(np.full((5, 2), 3.0), np.full((5, 2), 7.0))
    assert np.allclose(matrix, [[1, 0, 4], [0, 1, 4]])
