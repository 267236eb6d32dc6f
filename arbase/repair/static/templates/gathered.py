"""`gather(..., return_exceptions=True)` gives exceptions in the place of results: they are no results.

Only exceptions of a class of the repository are left out, or all of them where the docstring says that those who gave
no result are; and only where nothing reads the results by their place, or looks for the exceptions among them.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from arbase.repair.static.edit import insert_after
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.exceptions import gathers_exceptions, leaves_failures_out, tells_apart
from arbase.workspace.tree import Function

NAME = "gathered"
_KIND = re.compile(r"'(\w+)' object|and '(\w+)'|: '(\w+)' and|instances of '(\w+)'|not (?:\w+\.)*(\w+)$")


class Gathered(Template):
    """The results without the exceptions among them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the running function that gathered, the innermost first."""
        named = {part for found in _KIND.findall(context.crash.message) for part in found if part}
        kinds = [name for name in sorted(named) if _is_exception(context, name)]
        if context.crash.exception not in ("TypeError", "AttributeError") or len(kinds) != 1:
            return
        for frame in reversed(context.crash.frames):
            function, file = frame.function, frame.file
            for statement in ast.walk(function) if function is not None else ():
                if not isinstance(statement, ast.Assign) or not gathers_exceptions(statement.value) or function is None:
                    continue
                target = statement.targets[0]
                if not isinstance(target, ast.Name) or _by_place(function, target.id) or tells_apart(function):
                    continue
                left_out = leaves_failures_out(function)
                if kinds[0] not in context.statuses.classes and not left_out:
                    return
                # Who is left out for one failure is left out for any other.
                kind = "BaseException" if left_out else kinds[0]
                why = f"gather gives a {kinds[0]} in the place of a result, and it is none"
                text = f"{target.id} = [one for one in {target.id} if not isinstance(one, {kind})]"
                edit = insert_after(file, statement, (text,))
                if edit is not None:
                    yield edited(context, Idea(NAME, 0.9, why), file, edit)
                return


def _is_exception(context: Context, name: str) -> bool:
    if name in context.statuses.classes:
        return _raised(context, name)
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, Exception)


def _raised(context: Context, name: str) -> bool:
    """It is an exception: the repository raises it."""
    raises = (node.exc for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.Raise))
    return any(last_name(getattr(exc, "func", exc)) == name for exc in raises if exc is not None)


def _by_place(function: Function, name: str) -> bool:
    """Something reads the results beside what they were asked for: `zip(names, results)`, `results[0]`, `a, b = xs`."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=func, args=args) if last_name(func) in ("zip", "enumerate", "map", "dict"):
                if any(isinstance(item, ast.Name) and item.id == name for item in args):
                    return True
            case ast.Subscript(value=ast.Name(id=read)) if read == name:
                return True
            case ast.Assign(targets=[ast.Tuple() | ast.List()], value=ast.Name(id=read)) if read == name:
                return True
    return False
