"""Brings the play's cameras, before which nobody walks any more, and the play's engine, which knows the templates."""

from pathlib import Path
import sys
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType

# The component is linked into a configuration folder, from which nothing leads to the rest of the play.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from demo.clip import empty_room_frames, jpeg
from demo.months.simulated_camera import async_add_cameras
from demo.months.simulated_engine import SEAMS

# Home Assistant imports a platform before it is done with `camera`, and DigitalShadow waits for `camera`: what happens
# here happens before the integration makes an engine.
for _seam, _simulated in SEAMS.items():
    patch(_seam, _simulated).start()


async def async_setup_platform(
    hass: HomeAssistant,
    config: ConfigType,  # noqa: ARG001  # Home Assistant's signature
    async_add_entities: AddEntitiesCallback,  # noqa: ARG001  # the play's cameras belong to `camera` itself
    discovery_info: DiscoveryInfoType | None = None,  # noqa: ARG001
) -> None:
    """Add the cameras as the play did, so that they are the same ones."""
    [room] = empty_room_frames(1)
    await async_add_cameras(hass, jpeg(room))
