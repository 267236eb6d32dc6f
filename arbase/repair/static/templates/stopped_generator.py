"""A generator that takes the first of a stream that has none: that is an error, no end (PEP 479)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, reaching
from arbase.repair.static.edit import Edit, insert_after, insert_before, outer_of_elif, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, header_nodes, last_name, own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.tree import Function

NAME = "stopped-generator"
_NAMES = ("first", "head", "beginning")


class StoppedGenerator(Template):
    """`first = next(lines, None)`, and the generator ends where there is none."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every generator at hand that begins by taking something from a stream."""
        if context.crash.exception != "RuntimeError" or "generator raised StopIteration" not in context.crash.message:
            return
        for file, function in _generators(context):
            for call in own_nodes(function):
                if not isinstance(call, ast.Call) or last_name(call.func) != "next" or len(call.args) != 1:
                    continue
                edits = _edits(file, function, call) if _begins(file, function, call) else ()
                if edits:
                    stream = file.segment(call.args[0])
                    idea = Idea(NAME, 0.86, f"{stream} may give nothing, then {function.name} has nothing to give")
                    yield edited(context, idea, file, *edits)


def _generators(context: Context) -> list[tuple[SourceFile, Function]]:
    """Generators that the frames are in or call, or from which they hold what is read."""
    found = functions_around(context, context.crash.frames)
    for frame in context.crash.frames:
        for node in header_nodes(frame.statement):
            given = reaching(frame.file, frame.function, node.id, frame.line) if isinstance(node, ast.Name) else []
            for item in given[:1]:
                for call in ast.walk(item.value) if item.value is not None else ():
                    place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
                    if place is not None:
                        found.append(place)
    unique = {id(function): (file, function) for file, function in found}
    return [place for place in unique.values() if _yields(place[1])]


def _yields(function: Function) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))


def _begins(file: SourceFile, function: Function, call: ast.Call) -> bool:
    """Nothing was taken from the stream yet, or one thing in each round: half of a pair must not get lost."""
    stream = text_of(call.args[0])
    if stream is None:
        return False
    name = stream.partition(".")[0]
    made = [item.value for item in definitions(file, function, name)]
    # Of what a search gives it is not the end of a stream that is missing, but the thing that was looked for.
    if len(made) > 1 or any(isinstance(item, ast.GeneratorExp) or last_name(item) == "filter" for item in made):
        return False
    reads = [node for node in own_nodes(function) if text_of(node) == stream and node is not call.args[0]]
    reads = [node for node in reads if isinstance(getattr(node, "ctx", None), ast.Load)]
    loops = [outer for outer in file.ancestors(call) if isinstance(outer, ast.For | ast.AsyncFor | ast.While)]
    if loops:
        endless = all(isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant) for loop in loops)
        return endless and len(loops) == 1 and not reads
    return all(file.span(node) > file.span(call) for node in reads)


def _edits(file: SourceFile, function: Function, call: ast.Call) -> tuple[Edit, ...]:
    statement = file.statement_of(call)
    if statement is None or not _is_first(file, statement, call):
        return ()
    text = f"next({file.segment(call.args[0])}, None)"
    plain = getattr(statement, "value", None) is call
    if isinstance(statement, ast.Expr) and plain:
        return (replace(file, call, text),)
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if plain:
            ends = insert_after(file, statement, (f"if {name} is None:", "\treturn"))
            return (replace(file, call, text), ends) if ends is not None else ()
    taken = {node.id for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
    taken |= {item.arg for item in ast.walk(function) if isinstance(item, ast.arg)}
    name = next((word for word in _NAMES if word not in taken), "")
    ahead = insert_before(file, statement, (f"{name} = {text}", f"if {name} is None:", "\treturn"))
    return (ahead, replace(file, call, name)) if ahead is not None and name else ()


def _is_first(file: SourceFile, statement: ast.stmt, call: ast.Call) -> bool:
    """The statement can take it ahead: it is read always, and before anything else is called."""
    asked = isinstance(statement, ast.If) and outer_of_elif(file, statement) is statement
    if not is_simple(statement) and not asked:
        return False
    around: list[ast.AST] = []
    for outer in file.ancestors(call):
        if outer is statement:
            break
        around.append(outer)
    if any(isinstance(outer, (*COMPREHENSIONS, ast.Lambda, ast.IfExp, ast.BoolOp)) for outer in around):
        return False
    others = [node for node in header_nodes(statement) if isinstance(node, ast.Call | ast.Await | ast.NamedExpr)]
    inside = {id(node) for node in ast.walk(call)} | {id(node) for node in around}
    return all(id(node) in inside or file.span(node) > file.span(call) for node in others)
