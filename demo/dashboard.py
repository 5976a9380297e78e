"""The dashboard that the demo leaves open: the one that DigitalShadow builds of its own cards."""

from .client import Client

URL_PATH = "heart-health"


async def create(client: Client) -> str:
    """Create the dashboard and return its address."""
    ask = client.websocket.command
    await ask(
        "lovelace/dashboards/create",
        url_path=URL_PATH,
        title="Heart health",
        icon="mdi:heart-pulse",
        mode="storage",
    )
    strategy = {"strategy": {"type": "custom:digitalshadow"}}
    await ask("lovelace/config/save", url_path=URL_PATH, config=strategy)
    return f"{client.url}/{URL_PATH}"
