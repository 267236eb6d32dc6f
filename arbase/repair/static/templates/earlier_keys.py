"""A commit reads as a list what it read by keys before, and what went out earlier still has the keys.

`subject, end = loads(text)` of `{"o": 17, "x": "2026-07-01"}` gives the two keys. The names get what the code before
the commit read in the same places: what it returned where one of them is returned, what it compared where one is.
For what a client sends the program must say that it lasts, as with any earlier form.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from arbase.repair.static.dataflow import is_bound_at, module_names
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.earlier_form import promise
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function, dotted

NAME = "earlier-keys"
# How the mapping is called in what was read of it until it gets a free name.
_WHOLE = "content"
_FREE = ("content", "found", "loaded")
_LEAVES = (ast.Return, ast.Raise, ast.Continue)


class Unpacked(NamedTuple):
    """`subject, end = loads(text)` of the crashed function."""

    file: SourceFile
    function: Function
    statement: ast.Assign
    call: ast.Call
    names: tuple[str, ...]


class Keyed(NamedTuple):
    """A function before the commit that read the same by keys: `data = loads(text)`, `data["x"]`."""

    file: SourceFile
    function: Function
    name: str
    call: ast.Call


class EarlierKeys(Template):
    """`if isinstance(content, dict)`: each name gets what the earlier code read in its place."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each commit that changed how it is read."""
        unpacked = _unpacked(context)
        if unpacked is None:
            return
        sent = context.flow.sent(unpacked.file, unpacked.function, unpacked.call)
        place = promise(context, unpacked.call)
        if sent and not place:
            return
        for sha, score, text in context.history.versions(unpacked.file.path):
            before = SourceFile.parse(_beside(unpacked.file.path), text)
            read = _read(unpacked, before) if before is not None else None
            if before is None or read is None:
                continue
            imports = [_import(name, before, unpacked) for name in _names(read)]
            edits = _either(unpacked, read)
            if edits and None not in imports:
                why = f"what went out before commit {sha[:12]} has keys, and was read by them"
                added = tuple(dict.fromkeys(one for one in imports if one))
                idea = Idea(NAME, 0.8 + 0.1 * score, why, place or f"commit:{sha}", added)
                yield edited(context, idea, unpacked.file, *edits)


def _unpacked(context: Context) -> Unpacked | None:
    """The names of the crashed statement come from the parts of what a call gave, and one of them is a text."""
    crash, frame = context.crash, context.frame
    if frame.function is None or crash.exception not in ("TypeError", "ValueError", "AttributeError"):
        return None
    found = []
    for node in own_nodes(frame.function):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=parts)], value=ast.Call() as call) if node.lineno <= frame.line:
                names = tuple(part.id for part in parts if isinstance(part, ast.Name))
                if len(names) == len(parts):
                    found.append(Unpacked(frame.file, frame.function, node, call, names))
    if len(found) != 1:
        return None
    if found[0].statement is frame.statement:
        return found[0] if "values to unpack" in crash.message else None
    used = {part.id for part in ast.walk(frame.statement) if isinstance(part, ast.Name)} & set(found[0].names)
    return found[0] if any(crash.type_of(name) == "str" for name in used) else None


def _read(unpacked: Unpacked, before: SourceFile) -> dict[str, ast.expr] | None:
    """What each name has to be, of a mapping called `content`; None where the earlier code cannot tell."""
    readers = list(_readers(unpacked, before))
    options = [(reader, _aligned(unpacked, reader)) for reader in readers]
    known = [(reader, values) for reader, values in options if values is not None]
    if not known or len(known) != len(readers):
        return None
    first = known[0][1]
    if all(_dumps(values) == _dumps(first) for _, values in known):
        return first
    return _by_literal(unpacked, known)


def _readers(unpacked: Unpacked, before: SourceFile) -> Iterator[Keyed]:
    """Functions that gave the result of the same function a name and took parts of it by their keys."""
    for function in before.functions:
        for node in own_nodes(function):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                    same = dotted(call.func) == dotted(unpacked.call.func) != ""
                    if same and any(_is_part(one, name) for one in ast.walk(function)):
                        yield Keyed(before, function, name, call)


