"""A check that asks more narrowly than the index: the unique index is over `lower(email)`, the check over `email`.

The check was there and let the request through, so the write is where it fails and not where it is wrong. The index
says what counts as the same, or what is written does (`User(email=email.strip().lower())`): the check asks likewise.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "as-the-index"
_NAMED = re.compile(r"UNIQUE constraint failed: index '(\w+)'|unique constraint \"(\w+)\"", re.IGNORECASE)
_CREATED = r"CREATE\s+UNIQUE\s+INDEX\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`]?{name}[\"`]?\s+ON\s+[\"`]?(\w+)[\"`]?\s*\("
# One function of one column; what else an index may be over is for people to read.
_OVER = re.compile(r"(lower|upper|trim)\s*\(\s*[\"`]?(\w+)[\"`]?\s*\)", re.IGNORECASE)
_ASKS = r"(?<![\w.(])((?:\w+\.)?{column})\s*=\s*(\?|%s|:\w+|%\(\w+\)s|\$\d+)"


_FORMS = frozenset(("lower", "upper", "casefold", "strip", "title"))


class _Part(NamedTuple):
    """`function(column)` of `table`, which the index is over."""

    table: str
    function: str
    column: str


class AsTheIndex(Template):
    """The check's condition gets the index's function on both sides."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a violated unique index over a function of a column, where one query alone asks for that column bare."""
        if context.crash.exception != "IntegrityError" or "unique" not in context.crash.message.lower():
            return
        yield from _as_written(context)
        named = _NAMED.search(context.crash.message)
        part = next(_over(context, named[1] or named[2]), None) if named is not None else None
        if part is None:
            return
        asking = (item for file in context.codebase.sources for item in _asking(context, file, part))
        found = {(file.path, tuple(edits)): (file, edits) for file, edits in asking}
        if len(found) == 1:
            file, edits = next(iter(found.values()))
            why = f"what is unique is {part.function}({part.column}), so that is what the check has to ask for"
            yield edited(context, Idea(NAME, 0.9, why), file, *edits)


def _as_written(context: Context) -> Iterator[Draft]:
    """A text is written in one form, `code.strip().upper()`, and asked for before as it came."""
    for frame in reversed(context.crash.frames):
        file, function = frame.file, frame.function
        if function is None:
            continue
        forms: dict[str, ast.expr] = {}
        for node in ast.walk(function):
            bare = _bare(node)
            if (
                bare is not None
                and isinstance(node, ast.expr)
                and _bare(file.parent(file.parent(node) or node)) is None
            ):
                forms.setdefault(ast.dump(bare), node)
        for refusal in context.refusals.all:
            if refusal.function is not function or refusal.statement.lineno > frame.line:
                continue
            for test in _tests(function, refusal.condition.test):
                raw = [node for node in ast.walk(test) if ast.dump(node) in forms and not _turned(file, node)]
                form = forms.get(ast.dump(raw[0])) if len(raw) == 1 else None
                if form is not None and form.lineno > test.lineno and isinstance(raw[0], ast.expr):
                    why = f"what is written is {file.segment(form)}, so that is what the check has to ask for"
                    yield edited(context, Idea(NAME, 0.88, why), file, replace(file, raw[0], file.segment(form)))


def _turned(file: SourceFile, node: ast.AST) -> bool:
    """The check has a form of its own, whatever it is."""
    return isinstance(outer := file.parent(node), ast.Attribute) and outer.attr in _FORMS


def _bare(node: ast.AST | None) -> ast.expr | None:
    """What a chain of text methods is about: `x` of `x.strip().lower()`; also of the method's bare name."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        if node.func.attr not in _FORMS:
            return None
        node = node.func.value
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return node
    return None


def _tests(function: ast.AST, test: ast.expr | None) -> Sequence[ast.expr]:
    """A condition, with what the names in it were given."""
    tested = [test] if test is not None else []
    names = {node.id for one in tested for node in ast.walk(one) if isinstance(node, ast.Name)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and names & {last_name(target) for target in node.targets}:
            tested.append(node.value)
    return tested


def _over(context: Context, index: str) -> Iterator[_Part]:
    """What an index is over, from SQL or from SQLAlchemy's `Index(name, func.lower(T.c), unique=True)`."""
    created = re.compile(_CREATED.format(name=re.escape(index)), re.IGNORECASE)
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                head = created.search(node.value)
                over = _OVER.match(node.value, head.end()) if head else None
                if head and over and node.value[over.end() :].lstrip().startswith(")"):
                    yield _Part(head[1], over[1].lower(), over[2])
            match node:
                case ast.Call(
                    args=[
                        ast.Constant(value=name),
                        ast.Call(func=ast.Attribute(value=ast.Name(id="func"), attr=function), args=[inner]),
                    ]
                ) if last_name(node.func) == "Index" and name == index and last_name(inner):
                    yield _Part("", function, last_name(inner))


def _asking(context: Context, file: SourceFile, part: _Part) -> Iterator[tuple[SourceFile, list[Edit]]]:
    """Queries that compare the bare column in a function that refuses, with the edits that make them alike."""
    for refusal in context.refusals.all:
        function = refusal.function
        if refusal.file is not file or function is None:
            continue
        for test in _tests(function, refusal.condition.test):
            yield from ((file, edits) for edits in _widened(file, test, part))
    # Whoever enters what is not there yet asks for it in front of that.
    for frame in context.crash.frames:
        for node in ast.walk(frame.function) if frame.file is file and frame.function is not None else ():
            if isinstance(node, ast.Assign) and node.lineno < frame.line:
                yield from ((file, edits) for edits in _widened(file, node.value, part))


def _widened(file: SourceFile, test: ast.expr, part: _Part) -> Iterator[list[Edit]]:
    for node in ast.walk(test):
        match node:
            case ast.Constant(value=str() as text) if re.search(rf"\bFROM\s+{re.escape(part.table)}\b", text, re.I):
                asks = re.compile(_ASKS.format(column=re.escape(part.column)), re.IGNORECASE)
                written = file.segment(node)
                if part.table and len(asks.findall(written)) == 1:
                    text = asks.sub(rf"{part.function}(\1) = {part.function}(\2)", written)
                    yield [replace(file, node, text)]
            case ast.Compare(left=ast.Attribute(attr=column) as left, ops=[ast.Eq()], comparators=[right]) if (
                not part.table and column == part.column
            ):
                shape = f"func.{part.function}"
                yield [
                    replace(file, left, f"{shape}({file.segment(left)})"),
                    replace(file, right, f"{shape}({file.segment(right)})"),
                ]
