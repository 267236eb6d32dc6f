"""A file that is written into a folder that nobody made."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "folders"
_WRITES = frozenset(("write_text", "write_bytes", "touch", "to_csv", "to_json", "to_parquet", "save", "dump"))
_MOVES = frozenset(("replace", "rename", "move", "copy", "copyfile", "copy2"))


class Folders(Template):
    """Make the folder in front of the writing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for what is opened for writing, written or moved."""
        if context.crash.exception != "FileNotFoundError":
            return
        frame = context.frame
        for call in header_nodes(frame.statement):
            path = _written(call) if isinstance(call, ast.Call) else None
            if path is None or not isinstance(path, ast.Name | ast.Attribute | ast.BinOp | ast.Subscript):
                continue
            if not is_hoistable(frame, path):
                continue
            text = frame.file.segment(path)
            known = context.crash.type_of(path)
            pathlike = "Path" in known or isinstance(path, ast.BinOp) or (
                isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.value is path
            )  # fmt: skip
            opened = f"({text})" if isinstance(path, ast.BinOp) else text
            line = f"{opened}.parent.mkdir(parents=True, exist_ok=True)"
            needed: tuple[str, ...] = ()
            if not pathlike or known == "str":
                line, needed = f"os.makedirs(os.path.dirname({text}), exist_ok=True)", ("import os",)
            edit = insert_before(frame.file, frame.statement, (line,))
            if edit is not None:
                idea = Idea(NAME, 0.85, f"the folder of {text} need not be there yet", "", needed)
                yield edited(context, idea, frame.file, edit)
            return


def _written(call: ast.Call) -> ast.expr | None:
    """What a call writes to; None if it reads."""
    name = last_name(call.func)
    modes = [item.value for item in [*call.args, *(word.value for word in call.keywords)]
             if isinstance(item, ast.Constant) and isinstance(item.value, str)]  # fmt: skip
    if name == "open" and any(set(mode) <= set("wxab+t") and set(mode) & set("wxa") for mode in modes):
        if isinstance(call.func, ast.Attribute):
            return call.func.value
        return call.args[0] if call.args else None
    if name in _MOVES and len(call.args) >= 1:
        return call.args[-1]
    if name in _WRITES:
        own = isinstance(call.func, ast.Attribute) and name in ("write_text", "write_bytes", "touch")
        if own and isinstance(call.func, ast.Attribute):
            return call.func.value
        return call.args[0] if call.args else None
    return None
