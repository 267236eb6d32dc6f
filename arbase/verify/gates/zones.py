"""Gate 6, continued: no time zone that nobody gave."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.literals import is_literal
from arbase.verify.mail_dates import completes_mail_date
from arbase.verify.sent import came_without_zone
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.promises import told_at
from arbase.workspace.zones import local_without_zone, local_zones


class ZonesGate(Gate):
    """What a moment without a zone means is for the repository to say: its own function, its habit, its only zone."""

    name = "zones"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first zone without a precedent."""
        if case.restored:
            return self.passes(f"commit {case.restored[:10]} had it so")
        for file in case.files:
            for fault in _zones(case, file):
                return self.refuses(f"{file.path}: {fault}")
        return self.passes("no zone was made up")


def _zones(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """A zone for moments that came without one: where the repository knows several, only its own habit tells which.

    UTC is the zone in which instants are kept, so it may complete those that have none; it must not replace another.
    """
    own = _completes_moments(case, file)
    for call in file.fresh(lambda code: code.every(ast.Call)):
        for word in call.keywords if called_name(call) in {"replace", "combine"} else ():
            if own and word.arg == "tzinfo":
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} does by hand what {own} is for"
            if word.arg == "tzinfo" and (name := _read_again(file.new, call)):
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} completes {name} here and not further on"
            known = case.repository.gives_zone(word.value) if _agrees(case, word.value) else ""
            if _as_if_utc(call, word) and _is_read(case, file, call):
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} takes moments without a zone for UTC"
            if word.arg == "tzinfo" and (reader := _read_otherwise(case, word.value)):
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} is not as {reader} reads such a text"
            promising, zones = _promised(case, file.new, call) if word.arg == "tzinfo" else ("", frozenset())
            if zones and last_name(word.value) not in zones and not is_literal(word.value):
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} is no local time, as {promising} promises"
            known = known or (promising if len(zones) == 1 and last_name(word.value) in zones else "")
            if word.arg != "tzinfo" or is_literal(word.value) or known or _is_given(file.new, call, word.value):
                continue
            if completes_mail_date(file.new, call):
                continue  # the form of the date says so
            # Instants are kept in UTC; what a client means by a time of day is another matter.
            kept = not case.diagnosis.client_inputs and _is_completed(file.new, call) and not _is_read(case, file, call)
            if not (last_name(word.value).upper() == "UTC" and kept):
                yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} decides on a zone, and nothing here does so"


def _is_read(case: GateCase, file: ChangedFile, call: ast.Call) -> bool:
    """The function reads the moment of a text, or makes it of a day and a time, where people live by their own zone."""
    function = file.new.function_of(call) if file.new else None
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)] if function is not None else []
    read = any(called_name(node) in {"fromisoformat", "strptime", "combine"} for node in calls)
    return read and any(True for code in case.repository.codes.values() for _ in local_zones(code.tree))


def _read_otherwise(case: GateCase, zone: ast.expr) -> str:
    """The own function that reads a moment in the people's zone, where a client sent this one without any.

    That others are kept in UTC, as rows of a database are, says nothing of it.
    """
    reproduction, shown = case.diagnosis.reproduction, str(case.crash.variables)
    sent = reproduction is not None and came_without_zone(shown, reproduction.stimulus)
    if not sent or is_literal(zone):
        return ""
    local = {name for code in case.repository.codes.values() for name in local_zones(code.tree)}
    found: dict[str, str] = {}
    for path, code in sorted(case.repository.codes.items()):
        for call in code.every(ast.Call):
            given = next((last_name(word.value) for word in call.keywords if word.arg == "tzinfo"), "")
            function = code.function_of(call) if called_name(call) == "replace" and given in local else None
            if function is not None and any(
                isinstance(node, ast.Call) and called_name(node) in {"fromisoformat", "strptime"}
                for node in ast.walk(function)
            ):
                found.setdefault(given, f"{function.name} ({path}:{function.lineno})")
    return "" if last_name(zone) in found else next(iter(found.values()), "")


