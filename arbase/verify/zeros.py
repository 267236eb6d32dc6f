"""`x or 5`, where 0 is one of the values that x may have: what stands in for nothing would stand in for a zero too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code, called_name, last_name

NUMBERS = frozenset(("int", "float", "Decimal", "Fraction", "decimal.Decimal", "fractions.Fraction", "complex"))
READERS = frozenset(("int", "float", "Decimal", "Fraction"))
# What these hold is text, of which only the empty one counts as nothing.
TEXTS = frozenset(("args", "form", "query_params", "query", "GET", "POST", "headers", "cookies", "environ", "params"))


def zeros_lost(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """Each new choice by truth between what may be a number and what is not nothing."""
    code = file.new
    if code is None:
        return
    for node in file.fresh(_choices):
        asked, other = _parts(node)
        if asked is None or other is None or _is_nothing(other) or _only_asks(code, node) or _divides(code, node):
            continue
        seen = _seen(case, asked)
        if seen and seen not in (*NUMBERS, "NoneType"):
            continue
        counted = seen in NUMBERS or (_is_number(case, code, other) and not _is_text(code, node, asked))
        if counted and not _known(case, file, asked, other):
            shown = ast.unparse(node)[:60]
            yield f"`{shown}` at line {getattr(node, 'lineno', 0)} takes a {ast.unparse(asked)[:40]} of 0 for none"


def _choices(code: Code) -> list[ast.expr]:
    return [node for node in code.nodes if isinstance(node, ast.BoolOp | ast.IfExp) and _parts(node)[0] is not None]


def _parts(node: ast.expr) -> tuple[ast.expr | None, ast.expr | None]:
    """What is asked whether it is true and given then, and what is given instead."""
    match node:
        case ast.BoolOp(op=ast.Or(), values=[asked, other]):
            return asked, other
        case ast.IfExp(test=test, body=body, orelse=other) if ast.dump(test) == ast.dump(body):
            return body, other
    return None, None


def _is_nothing(node: ast.expr) -> bool:
    """0, an empty text or container, None: a zero that it takes the place of is as good."""
    match node:
        case ast.Constant(value=value):
            return not value
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(args=[], keywords=[]):
            return True
        case ast.Call(args=[ast.Constant(value=0 | 0.0 | "0" | "0.00")], keywords=[]):
            return True
    return False


def _only_asks(code: Code, node: ast.expr) -> bool:
    """The whole is a condition, not a value."""
    child: ast.AST = node
    for outer in code.ancestors(node):
        match outer:
            case ast.UnaryOp(op=ast.Not()) | ast.Compare():
                return isinstance(outer, ast.UnaryOp)
            case ast.If() | ast.While() | ast.Assert() | ast.IfExp():
                return outer.test is child
            case ast.comprehension():
                return child in outer.ifs
            case ast.BoolOp():
                child = outer
            case ast.Call(func=ast.Name(id="bool" | "any" | "all")):
                return True
            case _:
                return False
    return False


def _divides(code: Code, node: ast.expr) -> bool:
    """`a / (b or 1)`: a zero is just what is meant."""
    outer = code.parent(node)
    return (
        isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Div | ast.FloorDiv | ast.Mod) and outer.right is node
    )


def _seen(case: GateCase, node: ast.expr) -> str:
    """The type that an expression had when the crash came; empty where it was not seen."""
    described = case.crash.variables.get(ast.unparse(node))
    return str(described.get("type", "")) if isinstance(described, dict) else ""


def _is_number(case: GateCase, code: Code, node: ast.expr) -> bool:
    """A literal number, a constant of the module that is one, or what was seen to be one."""
    match node:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=inner):
            return _is_number(case, code, inner)
        case ast.Call(func=called):
            return last_name(called) in NUMBERS
        case ast.Name(id=name):
            given = [item.value for item in code.tree.body if isinstance(item, ast.Assign) and _binds(item, name)]
            given += [
                item.value
                for item in code.tree.body
                if isinstance(item, ast.AnnAssign) and last_name(item.target) == name and item.value is not None
            ]
            if len(given) == 1 and not isinstance(given[0], ast.Name):
                return _is_number(case, code, given[0])
    return _seen(case, node) in NUMBERS


def _binds(item: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in item.targets)


def _is_text(code: Code, node: ast.expr, asked: ast.expr) -> bool:
    """`int(request.args.get("page") or 1)`: no zero is false before it has been read."""
    outer = code.parent(node)
    if isinstance(outer, ast.Call) and called_name(outer) in READERS and node in outer.args:
        return True
    match asked:
        case ast.Call(func=ast.Attribute(attr="get", value=owner)) | ast.Subscript(value=owner):
            return last_name(owner) in TEXTS
        case ast.Call():
            return called_name(asked) in ("getenv", "input", "strip")
    return False


def _known(case: GateCase, file: ChangedFile, asked: ast.expr, other: ast.expr) -> bool:
    """The program, or the function before a commit, writes the very same for the same name."""
    name, wanted = _subject(asked), ast.dump(other)
    codes = [*case.repository.codes.values(), *(code for _, code in case.history.earlier(file.path))]
    for code in codes:
        for node in _choices(code):
            before, instead = _parts(node)
            if before is not None and instead is not None and ast.dump(instead) == wanted and _subject(before) == name:
                return True
    return False


def _subject(node: ast.expr) -> str:
    """The name of a value: of `row["count"]` and `row.get("count")` the key."""
    match node:
        case ast.Call(func=ast.Attribute(attr="get" | "pop"), args=[ast.Constant(value=str() as key), *_]):
            return key
        case ast.Subscript(slice=ast.Constant(value=str() as key)):
            return key
    return last_name(node) or ast.dump(node)
