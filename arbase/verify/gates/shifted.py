"""Gate 6, continued: an index that is made one less everywhere, since it was one too far once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.errors import ReplayError
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import last_name
from arbase.workspace.tree import Function

# No sequence is as long: an index below 0 into this range becomes one that no sequence has.
ENDLESS = "range(1 << 62)"
FROM_ONE = re.compile(
    r"\b(?:from|at|with) (?:one|1)\b|\b(?:one|1)[- ]based\b|\bfirst (?:is|has) (?:one|1)\b", re.IGNORECASE
)
# What people number: the first page is page 1.
NUMBERED = frozenset("number no nr nth num page month day rank ordinal chapter line row place".split())


class ShiftedIndexGate(Gate):
    """`xs[i - 1]` in the place of `xs[i]` reads something else for every `i`, not only for the one that was too far.

    That is right where things are numbered from one. Where a test of the same function lets the length through, the
    test is wrong; where other indexes were read before, or the first one is 0, they meant what they said.
    """

    name = "index shifted"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a shift that a guard, an earlier read or an index of 0 speaks against. Tests of values say more."""
        if case.restored or case.lab.runs_tests or not case.crash.exception.endswith("IndexError"):
            return self.passes("no index was too far, or tests check what is read")
        for file in case.files:
            for base, read in _shifts(file):
                if _numbered_from_one(case, file, base, read):
                    continue
                try:
                    fault = (
                        _lenient(file, base, read) or _first_read(case, file, base, read) or _wraps(case, file, read)
                    )
                except ReplayError:
                    fault = "what it reads could not be watched"
                if fault:
                    return self.refuses(f"{file.path}: `{ast.unparse(read)[:60]}`: {fault}")
        return self.passes("no index is shifted that was right before")


def _shifts(file: ChangedFile) -> Iterator[tuple[ast.expr, ast.Subscript]]:
    """The index as it was, and the new read of what stands one before."""
    gone = {ast.dump(one) for one in file.gone(lambda code: code.every(ast.Subscript))}
    for read in file.fresh(lambda code: code.every(ast.Subscript)):
        match read.slice:
            case ast.BinOp(left=base, op=ast.Sub(), right=ast.Constant(value=1)):
                if ast.dump(ast.Subscript(read.value, base, read.ctx)) in gone:
                    yield base, read


def _numbered_from_one(case: GateCase, file: ChangedFile, base: ast.expr, read: ast.Subscript) -> bool:
    """A bound at 1, a count from 1, the docstring, or the same things read so elsewhere."""
    function = file.new.function_of(read) if file.new else None
    if function is not None:
        if FROM_ONE.search(ast.get_docstring(function) or ""):
            return True
        text = ast.unparse(base)
        if any(_asks_for_one(node, text) or _counts_from_one(node, text) for node in ast.walk(function)):
            return True
    owner = ast.dump(read.value)
    return any(_is_one_before(node) and ast.dump(node.value) == owner
               for code in case.repository.codes.values() for node in code.every(ast.Subscript))  # fmt: skip


def _is_one_before(node: ast.Subscript) -> bool:
    match node.slice:
        case ast.BinOp(left=left, op=ast.Sub(), right=ast.Constant(value=1)):
            return not (isinstance(left, ast.Call) and last_name(left.func) == "len")
    return False


