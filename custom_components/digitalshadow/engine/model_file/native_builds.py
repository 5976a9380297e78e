"""Which native runtimes may be used, and which of their builds were tried.

Home Assistant's installer compares no hashes, so the engine does, before it imports anything.
"""

from collections.abc import Mapping
import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

NCNN_BUILDS: Final[Mapping[str, str]] = {
    "515fc2bb740da21a75de11c59149aecf72998b08e0b771a9da779dcd8f4933dd": "manylinux x86_64",
    "7640b2fdc1829660c1ed5955b3e349a36f427e378f496f9c895152311041eb3f": "manylinux aarch64",
    "d1b834894c851e9a027bc58f65c071eb21d51ecb56d8e5d1c74db525bd467429": "musllinux x86_64",
    "c6c0f78fd04fa749e256bf075dfd0a7a933452dd6a582b9b5b73cd150391012b": "musllinux aarch64",
}
"""SHA-256 of ncnn's native file in the wheels of 1.0.20261020 for CPython 3.14, and what each is made for."""
RUNTIMES_VARIABLE: Final = "DIGITALSHADOW_RUNTIMES"
"""Names the only native runtimes that may be used, apart by commas: for tests, and to compare them."""
_SHOWN_DIGITS: Final = 8


class NativeBuild(NamedTuple):
    """One native library as it lies on this computer. It was not imported to find this out."""

    version: str
    """What its distribution says."""
    sha256: str
    """What its file hashes to."""

    @property
    def is_listed(self) -> bool:
        """Whether these are the very bytes that were tried."""
        return self.sha256 in NCNN_BUILDS

    @property
    def title(self) -> str:
        """The library and its version; an unlisted build is named by its hash, which a proof then holds for."""
        unlisted = "" if self.is_listed else f" (unlisted build {self.sha256[:_SHOWN_DIGITS]})"
        return f"ncnn {self.version}{unlisted}"


def ncnn_build() -> NativeBuild | None:
    """Return the build of ncnn that is here; None where there is none. Blocks while it hashes; imports nothing."""
    spec = find_spec("ncnn")
    folders = spec.submodule_search_locations if spec else None
    libraries = [path for folder in folders or () for path in Path(folder).glob("ncnn.*.so")]
    try:
        with libraries[0].open("rb") as opened:
            return NativeBuild(version("ncnn"), hashlib.file_digest(opened, "sha256").hexdigest())
    except IndexError, OSError, PackageNotFoundError:
        return None
