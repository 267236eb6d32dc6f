"""AttributeError and its kin: a slip or rename, a mapping taken for an object, a method taken for a value."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.names import closest
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "attribute"
_METHODS = frozenset(("method", "function", "builtin_function_or_method"))


class WrongAttribute(Template):
    """The attribute that the object has, the key that the mapping has, brackets added or taken away."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, by the kind of the failing expression."""
        crash = context.crash
        node = crash.node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and crash.exception == "AttributeError":
            node = node.func
        if "NoneType" in crash.message or "coroutine" in crash.message:
            return
        if crash.exception == "AttributeError" and isinstance(node, ast.Attribute):
            yield from self._by_key(context, node)
            yield from self._meant(context, node)
        elif crash.exception == "TypeError" and isinstance(node, ast.Subscript):
            yield from self._by_attribute(context, node)
            yield from self._uncalled(context, node.value)
        elif crash.exception == "TypeError" and isinstance(node, ast.Call):
            yield from self._not_callable(context, node)
            yield from self._uncalled_argument(context, node)
            yield from self._uncalled_element(context, node)
        elif crash.exception == "TypeError" and isinstance(node, ast.BinOp | ast.Compare):
            for operand in [node.left, *(node.comparators if isinstance(node, ast.Compare) else [node.right])]:
                yield from self._uncalled(context, operand)

    def _by_key(self, context: Context, node: ast.Attribute) -> Iterator[Draft]:
        """`row.price` where `row` is a mapping with that key."""
        seen = context.crash.described(node.value) or context.crash.described("<object>")
        keys = [str(item) for item in seen.get("keys", ())]
        if not keys or isinstance(node.ctx, ast.Store) or seen.get("columns"):
            return
        file = context.frame.file
        receiver = file.segment(node.value)
        options = [(node.attr, 1.0)] if node.attr in keys else closest(node.attr, keys, least=0.75)[:1]
        for key, score in options:
            idea = Idea(NAME, 0.3 + 0.6 * score, f"{receiver} is a mapping with the key {key!r}, not an object")
            yield replaced(context, idea, file, node, f'{receiver}["{key}"]')

    def _meant(self, context: Context, node: ast.Attribute) -> Iterator[Draft]:
        """The attribute of nearly this name."""
        seen = context.crash.described(node.value)
        if not seen.get("attributes"):
            seen = context.crash.described("<object>")
        known = [str(item) for item in [*seen.get("attributes", ()), *seen.get("columns", ())]]
        said = re.match(r"'([\w.]+)' object has no attribute", context.crash.message)
        kind = str(seen.get("type", "") or (said[1] if said else "")).rpartition(".")[2]
        known += _declared(context, kind)
        known += _of_python(kind) if not seen.get("attributes") else []
        suggested = re.search(r"Did you mean: '(\w+)'", context.crash.message)
        if node.attr in known:
            return
        file = context.frame.file
        for found, score in closest(node.attr, [*known, *([suggested[1]] if suggested else [])]):
            idea = Idea(NAME, 0.35 + 0.58 * score, f"{kind or file.segment(node.value)} has no {node.attr} but {found}")
            end = file.span(node)[1]
            yield edited(context, idea, file, Edit(end - len(node.attr), end, found))

    def _by_attribute(self, context: Context, node: ast.Subscript) -> Iterator[Draft]:
        """`house["price"]` where `house` is an object with that attribute."""
        if not isinstance(node.slice, ast.Constant) or not isinstance(node.slice.value, str):
            return
        message = context.crash.message
        if "tuple indices must be" in message and node.slice.value.isidentifier():
            # A row of SQLAlchemy, or another named tuple.
            text = f"{context.frame.file.segment(node.value)}.{node.slice.value}"
            idea = Idea(NAME, 0.82, f"{context.frame.file.segment(node.value)} is a row with names, not a mapping")
            yield replaced(context, idea, context.frame.file, node, text)
        if "subscriptable" not in message and "item assignment" not in message:
            return
        seen = context.crash.described(node.value)
        kind = str(seen.get("type", "")).rpartition(".")[2]
        known = [*map(str, seen.get("attributes", ())), *_declared(context, kind)]
        key = node.slice.value
        options = [(key, 1.0)] if key in known else closest(key, known, least=0.75)[:1]
        file = context.frame.file
        for found, score in options:
            if found.isidentifier():
                idea = Idea(NAME, 0.3 + 0.6 * score, f"{kind} is an object with the attribute {found}, not a mapping")
                yield replaced(context, idea, file, node, f"{file.segment(node.value)}.{found}")

    def _uncalled(self, context: Context, node: ast.expr) -> Iterator[Draft]:
        """A method or function where its result was meant."""
        if not isinstance(node, ast.Attribute | ast.Name):
            return
        kind = context.crash.type_of(node)
        named = re.findall(r"'([\w.]+)'", context.crash.message)
        if kind in _METHODS or (not kind and _METHODS & set(named) and isinstance(node, ast.Attribute)):
            file = context.frame.file
            idea = Idea(NAME, 0.88, f"{file.segment(node)} is not called")
            yield replaced(context, idea, file, node, f"{file.segment(node)}()")

    def _uncalled_argument(self, context: Context, node: ast.Call) -> Iterator[Draft]:
        if not any(word in context.crash.message for word in _METHODS):
            return
        for argument in node.args:
            yield from self._uncalled(context, argument)

    @staticmethod
    def _uncalled_element(context: Context, node: ast.Call) -> Iterator[Draft]:
        """`sum(room.free for room in rooms)`: a method of the repository's classes that needs nothing."""
        made = node.args[0] if node.args else None
        element = made.elt if isinstance(made, ast.GeneratorExp | ast.ListComp | ast.SetComp) else None
        words = [word.value for word in node.keywords if word.arg == "key"]
        element = words[0].body if words and isinstance(words[0], ast.Lambda) else element
        if not isinstance(element, ast.Attribute) or "'method'" not in context.crash.message:
            return
        if not _is_method(context, element.attr):
            return
        file = context.frame.file
        idea = Idea(NAME, 0.88, f"{file.segment(element)} is not called")
        yield replaced(context, idea, file, element, f"{file.segment(element)}()")

    def _not_callable(self, context: Context, node: ast.Call) -> Iterator[Draft]:
        """A value that is called: the brackets go, or become those of a subscript."""
        if "not callable" not in context.crash.message:
            return
        file = context.frame.file
        text = file.segment(node.func)
        if not node.args and not node.keywords:
            yield replaced(context, Idea(NAME, 0.88, f"{text} is a value, not a function"), file, node, text)
        elif len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name | ast.Attribute):
            kind = context.crash.type_of(node.func)
            if kind in ("list", "dict", "tuple", "collections.defaultdict"):
                idea = Idea(NAME, 0.8, f"{text} is a {kind}, not a function")
                yield replaced(context, idea, file, node, f"{text}[{file.segment(node.args[0])}]")