def _is_part(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Subscript(value=ast.Name(id=held), slice=ast.Constant(value=str())):
            return held == name
    return False


def _aligned(unpacked: Unpacked, reader: Keyed) -> dict[str, ast.expr] | None:
    """For each name the expression over the mapping that stood where the name stands now."""
    found: dict[str, ast.expr] = {}
    for name in unpacked.names:
        values = [
            value
            for new in own_nodes(unpacked.function)
            for old in own_nodes(reader.function)
            if (value := _in_place_of(name, new, old, reader.name)) is not None
        ]
        if not values or any(ast.dump(one) != ast.dump(values[0]) for one in values):
            return None
        found[name] = _renamed(values[0], reader.name, _WHOLE)
    return found


def _in_place_of(name: str, new: ast.AST, old: ast.AST, data: str) -> ast.expr | None:
    """`data["o"]` of `return data["o"]` for `return subject`; likewise for comparisons and arguments of calls."""
    match new, old:
        case ast.Return(value=ast.Name(id=one)), ast.Return(value=ast.expr() as value) if one == name:
            return value if _reads(value, data) else None
        case (
            ast.Compare(left=ast.Name(id=one), ops=[way], comparators=[other]),
            ast.Compare(left=value, ops=[before], comparators=[against]),
        ) if one == name and type(way) is type(before) and _reads(value, data):
            return _converted(value, against, other)
        case ast.Call(args=[ast.Name(id=one)]), ast.Call(args=[value]) if one == name and _reads(value, data):
            return value if ast.dump(new.func) == ast.dump(old.func) else None
    return None


def _converted(value: ast.expr, against: ast.expr, other: ast.expr) -> ast.expr | None:
    """What is compared is made like the other side: where that was `now` and is `now.timestamp()`, so is the value."""
    wanted = ast.dump(against)
    changed = copy.deepcopy(other)
    if ast.dump(changed) == wanted:
        return value
    for node in ast.walk(changed):
        match node:
            case ast.Attribute(value=inner) if ast.dump(inner) == wanted:
                node.value = value
                return changed
            case ast.Call(args=[inner]) if ast.dump(inner) == wanted:
                node.args = [value]
                return changed
    return None


def _reads(value: ast.expr, data: str) -> bool:
    return any(_is_part(node, data) for node in ast.walk(value))


class _Renaming(ast.NodeTransformer):
    """One name in place of another."""

    def __init__(self, name: str, other: str) -> None:
        self.name = name
        self.other = other

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """The name, or the other one."""
        return ast.Name(self.other, node.ctx) if node.id == self.name else node


def _renamed(value: ast.expr, name: str, other: str) -> ast.expr:
    changed: ast.expr = _Renaming(name, other).visit(copy.deepcopy(value))
    return changed


def _dumps(values: dict[str, ast.expr]) -> list[str]:
    return [ast.dump(value) for value in values.values()]


def _by_literal(unpacked: Unpacked, known: list[tuple[Keyed, dict[str, ast.expr]]]) -> dict[str, ast.expr] | None:
    """Several readers that became one: which key it is follows from the one argument in which their calls differ."""
    told = [_literals(reader.call) for reader, _ in known]
    differing = [key for key in told[0] if len({one.get(key) for one in told}) == len(told)]
    now = {word.arg: word.value for word in unpacked.call.keywords}
    if len(differing) != 1 or not isinstance(now.get(differing[0]), ast.Name | ast.Attribute):
        return None
    found: dict[str, ast.expr] = {}
    for name in unpacked.names:
        values = [values[name] for _, values in known]
        if len({ast.dump(value) for value in values}) == 1:
            found[name] = values[0]
            continue
        keys = [key for value in values for node in ast.walk(value) if (key := _key(node)) is not None]
        chosen = ast.Subscript(
            ast.Dict([ast.Constant(one[differing[0]]) for one in told], [ast.Constant(key.value) for key in keys]),
            now[differing[0]],
        )
        changed = [_with_key(value, chosen) for value in values]
        if len(keys) != len(values) or len({ast.dump(one) for one in changed}) != 1:
            return None
        found[name] = changed[0]
    return found


def _literals(call: ast.Call) -> dict[str, str]:
    return {
        word.arg: word.value.value
        for word in call.keywords
        if word.arg and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }


def _key(node: ast.AST) -> ast.Constant | None:
    match node:
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str()) as key) if name == _WHOLE:
            return key
    return None


def _with_key(value: ast.expr, chosen: ast.expr) -> ast.expr:
    changed = copy.deepcopy(value)
    for node in ast.walk(changed):
        if isinstance(node, ast.Subscript) and _key(node) is not None:
            node.slice = chosen
            break
    return changed


def _names(read: dict[str, ast.expr]) -> list[str]:
    """What the earlier code names besides the mapping; `self` is there already."""
    nodes = [node for value in read.values() for node in ast.walk(value) if isinstance(node, ast.Name)]
    return sorted({node.id for node in nodes} - {_WHOLE, "self", "cls"})


def _beside(path: str) -> str:
    """A place of its own in the same package, so that the names of both versions can be told apart."""
    return PurePosixPath(path).with_name(f"earlier_{PurePosixPath(path).name}").as_posix()


def _import(name: str, before: SourceFile, unpacked: Unpacked) -> str | None:
    """What brings a name of the earlier code in, empty where it is there, None where it is gone."""
    line = unpacked.statement.lineno
    if is_bound_at(unpacked.file, unpacked.function, name, line):
        return ""
    return None if name in _defined(before) else import_of(name, before, unpacked.file)


def _defined(file: SourceFile) -> frozenset[str]:
    """The names that a module makes itself."""
    found = module_names(file)
    imports = [node for node in file.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return found - {(one.asname or one.name).partition(".")[0] for node in imports for one in node.names}


def _either(unpacked: Unpacked, read: dict[str, ast.expr]) -> tuple[Edit, ...]:
    """The whole gets a name, and the names their values behind it, or behind the `try` in which it is read."""
    file, function = unpacked.file, unpacked.function
    end = (function.end_lineno or function.lineno) + 1
    free = next((one for one in _FREE if not is_bound_at(file, function, one, end)), "")
    if not free:
        return ()
    target = file.segment(unpacked.statement.targets[0])
    values = ", ".join(_text(_renamed(read[name], _WHOLE, free)) for name in unpacked.names)
    lines = (f"if isinstance({free}, dict):", f"\t{target} = {values}", "else:", f"\t{target} = {free}")
    outer = file.parent(unpacked.statement)
    behind = unpacked.statement if not isinstance(outer, ast.Try) or not _is_last(outer, unpacked.statement) else outer
    added = insert_after(file, behind, lines)
    return (replace(file, unpacked.statement.targets[0], free), added) if added is not None else ()


def _text(value: ast.expr) -> str:
    """In the double quotes of most code, where that changes nothing."""
    text = ast.unparse(value)
    return text if '"' in text or "\\" in text else text.replace("'", '"')


def _is_last(outer: ast.Try, statement: ast.stmt) -> bool:
    """Nothing stands between the statement and what follows the `try`, where its handlers all leave."""
    leaves = all(isinstance(handler.body[-1], _LEAVES) for handler in outer.handlers)
    return outer.body[-1] is statement and leaves and not outer.orelse and not outer.finalbody
