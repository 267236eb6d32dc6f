"""Arguments that stand in each other's place: told by the names of the parameters, or by how others call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations, pairwise

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.arguments import positional
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "swapped"
_CRASHES = frozenset(("TypeError", "AttributeError", "ValueError", "KeyError", "IndexError"))


class Swapped(Template):
    """The order of the definition; else that of the other calls; else, where a foreign call fails, the other order."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the calls that lead to the crash, and the one that fails."""
        frames = context.crash.frames
        names = [callee.function.name for _, callee in pairwise(frames) if callee.function is not None]
        named = False
        for caller, callee in pairwise(frames):
            if callee.function is None:
                continue
            known = positional(callee.file, callee.function)
            for call in _calls(caller, callee.function.name):
                order = _by_parameters(call, known)
                if order:
                    named = True
                    yield _in_order(context, caller, call, order, 0.82, "its parameters")
        if named:
            return
        for caller in frames:
            for call in _calls(caller):
                pair = _as_others(context, call)
                if pair is not None:
                    yield _in_order(context, caller, call, dict((pair, pair[::-1])), 0.8, "everywhere else")
        node = context.crash.node
        if isinstance(node, ast.Call) and last_name(node.func) not in names and context.crash.exception in _CRASHES:
            for pair in _unlike(node):
                yield _in_order(context, context.frame, node, dict((pair, pair[::-1])), 0.5, "it takes")


def _calls(frame: Frame, name: str = "") -> list[ast.Call]:
    """The calls in the running statement that have at least two plain positional arguments."""
    return [
        node
        for node in header_nodes(frame.statement)
        if isinstance(node, ast.Call)
        and name in ("", last_name(node.func))
        and len(node.args) > 1
        and not any(isinstance(item, ast.Starred) for item in node.args)
    ]


def _by_parameters(call: ast.Call, names: list[str]) -> dict[int, int]:
    """Place -> the place whose argument belongs there, where all arguments that are named like parameters tell."""
    given = [last_name(item) for item in call.args]
    known = [name for name in given if name in names]
    if len(given) > len(names) or len(known) < 2 or len(set(known)) != len(known):
        return {}
    wrong = [index for index, name in enumerate(given) if name in names and names[index] != name]
    order = [given.index(names[index]) for index in wrong if names[index] in given]
    return dict(zip(wrong, order, strict=True)) if len(order) == len(wrong) >= 2 else {}


def _as_others(context: Context, call: ast.Call) -> tuple[int, int] | None:
    """Two places whose arguments other calls of the function have the other way round, and none has this way."""
    sites = [
        site.call
        for site in context.flow.call_sites(last_name(call.func))
        if site.call is not call and len(site.call.args) > 1
    ]
    for one, other in combinations(range(min(len(call.args), 4)), 2):
        here = (_shape(call.args[one]), _shape(call.args[other]))
        if here[0] == here[1]:
            continue
        crossed = straight = 0
        for site in sites:
            if len(site.args) <= other:
                continue
            there = (_shape(site.args[one]), _shape(site.args[other]))
            crossed += there[0] == here[1] or there[1] == here[0]
            straight += there[0] == here[0] or there[1] == here[1]
        if crossed and not straight:
            return one, other
    return None


def _unlike(call: ast.Call) -> Iterator[tuple[int, int]]:
    """Neighbours among up to three arguments that are of different kinds, one of them written down in the call."""
    if 1 < len(call.args) < 4 and not any(isinstance(item, ast.Starred) for item in call.args):
        for one, other in pairwise(range(len(call.args))):
            literal = [isinstance(call.args[at], ast.Constant | ast.List | ast.Dict | ast.Set) for at in (one, other)]
            if literal[0] != literal[1]:
                yield one, other


def _shape(node: ast.expr) -> str:
    """What an argument is, as far as its text tells: a kind of literal, or the name that it has."""
    match node:
        case ast.Constant(value=value):
            return f"<{type(value).__name__}>"
        case ast.JoinedStr():
            return "<str>"
        case ast.List() | ast.Dict() | ast.Set() | ast.Tuple():
            return f"<{type(node).__name__}>"
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return key
        case ast.Name() | ast.Attribute():
            return last_name(node)
    return ast.dump(node)


def _in_order(context: Context, frame: Frame, call: ast.Call, order: dict[int, int], prior: float, which: str) -> Draft:
    file = frame.file
    edits = [replace(file, call.args[index], file.segment(call.args[other])) for index, other in order.items()]
    idea = Idea(NAME, prior, f"the arguments of {last_name(call.func)} stand in another order than {which}")
    return edited(context, idea, file, *edits)
