"""From sightings to visits to readings; time is an argument."""

from statistics import fmean
import subprocess
import sys

from hypothesis import given, strategies as st
import pytest

from custom_components.digitalshadow.engine.reading.visits import (
    MAX_MOVE,
    VisitBook,
    reading_id,
    reading_of,
    trimmed_mean,
)
from custom_components.digitalshadow.engine.records.configuration import ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.faces import Quality, WhyNot
from custom_components.digitalshadow.engine.records.readings import Visit
from custom_components.digitalshadow.engine.records.sightings import Crop, Light, Liveness, Sighting
from tests.engine.conftest import REPOSITORY

MODEL = RiskModel("marker", "1", ModelKind.DEMONSTRATION, "abc", "")


def sighting(
    captured_at: float,
    probability: float | None = 0.3,
    *,
    person_id: str = "anna",
    camera_id: str = "hall",
    quality: float = 0.5,
    crop: Crop = Crop.DETECTED,
    runtime: str = "numpy 2.3.2",
    is_grey: bool = False,
    liveness: Liveness = Liveness.UNKNOWN,
) -> Sighting:
    """Return a sighting of Anna in the hall unless told otherwise."""
    why_not = WhyNot.NOT_DUE if probability is None else None
    judged = Quality(quality, (), 50.0, 20.0, 0.1, is_grey)
    made_from = None if probability is None else crop
    computed_by = None if probability is None else runtime
    return Sighting(
        person_id, camera_id, captured_at, 0.7, judged, probability, why_not, made_from, computed_by, liveness
    )


def ended(sightings: list[Sighting], now: float = 10_000.0) -> tuple[Visit, ...]:
    """Return the visits that these sightings make."""
    book = VisitBook(gap_seconds=60)
    for one in sightings:
        book.add(one)
    return book.close(now)


def test_sightings_without_a_long_gap_are_one_visit_across_cameras() -> None:
    (visit,) = ended([sighting(0), sighting(30, None, camera_id="door"), sighting(80), sighting(100)])
    assert (visit.started_at, visit.last_seen_at, visit.sightings) == (0, 100, 4)
    assert visit.camera_ids == ("hall", "door")
    assert len(visit.best) == 3


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        pytest.param([0, 60], [0], id="just the gap"),
        pytest.param([0, 61], [0, 61], id="longer than the gap"),
        pytest.param([100, 90], [100], id="one camera delivers late"),
        pytest.param([10_000, 100], [100, 10_000], id="the clock was set back"),
        pytest.param(
            list(range(0, 1300, 50)), [0, 600, 1200], id="somebody who stays is cut every ten minutes"
        ),
    ],
)
def test_where_visits_begin(times: list[float], starts: list[float]) -> None:
    assert [visit.started_at for visit in ended([sighting(when) for when in times])] == starts


@pytest.mark.parametrize(
    ("now", "count"),
    [
        pytest.param(100, 0, id="still there"),
        pytest.param(160, 0, id="gone for just the gap"),
        pytest.param(161, 1, id="gone for longer"),
        pytest.param(-1000, 1, id="the clock was set back"),
    ],
)
def test_a_visit_closes_after_its_gap(now: float, count: int) -> None:
    assert len(ended([sighting(100)], now)) == count


def test_a_visit_is_handed_out_once() -> None:
    book = VisitBook(gap_seconds=60)
    book.add(sighting(0))
    book.add(sighting(100))
    assert [visit.started_at for visit in book.close(110)] == [0]
    assert [visit.started_at for visit in book.close(500)] == [100]
    assert book.close(500) == ()


def test_a_visit_of_ten_minutes_is_closed_although_it_goes_on() -> None:
    book = VisitBook(gap_seconds=60)
    for when in range(0, 600, 10):
        book.add(sighting(when))
    assert len(book.close(599)) == 0
    assert len(book.close(600)) == 1


def test_each_person_has_a_visit_of_their_own() -> None:
    visits = ended([sighting(0), sighting(1, person_id="ben"), sighting(2)])
    assert [(visit.person_id, visit.sightings) for visit in visits] == [("anna", 2), ("ben", 1)]


def test_a_shutdown_ends_every_visit() -> None:
    book = VisitBook(gap_seconds=60)
    book.add(sighting(0))
    book.add(sighting(200))
    assert [visit.started_at for visit in book.close_all()] == [0, 200]
    assert book.close_all() == ()


