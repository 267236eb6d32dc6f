"""Calls that do not fit the function: renamed, missing or superfluous arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.dataflow import is_bound_at, is_method, parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.names import closest
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "arguments"


class Arguments(Template):
    """The parameter of nearly this name, the variable that was not passed."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the interpreter said of the call."""
        crash = context.crash
        if crash.exception != "TypeError" or not isinstance(crash.node, ast.Call):
            return
        message, call = crash.message, crash.node
        if "unexpected keyword argument" in message:
            yield from self._renamed(context, call, quoted(message))
        elif "required positional argument" in message or "required keyword-only argument" in message:
            yield from self._missing(context, call, quoted(message))
        elif re.search(r"takes \d+ positional arguments? but \d+ (was|were) given", message):
            yield from self._too_many(context, call)

    def _renamed(self, context: Context, call: ast.Call, words: list[str]) -> Iterator[Draft]:
        file = context.frame.file
        known = _known_parameters(context, call)
        given = {keyword.arg for keyword in call.keywords}
        for keyword in call.keywords:
            if keyword.arg is None or keyword.arg not in words:
                continue
            start = file.span(keyword)[0]
            for found, score in closest(keyword.arg, [name for name in [*known, *words[1:]] if name not in given]):
                idea = Idea(NAME, 0.35 + 0.58 * score, f"the parameter is called {found}, not {keyword.arg}")
                yield edited(context, idea, file, Edit(start, start + len(keyword.arg), found))

    def _missing(self, context: Context, call: ast.Call, words: list[str]) -> Iterator[Draft]:
        frame, file = context.frame, context.frame.file
        absent = [word for word in words if word.isidentifier()]
        if not absent or any(keyword.arg is None for keyword in call.keywords):
            return
        ways: list[tuple[list[str], float, str]] = []
        if all(is_bound_at(file, frame.function, name, frame.line) for name in absent):
            ways.append((absent, 0.85, ""))
        by_others = self._as_elsewhere(context, call, absent)
        if by_others is not None:
            ways.append((by_others[0], 0.7, by_others[1]))
        for texts, prior, place in ways:
            end = file.span(call)[1] - 1
            joint = "" if not call.args and not call.keywords else ", "
            before = file.text[:end].rstrip()
            if before.endswith(","):
                joint = " "
            new = ", ".join(texts)
            if not _in_order(context, call, absent):
                new = ", ".join(f"{name}={text}" for name, text in zip(absent, texts, strict=True))
            idea = Idea(NAME, prior, f"{', '.join(absent)} is not passed", place)
            yield edited(context, idea, file, Edit(end, end, joint + new))

    def _as_elsewhere(self, context: Context, call: ast.Call, absent: list[str]) -> tuple[list[str], str] | None:
        """What other calls pass, where the names in it mean something here too."""
        frame = context.frame
        place = _callee(context, call)
        names = positional(*place) if place is not None else _fields(context, last_name(call.func))
        if not names:
            return None
        for site in context.flow.call_sites(last_name(call.func)):
            if site.call is call:
                continue
            texts = []
            for name in absent:
                given = next((word.value for word in site.call.keywords if word.arg == name), None)
                if given is None and name in names and names.index(name) < len(site.call.args):
                    given = site.call.args[names.index(name)]
                if given is None or (place is None and isinstance(given, ast.Constant)):
                    break  # a field's value for one record is none for the next
                used = [part.id for part in ast.walk(given) if isinstance(part, ast.Name)]
                if not all(is_bound_at(frame.file, frame.function, item, frame.line) for item in used):
                    break
                if "self" in used and site.file.class_of(site.call) is not frame.file.class_of(call):
                    break  # its own object is another one
                texts.append(site.file.segment(given))
            if len(texts) == len(absent):
                return texts, f"{site.file.path}:{site.call.lineno}"
        return None

    def _too_many(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """A method without `self`, or an argument for which there is no parameter."""
        place = _callee(context, call)
        if place is None:
            return
        file, function = place
        owner = file.parent(function)
        names = [item.arg for item in parameters(function)]
        if isinstance(owner, ast.ClassDef) and (not names or names[0] not in ("self", "cls", "mcs")):
            start = file.text.index("(", file.span(function)[0] + len("def ")) + 1
            idea = Idea(NAME, 0.8, f"{function.name} is a method without self")
            yield edited(context, idea, file, Edit(start, start, "self, " if names else "self"))
            return
        expected = positional(file, function)
        here = context.frame.file
        for index, argument in enumerate(call.args):
            known = last_name(argument)
            if known and known not in names and len(call.args) - 1 <= len(expected):
                rest = [here.segment(item) for item in call.args if item is not argument]
                rest += [here.segment(item) for item in call.keywords]
                text = f"{here.segment(call.func)}({', '.join(rest)})"
                prior = 0.5 if index == len(call.args) - 1 else 0.4
                yield replaced(context, Idea(NAME, prior, f"{function.name} does not take {known}"), here, call, text)


def _callee(context: Context, call: ast.Call) -> tuple[SourceFile, Function] | None:
    """The called function, or the constructor of the called class."""
    name = last_name(call.func)
    if name in context.statuses.functions:
        return context.statuses.functions[name]
    if name in context.statuses.classes:
        file, owner = context.statuses.classes[name]
        for item in owner.body:
            if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                return file, item
    return None


def _fields(context: Context, name: str) -> list[str]:
    """The fields of a dataclass that makes its own constructor of them, in order."""
    if name not in context.statuses.classes:
        return []
    owner = context.statuses.classes[name][1]
    made = any("dataclass" in ast.unparse(mark) for mark in owner.decorator_list)
    if not made or owner.bases:
        return []
    return [
        item.target.id for item in owner.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def _known_parameters(context: Context, call: ast.Call) -> list[str]:
    place = _callee(context, call)
    if place is not None:
        return [item.arg for item in parameters(place[1]) if item.arg not in ("self", "cls")]
    name = last_name(call.func)
    if name not in context.statuses.classes:
        return []
    fields = context.statuses.classes[name][1].body
    return [item.target.id for item in fields if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]


def positional(file: SourceFile, function: Function) -> list[str]:
    """The parameters that take positional arguments, in order, without the one for the object itself."""
    names = [item.arg for item in [*function.args.posonlyargs, *function.args.args]]
    return names[1:] if is_method(file, function) else names


def _in_order(context: Context, call: ast.Call, absent: list[str]) -> bool:
    """The missing arguments are simply the next positional ones."""
    place = _callee(context, call)
    if place is None or call.keywords:
        return False
    names = positional(*place)
    return names[len(call.args) : len(call.args) + len(absent)] == absent
