"""Fields that are set together: who makes a ride cancelled also says when. One writer of several may forget it.

`ride.status = CANCELLED` with `ride.cancelled_at = now`, `.update(status=CANCELLED, cancelled_at=now)`, and the same
with entries of a mapping.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# Django's and SQLAlchemy's ways to change many rows at once.
_UPDATES = frozenset(("update", "aupdate", "values"))
# How many files are kept with what they write; each is asked for one field after the other.
FILES = 1000
_PLAIN = frozenset(("Model", "Base", "DeclarativeBase", "BaseModel", "object"))


@dataclass(frozen=True)
class Writer:
    """One place that sets fields of one object: the statements `owner.field = value`, or one call for many rows.

    `nodes` has what sets each field: its statement, or the keyword or key in the call.
    """

    path: str
    function: Function
    owner: str
    values: Mapping[str, ast.expr]
    nodes: Mapping[str, ast.AST]
    call: ast.Call | None = None


@dataclass(frozen=True)
class Forgotten:
    """A writer that sets `trigger` to what others set it to together with the field, and does not set the field."""

    writer: Writer
    trigger: str
    example: Writer


def forgotten(trees: Mapping[str, ast.Module], field: str) -> list[Forgotten]:
    """The writers that forget a field which at least as many others set for the same value of another field."""
    writers = [writer for path, tree in trees.items() for writer in _writers(path, tree)]
    keeping = [writer for writer in writers if not _is_nothing(writer.values.get(field))]
    found: list[Forgotten] = []
    for writer in writers:
        for trigger, value in writer.values.items():
            state = _state(value)
            alike = [one for one in keeping if _state(one.values.get(trigger)) == state] if state else []
            if not alike or _says(writer.function, field) or _lacks(trees, writer, field):
                continue
            without = [one for one in writers if field not in one.values and _state(one.values.get(trigger)) == state]
            if len(without) <= len(alike):
                found.append(Forgotten(writer, trigger, alike[0]))
                break
    return found


def _says(tree: ast.AST, field: str) -> bool:
    """Whether a file, class or function names the field at all."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.keyword(arg=name) | ast.Constant(value=name) if name == field:
                return True
    return False


@lru_cache(maxsize=FILES)
def _writers(path: str, tree: ast.Module) -> tuple[Writer, ...]:
    return tuple(_writers_in(path, tree))


def _writers_in(path: str, tree: ast.Module) -> Iterator[Writer]:
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        owners: dict[str, dict[str, ast.AST]] = {}
        values: dict[str, dict[str, ast.expr]] = {}
        for node in _own(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    owner, name = _field(target)
                    if name:
                        # What is one state here and another one there is none that can be relied on.
                        again = name in values.get(owner, {}) and _state(values[owner][name]) != _state(node.value)
                        owners.setdefault(owner, {})[name] = node
                        values.setdefault(owner, {})[name] = ast.Constant(...) if again else node.value
            elif isinstance(node, ast.Call) and _last(node.func) in _UPDATES:
                given = _given(node)
                if given:
                    named = {name: value for name, (_, value) in given.items()}
                    yield Writer(path, function, "", named, {name: one for name, (one, _) in given.items()}, node)
        for owner, fields in owners.items():
            yield Writer(path, function, owner, values[owner], fields)


def _own(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions in it."""
    pending: list[ast.AST] = list(reversed(function.body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _FUNCTIONS):
            pending += reversed([*ast.iter_child_nodes(node)])


def _field(target: ast.expr) -> tuple[str, str]:
    """The object and the field of `ride.status` and `ride["status"]`; empty for other targets."""
    match target:
        case ast.Attribute(value=owner, attr=name) | ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
            return ast.unparse(owner), name
    return "", ""


def _given(call: ast.Call) -> dict[str, tuple[ast.AST, ast.expr]]:
    """The fields of `update(status=x)` and `values({Ride.status: x})`; none where some of them cannot be seen."""
    found: dict[str, tuple[ast.AST, ast.expr]] = {}
    for word in call.keywords:
        if word.arg is None:
            return {}
        found[word.arg] = (word, word.value)
    for item in call.args:
        if not isinstance(item, ast.Dict):
            return {}
        for key, value in zip(item.keys, item.values, strict=True):
            name = key.value if isinstance(key, ast.Constant) else key.attr if isinstance(key, ast.Attribute) else None
            if key is None or not isinstance(name, str):
                return {}
            found[name] = (key, value)
    return found


def _state(value: ast.expr | None) -> str:
    """The state that a literal or a member of an enumeration stands for, in small letters; empty for anything else.

    `Ride.Status.CANCELLED`, `CANCELLED` and `"cancelled"` are one state. What is switched off is none: much that was
    never switched on is off.
    """
    match value:
        case ast.Constant(value=True):
            return "true"
        case ast.Constant(value=str(text)):
            return text.lower()
        case ast.Attribute(value=inner, attr="value"):
            return _state(inner)
        case ast.Attribute(value=owner, attr=name) if name.isupper() or _last(owner)[:1].isupper():
            return name.lower()
        case ast.Name(id=name) if name.isupper():
            return name.lower()
    return ""


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ""))


def _lacks(trees: Mapping[str, ast.Module], writer: Writer, field: str) -> bool:
    """Whether the writer is known to write another class of objects, one that has no such field."""
    named = _class_of(writer)
    nodes = (node for tree in trees.values() for node in ast.walk(tree)) if named else iter(())
    classes = [node for node in nodes if isinstance(node, ast.ClassDef) and node.name == named]
    return bool(classes) and not any(_declares(node, field) for node in classes)


def _class_of(writer: Writer) -> str:
    """`Ride` of `Ride.objects.filter(...).update(...)`, `update(Ride).values(...)` and `def end(ride: Ride)`."""
    if writer.call is not None:
        # The first name that begins with a capital letter; the arguments of the writing call itself do not count.
        names = (node for node in ast.walk(writer.call.func) if isinstance(node, ast.Name))
        return next((node.id for node in names if node.id[:1].isupper()), "")
    spec = writer.function.args
    for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs):
        if one.arg == writer.owner and one.annotation is not None:
            return _last(one.annotation)
    return ""


def _declares(node: ast.ClassDef, field: str) -> bool:
    """Whether a class has the field; one with bases of its own kind may have it from them."""
    if any(_last(base) not in _PLAIN for base in node.bases):
        return True
    return any(isinstance(part, ast.Name) and part.id == field for part in ast.walk(node)) or _says(node, field)


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
