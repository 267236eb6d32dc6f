"""None in a branch that was chosen too early: the other branch is for those who have none.

"By SMS if they like that and we have a phone, else by e-mail", and the code asks only for the first. The docstring has
to name what is missing in a sentence of alternatives; without one nobody knows that the other branch is for them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure, none_node
from arbase.workspace.promises import has_alternative

NAME = "other-branch"
_OF_TEXTS = frozenset(dir(str)) - frozenset(dir(tuple))


class OtherBranch(Template):
    """`if wanted:` becomes `if wanted and x.part:`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a part of a thing that was None, in an `if` behind which something else happens."""
        node = none_node(context.crash)
        file, function = context.frame.file, context.frame.function
        if not isinstance(node, ast.Attribute | ast.Subscript) or not is_pure(node) or function is None:
            return
        name = _key(node) or last_name(node)
        if not has_alternative(ast.get_docstring(function), name):
            return
        check = _branch(file, context.frame.statement)
        if check is None or ast.dump(node) in {ast.dump(part) for part in ast.walk(check.test)}:
            return
        outer = file.parent(node)
        of_text = isinstance(outer, ast.Attribute) and outer.attr in _OF_TEXTS
        test = file.segment(check.test)
        test = f"({test})" if isinstance(check.test, ast.BoolOp | ast.IfExp | ast.NamedExpr) else test
        asked = file.segment(node) if of_text else f"{file.segment(node)} is not None"
        why = f"{file.segment(node)} may be missing, and the docstring says what is done then"
        yield edited(context, Idea(NAME, 0.88, why), file, replace(file, check.test, f"{test} and {asked}"))


def _key(node: ast.expr) -> str:
    index = node.slice if isinstance(node, ast.Subscript) else None
    return index.value if isinstance(index, ast.Constant) and isinstance(index.value, str) else ""


def _branch(file: SourceFile, statement: ast.stmt) -> ast.If | None:
    """The `if` whose body the statement stands in, where there is an `else`, or the body leaves and more follows."""
    check = file.parent(statement)
    if not isinstance(check, ast.If) or statement not in check.body:
        return None
    if check.orelse:
        return check
    leaves = isinstance(check.body[-1], ast.Return | ast.Continue)
    block = file.block_of(check)
    return check if leaves and block[-1] is not check else None
