"""Pre-trains what a job says: `python -m models.pretraining.pytorch JOB.json`, started by the command `pretrain`."""

import argparse
import json
from pathlib import Path
import sys

import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

from models.training.pytorch.ranks import Ranks

from .run import PretrainingRun

INTERRUPTED = 75
"""Exit status of a training that was asked to end before its time: try again, with --resume (EX_TEMPFAIL)."""


def main() -> int:
    """Train; return 1 with the reason on standard error where that cannot be done, INTERRUPTED after SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", type=Path)
    parser.add_argument(
        "--workers", type=int, required=True, help="processes that prepare pictures, for each"
    )
    parser.add_argument("--threads", type=int, required=True, help="threads that compute on a CPU")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_float32_matmul_precision("high")
    ranks = Ranks()
    try:
        run = PretrainingRun(json.loads(options.job.read_text(encoding="utf-8")), ranks, options.workers)
        return 0 if run.train() else INTERRUPTED
    except ValueError as error:
        print(f"pretrain: {error}", file=sys.stderr)
        return 1
    finally:
        ranks.leave()


if __name__ == "__main__":
    sys.exit(main())
