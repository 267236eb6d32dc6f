"""One sample given to a model that takes a table of them: it becomes a table of one row."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "one-sample"
_FLAT = re.compile(r"Expected 2D array, got (?:1D|scalar) array instead")
_ASKS = frozenset(
    "predict predict_proba predict_log_proba decision_function transform score_samples kneighbors".split()
)
_MAKES = frozenset(("array", "asarray"))


class OneSample(Template):
    """`model.predict([row])[0]`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where only the first answer is taken, so that only one sample is meant."""
        if context.crash.exception != "ValueError" or not _FLAT.search(context.crash.message):
            return
        frame, file = context.frame, context.frame.file
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _ASKS or not call.args:
                continue
            if not _takes_first(file.parent(call)):
                continue
            sample = call.args[0]
            origin = origin_of(context.crash, sample)
            kind = context.crash.type_of(sample).rpartition(".")[2]
            made = isinstance(origin.node, ast.Call) and last_name(origin.node.func) in _MAKES
            text = file.segment(sample)
            if kind == "ndarray" or made:
                plain = isinstance(sample, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
                whole = f"{text if plain else f'({text})'}.reshape(1, -1)"
            elif kind in ("list", "tuple") or isinstance(sample, ast.List | ast.Tuple):
                whole = f"[{text}]"
            else:
                continue
            why = f"{last_name(call.func)} takes a table of samples, and this is a single one"
            yield edited(context, Idea(NAME, 0.9, why), file, replace(file, sample, whole))


def _takes_first(node: ast.AST | None) -> bool:
    """`[0]` behind the call, also `[0][1]` and `[0, 1]`; or `.item()`."""
    match node:
        case ast.Subscript(slice=ast.Constant(value=0)) | ast.Attribute(attr="item"):
            return True
        case ast.Subscript(slice=ast.Tuple(elts=[ast.Constant(value=0), *_])):
            return True
    return False
