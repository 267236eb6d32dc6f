"""A class-based view of Django with a `get` or `post` of its own, which does not fetch what its base's would.

`CreateView.post` sets `self.object` to None, `UpdateView.post` to what `get_object` finds; the context of the page and
the form read it further on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.class_views import HANDLERS, NO_OBJECT, set_first
from arbase.workspace.tree import Function

NAME = "view-object"
_MODULES = ("django.views.generic", "django.views")
MAX_BASES = 12


class ViewObject(Template):
    """`self.object = None` or `self.object = self.get_object()` at the start of the handler, as the base has it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the handler of the trace neither binds the attribute nor asks its base to."""
        said = NO_OBJECT.search(context.crash.message)
        if context.crash.exception != "AttributeError" or said is None:
            return
        base = _base(context, said[1], said[2])
        frame = next((one for one in context.crash.frames if _is_handler(one, _order(context, said[1]))), None)
        if not base or frame is None or frame.function is None or not frame.function.args.args:
            return
        own = frame.function.args.args[0].arg
        if _binds(frame.function, own, said[2]) or _asks_base(frame, own):
            return
        value = set_first(base, said[2]).replace("self", own, 1)
        target = f"{own}.{said[2]}"
        edit = _kept(frame, frame.function, target, value) or _first(frame, frame.function, f"{target} = {value}")
        if edit is not None:
            why = f"{frame.function.name} of {base} sets {said[2]} to {value} first, and so must the one in its place"
            yield edited(context, Idea(NAME, 0.93, why), frame.file, edit)


def _order(context: Context, name: str) -> list[tuple[SourceFile, ast.ClassDef]]:
    """The class and those of its bases that the repository has, as far as it matters here in the order of asking."""
    found: list[tuple[SourceFile, ast.ClassDef]] = []
    pending = [name]
    while pending and len(found) < MAX_BASES:
        place = context.statuses.classes.get(pending.pop(0))
        if place is not None and all(owner is not place[1] for _, owner in found):
            found.append(place)
            pending = [last_name(base) for base in place[1].bases] + pending
    return found


def _base(context: Context, name: str, attribute: str) -> str:
    """The view of Django from which the class comes; empty where none of it has such an attribute, or two have."""
    bases = {
        last_name(base)
        for file, owner in _order(context, name)
        for base in owner.bases
        if set_first(last_name(base), attribute) and _of_django(file)
    }
    return bases.pop() if len(bases) == 1 else ""


def _of_django(file: SourceFile) -> bool:
    """The file takes views from Django."""
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_MODULES):
            return True
        if isinstance(node, ast.Import) and any(one.name.startswith(_MODULES) for one in node.names):
            return True
    return False


def _is_handler(frame: Frame, order: list[tuple[SourceFile, ast.ClassDef]]) -> bool:
    """The method of one of these classes to which the request was dispatched."""
    function = frame.function
    if function is None or function.name not in HANDLERS:
        return False
    return any(frame.file.class_of(function) is owner for _, owner in order)


def _binds(function: Function, own: str, name: str) -> bool:
    """Somewhere in it the attribute gets a value: which of the ways through it lack one is not for us to say."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr, ctx=ast.Store()) if (owner, attr) == (own, name):
                return True
    return False


def _asks_base(frame: Frame, own: str) -> bool:
    """The statement that failed has the base do it: `return super().post(request)`."""
    for node in ast.walk(frame.statement):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=attr)):
                return frame.function is not None and attr == frame.function.name
            case ast.Call(func=ast.Attribute(value=owner, attr=attr), args=[ast.Name(id=given), *_]):
                if given == own and last_name(owner)[:1].isupper() and attr in HANDLERS:
                    return True
    return False


def _kept(frame: Frame, function: Function, target: str, value: str) -> Edit | None:
    """`house = self.get_object()` fetches it already: `house = self.object = self.get_object()`."""
    for statement in function.body:
        if statement.lineno >= frame.statement.lineno:
            return None
        match statement:
            case ast.Assign(targets=[ast.Name()], value=ast.Call() as call) if frame.file.segment(call) == value:
                start = frame.file.span(call)[0]
                return Edit(start, start, f"{target} = ")
    return None


def _first(frame: Frame, function: Function, line: str) -> Edit | None:
    """In front of everything but the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return insert_before(frame.file, body[0], (line,)) if body else None
