"""quality_scale.yaml lists every rule of Home Assistant's quality scale, and what it calls done is there to be seen."""

from collections.abc import Iterator
import re
from typing import Any

import probatio

from checks.project import INTEGRATION, Finding, Project, schema_findings

from .manifest import MANIFEST

QUALITY_SCALE = f"{INTEGRATION}/quality_scale.yaml"
TIERS = {
    "bronze": [
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow",
        "config-flow-test-coverage",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
    ],
    "silver": [
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
    ],
    "gold": [
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
    ],
    "platinum": [
        "async-dependency",
        "inject-websession",
        "strict-typing",
    ],
}
PATH = re.compile(r"[\w.-]+(?:/[\w.-]*\w)+|[\w-]+\.(?:py|md|json|yaml|toml)\b")
STATUS = {
    probatio.Required("status"): probatio.In(("done", "todo", "exempt")),
    probatio.Required("comment"): str,
}
SCHEMA = probatio.Schema(
    {
        probatio.Required("rules"): {
            probatio.Required(rule): STATUS for tier in TIERS.values() for rule in tier
        }
    }
)


def check(project: Project) -> Iterator[Finding]:
    """Yield missing and unknown rules, proofs that are not there, and a claimed tier that is not reached."""
    content = project.yaml(QUALITY_SCALE)
    invalid = list(schema_findings(QUALITY_SCALE, SCHEMA, content))
    yield from invalid
    if invalid:
        return
    rules = content["rules"]
    for name, rule in rules.items():
        if rule["status"] == "done":
            yield from _proof_findings(project, name, rule)
    yield from _tier_findings(project.json(MANIFEST).get("quality_scale"), rules)


def _proof_findings(project: Project, name: str, rule: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding unless the comment of a done rule names existing files."""
    paths = PATH.findall(rule["comment"])
    if not paths:
        yield Finding(QUALITY_SCALE, f"{name}: expected a comment that names the file where this is done")
    for path in paths:
        if not project.exists(path) and not project.exists(f"{INTEGRATION}/{path}"):
            yield Finding(QUALITY_SCALE, f"{name}: there is no {path}")


def _tier_findings(claimed: str | None, rules: dict[str, Any]) -> Iterator[Finding]:
    """Yield the rules still to do for the tier that the manifest claims."""
    if claimed not in TIERS:
        return
    tiers = list(TIERS)
    for tier in tiers[: tiers.index(claimed) + 1]:
        for name in TIERS[tier]:
            if rules[name]["status"] == "todo":
                yield Finding(MANIFEST, f"quality_scale: {claimed} is claimed, but {name} is still to do")
