"""What a cached function only lent, and somebody takes something out of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import insert_before
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.lent import copied, inner_takings, keeper, lender, rows_of, takings
from arbase.workspace.tree import Function

NAME = "lent"
# pandas: what is made of one by `dict` or `list` would be no table any more.
_TABLES = frozenset(("DataFrame", "Series"))
_SYMPTOMS = frozenset(("KeyError", "ValueError", "IndexError"))


class Lent(Template):
    """Take it out of a copy: the next caller of the cached function gets the same object."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each function that takes what was missed out of something lent."""
        if context.crash.exception not in _SYMPTOMS:
            return
        trees = [file.tree for file in context.codebase.sources]
        for file in context.codebase.sources:
            done: set[tuple[ast.AST, str]] = set()
            yield from _within(context, file, trees)
            for statement in (node for node in file.nodes if isinstance(node, ast.stmt)):
                function = file.function_of(statement)
                for name, key in takings(statement) if function is not None else ():
                    if function is None or (function, name) in done or not _is_missed(context, statement, key):
                        continue
                    done.add((function, name))
                    if _is_read_again(file, statement, name) and (given := lender(trees, function, name)):
                        yield from _copied(context, (file, function), statement, (name, key), given)


def _is_read_again(file: SourceFile, statement: ast.stmt, name: str) -> bool:
    """What is left is used by the same name: an item that its loop does not read again is meant for its container."""
    loop = next((one for one in file.ancestors(statement) if isinstance(one, ast.For | ast.AsyncFor)), None)
    if loop is None or not any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(loop.target)):
        return True
    own = set(ast.walk(statement))
    return any(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load) and part not in own
        for inner in loop.body
        for part in ast.walk(inner)
    )


def _within(context: Context, file: SourceFile, trees: list[ast.Module]) -> Iterator[Draft]:
    """A deep copy where a copy of the first level is made, or none, and something is taken out of its parts."""
    done: set[ast.expr] = set()
    for statement in (node for node in file.nodes if isinstance(node, ast.stmt)):
        function = file.function_of(statement)
        if function is None:
            continue
        rows = ((rows_of(function, name), key) for name, key in takings(statement))
        for name, key in (*inner_takings(statement), *rows):
            found = keeper(trees, function, name) if name and _is_missed(context, statement, key) else None
            if found is None or found[1] in done:
                continue
            by, value = found
            done.add(value)
            deep, imports = spelled(file, "copy", "deepcopy", ("deepcopy", "from copy import deepcopy"))
            why = f"{function.name} takes something out of a part of {name}, which {by} keeps for its next caller"
            text = f"{deep}({file.segment(copied(value) or value)})"
            yield replaced(context, Idea(NAME, 0.86, why, "", imports), file, value, text)


def _is_missed(context: Context, statement: ast.stmt, key: ast.expr | None) -> bool:
    """It failed right there, or the key that it takes is the one that was missed."""
    if statement is context.frame.statement:
        return True
    named = isinstance(key, ast.Constant) and repr(key.value) == context.crash.message
    return context.crash.exception == "KeyError" and named


def _copied(
    context: Context,
    place: tuple[SourceFile, Function],
    statement: ast.stmt,
    taken: tuple[str, ast.expr | None],
    by: str,
) -> Iterator[Draft]:
    (file, function), (name, key) = place, taken
    kind = str(context.crash.described(name).get("type", "")).rpartition(".")[2] if file is context.frame.file else ""
    declared = next((last_name(one.annotation) for one in parameters(function) if one.arg == name), "")
    copy = kind if kind in ("list", "set") else "dict" if key is not None else "list"
    if isinstance(statement, ast.Delete) and kind == "list":
        return
    table = bool(_TABLES & {kind, declared})
    edit = insert_before(file, statement, (f"{name} = {name}.copy()" if table else f"{name} = {copy}({name})",))
    if edit is not None:
        why = f"{function.name} takes something out of {name}, which {by} keeps for its next caller"
        yield edited(context, Idea(NAME, 0.87, why), file, edit)
