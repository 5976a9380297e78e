"""The texts that names in the integration's code stand for, found without running it."""

import ast
from collections.abc import Iterable


class Constants:
    """Module constants and enum members of a set of modules, by the names that code uses for them."""

    def __init__(self, modules: Iterable[ast.Module]) -> None:
        """Collect `NAME = "text"` on module level and `MEMBER = "text"` in classes."""
        self._texts: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        for module in modules:
            self._collect("", module.body)
            for node in ast.walk(module):
                if isinstance(node, ast.ClassDef):
                    self._collect(f"{node.name}.", node.body)

    def text(self, node: ast.expr | None) -> str | None:
        """Return the text an expression stands for, or None where only running the code could tell."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Attribute) and node.attr == "value":
            return self.text(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and len(node.args) == 1:
            return self.text(node.args[0])
        return None if node is None else self._texts.get(ast.unparse(node))

    def texts(self, node: ast.expr | None) -> list[str]:
        """Return the texts of a list of them, of an enum, of `list(Enum)`, or of a comprehension over an enum."""
        if isinstance(node, ast.List | ast.Tuple):
            return [text for text in map(self.text, node.elts) if text is not None]
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"list", "tuple"} and len(node.args) == 1:
            return self.texts(node.args[0])
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            left_out = {
                self.text(member) for test in node.generators[0].ifs for member in _members_left_out(test)
            }
            return [text for text in self.texts(node.generators[0].iter) if text not in left_out]
        return self._members.get(ast.unparse(node), []) if node else []

    def _collect(self, prefix: str, body: Iterable[ast.stmt]) -> None:
        """Keep the texts assigned in one module or class body."""
        for statement in body:
            match statement:
                case (
                    ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
                    | ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)))
                ):
                    self._texts[f"{prefix}{name}"] = text
                    self._members.setdefault(prefix.removesuffix("."), []).append(text)


def _members_left_out(test: ast.expr) -> list[ast.expr]:
    """Return what a condition such as `x is not Enum.MEMBER` leaves out."""
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot | ast.NotEq):
        return test.comparators
    return []
