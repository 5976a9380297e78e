"""Trains what a job says: `python -m models.training.pytorch JOB.json`, started by the command `finetune`."""

import argparse
import json
from pathlib import Path
import sys

import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

from .ranks import Ranks
from .run import TrainingRun


def main() -> int:
    """Train; return 1 with the reason on standard error where that cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", type=Path)
    parser.add_argument("--workers", type=int, required=True, help="processes that prepare pictures")
    parser.add_argument("--threads", type=int, required=True, help="threads that compute on a CPU")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    ranks = Ranks()
    try:
        TrainingRun(json.loads(options.job.read_text(encoding="utf-8")), ranks, options.workers).train()
    except ValueError as error:
        print(f"finetune: {error}", file=sys.stderr)
        return 1
    finally:
        ranks.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
