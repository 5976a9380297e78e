"""Command line of the model workshop: `python -m models demonstration FILE`."""

import argparse
from pathlib import Path
import sys

from .demonstration import build


def main(arguments: list[str]) -> int:
    """Write the model that is asked for and say what was written."""
    parser = argparse.ArgumentParser(prog="models", description=__doc__)
    parser.add_argument("model", choices=["demonstration"], help="which model to make")
    parser.add_argument("file", type=Path, help="where to write it")
    options = parser.parse_args(arguments)
    data = build()
    options.file.write_bytes(data)
    print(f"{options.file}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
