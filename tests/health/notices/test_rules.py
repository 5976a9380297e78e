"""Notices: news is told once, at the right time, and never out of a restored state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
import json

import pytest

from custom_components.digitalshadow.health.notices.rules import (
    LONGEST_SNOOZE_SECONDS,
    NOTICES,
    RULES,
    NoticeFacts,
    acknowledge,
    begin_anew,
    decide,
    facts_for_notices,
    is_silent,
    mute,
    snooze,
)
from custom_components.digitalshadow.health.notices.state import (
    Notice,
    NoticeKind,
    NoticeState,
    state_as_data,
    state_from_data,
)
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.measurements import Measurement
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.pressure import (
    PressureReading,
    Urgency,
    UrgentPressure,
)
from custom_components.digitalshadow.health.trend.replay import TrendState
from simulation.people import FIRST_DAY
from tests.health.report_people import DEMONSTRATION, facts_of, measured_on, noon, seen_days

DAY = 86_400.0
HOUR = 3_600.0
START = 1_800_000_000.0

QUIET = NoticeFacts(
    trend=TrendState.STABLE,
    risk_classes={"esc_2021": "high"},
    out_of_date=frozenset({"weight_kg"}),
    rise="",
    not_seen="",
)
RISING = replace(QUIET, trend=TrendState.RISING)


class Person:
    """One person's notices over time, the state stored and read back between any two looks, as after a restart."""

    def __init__(self, first: NoticeFacts = QUIET) -> None:
        self.data = json.dumps(state_as_data(NoticeState()))
        assert self.look(first, 0.0) == []

    @property
    def state(self) -> NoticeState:
        return state_from_data(json.loads(self.data))

    @state.setter
    def state(self, state: NoticeState) -> None:
        self.data = json.dumps(state_as_data(state))

    def look(self, facts: NoticeFacts, days: float) -> list[NoticeKind]:
        notices, self.state = decide(self.state, facts, START + days * DAY)
        return [notice.kind for notice in notices]


def test_the_first_look_takes_bearings_only() -> None:
    notices, state = decide(NoticeState(), replace(RISING, rise="2027-01-01"), START)

    assert notices == ()
    assert set(state.known) == NOTICES - {NoticeKind.URGENT}


@pytest.mark.parametrize(
    ("kind", "happened"),
    [
        pytest.param(NoticeKind.READING, NoticeFacts(reading="r1"), id="a reading"),
        pytest.param(NoticeKind.REPORT_READY, NoticeFacts(report="p1"), id="a report"),
    ],
)
def test_what_happens_is_told_from_the_very_first_time_and_once(
    kind: NoticeKind, happened: NoticeFacts
) -> None:
    (notice,), state = decide(NoticeState(), happened, START)

    assert (notice.kind, notice.before) == (kind, "")
    assert decide(state, happened, START + 1) == ((), state)


def test_the_same_facts_tell_nothing_and_leave_the_state_as_it_is() -> None:
    _, state = decide(NoticeState(), QUIET, START)

    assert decide(state, QUIET, START + DAY) == ((), state)
    assert decide(state, QUIET, START + DAY)[1] is state


CHANGES = [
    pytest.param(NoticeKind.READING, replace(QUIET, reading="r2"), id="a reading"),
    pytest.param(NoticeKind.TREND_CHANGED, RISING, id="a trend"),
    pytest.param(
        NoticeKind.RISK_CLASS_CHANGED,
        replace(QUIET, risk_classes={"esc_2021": "very_high"}),
        id="a risk class",
    ),
    pytest.param(
        NoticeKind.INPUT_OUT_OF_DATE,
        replace(QUIET, out_of_date=frozenset({"weight_kg", "systolic_mmhg"})),
        id="an input",
    ),
    pytest.param(NoticeKind.REPORT_READY, replace(QUIET, report="p2"), id="a report"),
    pytest.param(NoticeKind.MEASURE_BLOOD_PRESSURE, replace(QUIET, rise="2027-03-01"), id="a sustained rise"),
    pytest.param(NoticeKind.NOT_SEEN, replace(QUIET, not_seen="2027-03-01"), id="not seen"),
]


@pytest.mark.parametrize(("kind", "changed"), CHANGES)
def test_a_change_is_told_once_after_its_debounce(kind: NoticeKind, changed: NoticeFacts) -> None:
    person, debounce = Person(), RULES[kind].debounce_seconds / DAY

    told = [kind for days in (1, 1 + debounce, 2 + debounce, 40, 400) for kind in person.look(changed, days)]

    assert told == [kind]


