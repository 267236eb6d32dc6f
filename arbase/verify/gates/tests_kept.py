"""Gate 8b: the candidate's tests are new, test something, and do not reach into what they test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from arbase.domain.errors import PathRefused
from arbase.domain.fix import FileEdit, GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name
from arbase.workspace.paths import inside, relative
from arbase.workspace.tree import dotted

MAX_FILES = 4
MAX_BYTES = 100_000
WEAK = frozenset(
    ("skip", "skipif", "xfail", "skipIf", "skipUnless", "expectedFailure", "importorskip", "exit", "_exit",
     "quit", "system", "kill", "fork", "exec", "eval", "setattr", "delattr", "suppress")
)  # fmt: skip
FIXTURES = frozenset(("monkeypatch", "mocker", "class_mocker", "module_mocker", "session_mocker"))
HOOKS = ("pytest_", "setUpModule", "tearDownModule")


class TestsKeptGate(Gate):
    """Only new files `test_*.py` in the tests' folder; with assertions; nothing skipped, nothing patched."""

    name = "tests kept"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first weak or misplaced test."""
        edits = case.candidate.tests.edits
        if len(edits) > MAX_FILES:
            return self.refuses(f"the candidate brings {len(edits)} test files, more than {MAX_FILES}")
        for edit in edits:
            fault = self._fault(case, edit)
            if fault:
                return self.refuses(f"{edit.path[:200]}: {fault}")
        named = ", ".join(edit.path for edit in edits) or "none; the reproduction stands for them"
        return self.passes(f"new tests: {named}")

    @staticmethod
    def _fault(case: GateCase, edit: FileEdit) -> str:
        try:
            path = relative(edit.path)
            place = inside(case.lab.tree, edit.path)
        except PathRefused as error:
            return str(error)
        folder = case.service.tests.strip("/")
        below = folder in {"", "."} or path.startswith(f"{folder}/")
        name = PurePosixPath(path).name
        if path != edit.path or not below or not (name.startswith("test_") and name.endswith(".py")):
            return f"a new test must be {folder}/**/test_*.py"
        if place.exists() or edit.before is not None:
            return "a file of this name is there already; tests of the repository stay as they are"
        if edit.after is None or len(edit.after) > MAX_BYTES:
            return "the test file is missing or too large"
        code = Code.parse(edit.after)
        if code is None:
            return "the test file is not Python"
        return next(_weaknesses(code), "")


def _weaknesses(code: Code) -> Iterator[str]:
    tests = [function for function in code.functions if function.name.startswith("test")]
    if not tests:
        yield "it holds no test"
    for test in tests:
        if not any(_asserts(node) for node in ast.walk(test)):
            yield f"{test.name} asserts nothing"
    for node in code.nodes:
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Call | ast.Attribute):
            name = called_name(node) if isinstance(node, ast.Call) else node.attr
            if name in WEAK or (name == "patch" and _is_mock(node)):
                yield f"line {line} uses `{name}`, which weakens the test"
        if isinstance(node, ast.arg) and node.arg in FIXTURES:
            yield f"line {line} patches code (`{node.arg}`)"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(HOOKS):
            yield f"line {line} defines the hook `{node.name}`"
        if isinstance(node, ast.Name) and node.id in {"pytest_plugins", "pytestmark"}:
            yield f"line {line} sets `{node.id}`"
        if isinstance(node, ast.Attribute) and dotted(node) == "sys.modules":
            yield f"line {line} replaces modules"
        if isinstance(node, ast.Try):
            yield f"line {line} catches exceptions instead of letting the test fail"


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    name = called_name(node) if isinstance(node, ast.Call) else ""
    return name in {"raises", "fail"} or name.startswith("assert")


def _is_mock(node: ast.Call | ast.Attribute) -> bool:
    """`mock.patch` or a bare `patch(...)`; `client.patch(...)` is an HTTP method."""
    function = node.func if isinstance(node, ast.Call) else node
    return isinstance(function, ast.Name) or "mock" in dotted(function).lower()
