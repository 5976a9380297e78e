"""The mirrors of the home: follows who stands in front of each, and says what it shows of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_CAMERA_IDS,
    CONF_DARK_AFTER_SECONDS,
    CONF_MIRROR_TOPICS,
    CONF_REPORT_LANGUAGE,
    CONF_TOPICS,
    SUBENTRY_MIRROR,
)
from ..engine.records.configuration import RiskModel
from ..engine.records.frame_result import FrameResult
from ..entry import people_of
from ..health.report.emergency import emergency_numbers
from ..outlook.clinical import country_of
from ..people.household import Household
from ..people.snapshot import PersonSnapshot
from .page import Page, Seen, page_at, pages
from .presence import Glance, Standing, glance_of, standing
from .topics import allowed, chosen_for, topics_in
from .words import WORDS, language_of_words

DEFAULT_DARK_AFTER_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A page and the language that it is in."""

    page: Page
    """What is shown."""
    language: str
    """The language of its words."""


class Mirrors:
    """What every mirror shows; one per config entry."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        household: Household,
        *,
        model: Callable[[], RiskModel | None],
        now: Callable[[], float],
        is_paused: Callable[[], bool],
        is_measured: Callable[[str], bool],
    ) -> None:
        """`model` is the facial model that speaks now, `now` the clock by which pictures are dated.

        `is_measured` tells whether somebody's pulse is being measured just now.
        """
        self._hass = hass
        self._entry = entry
        self._household = household
        self._model = model
        self._now = now
        self._is_paused = is_paused
        self._is_measured = is_measured
        self._glances: dict[str, Glance] = {}
        self._standing: dict[str, Standing | None] = {}
        self._listeners: set[CALLBACK_TYPE] = set()

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call back after each picture that a mirror's camera took; returns how to stop that."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    @callback
    def take(self, result: FrameResult) -> None:
        """Take what a camera saw. Each picture counts, also those that nobody is sent: a stranger ends a visit."""
        mirrors = [
            mirror
            for mirror in self._entry.get_subentries_of_type(SUBENTRY_MIRROR)
            if result.camera_id in mirror.data[CONF_CAMERA_IDS]
        ]
        if not mirrors:
            return
        self._glances[result.camera_id] = glance_of(result, self._household.may_be_read)
        for mirror in mirrors:
            self._look(mirror)
        for listener in tuple(self._listeners):
            listener()

    @callback
    def shown(self, mirror: ConfigSubentry) -> Shown | None:
        """Return what a mirror shows now; None while it is dark."""
        visitor = None if self._is_paused() else self._look(mirror)
        if visitor is None or visitor.person_id not in self._household.may_be_read:
            return None
        person = self._household.person(visitor.person_id)
        subentry = people_of(self._entry).get(visitor.person_id)
        if person is None or subentry is None:
            return None
        now = dt_util.as_local(dt_util.utc_from_timestamp(self._now()))
        clinical = person.clinical
        topics = allowed(
            topics_in(mirror.data[CONF_TOPICS]),
            chosen_for(subentry.data.get(CONF_MIRROR_TOPICS, {}), mirror.subentry_id),
            None if clinical is None else clinical.answers.age_years(now.date()),
            is_urgent=clinical is not None and clinical.urgent is not None,
        )
        home_language = self._hass.config.language
        language = language_of_words(subentry.data.get(CONF_REPORT_LANGUAGE, home_language), home_language)
        seen = Seen(
            name=subentry.title,
            person=person,
            model=self._model(),
            phone=self._phone(person),
            is_measured=self._is_measured(visitor.person_id),
        )
        page = page_at(pages(topics, seen, WORDS[language], now), self._now() - visitor.since)
        return None if page is None else Shown(page, language)

    def _look(self, mirror: ConfigSubentry) -> Standing | None:
        """Follow who stands in front of a mirror up to now."""
        visitor = standing(
            self._standing.get(mirror.subentry_id),
            [self._glances.get(camera_id) for camera_id in mirror.data[CONF_CAMERA_IDS]],
            self._now(),
            float(mirror.data.get(CONF_DARK_AFTER_SECONDS, DEFAULT_DARK_AFTER_SECONDS)),
        )
        self._standing[mirror.subentry_id] = visitor
        return visitor

    def _phone(self, person: PersonSnapshot) -> str | None:
        """Return one number to call in an emergency; None where we know none."""
        if person.clinical is None:
            numbers = emergency_numbers(self._hass.config.country or "")
        else:
            numbers = emergency_numbers(country_of(self._hass, person.clinical.answers))
        return numbers[0] if numbers else None