def _asks_for_one(node: ast.AST, text: str) -> bool:
    """`i < 1`, `1 <= i`, `i == 0`, `not i`."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not):
        return ast.unparse(node.test.operand) == text
    if not isinstance(node, ast.Compare):
        return False
    operands = [node.left, *node.comparators]
    for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
        word = f"{ast.unparse(left)} {type(operator).__name__} {ast.unparse(right)}"
        if word in (f"{text} Lt 1", f"{text} GtE 1", f"1 LtE {text}", f"1 Gt {text}", f"{text} LtE 0", f"{text} Gt 0",
                    f"0 Lt {text}", f"0 GtE {text}", f"{text} Eq 0"):  # fmt: skip
            return True
    return False


def _counts_from_one(node: ast.AST, text: str) -> bool:
    if not isinstance(node, ast.For | ast.comprehension) or not isinstance(node.iter, ast.Call):
        return False
    called, given = last_name(node.iter.func), node.iter.args
    if called == "range" and len(given) > 1:
        return ast.unparse(node.target) == text and ast.unparse(given[0]) == "1"
    if called == "enumerate" and isinstance(node.target, ast.Tuple):
        start = [*given[1:], *(word.value for word in node.iter.keywords)]
        return ast.unparse(node.target.elts[0]) == text and [ast.unparse(one) for one in start] == ["1"]
    return False


def _lenient(file: ChangedFile, base: ast.expr, read: ast.Subscript) -> str:
    """A test that lets the length through: it is one too lenient for the index as it was."""
    function = file.new.function_of(read) if file.new else None
    for node in ast.walk(function) if function is not None else ():
        if not isinstance(node, ast.Compare) or node.lineno > read.lineno:
            continue
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            ahead = isinstance(operator, ast.Gt | ast.LtE) and ast.dump(left) == ast.dump(base)
            behind = isinstance(operator, ast.Lt | ast.GtE) and ast.dump(right) == ast.dump(base)
            if (ahead and _is_length(function, right, read.value)) or (
                behind and _is_length(function, left, read.value)
            ):
                return f"the test `{ast.unparse(node)[:60]}` is what lets the length through"
    return ""


def _is_length(function: Function | None, node: ast.expr, sequence: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[counted]):
            return ast.dump(counted) == ast.dump(sequence)
        case ast.Name(id=name) if function is not None:
            for part in ast.walk(function):
                match part:
                    case ast.Assign(targets=[ast.Name(id=bound)], value=ast.Call() as value) if bound == name:
                        return _is_length(None, value, sequence)
    return False


def _first_read(case: GateCase, file: ChangedFile, base: ast.expr, read: ast.Subscript) -> str:
    """Before the crash another index was read at the same place, in the same run."""
    text = ast.unparse(base)
    if set(last_name(base).lower().split("_")) & NUMBERED or file.old is None:
        return ""
    wanted = ast.dump(ast.Subscript(read.value, base, read.ctx))
    place = next((one for one in file.old.every(ast.Subscript) if ast.dump(one) == wanted), None)
    known = _repr(case.crash.variables, text)
    if place is None or not known:
        return ""
    probe = _with_index(file.before, place, "({}) + (1 << 62)")
    (row,) = case.lab.try_out(({file.path: probe},), (case.lab.trigger,))
    raised = row[0].raised
    first = _repr(raised.variables, text) if raised is not None and raised.exception.endswith("IndexError") else ""
    return (
        f"{text} was {first} before it was {known}, and nothing says that it counts from one"
        if (first and first != known)
        else ""
    )


def _repr(variables: object, text: str) -> str:
    described = variables.get(text) if isinstance(variables, dict) else None
    return str(described.get("repr", "")) if isinstance(described, dict) else ""


def _wraps(case: GateCase, file: ChangedFile, read: ast.Subscript) -> str:
    """With the patch some run reads the element in front of the first, which is the last."""
    probe = _with_index(file.after, read, f"{ENDLESS}[{{}}]")
    after = case.lab.after(case.overlay)
    (row,) = case.lab.try_out(({**case.overlay, file.path: probe},), case.lab.stimuli)
    for stimulus, usual, probed in zip(case.lab.stimuli, after, row, strict=True):
        if not answers.failed(stimulus, usual) and (answers.failed(stimulus, probed) or usual.status != probed.status):
            return "it is the last element, since the index was 0 in a run"
    return ""


def _with_index(text: str, read: ast.Subscript, shape: str) -> str:
    """The text with one index written anew; `shape` has the place of the old one."""
    lines = text.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        before = sum(len(one) for one in lines[: line - 1])
        return before + len(lines[line - 1].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))

    index = read.slice
    start = offset(index.lineno, index.col_offset)
    end = offset(index.end_lineno or index.lineno, index.end_col_offset or index.col_offset)
    return text[:start] + shape.format(text[start:end]) + text[end:]
