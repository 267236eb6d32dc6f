"""An address of Django whose converter does not take what the data has: a number with slashes, a name with a dot."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft

_TRIED = re.compile(
    r"Reverse for '([\w:.-]+)' with (?:arguments '(\(.*?\))'|keyword arguments '(\{.*?\})') not found\. \d+ pattern"
)
_PART = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_TAKES = {"str": re.compile(r"[^/]+"), "slug": re.compile(r"[-a-zA-Z0-9_]+")}


class _Route(NamedTuple):
    """One `path("...", view, name=...)` of a list of them, with the text of its address."""

    call: ast.Call
    text: str

    @property
    def name(self) -> str:
        """What it is called; empty if it has no name."""
        words = (word.value for word in self.call.keywords if word.arg == "name")
        return next((str(one.value) for one in words if isinstance(one, ast.Constant)), "")


def widened(context: Context, template: str) -> Iterator[Draft]:
    """`<path:number>` for `<str:number>`, also in the addresses below it, which come first then."""
    found = _TRIED.search(context.crash.message)
    if found is None or context.crash.exception != "NoReverseMatch":
        return
    name, given = found[1].rpartition(":")[2], _read(found[2] or found[3])
    lists = [(file, routes) for file in context.codebase.sources for routes in _lists(file)]
    named = [(file, routes, one) for file, routes in lists for one in routes if one.name == name]
    if len(named) != 1:
        return
    file, routes, route = named[0]
    wider = _wider(route, given)
    if wider is None or not route.text[: wider[0].start()].strip("/"):
        return
    part, converter = wider
    start = route.text[: part.end()]
    below = [one for one in routes if one.text.startswith(start)]
    edits = [_converted(file, one, part, converter) for one in below]
    moved = _behind(file, routes, route, part) if converter == "path" else []
    if moved is None or any(edit is None for edit in edits):
        return
    why = f"{part['name']} of {route.name} may have what <{part['converter'] or 'str'}:> does not take"
    if moved:
        text = next(edit for one, edit in zip(below, edits, strict=True) if one is route and edit is not None)
        first, last = moved
        line = file.text[first.start : first.end]
        line = line[: text.start - first.start] + text.text + line[text.end - first.start :]
        others = [edit for one, edit in zip(below, edits, strict=True) if one is not route and edit is not None]
        yield edited(context, Idea(template, 0.9, why), file, *others, first, Edit(last.start, last.end, line))
    else:
        yield edited(context, Idea(template, 0.9, why), file, *(edit for edit in edits if edit is not None))


def _read(text: str) -> tuple[object, ...] | dict[str, object]:
    """What was given for the parts; nothing where the message shows objects or is cut off."""
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return ()
    return found if isinstance(found, tuple | dict) else ()


def _lists(file: SourceFile) -> Iterator[list[_Route]]:
    for node in file.nodes:
        if isinstance(node, ast.List):
            calls = [one for one in node.elts if isinstance(one, ast.Call) and last_name(one.func) == "path"]
            texts = [one.args[0].value if one.args and isinstance(one.args[0], ast.Constant) else None for one in calls]
            found = [_Route(one, text) for one, text in zip(calls, texts, strict=True) if isinstance(text, str)]
            if found:
                yield found


def _wider(route: _Route, given: tuple[object, ...] | Mapping[str, object]) -> tuple[re.Match[str], str] | None:
    """The one part of the address that does not take its value, and the converter that does."""
    parts = list(_PART.finditer(route.text))
    if len(parts) != len(given):
        return None
    values = [given.get(part["name"]) for part in parts] if isinstance(given, Mapping) else list(given)
    found = []
    for part, value in zip(parts, values, strict=True):
        takes = _TAKES.get(part["converter"] or "str")
        if takes is not None and not takes.fullmatch(str(value)):
            found.append((part, value))
    # Nothing at all is no value that an address could have.
    if len(found) != 1 or not isinstance(found[0][1], str) or not found[0][1].strip("/ "):
        return None
    return found[0][0], "path" if "/" in found[0][1] else "str"


def _converted(file: SourceFile, route: _Route, part: re.Match[str], converter: str) -> Edit | None:
    """The other converter in the text of an address; None where it is not written as it is read."""
    start, end = file.span(route.call.args[0])
    place = file.text.find(part[0], start, end)
    return Edit(place, place + len(part[0]), f"<{converter}:{part['name']}>") if place >= 0 else None


def _behind(file: SourceFile, routes: list[_Route], route: _Route, part: re.Match[str]) -> list[Edit] | None:
    """The edits that put a route behind the last one of the same beginning, which it would take for itself.

    Empty where it stands there already, or goes on behind the part; None where the lines cannot be moved.
    """
    own = routes.index(route)
    begin = route.text[: part.start()]
    later = [one for one in routes[own + 1 :] if one.text.startswith(begin)]
    if not later or route.text[part.end() :].strip("/"):
        return []
    lines = []
    for one in (route, later[-1]):
        first, last = one.call.lineno, one.call.end_lineno or one.call.lineno
        start, end = file.line_start(first), file.line_start(last + 1)
        text = file.text[start:end].strip()
        if text.rstrip(",") != file.segment(one.call) or not text.endswith(","):
            return None
        lines.append((start, end))
    return [Edit(*lines[0], ""), Edit(lines[1][1], lines[1][1], "")]
