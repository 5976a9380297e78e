"""The integration's manifest.json has the keys, values and order that Home Assistant expects."""

from collections.abc import Iterator
import re

import probatio

from checks.project import INTEGRATION, Finding, Project, schema_findings

MANIFEST = f"{INTEGRATION}/manifest.json"
INTEGRATION_TYPES = ("device", "entity", "hardware", "helper", "hub", "service", "system", "virtual")
IOT_CLASSES = ("assumed_state", "calculated", "cloud_polling", "cloud_push", "local_polling", "local_push")
VERSION = r"^\d+(\.\d+){1,3}((a|b|rc|-alpha\.?|-beta\.?|-rc\.?)\d+)?$"
REQUIREMENT = re.compile(
    r"^[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?((==|>=|<=|<|~=)[\w.]+(,(==|>=|<=|<|~=)[\w.]+)*)$"
)

HTTPS = probatio.Match(r"^https://\S+$", msg="expected an https address")
SCHEMA = probatio.Schema(
    {
        probatio.Required("domain"): probatio.Match(r"^[a-z][a-z0-9_]*$"),
        probatio.Required("name"): str,
        probatio.Required("codeowners"): probatio.All(
            [probatio.Match(r"^@\S+$", msg="expected @name")], probatio.Length(min=1)
        ),
        probatio.Required("documentation"): HTTPS,
        probatio.Required("issue_tracker"): HTTPS,
        probatio.Required("version"): probatio.Match(
            VERSION, msg="expected a version such as 1.2.3 or 1.2.3b1"
        ),
        probatio.Required("iot_class"): probatio.In(IOT_CLASSES),
        probatio.Required("integration_type"): probatio.In(INTEGRATION_TYPES),
        probatio.Required("config_flow"): bool,
        probatio.Optional("after_dependencies"): [str],
        probatio.Optional("dependencies"): [str],
        probatio.Optional("loggers"): [str],
        probatio.Optional("quality_scale"): probatio.In(("bronze", "silver", "gold", "platinum")),
        probatio.Optional("requirements"): [
            probatio.Match(REQUIREMENT, msg="expected name and version bound")
        ],
        probatio.Optional("single_config_entry"): bool,
    }
)


def check(project: Project) -> Iterator[Finding]:
    """Yield what is wrong with the manifest."""
    manifest = project.json(MANIFEST)
    yield from schema_findings(MANIFEST, SCHEMA, manifest)
    folder = INTEGRATION.rpartition("/")[2]
    if manifest.get("domain") != folder:
        yield Finding(
            MANIFEST, f"domain: expected the folder's name {folder!r}, got {manifest.get('domain')!r}"
        )
    expected = ["domain", "name", *sorted(manifest.keys() - {"domain", "name"})]
    if list(manifest) != expected:
        yield Finding(MANIFEST, f"expected the keys in this order: {', '.join(expected)}")
