"""The model card of a pre-training: what the network has seen, under which licences, and what was left out."""

from collections.abc import Iterator, Mapping
from typing import Any

CARD_NAME = "model-card.md"


def fill_card(account: Mapping[str, Any]) -> str:
    """Return the card of a finished pre-training as Markdown."""
    return "\n".join(_lines(account)) + "\n"


def _lines(account: Mapping[str, Any]) -> Iterator[str]:
    """Yield the card's lines."""
    shards, recipe = account["shards"], account["recipe"]
    yield "# Pre-training on faces"
    yield ""
    yield "> An encoder. It knows no labels and says nothing about anybody: fine-tune and evaluate before any use."
    yield ""
    yield f"Network {recipe['network']}, objective {recipe['objective']}, begun from "
    yield f"{account['start'] or 'random weights'}{_teacher(account)}."
    yield ""
    yield "## Licence"
    yield f"{account['licence']}."
    yield ""
    yield "## Pictures"
    yield f"{shards['pictures']} pictures were looked at; {shards['crops']} crops were kept and trained on."
    yield ""
    yield "| what became of them | faces or pictures |"
    yield "|---|---|"
    yield from (f"| {name} | {count} |" for name, count in shards["counts"].items())
    yield ""
    yield "| source | crops |"
    yield "|---|---|"
    yield from (f"| {name} | {count} |" for name, count in shards["sources"].items())
    yield ""
    yield "| licence | crops |"
    yield "|---|---|"
    yield from (f"| {name} | {count} |" for name, count in shards["licences"].items())
    yield ""
    yield _cropped(shards)
    yield ""
    yield "## Labelled people"
    yield _labelled(shards)
    yield ""
    yield "## Training"
    yield ", ".join(f"{name} {value!r}" for name, value in recipe.items()) + "."
    yield ""
    yield (
        f"{account['steps']} steps, {account['steps'] * recipe['batch']} samples, {account['hours']:.2f} hours, "
        f"{account['processes']} processes on {account['device']}, PyTorch {account['pytorch']}. Last loss "
        f"{account['loss']:.4f}; losses of different targets cannot be compared."
    )
    yield ""
    yield "## What it had learnt in the end"
    yield from _monitored(account["monitor"])


def _teacher(account: Mapping[str, Any]) -> str:
    """Return whose features were learnt."""
    return f", features of {account['teacher']}" if account["teacher"] else ""


def _cropped(shards: Mapping[str, Any]) -> str:
    """Return how the crops were made."""
    if shards["crop_geometry"] is None:
        return f"The pictures were crops already, stored at {shards['side_px']} px. Nobody looked for people in them."
    return (
        f"Cropped by the home's own detector, geometry {shards['crop_geometry']}, scale {shards['crop_scale']}, stored "
        f"at {shards['side_px']} px; at most {shards['cap']} crops of one person."
    )


def _labelled(shards: Mapping[str, Any]) -> str:
    """Return which labelled people were kept out."""
    labelled = shards["labelled"]
    if not labelled["pictures"]:
        return "**No labelled set was named when the shards were made: people of an evaluation may be among them.**"
    how = "by file and by face" if shards["people_were_compared"] else "by file only: faces were not compared"
    return (
        f"Whoever is in {labelled['pictures']} labelled pictures was left out, {how}; "
        f"{labelled['without_a_face']} of these pictures showed no face to look for."
    )


def _monitored(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the monitors said last."""
    yield f"* Effective rank of the features: {found['effective_rank']}."
    yield f"* Pictures whose nearest neighbour is their own mirror image: {found['own_mirror_found']:.0%}."
    for count, auc in found.get("linear_auc", {}).items():
        yield f"* Linear probe on {count} labelled people: AUC {auc:.3f}."
