"""A row is kept from request to request, and its session ended with the first of them: its key is kept instead.

`customer = cache.get(digest)`, and where that has none `cache.put(digest, customer)`: the next request gets a row that
can load nothing any more. With `cache.put(digest, customer.id)` it asks its own session for the row of that key. So it
is with `KNOWN[digest] = customer`, where `KNOWN[digest]` is what the function returns.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function, dotted

NAME = "kept-row"
_SAID = re.compile(r"[Ii]nstance <(\w+) at 0x\w+> is not bound to a Session")
_SESSIONS = frozenset(("Session", "AsyncSession", "scoped_session", "sessionmaker"))
_ASKS = frozenset(("scalar", "scalars", "execute", "query", "get"))
# What may be done with a container whatever it holds.
_OTHERWISE = frozenset(("clear", "pop", "__contains__"))
_PUTS = frozenset(("put", "set", "add", "store", "save", "remember", "__setitem__", "setdefault"))


class Kept(NamedTuple):
    """Where a container gives a row, and where it gets one: `name = cache.get(key)`, `cache.put(key, name)`."""

    file: SourceFile
    function: Function
    read: ast.Assign
    name: str
    rows: tuple[ast.Name, ...]
    container: str
    session: str


class KeptRow(Template):
    """The key of the row is kept, and the row is read anew by whoever asks for it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each function that keeps a row of the model at which the crash stands."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "DetachedInstanceError" or said is None:
            return
        model = said[1]
        key, kind = _key_of(context.codebase, model)
        for kept in _kept(context.codebase, model) if key else ():
            waits = "await " if _is_asynchronous(kept) else ""
            again = insert_after(
                kept.file,
                kept.read,
                (f"if {kept.name} is not None:", f"\t{kept.name} = {waits}{kept.session}.get({model}, {kept.name})"),
            )
            if again is None:
                continue
            edits = [again, *(replace(kept.file, row, f"{row.id}.{key}") for row in kept.rows)]
            edits += _retyped(kept, model, kind)
            why = f"{kept.container} keeps a {model} of a session that is over; its {key} outlives that"
            yield edited(context, Idea(NAME, 0.9, why), kept.file, *edits)
        yield from _held(context, model, key, kind) if key else ()


def _held(context: Context, model: str, key: str, kind: str) -> Iterator[Draft]:
    """A container of the module that the function puts rows into and takes them out of by `KNOWN[token]`."""
    for file in context.codebase.sources:
        for held, annotation in _containers(file):
            puts = [node for node in file.nodes if _is_put(node, held)]
            function = file.function_of(puts[0]) if len(puts) == 1 else None
            if function is None or not _is_alone(context.codebase, file, function, held):
                continue
            row = puts[0].value
            asked = _asked(file, function)
            if not asked or not isinstance(row, ast.Name):
                continue
            if not _is_row(context.codebase, file, function, row.id, model):
                continue
            taken = [node for node in own_nodes(function) if _is_taken(node, held)]
            if not taken:
                continue
            edits = [replace(file, one, f"{asked}.get({model}, {file.segment(one)})") for one in taken]
            edits.append(replace(file, row, f"{row.id}.{key}"))
            told = ast.walk(annotation) if annotation is not None and kind else ()
            edits += [replace(file, one, kind) for one in told if isinstance(one, ast.Name) and one.id == model]
            why = f"{held} keeps a {model} of a session that is over; its {key} outlives that"
            yield edited(context, Idea(NAME, 0.9, why), file, *edits)


