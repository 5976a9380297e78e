"""The steps that choose when something is told: the day of the weekly report, and the days until absence is news."""

from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    LanguageSelector,
    LanguageSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from ..const import CONF_NOT_SEEN_DAYS, CONF_REPORT_LANGUAGE, CONF_REPORT_WEEKDAY
from ..health.notices.absence import FEWEST_DAYS, MOST_DAYS
from ..health.report.phrases import Language
from ..reports.schedule import REPORT_TIME, Weekday
from .enrolment import EnrolmentFlow

NO_WEEKDAY: Final = "none"

_SCHEDULE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_REPORT_WEEKDAY, default=NO_WEEKDAY): SelectSelector(
            SelectSelectorConfig(
                options=[NO_WEEKDAY, *Weekday],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key="report_weekday",
            )
        ),
        probatio.Optional(CONF_REPORT_LANGUAGE): LanguageSelector(
            LanguageSelectorConfig(languages=list(Language), native_name=True)
        ),
    }
)
_ABSENCE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(CONF_NOT_SEEN_DAYS): NumberSelector(
            NumberSelectorConfig(
                min=FEWEST_DAYS,
                max=MOST_DAYS,
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement=UnitOfTime.DAYS,
            )
        )
    }
)


class NewsSettingsFlow(EnrolmentFlow):
    """Keep with the person what they want to be told, and when."""

    async def async_step_report_schedule(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Choose the day of the weekly report, or none, and the language of all reports."""
        person = self._get_reconfigure_subentry()
        if user_input is None:
            return self.async_show_form(
                step_id="report_schedule",
                data_schema=self.add_suggested_values_to_schema(_SCHEDULE_SCHEMA, person.data),
                description_placeholders={"name": self._name, "time": f"{REPORT_TIME:%H:%M}"},
            )
        unchanged = {key: value for key, value in person.data.items() if key not in _SCHEDULE_SCHEMA.schema}
        chosen = {key: value for key, value in user_input.items() if value != NO_WEEKDAY}
        return self.async_update_and_abort(self._get_entry(), person, data=unchanged | chosen)

    async def async_step_absence(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Choose after how many days without being seen that is told, or that it never is."""
        person = self._get_reconfigure_subentry()
        if user_input is None:
            return self.async_show_form(
                step_id="absence",
                data_schema=self.add_suggested_values_to_schema(_ABSENCE_SCHEMA, person.data),
                description_placeholders={"name": self._name},
            )
        unchanged = {key: value for key, value in person.data.items() if key != CONF_NOT_SEEN_DAYS}
        return self.async_update_and_abort(self._get_entry(), person, data=unchanged | user_input)