def _is_method(context: Context, name: str) -> bool:
    """Whatever the repository's classes have under this name is called, and with nothing."""
    found: list[bool] = []
    for _, owner in context.statuses.classes.values():
        for item in owner.body:
            match item:
                case ast.FunctionDef(name=method, args=spec, decorator_list=marks) if method == name:
                    found.append(not marks and len(spec.args) - len(spec.defaults) == 1 and not spec.kwonlyargs)
                case ast.AsyncFunctionDef(name=method) if method == name:
                    found.append(False)
                case ast.AnnAssign(target=ast.Name(id=field)) if field == name:
                    found.append(False)
    return bool(found) and all(found)


def _of_python(kind: str) -> list[str]:
    """The public attributes of one of Python's own types."""
    found = getattr(builtins, kind, None)
    return [name for name in dir(found) if not name.startswith("_")] if isinstance(found, type) else []


def _declared(context: Context, kind: str) -> list[str]:
    """The fields and methods that a class of the repository declares, its bases' included."""
    found: list[str] = []
    pending, seen = [kind], set()
    while pending:
        name = pending.pop()
        if name in seen or name not in context.statuses.classes:
            continue
        seen.add(name)
        _, node = context.statuses.classes[name]
        pending.extend(last_name(base) for base in node.bases)
        for part in ast.walk(node):
            match part:
                case ast.FunctionDef(name=method) | ast.AsyncFunctionDef(name=method) if not method.startswith("_"):
                    found.append(method)
                case ast.AnnAssign(target=ast.Name(id=field)):
                    found.append(field)
                case ast.Attribute(value=ast.Name(id="self"), attr=field, ctx=ast.Store()):
                    found.append(field)
    return found
