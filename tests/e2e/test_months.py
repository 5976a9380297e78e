"""Months of a simulated household in seconds: `scripts/demo --days`, and what makes it end badly."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
import json
from pathlib import Path
import subprocess
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.digitalshadow.why_no_value import LEARNING_DAYS
from demo.months.cast import ANNA, BEN, STRANGER
from demo.months.diary import Change, Told
from demo.months.lives import walks
from demo.months.outcome import Outcome, Part, StrangersPart
from demo.months.traces import files_with

REPOSITORY = Path(__file__).resolve().parents[2]
DAYS = 66
"""Long enough for a measurement to run out, and for the rise to be found."""
FIRST_DAY = date(2026, 6, 29)
SHIFTED_ON = FIRST_DAY + timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `scripts/demo --days`."""

    exit_code: int
    """What the shell got."""
    said: str
    """What it printed."""
    outcome: dict[str, Any]
    """What it wrote."""

    def part(self, name: str) -> dict[str, Any]:
        """Return what happened to one person."""
        return next(part for part in self.outcome["parts"] if part["name"] == name)

    def notices(self, name: str) -> list[str]:
        """Return the kinds of what was told to a person beside readings, in order."""
        return [told["kind"] for told in self.part(name)["told"] if told["kind"] != "reading"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The play, as somebody at a terminal starts it."""
    file = tmp_path_factory.mktemp("months") / "months.json"
    done = subprocess.run(
        [str(REPOSITORY / "scripts" / "demo"), "--days", str(DAYS), "--once", "--json", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=280,
        check=False,
    )
    return Run(done.returncode, done.stdout, json.loads(file.read_text()) if file.exists() else {})


@pytest.mark.timeout(300)
def test_the_play_ends_well(run: Run) -> None:
    assert run.exit_code == 0, run.said
    assert run.outcome["complete"]
    assert all(run.outcome["expectations"].values())


def test_it_says_loudly_that_everything_is_made_up(run: Run) -> None:
    first = run.said.splitlines()[0]
    assert "EVERYTHING HERE IS SIMULATED" in first
    assert run.outcome["model"] == "Simulated values"


def test_it_says_once_a_month_how_far_it_is(run: Run) -> None:
    said = [line for line in run.said.splitlines() if "days are over" in line]
    assert [line.partition(";")[0] for line in said] == [
        f"demo: 30 of {DAYS} days are over",
        f"demo: 60 of {DAYS} days are over",
    ]


def test_the_stable_person_never_rises_and_hears_once_of_the_measurement_that_ran_out(run: Run) -> None:
    trends = [change["now"] for change in run.part("Anna")["changes"] if change["key"] == "trend"]
    assert [state for state in trends if state in LEARNING_DAYS] == list(LEARNING_DAYS)
    rest = [state for state in trends if state not in LEARNING_DAYS]
    assert rest == ["not_seen_yet", "calibrating", "calibrating", "stable"]
    assert run.notices("Anna") == ["input_out_of_date", "report_ready", "report_ready"]


def test_the_rise_is_found_after_it_began_and_told_once(run: Run) -> None:
    ben = run.part("Ben")
    rose_on = date.fromisoformat(ben["rose_on"])
    assert timedelta(0) <= rose_on - date.fromisoformat(ben["shifted_on"]) <= timedelta(days=21)
    assert run.notices("Ben") == ["trend_changed", "report_ready", "report_ready"]


def test_the_statistics_of_home_assistant_show_the_rise(run: Run) -> None:
    weeks = run.part("Ben")["weeks"]
    before = [week["mean"] for week in weeks if date.fromisoformat(week["monday"]) < SHIFTED_ON]
    after = [week["mean"] for week in weeks if date.fromisoformat(week["monday"]) > SHIFTED_ON]
    assert len(weeks) == (DAYS + 6) // 7
    assert max(before[:-1]) < min(after)


def test_each_person_has_the_report_in_two_languages(run: Run) -> None:
    for name in ("Anna", "Ben"):
        reports = run.part(name)["reports"]
        assert reports["en"].startswith(f"# Heart report for {name}")
        assert reports["de"].startswith(f"# Herzbericht für {name}")
        assert all("Simulated values" in report and "SCORE2" in report for report in reports.values())
        assert all(report.splitlines()[0] in run.said for report in reports.values())


def test_of_the_stranger_nothing_is_left_but_a_count(run: Run) -> None:
    stranger = run.outcome["stranger"]
    assert 0 < stranger["pictures"] == stranger["not_recognised"]
    assert (stranger["people_stored"], stranger["traces"]) == (3, [])


def test_too_short_a_play_is_refused() -> None:
    done = subprocess.run(
        [str(REPOSITORY / "scripts" / "demo"), "--days=1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "expected at least 7 days, got 1" in done.stderr


def told(day: int, kind: str, **facts: object) -> Told:
    """Return something that was told on a day of the play."""
    return Told(datetime(2026, 6, 29, 9, tzinfo=UTC) + timedelta(days=day), "Ben", kind, facts)


def trend(day: int, before: str, now: str) -> Change:
    """Return a change of the trend on a day of the play."""
    return Change(datetime(2026, 6, 29, 9, tzinfo=UTC) + timedelta(days=day), "Ben", "trend", before, now)


RISE_TOLD = told(51, "trend_changed", trend="rising", trend_before="stable")
GOOD_PART = Part(
    name="Ben",
    walks=2,
    readings=2,
    shifted_on=SHIFTED_ON,
    changes=(trend(50, "stable", "rising"),),
    told=(told(1, "reading"), told(2, "reading"), RISE_TOLD, told(66, "report_ready")),
    sensors={},
    weeks=(),
    reports={"en": "# Heart report"},
)
GOOD = Outcome(
    notice="simulated",
    home_assistant="2026.10.4",
    model="Simulated values",
    days=DAYS,
    first_day=FIRST_DAY,
    restarts=2,
    told_at_restarts=0,
    errors_logged=0,
    parts=(GOOD_PART,),
    stranger=StrangersPart(walks=1, pictures=3, not_recognised=3, people_stored=1, traces=()),
    seconds=1.0,
)


def with_part(**changes: Any) -> Outcome:  # noqa: ANN401  # fields of the part
    """Return an outcome in which something happened to Ben."""
    return replace(GOOD, parts=(replace(GOOD_PART, **changes),))


def with_stranger(**changes: Any) -> Outcome:  # noqa: ANN401  # fields of the stranger's part
    """Return an outcome in which something is left of the stranger."""
    return replace(GOOD, stranger=replace(GOOD.stranger, **changes))


def test_a_play_without_fault_is_complete() -> None:
    assert GOOD.complete


@pytest.mark.parametrize(
    ("make_outcome", "broken"),
    [
        pytest.param(lambda: with_part(readings=1), "each walk became one reading", id="a visit was lost"),
        pytest.param(
            lambda: with_part(told=(*GOOD_PART.told, told(3, "reading"))),
            "each reading was told once",
            id="a reading was told again",
        ),
        pytest.param(
            lambda: with_part(told=(*GOOD_PART.told, RISE_TOLD)),
            "no notice was told twice",
            id="the same trend was told again",
        ),
        pytest.param(
            lambda: with_part(reports={"en": "one", "de": "two"}),
            "each report was told once",
            id="a report was not told",
        ),
        pytest.param(
            lambda: with_part(shifted_on=None), "no change was made up", id="a rise out of nothing but chance"
        ),
        pytest.param(
            lambda: with_part(changes=(trend(62, "stable", "rising"),)),
            "the rise was found within 21 days",
            id="the rise was found after 22 days",
        ),
        pytest.param(
            lambda: with_part(changes=(trend(39, "stable", "rising"),)),
            "the rise was found within 21 days",
            id="a rise was found before it began",
        ),
        pytest.param(
            lambda: with_part(changes=()), "the rise was found within 21 days", id="the rise was never found"
        ),
        pytest.param(
            lambda: with_part(told=tuple(one for one in GOOD_PART.told if one is not RISE_TOLD)),
            "the changed trend was told",
            id="the rise was found and not told",
        ),
        pytest.param(
            lambda: replace(GOOD, days=120),
            "the lasting rise asked once for the blood pressure",
            id="a lasting rise asked for nothing",
        ),
        pytest.param(
            lambda: replace(GOOD, told_at_restarts=1),
            "a restart of the integration tells nothing",
            id="a restart told the past",
        ),
        pytest.param(
            lambda: replace(GOOD, errors_logged=1),
            "the integration logged no error",
            id="an error was logged",
        ),
        pytest.param(
            lambda: with_stranger(not_recognised=2),
            "the stranger was seen",
            id="a stranger was taken for somebody",
        ),
        pytest.param(
            lambda: with_stranger(pictures=0, not_recognised=0),
            "the stranger was seen",
            id="no stranger came",
        ),
        pytest.param(
            lambda: with_stranger(people_stored=2),
            "nobody but the enrolled people",
            id="the stranger was stored",
        ),
        pytest.param(
            lambda: with_stranger(traces=("home-assistant.log",)),
            "no picture left a trace",
            id="a trace on the disk",
        ),
    ],
)
def test_what_goes_wrong_makes_the_play_end_badly(make_outcome: Callable[[], Outcome], broken: str) -> None:
    outcome = make_outcome()

    assert not outcome.complete
    assert any(broken in what for what, holds in outcome.expectations().items() if not holds)


def test_traces_are_found_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "database").write_bytes(b"\0\1face of somebody\2")
    (tmp_path / "log").write_text("nothing")

    assert files_with(tmp_path, ["face of somebody", "face of nobody"]) == {
        "face of somebody": ("deep/database",),
        "face of nobody": (),
    }


def test_a_person_lives_the_same_life_however_long_the_play_lasts() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def seen(days: int) -> list[datetime]:
        """Return when Ben was seen within the first week."""
        found = walks((ANNA.life, BEN.life), STRANGER, FIRST_DAY, days, time_zone=berlin, seed=1)
        until = datetime(2026, 7, 6, tzinfo=berlin)
        return [walk.begins_at for walk in found if BEN.life.face in walk.faces and walk.begins_at < until]

    assert seen(7) == seen(30) != []
