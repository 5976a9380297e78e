"""How a value, a time and the model behind it are written wherever something of ours is shown or told."""

from typing import Any

from homeassistant.util import dt as dt_util

from .engine.records.configuration import RiskModel


def signal_level(probability: float) -> float:
    """Return what a face model said (0-1) as a level of 0 to 100 with one decimal. It is no chance of anything."""
    return round(probability * 100, 1)


def iso(seconds: float) -> str:
    """Return seconds since the epoch as an ISO 8601 time in UTC."""
    return dt_util.utc_from_timestamp(seconds).isoformat()


def model_as_dict(model: RiskModel) -> dict[str, Any]:
    """Return what must stand beside every value; a model that nobody vouches for is called unverified."""
    return {"model": model.title, "model_kind": model.kind.value}
