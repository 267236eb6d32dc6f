"""Rows that a deletion through a session of SQLAlchemy leaves behind without what they belong to: they go along."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import Edit
from arbase.repair.static.imports import packages
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft

CASCADE = '"all, delete-orphan"'
# As SQLite and PostgreSQL have it.
_NULL = (
    re.compile(r"NOT NULL constraint failed: (?:\w+\.)?(?P<table>\w+)\.(?P<column>\w+)"),
    re.compile(r'null value in column "(?P<column>\w+)" of relation "(?P<table>\w+)"'),
)
# A relationship that says so has been thought over.
_SETTLED = frozenset(("cascade", "passive_deletes", "secondary", "viewonly", "cascade_delete"))


class _Mapped(NamedTuple):
    """A class of the repository."""

    file: SourceFile
    owner: ast.ClassDef


def orphaned(context: Context) -> tuple[str, str] | None:
    """Table and column that are set to null since the row to which they point is deleted through the session."""
    null = next((found for shape in _NULL if (found := shape.search(context.crash.message))), None)
    held = (frame.file.segment(frame.function) for frame in context.crash.frames if frame.function is not None)
    deletes = any(".delete(" in text for text in held) and "sqlalchemy" in packages(context.codebase)
    return (null["table"], null["column"]) if null and deletes and "INSERT" not in context.crash.message else None


def cascading(context: Context, template: str, table: str, column: str) -> Iterator[Draft]:
    """The relationship to rows that cannot stand alone takes them along, as SQLAlchemy's manual has it."""
    mapped = [
        _Mapped(file, node)
        for file in context.codebase.sources
        for node in file.nodes
        if isinstance(node, ast.ClassDef)
    ]
    child = next((one for one in mapped if _is_table(mapped, one, table) and _pointed_to(one, column)), None)
    if child is None:
        return
    pointed = _pointed_to(child, column)
    parent = next((one for one in mapped if one.owner.name == pointed or _is_table(mapped, one, pointed)), None)
    where = _precedent(parent) if parent is not None else ""
    # What others point to is kept elsewhere: then it takes more to say that these rows may go.
    if parent is None or (not where and _keeps(context)) or _is_restricted(child, column):
        return
    why = f"a {child.owner.name.lower()} cannot be without its {parent.owner.name.lower()}: {column} takes no null"
    for file, node, text in _relations(parent, child, column):
        imports = ("from sqlalchemy.orm import backref",) if isinstance(node, ast.Constant) else ()
        idea = Idea(template, 0.9 if where else 0.86, why, where, imports)
        yield edited(context, idea, file, _with_cascade(file, node, text))


def mapped_to(codebase: Codebase, table: str) -> str:
    """The one class that is mapped to a table; empty where none is, or several may be."""
    mapped = [_Mapped(file, node) for file in codebase.sources for node in file.nodes if isinstance(node, ast.ClassDef)]
    found = [one.owner.name for one in mapped if _is_table(mapped, one, table)]
    return found[0] if len(found) == 1 else ""


def _keeps(context: Context) -> bool:
    """A deletion is refused somewhere in the repository since something is in use."""
    refusals = (one for one in context.refusals.all if one.status in (409, 423) and one.function is not None)
    return any(".delete(" in one.file.segment(one.function or one.statement) for one in refusals)


def _is_restricted(child: _Mapped, column: str) -> bool:
    """The database is told to refuse the deletion."""
    text = next((child.file.segment(node) for node in child.owner.body if _binds(node, column)), "")
    return re.search(r"ondelete\s*=\s*[\"'](?:RESTRICT|NO ACTION)", text, re.IGNORECASE) is not None


