"""The workshop runs without Home Assistant, though the integration's own package imports it at once."""

from pathlib import Path
import subprocess
import sys

import models

REPOSITORY = Path(__file__).parents[2]
PROGRAM = (
    "import importlib, pkgutil, sys\n"
    "import models\n"
    "for found in pkgutil.walk_packages(models.__path__, 'models.'):\n"
    "    if '.pytorch' not in found.name and found.name.rpartition('.')[2] not in LEFT_OUT:\n"
    "        importlib.import_module(found.name)\n"
    "print(sorted(name for name in sys.modules if name.partition('.')[0] == 'homeassistant'))\n"
)


def test_importing_the_workshop_does_not_import_home_assistant() -> None:
    """Every module of it but those that need PyTorch or matplotlib, in a process of its own."""
    program = PROGRAM.replace("LEFT_OUT", "('torch_reference', 'plots')")
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_what_is_imported_in_home_assistants_own_process_is_the_real_integration() -> None:
    """Here Home Assistant is loaded: the workshop must not put an empty package in the integration's place."""
    import custom_components.digitalshadow as integration  # noqa: PLC0415  # after the workshop, which is what is tested

    assert models.__path__
    assert hasattr(integration, "async_setup_entry")
