"""`steps.jsonl`: what each step cost and brought, written down as it goes."""

from dataclasses import dataclass
import json
from pathlib import Path
import resource
import time
from typing import Any

import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

_NAME = "steps.jsonl"


@dataclass
class _Span:
    """What has happened since the last line."""

    started: float
    """Seconds of a clock that only goes forward."""
    waited: float = 0.0
    """Seconds in which the device had no data."""
    samples: int = 0
    """Pictures seen."""


class Account:
    """The lines of one training, of its first process."""

    def __init__(self, folder: Path, step: int, flops_per_picture: float, peak_flops: float | None) -> None:
        """Go on after a step: what was written of later ones is no longer true.

        `peak_flops` is what all devices together can at most, None where nobody knows.
        """
        self._file, self._flops, self._peak = folder / _NAME, flops_per_picture, peak_flops
        self._span = _Span(time.perf_counter())
        kept = [line for line in read_lines(folder) if line["step"] <= step]
        self._file.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")

    def waited(self, seconds: float) -> None:
        """Add time in which the device waited for data."""
        self._span.waited += seconds

    def saw(self, samples: int) -> None:
        """Add pictures."""
        self._span.samples += samples

    def write(self, step: int, loss: float, gradient_norm: float, learning_rate: float) -> dict[str, Any]:
        """Write the line of a step, with speed and waiting since the last one, and return it."""
        now = time.perf_counter()
        seconds = max(now - self._span.started, 1e-9)
        rate = self._span.samples / seconds
        line = {
            "step": step,
            "loss": loss,
            "gradient_norm": gradient_norm,
            "learning_rate": learning_rate,
            "samples_per_second": round(rate, 1),
            "mfu": None if self._peak is None else round(rate * self._flops / self._peak, 4),
            "data_wait": round(self._span.waited / seconds, 4),
            "memory_mb": round(_memory_mb()),
            "seconds": round(seconds, 3),
        }
        self.add(line)
        self._span = _Span(now)
        return line

    def add(self, line: dict[str, Any]) -> None:
        """Write a line of any other kind that belongs to a step."""
        with self._file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(line) + "\n")


def read_lines(folder: Path) -> list[dict[str, Any]]:
    """Return the lines there are; one that a power cut left half written is none."""
    lines = []
    if (folder / _NAME).exists():
        for text in (folder / _NAME).read_text(encoding="utf-8").splitlines():
            try:
                lines.append(json.loads(text))
            except json.JSONDecodeError:
                break
    return lines


def _memory_mb() -> float:
    """Return the most memory this process has taken: the GPU's where there is one."""
    if torch.cuda.is_available():
        return float(torch.cuda.max_memory_allocated()) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