@pytest.mark.parametrize(("kind", "changed"), CHANGES)
def test_a_notice_says_what_was_and_what_is(kind: NoticeKind, changed: NoticeFacts) -> None:
    _, state = decide(NoticeState(), QUIET, START)
    _, state = decide(state, changed, START + DAY)
    _, state = decide(state, changed, START + 2 * DAY)

    assert state.known[kind].told_at is not None
    if kind is not NoticeKind.READING:
        (notice,) = state.open
        assert notice.kind is kind
        assert notice.now != notice.before


def test_what_was_asked_for_and_done_closes_its_notice() -> None:
    person = Person()
    person.look(replace(QUIET, rise="2027-03-01", out_of_date=frozenset({"weight_kg", "systolic_mmhg"})), 1)
    assert {notice.kind for notice in person.state.open} == {
        NoticeKind.MEASURE_BLOOD_PRESSURE,
        NoticeKind.INPUT_OUT_OF_DATE,
    }

    person.look(QUIET, 8)
    assert [notice.kind for notice in person.state.open] == [NoticeKind.INPUT_OUT_OF_DATE], (
        "one is left to do"
    )
    person.look(replace(QUIET, out_of_date=frozenset()), 9)
    assert person.state.open == ()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(QUIET, trend=TrendState.CALIBRATING), id="calibration began"),
        pytest.param(replace(QUIET, out_of_date=frozenset()), id="an input was put right"),
        pytest.param(replace(QUIET, risk_classes={"acc_aha_2026": "low"}), id="another scheme speaks"),
        pytest.param(NoticeFacts(), id="nothing is known"),
        pytest.param(
            replace(QUIET, risk_classes=None, reading=None, report=None), id="some things are not known"
        ),
    ],
)
def test_some_changes_are_no_news(changed: NoticeFacts) -> None:
    person = Person()

    assert [person.look(changed, days) for days in (1, 3, 30)] == [[], [], []]


def test_the_end_of_calibration_is_silent() -> None:
    person = Person(replace(QUIET, trend=TrendState.CALIBRATING))

    assert [person.look(QUIET, days) for days in (1, 2, 3)] == [[], [], []]
    assert person.look(RISING, 4) == []
    assert person.look(RISING, 5) == [NoticeKind.TREND_CHANGED]


def test_a_change_that_does_not_last_is_not_told() -> None:
    person = Person()

    assert person.look(RISING, 1) == []
    assert person.look(QUIET, 1.5) == []
    assert person.look(RISING, 2.5) == [], "the wait begins anew"
    assert person.look(RISING, 3.5) == [NoticeKind.TREND_CHANGED]


def test_a_rise_that_comes_back_within_the_cooldown_is_told_after_it() -> None:
    person = Person()
    person.look(RISING, 1)
    assert person.look(RISING, 2) == [NoticeKind.TREND_CHANGED]

    assert [person.look(QUIET, days) for days in (3, 4)] == [[], []]
    assert [person.look(RISING, days) for days in (5, 6, 8)] == [[], [], []]
    assert person.look(RISING, 9) == [NoticeKind.TREND_CHANGED]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(TrendState.STABLE, id="a return, or a new own level"),
        pytest.param(TrendState.FALLING, id="a fall"),
        pytest.param(TrendState.CALIBRATING, id="all cameras were replaced"),
    ],
)
def test_the_end_of_a_rise_is_shown_and_not_told(after: TrendState) -> None:
    person = Person()
    person.look(RISING, 1)
    person.look(RISING, 2)
    assert [notice.kind for notice in person.state.open] == [NoticeKind.TREND_CHANGED]

    assert [person.look(replace(QUIET, trend=after), days) for days in (20, 30, 40)] == [[], [], []]
    assert person.state.open == (), "a rise that has ended stays open no longer"


def test_the_rise_after_a_new_own_level_is_told_again() -> None:
    person = Person()
    told = [
        person.look(facts, days) for facts, days in ((RISING, 1), (RISING, 2), (QUIET, 92), (RISING, 300))
    ]
    assert told == [[], [NoticeKind.TREND_CHANGED], [], []]

    assert person.look(RISING, 301) == [NoticeKind.TREND_CHANGED]


def test_a_second_rise_is_told_after_three_months_only() -> None:
    person = Person()
    assert person.look(replace(RISING, rise="2027-03-01"), 1) == [NoticeKind.MEASURE_BLOOD_PRESSURE]

    person.look(QUIET, 30)
    later = replace(QUIET, rise="2027-05-01")
    assert NoticeKind.MEASURE_BLOOD_PRESSURE not in person.look(later, 60)
    assert NoticeKind.MEASURE_BLOOD_PRESSURE in person.look(later, 92)


