"""The flow that adds a mirror, and changes it later: its cameras, its own account, and what it may show at most."""

from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntryState,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import probatio

from ..const import (
    CONF_CAMERA_IDS,
    CONF_DARK_AFTER_SECONDS,
    CONF_INTERVAL_SECONDS,
    CONF_SINGLE_PERSON_ID,
    CONF_TOPICS,
    CONF_USER_ID,
    SUBENTRY_CAMERA,
    SUBENTRY_MIRROR,
    SUBENTRY_PERSON,
)
from ..health.person.names import clean_name
from ..mirror.mirrors import DEFAULT_DARK_AFTER_SECONDS
from ..mirror.topics import Topic
from ..people.enrolment import MAX_NAME_LENGTH

FIELD_NAME: Final = "name"
_TOPICS_AT_FIRST: Final = [topic.value for topic in Topic if topic is not Topic.PULSE]
SLOWEST_SECONDS: Final = 2.0
"""A slower camera would notice the second face too late, and its pictures would be too old to count."""
LONGEST_DARK_AFTER_SECONDS: Final = 60
_DARK_AFTER_SELECTOR: Final = NumberSelector(
    NumberSelectorConfig(
        min=0,
        max=LONGEST_DARK_AFTER_SECONDS,
        step=1,
        unit_of_measurement=UnitOfTime.SECONDS,
        mode=NumberSelectorMode.BOX,
    )
)
_TOPICS_SELECTOR: Final = SelectSelector(
    SelectSelectorConfig(
        options=[topic.value for topic in Topic],
        multiple=True,
        mode=SelectSelectorMode.LIST,
        translation_key="mirror_topic",
    )
)


class MirrorSubentryFlow(ConfigSubentryFlow):
    """Ask what stands with the mirror, who it is, and what it may show."""

    async def async_step_mirror(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the one form, for a new mirror as for a known one."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        cameras = self._get_entry().get_subentries_of_type(SUBENTRY_CAMERA)
        if not cameras:
            return self.async_abort(reason="no_camera")
        accounts = await self._async_accounts()
        if not accounts:
            return self.async_abort(reason="no_account")
        errors: dict[str, str] = {}
        if user_input is not None:
            name = clean_name(user_input[FIELD_NAME])
            if not name or len(name) > MAX_NAME_LENGTH:
                errors[FIELD_NAME] = "mirror_name"
            elif (error := _camera_error(cameras, user_input[CONF_CAMERA_IDS])) is not None:
                errors[CONF_CAMERA_IDS] = error
            else:
                return self._finish(name, user_input)
        return self.async_show_form(
            step_id="mirror",
            data_schema=self.add_suggested_values_to_schema(
                _schema(cameras, accounts), user_input or self._chosen()
            ),
            errors=errors,
        )

    async_step_user = async_step_mirror
    async_step_reconfigure = async_step_mirror

    @property
    def _known(self) -> ConfigSubentry | None:
        """The mirror that is being changed; None for a new one."""
        return None if self.source == SOURCE_USER else self._get_reconfigure_subentry()

    async def _async_accounts(self) -> list[SelectOptionDict]:
        """Return the accounts that can be a mirror's own: nobody's who lives here, no administrator's, no other's."""
        known = self._known
        taken = {
            subentry.data.get(CONF_USER_ID)
            for kind in (SUBENTRY_PERSON, SUBENTRY_MIRROR)
            for subentry in self._get_entry().get_subentries_of_type(kind)
            if known is None or subentry.subentry_id != known.subentry_id
        }
        return [
            SelectOptionDict(value=account.id, label=account.name or account.id)
            for account in await self.hass.auth.async_get_users()
            if account.is_active
            and not account.system_generated
            and not account.is_admin
            and account.id not in taken
        ]

    def _chosen(self) -> dict[str, Any] | None:
        """Return what was chosen for a known mirror."""
        known = self._known
        return None if known is None else {FIELD_NAME: known.title, **known.data}

    def _finish(self, name: str, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Create or change the mirror."""
        data = {key: value for key, value in user_input.items() if key != FIELD_NAME}
        known = self._known
        if known is None:
            return self.async_create_entry(title=name, data=data)
        return self.async_update_and_abort(self._get_entry(), known, title=name, data=data)


def _schema(cameras: list[ConfigSubentry], accounts: list[SelectOptionDict]) -> probatio.Schema:
    """Return the form."""
    watched = [SelectOptionDict(value=camera.subentry_id, label=camera.title) for camera in cameras]
    return probatio.Schema(
        {
            probatio.Required(FIELD_NAME): TextSelector(),
            probatio.Required(CONF_CAMERA_IDS): SelectSelector(
                SelectSelectorConfig(options=watched, multiple=True, mode=SelectSelectorMode.LIST)
            ),
            probatio.Required(CONF_USER_ID): SelectSelector(
                SelectSelectorConfig(options=accounts, mode=SelectSelectorMode.DROPDOWN)
            ),
            probatio.Required(CONF_TOPICS, default=_TOPICS_AT_FIRST): _TOPICS_SELECTOR,
            probatio.Required(
                CONF_DARK_AFTER_SECONDS, default=DEFAULT_DARK_AFTER_SECONDS
            ): _DARK_AFTER_SELECTOR,
        }
    )


def _camera_error(cameras: list[ConfigSubentry], chosen: list[str]) -> str | None:
    """Tell what is wrong with the chosen cameras, if anything."""
    together = [camera for camera in cameras if camera.subentry_id in chosen]
    if not together:
        return "camera_required"
    if any(camera.data.get(CONF_SINGLE_PERSON_ID) for camera in together):
        return "camera_compares_nobody"
    if any(float(camera.data[CONF_INTERVAL_SECONDS]) > SLOWEST_SECONDS for camera in together):
        return "camera_too_slow"
    return None
