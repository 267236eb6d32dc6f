"""A field that is declared as one type and filled with another: settings from the environment, rows, messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports
from arbase.workspace.parsing import parse_expression
from arbase.workspace.tree import Function

NAME = "declared-type"
_CALL = re.compile(r"[A-Za-z_][\w.]*\(\w+=")
# Types that make their value of a text.
_MAKERS = frozenset(("Path", "PurePath", "int", "float", "Decimal", "UUID", "ZoneInfo"))


class DeclaredType(Template):
    """Make the value of the declared type where the object is built."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a text in a field that is declared as something else."""
        if context.crash.exception not in ("TypeError", "AttributeError"):
            return
        seen: set[str] = set()
        for name, field, maker, kind in _printed(context):
            yield from self._built(context, name, field, maker, kind)
        yield from self._unconverted(context)
        for node in header_nodes(context.frame.statement):
            if not isinstance(node, ast.Attribute) or context.crash.type_of(node) != "str" or node.attr in seen:
                continue
            seen.add(node.attr)
            for name, maker in self._declared(context, node.attr):
                yield from self._built(context, name, node.attr, maker)

    def _unconverted(self, context: Context) -> Iterator[Draft]:
        """An entry of a row that goes as it is into a field whose like are made of one by a function elsewhere."""
        if context.crash.exception != "TypeError":
            return
        for maker in sorted(_MAKERS):
            converters = {function.name for _, function in _converters(context, maker)}
            if not re.search(rf"\b{maker}\b", context.crash.message) or not converters:
                continue
            for name in context.statuses.classes:
                fields = _fields(context, name)
                for field in [key for key, kind in fields.items() if kind == maker]:
                    yield from self._built(context, name, field, maker, "raw entry", entries=True)

    def _declared(self, context: Context, field: str) -> Iterator[tuple[str, str]]:
        """The classes that declare the field, with the type that makes such a value."""
        for name, (_, owner) in context.statuses.classes.items():
            for item in owner.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id == field:
                    maker = last_name(item.annotation)
                    if maker in _MAKERS:
                        yield name, maker

    def _built(
        self, context: Context, name: str, field: str, maker: str, kind: str = "text", *, entries: bool = False
    ) -> Iterator[Draft]:
        for file in context.codebase.sources:
            for call in file.nodes:
                if not isinstance(call, ast.Call) or last_name(call.func) not in (
                    name,
                    self._own_name(file, call, name),
                ):
                    continue
                for given, value in _given(call, _fields(context, name)):
                    made = isinstance(value, ast.Call) and last_name(value.func) == maker
                    if entries and not _is_entry(value):
                        continue
                    if given == field and not made and not isinstance(value, ast.Constant):
                        yield from self._wrapped(context, file, value, (name, field, kind), maker)

    @staticmethod
    def _own_name(file: SourceFile, call: ast.Call, name: str) -> str:
        """`cls` within the class itself."""
        owner = next((item for item in file.ancestors(call) if isinstance(item, ast.ClassDef)), None)
        return "cls" if owner is not None and owner.name == name else name

    @staticmethod
    def _wrapped(
        context: Context, file: SourceFile, value: ast.expr, what: tuple[str, str, str], maker: str
    ) -> Iterator[Draft]:
        name, field, kind = what
        source, owner = context.statuses.classes[name]
        written = file.segment(value)
        ways = [(maker, source, f"{maker}(str({written}))" if kind == "float" else f"{maker}({written})", 0.9)]
        for other, function in _converters(context, maker):
            ways.insert(0, (function.name, other, f"{function.name}({written})", 0.93))
        for word, place, text, prior in ways[:2]:
            needed = import_of(word, place, file, context.service.source_roots)
            if needed is None:
                continue
            yield Draft(
                template=NAME,
                edits=with_imports(file, (replace(file, value, text),), (needed,) if needed else ()),
                prior=prior,
                rationale=f"{name}.{field} is declared as {maker} and is given a {kind}.",
                precedent=f"{source.path}:{owner.lineno}",
                location=context.frame.location,
            )


def _is_entry(node: ast.expr) -> bool:
    called = isinstance(node, ast.Call) and last_name(node.func) == "get"
    return called or (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant))


def _printed(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """Class, field, declared type and the type that it has, for objects of the frame that print themselves as calls."""
    seen: set[tuple[str, str]] = set()
    for described in context.crash.variables.values():
        text = described.get("repr", "") if isinstance(described, dict) else ""
        if not isinstance(text, str) or not _CALL.match(text):
            continue
        try:
            shown = parse_expression(text).body
        except (SyntaxError, ValueError, RecursionError):
            continue
        name = last_name(shown.func) if isinstance(shown, ast.Call) else ""
        fields = _fields(context, name)
        for word in shown.keywords if isinstance(shown, ast.Call) else ():
            kind = type(word.value.value).__name__ if isinstance(word.value, ast.Constant) else ""
            maker = fields.get(word.arg or "", "")
            other = kind in ("str", "float", "int") and maker in _MAKERS and kind != maker
            if other and not (kind == "int" and maker == "float") and (name, str(word.arg)) not in seen:
                seen.add((name, str(word.arg)))
                yield name, str(word.arg), maker, "text" if kind == "str" else kind


def _fields(context: Context, name: str) -> dict[str, str]:
    """The fields of a class in their order -> the last word of what they are declared as."""
    known = context.statuses.classes.get(name)
    body = known[1].body if known is not None else []
    return {
        item.target.id: last_name(item.annotation)
        for item in body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }


def _given(call: ast.Call, fields: dict[str, str]) -> Iterator[tuple[str, ast.expr]]:
    yield from zip(fields, call.args, strict=False)
    yield from ((word.arg, word.value) for word in call.keywords if word.arg)


def _converters(context: Context, maker: str) -> list[tuple[SourceFile, Function]]:
    """Functions of the repository that make such a value of one argument, and that are called in several places."""
    return [
        (file, function)
        for file in context.codebase.sources
        for function in file.functions
        if function.returns is not None
        and last_name(function.returns) == maker
        and len(parameters(function)) == 1
        and not isinstance(file.parent(function), ast.ClassDef)
        and len(context.flow.call_sites(function.name)) > 1
    ]
