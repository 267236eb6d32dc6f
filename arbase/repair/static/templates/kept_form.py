"""A check asks with a value as it was sent whether it is there already; the write below keeps another form of it.

`if address in addresses(alarm): raise Conflict(...)` above `address = plain(address)` and the INSERT: the form comes
first. Where the write makes the form by itself, `(name.lower(),)`, the check asks for that.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace as changed

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import module_names
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.refusals import Refusal
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited, is_simple, moved
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.numbering import given_to, violated
from arbase.workspace.tree import Function

NAME = "kept-form"
FRAMES = 3
# What brings a text into the form in which it is kept and compared.
_FORMS = frozenset(
    ("strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "capitalize", "swapcase", "zfill", "replace",
     "translate", "removeprefix", "removesuffix", "normalize")
)  # fmt: skip
# What nobody can compare: the same text gets another value each time.
_SECRET = re.compile(r"hash|salt|crypt|token|secret|uuid|random|digest|sign", re.IGNORECASE)
_DEEP = 3


class KeptForm(Template):
    """The value gets its form above the check that asks for it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what must be unique, in the frames that write it, the nearest to the write first."""
        columns = violated(context.crash.message) if context.crash.exception == "IntegrityError" else ()
        for frame in reversed(context.crash.frames[-FRAMES:]):
            if frame.function is None or not columns:
                continue
            for column in columns:
                for written in given_to(frame.function, column):
                    yield from _form_first(context, frame, frame.function, written)


def _form_first(context: Context, frame: Frame, function: Function, written: ast.expr) -> Iterator[Draft]:
    file = frame.file
    made = [
        node
        for node in own_nodes(function)
        if isinstance(node, ast.Assign)
        and isinstance(written, ast.Name)
        and [ast.unparse(target) for target in node.targets] == [written.id]
    ]
    value = made[0].value if len(made) == 1 else written if not made else None
    sent = _formed(context, file, value) if value is not None else ""
    if value is None or not sent:
        return
    written_at = made[0] if made else file.statement_of(written)
    for refusal, asking in _checks(context, frame, function, sent, written_at):
        edits = _edits(frame, asking, sent, made[0] if made else None, value)
        if edits:
            where = f"{file.path}:{asking.lineno}"
            why = f"{where} asks for {sent} as it was sent, and another form of it is kept"
            yield changed(edited(context, Idea(NAME, 0.94, why, where), file, *edits), status=refusal.status or None)
            return


def _checks(
    context: Context, frame: Frame, function: Function, sent: str, below: ast.stmt | None
) -> Iterator[tuple[Refusal, ast.stmt]]:
    """Checks above the statement that refuse for what is asked with the value as sent; where each asks."""
    for refusal in context.refusals.all:
        check = frame.file.parent(refusal.statement)
        if refusal.function is not function or not isinstance(check, ast.If) or below is None:
            continue
        if check.lineno >= below.lineno or refusal.statement not in check.body or not _conflicts(refusal):
            continue
        if _uses(check.test, sent):
            yield refusal, check
            continue
        block = frame.file.block_of(check)
        for before in block[: block.index(check)] if check in block else []:
            match before:
                case ast.Assign(targets=[ast.Name(id=found)], value=value) if _uses(check.test, found):
                    if is_simple(before) and _uses(value, sent) and _asks(value):
                        yield refusal, before


def _edits(frame: Frame, asking: ast.stmt, sent: str, made: ast.Assign | None, value: ast.expr) -> list[Edit] | None:
    file = frame.file
    asked = asking.test if isinstance(asking, ast.If) else asking
    plain = [node for node in ast.walk(asked) if isinstance(node, ast.Name) and node.id == sent]
    if any(_is_formed(frame.file, node) for node in plain):
        # The check has a form of its own: which of the two is meant nobody says.
        return None
    if made is None:
        return [replace(file, node, file.segment(value)) for node in plain]
    block = file.block_of(asking)
    if made not in block or block.index(made) < block.index(asking):
        return None
    between = block[block.index(asking) : block.index(made)]
    names = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
    stored = [node.id for one in between for node in ast.walk(one) if isinstance(node, ast.Name) and _is_stored(node)]
    edits = moved(file, made, file.line_start(asking.lineno))
    if names & set(stored) or edits is None:
        return None
    target = ast.unparse(made.targets[0])
    return [*edits, *([replace(file, node, target) for node in plain] if target != sent else [])]


def _formed(context: Context, file: SourceFile, value: ast.expr) -> str:
    """The one name of which the expression makes another form; empty if it does something else."""
    known = module_names(file)
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name) and node.id not in known}
    return names.pop() if len(names) == 1 and _makes_form(context, value, 0) else ""


def _makes_form(context: Context, node: ast.AST, depth: int) -> bool:
    """Texts are brought into one form, here or in an own function, and nothing of it is chance."""
    found = False
    for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        if _SECRET.search(name):
            return False
        if isinstance(call.func, ast.Attribute) and name in _FORMS:
            found = True
            continue
        callee = callee_of(context.codebase.sources, call) if depth < _DEEP else None
        found = (callee is not None and _makes_form(context, callee[1], depth + 1)) or found
    return found


def _is_formed(file: SourceFile, node: ast.Name) -> bool:
    owner = file.parent(node)
    return isinstance(owner, ast.Attribute) and owner.attr in _FORMS


def _conflicts(refusal: Refusal) -> bool:
    """It says that something is there: 409, or what other services say for that."""
    return refusal.status in (409, 422, 400)


def _uses(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _asks(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)
