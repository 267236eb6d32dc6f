"""Values: off by one, constants, names, attributes, subscripts; see `calls` for calls and what stands around values."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.mutation.calls import alike
from arbase.repair.static.mutation.interface import Mutation, Scope


def values(scope: Scope) -> Iterator[Mutation]:
    """All mutations of values."""
    for node in scope.expressions:
        yield from _shifted(scope, node)
        match node:
            case ast.Constant():
                yield from _constant(scope, node)
            case ast.Name():
                yield from _named(scope, node)
            case ast.Attribute():
                yield from _attribute(scope, node)
            case ast.Subscript():
                yield from _subscript(scope, node)
            case ast.Call():
                yield from _known(scope, node)
            case ast.Tuple() | ast.List():
                yield from _elements(scope, node)
    for statement in scope.statements:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
            yield from _elements(scope, statement.targets[0])
        yield from _targets(scope, statement)
    yield from _defaults(scope)


def _shifted(scope: Scope, node: ast.expr) -> Iterator[Mutation]:
    """Off by one, where a number may stand."""
    parent = scope.file.parent(node)
    match parent:
        case ast.Call(func=ast.Name(id="range" | "enumerate" | "len")):
            weight = 0.8 if node in parent.args else 0.0
        case ast.Subscript() | ast.Slice():
            weight = 0.7 if node is not getattr(parent, "value", None) else 0.0
        case ast.Compare():
            weight = 0.4
        case ast.Call():
            weight = 0.5 if node in parent.args else 0.0
        case ast.Return() | ast.BinOp() | ast.Assign():
            weight = 0.35
        case ast.Tuple() | ast.List():
            weight = 0.25
        case _:
            weight = 0.0
    number = isinstance(node, ast.Name | ast.BinOp | ast.Call | ast.Subscript | ast.Attribute)
    if not weight or not number or (isinstance(node, ast.Name) and node.id in scope.containers):
        return
    text = scope.text(node)
    inner = f"({text})" if isinstance(parent, ast.BinOp) else text
    loose = isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Sub | ast.Mult)
    inner = f"({text})" if loose else text
    for shift in ("+ 1", "- 1"):
        shifted = f"{inner} {shift}"
        yield scope.replace(node, f"({shifted})" if isinstance(parent, ast.BinOp) else shifted, "off by one", weight)


def _constant(scope: Scope, node: ast.Constant) -> Iterator[Mutation]:
    value = node.value
    if isinstance(value, bool):
        yield scope.replace(node, str(not value), "constant", 0.6)
        if isinstance(scope.file.parent(node), ast.Return):
            yield from _pool(scope, node, "returned value", 0.3)
    elif isinstance(value, int):
        others = {0: (1, -1, 2), 1: (0, 2, -1), 2: (1, 3, 0)}.get(value, (value + 1, value - 1, 0, 1, value * 10))
        for number, other in enumerate(others):
            yield scope.replace(node, str(other), "constant", 0.6 if number < 2 else 0.3)
        yield from _pool(scope, node, "name for a constant", 0.3)
    elif isinstance(value, float):
        for near in (value + 1, value - 1, value * 10, value / 10, 0.0, 1.0, -value):
            yield scope.replace(node, repr(near), "constant", 0.3)
    elif isinstance(value, str):
        yield from _text(scope, node, value)
    elif value is None and isinstance(scope.file.parent(node), ast.Return):
        yield from _pool(scope, node, "returned value", 0.35)


def _text(scope: Scope, node: ast.Constant, value: str) -> Iterator[Mutation]:
    parts = [one for one in scope.nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    texts = dict.fromkeys([one.value for one in parts if isinstance(one.value, str)])
    if value in scope.names:
        yield scope.replace(node, value, "name for its text", 0.6)
    words, marks = scope.told
    for word in difflib.get_close_matches(value, words, 3, 0.75):
        yield scope.replace(node, repr(word), "closest word", 0.4)
    if len(value) == 1:
        for mark in marks[:10]:
            yield scope.replace(node, repr(mark), "text constant", 0.2)
    if isinstance(scope.file.parent(node), ast.BinOp) or not value:
        for mark in marks[:6]:
            yield scope.replace(node, repr(value + mark), "text constant", 0.15)
    same = [one for one in parts if one.value == value]
    both = value + value.upper() if value.islower() else value + value.lower() if value.isupper() else ""
    cases = [value.upper(), value.lower(), value.capitalize()]
    for other in dict.fromkeys([both, *texts, "", " ", *cases, value[::-1], value + " ", value.strip()]):
        if other != value:
            yield scope.replace(node, repr(other), "text constant", 0.25 if other == both else 0.2)
        if other != value and len(same) > 1 and same[0] is node:
            edits = tuple(Edit(*scope.file.span(one), repr(other)) for one in same)
            yield Mutation(edits, "text constant everywhere", 0.25, node.lineno)


def _pool(scope: Scope, node: ast.expr, kind: str, weight: float) -> Iterator[Mutation]:
    """Names and simple computations over them in the place of a value."""
    for name in (*scope.names, *scope.attributes):
        yield scope.replace(node, name, kind, weight)
        if name in scope.containers:
            yield scope.replace(node, f"len({name})", kind, 0.7 * weight)
            yield scope.replace(node, f"not {name}", kind, 0.4 * weight)
        else:
            yield scope.replace(node, f"{name} == 0", kind, 0.6 * weight)
            yield scope.replace(node, f"[{name}]", kind, 0.3 * weight)
            yield scope.replace(node, f"-{name}", kind, 0.2 * weight)


def _named(scope: Scope, node: ast.Name) -> Iterator[Mutation]:
    parent = scope.file.parent(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        return
    if node.id not in scope.names:
        return
    same = node.id in scope.containers
    near = scope.names_at(node)
    for name in scope.names:
        if name != node.id:
            # A nested function seldom means what only the function around it knows.
            likely = 1.0 if name in near else 0.4
            yield scope.replace(node, name, "wrong name", likely * (0.5 if (name in scope.containers) == same else 0.3))
    for name in scope.attributes:
        yield scope.replace(node, name, "wrong name", 0.2)
    if not isinstance(parent, ast.Slice | ast.BinOp) or not same:
        for other in scope.names:
            if other != node.id and not same and other not in scope.containers and not isinstance(parent, ast.BinOp):
                yield scope.replace(node, f"{node.id} - {other}", "missing operand", 0.25)
                yield scope.replace(node, f"{node.id} + {other}", "missing operand", 0.25)
                yield scope.replace(node, f"{node.id} * {other}", "missing operand", 0.15)
    if same:
        for other in scope.names:
            if other not in scope.containers:
                yield scope.replace(node, f"{node.id}[{other}:]", "missing slice", 0.2)
                yield scope.replace(node, f"{node.id}[:{other}]", "missing slice", 0.2)


def _attribute(scope: Scope, node: ast.Attribute) -> Iterator[Mutation]:
    parent = scope.file.parent(node)
    called = isinstance(parent, ast.Call) and parent.func is node
    base = scope.text(node.value)
    for other in alike(node.attr):
        yield scope.replace(node, f"{base}.{other}", "other method" if called else "other attribute", 0.6)
    if not called:
        names = {one.attr for one in ast.walk(scope.file.tree) if isinstance(one, ast.Attribute)
                 and not isinstance(scope.file.parent(one), ast.Call)}  # fmt: skip
        for name in sorted(names - {node.attr}):
            yield scope.replace(node, f"{base}.{name}", "other attribute", 0.45)
        yield scope.replace(node, base, "dropped attribute", 0.2)


def _subscript(scope: Scope, node: ast.Subscript) -> Iterator[Mutation]:
    base, index = scope.text(node.value), node.slice
    yield scope.replace(node, base, "needless subscript", 0.35)
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        yield scope.swap(index.elts[0], index.elts[1], "swapped subscripts", 0.6)
        for name in scope.names:
            if name not in scope.containers:
                for element in index.elts:
                    yield scope.replace(element, name, "wrong name", 0.4)
    if isinstance(index, ast.Slice):
        lower = scope.text(index.lower) if index.lower else ""
        upper = scope.text(index.upper) if index.upper else ""
        for text in (
            f"{upper}:{lower}",
            f":{lower or upper}",
            f"{lower or upper}:",
            f"{lower}:{upper}:-1",
            f"{lower}:{upper}:2",
            "::-1",
        ):
            yield scope.replace(node, f"{base}[{text}]", "slice", 0.35)
        step = scope.text(index.step) if index.step else ""
        if step:
            for text in (f"{lower}:{upper}", f"{lower}:{upper}:-{step}", f"{lower}:{upper}:{step.lstrip('-')}"):
                yield scope.replace(node, f"{base}[{text}]", "slice", 0.35)
    elif not isinstance(index, ast.Tuple):
        text = scope.text(index)
        for other in (f"-{text}", f"{text}:", f":{text}", "-1", "0"):
            if other != text:
                yield scope.replace(node, f"{base}[{other}]", "index", 0.25)


def _elements(scope: Scope, node: ast.Tuple | ast.List) -> Iterator[Mutation]:
    for number, first in enumerate(node.elts):
        for second in node.elts[number + 1 :]:
            yield scope.swap(first, second, "swapped elements", 0.4)
    if isinstance(node, ast.List) and not node.elts:
        yield scope.replace(node, "[[]]", "empty list", 0.4)
        for name in scope.names:
            yield scope.replace(node, f"[{name}]", "empty list", 0.5)
        yield scope.replace(node, "[0]", "empty list", 0.2)
        yield scope.replace(node, "None", "empty list", 0.15)


def _known(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    """A value that is at hand in a variable, in the place of a call that looks it up."""
    if isinstance(scope.file.parent(node), ast.Expr | ast.Return | ast.For | ast.comprehension):
        return
    near = scope.names_at(node)
    for name in scope.names:
        if name in near and name not in scope.containers:
            yield scope.replace(node, name, "name for a call", 0.2)


def _targets(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """What is computed is kept in another place: an entry that the function reads, another variable."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return
    target = statement.targets[0]
    own = scope.text(target)
    if isinstance(target, ast.Subscript):
        for text in scope.computed:
            if text != own and text.endswith("]"):
                yield scope.replace(target, text, "other target", 0.3)
    elif isinstance(target, ast.Name):
        for name in scope.names:
            if name != own:
                yield scope.replace(target, name, "other target", 0.25)


def _defaults(scope: Scope) -> Iterator[Mutation]:
    arguments = scope.function.args
    for node in [*arguments.defaults, *(one for one in arguments.kw_defaults if one is not None)]:
        if isinstance(node, ast.Constant):
            for found in _constant(scope, node):
                yield Mutation(found.edits, "default value", 0.7 * found.weight, found.line, signature=True)
