"""Gate 2, continued: who else calls what failed fails as well, if only one of its callers says so to the client."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.guards import error_answer, exception_names
from arbase.verify.lab import plain, short_name
from arbase.verify.syntax import Code, Function, called_name

EVERYTHING = frozenset(("Exception", "BaseException"))


class OtherCallersGate(Gate):
    """`page_of(request)` fails for words: caught in one of five handlers that call it, it still fails in four."""

    name = "other callers"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a new `except` that answers an error around a call that others make unguarded."""
        if case.restored or case.lab.runs_tests:
            return self.passes("the patch goes back to how it was, or tests were run")
        for file in case.files:
            for function, attempt in _new_attempts(file):
                for name in _below(case, file, function, attempt):
                    if place := next(_others(case, name, function), ""):
                        return self.refuses(
                            f"{file.path}: only {function.name} tells the client what {name} cannot read, and {place} "
                            "calls it just so"
                        )
        return self.passes("nobody else calls what is caught, or it is caught there too")


def _new_attempts(file: ChangedFile) -> Iterator[tuple[Function, ast.Try]]:
    """The new `try` statements whose handlers refuse, with their functions."""
    for handler in file.fresh(lambda code: code.every(ast.ExceptHandler)):
        attempt = file.new.parent(handler) if file.new is not None else None
        function = file.new.function_of(handler) if file.new is not None else None
        refuses = any(error_answer(part) is not None for part in handler.body)
        if function is not None and isinstance(attempt, ast.Try) and refuses:
            yield function, attempt


def _below(case: GateCase, file: ChangedFile, function: Function, attempt: ast.Try) -> list[str]:
    """The functions of the trace that were called for the statement, where the first of them is called there."""
    names = [(place.path, plain(place.function)) for place in case.crash.trace]
    here = [index for index, place in enumerate(names) if place == (file.path, function.name)]
    below = [name for _, name in names[here[-1] + 1 :]] if here else []
    called = {called_name(node) for part in attempt.body for node in ast.walk(part) if isinstance(node, ast.Call)}
    return below if below and below[0] in called else []


def _others(case: GateCase, name: str, function: Function) -> Iterator[str]:
    """Places that call it unguarded with what is not written there; no one is told of a name that several have."""
    defined = [one for code in case.repository.codes.values() for one in code.functions if one.name == name]
    running = {plain(place.function) for place in case.crash.trace} | {function.name}
    exception = short_name(case.crash.exception)
    for path, code in case.repository.codes.items() if len(defined) == 1 else ():
        for call in code.every(ast.Call):
            around = code.function_of(call)
            if called_name(call) != name or around is None or around.name in running:
                continue
            given = [*call.args, *(word.value for word in call.keywords)]
            if any(not isinstance(one, ast.Constant) for one in given) and not _guarded(code, around, call, exception):
                yield f"{path}:{call.lineno}"


def _guarded(code: Code, function: Function, call: ast.Call, exception: str) -> bool:
    """The exception is caught around the call, or what it is given was judged above it."""
    attempts = [outer for outer in code.ancestors(call) if isinstance(outer, ast.Try)]
    within = [one for one in attempts if any(_is_under(code, call, part) for part in one.body)]
    if any(_catches(handler, exception) for one in within for handler in one.handlers):
        return True
    names = {part.id for one in call.args for part in ast.walk(one) if isinstance(part, ast.Name)}
    for node in ast.walk(function):
        if isinstance(node, ast.If) and node.lineno < call.lineno:
            asked = {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}
            if asked & names and any(error_answer(part) is not None for part in node.body):
                return True
    return False


def _is_under(code: Code, node: ast.AST, outer: ast.AST) -> bool:
    return node is outer or outer in code.ancestors(node)


def _catches(handler: ast.ExceptHandler, exception: str) -> bool:
    names = set(exception_names(handler).split(","))
    raised = getattr(builtins, exception, None)
    bases = {one.__name__ for one in raised.__mro__} if isinstance(raised, type) else {exception}
    return bool(names & (bases | EVERYTHING))
