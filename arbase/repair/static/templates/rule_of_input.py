"""An answer that fails a check which was made for input: what is stored is older than the check.

Models of input and of answers often share a base, `class Part` for `PartIn` and `PartOut`. A commit that
writes a rule for new values into the base refuses to show the values that were stored before. The model of the answer
gets the field as it was; the models of input keep the rule.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, insert_after, insert_before
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.model import mismatches, model_of, owner_of
from arbase.workspace.tree import FUNCTIONS

NAME = "rule-of-input"
# That a value is of another type, or lacks, is no rule for a value of the type.
_RULES = frozenset(
    (
        "value_error", "assertion_error", "string_pattern_mismatch", "string_too_short", "string_too_long",
        "greater_than", "greater_than_equal", "less_than", "less_than_equal", "multiple_of", "too_short", "too_long",
        "decimal_max_digits", "decimal_max_places", "decimal_whole_digits", "date_from_datetime_inexact", "date_past",
        "date_future", "datetime_past", "datetime_future",
    )
)  # fmt: skip
_READERS = frozenset(("model_validate", "model_validate_json", "parse_obj", "parse_raw", "load"))
_VALIDATORS = frozenset(("field_validator", "validator"))


class _Field(NamedTuple):
    """A field, the class that declares it, and the class of the answer that has it."""

    file: SourceFile
    owner: ast.ClassDef
    declared: ast.AnnAssign
    answer: ast.ClassDef

    @property
    def name(self) -> str:
        """How the field is called."""
        return last_name(self.declared.target)


class RuleOfInput(Template):
    """The field without the rule in the model of the answer; a validator moves to the model of input."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the first field that breaks a rule which a suspect commit wrote for it."""
        if context.crash.exception not in ("ResponseValidationError", "ValidationError"):
            return
        answer = context.statuses.classes.get(model_of(context))
        if answer is None:
            return
        for mismatch in mismatches(context.crash.message)[:1]:
            place = owner_of(context, answer[1].name, mismatch.path) if len(mismatch.path) == 1 else None
            if mismatch.kind not in _RULES or place is None or answer[0] is not place[0]:
                return
            declared = _declared(place[1], mismatch.field)
            if declared is not None:
                yield from _without_rule(context, _Field(*place, declared, answer[1]))


def _without_rule(context: Context, field: _Field) -> Iterator[Draft]:
    inputs = _inputs(context, field)
    was = _was(context, field) if inputs else None
    if was is None:
        return
    sha, before, text = was
    name, answer = field.name, field.answer.name
    why = f"{sha[:10]} checks {name} for {', '.join(inputs)}; {answer} shows what was stored before"
    idea = Idea(NAME, 0.9, why, f"{field.file.path}:{field.declared.lineno}")
    validator = _validator(field.owner, name)
    if validator is not None:
        edits = _moved(field, validator, inputs) if field.owner is not field.answer else []
        if edits:
            yield edited(context, idea, field.file, *edits)
        return
    if ast.unparse(before) == ast.unparse(field.declared):
        return
    if field.owner is field.answer:
        yield replaced(context, idea, field.file, field.declared, text)
        return
    fields = [one for one in field.answer.body if isinstance(one, ast.AnnAssign)]
    first = fields[0] if fields else field.answer.body[0]
    edit = insert_before(field.file, first, (text,))
    if edit is not None and not isinstance(first, ast.Pass):
        yield edited(context, idea, field.file, edit)


def _declared(owner: ast.ClassDef, name: str) -> ast.AnnAssign | None:
    found = [one for one in owner.body if isinstance(one, ast.AnnAssign) and last_name(one.target) == name]
    return found[0] if len(found) == 1 else None


def _inputs(context: Context, field: _Field) -> list[str]:
    """The models that handlers take which have the same field; none where one of them is what the answer is as well.

    Where another model of answers has the field too, mending one of them is not enough, so none is found either.
    """
    sources = context.codebase.sources
    classes = {one.name: one for file in sources for one in file.nodes if isinstance(one, ast.ClassDef)}
    taken = _taken(context)
    heirs = [one for one in classes.values() if field.owner.name in _ancestors(one, classes)]
    if field.owner is field.answer:
        # Nobody inherits: the models stand side by side, and have the field declared in the same words.
        same = ast.unparse(field.declared.annotation)
        fields = [(one, _declared(one, field.name)) for one in classes.values() if one is not field.answer]
        beside = [one for one, other in fields if other is not None and ast.unparse(other.annotation) == same]
        return [one.name for one in beside if one.name in taken] if field.answer.name not in taken | {""} else []
    above = _ancestors(field.answer, classes)
    shown = [one for one in heirs if one.name not in taken and one is not field.answer and one.name not in above]
    both = {field.answer.name, field.owner.name, *above} & taken
    return [] if both or shown else [one.name for one in heirs if one.name in taken]


