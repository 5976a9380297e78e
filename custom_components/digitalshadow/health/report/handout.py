"""A page for the doctor: one sheet of HTML for A4 and Letter, without a script or anything to fetch."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from html import escape
from typing import Final

from ..person import units
from ..person.measures import Measure
from ..person.person_profile import Input
from ..person.questions import QUESTIONS
from ..trend.daily_values import DayValue, PeriodValue, week_values
from .facts import ReportFacts
from .for_doctor_page import assessment
from .model_name import model_name
from .phrases import PHRASES, Language, Phrases
from .quantities import written
from .text import FIXED, Report, SectionKey, write

_ANSWERS: Final = (
    Input.AGE.value,
    *(name for name, question in QUESTIONS.items() if question.is_for_doctor),
)
_WEEKS: Final = 26
_CHART_WIDTH, _CHART_HEIGHT = 520, 70

_STYLE: Final = """\
@page { margin: 14mm }
* { box-sizing: border-box }
body { font: 10pt/1.35 system-ui, sans-serif; color: #000; background: #fff; max-width: 182mm; margin: 0 auto }
h1 { font-size: 15pt; margin: 0 } h2 { font-size: 11pt; margin: 3mm 0 1mm; border-bottom: 1px solid #888 }
p { margin: 0 0 1mm } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 0.4mm 2mm 0.4mm 0; border-bottom: 1px solid #ccc; font-weight: normal }
thead th { font-weight: bold } td.number { text-align: right }
section { break-inside: avoid } .small { font-size: 8.5pt } svg { width: 100%; height: auto }
"""

_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>{heading}. {made_on}</p>
{sections}
</body>
</html>
"""


def handout(facts: ReportFacts, days: Sequence[DayValue], language: Language, person_name: str) -> str:
    """Return the page. `days` are those of the facts' model; everything that came from outside is escaped."""
    phrases = PHRASES[language]
    report = write(facts, language, person_name)
    name = model_name(facts.model, phrases)
    signal = "handout.signal_demonstration" if facts.model.is_demonstration else "handout.signal"
    weeks = _weeks(days, facts.as_of)
    sections = (
        *(
            _section(report.section(key).heading, _paragraph(report, key))
            for key in (SectionKey.URGENT, SectionKey.DOCTOR)
            if report.has(key)
        ),
        _section(
            phrases.say("handout.assessment"),
            *(f"<p>{escape(line)}</p>\n" for line in assessment(facts, phrases)),
        ),
        _section(phrases.say("handout.answers"), _answers(facts, phrases)),
        _section(phrases.say("handout.measurements"), _measurements(facts, phrases)),
        _section(
            phrases.say(signal),
            f"<p>{_text(phrases, 'handout.model')}: {escape(name)}, {escape(facts.model.sha256[:12])}</p>\n",
            _paragraph(report, SectionKey.SEEN),
            _paragraph(report, SectionKey.TREND),
            _chart(weeks, phrases),
        ),
        _section(report.section(SectionKey.MISSING).heading, _paragraph(report, SectionKey.MISSING)),
        *(_section(report.section(key).heading, _paragraph(report, key)) for key in FIXED),
    )
    return _PAGE.format(
        language=language,
        title=escape(report.title),
        heading=_text(phrases, "handout.title"),
        made_on=escape(report.made_on),
        style=_STYLE,
        sections="".join(sections),
    )


def _text(phrases: Phrases, key: str) -> str:
    """Return an escaped text."""
    return escape(phrases.say(key))


def _section(heading: str, *parts: str) -> str:
    """Return a section of parts that are HTML already."""
    return f"<section>\n<h2>{escape(heading)}</h2>\n{''.join(parts)}</section>\n"


def _paragraph(report: Report, key: SectionKey) -> str:
    """Return a part of the report as one paragraph."""
    return f"<p>{escape(report.words(key))}</p>\n"


def _answers(facts: ReportFacts, phrases: Phrases) -> str:
    """Return what the person answered as one paragraph; what is not known is not in it."""
    known = ((wanted, getattr(facts.profile, wanted)) for wanted in _ANSWERS)
    pairs = (
        phrases.say(
            "handout.answer.pair",
            name=phrases.say(f"input.{wanted}"),
            value=_answer(value, wanted, phrases),
        )
        for wanted, value in known
        if value is not None
    )
    return f"<p>{escape(phrases.texts['format.list_separator'].join(pairs) or '-')}</p>\n"


def _answer(value: date | float | StrEnum, wanted: str, phrases: Phrases) -> str:
    """Return one answer in words, yes and no too."""
    match value:
        case bool():
            return phrases.say(f"handout.answer.{'yes' if value else 'no'}")
        case StrEnum():
            return phrases.say(f"handout.answer.{wanted}.{value}")
        case date():
            return phrases.day(value)
        case _:
            return phrases.number(value)


def _measurements(facts: ReportFacts, phrases: Phrases) -> str:
    """Return the measurements as a table, each with its day."""
    head = "".join(
        f"<th>{_text(phrases, f'handout.{column}')}</th>"
        for column in ("measure", "value", "readings", "days", "last_day")
    )
    rows = "".join(_rows(facts, phrases))
    return f'<table class="small"><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>\n'


def _rows(facts: ReportFacts, phrases: Phrases) -> Iterable[str]:
    """Yield the rows of the table."""
    for value in facts.measured:
        number = written(phrases, value.measure, value.value, facts.unit_of(value.measure))
        if value.spec.quantity is units.PRESSURE and value.morning is not None and value.evening is not None:
            morning, evening = (phrases.number(mean) for mean in (value.morning, value.evening))
            number = phrases.say("handout.by_time", value=number, morning=morning, evening=evening)
        day = phrases.day(value.last_day)
        if value.is_out_of_date(facts.as_of):
            day += f" ({phrases.say('handout.old')})"
        yield (
            f"<tr><th>{_text(phrases, f'input.{value.measure}')}</th><td>{escape(number)}</td>"
            f"<td>{value.readings}</td><td>{value.days}</td><td>{escape(day)}</td></tr>\n"
        )
    total, hdl = facts.profile.total_cholesterol_mmol_l, facts.profile.hdl_cholesterol_mmol_l
    if total is not None and hdl is not None:
        lipid = Measure.TOTAL_CHOLESTEROL
        number = written(phrases, lipid, total - hdl, facts.unit_of(lipid))
        yield (
            f"<tr><th>{_text(phrases, 'handout.non_hdl')}</th><td>{escape(number)}</td>"
            "<td></td><td></td><td></td></tr>\n"
        )


def _weeks(days: Sequence[DayValue], as_of: date) -> tuple[PeriodValue, ...]:
    """Return the weeks of half a year."""
    first = as_of - timedelta(weeks=_WEEKS)
    return week_values(value for value in days if first < value.day <= as_of)


def _chart(weeks: Sequence[PeriodValue], phrases: Phrases) -> str:
    """Return the weeks as bars from the lowest to the highest day with a mark at the median; a gap stays empty.

    The scale is 0 to 100 always, so that noise cannot look like a mountain.
    """
    if not weeks:
        return ""
    first = weeks[0].first_day
    step = _CHART_WIDTH / (_WEEKS + 1)
    marks = []
    for week in weeks:
        x = step * ((week.first_day - first).days // 7 + 0.5)
        low, high, middle = (
            _CHART_HEIGHT * (1 - value) for value in (week.lowest, week.highest, week.probability)
        )
        marks.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="#9bb" stroke-width="4"/>')
        marks.append(f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="2.2" fill="#0072b2"/>')
    caption = f"{phrases.say('handout.weeks')}, 0 – 100"  # noqa: RUF001  # the dash of a range
    return (
        f'<svg viewBox="0 0 {_CHART_WIDTH} {_CHART_HEIGHT}" role="img" aria-label="{escape(caption)}">'
        f'<path d="M0 0H{_CHART_WIDTH}M0 {_CHART_HEIGHT}H{_CHART_WIDTH}" stroke="#ccc"/>{"".join(marks)}</svg>\n'
        f'<p class="small">{escape(caption)}</p>\n'
    )
