"""What a pre-training keeps, so that it ends alike however often it is interrupted.

step-000000001600.pth       everything it needs to go on; the two newest are kept
step-000000001600.sha256    the hash of it, written before it gets its name
encoder-10.pth …            the averaged encoder after each tenth
encoder.pth                 the averaged encoder at the end: what `finetune --start` takes
"""

import hashlib
import io
from pathlib import Path
from typing import Any

import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

from models.whole_file import whole_file

_KEPT = 2
_FORM = "step-*.pth"


def save(folder: Path, step: int, state: dict[str, Any]) -> None:
    """Write the state after so many steps, whole or not at all, and remove all but the newest two."""
    content = io.BytesIO()
    torch.save(state, content)
    file = folder / f"step-{step:012d}.pth"
    with whole_file(file.with_suffix(".sha256")) as opened:
        opened.write(hashlib.sha256(content.getbuffer()).hexdigest().encode())
    with whole_file(file) as opened:
        opened.write(content.getbuffer())
    for older in sorted(folder.glob(_FORM))[:-_KEPT]:
        older.unlink()
        older.with_suffix(".sha256").unlink(missing_ok=True)


def newest(folder: Path) -> tuple[dict[str, Any] | None, list[str]]:
    """Return the newest state that is as it was written, None for none, and the names of newer ones that are not."""
    damaged: list[str] = []
    for file in sorted(folder.glob(_FORM), reverse=True):
        content, digest = file.read_bytes(), file.with_suffix(".sha256")
        if digest.is_file() and digest.read_text() == hashlib.sha256(content).hexdigest():
            state: dict[str, Any] = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
            return state, damaged
        damaged.append(file.name)
    return None, damaged


def save_encoder(file: Path, encoder: torch.nn.Module) -> None:
    """Write an encoder alone, as `finetune --start` reads it."""
    with whole_file(file) as opened:
        torch.save({"model": encoder.state_dict()}, opened)
