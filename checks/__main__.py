"""Run every rule on this checkout: `python -m checks [RULE]...`."""

from pathlib import Path
import sys

from .project import Project
from .runner import RULES, run


def main(names: list[str]) -> int:
    """Print the findings of the named rules, or of all, and return 1 if there are any."""
    project = Project(Path(__file__).resolve().parent.parent)
    findings = [(name, finding) for name in names or RULES for finding in run(name, project)]
    for name, finding in findings:
        print(f"{finding.path}: {finding.message} [{name}]")
    print(f"checks: {len(names or RULES)} rules, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main(sys.argv[1:]))