def _containers(file: SourceFile) -> Iterator[tuple[str, ast.expr | None]]:
    """The module's own mappings that begin empty, with their annotation."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=[])):
                yield name, None
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=[])):
                yield name, node.annotation


def _is_put(node: ast.AST, held: str) -> TypeGuard[ast.Assign]:
    match node:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name == held
    return False


def _is_taken(node: ast.AST, held: str) -> TypeGuard[ast.Subscript]:
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Load()):
            return name == held
    return False


def _is_alone(codebase: Codebase, file: SourceFile, function: Function, held: str) -> bool:
    """Nobody but the function takes anything out of the container: it may hold what it likes."""
    for other in codebase.sources:
        for node in other.nodes:
            if other is not file and held in (getattr(node, "attr", ""), getattr(node, "name", "")):
                return False
            if other is not file or not isinstance(node, ast.Name) or node.id != held:
                continue
            outer = other.parent(node)
            inside = other.function_of(node) is function
            match outer:
                case ast.Subscript(ctx=ast.Load()) if inside:
                    continue
                case ast.Subscript(ctx=ast.Store() | ast.Del()):
                    continue
                case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[right]) if right is node:
                    continue
                case ast.Attribute(attr=name) if name in _OTHERWISE and _is_dropped(other, outer):
                    continue
                case ast.Assign() | ast.AnnAssign() | ast.Global():
                    continue
            return False
    return True


def _is_dropped(file: SourceFile, method: ast.Attribute) -> bool:
    """`KNOWN.pop(token, None)` as a statement: nobody looks at what it gives."""
    return isinstance(file.parent(file.parent(method) or method), ast.Expr)


def _asked(file: SourceFile, function: Function) -> str:
    """The session that the function asks, as it writes it, where that is one everywhere in the function."""
    given = {one.arg for one in parameters(function)}
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in _ASKS:
                local = (
                    isinstance(owner, ast.Name)
                    and owner.id not in given
                    and bool(definitions(file, function, owner.id))
                )
                if last_name(owner).lower().endswith("session") and not local:
                    return "" if isinstance(file.parent(node), ast.Await) else file.segment(owner)
    return ""


def _key_of(codebase: Codebase, model: str) -> tuple[str, str]:
    """The one column of the primary key and the type it is declared with, both empty where there is no such thing."""
    found = []
    for file in codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.ClassDef) and node.name == model:
                for line in node.body:
                    match line:
                        case ast.AnnAssign(target=ast.Name(id=name), annotation=kind, value=ast.Call() as value):
                            if _is_key(value):
                                found.append((name, last_name(kind.slice) if isinstance(kind, ast.Subscript) else ""))
                        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as value) if _is_key(value):
                            found.append((name, ""))
    return found[0] if len(found) == 1 else ("", "")


def _is_key(call: ast.Call) -> bool:
    told = [word.value for word in call.keywords if word.arg == "primary_key"]
    return any(isinstance(value, ast.Constant) and value.value is True for value in told)


def _kept(codebase: Codebase, model: str) -> Iterator[Kept]:
    for file in codebase.sources:
        for function in file.functions:
            session = _session_of(function)
            for node in own_nodes(function) if session else ():
                container = _container(node) if isinstance(node, ast.Assign) else ""
                if not isinstance(node, ast.Assign) or not container or not isinstance(node.targets[0], ast.Name):
                    continue
                name = node.targets[0].id
                rows = tuple(row for row in _put(function, container, name) if row.lineno > node.lineno)
                if rows and _is_row(codebase, file, function, name, model):
                    yield Kept(file, function, node, name, rows, container, session)


def _container(assign: ast.Assign) -> str:
    """`cache` of `cache.get(key)`; what answers None where it has nothing."""
    match assign:
        case ast.Assign(targets=[ast.Name()], value=ast.Call(func=ast.Attribute(value=value, attr="get"), args=given)):
            alone = len(given) == 1 or (isinstance(given[1], ast.Constant) and given[1].value is None)
            return dotted(value) if alone else ""
    return ""


def _put(function: Function, container: str, name: str) -> Iterator[ast.Name]:
    """The row where it is put into the container."""
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=put), args=[_, ast.Name(id=row) as given, *_]):
                if put in _PUTS and row == name and dotted(value) == container:
                    yield given
            case ast.Assign(targets=[ast.Subscript(value=value)], value=ast.Name(id=row) as given):
                if row == name and dotted(value) == container:
                    yield given


def _session_of(function: Function) -> str:
    """The parameter that is a session of SQLAlchemy, or what the function calls so."""
    for one in parameters(function):
        words = [part.id for part in ast.walk(one.annotation) if isinstance(part, ast.Name)] if one.annotation else []
        if _SESSIONS & set(words) or one.arg == "session":
            return one.arg
    used = {dotted(node) for node in own_nodes(function) if isinstance(node, ast.Attribute)}
    return next((name for name in ("db.session", "self.session", "self._session") if name in used), "")


def _is_row(codebase: Codebase, file: SourceFile, function: Function, name: str, model: str) -> bool:
    """What it returns, what it gives the name, or what its called function returns is named by the model."""
    told = [function.returns]
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                inner = value.value if isinstance(value, ast.Await) else value
                callee = callee_of(codebase.sources, inner) if isinstance(inner, ast.Call) else None
                told += [value, callee[1].returns if callee is not None else None]
    return any(isinstance(part, ast.Name) and part.id == model for one in told if one for part in ast.walk(one))


def _is_asynchronous(kept: Kept) -> bool:
    if not isinstance(kept.function, ast.AsyncFunctionDef):
        return False
    waited = [node.value for node in own_nodes(kept.function) if isinstance(node, ast.Await)]
    return any(isinstance(one, ast.Call) and dotted(one.func).startswith(f"{kept.session}.") for one in waited) or any(
        "AsyncSession" in ast.unparse(one.annotation) for one in parameters(kept.function) if one.annotation
    )


def _retyped(kept: Kept, model: str, kind: str) -> list[Edit]:
    """The container's own class says what it holds: where it is written in the same file, it says the key's type."""
    annotated = [one.annotation for one in ast.walk(kept.function) if isinstance(one, ast.AnnAssign | ast.arg)]
    classes = {part.id for one in annotated if one for part in ast.walk(one) if isinstance(part, ast.Name)}
    classes -= {model}
    edits = []
    for node in kept.file.tree.body if kind else ():
        if isinstance(node, ast.ClassDef) and node.name in classes:
            edits += [replace(kept.file, part, kind) for part in _types(node) if part.id == model]
    return edits


def _types(node: ast.ClassDef) -> Iterator[ast.Name]:
    for part in ast.walk(node):
        told = [getattr(part, "annotation", None), getattr(part, "returns", None)]
        for one in told:
            yield from (name for name in ast.walk(one) if isinstance(name, ast.Name)) if one is not None else ()
