"""Keys that were numbers until JSON had them: what a session or a file gives back has texts in their place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import argument_of, is_method, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.json_keys import PAIRS
from arbase.workspace.tree import Function

NAME = "text-keys"
_MAPPINGS = frozenset(("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"))


class TextKeys(Template):
    """`{int(key): value for key, value in session["chosen"].items()}`, where it is read for those who look by number.

    The number that was missed stands among the keys as a text, and all of them are such texts: the reader of the store
    changes, and every other one that hands the same entry to code that looks it up by number.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, at what gave the mapping, if that is a store of JSON that the program itself fills."""
        node = context.crash.node
        if not isinstance(node, ast.Subscript) or not _were_numbers(context, node.value):
            return
        origin = origin_of(context.crash, node.value)
        file, function, read = origin.frame.file, origin.frame.function, origin.node
        if function is None or not _is_read(read) or _is_taken_apart(file, function, origin.name, node):
            return
        entry = _entry(read)
        if not entry and context.flow.sent(file, function, read):
            return  # a client may have sent any key
        readers = [(file, read)]
        if entry and not origin.name:
            others = _others(context, (file, read), entry)
            if others is None:
                return
            readers += others
        edits = tuple((where.path, edit) for where, one in readers if (edit := _converted(where, one)) is not None)
        if len(edits) == len(readers):
            where = f"{file.path}:{read.lineno}"
            why = f"JSON has only texts as keys, so what {where} reads has '{context.crash.message}' for the number"
            place = _said_so(context)
            yield Draft(
                template=NAME,
                edits=edits,
                prior=0.9 if place else 0.8,
                rationale=f"{why}.",
                precedent=place,
                location=origin.frame.location,
            )


def _were_numbers(context: Context, mapping: ast.expr) -> bool:
    """The number that was missed is there as a text, and nothing but such texts is."""
    crash = context.crash
    keys = crash.described(mapping).get("keys", ())
    texts = [key for key in keys if isinstance(key, str) and key.isascii() and key.removeprefix("-").isdigit()]
    missed = crash.message.strip()
    return crash.exception == "KeyError" and missed in texts and len(texts) == len(keys)


def _is_read(node: ast.expr) -> bool:
    """`session["x"]`, `session.get("x", {})`, `session.pop("x", {})`, `json.loads(text)`, `json.load(file)`."""
    match node:
        case ast.Subscript(value=store):
            return last_name(store) == "session"
        case ast.Call(func=ast.Attribute(value=store, attr="get" | "pop"), args=[_, default]):
            return last_name(store) == "session" and isinstance(default, ast.Dict)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="json"), attr="load" | "loads")):
            return True
    return False


def _entry(node: ast.expr) -> str:
    """The key of a session under which something is kept, as it is written."""
    match node:
        case ast.Subscript(value=store, slice=key) if last_name(store) == "session":
            return ast.unparse(key)
        case ast.Call(func=ast.Attribute(value=store, attr="get" | "pop" | "setdefault"), args=[key, *_]) if (
            last_name(store) == "session"
        ):
            return ast.unparse(key)
    return ""


def _is_taken_apart(file: SourceFile, function: Function, name: str, failed: ast.Subscript) -> bool:
    """Where the mapping has a name in the function that read it, somebody looks it up by text there, or writes it."""
    if not name:
        return False
    for part in ast.walk(function):
        match part:
            case ast.Subscript(value=ast.Name(id=found), ctx=ast.Load()) if found == name:
                if part is not failed and not _same_key(part, failed):
                    return True
            case ast.Subscript(value=ast.Name(id=found)) | ast.Return(value=ast.Name(id=found)) if found == name:
                return True
            case ast.Attribute(value=ast.Name(id=found), attr="get" | "pop" | "update" | "setdefault") if found == name:
                return True
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=found)]) if found == name:
                return True
            case ast.Call(args=args, keywords=keywords):
                given = [*args, *(word.value for word in keywords)]
                if any(isinstance(one, ast.Name) and one.id == name for one in given):
                    return True
    return False


def _same_key(one: ast.Subscript, other: ast.Subscript) -> bool:
    return ast.dump(one.slice) == ast.dump(other.slice)


def _others(
    context: Context, first: tuple[SourceFile, ast.expr], entry: str
) -> list[tuple[SourceFile, ast.expr]] | None:
    """The other places that hand the entry to somebody who looks it up by number; None if one uses it otherwise."""
    file, read = first
    found: list[tuple[SourceFile, ast.expr]] = []
    for node in file.nodes:
        if not isinstance(node, ast.expr) or node is read or _entry(node) != entry:
            continue
        if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del) or isinstance(file.parent(node), ast.Expr):
            continue
        if not _is_read(node) or not _wants_numbers(context, file, node):
            return None
        found.append((file, node))
    return found


def _wants_numbers(context: Context, file: SourceFile, read: ast.expr) -> bool:
    """It is handed to a parameter that says so, to that of the crashed function, or to one that hands it on there."""
    call = file.parent(read)
    call = file.parent(call) if isinstance(call, ast.keyword) else call
    found = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or found is None:
        return False
    where, function = found
    for one in parameters(function):
        if argument_of(call, function, one.arg, bound=is_method(where, function)) is read:
            crashed = context.frame.function
            return _of_numbers(one.annotation) or function is crashed or _hands_on(function, one.arg, crashed)
    return False


def _of_numbers(annotation: ast.expr | None) -> bool:
    """`dict[int, X]`, also with `| None`."""
    for part in ast.walk(annotation) if annotation is not None else ():
        match part:
            case ast.Subscript(value=kind, slice=ast.Tuple(elts=[ast.Name(id="int"), _])) if (
                last_name(kind) in _MAPPINGS
            ):
                return True
    return False


def _hands_on(function: Function, name: str, crashed: Function | None) -> bool:
    return crashed is not None and any(
        isinstance(node, ast.Call)
        and last_name(node.func) == crashed.name
        and any(isinstance(one, ast.Name) and one.id == name for one in node.args)
        for node in ast.walk(function)
    )


def _said_so(context: Context) -> str:
    """Where the crashed function says that it takes numbers."""
    crash, function = context.crash, context.frame.function
    mapping = crash.node.value if isinstance(crash.node, ast.Subscript) else None
    name = mapping.id if isinstance(mapping, ast.Name) else ""
    said = any(one.arg == name and _of_numbers(one.annotation) for one in parameters(function)) if function else False
    return f"{context.frame.file.path}:{function.lineno}" if said and function is not None else ""


def _converted(file: SourceFile, read: ast.expr) -> Edit | None:
    function = file.function_of(read)
    names = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)} if function is not None else set()
    for key, value in PAIRS:
        if not names & {key, value}:
            text = f"{{int({key}): {value} for {key}, {value} in {file.segment(read)}.items()}}"
            return replace(file, read, text)
    return None
