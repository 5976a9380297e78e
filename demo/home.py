"""A real Home Assistant in a folder of its own, on a free port of the loopback interface."""

import asyncio
from collections.abc import Sequence
import contextlib
from http import HTTPStatus
import json
import os
from pathlib import Path
import shutil
import socket
from types import TracebackType
from typing import Self

import aiohttp
import psutil

REPOSITORY = Path(__file__).resolve().parent.parent
INTEGRATION = REPOSITORY / "custom_components" / "digitalshadow"
PYTHON = REPOSITORY / os.environ.get("DIGITALSHADOW_DEMO_ENVIRONMENT", ".venv-demo") / "bin" / "python"
"""The environment with Home Assistant 2026.11."""
LAG_PROBE = Path(__file__).resolve().parent / "lag_probe"
START_LIMIT_SECONDS = 120.0
STOP_LIMIT_SECONDS = 20.0

CONFIGURATION = """
homeassistant:
  name: Demonstration home
  latitude: 52.5
  longitude: 13.4
  elevation: 30
  unit_system: metric
  time_zone: Europe/Berlin
  country: DE
  currency: EUR
recorder:
  commit_interval: 1
history:
logbook:
mobile_app:
stream:
lag_probe:
automation: !include automations.yaml
logger:
  default: warning
  logs:
    custom_components.digitalshadow: info
    homeassistant.bootstrap: info
"""


class HomeAssistant:
    """Runs Home Assistant while it is entered as a context."""

    def __init__(
        self,
        folder: Path,
        *,
        components: Sequence[Path] = (INTEGRATION, LAG_PROBE),
        port: int | None = None,
        more_configuration: str = "",
    ) -> None:
        """Prepare to run in `folder`, which is made if need be and may hold the configuration of an earlier run.

        Args:
            folder: the configuration folder
            components: folders that are linked as custom components
            port: the TCP port it listens on; None for any that is free
            more_configuration: what is added to its configuration.yaml
        """
        self.folder = folder
        self._components = components
        self._port = port or free_port()
        self._configuration = CONFIGURATION + more_configuration
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Return where the frontend and the API are."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def temporary_folder(self) -> Path:
        """Return where it puts what it needs for a while."""
        return self.folder / "tmp"

    @property
    def log(self) -> Path:
        """Return where Home Assistant's own words go."""
        return self.folder / "demo.log"

    @property
    def process(self) -> psutil.Process:
        """Return Home Assistant's process, to measure it."""
        if self._process is None:
            raise RuntimeError("expected a running Home Assistant, found none: enter the context first")
        return psutil.Process(self._process.pid)

    async def __aenter__(self) -> Self:
        """Start it and wait until it answers."""
        self._write_configuration()
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(
                    str(PYTHON),
                    "-m",
                    "homeassistant",
                    "--config",
                    str(self.folder),
                    "--skip-pip",
                    "--log-no-color",
                ),
                # `python -m` looks into the working folder first, and the repository has custom_components too.
                cwd=self.folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # PYTHONPATH would lead to the repository too, and without bytecode every start takes seconds longer.
                # Uploads lie in one temporary folder for all of a machine, which whichever ends first clears.
                env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
                | {"TMPDIR": str(self.temporary_folder)},
                start_new_session=True,
            )
        try:
            await self._wait_until_it_answers()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it and everything it started."""
        await self._stop()

    def _write_configuration(self) -> None:
        """Write what Home Assistant reads at start; blueprints, entries and database of an earlier run stay."""
        components = self.folder / "custom_components"
        components.mkdir(parents=True, exist_ok=True)
        self.temporary_folder.mkdir(exist_ok=True)
        for component in self._components:
            with contextlib.suppress(FileExistsError):
                (components / component.name).symlink_to(component, target_is_directory=True)
        automations = self.folder / "automations.yaml"
        if not automations.exists():
            automations.write_text("[]\n")
        (self.folder / "configuration.yaml").write_text(self._configuration)
        write_http_settings(self.folder / ".storage" / "http", self._port)

    async def _wait_until_it_answers(self) -> None:
        """Return once the API answers; an early end or 120 s of silence is an error that quotes the log."""
        async with asyncio.timeout(START_LIMIT_SECONDS), aiohttp.ClientSession() as session:
            while True:
                if self._process is None or self._process.returncode is not None:
                    raise RuntimeError(
                        f"Home Assistant ended while starting; its log ends with:\n{self.end_of_log()}"
                    )
                with contextlib.suppress(aiohttp.ClientConnectionError):
                    async with session.get(f"{self.url}/manifest.json") as response:
                        if response.status == HTTPStatus.OK:
                            return
                await asyncio.sleep(0.1)

    async def _stop(self) -> None:
        """Ask it to end, and kill it after twenty seconds. A shell's background jobs hear no SIGINT."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_LIMIT_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def end_of_log(self) -> str:
        """Return the last lines of what Home Assistant said."""
        if not self.log.exists():
            return "nothing: it did not come as far as its log"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])


def remove(folder: Path) -> None:
    """Remove a configuration folder; links to the components are removed, what they lead to stays."""
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a TCP port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_http_settings(file: Path, port: int, version: int = 3) -> None:
    """Confirm loopback interface and port as HTTP settings: those in YAML would be taken back after five minutes.

    Args:
        file: where Home Assistant keeps them
        port: the port to listen on
        version: of the file; Home Assistant 2026.11 writes 3, 2026.10 reads no more than 2
    """
    settings = {
        "server_host": ["127.0.0.1"],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "intermediate_v6",
        "use_x_frame_options": True,
        "created_at": "2026-11-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    stored = {"stable": settings, "pending": None, "yaml_migration_done": True}
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"version": version, "minor_version": 1, "key": "http", "data": stored}))
