"""A client or a pool that was handed over is closed by who only borrowed it, and whoever uses it next finds it closed.

Who made it closes it: the borrower leaves it open, and a caller that makes one for this use alone holds it in a `with`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import CallSite, argument_of, definitions, module_names, parameters
from arbase.repair.static.edit import Edit, delete, unwrap, wrap
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "closed-for-all"
_CLOSED = re.compile(
    r"as the client has been closed|^Session is closed$|cannot schedule new futures after shutdown"
    r"|^pool is clos(?:ed|ing)$|^(?:HTTP)?ConnectionPool.*is closed"
)
_CLOSES = frozenset(("close", "aclose", "shutdown", "terminate"))
# Whoever calls these means the end.
_ENDS = _CLOSES | {"__exit__", "__aexit__", "__del__", "stop", "astop", "disconnect", "dispose", "teardown", "cleanup"}
_OWNS = re.compile(r"\b(?:clos(?:e|es|ed|ing)|shuts?|owns?|ownership|takes over)\b", re.I)
_CACHED = frozenset(("cache", "lru_cache", "cached_property", "cached"))


class ClosedForAll(Template):
    """What was handed over stays open where somebody keeps it for others as well."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each function that closes what it was handed, where every caller is known to close its own."""
        if not _CLOSED.search(context.crash.message):
            return
        for file in context.codebase.sources:
            for function in file.functions:
                if function.name in _ENDS or _OWNS.search(ast.get_docstring(function) or ""):
                    continue
                for receiver, closings in _closed_in(file, function).items():
                    sites = _handed(context, file, function, receiver)
                    edits = [_without(file, one) for one in closings]
                    held = _held_by_callers(context, sites, closings[0]) if all(edits) else None
                    if held is None:
                        continue
                    why = f"{function.name} closes {receiver}, which it was handed and which others use after it"
                    yield Draft(
                        template=NAME,
                        edits=(*((file.path, edit) for edit in edits if edit is not None), *held),
                        prior=0.88,
                        rationale=f"{why}.",
                        location=context.frame.location,
                    )


def _closed_in(file: SourceFile, function: Function) -> dict[str, list[ast.Expr]]:
    """What the function closes, with the statements that do."""
    found: dict[str, list[ast.Expr]] = {}
    for node in own_nodes(function):
        if not isinstance(node, ast.Expr):
            continue
        match node.value.value if isinstance(node.value, ast.Await) else node.value:
            case ast.Call(func=ast.Attribute(attr=verb, value=ast.Name() | ast.Attribute() as receiver)):
                if verb in _CLOSES:
                    found.setdefault(file.segment(receiver), []).append(node)
    return found


def _handed(
    context: Context, file: SourceFile, function: Function, receiver: str
) -> list[tuple[CallSite, ast.expr | None, str]]:
    """Every call that hands it over, with what it hands over and the parameter's name; empty where it is no loan."""
    owner = file.parent(function)
    if receiver in [item.arg for item in parameters(function)]:
        bound = isinstance(owner, ast.ClassDef)
        calls = [] if definitions(file, function, receiver) else context.flow.call_sites(function.name)
        return [(one, argument_of(one.call, function, receiver, bound=bound), receiver) for one in calls]
    if not isinstance(owner, ast.ClassDef) or _OWNS.search(ast.get_docstring(owner) or ""):
        return []
    begins = [one for one in owner.body if isinstance(one, FUNCTIONS) and one.name == "__init__"]
    stored = [
        (item, node.value)
        for item in owner.body
        if isinstance(item, FUNCTIONS)
        for node in own_nodes(item)
        if isinstance(node, ast.Assign) and any(file.segment(target) == receiver for target in node.targets)
    ]
    if len(begins) != 1 or len(stored) != 1 or stored[0][0] is not begins[0]:
        return []
    begin, value = begins[0], stored[0][1]
    if not isinstance(value, ast.Name) or value.id not in [item.arg for item in parameters(begin)]:
        return []
    if definitions(file, begin, value.id) or _OWNS.search(ast.get_docstring(begin) or ""):
        return []
    made = [*context.flow.call_sites(owner.name)]
    made += [one for one in context.flow.call_sites("cls") if one.function in owner.body]
    return [(one, argument_of(one.call, begin, value.id, bound=True), value.id) for one in made]


