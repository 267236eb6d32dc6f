"""Calls: of another function, with swapped arguments, needless ones, and what was forgotten around a value."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.mutation.interface import Mutation, Scope, grouped

ALIKE = tuple(
    tuple(group.split())
    for group in (
        "any all",
        "min max",
        "sum len max min",
        "int float round",
        "ceil floor",
        "append extend add insert",
        "append appendleft",
        "add discard remove",
        "pop popleft",
        "pop get setdefault",
        "remove pop",
        "upper lower swapcase title capitalize",
        "isupper islower isalpha",
        "isdigit isalpha isalnum isnumeric isdecimal isspace",
        "startswith endswith",
        "find rfind index",
        "count index",
        "strip lstrip rstrip",
        "split rsplit splitlines",
        "partition rpartition",
        "ljust rjust zfill",
        "keys values items",
        "issubset issuperset",
        "union intersection difference symmetric_difference",
        "sorted reversed list set",
        "str repr",
        "ord chr",
        "bin hex oct",
        "log log2 log10",
        "sin cos tan",
        "divmod pow",
        "heappush heappop",
        "left right",
        "before after",
        "first last",
        "start end stop",
    )
)
"""Names of functions, methods and attributes that are taken for each other."""

KNOWN = frozenset(("range", "max", "min", "round", "pow", "divmod", "isinstance", "enumerate", "zip", "sum", "int"))
WRAPPERS = {
    "abs": 0.35,
    "len": 0.3,
    "sorted": 0.3,
    "set": 0.3,
    "int": 0.25,
    "str": 0.25,
    "list": 0.2,
    "sum": 0.2,
    "reversed": 0.15,
    "round": 0.15,
    "max": 0.15,
    "min": 0.15,
    "float": 0.1,
    "tuple": 0.1,
    "bool": 0.1,
}
TAILS = {
    "[1:]": 0.35,
    "[:-1]": 0.3,
    "[::-1]": 0.3,
    "[0]": 0.25,
    "[-1]": 0.2,
    ".lower()": 0.2,
    ".strip()": 0.15,
    ".copy()": 0.15,
    ".upper()": 0.12,
    ".swapcase()": 0.12,
    ".capitalize()": 0.1,
}
PLAIN = (
    ast.Constant | ast.Compare | ast.BoolOp | ast.Lambda | ast.GeneratorExp | ast.Starred | ast.Slice
)  # nothing is put around these


def calls(scope: Scope) -> Iterator[Mutation]:
    """All mutations of calls, and calls and operands put around values."""
    for node in scope.expressions:
        if isinstance(node, ast.Call):
            yield from _call(scope, node)
        yield from _wrapped(scope, node)


def alike(name: str) -> list[str]:
    """Names that are taken for `name`."""
    return list(dict.fromkeys(other for group in ALIKE if name in group for other in group if other != name))


def _call(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    arguments = node.args
    for number, first in enumerate(arguments):
        for second in arguments[number + 1 :]:
            # Builtins are known by heart, and constants seldom stand for a name.
            known = isinstance(node.func, ast.Name) and node.func.id in KNOWN
            mixed = isinstance(first, ast.Constant) != isinstance(second, ast.Constant)
            yield scope.swap(first, second, "swapped arguments", 0.2 if known and mixed else 0.7)
    yield from _other_function(scope, node)
    if isinstance(node.func, ast.Attribute) and not arguments:
        yield scope.replace(node, scope.text(node.func.value), "needless call", 0.4)
    for argument in arguments:
        if not isinstance(argument, ast.Starred):
            weight = 0.45 if len(arguments) == 1 else 0.2
            yield scope.replace(node, grouped(scope, argument), "needless call", weight)
    yield from _ranged(scope, node)
    yield from _extreme(scope, node)
    match node.func:
        case ast.Name(id="sorted") | ast.Attribute(attr="sort"):
            yield from _ordered(scope, node)


def _other_function(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    if not isinstance(node.func, ast.Name):
        return
    for other in alike(node.func.id):
        yield scope.replace(node.func, other, "other function", 0.6)
    for function in scope.functions:
        if len(function.args.args) == len(node.args) and function.name != node.func.id:
            yield scope.replace(node.func, function.name, "other function", 0.35)


def _ranged(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    if not (isinstance(node.func, ast.Name) and node.func.id == "range"):
        return
    if len(node.args) == 1:
        for start in ("1", "2", *scope.names):
            yield scope.replace(node.args[0], f"{start}, {scope.text(node.args[0])}", "start of a range", 0.4)
    if len(node.args) == 2:
        for step in ("2", "-1", *(name for name in scope.names if name not in scope.containers)):
            yield scope.replace(node.args[1], f"{scope.text(node.args[1])}, {step}", "step of a range", 0.25)


def _extreme(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    """The larger or smaller of two values instead of that of a whole container."""
    if not (isinstance(node.func, ast.Name) and node.func.id in ("max", "min") and len(node.args) == 1):
        return
    plain = [name for name in scope.names if name not in scope.containers]
    for number, one in enumerate(plain):
        for other in plain[number + 1 :]:
            yield scope.replace(node.args[0], f"{one}, {other}", "two values for a container", 0.25)


def _ordered(scope: Scope, node: ast.Call) -> Iterator[Mutation]:
    inside = [scope.text(one) for one in node.args] + [f"{one.arg}={scope.text(one.value)}" for one in node.keywords]
    name, known = scope.text(node.func), {one.arg for one in node.keywords}
    for extra in ("reverse=True", "key=len", "key=abs", "key=str"):
        if extra.partition("=")[0] not in known:
            yield scope.replace(node, f"{name}({', '.join([*inside, extra])})", "order", 0.35)
    for keyword in node.keywords:
        rest = [text for text in inside if not text.startswith(f"{keyword.arg}=")]
        yield scope.replace(node, f"{name}({', '.join(rest)})", "order", 0.35)


def _wrapped(scope: Scope, node: ast.expr) -> Iterator[Mutation]:
    """What was forgotten around an expression."""
    parent = scope.file.parent(node)
    if isinstance(node, PLAIN) or isinstance(parent, ast.Expr | ast.Attribute):
        return
    if isinstance(parent, ast.Call) and parent.func is node:
        return
    text, operand = scope.text(node), grouped(scope, node)
    for name, weight in WRAPPERS.items():
        if not (isinstance(node, ast.Call) and scope.text(node.func) == name):
            yield scope.replace(node, f"{name}({text})", "missing call", weight)
    for function in scope.own_functions:
        yield scope.replace(node, f"{function}({text})", "missing call", 0.25)
    yield from _bounded(scope, node, parent)
    yield from _reckoned(scope, node, parent)
    if isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.ListComp):
        for tail, weight in TAILS.items():
            yield scope.replace(node, f"{operand}{tail}", "missing slice", weight)
    if isinstance(parent, ast.Return) and isinstance(node, ast.Call | ast.ListComp | ast.Name):
        for name in scope.names:
            if name != text:
                yield scope.replace(node, f"{name} + {text}", "missing operand", 0.3)
                yield scope.replace(node, f"{text} + {name}", "missing operand", 0.3)


def _bounded(scope: Scope, node: ast.expr, parent: ast.AST | None) -> Iterator[Mutation]:
    if not isinstance(parent, ast.Assign | ast.Return | ast.Call | ast.keyword):
        return
    text = scope.text(node)
    weight = 0.35 if isinstance(parent, ast.Assign) else 0.2
    for bound in ("0", "1", *scope.names):
        if bound != text and bound not in scope.containers:
            yield scope.replace(node, f"max({bound}, {text})", "missing bound", weight)
            yield scope.replace(node, f"min({bound}, {text})", "missing bound", weight)


def _reckoned(scope: Scope, node: ast.expr, parent: ast.AST | None) -> Iterator[Mutation]:
    operand = grouped(scope, node)
    power = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow)
    yield scope.replace(node, f"({operand} ** 2)" if power else f"{operand} ** 2", "missing power", 0.3)
    yield scope.replace(node, f"({operand} ** 3)" if power else f"{operand} ** 3", "missing power", 0.2)
    yield scope.replace(node, f"-{operand}", "missing sign", 0.12)
    if not isinstance(parent, ast.BinOp):
        for rest in ("* 2", "// 2", "/ 2", "% 2", "% 10", "// 10"):
            yield scope.replace(node, f"{operand} {rest}", "missing operand", 0.2)
