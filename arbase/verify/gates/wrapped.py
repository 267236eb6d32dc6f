"""Gate 6, continued: the element before the first is not the last."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name
from arbase.workspace.tree import FUNCTIONS, Function

# What counts from 0, or answers 0 for a place at the very beginning.
FROM_ZERO = frozenset(
    "bisect bisect_left bisect_right searchsorted find rfind index count len weekday randrange argmin argmax".split()
)
MAX_DEPTH = 3


class WrappedGate(Gate):
    """`x[i - 1]` of an `i` that may be 0 reads the last element in silence: a wrong value in the place of a crash."""

    name = "wraps round"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first index that the patch takes below 0 unasked. Tests that check values say more than this."""
        if case.restored or case.lab.runs_tests:
            return self.passes("the patch goes back to how it was, or tests check what it reads")
        for file in case.files:
            for fault in _wrapped(case, file):
                return self.refuses(f"{file.path}: {fault}")
        return self.passes("no index is taken below 0")


def _wrapped(case: GateCase, file: ChangedFile) -> Iterator[str]:
    code = file.new
    if code is None:
        return
    for read in file.fresh(lambda source: source.every(ast.Subscript)):
        base = _shifted(read.slice)
        if base is None or not isinstance(read.ctx, ast.Load) or _is_its_length(read, base):
            continue
        if _may_be_zero(case, code, base, 0) and not _is_asked(code, read, base, below=False):
            yield _told(read, base)
    for assigned in file.fresh(lambda source: source.every(ast.Assign)):
        base, target = _shifted(assigned.value), assigned.targets[0]
        if base is None or not isinstance(target, ast.Name) or not _may_be_zero(case, code, base, 0):
            continue
        for read in _reads(code, assigned, target.id):
            asked = _is_asked(code, read, base, below=False) or _is_asked(code, read, target, below=True)
            if not asked and not _is_its_length(read, base):
                yield _told(read, base)


def _told(read: ast.Subscript, base: ast.expr) -> str:
    where = f"`{ast.unparse(read)[:60]}` at line {read.lineno}"
    return f"{where} is the last element where `{ast.unparse(base)[:60]}` is 0, and nothing asks for that"


def _shifted(index: ast.expr) -> ast.expr | None:
    """The `i` of `i - 1`."""
    match index:
        case ast.BinOp(left=base, op=ast.Sub(), right=ast.Constant(value=int() as step)) if step > 0:
            return base
        case ast.NamedExpr(value=value):
            return _shifted(value)
    return None


def _is_its_length(read: ast.Subscript, base: ast.expr) -> bool:
    """`x[len(x) - 1]`: of nothing there is no last one either."""
    match base:
        case ast.Call(func=ast.Name(id="len"), args=[counted]):
            return ast.dump(counted) == ast.dump(read.value)
    return False


def _reads(code: Code, assigned: ast.Assign, name: str) -> Iterator[ast.Subscript]:
    """Where the name is an index below its assignment, in the same function."""
    function = code.function_of(assigned)
    for node in ast.walk(function if function is not None else code.tree):
        match node:
            case ast.Subscript(slice=ast.Name(id=index), ctx=ast.Load()) if index == name:
                if node.lineno > assigned.lineno:
                    yield node


def _may_be_zero(case: GateCase, code: Code, base: ast.expr, depth: int) -> bool:
    """The program shows that the value may be 0; of what comes from outside nothing is known."""
    match base:
        case _ if depth > MAX_DEPTH:
            return False
        case ast.Constant(value=value):
            return value == 0
        case ast.Call():
            return called_of(base) in FROM_ZERO
        case ast.BinOp(op=ast.Mod() | ast.FloorDiv()):
            return True
        case ast.Name():
            return any(_may_be_zero(case, *one, depth + 1) for one in _values(case, code, base))
    return False


