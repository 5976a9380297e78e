"""What is asked before a checkpoint becomes a model, and what is shown of the result."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from homeassistant.helpers.selector import (
    BooleanSelector,
    FileSelector,
    FileSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import probatio

from ..engine.conversion.checkpoint_folder import CheckpointFolder
from ..engine.records.configuration import ModelKind
from ..engine.records.conversion_plan import ConversionPlan, Converted, Parity, Precision
from ..engine.records.crop_geometry import CropGeometry

FIELD_NAME: Final = "name"
FIELD_VERSION: Final = "version"
FIELD_LICENCE: Final = "licence"
FIELD_POSITIVE_CLASS: Final = "positive_class"
FIELD_PRECISION: Final = "precision"
FIELD_CROP_GEOMETRY: Final = "crop_geometry"
FIELD_IS_DEMONSTRATION: Final = "is_demonstration"
FIELD_PHOTO: Final = "photo"

_DEFAULT_NAME: Final = "LiveCAD"
_PRECISIONS: Final = (Precision.INT8, Precision.FP16, Precision.FP32)
_LONGEST_SHOWN: Final = 120
"""Characters of what a file says about itself; the rest of a longer text is cut off."""


def as_code(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return what a file says about itself as one line of bounded length, in which no formatting works."""
    line = " ".join(text.replace("`", "'").split())[:longest]
    return f"`{line or '-'}`"


def plan_schema(checkpoint: CheckpointFolder) -> probatio.Schema:
    """Return what is asked; which class is the risk only where its name does not say so beyond doubt."""
    fields: dict[probatio.Marker, object] = {
        probatio.Required(FIELD_NAME, default=_DEFAULT_NAME): TextSelector(),
        probatio.Required(FIELD_VERSION, default="1"): TextSelector(),
        probatio.Optional(FIELD_LICENCE): TextSelector(TextSelectorConfig(multiline=True)),
    }
    if checkpoint.positive_index is None:
        fields[probatio.Required(FIELD_POSITIVE_CLASS)] = _select(checkpoint.classes, FIELD_POSITIVE_CLASS)
    return probatio.Schema(
        {
            **fields,
            probatio.Required(FIELD_PRECISION, default=Precision.INT8.value): _select(
                _PRECISIONS, FIELD_PRECISION
            ),
            probatio.Required(FIELD_CROP_GEOMETRY, default=CropGeometry.DLIB.value): _select(
                CropGeometry, FIELD_CROP_GEOMETRY
            ),
            probatio.Required(FIELD_IS_DEMONSTRATION, default=False): BooleanSelector(),
            probatio.Optional(FIELD_PHOTO): FileSelector(FileSelectorConfig(accept="image/*")),
        }
    )


def plan_of(checkpoint: CheckpointFolder, answers: Mapping[str, Any], today: date) -> ConversionPlan:
    """Return what was asked for."""
    index = checkpoint.positive_index
    return ConversionPlan(
        name=answers[FIELD_NAME].strip() or _DEFAULT_NAME,
        version=answers[FIELD_VERSION].strip() or "1",
        classes=checkpoint.classes,
        positive_index=checkpoint.classes.index(answers[FIELD_POSITIVE_CLASS]) if index is None else index,
        licence=answers.get(FIELD_LICENCE, ""),
        converted_on=today.isoformat(),
        kind=ModelKind.DEMONSTRATION if answers[FIELD_IS_DEMONSTRATION] else ModelKind.LIVECAD,
        precision=Precision(answers[FIELD_PRECISION]),
        crop_geometry=CropGeometry(answers[FIELD_CROP_GEOMETRY]),
        start_licence=checkpoint.start_licence,
    )


def said_of(converted: Converted, plan: ConversionPlan) -> dict[str, str]:
    """Return what is shown about a finished file."""
    return {
        "name": as_code(plan.name),
        "version": as_code(plan.version),
        "kind": as_code(plan.kind),
        "licence": as_code(plan.whole_licence),
        "risk": as_code(plan.classes[plan.positive_index]),
        "precision": as_code(converted.precision),
        "wish": as_code(plan.precision),
        "megabytes": str(max(1, round(converted.size_bytes / 1e6))),
        "measured": "".join(f"\n* {_measured(parity)}" for parity in converted.parities),
        "faces": str(converted.parities[-1].faces),
    }


def _measured(parity: Parity) -> str:
    """Return how far a form lies from the checkpoint in 32-bit numbers: largest and mean difference."""
    return f"{as_code(parity.precision)}: {parity.max_difference:.6f} / {parity.mean_difference:.6f}"


def _select(options: Iterable[str], field: str) -> SelectSelector:
    """Return a choice of one of a few texts, shown all at once, translated where the field's are."""
    values = [str(option) for option in options]
    return SelectSelector(
        SelectSelectorConfig(options=values, mode=SelectSelectorMode.LIST, translation_key=field)
    )