def test_a_forgotten_person_leaves_no_visit() -> None:
    book = VisitBook(gap_seconds=60)
    for when, person_id in ((0, "anna"), (1, "ben"), (200, "anna")):
        book.add(sighting(when, person_id=person_id))
    book.forget("anna")
    book.forget("nobody")
    assert [visit.person_id for visit in book.close(10_000)] == ["ben"]


def test_only_the_best_few_sightings_are_kept() -> None:
    book = VisitBook(gap_seconds=60)
    for number in range(500):
        visit = book.add(sighting(number, number / 1000, quality=(number * 37 % 100) / 100))
    assert visit.sightings == 500
    assert [one.quality.value for one in visit.best] == [0.99] * 5


def test_a_reading_is_made_of_the_best_frames() -> None:
    values = [(0.2, 0.9), (0.3, 0.8), (0.9, 0.7), (0.25, 0.6), (0.35, 0.5), (0.99, 0.1)]
    (visit,) = ended([sighting(when, p, quality=q) for when, (p, q) in enumerate(values)])
    reading = reading_of(visit, MODEL)
    assert reading is not None
    assert reading.probability == pytest.approx(fmean([0.25, 0.3, 0.35]))
    assert reading.frames == 5
    assert reading.quality == pytest.approx(0.7)
    assert reading.spread == pytest.approx(0.065**0.5)
    assert (reading.started_at, reading.ended_at) == (0, 5)
    assert (reading.model_sha256, reading.model_kind) == ("abc", ModelKind.DEMONSTRATION)
    assert reading.camera_ids == ("hall",)
    assert reading.runtimes == ("numpy 2.3.2",)


def test_a_reading_says_all_that_computed_it() -> None:
    """As where a server was lost in the middle of a visit."""
    (visit,) = ended([sighting(when, 0.2, runtime=name) for when, name in enumerate(["b 2", "a 1", "b 2"])])
    reading = reading_of(visit, MODEL)
    assert reading is not None
    assert reading.runtimes == ("a 1", "b 2")


def test_a_visit_without_a_probability_gives_no_reading() -> None:
    (visit,) = ended([sighting(0, None), sighting(1, None)])
    assert reading_of(visit, MODEL) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.4], None, id="one frame may be a damaged one"),
        pytest.param([0.4, 0.42], 0.41, id="two that agree"),
        pytest.param([0.4, 0.43], None, id="of two that disagree one is wrong, and nobody knows which"),
        pytest.param([0.4, 0.4, 0.9], 0.4, id="of three the odd one out is left out"),
    ],
)
def test_a_reading_takes_frames_that_bear_each_other_out(values: list[float], expected: float | None) -> None:
    (visit,) = ended([sighting(when, value) for when, value in enumerate(values)])
    reading = reading_of(visit, MODEL)
    assert (None if reading is None else reading.probability) == (
        None if expected is None else pytest.approx(expected)
    )


@given(
    st.lists(st.floats(0.3, 0.32), min_size=1, max_size=12),
    st.floats(0, 1),
    st.integers(0, 11),
)
def test_one_damaged_frame_moves_a_reading_by_two_hundredths_at_most(
    sound: list[float], damaged: float, place: int
) -> None:
    values = [*sound]
    values[place % len(values)] = damaged
    (before,) = ended([sighting(when, value) for when, value in enumerate(sound)])
    (after,) = ended([sighting(when, value) for when, value in enumerate(values)])
    one, other = reading_of(before, MODEL), reading_of(after, MODEL)
    if one is not None and other is not None:
        assert abs(one.probability - other.probability) <= MAX_MOVE + 1e-9


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.4], 0.4, id="one"),
        pytest.param([0.2, 0.4], 0.3, id="two"),
        pytest.param([0.2, 0.3, 0.9], 0.3, id="three: the middle one"),
        pytest.param([0.2, 0.3, 0.5, 0.9], 0.4, id="four: the middle two"),
        pytest.param([0.0, 0.2, 0.3, 0.4, 1.0], 0.3, id="five: the middle three"),
    ],
)
def test_the_highest_and_the_lowest_are_left_out(values: list[float], expected: float) -> None:
    assert trimmed_mean(values) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=5), st.floats(0, 1))
