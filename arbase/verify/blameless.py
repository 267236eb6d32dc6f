"""What no client can mend: a sum over nothing, what was found, an allowed null, our own number, what the fix put in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.checked import unique_columns
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer, guard_of, says_absent
from arbase.verify.mutations import json_of
from arbase.verify.no_row import blamed_for_no_row
from arbase.verify.numbered import counted_itself
from arbase.verify.own_conflict import enters_once, takes_along
from arbase.verify.precedent import allows_none
from arbase.verify.syntax import called_name, last_name, values_of
from arbase.workspace.again import may_repeat, puts
from arbase.workspace.joins import joined
from arbase.workspace.numbering import violated
from arbase.workspace.own_null import own_null

DEEP = 3
TOTALS = frozenset(("sum", "Sum", "avg", "Avg", "total", "mean"))
SQL_TOTAL = re.compile(r"\b(?:SUM|AVG|TOTAL)\s*\(", re.IGNORECASE)
SEVERAL = frozenset(("MultipleObjectsReturned", "MultipleResultsFound"))
SERVER_FIELDS = frozenset(("request", "self", "cls"))


def blameless(case: GateCase) -> Iterator[str]:
    """Why a refusal is not the client's to mend, as the rest of a sentence that says who is blamed."""
    for file in case.files:
        if total := _total(case, file):
            yield f" for {total}, which is empty where there is nothing to add up: an answer and no mistake"
        if finder := _found(case, file):
            yield f", but {finder} has found what was named, and what failed came of that"
        if put := _put_in(case, file):
            yield f" for {put}, which the fix itself puts in the place of what is not there"
    if place := _allowed_null(case):
        yield f" for a null, which {place} allows"
    if by := _given_twice(case):
        yield f" for several records where {by} joins rows and may give one record several times"
    if number := counted_itself(case):
        yield f" for {number}"
    if finder := blamed_for_no_row(case):
        yield f" for a number that no row has, for which {finder} finds nothing"
    yield from _stored(case)


def _stored(case: GateCase) -> Iterator[str]:
    """What a table refuses that the client has every right to ask for, or had no part in."""
    if case.crash.exception.rpartition(".")[2] != "IntegrityError":
        return
    columns = violated(case.crash.message)
    for place in case.crash.trace or (case.crash.location,):
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        if code is None or function is None:
            continue
        if columns and may_repeat(ast.get_docstring(function)):
            yield f", but {function.name} says that it may come again"
        elif columns and puts(function, columns):
            yield f", but {function.name} puts what its path names, whether it is there or not"
        elif takes_along(function, place.line, case.crash.message):
            yield f", but {function.name} takes along what hangs on the row, and has forgotten some of it"
        elif enters_once(function, place.line, unique_columns(case)):
            yield f", but {function.name} looks itself for what is there already, and overlooked it"
        if null := own_null(code.tree, function, case.crash.message):
            yield f" for a null of the program's own: {null}"


def _given_twice(case: GateCase) -> str:
    """The join of the query that gave several where one was wanted; it asks for distinct ones nowhere."""
    if case.crash.exception.rpartition(".")[2] not in SEVERAL:
        return ""
    for place in reversed(case.crash.trace or (case.crash.location,)):
        code = case.repository.codes.get(place.path)
        statement = code.statement_at(place.line) if code is not None else None
        function = code.function_of(statement) if code is not None and statement is not None else None
        if statement is None or function is None:
            continue
        names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
        for one in (statement, *(value for name in names for value in values_of(function, name))):
            if by := joined(one):
                return by
    return ""


def _total(case: GateCase, file: ChangedFile) -> str:
    """The sum or average whose emptiness a new refusal tests, as text; else empty."""
    code = file.new
    for node in file.fresh(lambda source: source.statements) if code else ():
        guard = guard_of(code, node) if code and error_answer(node) is not None else None
        if code is None or guard is None or guard.kind not in {"none", "falsy"} or guard.test is None:
            continue
        function = code.function_of(node)
        if function is None:
            continue
        for name in [part.id for part in ast.walk(guard.test) if isinstance(part, ast.Name)]:
            given = [part for one in values_of(function, name) for part in ast.walk(one)]
            if any(_adds_up(part) for part in (*given, *_answers(case, given))):
                return f"`{name}`"
    return ""


def _put_in(case: GateCase, file: ChangedFile) -> str:
    """The empty value that the fix hands to a function of the repository, whose refusal is then no client's doing."""
    code = file.new
    for node in file.fresh(lambda source: [one for one in source.nodes if isinstance(one, ast.IfExp | ast.BoolOp)]):
        instead = node.orelse if isinstance(node, ast.IfExp) else node.values[-1]
        call = code.parent(node) if code is not None else None
        own = isinstance(call, ast.Call) and any(
            function.name == called_name(call) for one in case.repository.codes.values() for function in one.functions
        )
        if own and isinstance(instead, ast.Constant) and instead.value is not None and not instead.value:
            return f"`{ast.unparse(instead)}`"
    return ""


