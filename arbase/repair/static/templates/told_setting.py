"""A setting that is not set, where the program says what counts then: "APP_TIMEOUT, 30 if it is not set"."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.defaults import default_told
from arbase.workspace.promises import told_at
from arbase.workspace.tree import dotted

NAME = "told-setting"
_GETS = frozenset(("get", "getenv"))
_READERS = frozenset(("int", "float", "Decimal", "Path", "timedelta", "str", "loads"))


class ToldSetting(Template):
    """`mapping.get("key", default)`, with the default that the docstring names."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a look-up by a fixed name, and for one that gave None to whoever reads it."""
        node, file = context.crash.node, context.frame.file
        looked_up: ast.expr | None = None
        if context.crash.exception == "KeyError" and isinstance(node, ast.Subscript):
            looked_up = node
        elif context.crash.exception == "TypeError" and "NoneType" in context.crash.message:
            looked_up = _read_of_nothing(node)
        key = _key(looked_up)
        value = default_told(_told(context), key) if looked_up is not None and key else None
        if looked_up is None or value is None or isinstance(value, bool):
            return
        environment = _is_environment(looked_up)
        text = _written(file, looked_up, str(value) if environment else value)
        why = f"{key} need not be set, and the docstring says that {value!r} counts then"
        idea = Idea(NAME, 0.93, why, f"{file.path}:{getattr(context.frame.function, 'lineno', 1)}")
        if isinstance(looked_up, ast.Call):
            end = file.span(looked_up.args[0])[1]
            yield edited(context, idea, file, Edit(end, end, f", {text}"))
        elif isinstance(looked_up, ast.Subscript) and isinstance(looked_up.ctx, ast.Load):
            whole = f"{file.segment(looked_up.value)}.get({file.segment(looked_up.slice)}, {text})"
            yield edited(context, idea, file, replace(file, looked_up, whole))


def _read_of_nothing(node: ast.expr | None) -> ast.expr | None:
    """`int(os.getenv("PORT"))`: the look-up whose None was read."""
    if isinstance(node, ast.Call) and last_name(node.func) in _READERS and len(node.args) == 1:
        given = node.args[0]
        if isinstance(given, ast.Call) and last_name(given.func) in _GETS and len(given.args) == 1:
            return given if not given.keywords else None
    return None


def _key(node: ast.expr | None) -> str:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str() as key)) | ast.Call(args=[ast.Constant(value=str() as key)]):
            return key
    return ""


def _is_environment(node: ast.expr) -> bool:
    """Values of the environment are texts."""
    held = node.value if isinstance(node, ast.Subscript) else getattr(node, "func", None)
    return bool({"environ", "getenv"} & set(dotted(held).split(".")))


def _written(file: SourceFile, node: ast.expr, value: object) -> str:
    """The value as this place would write it."""
    if not isinstance(value, str):
        return repr(value)
    single = "'" in file.segment(node) and '"' not in file.segment(node)
    return repr(value) if single or '"' in value or "\\" in value else f'"{value}"'


def _told(context: Context) -> str:
    """What the function, its class and its module say; of a module that fails at import what the module says."""
    file, function = context.frame.file, context.frame.function
    owner = file.class_of(function) if function is not None else None
    texts = [told_at(file.text, function)] if function is not None else []
    texts += [ast.get_docstring(one) or "" for one in (owner, file.tree) if one is not None]
    if function is None or file.lines[context.frame.line - 1].count("#"):
        texts += [file.lines[context.frame.line - 1].partition("#")[2]]
    return "\n\n".join(texts)
