"""Measures how late Home Assistant's event loop is; only the demo and the benchmarks install it.

A callback is due every 50 ms on a fixed grid. How late it runs is the lag: what everything else in the loop waits for.
A component of its own, so that the same measurement can run without DigitalShadow as the control.
"""

import asyncio
from collections import deque
from statistics import quantiles
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.hass_dict import HassKey
import probatio

DOMAIN: Final = "lag_probe"
PERIOD_SECONDS: Final = 0.05
KEPT_SAMPLES: Final = 12_000
"""Ten minutes."""

CONFIG_SCHEMA = cv.empty_config_schema(DOMAIN)


class LagProbe:
    """Samples the lag of the running event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start sampling at once."""
        self._loop = loop
        self._due_at = loop.time()
        self._lags_ms: deque[float] = deque(maxlen=KEPT_SAMPLES)
        self._schedule()

    def read(self) -> dict[str, float]:
        """Return how many samples, their median, 99th percentile and maximum in milliseconds since the last call."""
        lags_ms = sorted(self._lags_ms)
        self._lags_ms.clear()
        if len(lags_ms) < 2:  # noqa: PLR2004  # fewer than two samples have no quantiles
            return {"samples": len(lags_ms), "median_ms": 0.0, "p99_ms": 0.0, "max_ms": 0.0}
        hundredths = quantiles(lags_ms, n=100, method="inclusive")
        return {
            "samples": len(lags_ms),
            "median_ms": hundredths[49],
            "p99_ms": hundredths[98],
            "max_ms": lags_ms[-1],
        }

    @callback
    def _sample(self) -> None:
        """Note how late this callback is."""
        self._lags_ms.append((self._loop.time() - self._due_at) * 1000)
        self._schedule()

    @callback
    def _schedule(self) -> None:
        """Aim at the next point of the grid that lies ahead: one long stall is one sample."""
        missed = max(0.0, self._loop.time() - self._due_at)
        self._due_at += PERIOD_SECONDS * (int(missed / PERIOD_SECONDS) + 1)
        self._loop.call_at(self._due_at, self._sample)


PROBE: HassKey[LagProbe] = HassKey(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:  # noqa: ARG001  # Home Assistant's signature
    """Start the probe and offer its figures over the websocket."""
    hass.data[PROBE] = LagProbe(hass.loop)
    websocket_api.async_register_command(hass, read_lag)
    return True


@websocket_api.require_admin
@websocket_api.websocket_command({probatio.Required("type"): "lag_probe/read"})
@callback
def read_lag(hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the lag since the last reading."""
    connection.send_result(msg["id"], hass.data[PROBE].read())
