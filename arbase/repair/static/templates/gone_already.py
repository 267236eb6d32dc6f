"""Taking out what is not in it: `followers.remove(who)`, where it is said that doing so twice changes nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, wrap
from arbase.repair.static.templates.building import Idea, edited, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import may_be_gone

NAME = "gone-already"


class GoneAlready(Template):
    """`if x in xs:` around the removal."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the function's docstring says so of what is not there."""
        frame, node = context.frame, context.crash.node
        file, function, statement = frame.file, frame.function, frame.statement
        absent = "not in list" in context.crash.message or "not in deque" in context.crash.message
        match context.crash.exception, node:
            case "KeyError", ast.Call(func=ast.Attribute(attr="pop"), args=[_], keywords=[]):
                yield from _taken_out(context, node)
                return
            case "ValueError", ast.Call(func=ast.Attribute(value=held, attr="remove"), args=[what]) if absent:
                pass
            case "KeyError", ast.Call(func=ast.Attribute(value=held, attr="remove"), args=[what]):
                pass
            case "KeyError", ast.Subscript(value=held, slice=what, ctx=ast.Del()):
                pass
            case _:
                return
        if function is None or not isinstance(statement, ast.Expr | ast.Delete):
            return
        if isinstance(statement, ast.Expr) and statement.value is not node:
            return
        said = may_be_gone(ast.get_docstring(function))
        if not said or not is_hoistable(frame, what) or not is_hoistable(frame, held):
            return
        test = f"{file.segment(what)} in {file.segment(held)}"
        why = (
            f"{file.segment(what)} may be gone already; the docstring of {function.name} says that this changes nothing"
        )
        idea = Idea(NAME, 0.9, why, f"{file.path}:{function.lineno}")
        edit = wrap(file, [statement], f"if {test}:", ())
        if edit is not None:
            yield edited(context, idea, file, edit)


def _taken_out(context: Context, call: ast.Call) -> Iterator[Draft]:
    """`sessions.pop(key, None)`, where nobody wants what is taken out."""
    frame, function = context.frame, context.frame.function
    alone = isinstance(frame.statement, ast.Expr) and frame.statement.value is call
    if not alone or function is None or not may_be_gone(ast.get_docstring(function)):
        return
    end = frame.file.span(call)[1] - 1
    why = f"the key may be gone already; the docstring of {function.name} says that this changes nothing"
    idea = Idea(NAME, 0.9, why, f"{frame.file.path}:{function.lineno}")
    yield edited(context, idea, frame.file, Edit(end, end, ", None"))
