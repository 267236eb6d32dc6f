"""A check that let a request through: what a write refused then is the check's to tell, not the write's."""

from __future__ import annotations

import ast
import re

from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer
from arbase.verify.syntax import Code, last_name, values_of
from arbase.workspace.numbering import violated

_INDEX = re.compile(r"UNIQUE constraint failed: index '(\w+)'")
_TABLE = re.compile(r"UNIQUE constraint failed: (\w+)\.")
CONFLICT = 409
DEEP = 4
_QUERY = re.compile(r"\bSELECT\b|\bselect\(|\.(?:query|filter|filter_by|exists|find_one)\(")


def let_through(case: GateCase) -> str:
    """The check that ran before a write failed and asks for the very columns that must be unique; else empty.

    One request alone shows the crash, so nobody wrote between check and write: the check itself asks wrongly. Where
    another place writes too, it is asked there as well.
    """
    columns = unique_columns(case)
    raised = case.lab.start.before.raised
    handlers = [node for file in case.files for node in file.fresh(lambda code: code.every(ast.ExceptHandler))]
    blames = any(error_answer(part) is not None for node in handlers for part in node.body)
    if not columns or raised is None or not blames:
        return ""
    for path, lines in case.lab.start.before.lines.items():
        code = case.repository.codes.get(path)
        for node in code.every(ast.If) if code is not None else ():
            refusals = [part for part in node.body if error_answer(part) is not None]
            if code is None or not refusals or node.lineno not in lines:
                continue
            beside = any(_conflicts(part) for part in refusals) and code.function_of(node) is code.function_at(
                case.crash.location.line
            )
            if columns <= _asked(code, node) or (beside and path == case.crash.location.path and _of_table(case, node)):
                return f"the check at {path}:{node.lineno}"
    return ""


def unique_columns(case: GateCase) -> frozenset[str]:
    """The columns that must be unique together, as the database names them, or as the index that it names has them."""
    if case.crash.exception.rpartition(".")[2] != "IntegrityError":
        return frozenset()
    index = _INDEX.search(case.crash.message)
    if index is None:
        return frozenset(violated(case.crash.message))
    shape = re.compile(rf"INDEX\s+(?:IF NOT EXISTS\s+)?\W?{re.escape(index[1])}\W?\s+ON\s+\W?\w+\W?\s*(\(.*)", re.I)
    texts = (node.value for code in case.repository.codes.values() for node in code.every(ast.Constant))
    found = next((hit[1] for text in texts if isinstance(text, str) and (hit := shape.search(text))), "")
    return frozenset(re.findall(r"\w+(?!\w*\s*\()", found.partition(";")[0]))


def _conflicts(refusal: ast.stmt) -> bool:
    """It answers 409; of an own exception that is not known, unless it is told another status."""
    told = [node.value for node in ast.walk(refusal) if isinstance(node, ast.Constant) and isinstance(node.value, int)]
    status = error_answer(refusal)
    return status == CONFLICT or (status == 0 and (CONFLICT in told or not any(400 <= one < 500 for one in told)))


def _of_table(case: GateCase, check: ast.If) -> bool:
    """The condition rests on what was read of the table that the write is for, be it by own functions."""
    said = _TABLE.search(case.crash.message)
    if said is None:
        return False
    code = case.repository.codes[case.crash.location.path]
    pending: list[tuple[ast.AST, int]] = [(check.test, 0)]
    seen: set[str] = set()
    while pending:
        node, depth = pending.pop()
        function = code.function_of(check)
        for part in ast.walk(node):
            text = part.value if isinstance(part, ast.Constant) else None
            if isinstance(text, str) and re.search(rf"\b(?:FROM|JOIN)\s+{re.escape(said[1])}\b", text, re.IGNORECASE):
                return True
            name = last_name(part.func) if isinstance(part, ast.Call) else part.id if isinstance(part, ast.Name) else ""
            if not name or name in seen or depth == DEEP:
                continue
            seen.add(name)
            pending += [(value, depth + 1) for value in (values_of(function, name) if function is not None else ())]
            own = [one for other in case.repository.codes.values() for one in other.functions if one.name == name]
            pending += [(one, depth + 1) for one in own if isinstance(part, ast.Call) and len(own) == 1]
    return False


def _asked(code: Code, check: ast.If) -> frozenset[str]:
    """The words of the query whose answer a condition tests; none if it asks nobody."""
    function = code.function_of(check)
    tested: list[ast.expr] = [check.test]
    for node in ast.walk(check.test):
        if isinstance(node, ast.Name) and function is not None:
            tested += values_of(function, node.id)
    text = " ".join(ast.unparse(one) for one in tested)
    names = (last_name(node) for one in tested for node in ast.walk(one))
    words = frozenset((*re.findall(r"\w+", text), *names))
    return words if _QUERY.search(text) else frozenset()
