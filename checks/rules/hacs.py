"""The community store's hacs.json has only the keys that it reads, and names the oldest tested Home Assistant."""

from collections.abc import Iterator

import probatio

from checks.project import Finding, Project, schema_findings

HACS = "hacs.json"
SCHEMA = probatio.Schema(
    {
        probatio.Required("name"): str,
        probatio.Required("homeassistant"): probatio.Match(
            r"^20\d\d\.\d{1,2}\.\d+$", msg="expected YEAR.MONTH.PATCH"
        ),
        probatio.Optional("content_in_root"): bool,
        probatio.Optional("country"): probatio.Any(str, [str]),
        probatio.Optional("filename"): str,
        probatio.Optional("hacs"): str,
        probatio.Optional("hide_default_branch"): bool,
        probatio.Optional("persistent_directory"): str,
        probatio.Optional("render_readme"): bool,
        probatio.Optional("zip_release"): bool,
    }
)


def check(project: Project) -> Iterator[Finding]:
    """Yield what is wrong with hacs.json."""
    hacs = project.json(HACS)
    yield from schema_findings(HACS, SCHEMA, hacs)
    if hacs.get("zip_release") and "filename" not in hacs:
        yield Finding(HACS, "zip_release needs filename")
