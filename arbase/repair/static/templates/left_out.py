"""A call that was handed nothing: whoever calls it leaves it out, and what is made of its answer stays nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import argument_of, is_method
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import call_in
from arbase.repair.static.source import COMPREHENSIONS, SourceFile
from arbase.repair.static.templates.building import Idea, in_brackets, is_hoistable, valued
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure, none_node
from arbase.repair.static.values import Value, allows_none
from arbase.workspace.tree import Function

NAME = "left-out"
MOST_FRAMES = 4
MOST_LEVELS = 5


class LeftOut(Template):
    """`made(x) if x is not None else None` where the repository has a use for the None."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """At each call on the way of the None, from the crash outwards, around more and more of its expression."""
        node = none_node(context.crash)
        for frame, given, use in _handed_down(context, node) if node is not None else ():
            if not is_pure(given) or not is_hoistable(frame, given):
                continue
            text = frame.file.segment(given)
            for level, outer in enumerate(_around(frame.file, use)):
                for value in _nothing(context, frame, outer):
                    idea = Idea(NAME, 0.8 - 0.01 * level, f"{text} may be None")
                    whole = f"{frame.file.segment(outer)} if {text} is not None else {value.text}"
                    edit = replace(frame.file, outer, in_brackets(frame.file, outer, whole))
                    yield valued(context, idea, frame.file, (edit,), value)


def _handed_down(context: Context, node: ast.expr) -> Iterator[tuple[Frame, ast.expr, ast.expr]]:
    """(frame, the None as that frame writes it, the call that it was handed to), innermost first."""
    frames = context.crash.frames
    for index in range(len(frames) - 1, max(len(frames) - 1 - MOST_FRAMES, 0), -1):
        callee, caller = frames[index], frames[index - 1]
        if not isinstance(node, ast.Name) or callee.function is None:
            return
        call = call_in(caller, callee.function.name)
        bound = is_method(callee.file, callee.function)
        given = argument_of(call, callee.function, node.id, bound=bound) if call is not None else None
        if call is None or given is None:
            return
        yield caller, given, call
        node = given


def _around(file: SourceFile, use: ast.expr) -> Iterator[ast.expr]:
    """The call, then what is made of its answer, up to the whole value of the statement."""
    current: ast.expr = use
    for _ in range(MOST_LEVELS):
        yield current
        parent = file.parent(current)
        while isinstance(parent, ast.keyword | ast.Starred):
            parent = file.parent(parent)
        if not isinstance(parent, ast.expr) or isinstance(
            parent, (*COMPREHENSIONS, ast.Lambda, ast.Dict, ast.IfExp, ast.FormattedValue, ast.JoinedStr)
        ):
            return
        current = parent


def _nothing(context: Context, frame: Frame, outer: ast.expr) -> list[Value]:
    """None, if someone asks for it, the function may return it, or the answer has null elsewhere.

    A default would be a guess: what stands around the call may know better.
    """
    file = frame.file
    found: dict[str, Value] = {}
    place = f"{file.path}:{outer.lineno}"
    statement = file.parent(outer)
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        asked = _asked_for(frame.function, target)
        if asked:
            found["None"] = Value("None", f"{file.path}:{asked}", 0.95, f"line {asked} asks whether there is one")
    if isinstance(statement, ast.Return) and frame.function is not None and allows_none(frame.function.returns):
        found["None"] = Value("None", place, 0.9, f"{frame.function.name} may return None")
    nulls = context.values.nulls
    if nulls is not None and isinstance(statement, ast.Dict):
        found.setdefault("None", nulls)
    return list(found.values())


def _asked_for(function: Function | None, target: ast.expr) -> int:
    """The line of a test of the name for being there; 0 without one."""
    if function is None or not isinstance(target, ast.Name):
        return 0
    for node in ast.walk(function):
        tests: list[ast.expr] = []
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            tests = [node.test]
        elif isinstance(node, ast.BoolOp):
            tests = node.values[:-1]
        elif isinstance(node, ast.comprehension):
            tests = node.ifs
        for test in tests:
            if node_asks(test, target.id):
                return test.lineno
    return 0


def node_asks(test: ast.expr, name: str) -> bool:
    """`x`, `not x`, `x is None`, `x is not None`, alone or among others joined by `and` and `or`."""
    match test:
        case ast.Name(id=known):
            return known == name
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return node_asks(inner, name)
        case ast.BoolOp(values=values):
            return any(node_asks(value, name) for value in values)
        case ast.Compare(left=ast.Name(id=known), ops=[ast.Is() | ast.IsNot()]):
            return known == name
    return False
