"""Where the workshop's own environment is: the one with PyTorch, timm and matplotlib."""

from pathlib import Path

ENVIRONMENT_PYTHON = Path(__file__).parent.parent / ".venv-models/bin/python"
"""Its interpreter, where `scripts/setup models` has made it."""
