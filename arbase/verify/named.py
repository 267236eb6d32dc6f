"""What a client named, and what it only mentioned; what a look-up has already answered for."""

from __future__ import annotations

import ast
import base64
import json
from collections.abc import Iterator
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer, guard_of, says_absent
from arbase.verify.lab import mapped
from arbase.verify.syntax import called_name, last_name, values_of
from arbase.workspace.tree import Function

# A text of so many words is written for people.
PROSE = 5


def in_prose(value: str | float, stimulus: Stimulus) -> str:
    """The text for people in which the request mentions the value, where it gives it nowhere by itself; else empty."""
    wanted = str(value).casefold()
    holding = [text for text in _strings(stimulus) if wanted in text.casefold()]
    prose = [text for text in holding if len(text.split()) >= PROSE]
    return prose[0] if prose and len(prose) == len(holding) and len(wanted) > 1 else ""


def _strings(stimulus: Stimulus) -> Iterator[str]:
    """Every single text of a request: parts of its target, its headers, the members of its body."""
    yield from stimulus.target.replace("?", "/").replace("&", "/").replace("=", "/").split("/")
    yield from (text for _, text in stimulus.headers)
    body = base64.b64decode(stimulus.body).decode("utf-8", "replace") if stimulus.body else ""
    try:
        yield from _members(json.loads(body))
    except (ValueError, RecursionError):
        yield body


def _members(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _members(value)
    elif isinstance(node, list):
        for value in node:
            yield from _members(value)
    elif node is not None:
        yield str(node)


def refused_already(case: GateCase, file: ChangedFile) -> str:
    """The own function behind a new "not found" that says so itself of what it does not find; else empty.

    What it gives back as None then is a thing that is there, in a state of which nothing is known.
    """
    code = file.new
    for node in file.fresh(lambda source: source.statements) if code else ():
        guard = guard_of(code, node) if code and error_answer(node) is not None else None
        if code is None or guard is None or guard.kind not in {"none", "falsy"} or guard.test is None:
            continue
        asked = [part.id for part in ast.walk(guard.test) if isinstance(part, ast.Name)]
        function = code.function_of(node)
        for call in _gave(function, asked[0]) if function is not None and asked else ():
            for path, other in sorted(case.repository.codes.items()):
                for callee in other.functions:
                    if callee.name == called_name(call) and _says(callee, node):
                        return f"{callee.name} ({path}:{callee.lineno})"
    return ""


def found_already(case: GateCase) -> str:
    """The own function that refuses what it does not find, where it has run for this request and the patch asks again.

    One that refuses what it cannot read is no such look-up: it may well have read another part of the request. It has
    found what the client named; what it would now miss is something stored.
    """
    places = case.crash.trace[:-1]
    for file in case.files:
        for call in file.fresh(lambda code: code.every(ast.Call)) if file.new is not None else ():
            name = called_name(call)
            refusing = any(
                any(isinstance(node, ast.Raise) and says_absent(node) for node in ast.walk(function))
                and not _went_well(case, path, function)
                for path, function in _called(case, file, call)
            )
            for place in places if refusing else ():
                code = case.repository.codes.get(place.path)
                function = code.function_at(place.line) if code is not None else None
                asked = (node for node in ast.walk(function) if isinstance(node, ast.Call)) if function else ()
                if any(called_name(node) == name and node.lineno < place.line for node in asked):
                    return f"{name} has found at {place.path}:{place.line}"
    return ""


def _called(case: GateCase, file: ChangedFile, call: ast.Call) -> list[tuple[str, Function]]:
    """The functions of that name: of `self.find(...)` those of the same file, if there are any."""
    named = [
        (path, function)
        for path, code in case.repository.codes.items()
        for function in code.functions
        if function.name == called_name(call)
    ]
    own = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in ("self", "cls")
    return [one for one in named if own and one[0] == file.path] or named


def _went_well(case: GateCase, path: str, function: Function) -> bool:
    """The trigger ran the function and none of its refusals, so that what refuses it now is something else."""
    if not case.crash.trace:
        return False
    ran = set(case.lab.after(case.overlay)[0].lines.get(path, ()))
    body = mapped(case.files, path, [node.lineno for node in function.body])
    told = mapped(case.files, path, [node.lineno for node in ast.walk(function) if isinstance(node, ast.Raise)])
    return bool(ran & body) and not ran & told


def _gave(function: Function, name: str) -> Iterator[ast.Call]:
    """The calls that give a name its value."""
    for value in values_of(function, name):
        made = value.value if isinstance(value, ast.Await) else value
        if isinstance(made, ast.Call):
            yield made


def _says(callee: Function, refusal: ast.stmt) -> bool:
    """The function refuses by the same exception and status."""
    made = _made(refusal)
    return bool(made) and any(
        _made(node) == made and error_answer(node) == error_answer(refusal)
        for node in ast.walk(callee)
        if isinstance(node, ast.Raise)
    )


def _made(statement: ast.stmt) -> str:
    raised = statement.exc if isinstance(statement, ast.Raise) else None
    return last_name(raised) if raised is not None else ""
