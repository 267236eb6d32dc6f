"""Numbers that the service counted itself: that one is taken is no mistake of whoever sent the rest."""

from __future__ import annotations

import ast
import re

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name
from arbase.workspace.numbering import COUNTED_SQL, counted, given_to, resolving, violated
from arbase.workspace.promises import answers_conflict
from arbase.workspace.tree import Function

HIGHEST = re.compile(r"\b(?:coalesce|ifnull)\s*\(\s*max\s*\([^()]*\)\s*,\s*0\s*\)", re.IGNORECASE)


def counted_itself(case: GateCase) -> str:
    """The column, of those that must be unique together, whose number the service counted; empty if there is none.

    It could have taken another number, unless it says that such a clash is a conflict.
    """
    raised = case.lab.start.before.raised
    columns = violated(raised.message if raised is not None else case.crash.message)
    for place in case.crash.trace if columns else ():
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        if function is None or answers_conflict(ast.get_docstring(function)):
            continue
        for column in columns:
            if text := _counted(case, function, column):
                return f"`{column}`, for which the service itself took `{text}`"
    return ""


def _counted(case: GateCase, function: Function, column: str) -> str:
    resolve = resolving(code.tree for code in case.repository.codes.values())
    for given in given_to(function, column):
        for found in counted(given, resolve):
            return ast.unparse(found.whole)[:60]
    for node in ast.walk(function):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if "INSERT" in text.upper() and column in text and (told := COUNTED_SQL.search(text)):
            return told[0]
    return ""


def before_the_first(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """Why a 0 where there is no highest number is none: a number that must be unique goes on from there.

    Nor is the column that must be unique one, where its highest is asked for: `Max("number")`.
    """
    column = fact.node.value if isinstance(fact.node, ast.Constant) else None
    asked = code.parent(fact.node)
    if column in violated(crash.message) and isinstance(asked, ast.Call) and called_name(asked) == "Max":
        return "it is the column that must be unique"
    zero = isinstance(fact.node, ast.Constant) and fact.node.value == 0 and type(fact.node.value) is int
    outer = code.parent(fact.node)
    if not zero or not violated(crash.message):
        return ""
    highest: ast.AST | None = None
    match outer:
        case ast.Call(func=ast.Attribute(attr="coalesce"), args=[first, _]):
            highest = first
        case ast.BoolOp(op=ast.Or(), values=[first, _]):
            highest = first
    found = highest is not None and any(
        isinstance(part, ast.Call) and called_name(part) == "max" for part in ast.walk(highest)
    )
    return "it is the number before the first" if found else ""


def without_the_highest(text: str, crash: CrashSpec) -> str:
    """SQL without what it says of the highest number of no rows: `coalesce(max(number), 0)`, where one was taken."""
    return HIGHEST.sub("", text) if violated(crash.message) else text


def named_in_place(code: Code, key: ast.AST) -> bool:
    """The call whose result is asked for the key has given it this name itself: `aggregate(last=...)["last"]`."""
    match code.parent(key):
        case ast.Subscript(value=ast.Call(keywords=words) as call, slice=ast.Constant(value=name)):
            return called_name(call) == "aggregate" and any(word.arg == name for word in words)
    return False
