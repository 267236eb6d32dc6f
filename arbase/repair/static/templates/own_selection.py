"""Several records where one is expected, and the models have a selection of their own that asks for more.

`flat.tenancies.get(not_ended)` finds the next tenancy as well, which is entered long before it starts; the queryset's
own `on(day)` asks for both ends. It is taken where its conditions hold those of the look-up, where what it asks for
besides is about the same value (the other end of a period), and where the program takes one record of this relation
by it elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit, delete
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "own-selection"
_OWNERS = ("QuerySet", "Manager")
_ONE = frozenset(("get", "first", "last", "aget", "afirst", "alast"))
_GETS = frozenset(("get", "aget"))
_Bound = dict[str, ast.expr]
_Condition = ast.expr | ast.keyword


class _Look(NamedTuple):
    """A look-up: the call, the relation or manager that it begins with, and what it asks for by the node to drop."""

    call: ast.Call
    base: ast.Attribute
    asked: dict[_Condition, _Condition]


class OwnSelection(Template):
    """`flat.tenancies.on(today).get()` for `flat.tenancies.get(not_ended)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each method of a queryset or manager of the repository that asks for all of this and more."""
        call, frame = context.crash.node, context.frame
        if context.crash.exception != "MultipleObjectsReturned" or frame.function is None:
            return
        look = _look(frame.file, frame.function, call) if isinstance(call, ast.Call) else None
        if look is None:
            return
        for source in context.codebase.sources:
            for method in source.functions:
                owner = source.parent(method)
                if isinstance(owner, ast.ClassDef) and any(last_name(one).endswith(_OWNERS) for one in owner.bases):
                    yield from self._by(context, look, method)

    @staticmethod
    def _by(context: Context, look: _Look, method: Function) -> Iterator[Draft]:
        file = context.frame.file
        conditions, names = _conditions(method), [one.arg for one in parameters(method)][1:]
        bound: _Bound = {}
        done: dict[_Condition, _Condition] = {}
        for condition in conditions:
            for asked, written in look.asked.items():
                trial = dict(bound)
                if written not in done.values() and _is_same(condition, asked, set(names), trial):
                    bound, done[condition] = trial, written
                    break
        more = [one for one in conditions if one not in done]
        if not done or not more or set(names) != bound.keys() or not names:
            return
        if not all(_mentions(one, set(names)) for one in more):
            return
        place = _taken_by(context, look, method.name)
        if not place:
            return
        given = ", ".join(file.segment(bound[name]) for name in names)
        end = file.span(look.base)[1]
        rest = [one for one in (*look.call.args, *look.call.keywords) if one not in done.values()]
        opened, closed = file.span(look.call.func)[1], file.span(look.call)[1]
        kept = ", ".join(file.segment(one) for one in rest)
        edits = [Edit(end, end, f".{method.name}({given})"), Edit(opened, closed, f"({kept})")]
        asked_too = " and ".join(ast.unparse(one) for one in more)
        why = f"several have {' and '.join(ast.unparse(one) for one in done)}; {method.name} asks for {asked_too} too"
        idea = Idea(NAME, 0.92, f"{why}, and {place} takes one so", place)
        yield edited(context, idea, file, *edits, *_idle(context, list(done.values())))


def _look(file: SourceFile, function: Function, call: ast.Call) -> _Look | None:
    """The look-up with its conditions, those that have a name by what it stands for."""
    if last_name(call.func) not in _GETS or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    base: ast.expr = call
    while isinstance(base, ast.Call) and isinstance(base.func, ast.Attribute):
        base = base.func.value
    if not isinstance(base, ast.Attribute) or any(word.arg is None for word in call.keywords):
        return None
    asked: dict[_Condition, _Condition] = {}
    for one in call.args:
        kept = definitions(file, function, one.id) if isinstance(one, ast.Name) else []
        value = kept[0].value if len(kept) == 1 else None
        asked[value if value is not None else one] = one
    return _Look(call, base, asked | {word: word for word in call.keywords})


def _conditions(method: Function) -> list[_Condition]:
    """What `return self.filter(...)` asks for, where the method does nothing else."""
    body = [one for one in method.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    match body:
        case [ast.Return(value=ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr="filter")) as call)]:
            if not any(isinstance(one, ast.Starred) for one in call.args) and all(word.arg for word in call.keywords):
                return [*call.args, *call.keywords]
    return []


def _is_same(core: Any, code: Any, names: set[str], bound: _Bound) -> bool:
    """The same code but for the parameters of the method, which stand for one thing each."""
    if isinstance(core, ast.Name) and core.id in names and isinstance(code, ast.expr):
        known = bound.setdefault(core.id, code)
        return ast.dump(known) == ast.dump(code)
    if type(core) is not type(code):
        return False
    if isinstance(core, list):
        pairs = zip(core, code, strict=False)
        return len(core) == len(code) and all(_is_same(one, other, names, bound) for one, other in pairs)
    if isinstance(core, ast.AST):
        return all(_is_same(value, getattr(code, name, None), names, bound) for name, value in ast.iter_fields(core))
    return bool(core == code)


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def _taken_by(context: Context, look: _Look, method: str) -> str:
    """Where the program takes one record of the same relation by the method; empty if nowhere."""
    for site in context.flow.call_sites(method):
        owner = site.call.func.value if isinstance(site.call.func, ast.Attribute) else None
        if not isinstance(owner, ast.Attribute) or ast.dump(owner) != ast.dump(look.base):
            continue
        inner: ast.AST = site.call
        for outer in site.file.ancestors(site.call):
            if isinstance(outer, ast.Call) and outer.func is inner and last_name(outer.func) in _ONE:
                return f"{site.file.path}:{site.call.lineno}"
            if not isinstance(outer, ast.Attribute) and not (isinstance(outer, ast.Call) and outer.func is inner):
                break
            inner = outer
    return ""


def _idle(context: Context, dropped: list[_Condition]) -> Iterator[Edit]:
    """The assignments of names that the look-up alone has read."""
    file, function = context.frame.file, context.frame.function
    for one in dropped:
        if not isinstance(one, ast.Name) or function is None:
            continue
        uses = [node for node in own_nodes(function) if isinstance(node, ast.Name) and node.id == one.id]
        kept = definitions(file, function, one.id)
        edit = delete(file, kept[0].statement) if len(uses) == 2 and len(kept) == 1 else None
        if edit is not None:
            yield edit
