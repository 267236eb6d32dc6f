"""A reader of input that lets through what the readers beside it refuse: its value gets the same check.

`return known_year(day, name)` ends one function of the module, `return moment` the other, and the moment of a year
that nobody can reckon with fails far away. The check is one function that refuses or gives its value back.
"""

from __future__ import annotations

import ast
import datetime
import decimal
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "checked-beside"
# What nobody can reckon with or store. That one use of a value fails for another reason says nothing of all others.
UNWORKABLE = re.compile(r"out of range|too (?:large|big|long|small)|overflow|\byear\b", re.IGNORECASE)
KINDS: dict[str, type] = {
    "datetime": datetime.datetime,
    "date": datetime.date,
    "time": datetime.time,
    "timedelta": datetime.timedelta,
    "Decimal": decimal.Decimal,
    "int": int,
    "float": float,
    "str": str,
}


class _Check(NamedTuple):
    """A function that refuses or gives back its first argument, a call of it, and what that call is told besides."""

    function: Function
    call: ast.Call
    further: tuple[str, ...]


class CheckedBeside(Template):
    """The check of the readers beside it around what a reader returns."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the readers of the inputs on which the crash depends, where a value is beyond all use; one for each."""
        if context.crash.exception != "OverflowError" and not UNWORKABLE.search(context.crash.message):
            return
        for file, reader in _readers(context):
            last = reader.body[-1]
            if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Name):
                continue
            for check in _checks(context, file, reader):
                if not _fits(file, reader, last.value, check):
                    continue
                text = ", ".join((last.value.id, *check.further))
                where = f"{file.path}:{check.call.lineno}"
                why = f"{reader.name} gives what {check.function.name} would refuse, {where} asks it"
                edit = replace(file, last.value, f"{check.function.name}({text})")
                yield edited(context, Idea(NAME, 0.93, why, where), file, edit)
                break


def _readers(context: Context) -> list[tuple[SourceFile, Function]]:
    """The functions of the repository that the running ones, or those they call, give the name of such an input."""
    names = {re.findall(r"\w+", one)[-1] for one in context.diagnosis.client_inputs if re.search(r"\w", one)}
    functions = [frame.function for frame in context.crash.frames if frame.function is not None]
    called = [place for one in functions for place in _called(context, one, set())]
    functions += [place[1] for place in called]
    found: dict[int, tuple[SourceFile, Function]] = {}
    for function in functions:
        for place in _called(context, function, names):
            found.setdefault(id(place[1]), place)
    return list(found.values())


def _called(context: Context, function: Function, names: set[str]) -> Iterator[tuple[SourceFile, Function]]:
    """The repository's functions that a function calls, with one of the names among the arguments if there are any."""
    for node in own_nodes(function):
        if not isinstance(node, ast.Call):
            continue
        given = [part for item in (*node.args, *node.keywords) for part in ast.walk(item)]
        told = {part.value for part in given if isinstance(part, ast.Constant)}
        place = callee_of(context.codebase.sources, node) if not names or names & told else None
        if place is not None:
            yield place


def _checks(context: Context, file: SourceFile, reader: Function) -> Iterator[_Check]:
    """Calls that end other functions of the module, of a check that is there, with what the reader knows as well."""
    known = {one.arg for one in parameters(reader)}
    checks = {one.name: one for one in file.functions if _is_check(context, file, one)}
    own = {last_name(node.func) for node in ast.walk(reader) if isinstance(node, ast.Call)}
    for node in file.nodes:
        call = node.value if isinstance(node, ast.Return) else None
        function = file.function_of(node) if call is not None else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.keywords or not call.args:
            continue
        further = tuple(one.id for one in call.args[1:] if isinstance(one, ast.Name))
        check = checks.get(call.func.id)
        if check is None or check.name in own or function is None or function in (reader, check):
            continue
        told = {one.arg for one in parameters(function)}
        if len(further) == len(call.args) - 1 and set(further) <= known & told:
            yield _Check(check, call, further)


def _is_check(context: Context, file: SourceFile, function: Function) -> bool:
    """`if <value>: raise <refusal>`, one or more, then `return value`."""
    given, body = parameters(function), function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    if not given or len(body) < 2 or isinstance(function, ast.AsyncFunctionDef):
        return False
    last = body[-1]
    plain = isinstance(last, ast.Return) and isinstance(last.value, ast.Name) and last.value.id == given[0].arg
    refusing = {id(one.statement) for one in context.refusals.all if one.file is file}
    return plain and all(
        isinstance(one, ast.If) and not one.orelse and len(one.body) == 1 and id(one.body[0]) in refusing
        for one in body[:-1]
    )


def _fits(file: SourceFile, reader: Function, value: ast.Name, check: _Check) -> bool:
    """What the reader gives has the attributes that the check reads, or is of the kind that was checked beside it."""
    subject = parameters(check.function)[0].arg
    read = {
        node.attr
        for node in ast.walk(check.function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == subject
    }
    here = _kind(file, reader, value)
    if read and here is not None:
        return all(hasattr(here, one) for one in read)
    beside = file.function_of(check.call)
    there = _kind(file, beside, check.call.args[0]) if beside is not None else None
    return here is not None and here is there


def _kind(file: SourceFile, function: Function, value: ast.expr) -> type | None:
    """The type of a value by what makes it: `datetime.fromisoformat(...)`, `int(...)`; else by what is promised."""
    made = [item.value for item in definitions(file, function, value.id)] if isinstance(value, ast.Name) else [value]
    for one in made:
        func = one.func if isinstance(one, ast.Call) else None
        owner = func.value if isinstance(func, ast.Attribute) else func
        if owner is not None and last_name(owner) in KINDS:
            return KINDS[last_name(owner)]
    words = re.findall(r"\w+", file.segment(function.returns)) if function.returns is not None else []
    return next((KINDS[word] for word in words if word in KINDS), None)
