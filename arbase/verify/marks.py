"""The mark that stands in a text for a number that is None: no guess where the repository has just one such mark.

The crash must be None in the form of a number, the mark must stand for what is asked for None, and nothing but texts
may get it, as columns: a mark that goes into a sum, a comparison or an answer is another matter.
"""

from __future__ import annotations

import ast
import re

from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code, last_name
from arbase.workspace.marks import MARK, NO_FORMAT, is_none_of, is_text, mark_in_notes, marks_in
from arbase.workspace.notes import notes

_WIDTH = re.compile(r"[<>^]?[1-9]\d*")


def stands_for_nothing(case: GateCase, code: Code, node: ast.AST) -> str:
    """Who says that this mark stands for nothing; empty if nobody does, or if it goes elsewhere than into a text."""
    choice = code.parent(node)
    mark = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if not mark or not MARK.fullmatch(mark) or not NO_FORMAT.search(case.crash.message):
        return ""
    if not isinstance(choice, ast.IfExp) or choice.body is not node or not _is_shown(code, choice):
        return ""
    asked = is_none_of(choice.test)
    same = asked is not None and any(ast.dump(part) == ast.dump(asked) for part in ast.walk(choice.orelse))
    if asked is None or not same or not (is_text(choice.orelse) or ast.dump(asked) == ast.dump(choice.orelse)):
        return ""
    for note in notes(case.repository.root):
        told = mark_in_notes(note.text)
        if told:
            return f"{note.path} says that this is written for nothing" if told == mark else ""
    codes = case.repository.codes
    written = [(list(codes)[place], one) for place, one in marks_in(one.tree for one in codes.values())]
    if {one.value for _, one in written} == {mark}:
        return f"{written[0][0]}:{written[0][1].lineno} writes it for nothing"
    return ""


def _is_shown(code: Code, choice: ast.IfExp) -> bool:
    """It is put into a text right here, or kept under a name that is read for texts only."""
    parent, function = code.parent(choice), code.function_of(choice)
    if _is_column(parent):
        return True
    if not isinstance(parent, ast.Assign) or function is None or len(parent.targets) != 1:
        return False
    name = last_name(parent.targets[0])
    if not isinstance(parent.targets[0], ast.Name):
        return False
    uses = [one for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == name]
    read = [one for one in uses if isinstance(one.ctx, ast.Load)]
    return bool(read) and len(uses) == len(read) + 1 and all(_is_formatted(code, one) for one in read)


def _is_formatted(code: Code, node: ast.AST) -> bool:
    parent = code.parent(node)
    return _is_column(parent) and isinstance(parent, ast.FormattedValue) and parent.value is node


def _is_column(node: ast.AST | None) -> bool:
    """It has a width of its own: in a running text it is open what becomes of the words around the number."""
    spec = node.format_spec if isinstance(node, ast.FormattedValue) else None
    parts = spec.values if isinstance(spec, ast.JoinedStr) else []
    return bool(_WIDTH.fullmatch("".join(str(one.value) for one in parts if isinstance(one, ast.Constant))))