def _held_by_callers(
    context: Context, sites: list[tuple[CallSite, ast.expr | None, str]], closing: ast.Expr
) -> list[tuple[str, Edit]] | None:
    """What callers have to hold themselves from now on; None where one is not known, or nobody keeps it for others."""
    edits: list[tuple[str, Edit]] = []
    kept = False
    for site, given, name in sites:
        if given is None:
            return None
        if _is_kept(context, site, given):
            kept = True
        elif not _is_held(site, given):
            edit = _hold(site, given, name, waits=isinstance(closing.value, ast.Await))
            if edit is None:
                return None
            edits.append((site.file.path, edit))
    return edits if kept else None


def _is_kept(context: Context, site: CallSite, given: ast.expr) -> bool:
    """It outlives the call: part of another object, a name of the module, what a cached function gives."""
    match given:
        case ast.Attribute():
            return True
        case ast.Call():
            known = [one for file in context.codebase.sources for one in file.functions]
            called = [one for one in known if one.name == last_name(given.func)]
            marks = (getattr(item, "func", item) for one in called for item in one.decorator_list)
            return any(last_name(mark) in _CACHED for mark in marks)
        case ast.Name(id=name):
            made = definitions(site.file, site.function, name) if site.function is not None else []
            argument = site.function is not None and name in [item.arg for item in parameters(site.function)]
            if not made and not argument:
                return name in module_names(site.file)
            return bool(made) and site.function is not None and _is_given_on(site.function, name)
    return False


def _is_given_on(function: Function, name: str) -> bool:
    """The name is stored in an object or given back: it lives on behind the function."""
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Attribute()], value=ast.Name(id=stored)) if stored == name:
                return True
            case ast.Return(value=ast.expr() as back) if any(
                isinstance(part, ast.Name) and part.id == name for part in ast.walk(back)
            ):
                return True
    return False


def _is_held(site: CallSite, given: ast.expr) -> bool:
    """The caller closes it: it is the name of a `with`, or closed by name."""
    if not isinstance(given, ast.Name) or site.function is None:
        return False
    made = definitions(site.file, site.function, given.id)
    if made and all(isinstance(one.statement, ast.With | ast.AsyncWith) for one in made):
        return True
    return given.id in _closed_in(site.file, site.function)


def _hold(site: CallSite, given: ast.expr, name: str, *, waits: bool) -> Edit | None:
    """`with make() as name:` around what is made for this call alone and the rest of its block."""
    file, function = site.file, site.function
    statement = file.statement_of(site.call)
    if function is None or statement is None or (waits and not isinstance(function, ast.AsyncFunctionDef)):
        return None
    if not isinstance(given, ast.Call) or not _ends_here(file, function, site.call):
        return None
    if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(function)):
        return None
    block = file.block_of(statement)
    text = file.segment(given)
    edit = wrap(file, block[block.index(statement) :], f"{'async ' if waits else ''}with {text} as {name}:", ())
    if edit is None or "\n" in text or edit.text.count(text) != 2:
        return None
    head, _, rest = edit.text.partition("\n")
    return Edit(edit.start, edit.end, f"{head}\n{rest.replace(text, name)}")


def _ends_here(file: SourceFile, function: Function, call: ast.Call) -> bool:
    """What the call makes is only asked for something on the spot: nobody has it behind the function."""
    around = file.parent(call)
    statement = file.statement_of(call)
    if isinstance(call.func, ast.Name | ast.Attribute) and not last_name(call.func)[:1].isupper():
        return last_name(call.func) != "cls"
    if isinstance(around, ast.Attribute):
        return True
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=made) if made is call:
            uses = [part for part in own_nodes(function) if isinstance(part, ast.Name) and part.id == name]
            loads = [part for part in uses if isinstance(part.ctx, ast.Load)]
            asked = [file.parent(part) for part in loads]
            return all(isinstance(one, ast.Attribute) and isinstance(file.parent(one), ast.Call) for one in asked)
    return False


def _without(file: SourceFile, closing: ast.Expr) -> Edit | None:
    """The statement taken out; a `try` that was there for it alone goes as well, and what it held stays."""
    around = file.parent(closing)
    if isinstance(around, ast.Try | ast.TryStar) and around.finalbody == [closing]:
        if not around.handlers:
            return unwrap(file, around, around.body)
        last = [*around.body, *(one for handler in around.handlers for one in handler.body), *around.orelse][-1]
        start = file.line_start((last.end_lineno or last.lineno) + 1)
        return Edit(start, file.line_start((closing.end_lineno or closing.lineno) + 1), "")
    return delete(file, closing)