def _as_if_utc(call: ast.Call, word: ast.keyword) -> bool:
    """`moment.astimezone(UTC).replace(tzinfo=None)`: what has no zone is then compared as if it were UTC."""
    moved = call.func.value if isinstance(call.func, ast.Attribute) else None
    bare = word.arg == "tzinfo" and isinstance(word.value, ast.Constant) and word.value.value is None
    utc = isinstance(moved, ast.Call) and called_name(moved) == "astimezone" and len(moved.args) == 1
    return bare and utc and isinstance(moved, ast.Call) and last_name(moved.args[0]).upper() == "UTC"


def _promised(case: GateCase, code: Code | None, call: ast.Call) -> tuple[str, frozenset[str]]:
    """The function that says of moments without a zone that they are local time, and the zones that people have."""
    function = code.function_of(call) if code else None
    if code is None or function is None or not local_without_zone(told_at(code.source, function)):
        return "", frozenset()
    return function.name, frozenset(name for one in case.repository.codes.values() for name in local_zones(one.tree))


def _local_zone(case: GateCase) -> str:
    """The zone of the settings, where that is another than UTC."""
    for code in case.repository.codes.values():
        for node in code.every(ast.Assign):
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(value, str) and value != "UTC" and any(last_name(one) == "TIME_ZONE" for one in node.targets):
                return value
    return ""


def _agrees(case: GateCase, zone: ast.expr) -> bool:
    """The settings have no zone of people, or this very one under the name of a constant: `HERE = ZoneInfo("A/B")`."""
    local, name = _local_zone(case), last_name(zone)
    made = [
        node.value
        for code in case.repository.codes.values()
        for node in code.tree.body
        if local and name and isinstance(node, ast.Assign) and name in {last_name(one) for one in node.targets}
    ]
    return not local or any(
        isinstance(call, ast.Call)
        and called_name(call) == "ZoneInfo"
        and [one.value for one in call.args if isinstance(one, ast.Constant)] == [local]
        for call in made
    )


def _is_given(code: Code | None, call: ast.Call, zone: ast.expr) -> bool:
    """The zone is an argument of the function, which reckons with it already: its own clock."""
    function = code.function_of(call) if code else None
    if function is None or not isinstance(zone, ast.Name):
        return False
    arguments = {item.arg for item in (*function.args.args, *function.args.kwonlyargs)}
    reads = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == zone.id]
    return zone.id in arguments and len(reads) > 1


def _read_again(code: Code | None, call: ast.Call) -> str:
    """The moment that is completed within an expression only, though the function reads it again as it was."""
    statement, function = (code.statement_of(call), code.function_of(call)) if code else (None, None)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if statement is None or function is None or not isinstance(owner, ast.Name):
        return ""
    kept = isinstance(statement, ast.Return) or any(
        isinstance(node, ast.Name) and node.id == owner.id and isinstance(node.ctx, ast.Store)
        for node in ast.walk(statement)
    )
    last = statement.end_lineno or statement.lineno
    later = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == owner.id]
    return owner.id if not kept and any(node.lineno > last for node in later) else ""


def _completes_moments(case: GateCase, file: ChangedFile) -> str:
    """The repository's own function that gives a moment its zone, where the patch does not call it."""
    called = {called_name(call) for call in file.fresh(lambda code: code.every(ast.Call))}
    for path, code in sorted(case.repository.codes.items()):
        for function in code.functions:
            given = [item.arg for item in function.args.args]
            does = bool(given) and any(_completes(node, given[0]) for node in ast.walk(function))
            if len(given) == 1 and does and function.name not in called and case.repository.calls(function.name):
                return f"{function.name} ({path}:{function.lineno})"
    return ""


def _completes(node: ast.AST, name: str) -> bool:
    """`moment.replace(tzinfo=zone)` of the name."""
    match node:
        case ast.Call(func=ast.Attribute(attr="replace", value=ast.Name(id=given)), keywords=words):
            return given == name and any(word.arg == "tzinfo" and not is_literal(word.value) for word in words)
    return False


def _is_completed(code: Code | None, call: ast.Call) -> bool:
    """The function asks whether the moment has a zone already."""
    function = code.function_of(call) if code else None
    if function is None or not isinstance(call.func, ast.Attribute):
        return False
    moment = ast.dump(call.func.value)
    asked = (node for node in ast.walk(function) if isinstance(node, ast.Attribute) and node.attr == "tzinfo")
    return any(ast.dump(node.value) == moment for node in asked)
