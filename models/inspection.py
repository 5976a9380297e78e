"""The command `inspect`: says what a model file is, its contract, and whether DigitalShadow accepts it."""

import argparse
import hashlib
from pathlib import Path

from custom_components.digitalshadow.engine.model_file.catalog import entries, open_model
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.model_file.onnx_format import read_metadata
from custom_components.digitalshadow.engine.model_file.protobuf import FileSource
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.errors import ModelError

UPLOAD_LIMIT_BYTES = 100 * 2**20
"""What Home Assistant's file upload takes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file."""
    parser.add_argument("file", type=Path, help="an ONNX file")


def run(options: argparse.Namespace) -> int:
    """Describe the file; return 0 where it is accepted as a risk model."""
    path = options.file
    try:
        with open_model(path) as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            size_bytes = opened.tell()
            pairs = read_metadata(FileSource(opened))
        print(f"{path.name}: {size_bytes / 1e6:.1f} MB, sha256 {sha256}")
        _show_known(sha256)
        for key, text in sorted(pairs.items()):
            print(f"  {key:<20} {text}")
        session = open_session(ModelFile(path.stem, str(path.absolute()), sha256, pinned=False), 1)
        _show_signature(session)
        livecad = LiveCad(session)
        livecad.golden_check()
    except ModelError as refusal:
        print(f"REFUSED ({refusal.reason}): {refusal}")
        return 1
    pinned = livecad.metadata.golden_probability
    print("golden check: passed" + ("" if pinned is None else f" (pinned answer {pinned})"))
    way = "the upload dialog or the model folder" if size_bytes <= UPLOAD_LIMIT_BYTES else "the model folder"
    print(f"ACCEPTED as a risk model of the kind {livecad.metadata.kind}; it comes in through {way}")
    return 0


def _show_known(sha256: str) -> None:
    """Say whether the catalogue knows these very bytes."""
    for entry in entries():
        if entry.sha256 == sha256:
            print(f"  in the catalogue: {entry.name}, {entry.role}, {entry.licence}, from {entry.origin}")


def _show_signature(session: Session) -> None:
    """Print what the model takes and gives."""
    for way, specs in (("input", session.inputs), ("output", session.outputs)):
        for spec in specs:
            sizes = " x ".join("N" if size is None else str(size) for size in spec.shape)
            print(f"  {way:<20} {spec.name}: {spec.dtype} {sizes}")
