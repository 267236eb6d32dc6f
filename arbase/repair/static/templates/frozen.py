"""An object that cannot be changed is changed: a changed copy goes where the object came from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import module_names
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.kept_at import kept_at

NAME = "frozen"
_TUPLE = re.compile(r"can't set attribute")
_PYDANTIC = re.compile(r"Instance is frozen")
_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.BitOr: "|",
    ast.BitAnd: "&",
}  # fmt: skip


class Frozen(Template):
    """`self.trips[trip.number] = replace(trip, delay=5)` for `trip.delay = 5`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the program says where such an object is kept, or nothing but a local name holds it."""
        frame, file = context.frame, context.frame.file
        name = _changed(frame.statement)
        owner = _class(context, name) if name and frame.function is not None else None
        if owner is None or name in ("self", "cls"):
            return
        run, fields = _run(file, frame.statement, name)
        given = [part for part, _ in fields]
        written = _written(context, name, owner, fields)
        if not written or not fields or len(set(given)) < len(given) or not set(given) <= _fields(owner):
            return
        kept = kept_at(context, name, owner, run)
        if kept is None:
            return
        copied, needed = written
        start, end = file.span(run[0])[0], file.span(run[-1])[1]
        why = f"a {owner.name} cannot be changed; {kept.why}"
        idea = Idea(NAME, kept.prior, why, kept.precedent, (needed,) if needed else ())
        yield edited(context, idea, file, Edit(start, end, f"{kept.target} = {copied}"))


def _changed(statement: ast.stmt) -> str:
    """The one name of whose attributes the statement sets some, and nothing else."""
    names = {last_name(target.value) if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) else ""
             for target in _targets(statement)}  # fmt: skip
    return names.pop() if len(names) == 1 else ""


def _targets(statement: ast.stmt) -> list[ast.expr]:
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=elements)], value=ast.Tuple(elts=values)):
            return elements if len(elements) == len(values) else []
        case ast.Assign(targets=[target]) if not isinstance(target, ast.Tuple | ast.List):
            return [target]
        case ast.AugAssign(target=target):
            return [target]
    return []


def _values(file: SourceFile, statement: ast.stmt) -> list[str]:
    """The new values as arguments, in the order of the targets; empty where one cannot be written so."""
    match statement:
        case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple(elts=values)):
            given: list[ast.expr] = values
        case ast.Assign(value=value):
            given = [value]
        case ast.AugAssign(target=target, op=op, value=value):
            sign, text = _OPERATORS.get(type(op)), file.segment(value)
            plain = isinstance(value, ast.Name | ast.Constant | ast.Attribute | ast.Call | ast.Subscript)
            return [f"{file.segment(target)} {sign} {text if plain else f'({text})'}"] if sign else []
        case _:
            return []
    loose = any(isinstance(item, ast.Starred | ast.Yield | ast.YieldFrom | ast.NamedExpr) for item in given)
    return [] if loose else [file.segment(item) for item in given]


def _run(file: SourceFile, first: ast.stmt, name: str) -> tuple[list[ast.stmt], list[tuple[str, str]]]:
    """The neighbouring statements that change the same object, and the fields with their new values.

    Nothing where one of them reads what one before it has changed: a copy is made of the old values all at once.
    """
    block = file.block_of(first)
    run: list[ast.stmt] = []
    fields: list[tuple[str, str]] = []
    for statement in block[block.index(first) :]:
        if _changed(statement) != name or not file.starts_line(statement):
            break
        parts = [target.attr for target in _targets(statement) if isinstance(target, ast.Attribute)]
        values = _values(file, statement)
        known = {part for part, _ in fields}
        value = getattr(statement, "value", None)
        read = {last_name(node) for node in ast.walk(value) if isinstance(node, ast.Attribute)} if value else set()
        whole = any(isinstance(node, ast.Name) and node.id == name and not isinstance(file.parent(node), ast.Attribute)
                    for node in ast.walk(value)) if value else False  # fmt: skip
        again = isinstance(statement, ast.AugAssign) and bool(set(parts) & known)
        if len(parts) != len(values) or (known and (known & read or whole)) or again:
            return [], []
        run.append(statement)
        fields += zip(parts, values, strict=True)
    return run, fields


def _class(context: Context, name: str) -> ast.ClassDef | None:
    """The program's own class of the object."""
    kind = context.crash.type_of(name).rpartition(".")[2]
    found = [node for file in context.codebase.sources for node in file.nodes
             if isinstance(node, ast.ClassDef) and node.name == kind]  # fmt: skip
    return found[0] if len(found) == 1 and kind else None


def _fields(owner: ast.ClassDef) -> set[str]:
    """The annotated fields that the class can be made with."""
    return {
        item.target.id
        for item in owner.body
        if isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Name)
        and "init=False" not in ast.unparse(item)
    }


def _written(context: Context, name: str, owner: ast.ClassDef, fields: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The call that copies such an object with changes, and the import that it needs."""
    crash, file = context.crash, context.frame.file
    words = ", ".join(f"{part}={text}" for part, text in fields)
    package = crash.module.partition(".")[0]
    if crash.exception == "FrozenInstanceError" and package in ("attr", "attrs"):
        known = next((part for part in ("attrs", "attr") if part in module_names(file)), "")
        return (f"{known}.evolve({name}, {words})", "") if known else None
    if crash.exception == "FrozenInstanceError" and package in ("", "dataclasses"):
        return _replaced(file, f"{name}, {words}")
    if crash.exception == "ValidationError" and _PYDANTIC.search(crash.message):
        entries = ", ".join(f'"{part}": {text}' for part, text in fields)
        return f"{name}.model_copy(update={{{entries}}})", ""
    is_tuple = "NamedTuple" in {last_name(base) for base in owner.bases}
    if crash.exception == "AttributeError" and _TUPLE.search(crash.message) and is_tuple:
        return f"{name}._replace({words})", ""
    return None


def _replaced(file: SourceFile, arguments: str) -> tuple[str, str] | None:
    """`dataclasses.replace` as the file has it, or could have it."""
    for node in file.tree.body:
        names = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
        for alias in names:
            if isinstance(node, ast.Import) and alias.name == "dataclasses":
                return f"{alias.asname or alias.name}.replace({arguments})", ""
            if isinstance(node, ast.ImportFrom) and node.module == "dataclasses" and alias.name == "replace":
                return f"{alias.asname or alias.name}({arguments})", ""
    local = {getattr(node, "id", "") or getattr(node, "arg", "") for node in file.nodes
             if isinstance(node, ast.Name | ast.arg)}  # fmt: skip
    taken = "replace" in local | module_names(file)
    return None if taken else (f"replace({arguments})", "from dataclasses import replace")
