"""Django's records are counted for the next number, and some of them do not count any more: the number is taken.

Rows that were withdrawn or deleted keep a count below the highest number. A constraint says within what a number may
stand only once; the next one is one beyond the highest of all rows there. Not where the numbers are moved up when a
row goes, where the lowest free one is meant, where the count is bounded, or where the manager hides rows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.numbering import LOWEST
from arbase.workspace.numbering import Counted, counted, given_to, resolving, violated
from arbase.workspace.tree import Function

NAME = "counted-records"
_RELATIONS = frozenset(("ForeignKey", "OneToOneField"))
_PLAIN = frozenset(("all", "order_by", "select_related"))


class _Asked(NamedTuple):
    """What a query is asked of, and the equal conditions on it."""

    owner: ast.expr
    equal: tuple[ast.keyword, ...]


class CountedRecords(Template):
    """`(order.lines.aggregate(highest=Max("n"))["highest"] or 0) + 1` for `order.lines.filter(...).count() + 1`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the innermost frame that writes a number which it counted."""
        columns = frozenset(name.removesuffix("_id") for name in violated(context.crash.message))
        if context.crash.exception != "IntegrityError" or not columns:
            return
        resolve = resolving(file.tree for file in context.codebase.sources)
        for frame in reversed(context.crash.frames):
            if frame.function is None:
                continue
            for column in sorted(columns):
                for given in given_to(frame.function, column):
                    for found in counted(given, resolve):
                        yield from _numbered(context, found, column, columns)
                        return


def _numbered(context: Context, found: Counted, column: str, together: frozenset[str]) -> Iterator[Draft]:
    whole, counter = found.whole, found.counter
    file = next((one for one in context.codebase.sources if one.parent(whole) is not None), None)
    function = file.function_of(whole) if file is not None else None
    asked = _asked(counter)
    if file is None or function is None or asked is None or found.added != 1:
        return
    model, told = _model_of(context, function, asked.owner)
    if model is None or not _is_whole(model, column) or _hides(model) or _is_partial(model, together):
        return
    kept = tuple(word for word in asked.equal if (word.arg or "").removesuffix("_id") in together)
    within = {(word.arg or "").removesuffix("_id") for word in kept} | ({told} if told else set())
    if within != together - {column} or LOWEST.search(ast.get_docstring(function) or ""):
        return
    if _is_compared(file, function, found) or _moves_up(context, column):
        return
    conditions = ", ".join(f"{word.arg}={file.segment(word.value)}" for word in kept)
    query = file.segment(asked.owner) + (f".filter({conditions})" if conditions else "")
    highest, needed = _highest(file)
    text = f'({query}.aggregate(highest={highest}("{column}"))["highest"] or 0) + 1'
    why = f"the highest {column} is beyond the count where rows do not count any more"
    yield replaced(context, Idea(NAME, 0.91, why, "", needed), file, whole, text)


def _asked(counter: ast.expr) -> _Asked | None:
    """`owner.filter(a=1, b__in=c).count()`, of which the equal conditions are told; None where it is anything else."""
    match counter:
        case ast.Call(func=ast.Attribute(value=node, attr="count"), args=[], keywords=[]):
            pass
        case _:
            return None
    equal: list[ast.keyword] = []
    while isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Attribute):
            return None
        name = node.func.attr
        if name == "filter" and not node.args and all(word.arg for word in node.keywords):
            equal += [word for word in node.keywords if "__" not in (word.arg or "")]
        elif name not in _PLAIN:
            return None
        node = node.func.value
    return _Asked(node, tuple(equal)) if isinstance(node, ast.Attribute) else None


def _model_of(context: Context, function: Function, owner: ast.expr) -> tuple[ast.ClassDef | None, str]:
    """The model that `Line.objects` or `order.lines` asks for, and the relation by which the latter is bound."""
    if not isinstance(owner, ast.Attribute):
        return None, ""
    classes = [node for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.ClassDef)]
    if owner.attr == "objects":
        named = [one for one in classes if one.name == last_name(owner.value)]
        return (named[0], "") if len(named) == 1 and _fields(named[0]) else (None, "")
    found = [
        (one, name)
        for one in classes
        for name, call in _fields(one).items()
        if last_name(call.func) in _RELATIONS and _is_behind(one, call, owner.attr)
    ]
    if len(found) > 1:  # several ends may have the name, each at another model
        kind = _kind_of(function, owner.value)
        found = [(one, name) for one, name in found if kind in (name, _target(_fields(one)[name]))]
    return found[0] if len(found) == 1 else (None, "")


def _kind_of(function: Function, owner: ast.expr) -> str:
    """The model of what a query is asked of: as the function declares it, else as it is called."""
    name = last_name(owner)
    declared = [one.annotation for one in parameters(function) if isinstance(owner, ast.Name) and one.arg == name]
    known = [last_name(one) if not isinstance(one, ast.Constant) else str(one.value) for one in declared if one]
    return known[0] if known else name


def _target(call: ast.Call) -> str:
    """The model that a relation leads to, also as `"app.Model"`."""
    to = next((word.value for word in call.keywords if word.arg == "to"), call.args[0] if call.args else None)
    return str(to.value).rpartition(".")[2] if isinstance(to, ast.Constant) else last_name(to)


def _is_behind(model: ast.ClassDef, call: ast.Call, attribute: str) -> bool:
    """The relation is asked for from its other end by this name."""
    told = next((word.value for word in call.keywords if word.arg == "related_name"), None)
    if told is None:
        return attribute == f"{model.name.lower()}_set"
    return isinstance(told, ast.Constant) and told.value == attribute


def _fields(model: ast.ClassDef) -> dict[str, ast.Call]:
    """What a class declares by calls, by name."""
    pairs = [(one.targets[0], one.value) for one in model.body if isinstance(one, ast.Assign)]
    return {name.id: call for name, call in pairs if isinstance(name, ast.Name) and isinstance(call, ast.Call)}


def _is_whole(model: ast.ClassDef, column: str) -> bool:
    call = _fields(model).get(column)
    return call is not None and last_name(call.func).endswith("IntegerField")


def _hides(model: ast.ClassDef) -> bool:
    """A manager or a base of its own may leave rows out."""
    managers = any(name == "objects" or "anager" in last_name(call.func) for name, call in _fields(model).items())
    return managers or [last_name(base) for base in model.bases] != ["Model"]


def _is_partial(model: ast.ClassDef, together: frozenset[str]) -> bool:
    """The numbers must differ among some rows only, or this is said in another place than the class."""
    named = [
        node for node in ast.walk(model) if isinstance(node, ast.Call) and last_name(node.func) == "UniqueConstraint"
    ]
    for call in named:
        words = {word.arg: word.value for word in call.keywords}
        texts = {part.value for part in ast.walk(words.get("fields", call)) if isinstance(part, ast.Constant)}
        if texts == together and "condition" in words:
            return True
    return False


def _is_compared(file: SourceFile, function: ast.AST, found: Counted) -> bool:
    """The function compares the count or the number: then there may be only so many."""
    kept = file.statement_of(found.whole)
    texts = {ast.unparse(found.counter), ast.unparse(found.whole)}
    if isinstance(kept, ast.Assign):
        texts |= {ast.unparse(one) for one in kept.targets}
    compared = [node for node in ast.walk(function) if isinstance(node, ast.Compare)]
    return any(ast.unparse(part) in texts for node in compared for part in (node.left, *node.comparators))


def _moves_up(context: Context, column: str) -> bool:
    """Somebody gives rows that are there other numbers, so the numbers are meant to have no holes."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Call(func=ast.Name(id="F") | ast.Attribute(attr="F"), args=[ast.Constant(value=name)]):
                    if name == column and isinstance(file.parent(node), ast.BinOp):
                        return True
                case ast.Call(func=ast.Attribute(attr="update"), keywords=words):
                    if any(word.arg == column for word in words):
                        return True
                case ast.Assign(targets=targets) | ast.AugAssign(target=ast.expr() as targets):
                    ends = targets if isinstance(targets, list) else [targets]
                    parts = [one for end in ends for one in (end.elts if isinstance(end, ast.Tuple) else [end])]
                    if any(isinstance(one, ast.Attribute) and one.attr == column for one in parts):
                        return True
    return False


def _highest(file: SourceFile) -> tuple[str, tuple[str, ...]]:
    """How the module spells Django's `Max`, and the import that it needs for it."""
    for node in file.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            for name in node.names:
                if name.name == "models":
                    return f"{name.asname or name.name}.Max", ()
    return "Max", ("from django.db.models import Max",)
