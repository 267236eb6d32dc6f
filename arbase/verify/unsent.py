"""What a reader (`int`, `Decimal`, `fromisoformat`) could not read, where none of it came with the request."""

from __future__ import annotations

import ast
import re

from arbase.verify.gates.accidents import READERS, failing_calls
from arbase.verify.gates.interface import GateCase
from arbase.verify.sent import came_with
from arbase.verify.syntax import called_name

_WORD = re.compile(r"[^\W_]+")
_TELLING = 2


def unsent_text(case: GateCase) -> str:
    """The text as Python shows it; empty where the request holds a word of it, or where it is not known.

    Many messages do not show what was read (`decimal.ConversionSyntax`), but the crashed frame holds it. A word is
    enough to count as sent: what a client sends is completed, cut and put together before it is read.
    """
    raised = case.lab.start.before.raised
    source = case.repository.codes.get(case.crash.location.path)
    statement = source.statement_at(case.crash.location.line) if source else None
    if raised is None or statement is None or isinstance(statement, ast.Raise):
        return ""
    for call in failing_calls(statement, case.crash):
        if not call.args or not READERS.fullmatch(called_name(call)):
            continue
        described = raised.variables.get(ast.unparse(_read_from(call.args[0])))
        text = _text(described) if isinstance(described, dict) else None
        words = _WORD.findall(text or "")
        words = [word for word in words if len(word) >= _TELLING] or words
        if words and not any(came_with(word, case.lab.trigger) for word in words):
            return repr(text)
    return ""


def _read_from(node: ast.expr) -> ast.expr:
    """`text` of `text.strip().replace(",", ".")`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def _text(described: dict[str, object]) -> str | None:
    if described.get("type") != "str":
        return None
    try:
        value = ast.literal_eval(str(described.get("repr")))
    except (ValueError, SyntaxError, MemoryError, RecursionError):  # it was cut
        return None
    return value if isinstance(value, str) else None
