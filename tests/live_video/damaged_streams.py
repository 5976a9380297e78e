"""Shows many damaged streams to the reader's decoder, and counts what became of them.

`python -m tests.live_video.damaged_streams --count 10000` does so in processes with a reader's own limits. Each stream
has a deadline, after which its process is killed and counted as hung.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
import json
from pathlib import Path
import select
import subprocess
import sys
import time
from typing import Any, Final

from custom_components.digitalshadow.live_video.live_stream import MEMORY_LIMIT_BYTES

READER: Final = Path(__file__).with_name("damaged_reader.py")
BATCH: Final = 500
"""So many streams share a process; one that ends its process costs no more."""
DEADLINE_SECONDS: Final = 20.0
"""For one stream of less than a second, on a busy machine."""
START_SECONDS: Final = 60.0
"""For drawing and encoding the whole streams."""


def run(count: int, first_seed: int) -> dict[str, Any]:
    """Show `count` damaged streams to readers; return what became of them."""
    began, outcomes, where = time.monotonic(), Counter[str](), []
    peak_mb, slowest_seconds, frames, seed = 0.0, 0.0, 0, first_seed
    while seed < first_seed + count:
        for told in _batch(seed, min(BATCH, first_seed + count - seed)):
            seed += 1
            outcomes[f"{told['kind']}: {told['outcome']}"] += 1
            if told["outcome"] in ("crashed", "hung"):
                where.append(f"seed {told['seed']}, {told['kind']}: {told['outcome']}")
            peak_mb = max(peak_mb, told["peak_mb"])
            slowest_seconds = max(slowest_seconds, told["seconds"])
            frames += told["frames"]
    return {
        "what": "streams",
        "count": count,
        "first_seed": first_seed,
        "hung": sum(amount for outcome, amount in outcomes.items() if outcome.endswith("hung")),
        "crashed": sum(amount for outcome, amount in outcomes.items() if outcome.endswith("crashed")),
        "where": where,
        "slowest_seconds": round(slowest_seconds, 2),
        "deadline_seconds": DEADLINE_SECONDS,
        "peak_mb": round(peak_mb),
        "limit_mb": MEMORY_LIMIT_BYTES // 2**20,
        "frames_decoded": frames,
        "seconds": round(time.monotonic() - began),
        "outcomes": dict(sorted(outcomes.items())),
    }


def _batch(first_seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield what became of each stream; the last one may have ended its process, or been ended with it."""
    command = [sys.executable, str(READER), "--count", str(count), "--first-seed", str(first_seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for seed in range(first_seed, first_seed + count):
            deadline = DEADLINE_SECONDS + (START_SECONDS if seed == first_seed else 0.0)
            has_told, _, _ = select.select([process.stdout], [], [], deadline)
            line = process.stdout.readline() if has_told else b""
            if not line:
                process.kill()
                outcome = "crashed" if has_told else "hung"
                yield {"seed": seed, "kind": "?", "outcome": outcome, "peak_mb": 0, "seconds": 0, "frames": 0}
                return
            yield json.loads(line)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="streams")
    parser.add_argument("--first-seed", type=int, default=1, help="of the first one; the others follow")
    options = parser.parse_args()
    print(json.dumps(run(options.count, options.first_seed), indent=2))  # noqa: T201  # the report


if __name__ == "__main__":
    main()
