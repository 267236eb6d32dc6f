"""A subclass with an `__init__` of its own that does not prepare what its base's would: an attribute is not there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "base-init"
_SAID = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
MAX_BASES = 8


class BaseInit(Template):
    """`super().__init__(...)` in front, with the parameters that both have under one name."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a base of the object's class gives the attribute its first value and was never asked to."""
        said = _SAID.match(context.crash.message)
        if context.crash.exception != "AttributeError" or said is None:
            return
        order = _order(context, said[1])
        makers = [(file, init) for file, init in map(_init, order) if init is not None and file is not None]
        if len(makers) < 2 or _asks(makers[0][1]) or _binds(makers[0][1], said[2]):
            return
        file, init = makers[0]
        base = next(((where, one) for where, one in makers[1:] if _binds(one, said[2]) or not _asks(one)), None)
        if base is None or not _binds(base[1], said[2]):
            return
        given = _given(init, makers[1][1])
        first = _first(init)
        edit = insert_before(file, first, (f"super().__init__({given})",)) if given is not None and first else None
        if edit is not None:
            place = f"{base[0].path}:{base[1].lineno}"
            why = f"{said[1]} does not call the base's __init__, which gives {said[2]} its first value"
            yield edited(context, Idea(NAME, 0.93, why, place), file, edit)


def _order(context: Context, name: str) -> list[tuple[SourceFile, ast.ClassDef]]:
    """The class and its bases as Python asks them, as far as the repository has them; empty for a diamond."""
    found: list[tuple[SourceFile, ast.ClassDef]] = []
    pending = [name]
    while pending and len(found) < MAX_BASES:
        place = context.statuses.classes.get(pending.pop(0))
        if place is None:
            continue
        if any(owner is place[1] for _, owner in found):
            return []
        found.append(place)
        pending = [last_name(base) for base in place[1].bases] + pending
    return found


def _init(place: tuple[SourceFile, ast.ClassDef]) -> tuple[SourceFile, Function | None]:
    file, owner = place
    return file, next(
        (item for item in owner.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"), None
    )


def _asks(init: Function) -> bool:
    """It calls the `__init__` of another class."""
    return any(isinstance(node, ast.Attribute) and node.attr == "__init__" for node in ast.walk(init))


def _binds(init: Function, name: str) -> bool:
    own = init.args.args[0].arg if init.args.args else "self"
    for node in ast.walk(init):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr, ctx=ast.Store()) if (owner, attr) == (own, name):
                return True
    return False


def _given(init: Function, base: Function) -> str | None:
    """The arguments for the base; None where it needs one that the subclass has not under this name."""
    known = {item.arg for item in parameters(init)[1:]}
    spec = base.args
    positional = [*spec.posonlyargs, *spec.args][1:]
    optional = {item.arg for item in positional[len(positional) - len(spec.defaults) :]} if spec.defaults else set()
    texts: list[str] = []
    for item in positional:
        if item.arg in known:
            texts.append(item.arg if item.arg not in optional else f"{item.arg}={item.arg}")
        elif item.arg not in optional:
            return None
    for item, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        if item.arg in known:
            texts.append(f"{item.arg}={item.arg}")
        elif default is None:
            return None
    if spec.vararg is not None and init.args.vararg is not None:
        texts.append(f"*{init.args.vararg.arg}")
    if spec.kwarg is not None and init.args.kwarg is not None:
        texts.append(f"**{init.args.kwarg.arg}")
    return ", ".join(texts)


def _first(init: Function) -> ast.stmt | None:
    """The first statement behind the docstring."""
    body = init.body[1:] if ast.get_docstring(init) is not None else init.body
    return body[0] if body else None
