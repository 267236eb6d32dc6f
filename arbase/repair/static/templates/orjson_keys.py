"""Keys that are no texts, written by orjson: it makes texts of numbers, nulls and days only where it is told to.

The json module of Python does so by itself, and so did whoever read what it wrote.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, add_option
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "orjson-keys"
_OPTION = "OPT_NON_STR_KEYS"
_REFUSED = "Dict key must be str"


class OrjsonKeys(Template):
    """`orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)`, beside the options that it has."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what writes in the crashed statement."""
        file, statement = context.frame.file, context.frame.statement
        if context.crash.exception.rpartition(".")[2] not in ("TypeError", "JSONEncodeError"):
            return
        if context.crash.message.strip() != _REFUSED or not is_simple(statement):
            return
        writer, _ = spelled(file, "orjson", "dumps", ("", ""))
        option, imports = spelled(file, "orjson", _OPTION, (_OPTION, f"from orjson import {_OPTION}"))
        calls = [
            one for one in header_nodes(statement) if isinstance(one, ast.Call) and ast.unparse(one.func) == writer
        ]
        for call in calls if len(calls) == 1 else ():
            edit = _with(file, call, option)
            if edit is not None:
                why = "orjson takes keys that are no texts only by an option, the json module always does"
                yield edited(context, Idea(NAME, 0.91, why, "", imports), file, edit)


def _with(file: SourceFile, call: ast.Call, option: str) -> Edit | None:
    """`call` with the option; None where it has its options from elsewhere or has this one."""
    if len(call.args) > 2 or any(word.arg is None for word in call.keywords):
        return None
    own = next((word.value for word in call.keywords if word.arg == "option"), None)
    if own is None:
        return add_option(file, call, f"option={option}")
    plain = isinstance(own, ast.Attribute | ast.Name | ast.BinOp)
    if not plain or (isinstance(own, ast.BinOp) and not isinstance(own.op, ast.BitOr)) or _OPTION in ast.unparse(own):
        return None
    end = file.span(own)[1]
    return Edit(end, end, f" | {option}")