def called_of(call: ast.Call) -> str:
    """The name of what is called itself: `len` of `len(row)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else called_name(call)


def _values(case: GateCase, code: Code, name: ast.Name) -> Iterator[tuple[Code, ast.expr]]:
    """What gives the name its value: assignments, loops, arguments of calls."""
    function = code.function_of(name)
    for node in ast.walk(function if function is not None else code.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name.id:
                yield code, value
            case ast.NamedExpr(target=ast.Name(id=target), value=value) if target == name.id:
                yield code, value
            case ast.For(target=target, iter=source) | ast.comprehension(target=target, iter=source):
                first = _first(target, source, name.id)
                if first is not None:
                    yield code, first
    if function is not None:
        yield from _given(case, function, name.id)


def _first(target: ast.expr, source: ast.expr, name: str) -> ast.expr | None:
    """What a counting loop begins with."""
    match target, source:
        case ast.Name(id=bound), ast.Call(func=ast.Name(id="range"), args=[_]) if bound == name:
            return ast.Constant(0)
        case ast.Name(id=bound), ast.Call(func=ast.Name(id="range"), args=[start, _, *_]) if bound == name:
            return start
        case ast.Tuple(elts=[ast.Name(id=bound), _]), ast.Call(func=ast.Name(id="enumerate"), args=given) as call:
            words = [word.value for word in call.keywords if word.arg == "start"]
            return [*given[1:], *words, ast.Constant(0)][0] if bound == name else None
    return None


def _given(case: GateCase, function: Function, name: str) -> Iterator[tuple[Code, ast.expr]]:
    """The arguments that calls in the repository pass for a parameter."""
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args) if item.arg not in ("self", "cls")]
    if name not in names:
        return
    place = names.index(name)
    for code in case.repository.codes.values():
        for call in code.every(ast.Call):
            if called_of(call) == function.name:
                yield from ((code, word.value) for word in call.keywords if word.arg == name)
                if place < len(call.args):
                    yield code, call.args[place]


def _is_asked(code: Code, read: ast.Subscript, subject: ast.expr, *, below: bool) -> bool:
    """A condition around the read, or one above it that leaves, tells the beginning apart."""
    function = code.function_of(read)
    tests: list[ast.expr] = []
    for outer in code.ancestors(read):
        if isinstance(outer, FUNCTIONS):
            break
        tests += [outer.test] if isinstance(outer, ast.If | ast.IfExp | ast.While) else []
        tests += outer.values if isinstance(outer, ast.BoolOp) else []
        tests += [test for one in getattr(outer, "generators", ()) for test in one.ifs]
    for node in ast.walk(function if function is not None else code.tree):
        if isinstance(node, ast.Assert | ast.If) and node.lineno < read.lineno:
            left = isinstance(node, ast.Assert) or isinstance(
                node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break | ast.Assign
            )
            tests += [node.test] if left else []
    text = ast.unparse(subject)
    return any(_tells(part, text, read, below=below) for test in tests for part in _conditions(test))


def _conditions(test: ast.expr) -> Iterator[ast.expr]:
    """The parts of a condition that hold or do not by themselves."""
    if isinstance(test, ast.BoolOp):
        for value in test.values:
            yield from _conditions(value)
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from _conditions(test.operand)
    else:
        yield test


def _tells(test: ast.AST, subject: str, read: ast.Subscript, *, below: bool) -> bool:
    match test:
        case ast.Name() | ast.Call() if not below:
            return ast.unparse(test) == subject
        case ast.Compare(left=left, ops=[operator, *_], comparators=[right, *_]):
            first = f"{ast.unparse(read.value)}[0]"
            if any(ast.unparse(part) == first for part in ast.walk(test) if isinstance(part, ast.Subscript)):
                return True
            if ast.unparse(right) == subject:
                left, right, operator = right, left, _turned(operator)
            number = ast.unparse(right)
            bound = {"Lt": 1, "GtE": 1, "LtE": 0, "Gt": 0, "Eq": 0, "NotEq": 0}.get(type(operator).__name__)
            wanted = None if bound is None else bound - 1 if below else bound
            return ast.unparse(left) == subject and wanted is not None and number == str(wanted)
    return False


def _turned(operator: ast.cmpop) -> ast.cmpop:
    """The comparison with its sides exchanged."""
    pairs: tuple[tuple[type[ast.cmpop], ast.cmpop], ...] = (
        (ast.Lt, ast.Gt()), (ast.Gt, ast.Lt()), (ast.LtE, ast.GtE()), (ast.GtE, ast.LtE()),
    )  # fmt: skip
    return dict(pairs).get(type(operator), operator)
