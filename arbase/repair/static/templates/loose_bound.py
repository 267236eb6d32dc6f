"""A bound that lets the length itself through: `if i > len(xs): return` in front of `xs[i]`.

The length is one more than the last index. Whether the guard is wrong or the index (which then counts from one) is told
by the program: a bound at 0, a count that begins at 0, or what the index is called.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.wording import singular
from arbase.workspace.tree import Function

NAME = "loose-bound"
_STRICT: dict[type[ast.cmpop], tuple[str, str]] = {ast.Gt: (">", ">="), ast.LtE: ("<=", "<")}
_TURNED: dict[type[ast.cmpop], tuple[str, str]] = {ast.Lt: ("<", "<="), ast.GtE: (">=", ">")}
_PLACES = frozenset("i j k idx ix index indices pos position offset cursor pointer ptr".split())
_FROM_ONE = re.compile(
    r"\b(?:from|at|with) (?:one|1)\b|\b(?:one|1)[- ]based\b"
    r"|\bfirst (?:one )?(?:is|has|being) (?:number |no\.? ?)?(?:one|1)\b",
    re.IGNORECASE,
)
# What people number: the first page is page 1.
_NUMBERED = frozenset("number no nr nth num page month day rank ordinal week chapter line row place".split())


class Bound(NamedTuple):
    """A comparison of the index with the length: where its operator stands, and the stricter one."""

    start: int
    end: int
    loose: str
    strict: str
    statement: ast.stmt


class LooseBound(Template):
    """Make the bound strict."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For an index that was exactly the length, which a test in the same function lets through."""
        node, function = context.crash.node, context.frame.function
        if context.crash.exception != "IndexError" or not isinstance(node, ast.Subscript) or function is None:
            return
        sequence, index = node.value, node.slice
        if isinstance(index, ast.Slice | ast.Constant) or not _is_the_length(context, sequence, index):
            return
        file = context.frame.file
        if counts_from_one(file, function, index, sequence) or not _counts_from_zero(context, function, index):
            return
        why = f"{file.segment(index)} may be the length of {file.segment(sequence)}, which is no index"
        for bound in _bounds(context, function, node):
            edit = Edit(bound.start, bound.end, bound.strict)
            yield edited(context, Idea(NAME, 0.93, f"{why}: {bound.loose} lets it through"), file, edit)
        yield from _clamped(context, function, node, why)


def _is_the_length(context: Context, sequence: ast.expr, index: ast.expr) -> bool:
    """As far as the run has shown it: what is put together of parts is not described."""
    length = context.crash.described(sequence).get("length")
    given = context.crash.described(index).get("repr")
    return length is None or given is None or given == str(length)


def _bounds(context: Context, function: Function, node: ast.Subscript) -> Iterator[Bound]:
    file = context.frame.file
    index, sequence = ast.dump(node.slice), file.segment(node.value)
    for test in ast.walk(function):
        if not isinstance(test, ast.Compare) or not _is_asked(file, test):
            continue
        statement = file.statement_of(test)
        if statement is None or test.lineno > node.lineno or _changes_between(file, function, statement, node):
            continue
        operands = [test.left, *test.comparators]
        for left, operator, right in zip(operands, test.ops, operands[1:], strict=False):
            known = None
            if ast.dump(left) == index and _is_length(file, function, right, sequence):
                known = _STRICT.get(type(operator))
            elif ast.dump(right) == index and _is_length(file, function, left, sequence):
                known = _TURNED.get(type(operator))
            if known is not None:
                start, end = file.span(left)[1], file.span(right)[0]
                found = re.search(re.escape(known[0]), file.text[start:end])
                if found is not None:
                    yield Bound(start + found.start(), start + found.end(), *known, statement)


def _is_asked(file: SourceFile, test: ast.expr) -> bool:
    """The comparison decides where the program goes on."""
    child: ast.AST = test
    for outer in file.ancestors(test):
        if isinstance(outer, ast.If | ast.While | ast.IfExp | ast.Assert):
            return outer.test is child
        if isinstance(outer, ast.comprehension):
            return any(one is child for one in outer.ifs)
        if isinstance(outer, ast.BoolOp):
            # What stands behind it is only reckoned where it holds, or where it does not.
            if not isinstance(file.parent(outer), ast.BoolOp | ast.UnaryOp | ast.If | ast.While | ast.IfExp):
                return outer.values[-1] is not child
        elif not (isinstance(outer, ast.UnaryOp) and isinstance(outer.op, ast.Not)):
            return False
        child = outer
    return False


def _is_length(file: SourceFile, function: Function, node: ast.expr, sequence: str) -> bool:
    """`len(xs)`, or a name whose only value that is."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[counted]):
            return file.segment(counted) == sequence
        case ast.Name(id=name):
            found = definitions(file, function, name) or definitions(file, None, name)
            value = found[0].value if len(found) == 1 else None
            return isinstance(value, ast.Call) and _is_length(file, function, value, sequence)
    return False


def _changes_between(file: SourceFile, function: Function, guard: ast.stmt, node: ast.Subscript) -> bool:
    """The index, or how much there is of the sequence, may be another one at the read than at the test."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    texts = {file.segment(node.value), file.segment(node.slice)}
    left = _branch_that_leaves(guard)
    for part in ast.walk(function):
        if not guard.lineno < getattr(part, "lineno", 0) < node.lineno or any(part is one for one in left):
            continue
        match part:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name in names:
                return True
            case ast.Attribute() | ast.Subscript() if isinstance(part.ctx, ast.Store | ast.Del):
                if file.segment(part) in texts or (isinstance(part.ctx, ast.Del) and last_name(part) in names):
                    return True
            case ast.Call(func=ast.Attribute(attr=attr, value=owner)) if file.segment(owner) in texts:
                if attr in ("append", "extend", "insert", "pop", "remove", "clear", "popleft", "appendleft"):
                    return True
    return False


