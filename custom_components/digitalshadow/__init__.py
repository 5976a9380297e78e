"""DigitalShadow: a private, local companion for heart health."""

from functools import partial
from typing import Final

from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType
from homeassistant.util import dt as dt_util

from .binary_sensor import PERSON_BINARY_SENSORS
from .blueprints import async_offer_changed_blueprints
from .changes import EntryChanges
from .commands.answers import async_setup_answer_commands
from .commands.consent import async_setup_consent_commands
from .commands.home import async_setup_home_commands
from .commands.measurements import async_setup_measurement_commands
from .commands.messages import async_setup_message_commands
from .commands.mirrors import async_setup_mirror_commands
from .commands.my_data import async_setup_my_data_commands
from .commands.notices import async_setup_notice_commands
from .commands.offered_file import async_setup_offered_files
from .commands.people import async_setup as async_setup_websocket_api
from .commands.pulse import async_setup_pulse_command
from .commands.questions import async_setup_question_command
from .commands.report_file import async_setup_report_files
from .commands.reports import async_setup_report_commands
from .commands.trend import async_setup_trend_command
from .commands.visits import async_setup_visit_commands
from .const import DOMAIN
from .coordinator import DigitalShadowCoordinator
from .dashboard_cards import async_remove_cards, async_show_cards
from .engine_host.engine_group import several
from .engine_host.making import make_runner
from .engine_host.runner import ready_of
from .engine_keeper import EngineKeeper
from .entity import async_name_model, async_remove_values_of_private_people
from .entry import engine_processes_of
from .exceptions import translation_key
from .followed_entities import FollowedEntities, async_mean_what_lasts
from .history.removals import async_clear_everybody
from .image import PERSON_IMAGES
from .issues import async_take_back_all
from .model_files.choice import async_risk_model_sha256
from .outlook.linked_sensors import LinkedEntities
from .outlook.settling import TASK_NAME
from .panel import async_remove_panel, async_serve_panel, async_show_panel
from .people.accounts import async_follow_accounts
from .people.consent import async_tell_outdated_consents
from .person_sensors import DEMONSTRATION_VALUE, FACE_SIGNAL, PERSON_SENSORS
from .pulse_sensors import PULSE_SENSORS
from .record import RecordError
from .record_care import RecordCare
from .record_opening import async_open_record, async_remove_record
from .reports.chooser import Chooser
from .reports.desk import ReportDesk
from .reports.schedule import ReportSchedule
from .runtime import DigitalShadowConfigEntry, DigitalShadowRuntime
from .services import async_setup_services

CONFIG_SCHEMA: Final = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.SENSOR,
    Platform.SWITCH,
)
VALUE_KEYS: Final = frozenset(
    description.key
    for description in (
        *PERSON_BINARY_SENSORS,
        *PERSON_IMAGES,
        *PERSON_SENSORS,
        *PULSE_SENSORS,
        FACE_SIGNAL,
        DEMONSTRATION_VALUE,
    )
    if description.shared_only
)
"""Entities that show a value or a face."""


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions and commands, which are there before any entry is."""
    async_setup_services(hass)
    async_setup_websocket_api(hass)
    async_setup_notice_commands(hass)
    async_setup_offered_files(hass)
    async_setup_question_command(hass)
    async_setup_answer_commands(hass)
    async_setup_home_commands(hass)
    async_setup_measurement_commands(hass)
    async_setup_message_commands(hass)
    async_setup_mirror_commands(hass)
    async_setup_my_data_commands(hass)
    async_setup_consent_commands(hass)
    async_setup_pulse_command(hass)
    async_setup_report_commands(hass)
    async_setup_report_files(hass)
    async_setup_trend_command(hass)
    async_setup_visit_commands(hass)
    await async_serve_panel(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> bool:
    """Open the record, show what it remembers, then bring the engine up in the background."""
    await async_show_panel(hass)  # first, so that it can say when the rest fails
    await async_show_cards(hass)
    async_mean_what_lasts(hass, entry)
    risk_model_sha256 = await async_risk_model_sha256(hass, entry)
    record = await async_open_record(hass)
    make_engines = several(partial(make_runner, hass), engine_processes_of(entry))
    coordinator = DigitalShadowCoordinator(hass, entry, record, make_engines, risk_model_sha256)
    keeper = EngineKeeper(hass, entry, coordinator)
    entry.runtime_data = DigitalShadowRuntime(
        coordinator,
        keeper,
        coordinator.runner,
        record,
        LinkedEntities(hass, entry, record),
        ReportDesk(
            hass,
            record,
            Chooser(hass, entry),
            speaking=partial(ready_of, coordinator.runner),
            days_of=coordinator.outlook.async_days,
            on_made=coordinator.async_report_made,
        ),
    )

    try:
        await coordinator.async_restore()
        async_tell_outdated_consents(hass, entry)
        entry.async_on_unload(await async_follow_accounts(hass, entry))
        await async_remove_values_of_private_people(hass, entry, VALUE_KEYS)
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    except RecordError as err:
        await coordinator.async_close()
        raise ConfigEntryNotReady(translation_domain=DOMAIN, translation_key=translation_key(err)) from err
    except BaseException:  # also a set-up that is cancelled must not leave an open record behind
        await coordinator.async_close()
        raise

    entry.async_on_unload(coordinator.async_add_listener(partial(async_name_model, hass, coordinator)))
    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, partial(_async_handle_stop, entry)))
    coordinator.async_start()
    followed = FollowedEntities(hass, entry)
    followed.async_start(dt_util.utcnow())
    changes = EntryChanges(hass, entry, followed, VALUE_KEYS)
    entry.async_on_unload(entry.add_update_listener(changes.async_handle))
    entry.async_on_unload(RecordCare(hass, entry, record).async_start())
    entry.async_on_unload(
        ReportSchedule(hass, entry, entry.runtime_data.reports, coordinator.household).async_start()
    )
    entry.async_create_background_task(hass, entry.runtime_data.linked_entities.async_start(), TASK_NAME)
    entry.async_on_unload(async_at_started(hass, keeper.async_start))
    entry.async_on_unload(async_at_started(hass, async_offer_changed_blueprints))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> bool:
    """Take the entities away, then end everything within three seconds."""
    await entry.runtime_data.coordinator.visits.async_end()
    await entry.runtime_data.coordinator.notices.async_stop()
    if unloaded := await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        await _async_close(entry)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> None:
    """Destroy everything personal that was stored, here and in what Home Assistant remembers."""
    await async_remove_record(hass)
    await async_clear_everybody(hass, entry)
    async_take_back_all(hass)
    async_remove_panel(hass)
    await async_remove_cards(hass)


async def _async_close(entry: DigitalShadowConfigEntry) -> None:
    """End the engine, the watchers and the record."""
    await entry.runtime_data.keeper.async_stop()
    await entry.runtime_data.coordinator.async_close()


async def _async_handle_stop(entry: DigitalShadowConfigEntry, _event: Event) -> None:
    """End with Home Assistant, which does not unload entries when it stops."""
    await _async_close(entry)
