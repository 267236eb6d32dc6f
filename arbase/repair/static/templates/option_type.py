"""An option of the command line that comes as text although its default is a number: it lacks `type=int`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.attributes import Held, held_by
from arbase.repair.static.edit import add_option
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "option-type"
_NUMBERS = (int, float)


class OptionType(Template):
    """`add_argument("--limit", default=10, type=int)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a text among numbers that is read from the parsed options, where the default is a number."""
        if context.crash.exception != "TypeError":
            return
        for node in header_nodes(context.frame.statement):
            if not isinstance(node, ast.Name | ast.Attribute) or context.crash.type_of(node) != "str":
                continue
            origin = origin_of(context.crash, node)
            held = held_by(context.flow, origin.frame.file, origin.node)
            held = held or Held(origin.frame.file, origin.frame.function, origin.node)
            if not isinstance(held.node, ast.Attribute) or not _is_parsed(held.file, held.node.value):
                continue
            for file, call, kind in _options(context, held.node.attr):
                edit = add_option(file, call, f"type={kind}")
                if edit is not None:
                    why = f"the default of {held.node.attr} is a number, and what is given comes as text"
                    yield edited(context, Idea(NAME, 0.92, why, f"{file.path}:{call.lineno}"), file, edit)
                    return


def _is_parsed(file: SourceFile, node: ast.expr) -> bool:
    """The name is given what `parse_args` gives, or goes by the name that it usually has."""
    name = last_name(node)
    if name in ("args", "options", "opts", "namespace", "arguments", "ns"):
        return True
    for one in file.nodes:
        named = isinstance(one, ast.Assign) and name in {last_name(target) for target in one.targets}
        if named and last_name(getattr(one, "value", None)) == "parse_args":
            return True
    return False


def _options(context: Context, name: str) -> list[tuple[SourceFile, ast.Call, str]]:
    """The one option of this name in the repository, if it has a number as its default and nothing makes it one."""
    found: list[tuple[SourceFile, ast.Call, str]] = []
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Call) and last_name(node.func) == "add_argument" and _name_of(node) == name:
                words = {word.arg: word.value for word in node.keywords}
                default = words.get("default")
                value = default.value if isinstance(default, ast.Constant) else None
                plain = type(value) in _NUMBERS and not {"type", "action", "nargs", None} & set(words)
                found.append((file, node, type(value).__name__ if plain else ""))
    return found if len(found) == 1 and found[0][2] else []


def _name_of(call: ast.Call) -> str:
    """Where `parse_args` puts the option: `dest`, else the first long flag."""
    dest = next((word.value for word in call.keywords if word.arg == "dest"), None)
    if isinstance(dest, ast.Constant):
        return str(dest.value)
    flags = [str(item.value) for item in call.args if isinstance(item, ast.Constant)]
    long = [flag for flag in flags if flag.startswith("--")] or flags
    return long[0].lstrip("-").replace("-", "_") if long else ""
