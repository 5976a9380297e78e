"""The dashboard that the demo leaves open: made of Home Assistant's own cards."""

from typing import Any

from .client import Client
from .household import PERSON, Household

URL_PATH = "heart-health"

NOTE = (
    "**Demonstration.** The values come from a demonstration model that answers to a magenta sticker and knows nothing "
    "about health. Hold one to your cheek, and the value rises."
)


async def create(client: Client, household: Household) -> str:
    """Create the dashboard and return its address."""
    client_command = client.websocket.command
    await client_command(
        "lovelace/dashboards/create",
        url_path=URL_PATH,
        title="Heart health",
        icon="mdi:heart-pulse",
        mode="storage",
    )
    await client_command("lovelace/config/save", url_path=URL_PATH, config=_configuration(household))
    return f"{client.url}/{URL_PATH}"


def _configuration(household: Household) -> dict[str, Any]:
    """Return one view: the person, the cameras, the model."""
    sections = [_person(household), _cameras(household), _model(household)]
    view = {"title": "Heart health", "type": "sections", "max_columns": 3, "sections": sections}
    return {"views": [view]}


def _person(household: Household) -> dict[str, Any]:
    """Return the person's values and their course."""
    risk = household.of_person("livecad_risk")
    tiles = [
        _tile(household.of_person(key)) for key in ("livecad_risk", "attention", "last_reading", "monitoring")
    ]
    history = {
        "type": "history-graph",
        "entities": [risk, household.of_person("attention")],
        "hours_to_show": 0.1,
    }
    return _section(PERSON, [*tiles, history])


def _cameras(household: Household) -> dict[str, Any]:
    """Return the picture and the state of up to four cameras."""
    cards: list[dict[str, Any]] = []
    cameras = zip(household.camera_entity_ids[:4], household.camera_subentry_ids[:4], strict=True)
    for camera, subentry_id in cameras:
        state = household.entity_ids[subentry_id, "state"]
        cards += [
            {"type": "picture-entity", "entity": camera, "camera_view": "auto", "show_state": False},
            _tile(state),
        ]
    return _section("Cameras", cards)


def _model(household: Household) -> dict[str, Any]:
    """Return which model speaks, and what it is."""
    tiles = [_tile(household.of_service(key)) for key in ("model", "analysing", "pause")]
    return _section("Model", [*tiles, {"type": "markdown", "content": NOTE}])


def _tile(entity_id: str) -> dict[str, Any]:
    """Return a tile card."""
    return {"type": "tile", "entity": entity_id}


def _section(title: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a section with a heading."""
    return {"type": "grid", "cards": [{"type": "heading", "heading": title}, *cards]}
