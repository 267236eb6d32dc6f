"""Gate 1b: the fix does not end the process, look for tests, switch code off or reach round the language."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name
from arbase.workspace.tree import dotted

MODULES = frozenset(
    ("atexit", "signal", "ctypes", "gc", "inspect", "importlib", "builtins", "subprocess", "socket", "pytest",
     "unittest", "faulthandler", "multiprocessing", "pdb", "runpy", "pickle", "marshal", "resource", "ptrace",
     "_thread", "code", "codeop", "pty", "shutil", "tempfile", "warnings", "trace", "tracemalloc", "traceback",
     "doctest", "nose", "_pytest")
)  # fmt: skip
CALLS = frozenset(
    ("_exit", "exit", "quit", "abort_process", "kill", "killpg", "system", "popen", "fork", "forkpty", "eval", "exec",
     "compile", "__import__", "import_module", "globals", "settrace", "setprofile", "_getframe", "register_at_fork",
     "filterwarnings", "simplefilter", "catch_warnings", "errstate", "seterr", "setrecursionlimit", "breakpoint",
     "set_trace", "vars", "delattr", "disable", "basicConfig", "captureWarnings", "remove", "unlink", "rmtree")
)  # fmt: skip
ATTRIBUTES = frozenset(
    ("modules", "_exit", "excepthook", "unraisablehook", "environ", "getenv", "meta_path", "path_hooks")
)
WORDS = ("pytest", "unittest", "conftest", "testserver", "testclient", "arbase")
DUNDERS = frozenset(("__init__", "__name__", "__dict__", "__doc__", "__class__", "__file__", "__all__", "__version__"))
ENDINGS = frozenset(("SystemExit", "KeyboardInterrupt", "GeneratorExit"))


class EvasionGate(Gate):
    """A fix has no need of any of this; a patch that has is not judged further."""

    name = "evasion"

    def check(self, case: GateCase) -> GateResult:
        """Refuse at the first sign; what an earlier commit held is refused too, since it can be used all the same."""
        for file in case.files if not case.condition_put_back else ():
            if file.new is None:
                return self.refuses(f"{file.path} is not Python that can be read after the patch")
            for fault in (*_imports(file), *_calls(file), *_names(file), *_texts(case, file), *_dead(file)):
                return self.refuses(f"{file.path}: {fault}")
        return self.passes("the patch does not end the process, look for tests or switch code off")


def _reached(call: ast.Call) -> str:
    """The call as far as it says whose attribute it takes, whatever it stores there."""
    return " ".join(ast.dump(part) for part in (call.func, *call.args[:2]))


def _imports(file: ChangedFile) -> Iterator[str]:
    known = {module for node in _import_statements(file.old) for module in _modules(node)} if file.old else set()
    for node in file.fresh(_import_statements):
        for module in sorted((_modules(node) - known) & MODULES):
            yield f"line {node.lineno} imports {module}, of which no fix has need"
        if any(alias.name == "*" for alias in node.names):
            yield f"line {node.lineno} imports everything from a module"


def _import_statements(code: Code) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in code.statements if isinstance(node, ast.Import | ast.ImportFrom)]


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]} if not node.level else set()
    return {alias.name.partition(".")[0] for alias in node.names}


def _calls(file: ChangedFile) -> Iterator[str]:
    known = {dotted(node.func) for node in file.old.every(ast.Call)} if file.old else set()
    before = {_reached(node) for node in file.old.every(ast.Call)} if file.old else set()
    for call in file.fresh(lambda code: code.every(ast.Call)):
        name = called_name(call)
        if name in CALLS and dotted(call.func) not in known and not _on_own_data(call):
            yield f"line {call.lineno} calls `{name}`"
        computed = len(call.args) > 1 and not isinstance(call.args[1], ast.Constant)
        if computed and name in {"getattr", "setattr", "hasattr"} and _reached(call) not in before:
            yield f"line {call.lineno} takes an attribute whose name is computed"
    for raising in file.fresh(lambda code: code.every(ast.Raise)):
        raised = raising.exc.func if isinstance(raising.exc, ast.Call) else raising.exc
        if raised is not None and dotted(raised).rpartition(".")[2] in ENDINGS:
            yield f"line {raising.lineno} ends the process"
    for rebinding in file.fresh(lambda code: code.every(ast.Global)):
        yield f"line {rebinding.lineno} rebinds a global name"


def _on_own_data(call: ast.Call) -> bool:
    """`items.remove(x)` is a list's; `re.compile` a pattern: only the plain or the os-level call is meant."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = dotted(call.func.value)
    return call.func.attr in {"remove", "compile", "kill", "exit", "disable"} and owner not in {"os", "sys", "logging"}


def _names(file: ChangedFile) -> Iterator[str]:
    known = {_name(node) for node in _named(file.old)} if file.old else set()
    for node in file.fresh(_named):
        word = _name(node)
        if word in known:
            continue
        if word in ATTRIBUTES and isinstance(node, ast.Attribute):
            yield f"line {node.lineno} reaches for `{word}`"
        if word.startswith("__") and word.endswith("__") and word not in DUNDERS:
            yield f"line {node.lineno} reaches for `{word}`"


def _named(code: Code) -> list[ast.Attribute | ast.Name]:
    return [node for node in code.nodes if isinstance(node, ast.Attribute | ast.Name)]


def _name(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


def _texts(case: GateCase, file: ChangedFile) -> Iterator[str]:
    for node in file.fresh(lambda code: [item for item in code.every(ast.Constant) if isinstance(item.value, str)]):
        text = str(node.value)
        found = next((word for word in WORDS if word in text.lower()), "")
        if found:
            yield f"line {node.lineno} speaks of {found!r}: a fix must not know that it is being tested"
        if len(text) > 2 and text in _identifying(case):
            yield f"line {node.lineno} holds {text[:40]!r}, which is this very request's own data"


def _identifying(case: GateCase) -> set[str]:
    """Words of the trigger that a fix could recognise it by and that the code before never says."""
    trigger = case.lab.trigger
    path, _, query = trigger.target.partition("?")
    parts = {part for part in (*path.split("/"), *(pair.partition("=")[2] for pair in query.split("&"))) if part}
    values = {value for name, value in trigger.headers if name.lower() not in {"content-type", "accept", "host"}}
    return {word for word in parts | values if not case.repository.says(word)}


def _dead(file: ChangedFile) -> Iterator[str]:
    def tests(code: Code) -> list[ast.expr]:
        return [node.test for node in code.nodes if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert)]

    for test in file.fresh(tests):
        loops = isinstance(test, ast.Constant) and test.value is True and _is_loop(file, test)
        if _is_constant(test) and not loops:
            yield f"line {test.lineno} has the condition `{ast.unparse(test)}`, which is always the same"


def _is_loop(file: ChangedFile, test: ast.expr) -> bool:
    return file.new is not None and isinstance(file.new.parent(test), ast.While)


def _is_constant(test: ast.expr) -> bool:
    match test:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.Not()):
            return _is_constant(test.operand)
        case ast.BoolOp():
            return any(_is_constant(value) for value in test.values)
        case ast.Compare():
            alike = [ast.dump(test.left), *(ast.dump(item) for item in test.comparators)]
            constant = all(isinstance(item, ast.Constant) for item in (test.left, *test.comparators))
            return constant or len(set(alike)) == 1
    return False
