"""Where an object that is exchanged for a changed copy has to be put, so that whoever holds it sees the change."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arbase.repair.static.dataflow import Definition, definitions, module_names, parameters
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.interface import Context
from arbase.workspace.tree import Function

COPIES = frozenset(("replace", "evolve", "_replace", "model_copy", "copy_with"))
_PUTS = frozenset(("append", "add", "insert", "setdefault", "appendleft", "push", "put"))
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


class Kept(NamedTuple):
    """The targets of the assignment, and why they are these."""

    target: str
    prior: float
    why: str
    precedent: str = ""


def kept_at(context: Context, name: str, owner: ast.ClassDef, run: Sequence[ast.stmt]) -> Kept | None:
    """Where the object is kept that the local `name` holds when the statements `run` change it; None if in doubt."""
    file, function = context.frame.file, context.frame.function
    made = definitions(file, function, name)
    if function is None:
        return None
    kept = _as_elsewhere(context, name, owner, made)
    if kept is None and len(made) == 1 and name not in {item.arg for item in parameters(function)}:
        kept = _at_origin(context, name, owner, made[0]) or _local_only(file, function, name, owner, made[0], run)
    if kept is not None and kept.target != name and _is_read_after(file, function, name, made, run):
        return kept._replace(target=f"{kept.target} = {name}")
    return kept


def _as_elsewhere(context: Context, name: str, owner: ast.ClassDef, made: list[Definition]) -> Kept | None:
    """`self.trips[trip.number] = replace(trip, ...)`: where another statement puts a changed copy of such an object."""
    file, function = context.frame.file, context.frame.function
    found = []
    for target, copied, words in _copies(file):
        fields = {item.target.id for item in owner.body if isinstance(item, ast.AnnAssign)
                  and isinstance(item.target, ast.Name)}  # fmt: skip
        here = file.function_of(target) is function
        if not words or not words <= fields or (here and copied != name):
            continue
        if here or _means_the_same(file, function, target, copied, name, made):
            found.append((not here, target.lineno, _renamed(file, target, copied, name)))
    if not found or len({text for *_, text in found}) > 1:
        return None
    _, line, text = min(found)
    where = f"{file.path}:{line}"
    return Kept(text, 0.93, f"{where} puts a changed copy in its place", where)


def _copies(file: SourceFile) -> Iterator[tuple[ast.expr, str, set[str]]]:
    """Places that are given a changed copy of a named object: the place, the name, and the changed fields."""
    for node in file.nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        words = {word.arg for word in call.keywords if word.arg}
        match call:
            case ast.Call(func=ast.Attribute(attr="_replace", value=ast.Name(id=copied))):
                pass
            case ast.Call(
                func=ast.Attribute(attr="model_copy", value=ast.Name(id=copied)),
                keywords=[ast.keyword(arg="update", value=ast.Dict(keys=keys))],
            ):
                words = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
            case ast.Call(args=[ast.Name(id=copied)]) if last_name(call.func) in ("replace", "evolve"):
                pass
            case _:
                continue
        for target in node.targets:
            if isinstance(target, ast.Subscript | ast.Attribute):
                yield target, copied, words


def _means_the_same(
    file: SourceFile, function: Function | None, target: ast.expr, copied: str, name: str, made: list[Definition]
) -> bool:
    """The place of another function is the same here: its other names are the module's, the object's or the key."""
    other = file.function_of(target)
    bound = {item.arg for item in parameters(other)} if other is not None else set()
    for node in ast.walk(target):
        if not isinstance(node, ast.Name) or node.id == copied:
            continue
        if node.id in ("self", "cls"):
            known = file.class_of(target) is file.class_of(function) if function is not None else False
        elif node.id in bound or (other is not None and definitions(file, other, node.id)):
            # A key: it has to be that by which the object was looked up here as well.
            keys = (part for item in made for part in (ast.walk(item.value) if item.value is not None else ()))
            known = any(isinstance(part, ast.Name) and part.id == node.id for part in keys)
        else:
            known = node.id in module_names(file)
        if not known:
            return False
    # What was handed in is held by whoever handed it in.
    held = target.attr if isinstance(target, ast.Attribute) else last_name(getattr(target, "value", None))
    return bool(made) and all(_comes_from(file, item, held) for item in made)


def _comes_from(file: SourceFile, made: Definition, held: str) -> bool:
    """The value is taken out of the attribute or table of this name, by itself or by a function that returns such."""
    for given in (made.value, made.element_of):
        for part in ast.walk(given) if given is not None else ():
            if isinstance(part, ast.Name | ast.Attribute) and last_name(part) == held:
                return True
            called = last_name(part.func) if isinstance(part, ast.Call) else ""
            for function in file.functions if called else ():
                back = [node.value for node in own_nodes(function) if isinstance(node, ast.Return) and node.value]
                names = {last_name(node) for value in back for node in ast.walk(value)}
                if function.name == called and held in names:
                    return True
    return False


def _renamed(file: SourceFile, target: ast.expr, copied: str, name: str) -> str:
    """The text of the place with the object's name of here."""
    start, text = file.span(target)[0], file.segment(target)
    spans = [file.span(node) for node in ast.walk(target) if isinstance(node, ast.Name) and node.id == copied]
    for left, right in sorted(spans, reverse=True):
        text = text[: left - start] + name + text[right - start :]
    return text


