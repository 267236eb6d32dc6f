"""Gate 6, continued: no stand-in for a field that somebody forgot to set together with another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.domain.triage import CodeLocation
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name, last_name, values_of
from arbase.workspace.set_together import Forgotten, forgotten
from arbase.workspace.tree import own_lines

_NONE = "None"


class SetTogetherGate(Gate):
    """Who sets `status` to cancelled sets `cancelled_at`, but for one writer that forgets it.

    Whoever reads the field may rely on it. To bear None there hides what is lost for good with every such write.
    """

    name = "set together"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that leaves a writer which forgets what was None, and was forgotten before."""
        if _NONE in case.crash.message and not case.restored:
            old = {path: code.tree for path, code in case.repository.codes.items()}
            new = {**old, **{file.path: file.new.tree for file in case.files if file.new is not None}}
            for field in fields_of_none(case):
                left = forgotten(new, field) if forgotten(old, field) else []
                if left:
                    return self.refuses(_said(left[0], field))
        return self.passes("nothing that was None is forgotten by one of those who set it")


def _said(item: Forgotten, field: str) -> str:
    writer, example = item.writer, item.example
    return (
        f"{writer.path}: {writer.function.name} still sets {item.trigger} without {field}, which "
        f"{example.function.name} in {example.path} sets together with it"
    )


def fields_of_none(case: GateCase) -> list[str]:
    """The fields that may have been the None: read in the crashed statement, or handed down to it."""
    trace = case.crash.trace or (case.crash.location,)
    found: dict[str, None] = {}
    for place, called in zip(reversed(trace), ["", *(one.function for one in reversed(trace))], strict=False):
        code = case.repository.codes.get(place.path)
        for node in _read(code, place, called) if code is not None else ():
            seen = case.crash.variables.get(ast.unparse(node)) if not called else None
            known = seen.get("type") if isinstance(seen, dict) else None
            if known in (None, "NoneType"):
                found[last_name(node)] = None
    return list(found)


def _read(code: Code, place: CodeLocation, called: str) -> Iterator[ast.expr]:
    """The attributes and entries that a statement reads; of one further out, those that go into the call from there."""
    statement = code.statement_at(place.line)
    if statement is None:
        return
    held = [node for node in ast.walk(statement) if getattr(node, "lineno", 0) in own_lines(statement)]
    if called:
        name = called.rpartition(".")[2]
        calls = [node for node in held if isinstance(node, ast.Call) and called_name(node) == name]
        given = [item for call in calls for item in (*call.args, *(word.value for word in call.keywords))]
        held = [node for item in given for node in ast.walk(item)]
    function = code.function_at(place.line)
    names = {node.id for node in held if isinstance(node, ast.Name)}
    held += [value for name in names if function is not None for value in values_of(function, name)]
    for node in held:
        if isinstance(node, ast.Attribute) or (
            isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        ):
            yield node
