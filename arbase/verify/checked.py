"""A check that let a request through: what a write refused then is the check's to tell, not the write's."""

from __future__ import annotations

import ast
import re

from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer
from arbase.verify.syntax import Code, last_name, values_of

_SAID = re.compile(r"UNIQUE constraint failed: (?:index '(\w+)'|([\w., ]+))|Key \(([^=]+)\)=", re.IGNORECASE)
_QUERY = re.compile(r"\bSELECT\b|\bselect\(|\.(?:query|filter|filter_by|exists|find_one)\(")


def let_through(case: GateCase) -> str:
    """The check that ran before a write failed and asks for the very columns that must be unique; else empty.

    One request alone shows the crash, so nobody wrote between check and write: the check itself asks wrongly. Where
    another place writes too, it is asked there as well.
    """
    columns = _columns(case)
    raised = case.lab.start.before.raised
    handlers = [node for file in case.files for node in file.fresh(lambda code: code.every(ast.ExceptHandler))]
    blames = any(error_answer(part) is not None for node in handlers for part in node.body)
    if not columns or raised is None or not blames:
        return ""
    for path, lines in case.lab.start.before.lines.items():
        code = case.repository.codes.get(path)
        for node in code.every(ast.If) if code is not None else ():
            refuses = any(error_answer(part) is not None for part in node.body)
            if code is not None and refuses and node.lineno in lines and columns <= _asked(code, node):
                return f"the check at {path}:{node.lineno}"
    return ""


def _columns(case: GateCase) -> frozenset[str]:
    """The columns that must be unique together, as the database names them, or as the index that it names has them."""
    if case.crash.exception.rpartition(".")[2] != "IntegrityError":
        return frozenset()
    said = _SAID.search(case.crash.message)
    if said is None:
        return frozenset()
    if said[1]:
        shape = re.compile(rf"INDEX\s+(?:IF NOT EXISTS\s+)?\W?{re.escape(said[1])}\W?\s+ON\s+\W?\w+\W?\s*(\(.*)", re.I)
        texts = (node.value for code in case.repository.codes.values() for node in code.every(ast.Constant))
        found = next((hit[1] for text in texts if isinstance(text, str) and (hit := shape.search(text))), "")
        return frozenset(re.findall(r"\w+(?!\w*\s*\()", found.partition(";")[0]))
    return frozenset(name.strip().rpartition(".")[2] for name in (said[2] or said[3]).split(","))


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
