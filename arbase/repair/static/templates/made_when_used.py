"""An object that the process keeps holds what belongs to one request: the connection is closed with that request.

What the constructor was given is made where it is used instead, by the very expression that gave it: this asks for the
connection of whichever request is served then.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import CallSite, argument_of, module_names
from arbase.repair.static.edit import Edit, delete, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "made-when-used"
_CLOSED = re.compile(
    r"^Cannot operate on a closed (?:database|cursor)|\bconnection (?:is|already|was) closed|^the connection is closed"
    r"|created in a thread can only be used in that same thread",
    re.IGNORECASE,
)
_CACHED = frozenset(("cache", "lru_cache", "cached"))
_OF_REQUEST = frozenset(("g", "request", "websocket"))


class _Held(NamedTuple):
    """An attribute that the constructor takes over from a parameter, and the one place that gives it."""

    owner: ast.ClassDef
    begin: Function
    parameter: ast.arg
    stored: ast.Assign
    site: CallSite
    given: ast.expr


class MadeWhenUsed(Template):
    """`Prices(get_db()).of(product)` for `self.prices.of(product)` in what is kept from request to request."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For attributes in the frames of the trace, where all that is kept of the object is known."""
        if not _CLOSED.search(context.crash.message):
            return
        for frame in reversed(context.crash.frames):
            owner = frame.file.class_of(frame.function) if frame.function is not None else None
            parts = [one for one in ast.walk(frame.statement) if owner is not None and _is_own(one)]
            for name in dict.fromkeys(one.attr for one in parts if isinstance(one, ast.Attribute)):
                held = _held(context, frame.file, owner, name) if owner is not None else None
                edits = _edits(context, frame.file, held, name) if held is not None else None
                if held is None or edits is None:
                    continue
                place = f"{held.site.file.path}:{held.site.call.lineno}"
                yield Draft(
                    template=NAME,
                    edits=edits,
                    prior=0.9,
                    rationale=f"{place} keeps {held.owner.name} for all requests, and with it {name} of the first one.",
                    precedent=place,
                    location=context.frame.location,
                )
                return


def _is_own(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _held(context: Context, file: SourceFile, owner: ast.ClassDef, name: str) -> _Held | None:
    begins = [one for one in owner.body if isinstance(one, FUNCTIONS) and one.name == "__init__"]
    stores = [
        one
        for one in ast.walk(owner)
        if isinstance(one, ast.Assign)
        and len(one.targets) == 1
        and _is_own(one.targets[0])
        and isinstance(one.targets[0], ast.Attribute)
        and one.targets[0].attr == name
    ]
    sites = context.flow.call_sites(owner.name)
    if len(begins) != 1 or len(stores) != 1 or len(sites) != 1 or stores[0] not in begins[0].body:
        return None
    begin, stored, site = begins[0], stores[0], sites[0]
    arguments = begin.args.args[1:]
    plain = not (begin.args.defaults or begin.args.posonlyargs or begin.args.vararg or begin.args.kwarg)
    parameter = next(
        (one for one in arguments if isinstance(stored.value, ast.Name) and one.arg == stored.value.id), None
    )
    uses = [one for one in ast.walk(begin) if isinstance(one, ast.Name) and parameter and one.id == parameter.arg]
    if parameter is None or not plain or len(uses) != 1 or len(begin.body) < 2:
        return None
    given = argument_of(site.call, begin, parameter.arg, bound=True)
    if given is None or not _is_kept(site) or not _is_of_request(context, given):
        return None
    return _Held(owner, begin, parameter, stored, site, given)


def _is_kept(site: CallSite) -> bool:
    """The object outlives the request: an entry or a part of what the process has, or what a cached function gives."""
    statement = site.file.statement_of(site.call)
    if site.function is None:
        return False
    marks = [getattr(one, "func", one) for one in site.function.decorator_list]
    if isinstance(statement, ast.Return):
        return any(last_name(one) in _CACHED for one in marks)
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if isinstance(target, ast.Name):
        return any(isinstance(one, ast.Global) and target.id in one.names for one in ast.walk(site.function))
    root: ast.expr | None = target
    while isinstance(root, ast.Subscript | ast.Attribute):
        root = root.value
    known = isinstance(root, ast.Name) and root.id in module_names(site.file) and root.id not in _OF_REQUEST
    return root is not target and known


def _is_of_request(context: Context, given: ast.expr) -> bool:
    """It asks an own function that keeps something with the request: in Flask's `g`, or in a context variable."""
    for call in ast.walk(given):
        found = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
        for node in ast.walk(found[1]) if found is not None else ():
            match node:
                case ast.Name(id="g"):
                    return True
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")) if found is not None:
                    if _is_context_variable(found[0], name):
                        return True
    return False


def _is_context_variable(file: SourceFile, name: str) -> bool:
    for node in file.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if any(last_name(one) == name for one in targets) and isinstance(value, ast.Call):
            return last_name(value.func) == "ContextVar"
    return False


def _edits(context: Context, file: SourceFile, held: _Held, name: str) -> tuple[tuple[str, Edit], ...] | None:
    """The parameter and the attribute go, and each use makes its own; None where it is used elsewhere."""
    names = {one.id for one in ast.walk(held.given) if isinstance(one, ast.Name)}
    if not names <= module_names(held.site.file) or not isinstance(held.given, ast.Call):
        return None
    imports = [import_of(one, held.site.file, file, context.service.source_roots) for one in sorted(names)]
    uses = [one for one in ast.walk(held.owner) if isinstance(one, ast.Attribute) and one.attr == name]
    everywhere = [
        one
        for other in context.codebase.sources
        for one in other.nodes
        if isinstance(one, ast.Attribute) and one.attr == name
    ]
    reads = [one for one in uses if _is_own(one) and isinstance(one.ctx, ast.Load)]
    inside = [one for one in own_nodes(held.begin) if one in reads]
    gone = delete(file, held.stored)
    if None in imports or len(everywhere) != len(uses) or len(reads) != len(uses) - 1 or inside or gone is None:
        return None
    before = held.begin.args.args[held.begin.args.args.index(held.parameter) - 1]
    own = [
        gone,
        Edit(file.span(before)[1], file.span(held.parameter)[1], ""),
        *(replace(file, one, held.site.file.segment(held.given)) for one in reads),
    ]
    needed = tuple(one for one in imports if one)
    return (*with_imports(file, tuple(own), needed), (held.site.file.path, _without(held)))


def _without(held: _Held) -> Edit:
    """The call that makes the object without what it gives."""
    file, call = held.site.file, held.site.call
    given = [*call.args, *call.keywords]
    at = next(place for place, one in enumerate(given) if held.given in (one, getattr(one, "value", None)))
    start, end = file.span(given[at])
    if at:
        return Edit(file.span(given[at - 1])[1], end, "")
    return Edit(start, file.span(given[1])[0] if len(given) > 1 else end, "")
