"""Makes people's reports: gathers what may be said now, keeps it sealed in the record, and hands it out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import CONF_REPORT_LANGUAGE
from ..engine.records.configuration import ModelKind, Ready, RiskModel
from ..health.clinical import ClinicalSnapshot, profile_of
from ..health.report.facts import ReportFacts, SpeakingModel, gather
from ..health.report.formats import markdown, spoken
from ..health.report.phrases import Language, language_of
from ..health.report.text import SectionKey, write
from ..health.trend.daily_values import DayValue
from ..health.trend.trend import trend_of
from ..outlook.clinical import async_clinical, country_of
from ..record import Document, Record
from ..written_values import iso, model_as_dict
from .chooser import Chooser, Chosen
from .earlier import with_one_more
from .formats import MadeReport, ReportFormat

_CHOSEN_BY: Final = "chosen_by"
_FACTS: Final = "facts"
_LANGUAGE: Final = "language"
_MADE_AT: Final = "made_at"
_MARKDOWN: Final = "markdown"
_MODEL: Final = "model"
_PEOPLE: Final = "people"
_SPOKEN: Final = "spoken"
_WHOLE_MARKDOWN: Final = "whole_markdown"


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


class ReportDesk:
    """Makes, keeps and hands out reports; what it asks of the rest of the home is handed in."""

    def __init__(
        self,
        hass: HomeAssistant,
        record: Record,
        chooser: Chooser,
        *,
        speaking: Callable[[], Ready],
        days_of: Callable[[str], Awaitable[tuple[DayValue, ...]]],
        on_made: Callable[[str, float], Awaitable[None]],
    ) -> None:
        """`speaking` raises while no model speaks; `on_made` tells whose report was made, and when."""
        self.chooser = chooser
        self._hass = hass
        self._record = record
        self._speaking = speaking
        self._days_of = days_of
        self._on_made = on_made

    async def async_known(self, person: ConfigSubentry, now: datetime) -> Known:
        """Gather what may be said about a person at `now`, which carries the local time zone.

        Raises:
            EngineUnavailableError: No model speaks.
            RecordError: The record cannot be read or written.
        """
        person_id = str(person.unique_id)
        model = self._speaking().risk_model
        clinical = await async_clinical(self._record, person_id, now)
        days = await self._days_of(person_id)
        country = country_of(self._hass, clinical.answers)
        # Ten years of days take too long for the event loop.
        facts = await self._hass.async_add_executor_job(_facts_of, model, days, clinical, country, now)
        return Known(model=model, birth_date=clinical.answers.birth_date, facts=facts, days=days)

    def language(self, person: ConfigSubentry) -> Language:
        """Return the language that was chosen for a person's reports, else Home Assistant's."""
        return language_of(person.data.get(CONF_REPORT_LANGUAGE, self._hass.config.language))

    async def async_make(
        self,
        person: ConfigSubentry,
        now: datetime,
        language: Language | None = None,
        *,
        is_arranged: bool = True,
    ) -> MadeReport:
        """Make a person's report at `now`, which carries the local time zone; store it, then tell that it is there.

        Without `language` it is in the person's. Where a language model is to choose from it, that can take as long as
        its deadline; unless `is_arranged`, none is asked.

        Raises:
            EngineUnavailableError: No model speaks.
            RecordError: The record cannot be read or written.
        """
        person_id = str(person.unique_id)
        before = await self._record.async_report(person_id)
        made = await self.async_compose(person, now, language, is_arranged=is_arranged)
        # While a language model chose, somebody may have had a newer one made, which stays.
        if await self._record.async_report(person_id) == before:
            if before is not None:
                await self._async_keep(person_id, before, made.made_at)
            await self._record.async_set_report(person_id, _as_content(made), made.made_at)
            await self._on_made(person_id, made.made_at)
        return made

    async def async_compose(
        self, person: ConfigSubentry, now: datetime, language: Language | None = None, *, is_arranged: bool
    ) -> MadeReport:
        """Write a person's report as `async_make` does, but neither store it nor tell of it.

        Raises:
            EngineUnavailableError: No model speaks.
            RecordError: The record cannot be read or written.
        """
        known = await self.async_known(person, now)
        language = language or self.language(person)
        report = write(known.facts, language, person.title)
        return MadeReport(
            person_id=str(person.unique_id),
            person_name=person.title,
            birth_date=known.birth_date,
            made_at=now.timestamp(),
            language=language,
            model=known.model,
            facts=known.facts,
            days=known.days,
            chosen=await self.chooser.async_arrange(person, known.facts, report) if is_arranged else Chosen(),
        )

    async def async_make_now(
        self, person: ConfigSubentry, language: Language | None = None, *, is_arranged: bool = True
    ) -> MadeReport:
        """Make a person's report as of this moment.

        Raises:
            EngineUnavailableError: No model speaks.
            RecordError: The record cannot be read or written.
        """
        return await self.async_make(person, dt_util.now(), language, is_arranged=is_arranged)

    async def _async_keep(self, person_id: str, report: Document, next_made_at: float) -> None:
        """Keep the latest report among the earlier ones, before another takes its place."""
        earlier = await self._record.async_earlier_reports(person_id)
        kept = with_one_more(earlier, {**report.content, _MADE_AT: report.changed_at}, next_made_at)
        await self._record.async_set_earlier_reports(person_id, kept, next_made_at)

    async def async_latest(self, person_id: str) -> dict[str, Any] | None:
        """Return a person's latest report as plain data, None when there is none that opens.

        Raises:
            RecordError: The record cannot be read or written.
        """
        stored = await self._record.async_report(person_id)
        return None if stored is None else _as_answer(stored.content, stored.changed_at)

    async def async_earlier(self, person_id: str) -> list[dict[str, Any]]:
        """Return a person's reports before the latest as plain data, newest first.

        Raises:
            RecordError: The record cannot be read or written.
        """
        earlier = await self._record.async_earlier_reports(person_id)
        return [_as_answer(one, float(one[_MADE_AT])) for one in earlier]

    async def async_spoken(self, person_id: str) -> str | None:
        """Return what may be said aloud of a person's latest report, None when there is none.

        Raises:
            RecordError: The record cannot be read or written.
        """
        stored = await self._record.async_report(person_id)
        return None if stored is None else stored.content[_SPOKEN]


def _as_answer(content: Mapping[str, Any], made_at: float) -> dict[str, Any]:
    """Return a report that was kept as plain data."""
    return {
        "made_at": iso(made_at),
        "language": content[_LANGUAGE],
        "markdown": content[_MARKDOWN],
        "whole_markdown": content[_WHOLE_MARKDOWN],
        "facts": content[_FACTS],
        "people": content[_PEOPLE],
        "chosen_by": content[_CHOSEN_BY],
        **content[_MODEL],
    }


def _people(made: MadeReport) -> dict[str, Any] | None:
    """Return how many of a hundred the report speaks of, and below which heading; None where none may be drawn.

    Beside an urgent value, or while two things do not fit together, the risk is not what counts.
    """
    of_100 = made.facts.of_100
    if of_100 is None or made.facts.is_urgent_now or made.facts.contradictions:
        return None
    return {"of_100": of_100, "heading": made.report.section(SectionKey.RISK).heading}


def _as_content(made: MadeReport) -> dict[str, Any]:
    """Return a report as the record keeps it."""
    return {
        _CHOSEN_BY: made.chosen.by,
        _FACTS: made.written(ReportFormat.FACTS),
        _LANGUAGE: str(made.language),
        _MARKDOWN: made.written(ReportFormat.MARKDOWN),
        _MODEL: model_as_dict(made.model),
        _PEOPLE: _people(made),
        _SPOKEN: spoken(made.report, is_demonstration=made.model.kind is ModelKind.DEMONSTRATION),
        _WHOLE_MARKDOWN: markdown(made.report),
    }


def _facts_of(
    model: RiskModel,
    days: tuple[DayValue, ...],
    clinical: ClinicalSnapshot,
    country: str,
    now: datetime,
) -> ReportFacts:
    """Return what may be said at `now`."""
    return gather(
        model=SpeakingModel(
            name=model.name,
            sha256=model.sha256,
            is_demonstration=model.kind is ModelKind.DEMONSTRATION,
            is_verified=model.is_verified,
        ),
        days=days,
        trend=trend_of(days, now.date()),
        answers=profile_of(clinical.answers, now),
        measured=clinical.measured,
        urgent=clinical.urgent,
        country=country,
        now=now,
    )
