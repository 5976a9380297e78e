"""A written report, and the formats in which it may be had."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..engine.records.configuration import RiskModel
from ..health.report.facts import ReportFacts
from ..health.report.facts_list import as_json
from ..health.report.fhir import bundle
from ..health.report.formats import markdown, plain
from ..health.report.handout import handout
from ..health.report.phrases import Language
from ..health.report.text import Report, write
from ..health.trend.daily_values import DayValue
from .chooser import Chosen


class ReportFormat(StrEnum):
    """In what a report may be had."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    FACTS = "facts"
    """The facts without any wording, each with its number, unit, day and source."""
    HANDOUT = "handout"
    """A page of HTML to print for the doctor."""
    FHIR = "fhir"
    """A FHIR R4 Bundle."""

    @property
    def is_arranged(self) -> bool:
        """Whether a language model may choose from it and order it; the others are for doctors and programs."""
        return self in {ReportFormat.MARKDOWN, ReportFormat.PLAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """A report as of a moment, ready to be written in any format."""

    person_id: str
    """Whose."""
    person_name: str
    """How the household calls the person."""
    birth_date: date | None
    """As answered."""
    made_at: float
    """When it was made."""
    language: Language
    """The language of its texts."""
    model: RiskModel
    """The model that speaks about the face."""
    facts: ReportFacts
    """What may be said."""
    days: tuple[DayValue, ...]
    """The days behind the trend, oldest first."""
    chosen: Chosen[Report]
    """What a language model chose from it."""

    @property
    def report(self) -> Report:
        """The whole report."""
        return write(self.facts, self.language, self.person_name)

    def written(self, report_format: ReportFormat) -> str | list[dict[str, Any]] | dict[str, Any]:
        """Return the report in a format: a text, or plain data for the facts and FHIR."""
        match report_format:
            case ReportFormat.FACTS:
                return as_json(self.facts)
            case ReportFormat.HANDOUT:
                return handout(self.facts, self.days, self.language, self.person_name)
            case ReportFormat.FHIR:
                return bundle(
                    self.facts,
                    self.language,
                    person_id=self.person_id,
                    person_name=self.person_name,
                    birth_date=self.birth_date,
                )
            case ReportFormat.MARKDOWN:
                return markdown(self.chosen.result or self.report)
            case ReportFormat.PLAIN:
                return plain(self.chosen.result or self.report)
