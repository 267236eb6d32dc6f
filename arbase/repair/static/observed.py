"""Client data by value: a variable of the crashed frame holds what the request says.

Reading code tells where a value comes from only where it is written in a known way. What was seen in the reproduction
does not depend on that: experiments name the inputs on which the crash depends, variables show where they arrived.
"""

from __future__ import annotations

import ast
import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from arbase.domain.diagnosis import Diagnosis, Stimulus
from arbase.repair.static.crash import Crash

SHORTEST = 3
LEAVES = 200
KINDS = ("path", "query", "header", "cookie", "body")


class Observed:
    """Which parts of the request the expressions of the crashed frame held."""

    def __init__(self, crash: Crash, diagnosis: Diagnosis) -> None:
        self._crash = crash
        shown = {name.partition(":")[0] for name in diagnosis.client_inputs}
        stimulus = diagnosis.reproduction.stimulus if diagnosis.reproduction is not None else Stimulus()
        self._inputs = {kind: list(_values(stimulus, kind)) for kind in KINDS if kind in shown}
        self.shown = frozenset("header" if kind == "cookie" else kind for kind in self._inputs)

    def kinds(self, node: ast.AST) -> frozenset[str]:
        """`path`, `query`, `body`, `header`: whichever the value of a name, attribute or item in `node` was sent as."""
        found: set[str] = set()
        for part in ast.walk(node):
            if not isinstance(part, ast.Name | ast.Attribute | ast.Subscript):
                continue
            held = self._crash.described(part)
            for kind, values in self._inputs.items():
                if held and any(_is_sent(held, value) for value in values):
                    found.add("header" if kind == "cookie" else kind)
        return frozenset(found)


def _is_sent(held: Mapping[str, Any], value: Any) -> bool:
    """What a variable held is the input as it was sent, read as a number or text, or a part of it."""
    if isinstance(value, dict):
        keys = held.get("keys")
        return bool(value) and isinstance(keys, list) and {str(key) for key in keys} == set(map(str, value))
    try:
        own = ast.literal_eval(str(held.get("repr", "")))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    if own is None or isinstance(own, bool) or value is None:
        return False
    if isinstance(own, bytes):
        own = own.decode("utf-8", "replace")
    if isinstance(own, list | tuple | dict):
        return isinstance(value, list) and list(own) == value
    mine, sent = str(own).strip().lower(), str(value).strip().lower()
    if not mine or not sent:
        return mine == sent and isinstance(own, str)
    return mine == sent or (min(len(mine), len(sent)) >= SHORTEST and (mine in sent or sent in mine))


def _values(stimulus: Stimulus, kind: str) -> Iterator[Any]:
    """The values of one part of the request."""
    path, _, query = stimulus.target.partition("?")
    if kind == "path":
        yield from (unquote(segment) for segment in path.split("/") if segment)
    elif kind == "query":
        yield from (value for _, value in parse_qsl(query, keep_blank_values=True))
    elif kind in ("header", "cookie"):
        yield from (value for name, value in stimulus.headers if name.lower() != "content-type")
    else:
        yield from _of_body(base64.b64decode(stimulus.body))


def _of_body(raw: bytes) -> Iterator[Any]:
    text = raw.decode("utf-8", "replace")
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        yield from (value for _, value in parse_qsl(text, keep_blank_values=True))
        yield text
        return
    pending = [parsed]
    for _ in range(LEAVES):
        if not pending:
            return
        value = pending.pop()
        yield value
        if isinstance(value, dict | list):
            pending.extend(value.values() if isinstance(value, dict) else value)
