"""Rows that a model of SQLAlchemy takes along when it is deleted, and statements that delete past that.

`relationship(cascade="all, delete-orphan")` holds for `session.delete(order)`. `delete(Order).where(...)` goes to the
database at once: what belongs to the order stays, and what its lines call their order is None from then on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeGuard

from arbase.workspace.tree import FUNCTIONS, Function, dotted

_RELATIONS = frozenset(("relationship", "Relationship"))


class Relation(NamedTuple):
    """An attribute of a class that holds rows of another one."""

    name: str
    target: str
    takes_along: bool
    optional: bool


class Past(NamedTuple):
    """A statement that deletes rows of `parent`, and leaves those of `child`, which call them `field`."""

    path: str
    function: Function
    call: ast.Call
    parent: str
    child: str
    field: str
    also: frozenset[str]
    """The classes that `session.delete` would take along."""


def past_cascades(trees: Mapping[str, ast.Module], field: str = "") -> list[Past]:
    """Deletions of rows without which others cannot be, as the models say; with `field`, of what those call so."""
    classes = {node.name: node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    relations = {name: list(_relations(node, classes)) for name, node in classes.items()}
    found: list[Past] = []
    for path, tree in trees.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)):
            deleted = list(_deleted(function))
            gone = {name for name, _ in deleted}
            for parent, call in deleted:
                taken = {one.target for one in relations.get(parent, ()) if one.takes_along}
                for child in sorted(taken - gone):
                    back = [one for one in relations[child] if one.target == parent]
                    known = len(back) == 1 and not back[0].optional and not _is_loose(classes[child], classes[parent])
                    if known and field in ("", back[0].name):
                        found.append(Past(path, function, call, parent, child, back[0].name, frozenset(taken)))
    return found


def _relations(owner: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Iterator[Relation]:
    for node in owner.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=told, value=ast.Call() as call):
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                told = ast.Constant(None)
            case _:
                continue
        if dotted(call.func).rpartition(".")[2] not in _RELATIONS:
            continue
        words = _words(told) | {word for one in call.args[:1] for word in _words(one)}
        targets = sorted(words & classes.keys())
        cascade = next((word.value for word in call.keywords if word.arg == "cascade"), None)
        takes = cascade is not None and bool({"all", "delete"} & {part.strip() for part in _text(cascade).split(",")})
        if len(targets) == 1:
            yield Relation(name, targets[0], takes, _is_optional(told) and not isinstance(told, ast.Constant))


def _words(node: ast.expr) -> set[str]:
    """The names in an annotation, quoted ones as well."""
    found: set[str] = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Constant(value=str() as text):
                found.update("".join(one if one.isidentifier() or one.isdigit() else " " for one in text).split())
    return found


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_optional(told: ast.expr) -> bool:
    nothing = any(isinstance(part, ast.Constant) and part.value is None for part in ast.walk(told))
    return nothing or bool({"None", "Optional"} & _words(told))


def _is_loose(child: ast.ClassDef, parent: ast.ClassDef) -> bool:
    """The child may be without this parent, or the database itself is told what becomes of it."""
    keys = [(node, part) for node in child.body for part in ast.walk(node) if _is_key(part)]
    own = [(node, part) for node, part in keys if _text(next(iter(part.args), part)).startswith(f"{_table(parent)}.")]
    for node, part in own or keys:
        around = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
        words = {word.arg: word.value for one in around for word in one.keywords}
        null = words.get("nullable")
        firm = "primary_key" in words or (isinstance(null, ast.Constant) and null.value is False)
        told = node.annotation if isinstance(node, ast.AnnAssign) else None
        if {word.arg for word in part.keywords} & {"ondelete"} or (not firm and (told is None or _is_optional(told))):
            return True
    return not keys


def _table(owner: ast.ClassDef) -> str:
    for node in owner.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__tablename__")], value=value):
                return _text(value)
    return ""


def _is_key(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "ForeignKey"


def _deleted(function: Function) -> Iterator[tuple[str, ast.Call]]:
    """The classes whose rows the function deletes by statement: `delete(Order)`, `query(Order).delete()`."""
    loops = [node for node in ast.walk(function) if isinstance(node, ast.For)]
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="delete") | ast.Attribute(value=ast.Name(), attr="delete"), args=[given]):
                for name in _named(given, node, loops):
                    yield name, node
            case ast.Call(func=ast.Attribute(value=ast.Call() as asked, attr="delete"), args=[]):
                for part in ast.walk(asked):
                    match part:
                        case ast.Call(func=ast.Attribute(attr="query"), args=[one]):
                            yield dotted(one).rpartition(".")[2], node


def _named(given: ast.expr, call: ast.Call, loops: list[ast.For]) -> Iterator[str]:
    """The class itself, or those that a loop over a literal gives the name."""
    around = [loop for loop in loops if any(part is call for part in ast.walk(loop))]
    literal = [loop.iter for loop in around if dotted(given) in _words(loop.target)]
    if not literal:
        yield dotted(given).rpartition(".")[2]
    for one in literal:
        for part in one.elts if isinstance(one, ast.Tuple | ast.List) else ():
            first = part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part
            yield dotted(first).rpartition(".")[2]
