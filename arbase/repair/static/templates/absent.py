"""What is absent where the answer has a place for it: a fallback that comes too late, the latest of nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited, in_brackets, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.tree import Function

NAME = "absent"
_MADE = (ast.Subscript, ast.Attribute, ast.Call, ast.BinOp, ast.JoinedStr, ast.FormattedValue)


class Absent(Template):
    """Fall back before the value is used, or leave null what there is nothing to say of."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One where a fallback stands behind the failing use; one where the first or last of nothing was taken."""
        if none_node(context.crash) is not None:
            yield from self._too_late(context)
        if context.crash.exception == "IndexError":
            yield from self._of_nothing(context)

    def _too_late(self, context: Context) -> Iterator[Draft]:
        """`x.lower() or default` with an x that is None: `(x or default).lower()`."""
        file, failing = context.frame.file, context.crash.node
        use = failing if isinstance(failing, ast.Attribute) else getattr(failing, "func", None)
        if not isinstance(use, ast.Attribute):
            return
        call = file.parent(use)
        choice = file.parent(call) if isinstance(call, ast.Call) and call.func is use else None
        if not isinstance(choice, ast.BoolOp) or not isinstance(choice.op, ast.Or) or choice.values[0] is not call:
            return
        rest = " or ".join(file.segment(item) for item in choice.values[1:])
        start, end = file.span(use.value)[1], file.span(call)[1]
        method = file.text[start:end].lstrip(") \n")
        inner = file.segment(use.value).strip()
        # Several are one row of alternatives: `(a or b).lower() or c` is `(a or b or c).lower()`.
        loose = isinstance(use.value, ast.IfExp | ast.Lambda | ast.NamedExpr) or (
            isinstance(use.value, ast.BoolOp) and not isinstance(use.value.op, ast.Or)
        )
        text = f"({f'({inner})' if loose else inner} or {rest}){method}"
        idea = Idea(NAME, 0.86, f"{inner} may be None, and the fallback {rest} comes after it is used")
        yield edited(context, idea, file, replace(file, choice, text))

    def _of_nothing(self, context: Context) -> Iterator[Draft]:
        """`last = xs[-1]` and an answer made of it: null where there is none, in each place of the answer."""
        frame, file, function = context.frame, context.frame.file, context.frame.function
        statement, node, nulls = frame.statement, context.crash.node, context.values.nulls
        if not isinstance(statement, ast.Assign) or statement.value is not node or function is None or nulls is None:
            return
        target = statement.targets[0]
        if not isinstance(node, ast.Subscript) or not isinstance(target, ast.Name) or len(statement.targets) > 1:
            return
        places = _places(file, function, target.id)
        if not places or not is_hoistable(frame, node.value):
            return
        text = file.segment(node.value)
        edits = [Edit(*file.span(node), f"{file.segment(node)} if {text} else None")]
        for place in places:
            written = in_brackets(file, place, f"{file.segment(place)} if {target.id} else None")
            edits.append(replace(file, place, written))
        idea = Idea(NAME, 0.8, f"{text} may be empty; {nulls.why}", nulls.place)
        yield edited(context, idea, file, *edits)


def _places(file: SourceFile, function: Function, name: str) -> list[ast.expr]:
    """The values of an answer that are made of `name`; nothing where it is used in any other way."""
    found: list[ast.expr] = []
    for use in ast.walk(function):
        if not isinstance(use, ast.Name) or use.id != name or not isinstance(use.ctx, ast.Load):
            continue
        current: ast.expr = use
        parent = file.parent(current)
        while isinstance(parent, _MADE):
            current, parent = parent, file.parent(parent)
        in_answer = isinstance(parent, ast.Dict) and any(value is current for value in parent.values)
        if not in_answer or current is use:
            return []
        if all(current is not known for known in found):
            found.append(current)
    return found
