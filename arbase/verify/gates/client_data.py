"""Gate 2: the client is blamed only for what the client sent."""

from __future__ import annotations

import ast

from arbase.domain.fix import GateResult
from arbase.verify import answers
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.guards import Guard, error_answer, guard_of
from arbase.verify.syntax import Code, Function, last_name

LOOKUPS = frozenset(
    ("get", "fetchone", "first", "one_or_none", "scalar", "scalar_one_or_none", "scalars", "find", "find_one", "next",
     "pop", "fetchall", "all", "get_or_none")
)  # fmt: skip
REQUEST = frozenset(("request", "req", "args", "form", "json", "query_params", "headers", "cookies", "values", "files"))


class ClientDataGate(Gate):
    """A 4xx needs evidence of its own: a request of this route that differs only in client data did not crash."""

    name = "client data"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a 4xx that is not the client's doing."""
        after = case.lab.after(case.overlay)[0]
        if not answers.refused(after):
            return self.passes("the client is not blamed")
        blamed = f"status {after.status} blames the client"
        if not case.diagnosis.client_inputs:
            return self.refuses(f"{blamed}, but the crash depends on nothing that it sent")
        served = [trial for trial in case.lab.valid if trial.stimulus != case.lab.trigger]
        if not served:
            return self.refuses(f"{blamed}, but no request of this route was ever served: it always crashes")
        stored = next((text for file in case.files if (text := _blames_stored_data(file))), "")
        if stored and not case.restored:
            return self.refuses(f"{blamed} for {stored}")
        example = f"{served[0].stimulus.method} {served[0].stimulus.target[:80]}"
        return self.passes(
            f"{blamed}: {len(served)} requests that differ in what it sent are served, such as {example}"
        )


def _blames_stored_data(file: ChangedFile) -> str:
    """The new refusal tests a part of something that was looked up, not the look-up's success nor the request."""
    code = file.new
    if code is None:
        return ""
    for node in file.fresh(lambda source: source.statements):
        function = code.function_of(node)
        if not error_answer(node) or function is None:
            continue
        guard = guard_of(code, node)
        tested = _part_of(guard)
        if tested is not None and _is_looked_up(function, tested, code):
            return f"{ast.unparse(tested)}, a part of what is stored"
    return ""


def _part_of(guard: Guard) -> ast.expr | None:
    """`x` in a test of `x.attribute` or `x["key"]`."""
    if guard.kind not in {"none", "falsy", "zero", "missing", "empty"} or guard.test is None:
        return None
    parts = [node for node in ast.walk(guard.test) if isinstance(node, ast.Attribute | ast.Subscript)]
    owners = [node for node in parts if isinstance(node.value, ast.Name)]
    return owners[0] if owners else None


def _is_looked_up(function: Function, part: ast.expr, code: Code) -> bool:
    """The owner was assigned, in this function, from a look-up in something that is not the request."""
    owner = part.value if isinstance(part, ast.Attribute | ast.Subscript) else part
    name = last_name(owner)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and name in {last_name(target) for target in node.targets}:
            value = node.value.value if isinstance(node.value, ast.Await) else node.value
            words = {item.id for item in ast.walk(value) if isinstance(item, ast.Name)}
            words |= {item.attr for item in ast.walk(value) if isinstance(item, ast.Attribute)}
            stored = isinstance(value, ast.Subscript) or (
                isinstance(value, ast.Call) and last_name(value.func) in LOOKUPS
            )
            return stored and not words & REQUEST and code.function_of(node) is function
    return False
