"""What a risk model's file says about itself: read, checked, and never guessed at."""

from dataclasses import dataclass
import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..records.configuration import ModelKind
from ..records.crop_geometry import CropGeometry
from ..records.errors import ModelError
from ..records.refusals import ModelRefusal

if TYPE_CHECKING:
    from collections.abc import Mapping

# Name of the built-in picture of the golden check; a file that pins an answer to it says so by this name.
GOLDEN_INPUT: Final = "pattern-1"
MAX_NAME_CHARACTERS, MAX_VERSION_CHARACTERS, MAX_LICENCE_CHARACTERS = 80, 40, 2000
"""What a model says about itself is cut to these lengths wherever it is shown."""
_LONGEST_SHOWN: Final = 60
_REQUIRED: Final = (
    *("kind", "name", "version", "classes", "positive_index", "input_size", "channel_order"),
    *("mean", "std", "crop_geometry", "crop_scale", "output"),
)


@dataclass(frozen=True, slots=True)
class RiskMetadata:
    """What a risk model's file says about itself."""

    kind: ModelKind
    """Demonstration, or LiveCAD."""
    name: str
    """The model's own name."""
    version: str
    """The model's own version."""
    licence: str
    """Licence text or SPDX name; empty when the file carries none."""
    classes: tuple[str, ...]
    """Names of the classes in the order of the output."""
    positive_index: int
    """Which class is the risk."""
    input_size: int
    """Side of the square input in pixels."""
    mean: tuple[float, ...]
    """Mean per channel, red-green-blue, of pixels scaled to 0-1."""
    std: tuple[float, ...]
    """Standard deviation per channel."""
    crop_geometry: CropGeometry
    """How the face box is found."""
    crop_scale: float
    """Factor by which the face box is enlarged."""
    output: str
    """`logits` or `probabilities`: the name of the output, and what it holds."""
    golden_probability: float | None
    """The answer to the golden check's picture, where the file pins it."""
    precision: str
    """What the weights are stored in, as `conversion_plan.Precision` names it; empty where the file does not say."""


def read_risk_metadata(pairs: Mapping[str, str]) -> RiskMetadata:
    """Read the key-value pairs of a risk model's file.

    Raises:
        ModelError: With `MISSING_METADATA`, anything is missing or makes no sense: a file that does not say which class
            is the risk is not guessed at.
    """
    if missing := [key for key in _REQUIRED if not pairs.get(key)]:
        message = f"Expected metadata {missing}, which the file lacks; make the file with the project's model tools."
        raise ModelError(ModelRefusal.MISSING_METADATA, message)
    try:
        metadata = _parse(pairs)
    except (ValueError, TypeError) as error:
        message = f"Expected readable metadata, got an error: {error}. Make the file again."
        raise ModelError(ModelRefusal.MISSING_METADATA, message) from error
    for key, expected, is_met in _rules(metadata, pairs):
        if not is_met:
            got = pairs.get(key, "nothing")[:_LONGEST_SHOWN]
            raise ModelError(
                ModelRefusal.MISSING_METADATA,
                f"Expected {expected}, got {got!r} as {key}. Make the file again.",
            )
    return metadata


def _parse(pairs: Mapping[str, str]) -> RiskMetadata:
    """Translate text into types; raises ValueError or TypeError."""
    pinned = pairs.get("golden_probability")
    return RiskMetadata(
        kind=ModelKind(pairs["kind"]),
        name=_cut(pairs["name"], MAX_NAME_CHARACTERS),
        version=_cut(pairs["version"], MAX_VERSION_CHARACTERS),
        licence=_cut(pairs.get("licence", ""), MAX_LICENCE_CHARACTERS),
        classes=tuple(str(name) for name in _json_list(pairs["classes"])),
        positive_index=int(pairs["positive_index"]),
        input_size=int(pairs["input_size"]),
        mean=tuple(float(value) for value in _json_list(pairs["mean"])),
        std=tuple(float(value) for value in _json_list(pairs["std"])),
        crop_geometry=CropGeometry(pairs["crop_geometry"]),
        crop_scale=float(pairs["crop_scale"]),
        output=pairs["output"],
        golden_probability=None if pinned is None else float(pinned),
        precision=pairs.get("precision", ""),
    )


def _cut(text: str, longest: int) -> str:
    """Return a text as one line that is no longer than screens can show, with what cannot be shown left out."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _json_list(text: str) -> list[Any]:
    """Read a JSON list; raises ValueError for anything else."""
    value = json.loads(text)
    if not isinstance(value, list):
        raise TypeError(f"expected a JSON list, got {text!r}")
    return value


def _rules(metadata: RiskMetadata, pairs: Mapping[str, str]) -> tuple[tuple[str, str, bool], ...]:
    """List what must hold for the metadata to make sense, by the key that says it."""
    channels = 3
    return (
        ("name", "a name that can be shown", bool(metadata.name)),
        ("version", "a version that can be shown", bool(metadata.version)),
        (
            "classes",
            "at least two classes, each with a name of its own",
            1
            < len(metadata.classes)
            == len({_cut(name, MAX_NAME_CHARACTERS) for name in metadata.classes} - {""}),
        ),
        (
            "positive_index",
            "a positive index of one of the classes",
            0 <= metadata.positive_index < len(metadata.classes),
        ),
        ("input_size", "an input size between 16 and 1024", 16 <= metadata.input_size <= 1024),  # noqa: PLR2004  # said beside it
        ("mean", "three means", len(metadata.mean) == channels and all(np.isfinite(metadata.mean))),
        (
            "std",
            "three positive deviations",
            len(metadata.std) == channels and all(0 < std < np.inf for std in metadata.std),
        ),
        ("crop_scale", "a crop scale between 0.5 and 4", 0.5 <= metadata.crop_scale <= 4),  # noqa: PLR2004  # said beside it
        (
            "channel_order",
            "pixels in the order rgb (red, green, blue)",
            pairs["channel_order"].lower() == "rgb",
        ),
        (
            "golden_probability",
            "a golden answer between 0 and 1",
            metadata.golden_probability is None or 0 <= metadata.golden_probability <= 1,
        ),
        ("output", "output logits or probabilities", metadata.output in {"logits", "probabilities"}),
        (
            "golden_input",
            f"golden input {GOLDEN_INPUT}",
            pairs.get("golden_input", GOLDEN_INPUT) == GOLDEN_INPUT,
        ),
    )
