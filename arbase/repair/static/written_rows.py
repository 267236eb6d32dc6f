"""Models of a repository: what their rows have, which of them a function reads, and where a function changes some."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.workspace.tree import Function, dotted

DEEP = 2
_RELATIONS = frozenset(("ForeignKey", "OneToOneField", "relationship"))
_COLUMNS = frozenset(("mapped_column", "Column"))
_MANAGED = frozenset(("filter", "exclude", "all", "objects", "select_related", "get", "order_by"))


class Model(NamedTuple):
    """Fields with the model that they lead to (or nothing), and the names by which rows are asked for from there."""

    name: str
    fields: dict[str, str]
    related: frozenset[str]


class Written(NamedTuple):
    """A statement by which rows of a model become others; `row` is the name of the row, if there is one."""

    file: SourceFile
    function: Function
    statement: ast.stmt
    model: str
    row: str
    fields: frozenset[str]
    """The fields that change; empty where rows come or go."""


class Rows:
    """The models of a repository."""

    def __init__(self, codebase: Codebase) -> None:
        self.codebase = codebase

    @cached_property
    def models(self) -> dict[str, Model]:
        """By name; classes whose bodies give fields by calls, as those of Django and SQLAlchemy do."""
        found: dict[str, Model] = {}
        for file in self.codebase.sources:
            for node in file.nodes:
                model = _model(node) if isinstance(node, ast.ClassDef) else None
                if model is not None:
                    found[model.name] = model
        return found

    def read(self, function: Function, depth: int = DEEP) -> tuple[frozenset[str], frozenset[str]]:
        """The models that a function and what it calls read, and the words by which they ask for fields."""
        models: set[str] = set()
        words: set[str] = set()
        for node in ast.walk(function):
            match node:
                case ast.Name(id=name) if name in self.models:
                    models.add(name)
                case ast.Attribute(attr=name):
                    words.add(name)
                    models |= {one.name for one in self.models.values() if name in one.related}
                case ast.keyword(arg=str() as name):
                    words |= set(name.split("__"))
                case ast.Constant(value=str() as text):
                    words |= set(text.lstrip("-").split("__"))
                case ast.Call() if depth:
                    called = callee_of(self.codebase.sources, node)
                    below = self.read(called[1], depth - 1) if called is not None else (frozenset(), frozenset())
                    models |= below[0]
                    words |= below[1]
        return frozenset(models), frozenset(words)

    def written(self) -> Iterator[Written]:
        """Every change of rows in a function; none of scripts that fill tables before anybody asks."""
        for file in self.codebase.sources:
            if not _is_script(file):
                for function in file.functions:
                    yield from self._of(file, function)

    def names(self, function: Function) -> dict[str, str]:
        """The names in a function that are rows of one model."""
        found: dict[str, str] = {}
        for one in parameters(function):
            told = one.annotation
            model = str(told.value) if isinstance(told, ast.Constant) else last_name(told)
            if model in self.models:
                found[one.arg] = model
        for node in own_nodes(function):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if model := self._row(value):
                    found[name] = model
        return found

    def _row(self, value: ast.expr) -> str:
        """The model of which an expression is one row."""
        value = value.value if isinstance(value, ast.Await) else value
        if not isinstance(value, ast.Call):
            return ""
        if isinstance(value.func, ast.Name) and value.func.id in self.models:
            return value.func.id
        called = callee_of(self.codebase.sources, value)
        if called is not None and isinstance(called[1].returns, ast.Name) and called[1].returns.id in self.models:
            return called[1].returns.id
        single = isinstance(value.func, ast.Attribute) and value.func.attr in ("get", "create", "first")
        managed = _managed(value.func.value) if single and isinstance(value.func, ast.Attribute) else ""
        return managed if managed in self.models else ""

    def _of(self, file: SourceFile, function: Function) -> Iterator[Written]:
        names = self.names(function)
        for node in own_nodes(function):
            if not isinstance(node, ast.Expr | ast.Assign):
                continue
            call = node.value.value if isinstance(node.value, ast.Await) else node.value
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            held, done = call.func.value, call.func.attr.removeprefix("a")
            if isinstance(held, ast.Name) and held.id in names and done in ("save", "delete"):
                fields = _set(function, held.id, node.lineno) if done == "save" else frozenset()
                if fields or done == "delete":
                    yield Written(file, function, node, names[held.id], held.id, fields)
                continue
            model = _managed(held)
            if model in self.models and done in ("create", "delete", "update"):
                made = node.targets[0] if isinstance(node, ast.Assign) and done == "create" else None
                changed = frozenset(word.arg for word in call.keywords if word.arg and done == "update")
                if changed or done != "update":
                    yield Written(file, function, node, model, made.id if isinstance(made, ast.Name) else "", changed)


def _model(node: ast.ClassDef) -> Model | None:
    fields: dict[str, str] = {}
    related: set[str] = set()
    for line in node.body:
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                kind: ast.expr | None = None
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind, value=ast.Call() as call):
                pass
            case _:
                continue
        declares = last_name(call.func)
        if (
            not declares.endswith("Field")
            and declares not in _RELATIONS
            and declares not in ("mapped_column", "Column")
        ):
            continue
        fields[name] = _leads_to(call, kind) if declares in _RELATIONS else ""
        related |= {
            word.value.value
            for word in call.keywords
            if word.arg in ("related_name", "back_populates", "backref")
            and isinstance(word.value, ast.Constant)
            and isinstance(word.value.value, str)
        }
    return Model(node.name, fields, frozenset(related)) if fields else None


def _leads_to(call: ast.Call, kind: ast.expr | None) -> str:
    told: ast.expr | None = kind.slice if isinstance(kind, ast.Subscript) else None
    told = told or (call.args[0] if call.args else None)
    if isinstance(told, ast.Constant) and isinstance(told.value, str):
        return told.value.rpartition(".")[2]
    return last_name(told) if isinstance(told, ast.Name | ast.Attribute) else ""


def _managed(held: ast.expr) -> str:
    """`Shelf` of `Shelf.objects.filter(...)`."""
    while True:
        match held:
            case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _MANAGED:
                held = inner
            case ast.Attribute(value=ast.Name(id=name), attr="objects"):
                return name
            case _:
                return ""


def _set(function: Function, row: str, before: int) -> frozenset[str]:
    """The fields of a row that are set above a line."""
    return frozenset(
        node.attr
        for node in own_nodes(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and dotted(node.value) == row
        and node.lineno <= before
    )


def _is_script(file: SourceFile) -> bool:
    """Started by itself: what it writes is there before a process keeps anything of it."""
    for node in file.tree.body:
        match node:
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                return True
    return False
