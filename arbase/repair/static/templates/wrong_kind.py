"""A value of the request that is of another JSON type than the code takes it for: a number for a text, a list for an
object."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit
from arbase.repair.static.refusals import INVALID, Need
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.status_numbers import is_error
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, refuse_before
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import may_be_of

NAME = "wrong-kind"
_JSON = frozenset(("str", "int", "float", "bool", "list", "dict"))
_METHODS = {
    "str": frozenset(dir(str)) - frozenset(dir(list)) - frozenset(dir(dict)),
    "dict": frozenset(dir(dict)) - frozenset(dir(list)) - frozenset(dir(str)),
    "list": frozenset(dir(list)) - frozenset(dir(dict)) - frozenset(dir(str)),
}
# What a message says of the one argument that was wrong, and what it should have been.
_SAID = (
    (re.compile(r"must be (?:a )?str(?:ing)?\b|expected string|expected str\b|argument should be a string"), "str"),
    (re.compile(r"'(?:int|float|bool)' object is not (?:iterable|reversible)"), "list"),
    (re.compile(r"object of type '(?:int|float|bool)' has no len"), "str"),
    (re.compile(r"argument of type '(?:int|float|bool)' is not"), "str"),
)
_TYPE_SAID = re.compile(
    r"(?:not|got) '?(\w+)'?$|^'?(\w+)'? object is not|object of type '(\w+)'|argument of type '(\w+)'"
)
_ORDER = re.compile(r"not supported between instances of|unsupported operand type|can only concatenate|can't multiply")
_NUMBERS = ("int", "float")


@dataclass(frozen=True)
class _Wrong:
    """An expression, and the type that the code takes its value for."""

    node: ast.expr
    wanted: str

    def test(self, text: str) -> str:
        """What is true of a wrong one."""
        return f"not isinstance({text}, {self.wanted})"


class WrongKind(Template):
    """The check that looks at the value already asks for its type as well, else a refusal of its own."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each part of the failing statement that the client sent with another type than it is used with."""
        if context.crash.exception not in ("AttributeError", "TypeError"):
            return
        frame, seen = context.frame, set()
        for wrong in _wrong(context):
            text = frame.file.segment(wrong.node)
            kinds = context.flow.sent(frame.file, frame.function, wrong.node)
            if text in seen or not kinds or "\n" in text or _is_welcome(context, wrong.node):
                continue
            seen.add(text)
            why = f"{text} comes from the request and need not be of type {wrong.wanted}"
            yield from _checked_too(context, wrong, text, why)
            yield from _checked_first(context, wrong, text, why)
            if not is_hoistable(frame, _plain(wrong.node)) or _own_loop(frame, wrong.node):
                continue
            need = Need(frame.file, frame.function, frame.line, text, "type", INVALID, kinds)
            yield from refuse_before(context, Idea(NAME, 0.8, why), need, frame.statement, wrong.test(text))


def _is_welcome(context: Context, node: ast.expr) -> bool:
    """A function on the way says that values of this type come as well."""
    kind = context.crash.type_of(_plain(node))
    functions = [frame.function for frame in context.crash.frames if frame.function is not None]
    return any(may_be_of(ast.get_docstring(function), kind) for function in functions)


def _wrong(context: Context) -> Iterator[_Wrong]:
    """Parts of the failing expression whose value is not of the type that the expression needs."""
    node = context.crash.node
    if context.crash.exception == "AttributeError":
        yield from _asked_of(context, node.func if isinstance(node, ast.Call) else node)
        return
    match node:
        case ast.Subscript(value=value, slice=ast.Constant(value=str())):
            if _is_json(context, value) and context.crash.type_of(value) != "dict":
                yield _Wrong(value, "dict")
    yield from _handed_over(context, node)
    if "unhashable type" in context.crash.message:
        keys = _keys(context.frame.statement)
        yield from (_Wrong(key, "str") for key in keys if context.crash.type_of(key) in ("list", "dict"))
    if _ORDER.search(context.crash.message) and isinstance(node, ast.BinOp | ast.Compare):
        yield from _operands(context, node)


def _asked_of(context: Context, node: ast.expr | None) -> Iterator[_Wrong]:
    """A method that other types have."""
    if not isinstance(node, ast.Attribute):
        return
    wanted = next((kind for kind, names in _METHODS.items() if node.attr in names), "")
    if wanted and _is_json(context, node.value) and context.crash.type_of(node.value) != wanted:
        yield _Wrong(node.value, wanted)


def _handed_over(context: Context, node: ast.expr | None) -> Iterator[_Wrong]:
    """An argument that a function cannot take, or what a loop cannot run over."""
    crash, statement = context.crash, context.frame.statement
    wanted = next((kind for pattern, kind in _SAID if pattern.search(crash.message)), "")
    if not wanted:
        return
    named = _TYPE_SAID.search(crash.message)
    parts: list[ast.expr] = []
    if isinstance(node, ast.Call):
        parts = [*node.args, *(word.value for word in node.keywords)]
    elif isinstance(node, ast.Compare):
        parts = [node.left, *node.comparators]
    if isinstance(statement, ast.For | ast.AsyncFor):
        parts.append(statement.iter)
    for outer in ast.walk(statement):
        parts += [loop.iter for loop in outer.generators] if isinstance(outer, COMPREHENSIONS) else []
    for part in parts:
        known = crash.type_of(part)
        if _is_json(context, part) and known != wanted and (named is None or known in named.groups()):
            yield _Wrong(part, wanted)


