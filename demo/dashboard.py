"""The dashboard that the demo leaves open: made of Home Assistant's own cards."""

from typing import Any

from .client import Client
from .household import PERSON, Household

URL_PATH = "heart-health"
SHOWN_CAMERAS = 4
HOURS_SHOWN = 0.03

NOTE = (
    "**Demonstration.** These values come from a demonstration model that answers to a magenta sticker on the cheek "
    "and knows nothing about health."
)


async def create(client: Client, household: Household) -> str:
    """Create the dashboard and return its address."""
    await client.websocket.command(
        "lovelace/dashboards/create",
        url_path=URL_PATH,
        title="Heart health",
        icon="mdi:heart-pulse",
        mode="storage",
    )
    await client.websocket.command(
        "lovelace/config/save", url_path=URL_PATH, config=_configuration(household)
    )
    return f"{client.url}/{URL_PATH}"


def _configuration(household: Household) -> dict[str, Any]:
    """Return one view: the person on the left, cameras and model on the right."""
    sections = [_person(household), _cameras_and_model(household)]
    view = {"title": "Heart health", "type": "sections", "max_columns": 2, "sections": sections}
    return {"views": [view]}


def _person(household: Household) -> dict[str, Any]:
    """Return the person's values, each with the kind of model that it comes from, and their course."""
    risk, attention = household.of_person("demonstration_value"), household.of_person("attention")
    values = [_tile(entity_id, state_content=["state", "model_kind"]) for entity_id in (risk, attention)]
    others = [_tile(household.of_person(key)) for key in ("last_reading", "monitoring")]
    history = {
        "type": "history-graph",
        "title": "Demonstration model",
        "entities": [{"entity": risk, "name": "Face signal"}, {"entity": attention, "name": "Attention"}],
        "hours_to_show": HOURS_SHOWN,
    }
    note = {"type": "markdown", "content": NOTE}
    return {"type": "grid", "cards": [_heading(PERSON), note, *values, *others, history]}


def _cameras_and_model(household: Household) -> dict[str, Any]:
    """Return picture and state of a few cameras, and which model speaks."""
    cards: list[dict[str, Any]] = []
    shown = zip(household.camera_entity_ids, household.camera_subentry_ids, strict=True)
    for camera, subentry_id in list(shown)[:SHOWN_CAMERAS]:
        picture = {"type": "picture-entity", "entity": camera, "camera_view": "auto", "show_state": False}
        cards += [
            picture,
            _tile(household.entity_ids[subentry_id, "state"], grid_options={"columns": "full"}),
        ]
    model = _tile(household.of_service("model"), grid_options={"columns": "full"})
    switches = [_tile(household.of_service(key)) for key in ("analysing", "pause")]
    return {"type": "grid", "cards": [_heading("Cameras"), *cards, _heading("Model"), model, *switches]}


def _heading(text: str) -> dict[str, Any]:
    """Return a heading card."""
    return {"type": "heading", "heading": text}


def _tile(entity_id: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401  # a card's options are the frontend's to know
    """Return a tile card."""
    return {"type": "tile", "entity": entity_id, **options}
