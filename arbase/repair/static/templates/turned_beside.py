"""A value that JSON cannot hold, beside one of its sort that is turned into text or a number: it is turned alike."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.dataflow import definitions, module_names, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import module_name
from arbase.repair.static.source import SourceFile, last_name, own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around, kind_without_json
from arbase.workspace.tree import Function

NAME = "turned-beside"
_MOMENTS = frozenset(("datetime", "date", "time", "Timestamp"))
# Builtins and methods that give a value in another form; `len(x)` or `x.weekday()` say something of it instead.
_FORMS = frozenset(("str", "float", "int", "sorted", "list", "tuple", "dict", "round", "format", "repr"))
_METHODS = frozenset(
    """isoformat strftime timestamp total_seconds decode hex tolist item to_dict as_dict to_json model_dump quantize
    normalize astimezone replace""".split()
)
_FOREIGN = re.compile(r"(?:format|to|as|iso|serialize|encode|dump|jsonable|render)(?:_|$)|\w+_?format$")
_CLOCK, _DAY = re.compile(r"%-?[HIMSpfXTR]"), re.compile(r"%-?[dmYybBjaAxFDe]")
# What fields are declared as, where it is not by the name of the type.
_DECLARED = {
    "datetime": r"datetime|DateTime|DateTimeField", "date": r"date|Date|DateField", "time": r"time|Time|TimeField",
    "Decimal": r"Decimal|Numeric|DECIMAL|DecimalField|condecimal", "UUID": r"UUID|Uuid|UUIDField",
    "timedelta": r"timedelta|Interval|DurationField",
}  # fmt: skip


@dataclass(frozen=True)
class _Turned:
    """A value in another form: `form` has `{}` for the value."""

    node: ast.expr
    subject: ast.expr
    form: str


@dataclass(frozen=True)
class _Place:
    """Where values stand side by side; `seen` where the crash tells their types."""

    file: SourceFile
    function: Function
    seen: bool


class TurnedBeside(Template):
    """`starts=clock(one.starts_at), doors=one.doors_at`: the doors get a clock as well."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every call, mapping and list of the functions around in which both stand."""
        kind = kind_without_json(context.crash.message)
        if not kind:
            return
        frame = context.frame
        for file, function in functions_around(context, context.crash.frames):
            place = _Place(file, function, file is frame.file and function is frame.function)
            for beside in _side_by_side(function):
                yield from self._alike(context, place, kind, beside)

    @staticmethod
    def _alike(context: Context, place: _Place, kind: str, beside: list[tuple[str, ast.expr]]) -> Iterator[Draft]:
        file = place.file
        bare = [value for key, value in beside if _kind_of(context, place, value, key) == kind]
        turned = [_turned(context, place, value) for _, value in beside]
        known = [item for item in turned if item is not None]
        if not bare or not known:
            return
        ranked = [(_likeness(context, place, bare[0], kind, item), item) for item in known]
        best = max(rank for rank, _ in ranked)
        forms = {item.form: item for rank, item in ranked if rank == best}
        # Two ways to write such a value leave open which of them is meant here.
        if best == 0 or len(forms) != 1:
            return
        ((form, item),) = forms.items()
        where = f"{file.path}:{item.node.lineno}"
        why = f"JSON has no {kind}; {where} writes {file.segment(item.subject)} beside it as {file.segment(item.node)}"
        edits = [replace(file, value, form.replace("{}", file.segment(value))) for value in bare]
        yield edited(context, Idea(NAME, 0.9 if best > 1 else 0.8, why, where), file, *edits)


def _side_by_side(function: Function) -> Iterator[list[tuple[str, ast.expr]]]:
    """Values that stand in one call, mapping or list, or become entries of one mapping; each with its key if any."""
    entries: dict[str, list[tuple[str, ast.expr]]] = {}
    begun = {id(value): name for name, value in _begun(function)}
    for node in own_nodes(function):
        match node:
            case ast.Call(args=args, keywords=words):
                yield [("", value) for value in args] + [(word.arg or "", word.value) for word in words]
            case ast.Dict(keys=keys, values=values):
                pairs = [(_key(key), value) for key, value in zip(keys, values, strict=True)]
                yield pairs
                # What is put into the mapping afterwards stands beside what it began with.
                if name := begun.get(id(node)):
                    entries.setdefault(name, []).extend(pairs)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                yield [("", value) for value in elements]
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)], value=value):
                entries.setdefault(name, []).append((_key(key), value))
    yield from entries.values()


