"""Makes a person's report: gathers what may be said now, keeps it sealed in the record, and writes it in a format."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import CONF_REPORT_LANGUAGE
from ..engine.records.messages import RiskModel
from ..engine.records.observations import ModelKind
from ..health.clinical import ClinicalSnapshot, profile_of
from ..health.report.facts import ReportFacts, SpeakingModel, gather
from ..health.report.facts_list import as_json
from ..health.report.fhir import bundle
from ..health.report.formats import markdown, plain, spoken
from ..health.report.handout import handout
from ..health.report.phrases import Language, language_of
from ..health.report.text import Report, write
from ..health.trend.daily_values import DayValue
from ..health.trend.trend import trend_of
from ..outlook.clinical import async_clinical
from ..runtime import DigitalShadowRuntime
from ..written_values import iso, model_as_dict
from .chooser import Chosen

_CHOSEN_BY: Final = "chosen_by"
_FACTS: Final = "facts"
_LANGUAGE: Final = "language"
_MARKDOWN: Final = "markdown"
_MODEL: Final = "model"
_SPOKEN: Final = "spoken"
_WHOLE_MARKDOWN: Final = "whole_markdown"


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
    """A report that was made and stored, ready to be written in any format."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a person at a moment."""

    model: RiskModel
    """The model that speaks about the face."""
    birth_date: date | None
    """As answered."""
    facts: ReportFacts
    """What may be said."""
    days: tuple[DayValue, ...]
    """The days behind the trend, oldest first."""


async def async_known(
    hass: HomeAssistant, runtime: DigitalShadowRuntime, person: ConfigSubentry, now: datetime
) -> Known:
    """Gather what may be said about a person at `now`, which carries the local time zone.

    Raises `EngineUnavailableError` while no model speaks, and `RecordError`.
    """
    person_id = str(person.unique_id)
    model = runtime.speaking().risk_model
    clinical = await async_clinical(runtime.record, person_id, now)
    days = await runtime.coordinator.outlook.async_days(person_id)
    # Ten years of days take too long for the event loop.
    facts = await hass.async_add_executor_job(
        _facts_of, model, days, clinical, hass.config.country or clinical.answers.country or "", now
    )
    return Known(model=model, birth_date=clinical.answers.birth_date, facts=facts, days=days)


def report_language(hass: HomeAssistant, person: ConfigSubentry) -> Language:
    """Return the language that was chosen for a person's reports, else Home Assistant's."""
    return language_of(person.data.get(CONF_REPORT_LANGUAGE, hass.config.language))


async def async_make_report(
    hass: HomeAssistant,
    runtime: DigitalShadowRuntime,
    person: ConfigSubentry,
    now: datetime,
    language: Language | None = None,
    *,
    is_arranged: bool = True,
) -> MadeReport:
    """Make a person's report at `now`, which carries the local time zone; store it, then tell that it is there.

    Without `language` it is in the one that was chosen for the person, else in Home Assistant's. Where a language model
    is to choose from it, that can take as long as its deadline; unless `is_arranged`, none is asked. Raises
    `EngineUnavailableError` while no model speaks, and `RecordError`.
    """
    person_id = str(person.unique_id)
    known = await async_known(hass, runtime, person, now)
    before = await runtime.record.async_report(person_id)
    language = language or report_language(hass, person)
    made = MadeReport(
        person_id=person_id,
        person_name=person.title,
        birth_date=known.birth_date,
        made_at=now.timestamp(),
        language=language,
        model=known.model,
        facts=known.facts,
        days=known.days,
        chosen=await runtime.chooser.async_arrange(
            person, known.facts, write(known.facts, language, person.title)
        )
        if is_arranged
        else Chosen(),
    )
    stored = {
        _CHOSEN_BY: made.chosen.by,
        _FACTS: made.written(ReportFormat.FACTS),
        _LANGUAGE: str(made.language),
        _MARKDOWN: made.written(ReportFormat.MARKDOWN),
        _MODEL: model_as_dict(made.model),
        _SPOKEN: spoken(made.report),
        _WHOLE_MARKDOWN: markdown(made.report),
    }
    # While a language model chose, somebody may have had a newer one made, which stays.
    if await runtime.record.async_report(person_id) == before:
        await runtime.record.async_set_report(person_id, stored, made.made_at)
        await runtime.coordinator.async_report_made(person_id, made.made_at)
    return made


async def async_make_report_now(
    hass: HomeAssistant,
    runtime: DigitalShadowRuntime,
    person: ConfigSubentry,
    language: Language | None = None,
    *,
    is_arranged: bool = True,
) -> MadeReport:
    """Make a person's report as of this moment. Raises as `async_make_report`."""
    return await async_make_report(hass, runtime, person, dt_util.now(), language, is_arranged=is_arranged)


async def async_latest_report(runtime: DigitalShadowRuntime, person_id: str) -> dict[str, Any] | None:
    """Return a person's latest report as plain data, None when there is none that opens. Raises `RecordError`."""
    stored = await runtime.record.async_report(person_id)
    if stored is None:
        return None
    return {
        "made_at": iso(stored.changed_at),
        "language": stored.content[_LANGUAGE],
        "markdown": stored.content[_MARKDOWN],
        "whole_markdown": stored.content[_WHOLE_MARKDOWN],
        "facts": stored.content[_FACTS],
        "chosen_by": stored.content[_CHOSEN_BY],
        **stored.content[_MODEL],
    }


async def async_spoken_report(runtime: DigitalShadowRuntime, person_id: str) -> str | None:
    """Return what may be said aloud of a person's latest report, None when there is none. Raises `RecordError`."""
    stored = await runtime.record.async_report(person_id)
    # A report from before there was anything to say is made anew within a week, or at the press of a button.
    return None if stored is None else stored.content.get(_SPOKEN)


def _facts_of(
    model: RiskModel,
    days: tuple[DayValue, ...],
    clinical: ClinicalSnapshot,
    country: str,
    now: datetime,
) -> ReportFacts:
    """Return what may be said at `now`."""
    today = now.date()
    return gather(
        model=SpeakingModel(
            name=model.name,
            sha256=model.sha256,
            is_demonstration=model.kind is ModelKind.DEMONSTRATION,
        ),
        days=days,
        trend=trend_of(days, today),
        answers=profile_of(clinical.answers, now),
        measured=clinical.measured,
        country=country,
        as_of=today,
    )
