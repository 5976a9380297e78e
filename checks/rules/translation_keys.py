"""Every translation key that the code names exists in en.json: errors, issues, entities, states, steps, selectors.

A key that is only known when the code runs (built from parts, or passed through) is left to the tests.
"""

import ast
from collections.abc import Iterator
import re

from checks.constants import Constants
from checks.project import Finding, Project

from .services import ENGLISH
from .translations import flatten

FLOWS = r"(config|options|config_subentries\.[^.]+|issues\.[^.]+\.fix_flow)"
# A platform whose name ends like another's comes before it.
PLATFORMS = (
    "binary_sensor",
    "sensor",
    "button",
    "camera",
    "event",
    "image",
    "number",
    "select",
    "switch",
    "update",
)
KEY_OF_CALL = {
    "async_show_form": ("step_id", "FLOW.step.{key}.*"),
    "async_show_menu": ("step_id", "FLOW.step.{key}.*"),
    "async_abort": ("reason", "FLOW.abort.{key}"),
    "async_create_issue": ("translation_key", "issues.{key}.title"),
}
IMPLIED_BY_CALL = {
    "_abort_if_unique_id_configured": "FLOW.abort.already_configured",
    "async_update_and_abort": "FLOW.abort.reconfigure_successful",
    "async_update_reload_and_abort": "FLOW.abort.reconfigure_successful",
}


def check(project: Project) -> Iterator[Finding]:
    """Yield each translation key that the code names and English lacks."""
    modules = list(project.modules())
    constants = Constants(module for _, module in modules)
    known = flatten(project.json(ENGLISH))
    for path, module in modules:
        for line, wanted in _wanted(path, module, constants):
            if not any(map(_pattern(wanted).fullmatch, known)):
                yield Finding(path, f"line {line}: {ENGLISH} has no {wanted}")


def _pattern(wanted: str) -> re.Pattern[str]:
    """Return the pattern of a wanted key, in which FLOW is any flow and * any rest."""
    return re.compile(re.escape(wanted).replace("FLOW", FLOWS).replace(r"\*", ".+"))


def _wanted(path: str, module: ast.Module, constants: Constants) -> Iterator[tuple[int, str]]:
    """Yield line and wanted key for each key that a module names."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            for wanted in _wanted_by_call(node, constants):
                yield node.lineno, wanted
        elif isinstance(node, ast.ClassDef):
            yield from _wanted_by_class(path, node, constants)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("errors["):
            key = constants.text(node.value)
            if key is not None:
                yield node.lineno, f"FLOW.error.{key}"


def _wanted_by_call(call: ast.Call, constants: Constants) -> Iterator[str]:
    """Yield the keys that one call needs."""
    function = ast.unparse(call.func).rpartition(".")[2]
    arguments = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if function in KEY_OF_CALL:
        argument, wanted = KEY_OF_CALL[function]
        key = constants.text(arguments.get(argument))
        if key is not None:
            yield wanted.format(key=key)
        return
    if function in IMPLIED_BY_CALL and "reason" not in arguments:
        yield IMPLIED_BY_CALL[function]
    key = constants.text(arguments.get("translation_key"))
    if key is None:
        return
    if function.endswith("SelectorConfig"):
        yield f"selector.{key}.options.*"
    elif function.endswith("Description"):
        yield from _wanted_by_entity(function, key, arguments.get("options"), constants)
    elif function.endswith(("Error", "NotReady", "Failed", "Unauthorized")):
        yield f"exceptions.{key}.message"


def _wanted_by_class(path: str, entity: ast.ClassDef, constants: Constants) -> Iterator[tuple[int, str]]:
    """Yield the keys that an entity class names in its attributes."""
    attributes = {
        ast.unparse(statement.targets[0]): statement.value
        for statement in entity.body
        if isinstance(statement, ast.Assign)
    }
    key = constants.text(attributes.get("_attr_translation_key"))
    if key is not None:
        owner = " ".join([*map(ast.unparse, entity.bases), path])
        for wanted in _wanted_by_entity(owner, key, attributes.get("_attr_options"), constants):
            yield entity.lineno, wanted


def _wanted_by_entity(owner: str, key: str, options: ast.expr | None, constants: Constants) -> Iterator[str]:
    """Yield the key of an entity and of each of its states; the owner's name tells the platform."""
    platform = next(
        (name for name in PLATFORMS if name.replace("_", "") in owner.lower().replace("_", "")), None
    )
    if platform is None:
        return
    yield f"entity.{platform}.{key}.*"
    for option in constants.texts(options) if options else ():
        yield f"entity.{platform}.{key}.state.{option}"
