"""Every requirement of the manifest installs from wheels on Home Assistant OS: Alpine, both processors.

uv answers from the package index, under the constraints of the Home Assistant in this environment; a good answer is
kept in the user's cache. Without the index the question stays open: that is only said on a developer's machine, and a
finding in CI, which has just installed its packages from that index.
"""

from collections.abc import Iterator
import hashlib
from importlib.util import find_spec
import os
from pathlib import Path
import subprocess
import sys

from checks.project import Finding, Project

from .manifest import MANIFEST

PLATFORMS = ("x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl")
NO_WHEEL = "No solution found"
LIMIT_SECONDS = 120


def check(project: Project) -> Iterator[Finding]:
    """Yield a finding for each platform on which a requirement has no wheel."""
    requirements = project.json(MANIFEST).get("requirements", [])
    constraints = _constraints()
    for platform in PLATFORMS if requirements else ():
        question = "\n".join([platform, *requirements, constraints.read_text()])
        answered = _cache() / hashlib.sha256(question.encode()).hexdigest()
        if answered.exists():
            continue
        problem = unresolved(requirements, platform, constraints)
        if problem is None:
            answered.parent.mkdir(parents=True, exist_ok=True)
            answered.touch()
        elif NO_WHEEL in problem or os.environ.get("CI"):
            yield Finding(MANIFEST, f"requirements on {platform}: {problem}")
        else:
            print(f"wheels: not checked for {platform}, the package index did not answer", file=sys.stderr)


def unresolved(requirements: list[str], platform: str, constraints: Path) -> str | None:
    """Return why the requirements cannot be installed from wheels alone on a platform, or None if they can."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--only-binary", ":all:", "-"]
    command += ["--python-version", "3.14.2", "--python-platform", platform, "--constraint", str(constraints)]
    try:
        answer = subprocess.run(
            command,
            input="\n".join(requirements),
            text=True,
            capture_output=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {LIMIT_SECONDS} s"
    return " ".join(answer.stderr.split()) if answer.returncode else None


def _constraints() -> Path:
    """Return the file with which Home Assistant constrains what integrations install."""
    spec = find_spec("homeassistant")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("expected Home Assistant in this environment: run scripts/setup test")
    return Path(spec.origin).with_name("package_constraints.txt")


def _cache() -> Path:
    """Return the folder in which good answers are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digitalshadow" / "wheels"
