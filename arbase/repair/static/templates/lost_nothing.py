"""A quotient that a function did not have for nothing, until a commit wrote the function anew and forgot about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import CallSite, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.zero_division import RAISED
from arbase.workspace.tree import Function

NAME = "lost-nothing"
_MAKERS = frozenset(("str", "float", "int", "round", "repr"))


class LostNothing(Template):
    """`return a / b if b else None`, as before the commit, and None is left as it is by those who call the function.

    Only where the function of this name tested the very parameter that divides now. What the function answers may be
    made to a text by its callers: of None there is none, so that they are changed along.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, from the first suspect commit that took the condition."""
        frame, crash = context.frame, context.crash
        function, returned = frame.function, frame.statement
        divisor = crash.node.right if isinstance(crash.node, ast.BinOp) else None
        if function is None or crash.exception not in RAISED or not isinstance(divisor, ast.Name):
            return
        if not isinstance(returned, ast.Return) or returned.value is None:
            return
        if divisor.id not in {item.arg for item in parameters(function)}:
            return
        for sha, score, before in context.history.versions(frame.file.path):
            if not _answered_none(SourceFile.parse(frame.file.path, before), function.name, divisor.id):
                continue
            edits = _at_callers(context, function)
            if edits is None:
                return
            kept = frame.file.segment(returned.value)
            text = in_brackets(frame.file, returned.value, f"{kept} if {divisor.id} else None")
            own = [replace(frame.file, returned.value, text), *_declared(frame.file, function)]
            why = f"before commit {sha[:12]} {function.name} had nothing where `{divisor.id}` is zero"
            idea = Idea(NAME, 0.75 + 0.15 * score, why, f"commit:{sha}")
            placed = [(frame.file.path, edit) for edit in own] + edits
            yield Draft(NAME, tuple(placed), idea.prior, f"{idea.why}.", idea.precedent, frame.location)
            return


def _answered_none(before: SourceFile | None, name: str, tested: str) -> bool:
    """The earlier function of this name gave None where the parameter was nothing, in one line or at its beginning."""
    for function in before.functions if before is not None else ():
        for node in own_nodes(function) if function.name == name else ():
            match node:
                case ast.Return(value=ast.IfExp(test=ast.Name(id=asked), orelse=ast.Constant(value=None))):
                    found = asked == tested
                case ast.If(
                    test=ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=asked)),
                    body=[ast.Return(value=None | ast.Constant(value=None))],
                ):
                    found = asked == tested
                case _:
                    found = False
            if found:
                return True
    return False


def _declared(file: SourceFile, function: Function) -> list[Edit]:
    """`-> Decimal | None`, where the function says what it gives."""
    told = function.returns
    if told is None or any(isinstance(part, ast.Constant) and part.value is None for part in ast.walk(told)):
        return []
    return [replace(file, told, f"{file.segment(told)} | None")] if isinstance(told, ast.Name | ast.Attribute) else []


def _at_callers(context: Context, function: Function) -> list[tuple[str, Edit]] | None:
    """What callers make of the answer, where there is one; None where they reckon with it."""
    edits: list[tuple[str, Edit]] = []
    for site in context.flow.call_sites(function.name):
        held = site.file.parent(site.call)
        match held:
            case ast.Assign(targets=[ast.Name(id=name)]) if site.function is not None:
                found = _made(site, name)
                if found is None:
                    return None
                edits += [(site.file.path, edit) for edit in found]
            case ast.Return() | ast.Dict() | ast.keyword():
                continue
            case _:
                return None
    return edits


def _made(site: CallSite, name: str) -> list[Edit] | None:
    """`None if share is None else str(share)` for each `str(share)`; None where the name goes into anything else."""
    edits = []
    for node in own_nodes(site.function) if site.function is not None else ():
        if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
            continue
        call = site.file.parent(node)
        match call:
            case ast.Call(func=ast.Name(id=maker)) if maker in _MAKERS and node in call.args[:1]:
                text = f"None if {name} is None else {site.file.segment(call)}"
                edits.append(replace(site.file, call, in_brackets(site.file, call, text)))
            case ast.Dict() | ast.Return() | ast.keyword():
                continue
            case _:
                return None
    return edits
