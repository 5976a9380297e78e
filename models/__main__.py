"""The model workshop: `python -m models COMMAND`. Each command explains itself with --help."""

import argparse
from importlib import import_module
import os
import sys
from typing import Protocol, cast

if __name__ == "__main__":
    # More threads below NumPy gain little here and lose much when anything else runs.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

COMMANDS = {
    "convert": "make a model file from a PyTorch checkpoint, without PyTorch",
    "verify": "compare model files with PyTorch: answers and speed",
    "template": "write the graph that a conversion fills in",
    "inspect": "say what a model file is, and whether DigitalShadow accepts it",
    "checkpoint": "write a checkpoint of random weights, to try the rest with",
    "repository": "write a model repository for an inference server",
    "demonstration": "make the demonstration model",
    "synthetic": "draw made-up faces with a planted sign, to try training and evaluation with",
    "shards": "make shards of aligned faces out of pictures, to pre-train on",
    "pretrain": "train a network on faces without labels (needs PyTorch)",
    "cost": "say what a pre-training takes, on paper",
    "finetune": "train a risk model on labelled faces (needs PyTorch)",
    "evaluate": "measure a risk model on labelled faces: report, plots, model card",
    "score": "ask a model about pictures, folders and video files: a row for each visit",
}
_MODULES = {
    "inspect": "inspection",
    "checkpoint": "random_checkpoint",
    "synthetic": "synthetic.command",
    "shards": "pretraining.shards",
    "pretrain": "pretraining.pretrain",
    "cost": "pretraining.cost",
    "finetune": "training.finetune",
    "evaluate": "evaluation.evaluate",
    "score": "scoring.score",
}


class Command(Protocol):
    """A module that is a command."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it and return the exit status."""


def main(arguments: list[str]) -> int:
    """Run the command that the first argument names, and return the exit status."""
    listing = "\n".join(f"  {name:<14} {what}" for name, what in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m models",
        description=__doc__,
        epilog=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    name = parser.parse_args(arguments[:1]).command
    # Only what is asked for is imported: converting needs neither the onnx package nor PyTorch.
    command = cast("Command", import_module(f"models.{_MODULES.get(name, name)}"))
    own = argparse.ArgumentParser(prog=f"python -m models {name}", description=COMMANDS[name])
    command.add_arguments(own)
    return command.run(own.parse_args(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
