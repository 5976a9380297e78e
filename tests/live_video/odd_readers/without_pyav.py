"""The reader as it runs where PyAV is not installed."""

from pathlib import Path
import runpy
import sys

sys.modules["av"] = None  # type: ignore[assignment]  # an import of it fails
runpy.run_path(
    str(Path(__file__).parents[3] / "custom_components" / "digitalshadow" / "live_video" / "reader.py"),
    run_name="__main__",
)
