"""An inference server is named in a real browser: `python -m demo.server_journey PICTURES`.

A real Home Assistant, a browser in each language, and a server that shows a certificate of the home's own authority,
wants a token and is slow enough that its proof is seen to go on. What goes wrong ends it with an error.
"""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
import sys
import tempfile
from typing import Final

from .browser import LANGUAGES, find_chromium, walk
from .certificates import certificates
from .client import onboard
from .home import INTEGRATION, REPOSITORY, HomeAssistant, free_port, remove
from .household import engine_runs, tidy_up

OWNER, PASSWORD = "karin", "only in this home"  # of a home that lives for a minute
TOKEN: Final = "made up"  # noqa: S105  # opens nothing
PAUSE_SECONDS: Final = 0.5
"""Before each of the eight answers."""


async def run(pictures: Path) -> int:
    """Name the server in each language; return the browser's exit code."""
    chromium = find_chromium()
    folder = Path(tempfile.mkdtemp(prefix="digitalshadow-server-"))
    made = certificates(folder)
    (pictures / "authority.pem").write_text(made.ca_pem)
    try:
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(_serving(made.pem))
            home = await stack.enter_async_context(HomeAssistant(folder / "home"))
            client = await stack.enter_async_context(onboard(home.url, OWNER.title(), OWNER, PASSWORD))
            await tidy_up(client)
            flow = await client.config_flow("digitalshadow")
            await flow.answer("user", **flow.defaults)
            await engine_runs(client)
            for language in LANGUAGES:
                arguments = (pictures, OWNER, PASSWORD, language, url, made.fingerprint, TOKEN)
                code = await walk(chromium, home, "server", *arguments)
                if code:
                    return code
    finally:
        remove(folder)
    return 0


@asynccontextmanager
async def _serving(pem: Path) -> AsyncIterator[str]:
    """Run the server; yields its address."""
    port = free_port()
    process: Process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.stand_in_server", str(port)),
        *(str(INTEGRATION / "engine" / "demonstration.onnx"), "--pem", str(pem)),
        *("--token", TOKEN, "--pause", str(PAUSE_SECONDS)),
        cwd=REPOSITORY,
    )
    try:
        yield f"https://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]).resolve())))
