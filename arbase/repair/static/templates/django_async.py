"""Django's database from a coroutine: the asynchronous form of the call, or the relation loaded with its record."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, replaced
from arbase.repair.static.templates.eager import functions_near
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "django-async"
# What querysets, managers and records have a form with an `a` in front for.
FORMS = frozenset(
    ("get", "first", "last", "earliest", "latest", "count", "exists", "create", "get_or_create", "update_or_create",
     "bulk_create", "bulk_update", "update", "delete", "aggregate", "in_bulk", "contains", "save", "refresh_from_db",
     "add", "remove", "clear", "set")
)  # fmt: skip
RELATIONS = frozenset(("ForeignKey", "OneToOneField"))
FETCHES = frozenset(("aget", "afirst", "alast", "aearliest", "alatest"))


class DjangoAsync(Template):
    """`await x.afirst()`, `async for`, and `select_related` in the query of the record."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the failing expression is."""
        crash, frame = context.crash, context.frame
        if crash.exception != "SynchronousOnlyOperation":
            return
        if isinstance(crash.node, ast.Attribute):
            yield from self._related(context, crash.node)
        elif isinstance(frame.function, ast.AsyncFunctionDef) and crash.node is not None:
            yield from self._awaited(context, crash.node)

    @staticmethod
    def _awaited(context: Context, node: ast.expr) -> Iterator[Draft]:
        """The call itself, or the loop over the records, in a coroutine function."""
        file, statement = context.frame.file, context.frame.statement
        why = f"{file.segment(node)} asks the database, which a coroutine has to wait for"
        idea = Idea(NAME, 0.92, why)
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in FORMS:
                text = f"await {file.segment(owner)}.a{name}{file.text[file.span(node.func)[1] : file.span(node)[1]]}"
                yield replaced(context, idea, file, node, in_brackets(file, node, text))
            case _ if isinstance(statement, ast.For) and statement.iter is node:
                start = file.span(statement)[0]
                yield edited(context, idea, file, Edit(start, start, "async "))

    @staticmethod
    def _related(context: Context, node: ast.Attribute) -> Iterator[Draft]:
        """`.select_related("trainer")` in the query, in a coroutine function, that fetched the record without it."""
        model = context.crash.type_of(node.value).rpartition(".")[2]
        if not _is_relation(context, model, node.attr):
            return
        for file, function in functions_near(context):
            if not isinstance(function, ast.AsyncFunctionDef):
                continue
            for manager in _managers(function, model):
                chain = _chain(file, manager)
                fetched = any(last_name(one.func) in FETCHES for one in chain) or _is_looped(file, manager, chain)
                there = next((one for one in chain if last_name(one.func) == "select_related"), None)
                told = {one.value for one in there.args if isinstance(one, ast.Constant)} if there is not None else {""}
                if not fetched or not told or node.attr in told:
                    continue
                why = f"{function.name} fetches a {model} without its {node.attr}, which a coroutine cannot load later"
                idea = Idea(NAME, 0.92, why, f"{file.path}:{manager.lineno}")
                if there is not None:
                    end = file.span(there)[1] - 1
                    edit = Edit(end, end, f', "{node.attr}"')
                else:
                    edit = replace(file, manager, f'{file.segment(manager)}.select_related("{node.attr}")')
                yield edited(context, idea, file, edit)
                return


def _is_relation(context: Context, model: str, name: str) -> bool:
    """The model's class declares the attribute as a relation to one other record."""
    for file in context.codebase.sources:
        for owner in file.nodes:
            if isinstance(owner, ast.ClassDef) and owner.name == model:
                for one in owner.body:
                    value = one.value if isinstance(one, ast.Assign) else None
                    if isinstance(one, ast.Assign) and last_name(one.targets[0]) == name:
                        return isinstance(value, ast.Call) and last_name(value.func) in RELATIONS
    return False


def _managers(function: Function, model: str) -> list[ast.Attribute]:
    """`Course.objects` wherever the function asks it."""
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == model
        and node.attr == "objects"
    ]  # fmt: skip


def _chain(file: SourceFile, manager: ast.Attribute) -> list[ast.Call]:
    """The calls of the query that begins with the manager, first ones first."""
    found: list[ast.Call] = []
    inner: ast.AST = manager
    for outer in file.ancestors(manager):
        if isinstance(outer, ast.Call) and outer.func is inner:
            found.append(outer)
        elif not isinstance(outer, ast.Attribute):
            break
        inner = outer
    return found


def _is_looped(file: SourceFile, manager: ast.Attribute, chain: list[ast.Call]) -> bool:
    """`async for course in Course.objects.filter(...)`."""
    whole = chain[-1] if chain else manager
    outer = file.parent(whole)
    return isinstance(outer, ast.AsyncFor) or (isinstance(outer, ast.comprehension) and bool(outer.is_async))
