"""What live video buys and costs: a camera with stills alone beside one whose stream stills wake, in one run.

Both see the same scenes at the same moments, through the watchers and the engine as they are, and one of them through a
real RTSP camera. Needs face models and GStreamer's RTSP server.
"""

import asyncio
import logging
import os
from pathlib import Path
import sys
from typing import Final

from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.records.configuration import Configure
from demo.rtsp_camera import is_available

from .effort import Effort

_ROLES: Final = (ModelRole.RISK, ModelRole.DETECTOR, ModelRole.RECOGNISER)


def measure(effort: Effort) -> dict[str, float]:
    """Return how soon a name is there, how good the best picture is, and what a second with somebody in view costs."""
    folders = model_folders(Path.cwd(), os.environ)
    risk, detector, recogniser = (find_role(role, folders) for role in _ROLES)
    if risk is None or detector is None or recogniser is None or not is_available():
        print("bench: live_walks left out: it needs face models and GStreamer's RTSP server", file=sys.stderr)
        return {}
    # What Home Assistant's own parts have to say here is about packages that this home does without.
    logging.getLogger().addHandler(logging.NullHandler())
    from . import live_home  # noqa: PLC0415  # no other benchmark needs Home Assistant in its own process

    return asyncio.run(live_home.async_measure(Configure(risk, detector, recogniser), effort))
