"""Looks at a risk model's file that nobody vouches for, and says what it is. Nothing of it is loaded or run."""

import hashlib
from pathlib import Path

from ..model_file.catalog import open_model
from ..model_file.onnx_format import read_metadata
from ..model_file.protobuf import FileSource
from ..model_file.structure import inspect
from ..records.configuration import ExaminedModel
from .livecad import risk_model_of
from .risk_metadata import read_risk_metadata


def examine(path: Path) -> ExaminedModel:
    """Return what a file is; raise `ModelError` for one that may not be used, whatever the reason."""
    with open_model(path) as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        source = FileSource(opened)
        pairs = read_metadata(source)
        metadata = read_risk_metadata(pairs)
        inspect(source)
    return ExaminedModel(
        risk_model_of(metadata, sha256, is_verified=False), pairs.get("source_sha256", ""), metadata.precision
    )
