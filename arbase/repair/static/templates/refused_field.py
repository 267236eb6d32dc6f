"""A check of several fields together reads one that was refused by itself, and so is not among the clean values.

Django calls `clean` whatever the fields had to complain of, and marshmallow does so of a `validates_schema` that does
not skip it. What each field had to say is told already: the fields are compared where all of them are there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, replace, wrap
from arbase.repair.static.source import SourceFile, last_name, own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "refused-field"
_SINGLE = "clean_"


class RefusedField(Template):
    """`if "first" in cleaned and "last" in cleaned and cleaned["last"] < cleaned["first"]:`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a field of the form that lacks where the form complains of several."""
        frame, crash = context.frame, context.crash
        function, file, node = frame.function, frame.file, crash.node
        owner = file.class_of(function) if function is not None else None
        if crash.exception != "KeyError" or function is None or owner is None or not isinstance(node, ast.Subscript):
            return
        mapping = text_of(node.value) or ""
        known = _known(context, file, owner, function) if _is_clean(function, node.value) else []
        statement = frame.statement
        if isinstance(statement, ast.If):
            found = _together(file, statement, mapping)
        else:
            found = _read_first(file, function, statement, mapping)
        keys, edit = found if found is not None else ([], None)
        if edit is not None and last_name(node) in keys and set(keys) <= set(known):
            why = f"{mapping} has no {last_name(node)} where that was refused, which is complained of already"
            yield edited(context, Idea(NAME, 0.93, why), file, edit)


def _is_clean(function: Function, mapping: ast.expr) -> bool:
    """The mapping holds what passed of the fields, and is read where the form is judged as a whole."""
    if any(_goes_on(item) for item in function.decorator_list):
        given = [item.arg for item in parameters(function) if item.arg != "self"]
        return isinstance(mapping, ast.Name) and mapping.id in given[:1]
    if function.name != "clean" and not function.name.startswith(_SINGLE):
        return False
    if not isinstance(mapping, ast.Name):
        return _is_cleaned(mapping)
    stores = [
        node for node in own_nodes(function)
        if isinstance(node, ast.Name) and node.id == mapping.id and isinstance(node.ctx, ast.Store)
    ]  # fmt: skip
    values = [
        node.value for node in own_nodes(function)
        if isinstance(node, ast.Assign) and [text_of(item) for item in node.targets] == [mapping.id]
    ]  # fmt: skip
    return len(stores) == len(values) == 1 and _is_cleaned(values[0])


def _is_cleaned(node: ast.expr) -> bool:
    """`self.cleaned_data`, `super().clean()`, or the one where the other gives nothing."""
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr="cleaned_data"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="clean"), args=[]):
            return True
        case ast.BoolOp(op=ast.Or(), values=values):
            return all(_is_cleaned(item) for item in values)
    return False


def _goes_on(decorator: ast.expr) -> bool:
    """`@validates_schema(skip_on_field_errors=False)`."""
    match decorator:
        case ast.Call(func=func, keywords=words) if last_name(func) == "validates_schema":
            said = {word.arg: ast.unparse(word.value) for word in words}
            return said.get("skip_on_field_errors") == "False"
    return False


def _known(context: Context, file: SourceFile, owner: ast.ClassDef, function: Function) -> list[str]:
    """The fields that are there unless they are refused: for the check of one field, those in front of it."""
    schema = any(_goes_on(item) for item in function.decorator_list)
    classes = [owner]
    names = {last_name(base) for base in owner.bases}
    classes += [
        node for one in context.codebase.sources for node in one.nodes
        if isinstance(node, ast.ClassDef) and node.name in names and node is not owner
    ]  # fmt: skip
    if any(_takes_fields_out(one) for one in classes):
        return []
    groups = [group for one in classes for group in (_declared(one, schema=schema), _listed(one))]
    if not function.name.startswith(_SINGLE):
        return [name for group in groups for name in group]
    single = function.name.removeprefix(_SINGLE)
    return [name for group in groups if single in group for name in group[: group.index(single)]]


def _declared(owner: ast.ClassDef, *, schema: bool) -> list[str]:
    """`first = forms.DateField()`. A schema has only those that must be sent whenever they pass."""
    found: list[str] = []
    for node in owner.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(keywords=words)):
                must = any(word.arg == "required" and ast.unparse(word.value) == "True" for word in words)
                found += [name] if must or not schema else []
    return found


def _listed(owner: ast.ClassDef) -> list[str]:
    """`class Meta: fields = ["first", "last"]`."""
    for meta in owner.body:
        for node in meta.body if isinstance(meta, ast.ClassDef) and meta.name == "Meta" else ():
            match node:
                case ast.Assign(targets=[ast.Name(id="fields")], value=ast.List(elts=items) | ast.Tuple(elts=items)):
                    return [str(item.value) for item in items if isinstance(item, ast.Constant)]
    return []


def _takes_fields_out(owner: ast.ClassDef) -> bool:
    """`del self.fields["last"]`, `self.fields.pop("last")`: that it lacks says nothing of what was sent."""
    for node in ast.walk(owner):
        match node:
            case ast.Subscript(value=ast.Attribute(attr="fields"), ctx=ast.Del()):
                return True
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="fields"), attr="pop")):
                return True
            case ast.Attribute(attr="fields", ctx=ast.Store()):
                return True
    return False


def _together(file: SourceFile, check: ast.If, mapping: str) -> tuple[list[str], Edit | None] | None:
    """The check itself asks first whether all are there."""
    read = _read([check.test], mapping)
    if not _complains([check]) or set(_read(check.body, mapping)) - set(read):
        return None
    parts = check.test.values if isinstance(check.test, ast.BoolOp) and isinstance(check.test.op, ast.And) else []
    asked = {key for part in parts or [check.test] for key in _asked(part, mapping)}
    keys = [key for key in read if key not in asked]
    text = file.segment(check.test)
    loose = isinstance(check.test, ast.IfExp | ast.Lambda | ast.NamedExpr) or (
        isinstance(check.test, ast.BoolOp) and isinstance(check.test.op, ast.Or)
    )
    spread = check.test.lineno != check.test.end_lineno
    rest = f"({text})" if loose or (spread and not file.text[: file.span(check.test)[0]].endswith("(")) else text
    return keys, replace(file, check.test, f"{_there(keys, mapping)} and {rest}")


def _asked(part: ast.expr, mapping: str) -> Iterator[str]:
    """The keys that are there where this part of the test holds."""
    match part:
        case ast.Compare(left=ast.Constant(value=str() as key), ops=[ast.In()], comparators=[whole]):
            if text_of(whole) == mapping:
                yield key
        case ast.Call(func=ast.Attribute(value=whole, attr="get"), args=[ast.Constant(value=str() as key)]):
            if text_of(whole) == mapping:
                yield key


def _read_first(
    file: SourceFile, function: Function, statement: ast.stmt, mapping: str
) -> tuple[list[str], Edit | None] | None:
    """The values are given names in front of the check: both stand behind the question whether all are there."""
    block = file.block_of(statement)
    at = block.index(statement)
    if not isinstance(statement, ast.Assign):
        return None
    start = at
    while start and isinstance(block[start - 1], ast.Assign) and _read([block[start - 1]], mapping):
        start -= 1
    middle = at
    while middle < len(block) and isinstance(block[middle], ast.Assign):
        middle += 1
    names = {name for one in block[start:middle] for name in _bound(one)}
    end = middle
    while end < len(block) and _complains([block[end]]) and _uses(block[end], names):
        end += 1
    run = block[start:end]
    inside = {id(node) for one in run for node in ast.walk(one)}
    outside = [node for node in ast.walk(function) if isinstance(node, ast.Name) and id(node) not in inside]
    if end == middle or "" in names or names & {node.id for node in outside}:
        return None
    keys = _read(run, mapping)
    return keys, wrap(file, run, f"if {_there(keys, mapping)}:", ())


def _bound(statement: ast.stmt) -> list[str]:
    """The names that an assignment gives; an empty one where it stores elsewhere."""
    found: list[str] = []
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        items = target.elts if isinstance(target, ast.Tuple) else [target]
        found += [item.id if isinstance(item, ast.Name) else "" for item in items]
    return found


def _uses(statement: ast.stmt, names: set[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(statement))


def _complains(statements: Sequence[ast.stmt]) -> bool:
    """Checks that end in a complaint, with nothing for those that pass."""
    for one in statements:
        match one:
            case ast.If(body=body, orelse=[]) if _complains(body):
                pass
            case ast.Raise():
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="add_error"))):
                pass
            case _:
                return False
    return bool(statements)


def _read(nodes: Sequence[ast.AST], mapping: str) -> list[str]:
    """The keys that are read of the mapping as if they were there, in the order of the text."""
    found = [
        node for whole in nodes for node in ast.walk(whole)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and text_of(node.value) == mapping
    ]  # fmt: skip
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    keys = [node.slice.value if isinstance(node.slice, ast.Constant) else None for node in found]
    return list(dict.fromkeys(key if isinstance(key, str) else "" for key in keys))


def _there(keys: Sequence[str], mapping: str) -> str:
    return " and ".join(f'"{key}" in {mapping}' for key in keys)
