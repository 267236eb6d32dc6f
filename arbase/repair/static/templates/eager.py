"""A related record that is asked for after its session has ended: it is loaded together with the record."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "eager"
_SAID = re.compile(r"Parent instance <(\w+) .*lazy load operation of attribute '(\w+)'")
_LOADERS = ("selectinload", "joinedload", "subqueryload")
_SELECTS = frozenset(("select", "query"))
_GETS = frozenset(("get", "get_one"))
_MANY = re.compile(r"Mapped\[\s*\"?(?:typing\.)?(?:list|List|set|Set|Sequence)\[|uselist\s*=\s*True|DynamicMapped")
# How many calls away from the running functions a query may stand.
HOPS = 3


class _Missing(NamedTuple):
    """The relation that was not loaded, and those that the crashed expression reads behind it."""

    model: str
    attribute: str
    further: tuple[str, ...]
    many: bool


class Eager(Template):
    """One more `selectinload` in the query that the crashed code's record came from, or one that goes on further."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """The query of the nearest function that was called for the record, SQLAlchemy only."""
        missing = _missing(context)
        if missing is None:
            return
        near = functions_near(context)
        for file, function in near:
            found = [*_of_query(context, file, function, missing), *_of_option(context, file, function, missing)]
            yield from found
            if found:
                return


def _missing(context: Context) -> _Missing | None:
    """By the message; where a session is asynchronous, by the expression that would have had to wait."""
    crash, said = context.crash, _SAID.search(context.crash.message)
    node = crash.node
    if crash.exception == "DetachedInstanceError" and said is not None:
        model, attribute = said[1], said[2]
    elif crash.exception == "MissingGreenlet" and isinstance(node, ast.Attribute):
        model, attribute = crash.type_of(node.value).rpartition(".")[2], node.attr
    else:
        return None
    relation = _relation(context.codebase, model, attribute)
    if crash.exception == "MissingGreenlet" and relation is None:
        return None
    many = relation is not None and _MANY.search(relation[1]) is not None
    further, target = [], relation[0] if relation is not None else ""
    outer = context.frame.file.parent(node) if node is not None else None
    while isinstance(outer, ast.Attribute) and target and not many:
        relation = _relation(context.codebase, target, outer.attr)
        if relation is None:
            break
        further.append(f"{target}.{outer.attr}")
        target, outer = relation[0], context.frame.file.parent(outer)
    return _Missing(model, attribute, tuple(further), many)


def _relation(codebase: Codebase, model: str, attribute: str) -> tuple[str, str] | None:
    """The class to which a relationship leads, and how it is declared."""
    models = {
        node.name: (file, node) for file in codebase.sources for node in file.nodes if isinstance(node, ast.ClassDef)
    }
    file, owner = models.get(model, (None, None))
    for node in owner.body if owner is not None else ():
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        made = getattr(node, "value", None)
        named = last_name(target) == attribute and isinstance(made, ast.Call)
        if file is None or not named or last_name(made) not in ("relationship", "Relationship"):
            continue
        text = file.segment(node)
        other = next((name for name in re.findall(r"\w+", text) if name in models), "")
        return other, text
    return None


def functions_near(context: Context) -> list[tuple[SourceFile, Function]]:
    """The functions that the running ones call, those that give what they hold first, and the running ones last."""
    calls: list[tuple[SourceFile, ast.Call]] = []
    own: list[tuple[SourceFile, Function]] = []
    for frame in reversed(context.crash.frames):
        if frame.function is None:
            continue
        own.append((frame.file, frame.function))
        for name in [part.id for part in ast.walk(frame.statement) if isinstance(part, ast.Name)]:
            for item in definitions(frame.file, frame.function, name):
                held = item.value or item.element_of
                calls += _calls(frame.file, held) if held is not None else []
        calls += _calls(frame.file, frame.function)
    found: dict[int, tuple[SourceFile, Function]] = {}
    for _ in range(HOPS):
        places = [
            place for file, call in calls for one in (call, *_handed(call)) for place in _named(context, file, one)
        ]
        fresh = [place for place in places if id(place[1]) not in found]
        found.update({id(place[1]): place for place in fresh})
        calls = [call for place in fresh for call in _calls(*place)]
    found.update({id(place[1]): place for place in own if id(place[1]) not in found})
    return list(found.values())


def _calls(file: SourceFile, scope: ast.AST) -> list[tuple[SourceFile, ast.Call]]:
    return [(file, node) for node in ast.walk(scope) if isinstance(node, ast.Call)]


def _handed(call: ast.Call) -> list[ast.Call]:
    """`to_thread(load, number)` calls what it is handed: `load(number)`."""
    handed = [item for item in call.args if isinstance(item, ast.Name | ast.Attribute)]
    return [ast.Call(item, call.args[1:], call.keywords) for item in handed]


def _named(context: Context, near: SourceFile, call: ast.Call) -> list[tuple[SourceFile, Function]]:
    """The functions that a call may mean: the one of the name, or a few methods that share it."""
    place = callee_of(context.codebase.sources, call, near=near)
    if place is not None or not isinstance(call.func, ast.Attribute):
        return [place] if place is not None else []
    name = call.func.attr
    found = [(file, one) for file in context.codebase.sources for one in file.functions if one.name == name]
    return found if len(found) <= HOPS else []


def _loader(file: SourceFile, missing: _Missing, usual: str = "") -> str:
    """As the file loads relations; of a collection never by a join, which repeats the rows that it is joined to."""
    if missing.many:
        return _LOADERS[0]
    called = [last_name(node.func) for node in file.nodes if isinstance(node, ast.Call)]
    return usual or next((name for name in called if name in _LOADERS), _LOADERS[0])