def test_a_clock_that_was_set_back_silences_nobody_for_long() -> None:
    person = Person()
    person.look(RISING, 100)
    assert person.look(RISING, 101) == [NoticeKind.TREND_CHANGED]

    assert person.look(QUIET, 49) == []
    assert person.look(RISING, 50) == []
    assert person.look(RISING, 51) == [NoticeKind.TREND_CHANGED]


def test_a_wait_that_began_in_the_future_begins_anew() -> None:
    person = Person()
    person.look(RISING, 100)

    assert person.look(RISING, 50) == []
    assert person.look(RISING, 51) == [NoticeKind.TREND_CHANGED]


def test_snoozing_holds_notices_back_until_its_end_and_what_happens_goes_on() -> None:
    person = Person()
    person.state = snooze(person.state, START + 10 * DAY)

    assert person.look(replace(RISING, reading="r2", report="p2"), 1) == [
        NoticeKind.READING,
        NoticeKind.REPORT_READY,
    ]
    assert [person.look(RISING, days) for days in (5, 9)] == [[], []]
    assert person.look(RISING, 10) == [NoticeKind.TREND_CHANGED]


def test_what_is_not_true_any_more_when_the_snooze_ends_is_not_told() -> None:
    person = Person()
    person.state = snooze(person.state, START + 10 * DAY)

    assert [person.look(facts, days) for facts, days in ((RISING, 1), (QUIET, 9), (QUIET, 10))] == [
        [],
        [],
        [],
    ]


def test_a_snooze_that_a_wrong_clock_put_far_away_silences_nobody() -> None:
    person = Person()
    person.state = snooze(person.state, START + 2 * DAY + LONGEST_SNOOZE_SECONDS)
    person.look(RISING, 0.5)

    assert person.look(RISING, 1.5) == [NoticeKind.TREND_CHANGED]


def test_muted_kinds_are_never_told_and_not_told_later() -> None:
    person = Person()
    person.state = mute(person.state, frozenset({NoticeKind.TREND_CHANGED}))

    assert [person.look(replace(RISING, reading="r2"), days) for days in (1, 2)] == [[NoticeKind.READING], []]
    person.state = mute(person.state, frozenset())
    assert [person.look(RISING, days) for days in (3, 4)] == [[], []]


def test_another_model_is_not_compared_with_the_one_before() -> None:
    person = Person()
    person.state = begin_anew(person.state, "a" * 64)
    assert person.look(QUIET, 0.5) == []
    changed = replace(RISING, rise="2027-03-01", risk_classes={"esc_2021": "very_high"})
    person.look(changed, 1)
    assert len(person.look(changed, 2)) == 2
    assert len(person.state.open) == 3

    person.state = begin_anew(person.state, "b" * 64)
    assert [notice.kind for notice in person.state.open] == [NoticeKind.RISK_CLASS_CHANGED]
    again = replace(changed, rise="2027-04-01")
    assert [person.look(again, days) for days in (12, 13, 14)] == [[], [], []]
    assert person.look(replace(again, trend=TrendState.STABLE), 15) == []
    assert [person.look(again, days) for days in (16, 17)] == [[], [NoticeKind.TREND_CHANGED]]


def test_the_cooldown_goes_on_when_another_model_speaks() -> None:
    person = Person()
    person.look(replace(QUIET, rise="2027-03-01"), 1)
    person.state = begin_anew(person.state, "b" * 64)
    person.look(QUIET, 2)

    assert person.look(replace(QUIET, rise="2027-03-02"), 30) == []
    assert person.look(replace(QUIET, rise="2027-03-02"), 92) == [NoticeKind.MEASURE_BLOOD_PRESSURE]


def test_the_same_model_changes_nothing() -> None:
    state = NoticeState(speaker="a" * 64)

    assert begin_anew(state, "a" * 64) is state


def test_open_notices_are_the_newest_of_their_kind_until_acknowledged() -> None:
    person = Person()
    person.look(RISING, 1)
    person.look(RISING, 2)
    person.look(replace(RISING, report="p2"), 20)
    person.look(replace(RISING, report="p3"), 21)

    assert [(notice.kind, notice.now) for notice in person.state.open] == [
        (NoticeKind.TREND_CHANGED, "rising"),
        (NoticeKind.REPORT_READY, "p3"),
    ]
    person.state = acknowledge(person.state, NoticeKind.TREND_CHANGED)
    assert [notice.kind for notice in person.state.open] == [NoticeKind.REPORT_READY]
    assert person.look(RISING, 22) == [], "acknowledging is no news"


