"""Statements: missing guards, steps and assignments; needless, swapped or wrongly nested ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, delete, insert_after, insert_before
from arbase.repair.static.mutation.interface import Mutation, Scope

LOOPS = (ast.For, ast.While, ast.AsyncFor)
COMPOUND = (ast.If, ast.For, ast.While, ast.AsyncFor, ast.Try, ast.With, ast.AsyncWith, ast.FunctionDef, ast.Match)


def statements(scope: Scope) -> Iterator[Mutation]:
    """All mutations of whole statements."""
    for statement in scope.statements:
        yield from _removed(scope, statement)
        yield from _inserted(scope, statement)
        yield from _moved(scope, statement)
        yield from _returned(scope, statement)
        yield from _branches(scope, statement)
    yield from _guards(scope)
    yield from _ended(scope)


def _removed(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    gone = delete(scope.file, statement)
    if gone is not None and not isinstance(statement, ast.FunctionDef | ast.ClassDef):
        weight = 0.4 if isinstance(statement, ast.Expr | ast.AugAssign | ast.If | ast.Break | ast.Continue) else 0.2
        yield Mutation((gone,), "needless statement", weight, statement.lineno)
    elif gone is None and len(scope.file.block_of(statement)) == 1 and isinstance(statement, ast.Expr | ast.AugAssign):
        yield scope.replace(statement, "pass", "needless statement", 0.15)
    if isinstance(statement, ast.Break):
        yield scope.replace(statement, "continue", "loop control", 0.5)
    if isinstance(statement, ast.Continue):
        yield scope.replace(statement, "break", "loop control", 0.5)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield) and statement.value.value is not None:
        value = statement.value.value
        yield scope.replace(statement, f"yield from {scope.text(value)}", "yield", 0.5)
        if isinstance(value, ast.Call):
            for argument in value.args:
                yield scope.replace(value, scope.text(argument), "needless call", 0.45)


def _inserted(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """Steps that were forgotten, in front of a statement or behind it."""
    for line, weight in _steps(scope, statement):
        before = insert_before(scope.file, statement, [line])
        if before is not None:
            yield Mutation((before,), "missing statement", weight, statement.lineno)
        if scope.file.block_of(statement)[-1] is statement and not isinstance(statement, ast.Return | ast.Raise):
            after = insert_after(scope.file, statement, [line])
            if after is not None:
                yield Mutation((after,), "missing statement", weight, statement.end_lineno or statement.lineno)


def _steps(scope: Scope, statement: ast.stmt) -> Iterator[tuple[str, float]]:
    stored = {node.id for node in scope.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    looped = any(isinstance(outer, LOOPS) for outer in scope.file.ancestors(statement))
    for name in scope.names:
        if name in scope.containers:
            continue
        # What a loop gives its value is seldom given another one.
        likely = 0.3 if name in scope.loop_targets else 1.0
        if name in stored and looped:
            yield f"{name} += 1", 0.35 * likely
            yield f"{name} -= 1", 0.25 * likely
            yield f"{name} = 0", 0.15 * likely
        for other in scope.names:
            if other != name:
                yield f"{name} = {other}", likely * (0.3 if name in stored else 0.2)
    yield from _filled(scope, statement)
    if looped:
        yield "break", 0.25
        yield "continue", 0.2


def _filled(scope: Scope, statement: ast.stmt) -> Iterator[tuple[str, float]]:
    """What is put into a container as it is done elsewhere in the function, or in the plainest way."""
    near = scope.names_at(statement)
    kinds: dict[str, str] = {}
    for node in scope.nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "add" as adds)):
                kinds[name] = str(adds)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List()):
                kinds.setdefault(name, "append")
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="set"))):
                kinds[name] = "add"
    for name, method in kinds.items():
        for other in scope.names:
            if other != name:
                yield f"{name}.{method}({other})", 0.35 if other in near else 0.15
                if other in scope.containers:
                    yield f"{name}.{method}({other}[-1])", 0.2
                    yield f"{name}.{method}({other}[0])", 0.15


def _branches(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """What is done either way, the other way round; a single step each."""
    if isinstance(statement, ast.If) and len(statement.body) == len(statement.orelse) == 1:
        one, other = statement.body[0], statement.orelse[0]
        if not isinstance(one, COMPOUND) and not isinstance(other, COMPOUND):
            yield scope.swap(one, other, "swapped branches", 0.5)
    elif isinstance(statement, ast.If) and not statement.orelse:
        for line, weight in _steps(scope, statement):
            edit = insert_after(scope.file, statement, ["else:", f"\t{line}"])
            if edit is not None:
                yield Mutation((edit,), "missing branch", 0.8 * weight, statement.end_lineno or statement.lineno)


def _moved(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """Two neighbours the other way round; the last statement of a block one level further out or in."""
    file = scope.file
    block = file.block_of(statement)
    place = next((number for number, one in enumerate(block) if one is statement), 0)
    if place + 1 < len(block) and file.starts_line(statement) and file.starts_line(block[place + 1]):
        follower = block[place + 1]
        yield scope.swap(statement, follower, "swapped statements", 0.3)
        # `for ...: ...` and then `return`: the return belongs into the loop, or the other way round.
        if isinstance(statement, (*LOOPS, ast.If)) and place + 2 == len(block):
            yield from _shifted(scope, follower, statement.body[0])
    parent = file.parent(statement)
    nested = isinstance(parent, (*LOOPS, ast.If)) and statement in parent.body
    if nested and isinstance(parent, ast.stmt) and place > 0 and block[-1] is statement:
        yield from _shifted(scope, statement, parent)


def _shifted(scope: Scope, statement: ast.stmt, model: ast.stmt) -> Iterator[Mutation]:
    """A simple statement at the indentation of another one."""
    file = scope.file
    if statement.lineno != statement.end_lineno or not file.starts_line(statement) or not file.starts_line(model):
        return
    start = file.line_start(statement.lineno)
    edit = Edit(start, start + len(file.indent(statement)), file.indent(model))
    yield Mutation((edit,), "wrong level", 0.5, statement.lineno)


def _returned(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """Other values that a function may give back."""
    if not isinstance(statement, ast.Return) or statement.value is None:
        return
    value = statement.value
    text = scope.text(value)
    for name in (*scope.names, "True", "False", "None", "0", "1", "[]", "''", "-1"):
        if name != text:
            yield scope.replace(value, name, "returned value", 0.25)
    if not isinstance(value, ast.Constant):
        yield scope.replace(
            value, f"not {text}" if isinstance(value, ast.Name | ast.Call) else f"not ({text})", "negation", 0.35
        )
    for condition in scope.conditions:
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            yield scope.replace(value, condition, "returned value", 0.25)
        elif isinstance(value, ast.Compare | ast.BoolOp | ast.Call | ast.Name):
            grouped = f"({text})" if isinstance(value, ast.BoolOp) else text
            yield scope.replace(value, f"{grouped} and {condition}", "further condition", 0.2)
            yield scope.replace(value, f"{grouped} or {condition}", "further condition", 0.2)


def _guards(scope: Scope) -> Iterator[Mutation]:
    """A base case at the start of the function that was forgotten."""
    body = scope.function.body
    first = body[1] if len(body) > 1 and _is_docstring(body[0]) else body[0]
    if _is_docstring(first):
        return
    values = ["0", "1", "[]", "''", "None", "True", "False", "-1", *scope.parameters]
    for name in scope.parameters:
        tests = (
            [f"not {name}"]
            if name in scope.containers
            else [
                f"{name} == 0",
                f"{name} < 0",
                f"not {name}",
                f"{name} == 1",
                f"{name} <= 0",
                f"{name} <= 1",
                f"{name} < 2",
            ]
        )
        tests += [f"len({name}) <= 1", f"len({name}) == 1"] if name in scope.containers else []
        for test in tests:
            for value in values:
                weight = 0.3 if test.startswith("not") or "0" in test else 0.22
                edit = insert_before(scope.file, first, [f"if {test}:", f"\treturn {value}"])
                if edit is not None:
                    yield Mutation((edit,), "missing base case", weight, first.lineno)


def _ended(scope: Scope) -> Iterator[Mutation]:
    """A return at the end that was forgotten."""
    last = scope.function.body[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return
    for value in (*scope.names, *scope.attributes, "True", "False", "None", "[]", "0"):
        edit = insert_after(scope.file, last, [f"return {value}"])
        if edit is not None:
            yield Mutation((edit,), "missing return", 0.4, last.end_lineno or last.lineno)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
