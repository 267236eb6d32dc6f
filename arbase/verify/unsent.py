"""What a reader could not read, or a table does not have, where none of it came with the request."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.verify.gates.accidents import READERS, failing_calls
from arbase.verify.gates.interface import GateCase
from arbase.verify.looked_up import REQUEST
from arbase.verify.mutations import body_of, json_of
from arbase.verify.sent import came_with
from arbase.verify.syntax import called_name, last_name

_WORD = re.compile(r"[^\W_]+")
_TELLING = 2
_NUMBER = re.compile(r"'(?:numpy\.)?(?:int|float)(?:32|64)?' object has no attribute '(\w+)'")
# A table of text has no kinds of values; who reads it may guess some.
_GUESSING = frozenset(("read_csv", "read_table", "read_fwf"))


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


def unsent_null(case: GateCase) -> str:
    """What a table was asked for was None, and the request has neither a null nor a place for it: it is stored so.

    `TEXTS[language]` with the language of a stored person, where the client sent no more than an address. A parameter
    that may be left out is named where the request is read: by its handler, or by what it looks up.
    """
    raised = case.lab.start.before.raised
    trigger = case.lab.trigger
    if raised is None or raised.exception.rpartition(".")[2] != "KeyError" or raised.message.strip() != "None":
        return ""
    source = case.repository.codes.get(case.crash.location.path)
    asked = [node for node in (source.every(ast.Subscript) if source else ()) if node.lineno in case.lab.crash_lines]
    shown = {name for name, told in raised.variables.items() if isinstance(told, dict) and told.get("repr") != "None"}
    names = {last_name(node.slice) for node in asked if ast.unparse(node.slice) not in shown} - {""}
    if trigger.kind != "request" or len(names) != 1 or b"null" in body_of(trigger):
        return ""
    (name,) = names
    depends = {told.rpartition(":")[2].rpartition(".")[2] for told in case.diagnosis.client_inputs}
    return "" if name in depends | set(_read_names(case)) else f"a null that it has no place for: `{name}`"


def unsent_kind(case: GateCase) -> str:
    """A number that is asked for letters, where the client sent a table of text: it was taken for one on the way.

    `041` of a file is no number before somebody reads the file; whoever sent it cannot send it otherwise.
    """
    raised, trigger = case.lab.start.before.raised, case.lab.trigger
    said = _NUMBER.search(raised.message) if raised is not None else None
    if said is None or not hasattr(str, said[1]) or trigger.kind != "request" or json_of(trigger) is not None:
        return ""
    paths = {one.path for one in (*case.crash.trace, case.crash.location)}
    codes = [case.repository.codes[path] for path in paths if path in case.repository.codes]
    guessed = any(called_name(call) in _GUESSING for code in codes for call in code.every(ast.Call))
    return "a number, for which a table of text has no place" if guessed else ""


def _read_names(case: GateCase) -> Iterator[str]:
    """Every name in the handler, and every text by which something is looked up in a request."""
    outer = case.crash.trace[0] if case.crash.trace else case.crash.location
    code = case.repository.codes.get(outer.path)
    handler = code.function_at(outer.line) if code is not None else None
    for node in ast.walk(handler) if handler is not None else ():
        yield from (
            getattr(node, key) for key in ("id", "attr", "arg", "value") if isinstance(getattr(node, key, 0), str)
        )
    for code in case.repository.codes.values():
        for node in code.nodes:
            match node:
                case ast.Call(func=ast.Attribute(value=owner), args=[ast.Constant(value=str() as text), *_]):
                    yield from [text] if last_name(owner) in REQUEST else []
                case ast.Subscript(value=owner, slice=ast.Constant(value=str() as text)):
                    yield from [text] if last_name(owner) in REQUEST else []


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
