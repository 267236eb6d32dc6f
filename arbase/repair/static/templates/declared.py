"""A field that is declared as one type and filled with another: settings from the environment, rows, messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports

NAME = "declared-type"
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
        for node in header_nodes(context.frame.statement):
            if not isinstance(node, ast.Attribute) or context.crash.type_of(node) != "str" or node.attr in seen:
                continue
            seen.add(node.attr)
            for name, maker in self._declared(context, node.attr):
                yield from self._built(context, name, node.attr, maker)

    def _declared(self, context: Context, field: str) -> Iterator[tuple[str, str]]:
        """The classes that declare the field, with the type that makes such a value."""
        for name, (_, owner) in context.statuses.classes.items():
            for item in owner.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id == field:
                    maker = last_name(item.annotation)
                    if maker in _MAKERS:
                        yield name, maker

    def _built(self, context: Context, name: str, field: str, maker: str) -> Iterator[Draft]:
        for file in context.codebase.sources:
            for call in file.nodes:
                if not isinstance(call, ast.Call) or last_name(call.func) not in (
                    name,
                    self._own_name(file, call, name),
                ):
                    continue
                for word in call.keywords:
                    made = isinstance(word.value, ast.Call) and last_name(word.value.func) == maker
                    if word.arg == field and not made and not isinstance(word.value, ast.Constant):
                        yield from self._wrapped(context, file, word.value, f"{name}.{field}", maker)

    @staticmethod
    def _own_name(file: SourceFile, call: ast.Call, name: str) -> str:
        """`cls` within the class itself."""
        owner = next((item for item in file.ancestors(call) if isinstance(item, ast.ClassDef)), None)
        return "cls" if owner is not None and owner.name == name else name

    @staticmethod
    def _wrapped(context: Context, file: SourceFile, value: ast.expr, what: str, maker: str) -> Iterator[Draft]:
        source = context.statuses.classes[what.partition(".")[0]][0]
        needed = import_of(maker, source, file, context.service.source_roots)
        if needed is None:
            return
        idea = Idea(NAME, 0.9, f"{what} is declared as {maker} and is given a text")
        edit = replace(file, value, f"{maker}({file.segment(value)})")
        yield Draft(
            template=NAME,
            edits=with_imports(file, (edit,), (needed,) if needed else ()),
            prior=idea.prior,
            rationale=f"{idea.why}.",
            precedent=f"{source.path}:{context.statuses.classes[what.partition('.')[0]][1].lineno}",
            location=context.frame.location,
        )
