"""Every translation key that the code names exists in en.json: errors, issues, entities, states, steps, selectors.

An entity description without a translation key is asked for under its own key: here both are always the same.
A key that is only known when the code runs (built from parts, or passed through) is left to the tests.
"""

import ast
from collections.abc import Iterator, Mapping
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
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _wanted_by_issue(node, constants)
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
    if function in IMPLIED_BY_CALL and "reason" not in arguments:
        yield IMPLIED_BY_CALL[function]
    argument, wanted = KEY_OF_CALL.get(function, ("translation_key", None))
    key = constants.text(arguments.get(argument))
    if function.endswith("Description"):
        yield from _wanted_by_entity(
            function, key or constants.text(arguments.get("key")), arguments, constants
        )
    elif function == "refused" and call.args:
        key = constants.text(call.args[0])
        wanted = "exceptions.{key}.message"
    elif function.endswith("SelectorConfig"):
        wanted = "selector.{key}.options.*"
    elif function.endswith(("Error", "NotReady", "Failed", "Unauthorized")):
        wanted = "exceptions.{key}.message"
    if key is not None and wanted is not None:
        yield wanted.format(key=key)


def _wanted_by_issue(
    function: ast.FunctionDef | ast.AsyncFunctionDef, constants: Constants
) -> Iterator[tuple[int, str]]:
    """Yield the key of each member where a function raises an issue whose kind it is given as an enum."""
    enums = {argument.arg: argument.annotation for argument in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("async_create_issue"):
            keys = [keyword.value for keyword in node.keywords if keyword.arg == "translation_key"]
            for key in constants.texts(enums.get(ast.unparse(keys[0]))) if keys else ():
                yield node.lineno, f"issues.{key}.title"


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
        options = {name.removeprefix("_attr_"): value for name, value in attributes.items()}
        for wanted in _wanted_by_entity(owner, key, options, constants):
            yield entity.lineno, wanted


def _wanted_by_entity(
    owner: str, key: str | None, options: Mapping[str, ast.expr], constants: Constants
) -> Iterator[str]:
    """Yield the key of an entity and of each of its states; the owner's name tells the platform."""
    words = owner.lower().replace("_", "")
    platform = next((name for name in PLATFORMS if name.replace("_", "") in words), None)
    if platform is None or key is None:
        return
    yield f"entity.{platform}.{key}.*"
    for state in constants.texts(options.get("options")):
        yield f"entity.{platform}.{key}.state.{state}"
    for state in constants.texts(options.get("event_types")):
        yield f"entity.{platform}.{key}.state_attributes.event_type.state.{state}"