def test_several_things_are_told_at_once_in_a_fixed_order() -> None:
    person = Person()

    assert person.look(replace(QUIET, report="p2", reading="r2"), 1) == [
        NoticeKind.READING,
        NoticeKind.REPORT_READY,
    ]


def test_kinds_of_another_version_are_passed_over() -> None:
    data = {
        "speaker": "a" * 64,
        "known": {"reading": ["r1", None], "from_the_future": ["x", 1.0]},
        "waiting": {"from_the_future": ["x", 1.0]},
        "open": [["from_the_future", "a", "b", 1.0], ["trend_changed", "rising", "stable", 2.0]],
        "muted": ["from_the_future", "reading"],
        "snoozed_until": 5.0,
    }
    state = state_from_data(data)

    assert set(state.known) == {NoticeKind.READING}
    assert state.open == (Notice(kind=NoticeKind.TREND_CHANGED, now="rising", before="stable", told_at=2.0),)
    assert (state.muted, state.snoozed_until) == (frozenset({NoticeKind.READING}), 5.0)


LONG_RISE = seen_days(rise=0.4)
AS_OF = FIRST_DAY + timedelta(119)


def on(number: int) -> date:
    """Return a day of a life."""
    return FIRST_DAY + timedelta(number)


def noticed(**changes: object) -> NoticeFacts:
    """Return what notices learn of facts."""
    facts = facts_of(**changes)
    return facts_for_notices(
        trend=facts.trend,
        profile=facts.profile,
        measured={value.measure: value for value in facts.measured},
        dues=[Due(str(value.measure), value.due_on) for value in facts.measured],
        urgent=facts.urgent,
        now=noon(facts.as_of),
        is_demonstration=facts.model.is_demonstration,
    )


def rise_of(measurements: Mapping[int, float] | None = None, **changes: object) -> str:
    """Return the rise that facts with blood pressures of so many days ago call out."""
    pressures = [
        Measurement(measure=Measure.SYSTOLIC, value=value, day=AS_OF - timedelta(days_ago))
        for days_ago, value in (measurements or {}).items()
    ]
    return noticed(days=LONG_RISE, measurements=pressures, **changes).rise or ""


def test_a_sustained_rise_calls_for_measuring() -> None:
    assert rise_of() == facts_of(days=LONG_RISE).trend.since.isoformat()


@pytest.mark.parametrize(
    "silent",
    [
        pytest.param({"days": seen_days()}, id="no rise"),
        pytest.param({"days": seen_days(rise=0.4, rise_on_day=100)}, id="a rise that just began"),
        pytest.param({"model": DEMONSTRATION}, id="a demonstration model"),
        pytest.param(
            {"days": tuple(day for day in LONG_RISE if day.camera_ids == ("hall",))}, id="a single camera"
        ),
        pytest.param(
            {"days": tuple(day for day in LONG_RISE if day.camera_ids == ("hall",) or day.day < on(60))},
            id="only one of two cameras saw the rise",
        ),
        pytest.param({"measurements": measured_on(AS_OF)}, id="measured on eight days since"),
    ],
)
def test_nothing_else_does(silent: dict[str, object]) -> None:
    assert noticed(**{"days": LONG_RISE, "measurements": [], **silent}).rise == ""


@pytest.mark.parametrize(
    "days_ago", [pytest.param(range(3), id="three days"), pytest.param(range(80, 90), id="before the rise")]
)
def test_too_few_or_earlier_measurements_do_not_answer_it(days_ago: range) -> None:
    assert rise_of(dict.fromkeys(days_ago, 130.0))


def test_facts_become_lasting_names() -> None:
    facts = noticed()

    assert (facts.trend, facts.rise) == (TrendState.STABLE, "")
    assert facts.risk_classes == {"esc_2021": "very_high", "esc_eas_2025": "high"}
    assert facts.out_of_date == frozenset()


def birthday(before: dict[str, str], now: dict[str, str], younger: dict[str, str]) -> list[NoticeKind]:
    """Return what is told when somebody turns 50 and the classes change in the same night."""
    person = Person(replace(QUIET, risk_classes=before, younger_classes=before, age_years=49))
    turned = replace(QUIET, risk_classes=now, younger_classes=younger, age_years=50)
    return [kind for days in (1, 3, 30) for kind in person.look(turned, days)]


def test_a_class_that_a_birthday_alone_changes_is_no_news() -> None:
    high, low = {"esc_2021": "high"}, {"esc_2021": "low_to_moderate"}

    assert birthday(high, low, younger=high) == []