def _branch_that_leaves(guard: ast.stmt) -> list[ast.AST]:
    """What runs only where the read is not reached, or what follows from the test itself."""
    if not isinstance(guard, ast.If):
        return []
    return [part for statement in guard.body for part in ast.walk(statement) if not guard.orelse]


def _clamped(context: Context, function: Function, node: ast.Subscript, why: str) -> Iterator[Draft]:
    """`i = min(i, len(xs))`: the last index is one less."""
    file, index = context.frame.file, node.slice
    if not isinstance(index, ast.Name):
        return
    for found in definitions(file, function, index.id)[-1:]:
        value = found.value
        if not isinstance(value, ast.Call) or last_name(value.func) != "min" or found.statement.lineno > node.lineno:
            continue
        for given in value.args:
            if _is_length(file, function, given, file.segment(node.value)):
                text = f"{file.segment(given)} - 1"
                yield edited(context, Idea(NAME, 0.9, why), file, replace(file, given, text))


def counts_from_one(file: SourceFile, function: Function, index: ast.expr, sequence: ast.expr) -> bool:
    """The first one is 1: by a bound, by the docstring, by name, or since the same is read with `- 1` elsewhere."""
    text, name = ast.unparse(index), last_name(index).lower()
    if _FROM_ONE.search(ast.get_docstring(function) or "") or set(name.split("_")) & _NUMBERED:
        return True
    for node in ast.walk(file.tree):
        match node:
            case ast.Subscript(value=value, slice=ast.BinOp(op=ast.Sub(), right=ast.Constant(value=1))):
                if ast.dump(value) == ast.dump(sequence):
                    return True
            case (
                ast.Call(func=ast.Name(id="enumerate"), args=[_, ast.Constant(value=1)])
                | ast.Call(func=ast.Name(id="enumerate"), keywords=[ast.keyword(value=ast.Constant(value=1))])
            ):
                # What people are shown is numbered so; the place that they name is one of these numbers.
                return True
            case ast.arg(arg=given, annotation=ast.expr() as declared) if given == name and _is_at_least_one(declared):
                return True
    defaults = [*function.args.defaults, *(item for item in function.args.kw_defaults if item is not None)]
    if any(_is_at_least_one(item) for item in defaults):
        return True
    return any(_limit(test, text) == 1 for test in ast.walk(function) if isinstance(test, ast.Compare))


def _is_at_least_one(declared: ast.expr) -> bool:
    """`Path(ge=1)`, `Annotated[int, Query(ge=1)]`, `conint(gt=0)`."""
    words = [
        part for part in ast.walk(declared) if isinstance(part, ast.keyword) and isinstance(part.value, ast.Constant)
    ]
    return any((word.arg, getattr(word.value, "value", None)) in (("ge", 1), ("gt", 0)) for word in words)


def _limit(test: ast.Compare, text: str) -> int | None:
    """The least value that a comparison asks for: 0 of `i < 0` and `0 <= i`, 1 of `i < 1`, `i > 0` and `i == 0`."""
    operands = [test.left, *test.comparators]
    for left, operator, right in zip(operands, test.ops, operands[1:], strict=False):
        turned = ast.unparse(right) == text
        other = left if turned else right
        if not (turned or ast.unparse(left) == text) or not isinstance(other, ast.Constant):
            continue
        if not isinstance(other.value, int):
            continue
        exact, past = (ast.Gt, ast.LtE) if turned else (ast.Lt, ast.GtE)
        beyond = (ast.Lt, ast.GtE) if turned else (ast.Gt, ast.LtE)
        if isinstance(operator, exact | past):
            return int(other.value)
        if isinstance(operator, beyond):
            return int(other.value) + 1
    return None


def _counts_from_zero(context: Context, function: Function, index: ast.expr) -> bool:
    """A bound at 0, a value 0 that the program gives to what has this name, or a name of a place or a count."""
    text, name = ast.unparse(index), last_name(index)
    if isinstance(index, ast.BinOp):
        return True  # `i + 1`: reckoned as an index already
    if any(_limit(test, text) == 0 for test in ast.walk(function) if isinstance(test, ast.Compare)):
        return True
    word = name.lower().rpartition("_")[2]
    if word in _PLACES or (len(word) > 3 and singular(word) != word and not word.endswith(("ss", "us", "is"))):
        return True
    return any(_begins(node, name) for file in context.codebase.sources for node in file.nodes)


def _begins(node: ast.AST, name: str) -> bool:
    """The name is given 0, or the count of a loop that begins there."""
    match node:
        case ast.Assign(targets=targets, value=ast.Constant(value=0)):
            return any(last_name(one) == name for one in targets)
        case ast.AnnAssign(target=target, value=ast.Constant(value=0)):
            return last_name(target) == name
        case ast.keyword(arg=word, value=ast.Constant(value=0)):
            return word == name
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return any(
                isinstance(key, ast.Constant)
                and key.value == name
                and isinstance(value, ast.Constant)
                and value.value == 0
                for key, value in pairs
            )
        case ast.For(target=target, iter=source) | ast.comprehension(target=target, iter=source):
            counted = isinstance(target, ast.Tuple) and last_name(target.elts[0]) == name
            return (
                counted
                and isinstance(source, ast.Call)
                and last_name(source.func) == "enumerate"
                and (len(source.args) == 1 and not source.keywords)
            )
    return False
