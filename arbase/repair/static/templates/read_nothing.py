"""Nothing was stored, and so there is nothing to read: `json.loads(cache.get(key))` where the key is not there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.expected import EITHER, NONE, value_expected
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.tree import dotted

NAME = "read-nothing"
_READERS = frozenset(
    "loads int float Decimal UUID fromisoformat fromtimestamp model_validate_json parse_raw b64decode strptime".split()
)
_NUMBERS = frozenset(("int", "float", "Decimal"))
_NAMES = ("raw", "stored", "text")


class ReadNothing(Template):
    """None of nothing, where what follows asks for None."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a function that reads one text, which was None."""
        frame, file, node = context.frame, context.frame.file, context.crash.node
        if not isinstance(node, ast.Call) or last_name(node.func) not in _READERS or not node.args:
            return
        given = node.args[0]
        told = "NoneType" in context.crash.message and context.crash.exception == "ValidationError"
        if none_node(context.crash) is not given and not told:
            return
        # Of a number, `if number` asks whether it is 0.
        ways = NONE if last_name(node.func) in _NUMBERS else EITHER
        place = value_expected(context.crash.frames, node, ways)
        if not place or frame.function is None:
            return
        why = f"nothing was stored for {last_name(given)}, and {place} asks for that"
        idea = Idea(NAME, 0.93, why, place)
        whole = file.segment(node)
        if dotted(given):
            text = f"{whole} if {dotted(given)} is not None else None"
            yield edited(context, idea, file, replace(file, node, text))
            return
        free = [name for name in _NAMES if not is_bound_at(file, frame.function, name, 1 << 30)]
        offset, (first, last) = file.span(node)[0], file.span(given)
        for name in free[:1]:
            read = f"{whole[: first - offset]}{name}{whole[last - offset :]}"
            stored = insert_before(file, frame.statement, (f"{name} = {file.segment(given)}",))
            if stored is not None:
                text = f"{read} if {name} is not None else None"
                yield edited(context, idea, file, stored, replace(file, node, text))
