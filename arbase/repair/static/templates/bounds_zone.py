"""Days of one zone that are looked for between bounds of another: the bounds are told the zone of the days."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, is_bound_at
from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.notes import notes, sentences
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function

NAME = "bounds-zone"
_ZONE = re.compile(r"zone|tz", re.IGNORECASE)
_TIME = re.compile(r"\b(?:time ?zones?|zones?|time|clock)\b", re.IGNORECASE)


class BoundsZone(Template):
    """`midnight(day)` becomes `midnight(day, zone)`, in the loop's own query or in the function that makes it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a day is no key of the table of days, was told in a zone, and it is said that the zone is that one."""
        frame, file, node = context.frame, context.frame.file, context.crash.node
        function = frame.function
        if context.crash.exception != "KeyError" or function is None or not isinstance(node, ast.Subscript):
            return
        zone = _zone_of(file, function, node.slice)
        loop = next((one for one in file.ancestors(node) if isinstance(one, ast.For)), None)
        if zone is None or loop is None or not _is_said(context, file, function, zone):
            return
        stored = {one.id for one in ast.walk(loop) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        if stored & _names(zone) or not all(is_bound_at(file, function, one, loop.lineno) for one in _names(zone)):
            return  # the zone is that of each single one
        text = file.segment(zone)
        idea = Idea(NAME, 0.92, f"the days are those of {text}, the bounds between which they are looked for are not")
        direct = [edit for call, name in _without_zone(context, loop.iter) for edit in [_given(file, call, name, text)]]
        if direct:
            yield edited(context, idea, file, *direct)
            return
        for call in [one for one in ast.walk(loop.iter) if isinstance(one, ast.Call)]:
            place = callee_of(context.codebase.sources, call)
            handed = _handed_through(context, place[0], place[1]) if place is not None else None
            if place is None or handed is None:
                continue
            name, edits = handed
            draft = edited(context, idea, file, _given(file, call, name, text))
            yield dataclasses.replace(draft, edits=(*draft.edits, *((place[0].path, edit) for edit in edits)))
            return


def _zone_of(file: SourceFile, function: Function, key: ast.expr) -> ast.expr | None:
    """The zone of `moment.astimezone(zone).date()`, also where the moment in it got a name first."""
    nodes = list(ast.walk(key))
    if not any(isinstance(one, ast.Attribute) and one.attr == "date" for one in nodes):
        return None
    for name in [one.id for one in nodes if isinstance(one, ast.Name)]:
        nodes += [part for item in definitions(file, function, name) if item.value for part in ast.walk(item.value)]
    for one in nodes:
        match one:
            case ast.Call(func=ast.Attribute(attr="astimezone"), args=[zone], keywords=[]) if text_of(zone):
                return zone
    return None


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _is_said(context: Context, file: SourceFile, function: Function, zone: ast.expr) -> bool:
    """The function or the notes speak of "the teacher's time", for `teacher.zone`."""
    if not isinstance(zone, ast.Attribute):
        return False
    owner = re.compile(rf"\b{re.escape(last_name(zone.value))}(?:'s|s')", re.IGNORECASE)
    texts = (*(note.text for note in notes(context.codebase.root)), told_at(file.text, function))
    return any(owner.search(one) and _TIME.search(one) for text in texts for one in sentences(text))


def _without_zone(context: Context, root: ast.AST) -> list[tuple[ast.Call, str]]:
    """Calls of functions that may be told a zone as the last thing, and are not."""
    found = []
    for call in ast.walk(root):
        place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
        if place is None or not isinstance(call, ast.Call) or call.keywords:
            continue
        names, defaults = [one.arg for one in place[1].args.args], place[1].args.defaults
        optional = bool(defaults) and isinstance(defaults[-1], ast.Constant) and defaults[-1].value is None
        plain = not any(isinstance(one, ast.Starred) for one in call.args)
        if optional and plain and _ZONE.search(names[-1]) and len(call.args) < len(names):
            found.append((call, names[-1] if len(call.args) < len(names) - 1 else ""))
    return found


def _given(file: SourceFile, call: ast.Call, name: str, text: str) -> Edit:
    """One more argument: by its name where others before it are left out."""
    end = file.span(call.args[-1] if call.args else call)[1] - (not call.args)
    return Edit(end, end, f"{', ' if call.args else ''}{f'{name}=' if name else ''}{text}")


def _handed_through(context: Context, file: SourceFile, function: Function) -> tuple[str, list[Edit]] | None:
    """The function takes a zone itself and hands it to the bounds; other callers go on without one."""
    calls = _without_zone(context, function)
    known = function.args
    used = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)} | {one.arg for one in known.args}
    if not calls or "zone" in used or known.vararg or known.kwonlyargs or known.kwarg or not known.args:
        return None
    end = max(file.span(one)[1] for one in (*known.args, *known.defaults))
    annotated = any(one.annotation is not None and one.arg == known.args[-1].arg for one in known.args)
    kind = _annotation(context, calls[0][0], file) if annotated else ""
    edits = [Edit(end, end, f", zone{f': {kind} = ' if kind else '='}None")]
    return "zone" if known.defaults else "", [*edits, *(_given(file, call, name, "zone") for call, name in calls)]


def _annotation(context: Context, call: ast.Call, file: SourceFile) -> str:
    """How the bounds declare their zone, where the file knows that name as well."""
    place = callee_of(context.codebase.sources, call)
    declared = place[1].args.args[-1].annotation if place is not None else None
    if place is None or declared is None:
        return ""
    known = {one.asname or one.name for node in file.nodes if isinstance(node, ast.ImportFrom) for one in node.names}
    return place[0].segment(declared) if place[0] is file or _names(declared) <= known else ""