def _at_origin(context: Context, name: str, owner: ast.ClassDef, made: Definition) -> Kept | None:
    """`trip = self.trips[number]`, or `for number, trip in self.trips.items()`, if no other table holds such things."""
    file, function = context.frame.file, context.frame.function
    place: ast.expr | None = None
    match made:
        case Definition(value=ast.Subscript(slice=key) as found) if not isinstance(key, ast.Slice):
            place, text = found.value, file.segment(found)
        case Definition(
            statement=ast.For(target=ast.Tuple(elts=[ast.Name(id=key), ast.Name(id=value)])),
            element_of=ast.Call(func=ast.Attribute(attr="items", value=table), args=[]),
        ) if value == name:
            place, text = table, f"{file.segment(table)}[{key}]"
    plain = (ast.Name, ast.Attribute, ast.expr_context)
    if place is None or not all(isinstance(node, plain) for node in ast.walk(place)):
        return None
    parts = list(ast.walk(ast.parse(text, mode="eval")))
    given = [item for part in parts if isinstance(part, ast.Name) for item in definitions(file, function, part.id)]
    later = any(item.statement.lineno > made.statement.lineno for item in given)
    if later or any(isinstance(part, ast.Call) for part in parts):
        return None
    held = last_name(place)
    if any(table != held for table in _tables(context, name, owner, held)) or not _is_written(context, held):
        return None
    return Kept(text, 0.8, f"it was taken out of {file.segment(place)}")


def _is_written(context: Context, held: str) -> bool:
    """The program puts something into the table, or makes it anew, while it runs: what it only reads is no store.

    Of `DEFAULTS[plan]` everybody has the same, and a change for one would be a change for all.
    """
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Subscript(value=table, ctx=ast.Store() | ast.Del()) if last_name(table) == held:
                    return True
                case ast.Call(func=ast.Attribute(attr=put, value=table)) if last_name(table) == held:
                    if put in {*_PUTS, "update", "extend", "pop", "remove", "clear", "popitem"}:
                        return True
                case ast.Assign(targets=targets) if any(last_name(target) == held for target in targets):
                    if file.function_of(node) is not None:
                        return True
    return False


def _tables(context: Context, name: str, owner: ast.ClassDef, held: str) -> Iterator[str]:
    """What the program puts things of this class, or of this name, or of the table `held`, into."""

    def is_such(node: ast.expr) -> bool:
        if isinstance(node, ast.Subscript) and last_name(node.value) == held:
            return True
        return last_name(node) == name or (isinstance(node, ast.Call) and last_name(node.func) == owner.name)

    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Assign(targets=targets, value=value) if is_such(value):
                    for target in targets:
                        if isinstance(target, ast.Subscript):
                            yield last_name(target.value)
                        elif isinstance(target, ast.Attribute):
                            yield target.attr
                case ast.Call(func=ast.Attribute(attr=put, value=table), args=[*given]) if put in _PUTS:
                    if any(is_such(item) for item in given):
                        yield last_name(table)


def _local_only(
    file: SourceFile, function: Function, name: str, owner: ast.ClassDef, made: Definition, run: Sequence[ast.stmt]
) -> Kept | None:
    """The function has made the object itself, and has shown it to nobody yet."""
    call = made.value
    if not isinstance(call, ast.Call) or last_name(call.func) not in {owner.name, *COPIES}:
        return None
    for node in own_nodes(function):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            plain = isinstance(file.parent(node), ast.Attribute)
            if node.lineno < run[0].lineno and not plain:
                return None
    if any(isinstance(outer, _LOOPS) for outer in file.ancestors(run[0])) and not _same_round(
        file, made.statement, run[0]
    ):
        return None
    return Kept(name, 0.85, "nothing else holds it yet")


def _same_round(file: SourceFile, one: ast.stmt, other: ast.stmt) -> bool:
    def loops(statement: ast.stmt) -> list[ast.AST]:
        return [outer for outer in file.ancestors(statement) if isinstance(outer, _LOOPS)]

    return loops(one) == loops(other)


def _is_read_after(
    file: SourceFile, function: Function, name: str, made: list[Definition], run: Sequence[ast.stmt]
) -> bool:
    """Something reads the local behind the change: further down, other branches left out, or in the next round."""
    end = run[-1].end_lineno or run[-1].lineno
    apart: set[ast.AST] = set()
    inner: ast.AST = run[0]
    for outer in file.ancestors(run[0]):
        if isinstance(outer, ast.If) and inner in outer.body:
            apart |= {node for item in outer.orelse for node in ast.walk(item)}
        inner = outer
    reads = [node for node in own_nodes(function)
             if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]  # fmt: skip
    if any(node.lineno > end and node not in apart for node in reads):
        return True
    loops = [outer for outer in file.ancestors(run[0]) if isinstance(outer, _LOOPS)]
    statements = {id(item.statement) for item in made}
    for loop in loops:
        inside = {id(node) for node in ast.walk(loop)}
        if not statements & inside and any(id(node) in inside for node in reads):
            return True
    return False
