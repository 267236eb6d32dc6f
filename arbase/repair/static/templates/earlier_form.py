"""A commit gave what the program hands out or stores a new form, and what went out before it comes in the old one.

The new form is read as it is; what has the old one is read as the code before the commit read it. For what a client
sends the program must say that it lasts: a token of last year may as well be meant to be void.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at, reaching
from arbase.repair.static.edit import Edit, insert_before, wrap
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.notes import notes
from arbase.workspace.parsing import parse
from arbase.workspace.promises import SENTENCES
from arbase.workspace.tree import Function

NAME = "earlier-form"
_NO_PARTS = re.compile(r"'(int|str|float|list|tuple|bytes)' object (?:is not subscriptable|has no attribute)")
_BY_NUMBER = re.compile(r"^(string|list|tuple) indices must be integers")
_LASTS = re.compile(
    r"\b(?:not|never|n't) (?:yet )?(?:expire|run out|lapse)|\bhowever old\b|\boutlives?\b"
    r"|\b(?:stays?|remains?) valid\b(?! for)"
    r"|\b(?:works?|holds?|lasts?|counts?) (?:until|for good|for ever|forever|as long as)\b"
    r"|\b(?:old|older|earlier|former|previous)\b[^.]*\b(?:still|as well|keeps?|must|accepted)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:no longer|refus|reject|void|invalid|(?:not|never) (?:be )?accept|re-?issue)\w*", re.IGNORECASE
)
# By what such a thing is called, so that a sentence about something else that lasts is no evidence.
_ISSUED = re.compile(
    r"\b(?:links?|tokens?|cookies?|codes?|vouchers?|tickets?|keys?|signatures?|messages?|jobs?|events?|entries|entry"
    r"|queued?|queues|records?|rows?|files?|payloads?|cursors?|bookmarks?|invitations?|sessions?|passes)\b",
    re.IGNORECASE,
)


class Old(NamedTuple):
    """What has the old form, the tests for the old form and for the new one, and what the old one is in words."""

    name: str
    test: str
    new: str
    what: str


class EarlierForm(Template):
    """`if isinstance(token, int): return find(token)` in front of `return find(token["id"])`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each commit that changed how the failing statement reads the value."""
        frame, old = context.frame, _old(context)
        if old is None or frame.function is None:
            return
        made = [item.value for item in reaching(frame.file, frame.function, old.name, frame.line)]
        if len(made) != 1 or made[0] is None:
            return
        sent = context.flow.sent(frame.file, frame.function, made[0])
        place = promise(context, made[0])
        if sent and not place:
            return
        for sha, score, text in context.history.versions(frame.file.path):
            before = SourceFile.parse(frame.file.path, text)
            statement = _as_before(before, frame, (old.name, made[0])) if before is not None else None
            edit = _either(frame, old, statement) if statement is not None else None
            if edit is not None:
                why = f"what went out before commit {sha[:12]} is {old.what}, and was read so"
                prior = 0.8 + 0.12 * score if place else 0.68
                yield edited(context, Idea(NAME, prior, why, place or f"commit:{sha}"), frame.file, edit)


def _old(context: Context) -> Old | None:
    """`token["visit"]` of a number, or of a mapping without that key."""
    crash = context.crash
    match crash.node:
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as key)):
            pass
        case (
            ast.Attribute(value=ast.Name(id=name), attr=key)
            | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=key))
        ):
            pass
        case _:
            return None
    if crash.exception == "KeyError" and isinstance(crash.node, ast.Subscript):
        known = crash.described(name).get("keys", ())
        return (
            Old(name, f'"{key}" not in {name}', f'"{key}" in {name}', f"without {key}")
            if known and key not in known
            else None
        )
    said = _NO_PARTS.search(crash.message) or _BY_NUMBER.search(crash.message)
    if said is None or crash.exception not in ("TypeError", "AttributeError"):
        return None
    kind = "str" if said[1] == "string" else said[1]
    seen = crash.type_of(name)
    test = f"isinstance({name}, {kind})"
    return Old(name, test, f"not {test}", f"a plain {kind}") if seen in ("", kind) else None


def _as_before(before: SourceFile, frame: Frame, given: tuple[str, ast.expr]) -> str | None:
    """The statement of the old code in the place of the failing one, over the name that holds the value now."""
    name, made = given
    function = _namesake(before, frame)
    if function is None:
        return None
    found = [
        text
        for node in ast.walk(function)
        if isinstance(node, ast.stmt) and _same_part(node, frame.statement)
        if (text := _over(before, node, name, made)) is not None
    ]
    if len(found) != 1:
        return None
    # `ast.parse` reads an answer outside of a function as well; only the compiler minds.
    statement = parse(found[0]).body[0]
    names = {part.id for part in ast.walk(statement) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
    known = all(is_bound_at(frame.file, frame.function, one, frame.line) or hasattr(builtins, one) for one in names)
    if not known or ast.dump(statement) == ast.dump(frame.statement):
        return None
    return ast.unparse(statement) if "\n" in found[0] else found[0]


def _namesake(file: SourceFile, frame: Frame) -> Function | None:
    name = frame.file.qualified_name(frame.function) if frame.function is not None else ""
    return next((one for one in file.functions if file.qualified_name(one) == name), None)


def _same_part(old: ast.stmt, new: ast.stmt) -> bool:
    """Both answer, or both give the same name its value."""
    match old, new:
        case ast.Return(value=ast.expr()), ast.Return():
            return True
        case ast.Assign(targets=[one]), ast.Assign(targets=[other]):
            return ast.dump(one) == ast.dump(other)
    return False


def _over(file: SourceFile, statement: ast.stmt, name: str, made: ast.expr) -> str | None:
    """`return find(read(text))` as `return find(token)`; a statement over the name itself as it is."""
    start, _ = file.span(statement)
    text, wanted = file.segment(statement), ast.dump(made)
    whole = [node for node in ast.walk(statement) if isinstance(node, ast.expr) and ast.dump(node) == wanted]
    for node in sorted(whole, key=lambda one: -one.col_offset):
        first, last = (at - start for at in file.span(node))
        text = f"{text[:first]}{name}{text[last:]}"
    if whole:
        return text
    reads = any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement))
    return text if reads else None


def _either(frame: Frame, old: Old, statement: str) -> Edit | None:
    """The old statement where the value has the old form."""
    if isinstance(frame.statement, ast.Return):
        return insert_before(frame.file, frame.statement, (f"if {old.test}:", f"\t{statement}"))
    return wrap(frame.file, [frame.statement], f"if {old.new}:", ("else:", f"\t{statement}"))


def promise(context: Context, made: ast.AST) -> str:
    """Where the service says that what it hands out lasts: in its notes, or where the value is made and read."""
    for note in notes(context.codebase.root):
        if _says_so(note.text):
            return note.path
    called = [callee_of(context.codebase.sources, node) for node in ast.walk(made) if isinstance(node, ast.Call)]
    places = [(context.frame.file, context.frame.function), *(one for one in called if one is not None)]
    for file, function in places:
        owner = file.class_of(function) if function is not None else None
        for node in (file.tree, owner, function):
            if node is not None and _says_so(ast.get_docstring(node)):
                return f"{file.path}:{getattr(node, 'lineno', 1)}"
    return ""


def _says_so(text: str | None) -> bool:
    said = (one for one in SENTENCES.split(text or "") for one in re.split(r"\n\s*[-*] ", one))
    return any(_LASTS.search(one) and _ISSUED.search(one) and not _ENDS.search(one) for one in said)
