"""Rows are changed by a function that does not forget what is kept of them, as other writers of the same rows do.

What a function keeps names a row that is gone, or is no longer what it was. Some writers call `forget(site)` behind
their writes, another one does not: the call that the others make goes behind its write as well.

It would be wrong where somebody says that what is kept may be old: then whoever looks up has to bear with it. It is
left alone too where no writer forgets (nobody ever said that it has to be so), where the fields that are written are
not asked for by what is kept, and where a caller of the writer forgets.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, insert_after
from arbase.repair.static.imports import import_of, module_name
from arbase.repair.static.kept_answers import Keeping, keepings
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.written_rows import Rows, Written
from arbase.workspace.notes import notes, sentences
from arbase.workspace.tree import Function

NAME = "forgets-too"
DEEP = 2
FRAMES = 3
_SYMPTOMS = ("DoesNotExist", "NoResultFound", "KeyError", "IndexError", "StopIteration", "IntegrityError")
_OF_NONE = re.compile(r"'NoneType'")
_OLD = re.compile(
    r"\b(?:stale|outdated|out of date|lags?)\b"
    r"|\b(?:may|can|might) (?:\w+ )?(?:be|stay|lie) (?:\S+ ){0,4}(?:old|late|wrong|behind)\b"
    r"|\bup to \S+ \w+ (?:old|late)\b",
    re.IGNORECASE,
)


class ForgetsToo(Template):
    """`forget(shelf.room)` behind `shelf.save()` as it stands behind the writes of others."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each kept answer that the crashed function or its caller asks for: all writers that do not forget."""
        if not _is_symptom(context):
            return
        rows = Rows(context.codebase)
        for keeping in keepings(context.codebase):
            functions = [frame.function for frame in context.crash.frames[-FRAMES:]]
            asks = any(_asks(context, one, keeping.keeper, DEEP) for one in functions)
            if not asks or _may_be_old(context, keeping):
                continue
            models, words = rows.read(keeping.keeper)
            writes = [one for one in rows.written() if one.model in models and (not one.fields or one.fields & words)]
            calls = _Calls(context, keeping)
            others = [one for one in writes if calls.forgets(one.function)]
            lacking = [one for one in writes if not calls.forgets(one.function) and not calls.is_followed(one)]
            edits = [(one.file.path, edit) for one in lacking if (edit := _forgotten(rows, keeping, one)) is not None]
            if not others or not edits or len(edits) != len(lacking):
                continue
            place = f"{others[0].file.path}:{others[0].statement.lineno}"
            names = " and ".join(dict.fromkeys(one.function.name for one in lacking))
            why = (
                f"What {keeping.keeper.name} keeps of {others[0].model} is forgotten by {others[0].function.name}, "
                f"but not by {names}."
            )
            yield Draft(NAME, tuple(edits), 0.88, why, place, context.frame.location)


def _is_symptom(context: Context) -> bool:
    crash = context.crash
    missed = crash.exception.endswith(_SYMPTOMS)
    return missed or (crash.exception in ("AttributeError", "TypeError") and bool(_OF_NONE.search(crash.message)))


def _asks(context: Context, function: Function | None, keeper: Function, depth: int) -> bool:
    """The function calls what keeps, itself or by what it calls."""
    if function is None or function is keeper:
        return function is not None
    for node in ast.walk(function):
        called = callee_of(context.codebase.sources, node) if isinstance(node, ast.Call) else None
        if called is not None and (called[1] is keeper or (depth and _asks(context, called[1], keeper, depth - 1))):
            return True
    return False


def _may_be_old(context: Context, keeping: Keeping) -> bool:
    """Somebody says that what is kept may be behind: in its words, or in the notes about the same thing."""
    own = (
        ast.get_docstring(keeping.keeper),
        ast.get_docstring(keeping.file.tree),
        ast.get_docstring(keeping.forgetter),
    )
    if any(_OLD.search(text) for text in own if text):
        return True
    words = [word for word in keeping.keeper.name.lower().split("_") if len(word) > 3]
    said = (one.lower() for note in notes(context.codebase.root) for one in sentences(note.text))
    return any(_OLD.search(one) and any(word in one for word in words) for one in said)


class _Calls:
    """Who forgets, by which call."""

    def __init__(self, context: Context, keeping: Keeping) -> None:
        self.context = context
        self.keeping = keeping

    def forgets(self, function: Function, depth: int = DEEP) -> bool:
        """The function calls what forgets, itself or by what it calls."""
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and last_name(node.func) == self.keeping.forgetter.name:
                return True
            called = callee_of(self.context.codebase.sources, node) if isinstance(node, ast.Call) and depth else None
            if called is not None and called[1] is not function and self.forgets(called[1], depth - 1):
                return True
        return False

    def is_followed(self, written: Written) -> bool:
        """Somebody who calls the writer forgets."""
        sites = self.context.flow.call_sites(written.function.name)
        return any(site.function is not None and self.forgets(site.function, 0) for site in sites)


def _forgotten(rows: Rows, keeping: Keeping, written: Written) -> Edit | None:
    """The call behind the write, as the file spells it; None where it cannot be told what to forget."""
    given = _given(rows, keeping.forgetter, written)
    name = _spelled(keeping, written.file)
    waits = isinstance(keeping.forgetter, ast.AsyncFunctionDef)
    if not name or given is None or (waits and not isinstance(written.function, ast.AsyncFunctionDef)):
        return None
    return insert_after(written.file, written.statement, (f"{'await ' if waits else ''}{name}({given})",))


def _given(rows: Rows, forgetter: Function, written: Written) -> str | None:
    """What the writer has for the one parameter: a name of that model, or what leads from the row to it."""
    wanted = parameters(forgetter)
    if len(wanted) != 1:
        return "" if not wanted else None
    name, kind = wanted[0].arg, last_name(wanted[0].annotation)
    names = rows.names(written.function)
    fields = rows.models[written.model].fields
    found: list[str] = []
    if kind in rows.models:
        found = [one for one, model in names.items() if model == kind]
        found = found or [f"{written.row}.{one}" for one, leads in fields.items() if written.row and leads == kind]
    elif written.row:
        keys = {f"{one}_id" for one, leads in fields.items() if leads}
        found = [f"{written.row}.{name}"] if name in {*fields, *keys} else []
    return found[0] if len(found) == 1 else None


def _spelled(keeping: Keeping, file: SourceFile) -> str:
    """The forgetter as a file can call it with the imports that it has."""
    name = keeping.forgetter.name
    if file.path == keeping.file.path or import_of(name, keeping.file, file) == "":
        return name
    module = module_name(keeping.file.path).rpartition(".")[2]
    for node in file.tree.body:
        for one in node.names if isinstance(node, ast.ImportFrom) else ():
            if one.name == module and one.asname is None:
                return f"{module}.{name}"
    return ""