def _operands(context: Context, node: ast.BinOp | ast.Compare) -> Iterator[_Wrong]:
    """One of two that cannot be compared or added: the other one says what it should be."""
    pair = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.left, node.comparators[0])
    for one, other in (pair, pair[::-1]):
        kind = context.crash.type_of(other).rpartition(".")[2]
        number = kind in (*_NUMBERS, "Decimal")
        if _is_json(context, one) and context.crash.type_of(one) != kind and (number or kind in ("str", "list")):
            yield _Wrong(one, "int | float" if number else kind)


def _keys(statement: ast.stmt) -> Iterator[ast.expr]:
    """What a statement looks up with."""
    for part in ast.walk(statement):
        match part:
            case ast.Subscript(slice=key) | ast.Compare(left=key, ops=[ast.In() | ast.NotIn()]):
                yield key
            case ast.Call(func=ast.Attribute(attr="get" | "add" | "setdefault" | "pop"), args=[key, *_]):
                yield key


def _is_json(context: Context, node: ast.expr) -> bool:
    return not isinstance(node, ast.Constant) and context.crash.type_of(node) in _JSON


def _plain(node: ast.expr) -> ast.expr:
    """`body.get("x")` asks its receiver: looking twice does no harm."""
    match node:
        case ast.Call(func=ast.Attribute(attr="get", value=receiver), args=[ast.Constant(), *_]):
            return receiver
    return node


def _own_loop(frame: Frame, node: ast.expr) -> bool:
    """The value is an element that a comprehension of the statement itself runs over."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    for outer in ast.walk(frame.statement):
        for loop in outer.generators if isinstance(outer, COMPREHENSIONS) else ():
            if names & {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}:
                return True
    return False


def _checked_too(context: Context, wrong: _Wrong, text: str, why: str) -> Iterator[Draft]:
    """`if not x: <refusal>` becomes `if not x or not isinstance(x, str): <refusal>`."""
    frame = context.frame
    for check in _checks(context, frame, wrong.node):
        test = frame.file.segment(check.test)
        if "\n" in test or ("isinstance" in test and text in test):
            continue
        where = f"{frame.file.path}:{check.lineno}"
        end = frame.file.span(check.test)[1]
        if isinstance(check.test, ast.IfExp | ast.Lambda | ast.NamedExpr):
            continue
        idea = Idea(NAME, 0.84, f"{why}; {where} refuses it already where it is missing", where)
        yield edited(context, idea, frame.file, Edit(end, end, f" or {wrong.test(text)}"))


def _checked_first(context: Context, wrong: _Wrong, text: str, why: str) -> Iterator[Draft]:
    """`if x not in TABLE: <refusal>` fails itself: it asks for the type before it looks."""
    frame = context.frame
    check = frame.statement
    refuses = isinstance(check, ast.If) and is_error(context.statuses.of_statement(check.body[-1]))
    if isinstance(check, ast.If) and refuses and "\n" not in frame.file.segment(check.test):
        start = frame.file.span(check.test)[0]
        idea = Idea(NAME, 0.88, f"{why}; the check itself fails for it", f"{frame.file.path}:{check.lineno}")
        if not isinstance(check.test, ast.BoolOp) or isinstance(check.test.op, ast.Or):
            yield edited(context, idea, frame.file, Edit(start, start, f"{wrong.test(text)} or "))


def _checks(context: Context, frame: Frame, node: ast.expr) -> Iterator[ast.If]:
    """Conditions above the failing line that refuse for this very value."""
    file = frame.file
    wanted = {ast.dump(node), *_spellings(file, frame, node)}
    for refusal in context.refusals.all:
        check = file.parent(refusal.statement)
        if refusal.file is not file or refusal.function is not frame.function or not isinstance(check, ast.If):
            continue
        if check.lineno < frame.line and any(ast.dump(part) in wanted for part in _asked(check.test)):
            yield check


def _asked(test: ast.expr) -> Iterator[ast.expr]:
    """What a condition is about: `x` of `not x`, of `x is None`, and each part of `not x or not y`."""
    match test:
        case ast.BoolOp(op=ast.Or(), values=values):
            for value in values:
                yield from _asked(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Compare(left=left):
            yield left


def _spellings(file: SourceFile, frame: Frame, node: ast.expr) -> Iterator[str]:
    """What the name was given, so that a check of `body.get("x")` counts for `x`."""
    if isinstance(node, ast.Name) and frame.function is not None:
        for item in definitions(file, frame.function, node.id):
            if item.value is not None and last_name(getattr(item.value, "func", item.value)) == "get":
                yield ast.dump(item.value)