def _relations(parent: _Mapped, child: _Mapped, column: str) -> Iterator[tuple[SourceFile, ast.expr, str]]:
    """What says how the parent has the child: its own relationship, or the `backref` of the child's."""
    own = _cascade_beside(parent)
    for node in parent.owner.body:
        call = _relationship(node)
        if call is None or not re.search(rf"\b{child.owner.name}\b", parent.file.segment(node)):
            continue
        words = {word.arg: parent.file.segment(word.value) for word in call.keywords}
        if "remote_side" in words or column not in words.get("foreign_keys", column):
            continue
        if not words.keys() & _SETTLED:
            yield parent.file, call, own
        return
    for node in child.owner.body:
        call = _relationship(node)
        if call is None or not re.search(rf"\b{parent.owner.name}\b", child.file.segment(node)):
            continue
        for word in call.keywords:
            given = {item.arg for item in word.value.keywords} if isinstance(word.value, ast.Call) else set()
            if word.arg == "backref" and isinstance(word.value, ast.Constant | ast.Call) and not given & _SETTLED:
                yield child.file, word.value, own


def _relationship(node: ast.stmt) -> ast.Call | None:
    call = getattr(node, "value", None)
    return call if isinstance(call, ast.Call) and last_name(call.func) == "relationship" else None


def _with_cascade(file: SourceFile, node: ast.expr, text: str) -> Edit:
    """One more keyword behind the last argument, so that it stands where the call's layout has them."""
    if not isinstance(node, ast.Call):
        start, end = file.span(node)
        return Edit(start, end, f"backref({file.segment(node)}, cascade={text})")
    given = [*node.args, *node.keywords]
    if not given:
        end = file.span(node)[1] - 1
        return Edit(end, end, f"cascade={text}")
    last = max(file.span(item)[1] for item in given)
    return Edit(last, last, f", cascade={text}")


def _cascading_words(owner: _Mapped) -> Iterator[ast.expr]:
    for node in owner.owner.body:
        call = _relationship(node)
        for word in call.keywords if call is not None else ():
            if word.arg == "cascade" and "delete" in owner.file.segment(word.value):
                yield word.value


def _cascade_beside(parent: _Mapped) -> str:
    """How the class writes the cascade of another of its relationships; else as the manual does."""
    texts = [parent.file.segment(value) for value in _cascading_words(parent)]
    return next((text for text in texts if "\n" not in text), CASCADE)


def _precedent(parent: _Mapped) -> str:
    """Another relationship of the parent that takes its rows along."""
    value = next(_cascading_words(parent), None)
    return f"{parent.file.path}:{value.lineno}" if value is not None else ""


def _is_table(mapped: list[_Mapped], one: _Mapped, table: str) -> bool:
    """The class's table has this name: as it says itself, else as a base makes it of the class's name."""
    own = _own_table(one.owner)
    if own:
        return own == table
    plain = one.owner.name.lower()
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", one.owner.name).lower()
    if table in (plain, snake):
        return True
    if not _named_by_base(mapped, one):
        return False
    return any(table in (f"{name}s", f"{name}es", f"{name.removesuffix('y')}ies") for name in (plain, snake))


def _named_by_base(mapped: list[_Mapped], one: _Mapped) -> bool:
    """A base works `__tablename__` out of the name of the class."""
    known, pending = {item.owner.name: item.owner for item in mapped}, [one.owner]
    for owner in pending:
        names = {item.name for item in owner.body if isinstance(item, ast.FunctionDef)}
        if "__tablename__" in names:
            return True
        bases = [known[last_name(base)] for base in owner.bases if last_name(base) in known]
        pending.extend(base for base in bases if base not in pending)
    return False


def _own_table(owner: ast.ClassDef) -> str:
    for node in owner.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str() as name))
                | ast.AnnAssign(target=ast.Name(id="__tablename__"), value=ast.Constant(value=str() as name))
            ):
                return name
            case ast.Assign(
                targets=[ast.Name(id="__table__")], value=ast.Call(args=[ast.Constant(value=str() as name), *_])
            ):
                return name
    return ""


def _pointed_to(child: _Mapped, column: str) -> str:
    """The table, or the class, that a column points to."""
    for node in child.owner.body:
        for part in ast.walk(node) if _binds(node, column) else ():
            if not isinstance(part, ast.Call) or last_name(part.func) != "ForeignKey" or not part.args:
                continue
            match part.args[0]:
                case ast.Constant(value=str() as key):
                    return key.rpartition(".")[0].rpartition(".")[2]
                case ast.Attribute(value=ast.Name(id=name)):
                    return name
    return ""


def _binds(node: ast.stmt, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return name in {last_name(target) for target in targets}
