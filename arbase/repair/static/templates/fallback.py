"""A table by language, currency or the like that lacks an entry: the repository says which one counts by default."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "fallback"


class Fallback(Template):
    """`TEXTS.get(language, TEXTS["en"])`, where `language` is `"en"` by default elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the table has an entry for the default of what it is asked with."""
        node = context.crash.node
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript):
            return
        if isinstance(node.slice, ast.Constant) or not isinstance(node.ctx, ast.Load):
            return
        yield from self._by_reader(context, node)
        yield from self._last(context, node)
        keys = context.crash.described(node.value).get("keys")
        file, table, name = context.frame.file, context.frame.file.segment(node.value), last_name(node.slice)
        sent = context.flow.sent(file, context.frame.function, node.slice)
        if not isinstance(keys, list | tuple) or not name or sent:
            # Who asks for what there is not is told so, and not served with something else.
            return
        for value in context.values.default_of(name, file.path):
            try:
                key = ast.literal_eval(value.text)
            except ValueError:
                continue
            if key in keys:
                text = f"{table}.get({file.segment(node.slice)}, {table}[{value.text}])"
                why = f"{table} lacks an entry, and {value.place} has {value.text} for {name} by default"
                yield edited(context, Idea(NAME, 0.82, why, value.place), file, replace(file, node, text))
                return

    @staticmethod
    def _last(context: Context, node: ast.Subscript) -> Iterator[Draft]:
        """A table of ranks, numbered by `enumerate`: what it does not know comes last."""
        file, table = context.frame.file, context.frame.file.segment(node.value)
        for source in context.codebase.sources:
            for item in source.tree.body:
                match item:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.DictComp(value=ast.Name(id=rank)) as made):
                        loop = made.generators[0]
                        counted = isinstance(loop.iter, ast.Call) and last_name(loop.iter.func) == "enumerate"
                        first = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else None
                        if name == last_name(node.value) and counted and last_name(first) == rank:
                            text = f"{table}.get({file.segment(node.slice)}, len({table}))"
                            why = f"{table} ranks what it knows, and all else comes behind"
                            place = f"{source.path}:{item.lineno}"
                            yield edited(context, Idea(NAME, 0.84, why, place), file, replace(file, node, text))

    @staticmethod
    def _by_reader(context: Context, node: ast.Subscript) -> Iterator[Draft]:
        """`text_for("changed", language)` for `TEXTS["changed"][language]`: the table has a reader of its own."""
        file, keys = context.frame.file, [node.slice]
        table: ast.expr = node.value
        while isinstance(table, ast.Subscript):
            keys.insert(0, table.slice)
            table = table.value
        name = last_name(table)
        for source in context.codebase.sources:
            for function in source.functions:
                given = [item.arg for item in function.args.args]
                if function is context.frame.function or len(given) != len(keys) or not _reads(function, name, given):
                    continue
                needed = import_of(function.name, source, file, context.service.source_roots)
                if needed is None or not isinstance(source.parent(function), ast.Module):
                    continue
                where = f"{source.path}:{function.lineno}"
                why = f"{function.name} reads {name} and knows what to do where an entry is missing"
                text = f"{function.name}({', '.join(file.segment(key) for key in keys)})"
                # With one key, asking the table itself as the reader does is as good.
                idea = Idea(NAME, 0.88 if len(keys) > 1 else 0.62, why, where, (needed,) if needed else ())
                yield edited(context, idea, file, replace(file, node, text))


def _reads(function: Function, table: str, names: list[str]) -> bool:
    """The function looks all of its parameters up, in the table, and gives something else for what is not there."""
    asked = {part.id for node in ast.walk(function) if isinstance(node, ast.Subscript | ast.Call)
             for part in ast.walk(node) if isinstance(part, ast.Name)}  # fmt: skip
    # A variable of that name is another thing than the table.
    own = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    gets = any(
        isinstance(node, ast.Call) and last_name(node.func) == "get" and len(node.args) == 2
        for node in ast.walk(function)
    )
    handles = any(isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn) for node in
                  ast.walk(function))  # fmt: skip
    # What it gives is the entry itself, and it is no handler of requests.
    given = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    plain = all(
        isinstance(value, ast.Subscript | ast.Name) or (isinstance(value, ast.Call) and last_name(value.func) == "get")
        for value in given
    )
    known = bool(table) and table not in own and {table, *names} <= asked
    return known and (gets or handles) and plain and not function.decorator_list
