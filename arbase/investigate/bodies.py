"""The body of a request that its event lost, read back from the variables that its frames captured.

An SDK that did not read the body itself reports none; but the handler read it, and its variables are told.
"""

from __future__ import annotations

import ast
import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from arbase.domain.errors import ArbaseError
from arbase.domain.event import Event, Frame
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse

METHODS = frozenset(("POST", "PUT", "PATCH", "DELETE"))
MOST = 5
LONGEST = 50_000
# What gives a handler its request's body, by the last name of the call or attribute.
READS = frozenset(("json", "get_json", "body", "get_data", "loads", "read", "data", "text", "POST", "form"))
NAMES = re.compile(r"(?:raw_|request_|json_)?(?:body|payload|data|json|document|content|form|params)\Z")
_CUT = object()


def with_captured_bodies(rebuilt: Rebuilt, event: Event, tree: Path) -> list[Rebuilt]:
    """The request with each body that a variable of its handlers may have held; empty where it has one."""
    stimulus = rebuilt.stimulus
    if stimulus.kind != "request" or stimulus.body or stimulus.method not in METHODS:
        return []
    found: dict[str, Rebuilt] = {}
    reader = CodeReader(tree)
    frames = [frame for raised in event.exceptions[-1:] for frame in raised.in_app_frames]
    length = _length(event)
    measured = [(frame, name) for frame in frames for name in frame.variables if _is_long(frame, name, length)]
    named = [(frame, name) for frame in frames for name in _names(reader, frame)]
    for frame, variable in (*measured, *named):
        made = _content(frame.variables.get(variable))
        if made is None:
            continue
        raw, declared = made
        known = not declared or any(name == "content-type" for name, _ in stimulus.headers)
        headers = stimulus.headers if known else (*stimulus.headers, ("content-type", declared))
        body = base64.b64encode(raw).decode("ascii")
        again = stimulus.model_copy(update={"headers": headers, "body": body})
        notes = [note for note in rebuilt.notes if note != "the event holds no body"]
        note = f"the body is what the variable {variable} of {frame.function} held"
        found.setdefault(body, Rebuilt(stimulus=again, notes=(*notes, note), secrets=rebuilt.secrets))
    return list(found.values())[:MOST]


def _length(event: Event) -> int:
    """How many bytes the request said that its body has; 0 if it did not."""
    headers = event.request.headers if event.request is not None else {}
    said = next((str(value) for name, value in headers.items() if name.lower() == "content-length"), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _is_long(frame: Frame, name: str, length: int) -> bool:
    """The variable holds a text or bytes of just the length that the body had: hardly anything else has."""
    plain = as_it_was(frame.variables[name]) if length > 1 else None
    if isinstance(plain, str):
        plain = plain.encode("utf-8", "surrogateescape")
    return isinstance(plain, bytes) and len(plain) == length


def _names(reader: CodeReader, frame: Frame) -> Iterator[str]:
    """Variables that took what the request's body was read into, then those that are called so."""
    place = reader.locate(frame)
    if place is not None:
        try:
            tree = parse(reader.text(place.path))
        except (ArbaseError, SyntaxError, ValueError, RecursionError):
            tree = ast.Module(body=[], type_ignores=[])
        for node in ast.walk(tree):
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
                node.lineno <= place.line <= (node.end_lineno or node.lineno)
            )
            for inner in ast.walk(node) if inside else ():
                if isinstance(inner, ast.Assign) and _reads(inner.value):
                    yield from (target.id for target in inner.targets if isinstance(target, ast.Name))
    yield from (name for name in frame.variables if NAMES.match(name))
    # What else was at hand: a guess that is wrong does not crash as the event did.
    yield from (name for name, value in frame.variables.items() if _is_content(value))


def _is_content(value: Any) -> bool:
    """A mapping, or bytes: what a handler was sent and has not read yet."""
    return isinstance(value, dict) or (
        isinstance(value, str) and ((value.startswith("{") and value.endswith("}")) or value.startswith(("b'", 'b"')))
    )


def _reads(value: ast.expr) -> bool:
    parts = [node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)]
    return bool(READS & set(parts))


def _content(value: Any) -> tuple[bytes, str] | None:
    """The bytes of a captured value and their content type; None for one that was cut or is no body."""
    plain = as_it_was(value)
    if isinstance(plain, dict | list) and plain and not has_cut(plain):
        text = json.dumps(plain)
        return (text.encode(), "application/json") if len(text) <= LONGEST and not REDACTED.search(text) else None
    if isinstance(plain, bytes | str) and plain:
        raw = plain if isinstance(plain, bytes) else plain.encode("utf-8", "surrogateescape")
        if len(raw) > LONGEST or REDACTED.search(raw.decode("utf-8", "replace")) or raw.endswith(b"..."):
            return None
        try:
            json.loads(raw)
        except (ValueError, RecursionError):
            return raw, ""
        return raw, "application/json"
    return None


def as_it_was(value: Any) -> Any:
    """A captured value as it was: texts are told as Python writes them."""
    if isinstance(value, dict):
        return {str(as_it_was(key)): as_it_was(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_it_was(item) for item in value]
    if isinstance(value, str):
        if value in ("...", "<cut>"):
            return _CUT
        try:
            return ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return _CUT if value.startswith("<") and value.endswith(">") else value
    return value


def has_cut(value: Any) -> bool:
    """Whether a part of it was cut, or is no value of JSON."""
    if isinstance(value, dict):
        return any(has_cut(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(has_cut(item) for item in value)
    return not isinstance(value, str | int | float | bool | None)
