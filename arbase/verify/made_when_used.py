"""What a constructor was given and kept is made where it is used, by the very expression that gave it."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile, bare_dump
from arbase.verify.syntax import Code, called_name


def is_made_when_used(file: ChangedFile) -> bool:
    """`self.prices` became `Prices(get_db())`, which the only call of the class gave; nothing else differs.

    The parameter goes, and its annotation with it: nothing of what the code does was left out.
    """
    if file.old is None or file.new is None:
        return False
    wanted = bare_dump(file.new.tree)
    for owner in file.old.every(ast.ClassDef):
        for name, parameter in _kept(owner):
            tree = _moved(file.before, owner.name, name, parameter)
            if tree is not None and bare_dump(tree) == wanted:
                return True
    return False


def _kept(owner: ast.ClassDef) -> list[tuple[str, str]]:
    """Attribute and parameter of each `self.prices = prices` of the constructor."""
    found = []
    for begin in owner.body:
        if isinstance(begin, ast.FunctionDef) and begin.name == "__init__":
            for statement in begin.body:
                match statement:
                    case ast.Assign(
                        targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=ast.Name(id=parameter)
                    ) if parameter in [one.arg for one in begin.args.args[1:]] and not begin.args.defaults:
                        found.append((name, parameter))
    return found


def _moved(source: str, owner: str, name: str, parameter: str) -> ast.Module | None:
    """The source with the expression at each use in place of the attribute; None where it is not given just once."""
    code = Code.parse(source)
    classes = [one for one in code.every(ast.ClassDef) if one.name == owner] if code is not None else []
    calls = [one for one in code.every(ast.Call) if called_name(one) == owner] if code is not None else []
    if code is None or len(classes) != 1 or len(calls) != 1:
        return None
    call = calls[0]
    begin = next(one for one in classes[0].body if isinstance(one, ast.FunctionDef) and one.name == "__init__")
    at = [one.arg for one in begin.args.args[1:]].index(parameter)
    words = [word for word in call.keywords if word.arg == parameter]
    given = words[0].value if words else call.args[at] if at < len(call.args) else None
    if not isinstance(given, ast.Call) or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    if words:
        call.keywords.remove(words[0])
    else:
        del call.args[at]
    begin.args.args = [one for one in begin.args.args if one.arg != parameter]
    begin.body = [one for one in begin.body if not _stores(one, name)]
    _Uses(name, given).visit(classes[0])
    return code.tree


def _stores(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=stored)]):
            return stored == name
    return False


class _Uses(ast.NodeTransformer):
    """Puts the expression in the place of the attribute where this is read."""

    def __init__(self, name: str, given: ast.expr) -> None:
        self._name, self._given = name, given

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """`self.prices`, read."""
        own = isinstance(node.value, ast.Name) and node.value.id == "self" and isinstance(node.ctx, ast.Load)
        return self._given if own and node.attr == self._name else self.generic_visit(node)