def _taken(context: Context) -> set[str]:
    """The names in the annotations of what handlers take, and the models with which they read what was sent."""
    found: set[str] = set()
    for file in context.codebase.sources:
        for function in file.functions:
            if is_handler(file, function):
                notes = [one.annotation for one in parameters(function) if one.annotation is not None]
                found |= {last_name(part) for note in notes for part in ast.walk(note)}
            for call in (part for part in own_nodes(function) if isinstance(part, ast.Call)):
                given = [*call.args, *(word.value for word in call.keywords if word.arg is None)]
                reads = last_name(call.func) in _READERS and isinstance(call.func, ast.Attribute)
                model = last_name(call.func.value) if reads and isinstance(call.func, ast.Attribute) else ""
                model = model or (last_name(call.func) if last_name(call.func) in context.statuses.classes else "")
                if model and any(context.flow.sent(file, function, one) for one in given):
                    found.add(model)
    return found


def _ancestors(owner: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    found: set[str] = set()
    pending = [owner]
    while pending:
        for base in pending.pop().bases:
            known = classes.get(last_name(base))
            if known is not None and known.name not in found:
                found.add(known.name)
                pending.append(known)
    return found


def _was(context: Context, field: _Field) -> tuple[str, ast.AnnAssign, str] | None:
    """The commit that wrote the rule, and the field before it: one without a rule, of the type that it still is."""
    for sha, _, whole in context.history.versions(field.file.path):
        earlier = SourceFile.parse(field.file.path, whole)
        classes = [one for one in earlier.nodes if isinstance(one, ast.ClassDef)] if earlier is not None else []
        owner = next((one for one in classes if one.name == field.owner.name), None)
        before = _declared(owner, field.name) if owner is not None else None
        if earlier is None or owner is None or before is None or _validator(owner, field.name) is not None:
            continue
        told = ast.unparse(before.annotation)
        if _plain(earlier, before.annotation) == told == _plain(field.file, field.declared.annotation):
            text = earlier.segment(before)
            return (sha, before, text) if "\n" not in text else None
    return None


def _plain(file: SourceFile, annotation: ast.expr) -> str:
    """An annotation without rules: `str | None` of `Phone | None`, where `Phone = Annotated[str, ...]`."""
    match annotation:
        case ast.Name(id="EmailStr") | ast.Call(func=ast.Name(id="constr")):
            return "str"
        case ast.Call(func=ast.Name(id="conint" | "confloat" as kind)):
            return kind.removeprefix("con")
        case ast.Name(id=name):
            made = [
                one.value for one in file.tree.body if isinstance(one, ast.Assign) and last_name(one.targets[0]) == name
            ]
            return _plain(file, made[0]) if len(made) == 1 else name
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[kind, *_])):
            return _plain(file, kind)
        case ast.Subscript(value=value, slice=kind) if last_name(value) in ("Optional", "list", "List"):
            return f"{ast.unparse(value)}[{_plain(file, kind)}]"
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"{_plain(file, left)} | {_plain(file, right)}"
    return ast.unparse(annotation)


def _validator(owner: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    """The method that checks the field, and only this one."""
    for one in owner.body:
        for call in one.decorator_list if isinstance(one, ast.FunctionDef) else ():
            if isinstance(call, ast.Call) and last_name(call.func) in _VALIDATORS:
                told = [part.value for part in call.args if isinstance(part, ast.Constant)]
                if name in told and isinstance(one, ast.FunctionDef):
                    return one if told == [name] else None
    return None


def _moved(field: _Field, validator: ast.FunctionDef, inputs: list[str]) -> list[Edit]:
    """The validator goes from the base to the one model of input."""
    file = field.file
    heirs = [one for one in file.nodes if isinstance(one, ast.ClassDef) and one.name in inputs]
    place = field.owner.body.index(validator)
    if len(inputs) != 1 or len(heirs) != 1 or place == 0 or isinstance(heirs[0].body[0], ast.Pass):
        return []
    heir, above = heirs[0], field.owner.body[place - 1]
    if any(isinstance(one, FUNCTIONS) and one.name == validator.name for one in heir.body):
        return []
    start, end = file.line_start((above.end_lineno or 0) + 1), file.line_start((validator.end_lineno or 0) + 1)
    lines = file.text[start:end].splitlines()
    indent = file.indent(validator)
    put = insert_after(file, heir.body[-1], [line.removeprefix(indent) for line in lines])
    # Levels deeper than the method's own keep their white space: both classes stand at the same depth.
    same = file.indent(heir.body[-1]) == indent and put is not None
    return [Edit(start, end, ""), put] if same and put is not None else []
