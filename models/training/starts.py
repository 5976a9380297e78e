"""What a training may begin from, and under which licence: it goes with the weights, into every file made of them."""

from dataclasses import dataclass
import json
from pathlib import Path

ENCODER_NAME, ACCOUNT_NAME = "encoder.pth", "pretraining.json"
"""What a pre-training leaves in its folder: the weights, and how they were made."""
_FORBID_SALE = ("CC BY-NC", "CC-BY-NC", "NONCOMMERCIAL", "NON-COMMERCIAL")
TRAPS = (
    "Weights of MAE and of RETFound are published under CC BY-NC 4.0, which forbids any commercial use, also of what "
    "is made from them; those of BEiT v2 stand in a repository under MIT, but were distilled from CLIP and trained on "
    "ImageNet; those of DINOv2 are under Apache-2.0."
)


@dataclass(frozen=True, slots=True)
class Start:
    """Weights that a training begins from."""

    path: Path
    """The file with the weights."""
    name: str
    """What it is called in the account."""
    licence: str
    """The right to use them, and what was made of which pictures."""

    shards: Path | None = None
    """What a pre-training of this workshop was trained on; None for any other start."""

    @property
    def forbids_sale(self) -> bool:
        """Whether the licence says that it is not for commercial use."""
        return any(words in self.licence.upper() for words in _FORBID_SALE)


def find_start(given: Path | None, licence: str | None, command: str) -> Start | None:
    """Return the start that was given, a file or a pre-training's folder; ends the program for one without licence.

    A pre-training of this workshop knows its licences; whose weights a file is, only its owner knows.
    """
    if given is None:
        return None
    if given.is_dir():
        return _of_pretraining(given, command)
    if not given.is_file():
        raise SystemExit(
            f"{command}: Expected a checkpoint or the folder of a pre-training at {given}, got neither."
        )
    if not licence:
        raise SystemExit(
            f"{command}: Expected --start-licence with the licence of the weights in {given.name}, got nothing. It is "
            f"written into every model file that is made of them. {TRAPS}"
        )
    return Start(given, given.name, licence)


def _of_pretraining(folder: Path, command: str) -> Start:
    """Return the encoder of a finished pre-training."""
    account, encoder = folder / ACCOUNT_NAME, folder / ENCODER_NAME
    if not (account.is_file() and encoder.is_file()):
        raise SystemExit(
            f"{command}: Expected a finished pre-training in {folder}, got none. Let it end first."
        )
    said = json.loads(account.read_text(encoding="utf-8"))
    shards = Path(said["shards"]["folder"])
    return Start(encoder, f"pre-training {folder.resolve().name}", said["licence"], shards)