def _of_query(context: Context, file: SourceFile, function: Function, missing: _Missing) -> Iterator[Draft]:
    """`.options(selectinload(Book.author))` on the query for the record itself."""
    model, attribute = missing.model, missing.attribute
    loader = _loader(file, missing)
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        named = next((item for item in call.args if last_name(item) == model), None)
        gets = last_name(call.func) in _GETS and isinstance(call.func, ast.Attribute) and call.args[:1] == [named]
        selects = last_name(call.func) in _SELECTS and named is not None
        owner = _owner(file, named) if named is not None else ""
        option = f"{loader}({owner}{model}.{attribute})"
        if not (selects or (gets and isinstance(named, ast.Name))) or option in file.segment(function):
            continue
        known = _import(context, loader, file)
        where = f"{file.path}:{call.lineno}"
        why = f"{function.name} gives a {model} whose session has ended, without its {attribute}"
        idea = Idea(NAME, 0.88, why, where, (known,) if known else ())
        chain = "".join(f".{loader}({owner}{one})" for one in missing.further)
        write = _with_option if selects else _with_options
        if chain:
            more = _with_models(context, idea, file, owner, missing.further)
            yield edited(context, more, file, write(file, call, option + chain))
        yield edited(context, idea, file, write(file, call, option))
        return


def _of_option(context: Context, file: SourceFile, function: Function, missing: _Missing) -> Iterator[Draft]:
    """`joinedload(Shot.animal).joinedload(Animal.owner)`: what was loaded with another record lacks its own."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        loads = call.args[0] if last_name(call.func) in _LOADERS and len(call.args) == 1 else None
        if not isinstance(loads, ast.Attribute):
            continue
        relation = _relation(context.codebase, last_name(loads.value), loads.attr)
        if relation is None or relation[0] != missing.model:
            continue
        loader = _loader(file, missing, last_name(call.func))
        links = (f"{missing.model}.{missing.attribute}", *missing.further)
        owner = _owner(file, loads.value)
        step, chain = f".{loader}({owner}{links[0]})", "".join(f".{loader}({owner}{one})" for one in links)
        end = file.span(call)[1]
        goes_on = isinstance(file.parent(call), ast.Attribute)
        if step in file.segment(function):
            continue
        why = f"{function.name} loads the {missing.model} without its {missing.attribute}, and its session has ended"
        idea = Idea(NAME, 0.9, why, f"{file.path}:{call.lineno}")
        for text in dict.fromkeys((chain, step)):
            wanted = links if text == chain else links[:1]
            edit = Edit(end, end, text)
            if goes_on:
                # The chain that is there leads elsewhere: the way up to here is told once more.
                outer = _whole(file, call)
                if not isinstance(file.parent(outer), ast.Call):
                    return
                start = file.span(outer)[0]
                edit = Edit(start, start, f"{file.text[start:end]}{text}, ")
            yield edited(context, _with_models(context, idea, file, owner, wanted), file, edit)
        return


def _owner(file: SourceFile, node: ast.expr) -> str:
    """`models.` of `models.Shot`, so that others are written like it."""
    return f"{file.segment(node.value)}." if isinstance(node, ast.Attribute) else ""


def _with_models(context: Context, idea: Idea, file: SourceFile, owner: str, links: tuple[str, ...]) -> Idea:
    """With the imports of the classes that the options name and the file does not know yet."""
    needed = list(idea.imports)
    for name in dict.fromkeys(link.partition(".")[0] for link in links) if not owner else ():
        ways = (import_of(name, other, file, context.service.source_roots) for other in context.codebase.sources)
        needed += [way for way in [next((one for one in ways if one is not None), None)] if way]
    return replace(idea, imports=tuple(needed))


def _whole(file: SourceFile, call: ast.Call) -> ast.AST:
    """The outermost call of a chain of loaders."""
    node: ast.AST = call
    while isinstance(outer := file.parent(node), ast.Attribute) and isinstance(file.parent(outer), ast.Call):
        node = file.parent(outer) or outer
    return node


def _with_option(file: SourceFile, call: ast.Call, option: str) -> Edit:
    """In the `.options(...)` that the query has, else in one of its own."""
    node: ast.AST = call
    while isinstance(parent := file.parent(node), ast.Attribute | ast.Call):
        if isinstance(parent, ast.Call) and last_name(parent.func) == "options" and parent.args:
            start = file.span(parent.args[0])[0]
            return Edit(start, start, f"{option}, ")
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        node = parent
    end = file.span(call)[1]
    return Edit(end, end, f".options({option})")


def _with_options(file: SourceFile, call: ast.Call, option: str) -> Edit:
    """`session.get(Book, number, options=[...])`."""
    given = next((word.value for word in call.keywords if word.arg == "options"), None)
    if isinstance(given, ast.List | ast.Tuple) and given.elts:
        start = file.span(given.elts[0])[0]
        return Edit(start, start, f"{option}, ")
    end = max(file.span(item)[1] for item in [*call.args, *call.keywords])
    return Edit(end, end, f", options=[{option}]")


def _import(context: Context, loader: str, file: SourceFile) -> str | None:
    """The import that the loader needs; None where the file has it."""
    for other in context.codebase.sources:
        needed = import_of(loader, other, file, context.service.source_roots)
        if needed is not None:
            return needed or None
    return f"from sqlalchemy.orm import {loader}"
