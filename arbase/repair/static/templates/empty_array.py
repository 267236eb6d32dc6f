"""The largest or smallest of an array without elements: what is scaled by it is as empty as the array."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Crash
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, result_before
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "empty-array"
SAID = ("zero-size array to reduction operation", "of an empty sequence")
REDUCTIONS = frozenset(("max", "min", "amax", "amin", "ptp", "argmax", "argmin"))
MODULES = frozenset(("np", "numpy"))
# Functions and methods that keep the size of what they are given.
EACH = frozenset(
    ("round", "around", "abs", "absolute", "sqrt", "log", "log1p", "log2", "exp", "clip", "astype", "nan_to_num",
     "asarray", "copy", "floor", "ceil", "rint")
)  # fmt: skip


class EmptyArray(Template):
    """Give the empty array back where the result has its size, else what the repository gives for nothing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Both, where NumPy found no element to begin with."""
        crash, frame = context.crash, context.frame
        array = _array(crash)
        if array is None or not is_hoistable(frame, array):
            return
        file, text = frame.file, frame.file.segment(array)
        whole = _scaled(file, crash.node, text)
        if whole is not None:
            yield from self._as_empty(context, whole, text)
            return
        results = context.values.for_nothing(file, frame.function)
        idea = Idea(NAME, 0.78, f"{text} may have no elements")
        yield from result_before(context, idea, frame, frame.statement, f"not {text}.size", results[:2])

    @staticmethod
    def _as_empty(context: Context, whole: ast.expr, text: str) -> Iterator[Draft]:
        """`if not xs.size: return xs` in front of `return xs / xs.max()`; `... if xs.size else xs` where it is kept."""
        file, statement = context.frame.file, context.frame.statement
        idea = Idea(NAME, 0.88, f"{text} may have no elements, and what is made of each of them is as empty")
        listed = file.parent(whole)
        plain = isinstance(listed, ast.Attribute) and listed.attr == "tolist"
        around = file.parent(listed) if plain and listed is not None else whole
        if isinstance(statement, ast.Return) and statement.value is around:
            edit = insert_before(file, statement, (f"if not {text}.size:", f"\treturn {'[]' if plain else text}"))
            if edit is not None:
                yield edited(context, idea, file, edit)
        elif isinstance(statement, ast.Assign) and statement.value is whole:
            yield edited(context, idea, file, replace(file, whole, f"{file.segment(whole)} if {text}.size else {text}"))


def _array(crash: Crash) -> ast.expr | None:
    """The array of `xs.max()` or `np.max(xs)`, where NumPy says that it is empty."""
    call = crash.node
    if crash.exception != "ValueError" or not any(said in crash.message for said in SAID):
        return None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in REDUCTIONS:
        return None
    if isinstance(call.func.value, ast.Name) and call.func.value.id in MODULES:
        return call.args[0] if call.args else None
    return call.func.value if not call.args else None


def _scaled(file: SourceFile, call: ast.expr | None, text: str) -> ast.expr | None:
    """The expression around the call that has an element for each of the array's; None where there is none."""
    found: ast.expr | None = None
    inner: ast.AST | None = call
    for outer in file.ancestors(call) if call is not None else ():
        match outer:
            case ast.BinOp(left=left, right=right):
                sized = found is inner or _has_its_size(file, right if inner is left else left, text)
                found = outer if sized else None
            case ast.Attribute(attr="tolist"):
                return found
            case ast.Attribute(attr=name) if found is inner and name in EACH:
                found = outer
            case ast.Call(func=func, args=args) if found is not None:
                each = inner is func or (inner is args[0] and last_name(func) in EACH)
                if not each:
                    return None
                found = outer
            case ast.stmt():
                return found
            case _:
                return None
        inner = outer
    return None


def _has_its_size(file: SourceFile, node: ast.expr, text: str) -> bool:
    """`xs - xs.min()`: arithmetic of the array itself."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _has_its_size(file, left, text) or _has_its_size(file, right, text)
    return file.segment(node) == text
