"""What tests inside a Home Assistant share: a folder of its own, the integration, an engine that does as told."""

from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
import os
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

# Without this import the harness would take its own package of custom components for the only one.
import custom_components.digitalshadow  # noqa: F401
from custom_components.digitalshadow.engine.model_file.catalog import FOLDERS_VARIABLE
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.engine_host.dlib_trial import DlibTrial
from custom_components.digitalshadow.engine_host.runner import RunnerState
from custom_components.digitalshadow.notices.desk import NoticeDesk
from tests import face_models as local_files
from tests.automated import AUTOMATION, AutomatedHome
from tests.browser import need_browser
from tests.builders.home import (
    ANNA,
    BEN,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    home_entry,
    reading_of,
)
from tests.builders.household import ANNA_DATA, BEN_DATA, PortraitCamera, async_act, async_make_accounts
from tests.fake_runner import FakeRunner
from tests.phone import Phone


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out for want of files, and how to get them."""
    skipped = terminalreporter.stats.get("skipped", [])
    lines = local_files.left_out(report.longrepr[2] for report in skipped)
    if lines:
        terminalreporter.section("left out")
        terminalreporter.write("\n".join(lines) + "\n")


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """A configuration folder that nobody else writes to."""
    return str(tmp_path)


@pytest.fixture(autouse=True)
def load_custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let a Home Assistant, where a test has one, find the integration."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No face model can be downloaded, and none lies on the machine, unless a test says so."""

    async def fail(*_args: object) -> None:
        raise ModelError(ModelRefusal.DOWNLOAD, "Expected the network, got none.")

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", fail)
    monkeypatch.delenv(FOLDERS_VARIABLE, raising=False)


@pytest.fixture
def face_models(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a real detector and a recogniser; the test is skipped where there is none."""
    folder = local_files.model_file(*local_files.DETECTORS).parent
    local_files.model_file(*local_files.RECOGNISERS)
    monkeypatch.setenv(FOLDERS_VARIABLE, os.pathsep.join(map(str, local_files.FOLDERS)))
    return folder


@pytest.fixture(scope="session")
def browser() -> None:
    """A real browser and what drives it; without them the test is left out, or fails in `.ci/run`."""
    need_browser()


@pytest.fixture
def portrait() -> bytes:
    """The public-domain portrait that scikit-image carries, read without importing it."""
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], "data", "astronaut.png").read_bytes()


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> FakeRunner:
    """An engine that does as told, in the place of the real one."""
    fake = FakeRunner()

    def make_fake(_hass: HomeAssistant, on_state: Callable[[RunnerState], None]) -> FakeRunner:
        fake.on_state = on_state
        return fake

    async def try_dlib(_hass: HomeAssistant, _known: DlibTrial | None) -> DlibTrial:
        return fake.dlib

    monkeypatch.setattr("custom_components.digitalshadow.make_runner", make_fake)
    monkeypatch.setattr("custom_components.digitalshadow.engine_keeper.async_try_dlib", try_dlib)
    return fake


@pytest.fixture
async def hall_camera(hass: HomeAssistant) -> PortraitCamera:
    """`camera.hall`, which shows the same portrait all the time."""
    camera = PortraitCamera()
    assert await async_setup_component(hass, "homeassistant", {})
    await async_add_cameras(hass, camera)
    return camera


@pytest.fixture
def subentries() -> list[ConfigSubentryData]:
    """What `entry` holds in the beginning; a test may say something else."""
    return []


@pytest.fixture
async def entry(
    hass: HomeAssistant,
    runner: FakeRunner,  # noqa: ARG001  # takes the engine's place before the entry is set up
    hall_camera: PortraitCamera,  # noqa: ARG001  # is there before the entry is set up
    subentries: list[ConfigSubentryData],
) -> MockConfigEntry:
    """The loaded entry of a home with one camera, its engine doing as told."""
    entry = home_entry(subentries)
    await async_set_up(hass, entry)
    return entry


@pytest.fixture
async def home(hass: HomeAssistant, runner: FakeRunner, hall_camera: PortraitCamera) -> MockConfigEntry:  # noqa: ARG001  # both are there before the entry
    """Return a home with Anna, who shares, Ben, who does not, and a reading of each."""
    await async_enrol(
        hass, ANNA_DATA, BEN_DATA, readings=[reading_of(ANNA, 0.5, 100.0), reading_of(BEN, 0.6, 200.0)]
    )
    entry = home_entry([ANNA_DATA, BEN_DATA])
    await async_set_up(hass, entry)
    return entry


@pytest.fixture
async def accounts(hass: HomeAssistant, home: MockConfigEntry) -> dict[str, User]:  # noqa: ARG001  # the accounts of this home
    """Return an account for each role."""
    return await async_make_accounts(hass)


@pytest.fixture
async def phone(hass: HomeAssistant, socket_enabled: None) -> AsyncIterator[Phone]:  # noqa: ARG001  # lets it listen
    """Return a registered phone."""
    phone = Phone(hass)
    await phone.async_register()
    yield phone
    await phone.server.close()


@pytest.fixture
async def automated(
    hass: HomeAssistant,
    home: MockConfigEntry,
    phone: Phone,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[AutomatedHome]:
    """Return the home at noon with the blueprints installed, and no automation yet."""

    async def leave_open(_desk: NoticeDesk) -> None:
        """Close nothing by the hour: a test remembers notices of a rise that the home's values do not show."""

    monkeypatch.setattr(NoticeDesk, "async_look_at_all", leave_open)
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-24 12:00:00+00:00")
    coordinator = home.runtime_data.coordinator
    # What is computed after a start shows anew what entities said, over what a test lets them show.
    await async_until(lambda: all(one.trend and one.clinical for one in coordinator.data.people.values()))
    assert await async_setup_component(hass, "automation", {})
    assert set((await async_act(hass, "install_blueprints")).values()) == {"installed"}
    yield AutomatedHome(hass, home, freezer, phone)
    if hass.states.get(AUTOMATION) is not None:
        await hass.services.async_call("automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True)
