"""Operators: another comparison, arithmetic, logic; operands swapped, dropped or negated."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from arbase.repair.static.mutation.interface import Mutation, Scope, grouped, present

COMPARISONS = {
    "<": {"<=": 1.0, ">": 0.6, ">=": 0.5, "!=": 0.3, "==": 0.2},
    "<=": {"<": 1.0, ">=": 0.6, ">": 0.5, "==": 0.3, "!=": 0.2},
    ">": {">=": 1.0, "<": 0.6, "<=": 0.5, "!=": 0.3, "==": 0.2},
    ">=": {">": 1.0, "<=": 0.6, "<": 0.5, "==": 0.3, "!=": 0.2},
    "==": {"!=": 0.7, "<=": 0.4, ">=": 0.4, "<": 0.25, ">": 0.25},
    "!=": {"==": 0.7, "<": 0.25, ">": 0.25},
    "in": {"not in": 0.6, "==": 0.2},
    "not in": {"in": 0.6},
    "is": {"is not": 0.5},
    "is not": {"is": 0.5},
}
ARITHMETIC = {
    "+": {"-": 0.8, "*": 0.5, "//": 0.15, "%": 0.15},
    "-": {"+": 0.8, "*": 0.2, "//": 0.1, "%": 0.2},
    "*": {"+": 0.5, "/": 0.4, "//": 0.4, "**": 0.4, "-": 0.15, "%": 0.15},
    "/": {"//": 0.6, "*": 0.5, "%": 0.4},
    "//": {"/": 0.6, "%": 0.6, "*": 0.4},
    "%": {"//": 0.6, "/": 0.4, "*": 0.2, "+": 0.1, "-": 0.15},
    "**": {"*": 0.5, "//": 0.1},
    "&": {"|": 0.7, "^": 0.6},
    "|": {"&": 0.7, "^": 0.6, "-": 0.15},
    "^": {"&": 0.7, "|": 0.6},
    "<<": {">>": 0.6},
    ">>": {"<<": 0.6},
}
_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip


def operators(scope: Scope) -> Iterator[Mutation]:
    """All mutations of operators and their operands."""
    for node in scope.expressions:
        match node:
            case ast.Compare():
                yield from _compared(scope, node)
            case ast.BinOp():
                yield from _computed(scope, node)
            case ast.BoolOp():
                yield from _joined(scope, node)
            case ast.UnaryOp():
                yield scope.replace(node, scope.text(node.operand), "negation", 0.5)
    for statement in scope.statements:
        if isinstance(statement, ast.AugAssign):
            yield from _augmented(scope, statement)
        if isinstance(statement, ast.If | ast.While):
            yield from _tested(scope, statement.test)
    for node in scope.expressions:
        for loop in getattr(node, "generators", ()):
            yield from _filtered(scope, loop)
        if isinstance(node, ast.IfExp):
            yield from _tested(scope, node.test)
            yield scope.swap(node.body, node.orelse, "swapped branches", 0.4)


def _filtered(scope: Scope, loop: ast.comprehension) -> Iterator[Mutation]:
    """The condition of a comprehension, or one that was forgotten."""
    for test in loop.ifs:
        yield from _tested(scope, test)
    if not loop.ifs and isinstance(loop.target, ast.Name):
        name = loop.target.id
        for condition in (f"{name} > 0", name, f"{name} % 2 == 0", f"{name} % 2 != 0", *scope.conditions):
            yield scope.replace(loop.iter, f"{grouped(scope, loop.iter)} if {condition}", "missing filter", 0.2)


def _compared(scope: Scope, node: ast.Compare) -> Iterator[Mutation]:
    operands = [node.left, *node.comparators]
    for number, op in enumerate(node.ops):
        left, right = operands[number], operands[number + 1]
        own = _SYMBOLS[type(op)]
        for other, weight in COMPARISONS[own].items():
            # The parts of a chain go one way: `a <= b >= c` is hardly meant.
            turned = len(node.ops) > 1 and own[0] in "<>" and other[0] != own[0]
            yield from present([scope.between(left, right, other, "comparison", (0.3 if turned else 1.0) * weight)])
    if len(node.ops) == 1:
        yield scope.swap(node.left, node.comparators[0], "swapped comparison", 0.3)
        # An emptiness or a first step that was forgotten: `== 0` is `<= 1`.
        bound = node.comparators[0]
        if isinstance(node.ops[0], ast.Eq) and isinstance(bound, ast.Constant) and type(bound.value) is int:
            text = scope.text(node.left)
            yield scope.replace(node, f"{text} <= {bound.value + 1}", "comparison and bound", 0.4)
            yield scope.replace(node, f"{text} < {bound.value + 1}", "comparison and bound", 0.2)


def _computed(scope: Scope, node: ast.BinOp) -> Iterator[Mutation]:
    symbol = _SYMBOLS.get(type(node.op), "")
    step = isinstance(node.right, ast.Constant) and node.right.value == 1
    for other, weight in ARITHMETIC.get(symbol, {}).items():
        # `+ 1` for `- 1` is off by two.
        less = 0.75 if step and {symbol, other} == {"+", "-"} else 1.0
        yield from present([scope.between(node.left, node.right, other, "arithmetic", less * weight)])
    if ast.dump(node.left) != ast.dump(node.right):
        weight = 0.2 if isinstance(node.op, ast.Mult | ast.BitAnd | ast.BitOr | ast.BitXor) else 0.6
        weight = 1.0 if _rejoined(node) else weight
        second, first = grouped(scope, node.left), grouped(scope, node.right)
        start, end = scope.file.span(node.left)[1], scope.file.span(node.right)[0]
        yield scope.replace(
            node, f"{first}{scope.file.text[start:end].strip('()')}{second}", "swapped operands", weight
        )
    yield scope.replace(node, scope.text(node.left), "dropped operand", 0.4)
    yield scope.replace(node, scope.text(node.right), "dropped operand", 0.4)
    yield from _of_three(scope, node)
    # Where brackets are missing: a + b * c against (a + b) * c.
    for inner, outer in ((node.left, node.right), (node.right, node.left)):
        if isinstance(inner, ast.BinOp) and symbol:
            own = _SYMBOLS.get(type(inner.op), "")
            before, behind, other = scope.text(inner.left), scope.text(inner.right), scope.text(outer)
            if inner is node.left:
                yield scope.replace(node, f"{before} {own} ({behind} {symbol} {other})", "precedence", 0.4)
            else:
                yield scope.replace(node, f"({other} {symbol} {before}) {own} {behind}", "precedence", 0.4)


def _of_three(scope: Scope, node: ast.BinOp) -> Iterator[Mutation]:
    """One or two operands of three: a + b + c is a + c or a; that a + b may be left is told elsewhere."""
    first = node.left
    if not isinstance(first, ast.BinOp):
        return
    sign = scope.file.text[scope.file.span(first.left)[1] : scope.file.span(first.right)[0]]
    last = scope.file.text[scope.file.span(first)[1] : scope.file.span(node.right)[0]]
    left, right = scope.text(first.left), scope.text(node.right)
    yield scope.replace(node, f"{left}{sign}{right}", "dropped operand", 0.4)
    if last.strip() == sign.strip():
        yield scope.replace(node, left, "dropped operand", 0.3)


def _rejoined(node: ast.BinOp) -> bool:
    """`a[:n] + a[n:]`, which is `a` again and so can hardly be meant."""
    left, right = node.left, node.right
    if not (isinstance(left, ast.Subscript) and isinstance(right, ast.Subscript) and isinstance(node.op, ast.Add)):
        return False
    one, other = left.slice, right.slice
    if not (isinstance(one, ast.Slice) and isinstance(other, ast.Slice)) or one.lower or other.upper:
        return False
    if one.upper is None or other.lower is None:
        return False
    return ast.dump(left.value) == ast.dump(right.value) and ast.dump(one.upper) == ast.dump(other.lower)


def _joined(scope: Scope, node: ast.BoolOp) -> Iterator[Mutation]:
    other = "or" if isinstance(node.op, ast.And) else "and"
    if len(node.values) > 2:
        whole = [scope.between(*pair, other, "and/or", 0.6) for pair in itertools.pairwise(node.values)]
        edits = [edit for one in whole if one is not None for edit in one.edits]
        if len(edits) == len(node.values) - 1:
            yield Mutation(tuple(edits), "and/or", 0.6, node.lineno)
    for left, right in zip(node.values, node.values[1:], strict=False):
        yield from present([scope.between(left, right, other, "and/or", 0.6)])
    word = "and" if isinstance(node.op, ast.And) else "or"
    for dropped in node.values:
        rest = [grouped(scope, value) if isinstance(value, ast.BoolOp) else scope.text(value) for value in node.values]
        del rest[node.values.index(dropped)]
        yield scope.replace(node, f" {word} ".join(rest), "dropped condition", 0.45)
    for value in node.values:
        yield scope.replace(value, f"not {grouped(scope, value)}", "negation", 0.4)


def _augmented(scope: Scope, statement: ast.AugAssign) -> Iterator[Mutation]:
    symbol = _SYMBOLS.get(type(statement.op), "")
    target, value = scope.text(statement.target), scope.text(statement.value)
    for other, weight in ARITHMETIC.get(symbol, {}).items():
        yield scope.replace(statement, f"{target} {other}= {value}", "arithmetic", weight)
    yield scope.replace(statement, f"{target} = {value}", "assignment", 0.4)
    yield scope.replace(statement, f"{target} = {value} {symbol} {target}", "swapped operands", 0.3)


def _tested(scope: Scope, test: ast.expr) -> Iterator[Mutation]:
    """A condition that is negated, widened, narrowed or replaced."""
    text = grouped(scope, test)
    if not isinstance(test, ast.UnaryOp):
        yield scope.replace(test, f"not {text}", "negation", 0.5)
    plain = scope.text(test)
    whole = f"({plain})" if isinstance(test, ast.BoolOp | ast.IfExp | ast.Lambda) else plain
    for condition in scope.conditions:
        if condition == plain:
            continue
        base = 0.4 if condition.startswith("not ") or " is " in condition else 0.3
        if isinstance(test, ast.Constant):
            yield scope.replace(test, condition, "condition for a constant", 0.6)
            continue
        # Before what is there, where it guards it; behind it else.
        for word in ("or", "and"):
            yield scope.replace(test, f"{condition} {word} {whole}", "further condition", base)
            yield scope.replace(test, f"{whole} {word} {condition}", "further condition", base)
        yield scope.replace(test, condition, "other condition", 0.15)
