"""Speed, memory and start-up, each figure beside what it is compared with. README.md says what each figure means."""

from pathlib import Path
import sys
from types import ModuleType

INTEGRATION = Path(__file__).resolve().parent.parent / "custom_components" / "digitalshadow"

# Engine and record are measured alone: an empty stand-in for the package above them keeps Home Assistant out.
_package = ModuleType("custom_components.digitalshadow")
_package.__path__ = [str(INTEGRATION)]
sys.modules.setdefault(_package.__name__, _package)