def _answers(case: GateCase, nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """What own functions answer that are called there."""
    called = {called_name(node) for node in nodes if isinstance(node, ast.Call)}
    for code in case.repository.codes.values() if called else ():
        for function in [one for one in code.functions if one.name in called]:
            for node in code.returns(function):
                yield from ast.walk(node)


def _adds_up(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return bool(SQL_TOTAL.search(node.value))
    return isinstance(node, ast.Call) and called_name(node) in TOTALS


def _found(case: GateCase, file: ChangedFile) -> str:
    """The look-up through which alone a statement knows what the client named, where a new handler blames the client.

    The statement itself failed, so the look-up had ended: it refuses what it does not find.
    """
    crash, code = case.crash, file.new
    old = case.repository.codes.get(crash.location.path)
    statement = old.statement_at(crash.location.line) if old is not None else None
    function = old.function_of(statement) if old is not None and statement is not None else None
    if code is None or file.path != crash.location.path or statement is None or function is None:
        return ""
    handlers = file.fresh(lambda source: [node for node in source.nodes if isinstance(node, ast.ExceptHandler)])
    blaming = [one for one in handlers if any(error_answer(part) is not None for part in one.body)]
    wrapped = [ast.dump(part) for one in blaming for part in getattr(code.parent(one), "body", ())]
    if ast.dump(statement) not in wrapped:
        return ""
    given = {item.arg for item in ast.walk(function.args) if isinstance(item, ast.arg)} - SERVER_FIELDS
    finder = ""
    inside: set[ast.AST] = set()
    for call in [node for node in ast.walk(statement) if isinstance(node, ast.Call)]:
        if _finds(case, called_name(call), DEEP):
            finder = finder or called_name(call)
            inside.update(part for item in (*call.args, *call.keywords) for part in ast.walk(item))
    named = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id in given]
    return finder if named and all(node in inside for node in named) else ""


def _finds(case: GateCase, name: str, depth: int) -> bool:
    """A function of the repository says that something is not there, itself or in what it calls."""
    for code in case.repository.codes.values() if depth else ():
        for function in [one for one in code.functions if one.name == name]:
            for node in ast.walk(function):
                if isinstance(node, ast.Raise) and says_absent(node):
                    return True
                called = called_name(node) if isinstance(node, ast.Call) else name
                if called != name and case.repository.calls(called) and _finds(case, called, depth - 1):
                    return True
    return False


def _allowed_null(case: GateCase) -> str:
    """Where a class that the crashed functions work with, no form for requests, lets a null field be none."""
    sent = json_of(case.lab.trigger)
    nulls = {key for key, value in sent.items() if value is None} if isinstance(sent, dict) else set()
    shown = {name.rpartition(".")[2] for name in case.diagnosis.client_inputs if name.startswith("body:")}
    used = set(_names_on_the_way(case)) if nulls & shown else set()
    forms = _forms(case) if used else set()
    for path, code in sorted(case.repository.codes.items()) if used else ():
        for owner in code.every(ast.ClassDef):
            if owner.name not in used or owner.name in forms:
                continue
            for node in owner.body:
                named = isinstance(node, ast.AnnAssign) and last_name(node.target) in nulls & shown
                if named and isinstance(node, ast.AnnAssign) and _may_be_none(node.annotation):
                    return f"{owner.name}.{last_name(node.target)} ({path}:{node.lineno})"
    return ""


def _forms(case: GateCase) -> set[str]:
    """Models of pydantic, also those that derive from a base of the repository's own: there None may mean not sent."""
    owners = [one for code in case.repository.codes.values() for one in code.every(ast.ClassDef)]
    found, before = {"BaseModel"}, 0
    while len(found) != before:
        before = len(found)
        found |= {one.name for one in owners if any(last_name(base) in found for base in one.bases)}
    return found


def _names_on_the_way(case: GateCase) -> Iterator[str]:
    """Every name in the functions that were running."""
    for place in case.crash.trace:
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        yield from (node.id for node in ast.walk(function) if isinstance(node, ast.Name)) if function else ()


def _may_be_none(annotation: ast.expr) -> bool:
    """`date | None`, also within `Mapped[...]`."""
    inner = annotation.slice if isinstance(annotation, ast.Subscript) else None
    return allows_none(annotation) or (inner is not None and allows_none(inner))
