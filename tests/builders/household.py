"""A household for tests of what people may see and do: accounts, enrolled people, a camera, a scripted engine."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.components.camera import Camera
from homeassistant.config_entries import ConfigEntry, ConfigSubentry, ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_CAMERA_IDS,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_DARK_AFTER_SECONDS,
    CONF_GRANTED_USER_IDS,
    CONF_SHARING,
    CONF_TOPICS,
    CONF_USER_ID,
    CONSENT_VERSION,
    DOMAIN,
    SUBENTRY_MIRROR,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.engine.records.gallery import EnrolmentPhoto
from custom_components.digitalshadow.mirror.topics import Topic
from custom_components.digitalshadow.record import Consent, Sharing, StoredTemplate
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    GOOD,
    HALL_SUBENTRY,
    async_engine_runs,
)
from tests.fake_runner import READY, FakeRunner

BEN_ACCOUNT: Final = "5" * 32
CARER_ACCOUNT: Final = "6" * 32
"""User ids."""

ROLES: Final = ("owner", "administrator", "themself", "granted", "other", "read_only", "system", "left")


def person_data(person_id: str, subentry_id: str, name: str, **data: Any) -> ConfigSubentryData:  # noqa: ANN401  # JSON
    """Return a person subentry."""
    return ConfigSubentryData(
        subentry_id=subentry_id,
        subentry_type=SUBENTRY_PERSON,
        title=name,
        unique_id=person_id,
        data={CONF_CONSENT_VERSION: CONSENT_VERSION, CONF_CONSENTED_AT: 1.0, **data},
    )


def mirror_data(subentry_id: str, user_id: str | None = None, **data: Any) -> ConfigSubentryData:  # noqa: ANN401  # JSON
    """Return a mirror that stands with the camera in the hall and may show everything."""
    settings = {
        CONF_CAMERA_IDS: [HALL_SUBENTRY],
        CONF_USER_ID: user_id,
        CONF_TOPICS: list(Topic),
        CONF_DARK_AFTER_SECONDS: 3,
    }
    return ConfigSubentryData(
        subentry_id=subentry_id,
        subentry_type=SUBENTRY_MIRROR,
        title="Hall mirror",
        unique_id=None,
        data=settings | data,
    )


ANNA_DATA: Final = person_data(
    ANNA, ANNA_SUBENTRY, "Anna", **{CONF_SHARING: "shared", CONF_GRANTED_USER_IDS: []}
)
"""Shares her values."""
BEN_DATA: Final = person_data(
    BEN,
    BEN_SUBENTRY,
    "Ben",
    **{
        CONF_SHARING: "private",
        CONF_USER_ID: BEN_ACCOUNT,
        CONF_GRANTED_USER_IDS: [CARER_ACCOUNT],
    },
)
"""Keeps his values private, has an account, and granted his carer to read."""


async def async_make_accounts(hass: HomeAssistant) -> dict[str, User]:
    """Make one account per role, seen from Ben; the first account owns the home."""
    owner = await hass.auth.async_create_user("Owner", group_ids=[GROUP_ID_ADMIN])
    accounts = {
        "owner": owner,
        "administrator": await hass.auth.async_create_user("Administrator", group_ids=[GROUP_ID_ADMIN]),
        "themself": await _async_make_account(hass, BEN_ACCOUNT, "Ben"),
        "granted": await _async_make_account(hass, CARER_ACCOUNT, "Carer"),
        "other": await hass.auth.async_create_user("Other", group_ids=[GROUP_ID_USER]),
        "read_only": await hass.auth.async_create_user("Tablet", group_ids=[GROUP_ID_READ_ONLY]),
        "system": await hass.auth.async_create_system_user("Supervisor", group_ids=[GROUP_ID_ADMIN]),
        "left": await hass.auth.async_create_user("Left", group_ids=[GROUP_ID_ADMIN]),
    }
    await hass.auth.async_deactivate_user(accounts["left"])
    hass.states.async_set("person.ben", "home", {"user_id": BEN_ACCOUNT})
    hass.states.async_set("person.carer", "home", {"user_id": CARER_ACCOUNT})
    hass.states.async_set("person.other", "home", {"user_id": accounts["other"].id})
    return accounts


async def _async_make_account(hass: HomeAssistant, user_id: str, name: str) -> User:
    """Make a user's account with an id that the household's data knows."""
    group = await hass.auth.async_get_group(GROUP_ID_USER)
    assert group is not None
    account: User = MockUser(user_id, name=name, groups=[group]).add_to_hass(hass)
    return account


class PortraitCamera(Camera):
    """A camera that shows what it is given, or nothing."""

    _attr_name = "Hall"
    _attr_unique_id = "hall"

    def __init__(self) -> None:
        """Show something that the scripted engine does not look at."""
        super().__init__()
        self.picture: bytes | None = b"portrait"

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return what it shows."""
        return self.picture


async def async_reloaded(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Wait until a change of the entry has reloaded it and the engine runs again."""
    await hass.async_block_till_done()
    await async_engine_runs(entry)


def lose_recogniser(runner: FakeRunner) -> None:
    """Let the engine run on without a recogniser, as where its model file is missing."""
    runner._will_be = runner._ready = replace(READY, recogniser=None, recogniser_sha256=None)


async def async_enrol_in(entry: ConfigEntry[Any], person: ConfigSubentryData) -> None:
    """Put a person of the entry into the record, with one template."""
    data = person["data"]
    consent = Consent(
        str(person["unique_id"]),
        data[CONF_CONSENT_VERSION],
        data[CONF_CONSENTED_AT],
        Sharing(data[CONF_SHARING]),
        tuple(data[CONF_GRANTED_USER_IDS]),
    )
    template = StoredTemplate(b"template", str(READY.recogniser_sha256), 1.0, 0.9)
    await entry.runtime_data.record.async_enrol(consent.person_id, consent, [template])
    await entry.runtime_data.coordinator.gallery.async_reload()


def photo(template: bytes) -> EnrolmentPhoto:
    """Return what the engine makes of a good photo."""
    return EnrolmentPhoto(template, str(READY.recogniser_sha256), GOOD)


def device_of(hass: HomeAssistant, subentry_id: str) -> str:
    """Return a person's device, as the user interface offers it."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return next(device.id for device in devices if (DOMAIN, subentry_id) in device.identifiers)


async def async_act(hass: HomeAssistant, action: str, user: User | None = None, **data: Any) -> Any:  # noqa: ANN401  # JSON
    """Carry an action out for an account, or for an automation, and return its answer."""
    context = Context(user_id=None if user is None else user.id)
    return await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True, context=context
    )


async def async_connect(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User
) -> MockHAClientWebSocket:
    """Open a websocket for an account."""
    client_id = None if user.system_generated else CLIENT_ID
    token = await hass.auth.async_create_refresh_token(user, client_id)
    return await hass_ws_client(hass, hass.auth.async_create_access_token(token))


def as_subentry(data: ConfigSubentryData) -> ConfigSubentry:
    """Return a subentry as Home Assistant keeps it."""
    return ConfigSubentry(**{**data, "data": MappingProxyType(data["data"])})
