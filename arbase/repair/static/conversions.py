"""Values in another form: which expression is a form of which, and of what type the form is."""

from __future__ import annotations

import ast

from arbase.repair.static.dataflow import argument_of, definitions, is_method, parameters
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.workspace.tree import Function

DEPTH = 3
_BY_NAME = {name: name for name in ("int", "float", "str", "Decimal", "Fraction", "UUID")}
# What a method gives whatever it is asked of; an empty text stands for the type of its owner.
_BY_METHOD = {
    "date": "date", "time": "time", "timestamp": "float", "total_seconds": "float", "isoformat": "str",
    "strftime": "str", "astimezone": "datetime", "to_pydatetime": "datetime", "decode": "str", "encode": "bytes",
    "strip": "str", "replace": "",
}  # fmt: skip
_READERS = frozenset(("fromisoformat", "strptime", "fromtimestamp", "fromordinal"))


def short(name: str) -> str:
    """A type's name without its module."""
    return name.rpartition(".")[2]


def operands_of(node: ast.AST | None, statement: ast.stmt | None = None) -> list[ast.expr]:
    """What an operator or a comparison sets against each other, also that of `+=`; empty where there is none."""
    match node:
        case ast.Compare(left=left, comparators=rest):
            return [left, *rest]
        case ast.BinOp(left=left, right=right):
            return [left, right]
    return [statement.target, statement.value] if isinstance(statement, ast.AugAssign) else []


class Conversions:
    """What the repository's own functions and those of Python turn into what."""

    def __init__(self, sources: tuple[SourceFile, ...]) -> None:
        self._sources = sources

    def type_made(self, value: ast.expr | None, depth: int = DEPTH) -> str:
        """The type of what a conversion gives, without its module; empty where that cannot be read."""
        match value:
            case ast.Await(value=inner):
                return self.type_made(inner, depth)
            case ast.Call(func=ast.Name(id=name)) if name in _BY_NAME:
                return _BY_NAME[name]
            case ast.Call(func=ast.Attribute(attr=attr, value=owner)) if attr in _READERS:
                return last_name(owner)
            case ast.Call(func=ast.Attribute(attr=attr, value=owner)) if attr in _BY_METHOD:
                return _BY_METHOD[attr] or self.type_made(owner, depth)
            case ast.Call(func=ast.Attribute(attr="Decimal" | "UUID" | "Fraction" as attr)):
                return attr
            case ast.Call() if depth and (known := callee_of(self._sources, value)) is not None:
                return self._given_by(known[1], depth)
        return ""

    def _given_by(self, function: Function, depth: int) -> str:
        if isinstance(function.returns, ast.Name | ast.Attribute):
            return last_name(function.returns)
        given = {self.type_made(node.value, depth - 1) for node in own_nodes(function) if isinstance(node, ast.Return)}
        return given.pop() if len(given) == 1 else ""

    def is_converted(self, value: ast.expr, source: ast.expr) -> bool:
        """The value is the source in another form; a default may stand where there is none."""
        mark = _mark(source)
        return _mark(value) != mark and self._is_form(value, mark, DEPTH) and mark in map(_mark, ast.walk(value))

    def _is_form(self, value: ast.expr, mark: str, depth: int) -> bool:
        if _mark(value) == mark:
            return True
        match value:
            case ast.Await(value=inner) | ast.Subscript(value=inner, slice=ast.Slice()):
                return self._is_form(inner, mark, depth)
            case ast.IfExp(body=body, orelse=orelse):
                return self._are_forms([body, orelse], mark, depth)
            case ast.BoolOp(values=values):
                return self._are_forms(values, mark, depth)
            case ast.Call(func=ast.Name(id=name), args=[given]) if name in _BY_NAME:
                return self._is_form(given, mark, depth)
            case ast.Call(func=ast.Attribute(attr=attr), args=[given, *rest]) if attr in _READERS or attr in _BY_NAME:
                return self._is_form(given, mark, depth) and all(isinstance(item, ast.Constant) for item in rest)
            case ast.Call(func=ast.Attribute(attr=attr, value=owner), keywords=words) if attr in _BY_METHOD:
                # `replace(day=1)` is another day, not the same one in another form.
                return self._is_form(owner, mark, depth) and {word.arg for word in words} <= {"tzinfo", "tz", "sep"}
            case ast.Call() if depth:
                return self._handed_through(value, mark, depth)
        return False

    def _are_forms(self, values: list[ast.expr], mark: str, depth: int) -> bool:
        """Each is a form or a constant, one at least a form."""
        forms = [self._is_form(item, mark, depth) for item in values]
        plain = [isinstance(item, ast.Constant) or last_name(item).isupper() for item in values]
        return any(forms) and all(one or other for one, other in zip(forms, plain, strict=True))

    def _handed_through(self, call: ast.Call, mark: str, depth: int) -> bool:
        """An own function that gives back a form of what it is handed."""
        known = callee_of(self._sources, call)
        if known is None:
            return False
        file, function = known
        for item in parameters(function):
            given = argument_of(call, function, item.arg, bound=is_method(file, function))
            if given is not None and self._is_form(given, mark, depth):
                returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
                return bool(returned) and all(self._gives_back(known, value, item.arg, depth - 1) for value in returned)
        return False

    def _gives_back(self, place: tuple[SourceFile, Function], value: ast.expr | None, name: str, depth: int) -> bool:
        mark = _mark(ast.Name(name))
        if value is None:
            return False
        held = value.id if isinstance(value, ast.Name) else name
        local = [item.value for item in definitions(*place, held)]
        if held != name and not local:
            return False
        own = all(item is not None and self._is_form(item, mark, depth) for item in local)
        return own and (held != name or isinstance(value, ast.Name) or self._returns_form(place, value, mark, depth))

    def _returns_form(self, place: tuple[SourceFile, Function], value: ast.expr, mark: str, depth: int) -> bool:
        """`moment if moment.tzinfo else moment.replace(...)`, where the moment is a form of what was given."""
        if self._is_form(value, mark, depth):
            return True
        names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
        for name in sorted(names):
            local = [item.value for item in definitions(*place, name)]
            forms = all(item is not None and self._is_form(item, mark, depth) for item in local)
            if local and forms and self._is_form(value, _mark(ast.Name(name)), depth):
                return True
        return False


def _mark(node: ast.AST) -> str:
    """Equal for the same expression, read or written."""
    return ast.dump(node).replace("ctx=Store()", "ctx=Load()").replace(", ctx=Load()", "")