def test_a_class_that_changes_for_another_reason_is_news_on_a_birthday_too() -> None:
    high, very_high = {"esc_2021": "high"}, {"esc_2021": "very_high"}

    assert birthday(high, very_high, younger=very_high) == [NoticeKind.RISK_CLASS_CHANGED]


def test_a_change_after_a_birthday_is_compared_with_what_holds_since() -> None:
    high, low = {"esc_2021": "high"}, {"esc_2021": "low_to_moderate"}
    person = Person(replace(QUIET, risk_classes=high, younger_classes=high, age_years=49))
    turned = replace(QUIET, risk_classes=low, younger_classes=high, age_years=50)
    assert person.look(turned, 1) == []

    risen = replace(turned, risk_classes=high)

    assert [person.look(risen, days) for days in (40, 42)] == [[], [NoticeKind.RISK_CLASS_CHANGED]]


def test_the_limits_of_2021_fall_on_a_birthday_and_nothing_is_told() -> None:
    at_49, at_50 = noticed(age_years=49.0), noticed(age_years=50.0)

    assert at_50.younger_classes == at_49.risk_classes
    assert (at_49.age_years, at_50.age_years) == (49, 50)


def test_no_class_is_not_known_rather_than_lost() -> None:
    assert noticed(cardiovascular_disease=True).risk_classes is None


def test_nothing_is_known_before_anything_is_computed() -> None:
    facts = facts_for_notices(
        trend=None,
        profile=None,
        measured=None,
        dues=None,
        urgent=None,
        now=noon(AS_OF),
        is_demonstration=False,
    )

    assert facts == NoticeFacts()


def test_what_is_due_today_is_out_of_date() -> None:
    dues = [
        Due(key, AS_OF + timedelta(days)) for key, days in (("weight_kg", -1), ("pregnant", 0), ("sleep", 1))
    ]
    facts = facts_for_notices(
        trend=None,
        profile=None,
        measured=None,
        dues=dues,
        urgent=None,
        now=noon(AS_OF),
        is_demonstration=False,
    )
    assert facts.out_of_date == frozenset({"weight_kg", "pregnant"})


VERY_HIGH = NoticeFacts(urgent="very_high@2026-11-29")


def test_what_is_urgent_is_told_at_the_first_look_and_in_a_snooze_and_once() -> None:
    state = snooze(NoticeState(), START + 5 * DAY)
    (notice,), state = decide(state, VERY_HIGH, START)

    assert notice.kind is NoticeKind.URGENT
    assert not is_silent(state, NoticeKind.URGENT, START)
    assert decide(state, VERY_HIGH, START + HOUR) == ((), state)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        pytest.param("very_high@2026-11-29", "very_high@2026-11-29", False, id="measured again, as high"),
        pytest.param("very_high@2026-11-29", "very_high@2026-11-30", True, id="on the next day again"),
        pytest.param("", "very_high@2026-11-29", True, id="again after it had come down"),
        pytest.param("maternity_high@2026-11-29", "maternity_severe@2026-11-29", True, id="higher"),
        pytest.param("maternity_severe@2026-11-29", "maternity_high@2026-11-29", False, id="less high"),
        pytest.param("very_high@2026-11-29", "", False, id="down"),
    ],
)
def test_what_is_urgent_is_told_again_when_it_is_news(before: str, now: str, told: bool) -> None:
    _, state = decide(NoticeState(), NoticeFacts(urgent=before), START)
    notices, state = decide(state, NoticeFacts(urgent=now), START + HOUR)

    assert bool(notices) is told
    assert bool(state.open) is bool(now)


def test_a_mute_of_it_silences_it() -> None:
    state = mute(NoticeState(), frozenset({NoticeKind.URGENT}))

    assert decide(state, VERY_HIGH, START)[0] == ()


@pytest.mark.parametrize(
    ("hours_ago", "urgent"),
    [(0, "very_high@2027-04-30"), (24, "very_high@2027-04-29"), (24.1, "")],
    ids=["now", "a day ago", "longer ago"],
)
def test_a_pressure_is_news_for_a_day(hours_ago: float, urgent: str) -> None:
    measured_at = noon(AS_OF) - timedelta(hours=hours_ago)
    found = UrgentPressure(Urgency.VERY_HIGH, PressureReading(190, 100, measured_at), None)
    facts = facts_for_notices(
        trend=None,
        profile=None,
        measured={},
        dues=None,
        urgent=found,
        now=noon(AS_OF),
        is_demonstration=True,
    )

    assert facts.urgent == urgent
