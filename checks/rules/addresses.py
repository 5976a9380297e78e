"""No tracked text names a package registry's host or a path that exists on one machine only."""

from collections.abc import Iterator
import re

from checks.project import Finding, Project

DOT = r"\."
REGISTRIES = re.compile(
    "|".join(
        DOT.join(host)
        for host in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "(?:com|org)"),
            ("deb", "debian", "org"),
            ("crates", "io"),
        )
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.~}$*-])/(?:work|root|tmp|home|Users)/\w[\w./-]*")
BINARY = (".onnx", ".png", ".jpg", ".webp", ".ico", ".woff2", ".zip", ".mp4", ".npz")


def check(project: Project) -> Iterator[Finding]:
    """Yield each line that would be untrue or unwelcome elsewhere."""
    for path in project.tracked():
        if path.endswith(BINARY):
            continue
        for number, line in enumerate(project.text(path).splitlines(), start=1):
            for found in (REGISTRIES.search(line), MACHINE_PATH.search(line)):
                if found:
                    yield Finding(path, f"line {number}: {found.group()} must not be named in the project")