def _begun(function: Function) -> Iterator[tuple[str, ast.expr]]:
    """The name that a value is given, with an annotation or without."""
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _key(node: ast.expr | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _kind_of(context: Context, place: _Place, node: ast.expr, key: str = "") -> str:
    """The type of a plain value: as the crash saw it, in the result that holds it, or by its declaration."""
    text = text_of(node)
    if text is None or isinstance(node, ast.Constant):
        return ""
    seen = context.crash.type_of(node) if place.seen else ""
    if seen:
        return seen.rpartition(".")[2]
    for described in context.crash.variables.values():
        values = described.get("values", {}) if isinstance(described, dict) else {}
        if key and key in values:
            return str(values[key]).rpartition(".")[2]
    return _declared(context, place.function, node)


def _declared(context: Context, function: Function, node: ast.expr) -> str:
    """What all classes that have such a field declare it as; of a parameter its annotation."""
    if isinstance(node, ast.Name):
        found = [ast.unparse(item.annotation) for item in parameters(function)
                 if item.arg == node.id and item.annotation is not None]  # fmt: skip
    elif isinstance(node, ast.Attribute):
        found = _fields(context).get(node.attr, [])
    else:
        return ""
    kinds = {_named_in(text) for text in found}
    return kinds.pop() if len(kinds) == 1 else ""


def _fields(context: Context) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, owner in context.statuses.classes.values():
        for item in owner.body:
            match item:
                case ast.AnnAssign(target=ast.Name(id=name), annotation=declared):
                    found.setdefault(name, []).append(ast.unparse(declared))
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as made):
                    found.setdefault(name, []).append(ast.unparse(made))
    return found


def _named_in(text: str) -> str:
    """The one type that a declaration names: `time` of `Mapped[time | None]`."""
    for kind, words in _DECLARED.items():
        if re.search(rf"(?<![\w])(?:{words})\b(?!\.)", text):
            return kind
    plain = re.sub(r"\b(?:Mapped|Optional|Annotated|None)\b|[\[\]|\s]", "", text)
    return plain.rpartition(".")[2] if re.fullmatch(r"[\w.]+", plain) else ""


def _likeness(context: Context, place: _Place, value: ast.expr, kind: str, item: _Turned) -> int:
    """How sure it is that two values are of one sort: 2 by their types, 1 by their names, 0 not at all."""
    other = _kind_of(context, place, item.subject) or _taken(context, item)
    if other == kind:
        return 3 if _same_word(value, item.subject) else 2
    if {other, kind} <= _MOMENTS:
        return 2 if _suits(context, kind, item.form) else 0
    return 1 if not other and kind not in _MOMENTS and _same_word(value, item.subject) else 0


def _taken(context: Context, item: _Turned) -> str:
    """What the one parameter is declared as of the repository's function that gives the value its form."""
    match item.node:
        case ast.Call(func=func, args=[given], keywords=[]) if given is item.subject:
            known = context.statuses.functions.get(last_name(func))
        case _:
            return ""
    taken = [one for one in parameters(known[1]) if one.arg not in ("self", "cls")] if known is not None else []
    declared = taken[0].annotation if len(taken) == 1 else None
    return last_name(declared) if isinstance(declared, ast.Name | ast.Attribute) else ""


def _same_word(value: ast.expr, other: ast.expr) -> bool:
    """`starts_at` and `doors_at` end alike."""
    first, second = last_name(value).rsplit("_", 1)[-1], last_name(other).rsplit("_", 1)[-1]
    return bool(first) and first == second


