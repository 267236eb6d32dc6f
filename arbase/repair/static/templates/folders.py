"""A file that is written into a folder that nobody made; a folder that is made where there is one already."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import add_option, insert_before, replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "folders"
_WRITES = frozenset(("write_text", "write_bytes", "touch", "to_csv", "to_json", "to_parquet", "save", "dump"))
# Who makes something new by its name wants to hear that the name is taken.
_CREATES = re.compile(r"_?(?:create|new|add|register|claim|reserve|acquire|lock|make|init)", re.IGNORECASE)
_MOVES = frozenset(("replace", "rename", "move", "copy", "copyfile", "copy2"))


class Folders(Template):
    """Make the folder in front of the writing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for what is opened for writing, written or moved; for a folder that is made."""
        yield from _made(context)
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


def _made(context: Context) -> Iterator[Draft]:
    """`mkdir(parents=True)` below a folder that is not there; `exist_ok=True` where it only is to be written into."""
    crash, frame = context.crash, context.frame
    if crash.exception not in ("FileExistsError", "FileNotFoundError"):
        return
    file = frame.file
    for call in header_nodes(frame.statement):
        name = last_name(call.func) if isinstance(call, ast.Call) else ""
        if (
            not isinstance(call, ast.Call)
            or name not in ("mkdir", "makedirs")
            or not isinstance(call.func, ast.Attribute)
        ):
            continue
        asked = {word.arg for word in call.keywords}
        of_system = last_name(call.func.value) == "os"
        if crash.exception == "FileNotFoundError" and name == "mkdir" and "parents" not in asked:
            idea = Idea(NAME, 0.9, "the folders above it need not be there yet")
            edit = replace(file, call.func, "os.makedirs") if of_system else add_option(file, call, "parents=True")
            if edit is not None:
                yield edited(context, idea, file, edit)
        elif crash.exception == "FileExistsError" and "exist_ok" not in asked and _is_filled(context, call, of_system):
            idea = Idea(NAME, 0.88, "the folder may be there from the last time, it is only written into")
            edit = add_option(file, call, "exist_ok=True")
            named = [replace(file, call.func, "os.makedirs")] if of_system and name == "mkdir" else []
            if edit is not None:
                yield edited(context, idea, file, *named, edit)


def _is_filled(context: Context, call: ast.Call, of_system: bool) -> bool:
    """What is made goes into the path of a file that the function writes, and the function is not there to make it."""
    function, file = context.frame.function, context.frame.file
    made = (
        call.args[0] if of_system and call.args else call.func.value if isinstance(call.func, ast.Attribute) else call
    )
    text = file.segment(made)
    if function is None or _CREATES.match(function.name) or not isinstance(made, ast.Name | ast.Attribute):
        return False
    for node in ast.walk(function):
        if not isinstance(node, ast.expr) or getattr(node, "lineno", 0) <= call.lineno:
            continue
        joins = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and file.segment(node.left) == text
        handed = isinstance(node, ast.Call) and any(file.segment(item) == text for item in node.args)
        if joins or handed:
            return True
    return False
