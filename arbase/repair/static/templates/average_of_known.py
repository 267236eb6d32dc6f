"""The mean of figures of which some were never given: `sum(x.stars for x in xs) / len(xs)`, and a `stars` is None."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import COMPREHENSIONS, SourceFile
from arbase.repair.static.templates.building import Idea, edited, valued
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "average-of-known"


class AverageOfKnown(Template):
    """The mean of those that there are, and what the function gives for nothing where there are none."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a sum over one attribute or entry that is divided by the number of all."""
        frame, file, total = context.frame, context.frame.file, context.crash.node
        if context.crash.exception != "TypeError" or "NoneType" not in context.crash.message:
            return
        if not isinstance(total, ast.Call) or not isinstance(frame.statement, ast.Return | ast.Assign):
            return
        made = _summed(total)
        if made is not None and not isinstance(file.parent(total), ast.BinOp):
            yield from _passed_over(context, made)
            yield from _as_figure(context, made)
        count = _count(file, total, made) if made is not None else None
        if made is None or count is None:
            return
        free = (one for one in ("known", "given") if not is_bound_at(file, frame.function, one, frame.line))
        name = next(free, "")
        if not name:
            return
        loop = made.generators[0]
        value = file.segment(made.elt)
        if _counts_as_nothing(context, made.elt):
            return
        source = f"{value} for {file.segment(loop.target)} in {file.segment(loop.iter)} if {value} is not None"
        for nothing in context.values.for_nothing(file, frame.function)[:1]:
            lines = (f"{name} = [{source}]", f"if not {name}:", f"\treturn {nothing.text}")
            guard = insert_before(file, frame.statement, lines)
            if guard is None:
                continue
            idea = Idea(NAME, 0.9, f"{value} may be None: what was not given is no part of the mean")
            edits = (guard, replace(file, total, f"sum({name})"), replace(file, count, name))
            yield valued(context, idea, file, edits, nothing)


def _passed_over(context: Context, made: ast.GeneratorExp | ast.ListComp) -> Iterator[Draft]:
    """A plain sum, where others go through the same entries without those that there are not."""
    file, value = context.frame.file, context.frame.file.segment(made.elt)
    where = _asked_elsewhere(context, made.elt)
    if not where or _counts_as_nothing(context, made.elt):
        return
    # A generator that is the only argument shares its brackets with the call.
    end = len(file.text[: file.span(made)[1] - 1].rstrip())
    idea = Idea(NAME, 0.86, f"{value} may be None, and {where} passes over it", where)
    yield edited(context, idea, file, Edit(end, end, f" if {value} is not None"))


def _as_figure(context: Context, made: ast.GeneratorExp | ast.ListComp) -> Iterator[Draft]:
    """A plain sum, where others take what was not given for 0."""
    file = context.frame.file
    value = file.segment(made.elt)
    where = _as_nothing(context, made.elt)
    if where and not _asked_elsewhere(context, made.elt) and isinstance(made.elt, ast.Attribute | ast.Subscript):
        idea = Idea(NAME, 0.88, f"{value} may be None, and {where} takes that for 0", where)
        yield edited(context, idea, file, replace(file, made.elt, f"{value} or 0"))


def _asked_elsewhere(context: Context, element: ast.expr) -> str:
    """A comprehension that leaves out those without this attribute or entry."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if not isinstance(node, COMPREHENSIONS):
                continue
            for test in [test for loop in node.generators for test in loop.ifs]:
                match test:
                    case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
                        if _part(left) == _part(element):
                            return f"{file.path}:{node.lineno}"
    return ""


def _part(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name):
            return f".{name}"
        case ast.Subscript(slice=key):
            return f"[{ast.unparse(key)}]"
    return ast.dump(node)


def _summed(total: ast.Call) -> ast.GeneratorExp | ast.ListComp | None:
    match total:
        case ast.Call(func=ast.Name(id="sum"), args=[ast.GeneratorExp() | ast.ListComp() as made], keywords=[]):
            loop = made.generators[0]
            plain = isinstance(made.elt, ast.Attribute | ast.Subscript) and not loop.ifs and not loop.is_async
            return made if plain and len(made.generators) == 1 else None
    return None


def _counts_as_nothing(context: Context, element: ast.expr) -> bool:
    """Somebody takes what was not given for a figure: `x.stars or 0`."""
    return bool(_as_nothing(context, element, any_figure=True))


def _as_nothing(context: Context, element: ast.expr, *, any_figure: bool = False) -> str:
    """Where somebody does so; for 0, or for any figure."""
    shape = ast.unparse(element).rpartition(".")[2] if isinstance(element, ast.Attribute) else ""
    key = ast.unparse(element.slice) if isinstance(element, ast.Subscript) else ""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.BoolOp(op=ast.Or(), values=[ast.Attribute(attr=name), ast.Constant(value=figure)]):
                    same = name == shape
                case ast.BoolOp(op=ast.Or(), values=[ast.Subscript(slice=one), ast.Constant(value=figure)]):
                    same = ast.unparse(one) == key
                case _:
                    continue
            if same and (any_figure or (type(figure) is int and figure == 0)):
                return f"{file.path}:{node.lineno}"
    return ""


def _count(file: SourceFile, total: ast.Call, made: ast.GeneratorExp | ast.ListComp) -> ast.expr | None:
    """The `xs` of the `len(xs)` by which the sum is divided."""
    match file.parent(total):
        case ast.BinOp(
            left=left, op=ast.Div() | ast.FloorDiv(), right=ast.Call(func=ast.Name(id="len"), args=[source])
        ):
            same = file.segment(source) == file.segment(made.generators[0].iter)
            return source if left is total and same else None
    return None