def _suits(context: Context, kind: str, form: str) -> bool:
    """What a form writes of a moment is in one of this type too: hours are in a time, and no day is."""
    called = {name for name in re.findall(r"(\w+)\(", form) if name in context.statuses.functions}
    written = " ".join([form, *(ast.unparse(context.statuses.functions[name][1]) for name in called)])
    hours, days = bool(_CLOCK.search(written)), bool(_DAY.search(written))
    if not hours and not days:
        return "isoformat()" in written
    return {"time": hours and not days, "date": days and not hours}.get(kind, False)


def _turned(context: Context, place: _Place, node: ast.expr) -> _Turned | None:
    """An expression that gives one value in another form."""
    if text_of(node) is not None and last_name(node) != "value":
        return None
    subjects: list[ast.expr] = []
    if not _is_form(context, place, node, subjects):
        return None
    file = place.file
    texts = {file.segment(item) for item in subjects}
    if len(texts) != 1:
        return None
    start, _ = file.span(node)
    form = file.segment(node)
    for first, last in sorted((file.span(item) for item in subjects), reverse=True):
        form = f"{form[: first - start]}\0{form[last - start :]}"
    return None if "{}" in form else _Turned(node, subjects[0], form.replace("\0", "{}"))


def _is_form(context: Context, place: _Place, node: ast.AST, subjects: list[ast.expr]) -> bool:
    """Only forms are made of values in it; these are put into `subjects`."""
    match node:
        case ast.Constant() | ast.operator() | ast.boolop() | ast.cmpop() | ast.unaryop() | ast.expr_context():
            return True
        case ast.Attribute(attr="value", value=subject) if text_of(subject) is not None:
            subjects.append(subject)
            return True
        case ast.Name() | ast.Attribute() | ast.Subscript():
            if text_of(node) is None:
                return False
            if not (isinstance(node, ast.Name) and _is_module_name(place, node.id)):
                subjects.append(node)
            return True
        case ast.Call(func=func, args=args, keywords=words):
            inner: list[ast.AST] = [*args, *(word.value for word in words)]
            if isinstance(func, ast.Attribute) and not _of_a_module(context, place, func):
                if func.attr not in _METHODS:
                    return False
                inner.append(func.value)
            elif not _gives_form(context, place, last_name(func)):
                return False
            return all(_is_form(context, place, item, subjects) for item in inner)
        case ast.IfExp() | ast.BoolOp() | ast.JoinedStr() | ast.FormattedValue():
            return all(_is_form(context, place, item, subjects) for item in ast.iter_child_nodes(node))
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return all(_is_form(context, place, item, subjects) for item in ast.iter_child_nodes(node))
    return False


def _of_a_module(context: Context, place: _Place, func: ast.Attribute) -> bool:
    """`clock.written`: a function of a module of the repository, which the file imports as a whole."""
    owner = func.value
    return (
        isinstance(owner, ast.Name)
        and func.attr in context.statuses.functions
        and module_name(context.statuses.functions[func.attr][0].path).rpartition(".")[2] == owner.id
        and _is_module_name(place, owner.id)
    )


def _is_module_name(place: _Place, name: str) -> bool:
    own = any(item.arg == name for item in parameters(place.function)) or definitions(place.file, place.function, name)
    return not own and name in module_names(place.file)


def _gives_form(context: Context, place: _Place, name: str) -> bool:
    """A function that gives a value in another form: a builtin, or one of the repository that uses such."""
    if name in context.statuses.functions:
        function = context.statuses.functions[name][1]
        if function.returns is not None and last_name(function.returns) == "bool":
            return False
        returned = [item.value for item in own_nodes(function) if isinstance(item, ast.Return) and item.value]
        parts = [part for value in returned for part in ast.walk(value)]
        return any(
            isinstance(part, ast.JoinedStr)
            or (isinstance(part, ast.Call) and last_name(part.func) in _FORMS | _METHODS)
            or (isinstance(part, ast.Attribute) and part.attr == "value")
            for part in parts
        )
    if hasattr(builtins, name):
        return name in _FORMS
    return name in module_names(place.file) and bool(_FOREIGN.match(name))
