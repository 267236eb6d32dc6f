"""A record that an object-relational mapper did not find: `Model.objects.get(...)`, `query.one()`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit
from arbase.repair.static.expected import value_expected
from arbase.repair.static.framework import is_handler
from arbase.repair.static.imports import import_of
from arbase.repair.static.refusals import HEADER, LOOKUP, SELECTION, Need
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple, refuse_on, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.wording import noun_of
from arbase.workspace.tree import dotted

NAME = "no-record"
_SEVERAL = frozenset(("MultipleResultsFound", "MultipleObjectsReturned"))
_RAISED = frozenset(("DoesNotExist", "ObjectDoesNotExist", "NoResultFound")) | _SEVERAL
_AMBIGUOUS = {409: 1.0, 400: 0.5, 422: 0.5}
_GETS = frozenset(("get", "aget", "one", "scalar_one", "earliest", "latest"))
_OPTIONAL = {"one": "one_or_none", "scalar_one": "scalar_one_or_none", "get_one": "get"}
_SHORTCUT = "get_object_or_404"


class NoRecord(Template):
    """Refuse what is not there, as the repository does, or by the shortcut that it uses elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """At the look-up that found nothing."""
        if context.crash.exception not in _RAISED:
            return
        yield from _or_none(context)
        found: ast.Call | None = None
        for frame in reversed(context.crash.frames):
            nodes = list(header_nodes(frame.statement))
            call = next((node for node in nodes if _is_lookup(node)), None) if found is None else None
            if isinstance(call, ast.Call):
                found = call
                yield from self._shortcut(context, frame, call)
                drafts = list(self._refused(context, frame, call, _model(call)))
            elif found is not None and is_handler(frame.file, frame.function):
                # Who looks up for all knows no answers to requests: the one that asked for the record says it.
                calls = [node for node in nodes if isinstance(node, ast.Call)]
                drafts = [one for node in calls for one in self._refused(context, frame, node, _model(found))]
            else:
                continue
            yield from drafts
            if drafts:
                return

    def _refused(self, context: Context, frame: Frame, call: ast.Call, model: str) -> Iterator[Draft]:
        kinds = context.flow.asked(frame.file, frame.function, call) or context.observed.shown
        if not kinds or not is_simple(frame.statement):
            return
        sent = [part for part in ast.walk(call) if isinstance(part, ast.Name | ast.Attribute | ast.Subscript)]
        sent = [part for part in sent if context.flow.sent(frame.file, frame.function, part)]
        subject = frame.file.segment(sent[-1]) if sent else ""
        statuses = LOOKUP if "path" in kinds else HEADER if kinds == {"header"} else SELECTION
        caught = _caught(context, frame, call)
        says = ""
        if context.crash.exception in _SEVERAL:
            statuses, says = _AMBIGUOUS, f"several have this {noun_of(subject)}"
        need = Need(
            frame.file,
            frame.function,
            frame.line,
            subject,
            "failure",
            statuses,
            kinds,
            noun=noun_of(model if model[:1].isupper() else subject),
            caught=context.crash.exception,
            says=says,
        )
        idea = Idea(NAME, 0.85, f"there may be nothing for {subject or 'what the client asks for'}")
        yield from refuse_on(context, idea, need, [frame.statement], caught)

    @staticmethod
    def _shortcut(context: Context, frame: Frame, call: ast.Call) -> Iterator[Draft]:
        """`get_object_or_404(Model, ...)`, where the repository looks up so."""
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if not isinstance(owner, ast.Attribute) or owner.attr != "objects":
            return
        for file in context.codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.Call) and last_name(node.func) == _SHORTCUT:
                    place = f"{file.path}:{node.lineno}"
                    given = [frame.file.segment(item) for item in (*call.args, *call.keywords)]
                    text = f"{_SHORTCUT}({', '.join([frame.file.segment(owner.value), *given])})"
                    imports = ("from django.shortcuts import get_object_or_404",)
                    yield replaced(
                        context, Idea(NAME, 0.88, f"{place} answers 404 so", place, imports), frame.file, call, text
                    )
                    return


def _or_none(context: Context) -> Iterator[Draft]:
    """`one_or_none()`, where what follows asks whether there is one."""
    node, file = context.crash.node, context.frame.file
    if context.crash.exception != "NoResultFound" or not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in _OPTIONAL:
        place = value_expected(context.crash.frames, node)
        end = file.span(node.func)[1]
        if place:
            why = f"{place} asks whether there is one, and {node.func.attr} wants that there is"
            edit = Edit(end - len(node.func.attr), end, _OPTIONAL[node.func.attr])
            yield edited(context, Idea(NAME, 0.95, why, place), file, edit)


def _is_lookup(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _GETS:
        return False
    # `payload.get(key)` raises nothing; a look-up has conditions, or a chain of calls in front of it.
    return bool(node.keywords) or node.func.attr != "get" or isinstance(node.func.value, ast.Call | ast.Attribute)


def _model(call: ast.Call) -> str:
    """The class of the record, by the look-up: `Account` of `Account.objects.get(...)`."""
    names = [part.id for part in ast.walk(call.func) if isinstance(part, ast.Name)]
    return next((name for name in names if name[:1].isupper()), last_name(call.func))


def _caught(context: Context, frame: Frame, call: ast.Call) -> tuple[str, str]:
    """What to catch and the import that it needs: the model's own class of Django, SQLAlchemy's for all."""
    if context.crash.exception in ("NoResultFound", "MultipleResultsFound"):
        return context.crash.exception, f"from sqlalchemy.exc import {context.crash.exception}"
    if context.crash.exception == "MultipleObjectsReturned":
        return "MultipleObjectsReturned", "from django.core.exceptions import MultipleObjectsReturned"
    model = _model(call)
    if model[:1].isupper() and model in dotted(call.func):
        return f"{model}.DoesNotExist", ""
    for file in context.codebase.sources:
        if model in {node.name for node in file.tree.body if isinstance(node, ast.ClassDef)}:
            needed = import_of(model, file, frame.file, context.service.source_roots)
            if needed is not None:
                return f"{model}.DoesNotExist", needed
    return "ObjectDoesNotExist", "from django.core.exceptions import ObjectDoesNotExist"