def test_one_wild_frame_never_moves_the_value_beyond_the_others(values: list[float], wild: float) -> None:
    assert min(values) - 1e-12 <= trimmed_mean([*values, wild]) <= max(values) + 1e-12


def test_the_same_visit_always_has_the_same_name_and_no_other_has_it() -> None:
    name = reading_id("anna", 1000.5, "abc")
    assert name == reading_id("anna", 1000.5, "abc")
    others = [("ben", 1000.5, "abc"), ("anna", 1000.6, "abc"), ("anna", 1000.5, "abc0")]
    assert len({name, *(reading_id(*other) for other in others)}) == 4


def test_visits_need_no_numpy() -> None:
    folder = REPOSITORY / "custom_components/digitalshadow"
    code = "import sys; sys.path.insert(0, sys.argv[1]); import engine.reading.visits; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code, str(folder)], check=False).returncode == 0


def test_a_probability_that_comes_later_belongs_to_its_sighting_and_counts_none() -> None:
    book = VisitBook(gap_seconds=60)
    book.add(sighting(0, 0.2))
    book.add(sighting(10, None))

    book.answer(sighting(10, 0.4))

    (visit,) = book.close(1000)
    assert visit.sightings == 2
    assert {one.probability for one in visit.best} == {0.2, 0.4}


def test_a_probability_that_comes_after_its_visit_starts_none() -> None:
    book = VisitBook(gap_seconds=60)
    book.add(sighting(0, None))
    book.close(1000)
    book.answer(sighting(0, 0.4))

    book.add(sighting(1000, None))
    book.answer(sighting(0, 0.4))

    (visit,) = book.close(2000)
    assert visit.best == ()


def test_a_reading_is_never_made_of_two_kinds_of_crop() -> None:
    book = VisitBook(gap_seconds=30)
    for second, (probability, crop) in enumerate(
        [(0.2, Crop.EXACT), (0.9, Crop.DERIVED), (0.21, Crop.EXACT), (0.9, Crop.DERIVED), (0.22, Crop.EXACT)]
    ):
        book.add(sighting(float(second), probability, crop=crop))
    (visit,) = book.close_all()
    reading = reading_of(visit, MODEL)
    assert reading is not None
    assert (reading.crop, reading.frames) == (Crop.EXACT, 3)
    assert reading.probability == pytest.approx(0.21)


def test_better_frames_of_another_kind_of_crop_drive_none_out() -> None:
    book = VisitBook(gap_seconds=30)
    for second in range(3):
        book.add(sighting(float(second), 0.2, crop=Crop.EXACT, quality=0.4))
    for second in range(3, 5):
        book.add(sighting(float(second), 0.9, crop=Crop.DERIVED, quality=0.9))
    (visit,) = book.close_all()
    assert [kept.crop for kept in visit.best].count(Crop.EXACT) == 3
    reading = reading_of(visit, MODEL)
    assert reading is not None
    assert reading.crop is Crop.EXACT


def test_a_reading_is_never_made_of_grey_pictures_and_of_coloured_ones() -> None:
    book = VisitBook(gap_seconds=30)
    for second, is_grey in enumerate([True, False, True, False, True]):
        book.add(sighting(float(second), 0.9 if is_grey else 0.2, is_grey=is_grey))
    (visit,) = book.close_all()
    reading = reading_of(visit, MODEL)
    assert reading is not None
    assert (reading.light, reading.frames) == (Light.GREY, 3)
    assert reading.probability == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([Liveness.UNKNOWN] * 4, Liveness.UNKNOWN, id="nothing can be said"),
        pytest.param(
            [Liveness.UNKNOWN, Liveness.NOT_SEEN, Liveness.UNKNOWN, Liveness.UNKNOWN],
            Liveness.NOT_SEEN,
            id="one camera looked for long",
        ),
        pytest.param(
            [Liveness.SEEN, Liveness.NOT_SEEN, Liveness.UNKNOWN, Liveness.NOT_SEEN],
            Liveness.SEEN,
            id="one camera saw it",
        ),
    ],
)
def test_a_visit_was_seen_living_if_one_camera_saw_it(told: list[Liveness], expected: Liveness) -> None:
    (visit,) = ended([sighting(float(number), liveness=one) for number, one in enumerate(told)])
    reading = reading_of(visit, MODEL)
    assert visit.liveness is expected
    assert reading is not None
    assert reading.liveness is expected
