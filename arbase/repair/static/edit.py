"""Span edits on source text: formatting and comments of everything else stay as they are."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from arbase.repair.static.source import BOM, SourceFile
from arbase.workspace.parsing import parse
from arbase.workspace.tree import FUNCTIONS

_LOOSE = (
    ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.UnaryOp, ast.Await, ast.NamedExpr, ast.Yield,
    ast.YieldFrom, ast.Starred,
)  # fmt: skip

_STRINGS = frozenset((tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)))


class Edit(NamedTuple):
    """Replace the characters from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str | None:
    """`text` with all edits made; None if they overlap or the result is not Python."""
    done: list[str] = []
    position = 0
    for edit in sorted(dict.fromkeys(edits)):
        if edit.start < position:
            return None
        done.extend((text[position : edit.start], edit.text))
        position = edit.end
    result = "".join([*done, text[position:]])
    try:
        parse(result.removeprefix(BOM))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return result


def replace(file: SourceFile, node: ast.AST, text: str) -> Edit:
    """Replace an expression or a statement's own text."""
    start, end = file.span(node)
    return Edit(start, end, text)


def insert_before(file: SourceFile, statement: ast.stmt, lines: Sequence[str]) -> Edit | None:
    """Put `lines` in front of a statement, at its indentation; None where the statement shares its line.

    Lines are given without the statement's indentation; `\\t` at their start stands for one level deeper.
    """
    statement = outer_of_elif(file, statement)
    if not file.starts_line(statement):
        return None
    first = min([statement.lineno, *(item.lineno for item in getattr(statement, "decorator_list", ()))])
    start = file.line_start(first)
    return Edit(start, start, _rendered(file, file.indent(statement), lines))


def insert_after(file: SourceFile, statement: ast.stmt, lines: Sequence[str]) -> Edit | None:
    """Put `lines` behind a statement; None where something else stands on its last line."""
    end = file.span(statement)[1]
    rest = file.lines[(statement.end_lineno or statement.lineno) - 1 :][0]
    tail = file.text[end : file.line_start(statement.end_lineno or statement.lineno) + len(rest)].strip()
    if not file.starts_line(statement) or (tail and not tail.startswith("#")):
        return None
    start = file.line_start((statement.end_lineno or statement.lineno) + 1)
    text = _rendered(file, file.indent(statement), lines)
    at_end = start == len(file.text) and not file.text.endswith(("\n", "\r"))
    return Edit(start, start, file.newline + text.rstrip("\r\n") if at_end else text)


def delete(file: SourceFile, statement: ast.stmt) -> Edit | None:
    """Take a whole statement out; None where it is the only one of its block or shares its lines."""
    if len(file.block_of(statement)) == 1 or not file.starts_line(statement):
        return None
    return Edit(file.line_start(statement.lineno), file.line_start((statement.end_lineno or statement.lineno) + 1), "")


def wrap(file: SourceFile, statements: Sequence[ast.stmt], header: str, trailer: Sequence[str]) -> Edit | None:
    """Put neighbouring statements one level deeper under `header`, with `trailer` behind (`try:` ... `except ...:`)."""
    first, last = statements[0], statements[-1]
    if not file.starts_line(first) or outer_of_elif(file, first) is not first:
        return None
    start, end = file.line_start(first.lineno), file.line_start((last.end_lineno or last.lineno) + 1)
    block = file.text[start:end]
    inner = _deeper(block, file.unit)
    if inner is None:
        return None
    indent = file.indent(first)
    closed = inner if inner.endswith(("\n", "\r")) else inner + file.newline
    return Edit(start, end, f"{indent}{header}{file.newline}{closed}{_rendered(file, indent, trailer)}")


def unwrap(file: SourceFile, statement: ast.stmt, body: Sequence[ast.stmt]) -> Edit | None:
    """Put the `body` of a compound statement in its place, one level up; None where a string spans lines.

    What stands outside of the body, a `finally` for instance, goes with the statement.
    """
    first, last = body[0], body[-1]
    inner, indent = file.indent(first), file.indent(statement)
    if not file.starts_line(statement) or not file.starts_line(first) or not inner.startswith(indent):
        return None
    start, end = file.line_start(statement.lineno), file.line_start((statement.end_lineno or statement.lineno) + 1)
    lines = file.text[file.line_start(first.lineno) : file.line_start((last.end_lineno or last.lineno) + 1)]
    if _deeper(lines, file.unit) is None:
        return None
    depth = len(inner) - len(indent)
    bare = (line[depth:] if line.startswith(inner) else line for line in lines.splitlines(keepends=True))
    return Edit(start, end, "".join(bare))


def outer_of_elif(file: SourceFile, statement: ast.stmt) -> ast.stmt:
    """The `if` to which an `elif` belongs; other statements as they are."""
    parent = file.parent(statement)
    while (
        isinstance(statement, ast.If)
        and isinstance(parent, ast.If)
        and parent.orelse == [statement]
        and file.segment(statement).startswith("elif")
    ):
        statement = parent
        parent = file.parent(statement)
    return statement


def add_option(file: SourceFile, call: ast.Call, text: str) -> Edit | None:
    """One more keyword of a call, behind its last argument; None where a bare generator is all that it is given."""
    given = [*call.args, *call.keywords]
    if not given:
        end = file.span(call)[1] - 1
        return Edit(end, end, text)
    end = max(file.span(item)[1] for item in given)
    if isinstance(given[-1], ast.GeneratorExp) and end == file.span(call)[1]:
        return None
    return Edit(end, end, f", {text}")


def bracketed(file: SourceFile, node: ast.expr) -> str:
    """The text of an expression, in brackets where it would fall apart as an operand."""
    text = file.segment(node)
    return f"({text})" if isinstance(node, _LOOSE) or "\n" in text else text


def add_import(file: SourceFile, statement: str) -> Edit | None:
    """Bring a name in by `import x` or `from x import y`; None where the file already does.

    A single-line import from the same module is extended; otherwise the line goes behind the import that it sorts
    after among those of its kind.
    """
    wanted = parse(statement).body[0]
    tops = [node for node in file.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    if any(_brings(node, wanted) for node in tops):
        return None
    if isinstance(wanted, ast.ImportFrom):
        for node in tops:
            if isinstance(node, ast.ImportFrom) and (node.module, node.level) == (wanted.module, wanted.level):
                extended = _extended(file, node, wanted.names[0])
                if extended is not None:
                    return extended
    return _new_import(file, statement, wanted, tops)


def _new_import(file: SourceFile, statement: str, wanted: ast.stmt, tops: list[ast.Import | ast.ImportFrom]) -> Edit:
    ordinary = [node for node in tops if getattr(node, "module", None) != "__future__"]
    line = statement + file.newline
    if not ordinary:
        anchor = [*tops, *([file.tree.body[0]] if _has_docstring(file.tree) else [])]
        if not anchor:
            start = file.line_start(_first_code_line(file))
            return Edit(start, start, line + file.newline)
        last = max(node.end_lineno or node.lineno for node in anchor)
        start = file.line_start(last + 1)
        return Edit(start, start, file.newline + line)
    section = _section(file, wanted)
    near = [node for node in ordinary if _section(file, node) == section]
    if not near:
        return _new_section(file, line, section, [*tops])
    smaller = [node for node in near if _order(node) <= _order(wanted)]
    if smaller:
        start = file.line_start((smaller[-1].end_lineno or smaller[-1].lineno) + 1)
    else:
        start = file.line_start(near[0].lineno)
    return Edit(start, start, line)


def _new_section(file: SourceFile, line: str, section: int, tops: list[ast.Import | ast.ImportFrom]) -> Edit:
    """An import of a kind that the file has none of yet, set off by a blank line from those of other kinds."""
    earlier = [node for node in tops if _section(file, node) < section]
    if earlier:
        start = file.line_start((earlier[-1].end_lineno or earlier[-1].lineno) + 1)
        return Edit(start, start, file.newline + line)
    start = file.line_start(tops[0].lineno)
    return Edit(start, start, line + file.newline)


def _section(file: SourceFile, node: ast.stmt) -> int:
    """isort's sections: future, standard library, third parties, the file's own package, relative."""
    if isinstance(node, ast.ImportFrom) and node.level:
        return 4
    package = _package(node)
    if package == "__future__":
        return 0
    if package in sys.stdlib_module_names:
        return 1
    return 3 if package in file.path.split("/")[:-1] else 2


def _order(node: ast.stmt) -> tuple[int, int, str]:
    """The order of isort: standard library and the like by name; relative imports last."""
    if isinstance(node, ast.ImportFrom):
        return (1 if node.level else 0, 1, node.module or "")
    assert isinstance(node, ast.Import)  # noqa: S101 -- told to mypy; callers pass imports only
    return (0, 0, node.names[0].name)


def _package(node: ast.stmt) -> str:
    if isinstance(node, ast.ImportFrom):
        return "." if node.level else (node.module or "").split(".")[0]
    return node.names[0].name.split(".")[0] if isinstance(node, ast.Import) else ""


def _brings(node: ast.Import | ast.ImportFrom, wanted: ast.stmt) -> bool:
    if type(node) is not type(wanted):
        return False
    names = {(alias.name, alias.asname) for alias in node.names}
    asked = {(alias.name, alias.asname) for alias in getattr(wanted, "names", [])}
    module = (getattr(node, "module", None), getattr(node, "level", None))
    return asked <= names and module == (getattr(wanted, "module", None), getattr(wanted, "level", None))


def _extended(file: SourceFile, node: ast.ImportFrom, alias: ast.alias) -> Edit | None:
    if any(known.name == "*" for known in node.names):
        return None
    name = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
    rank = (
        _by_letter
        if [known.name for known in node.names] != sorted((known.name for known in node.names), key=_by_kind)
        else _by_kind
    )
    following = [known for known in node.names if rank(known.name) > rank(alias.name)]
    if node.lineno == node.end_lineno:
        if len(file.lines[node.lineno - 1]) + len(name) + 2 > 120:
            return None
        if following:
            start = file.span(following[0])[0]
            return Edit(start, start, f"{name}, ")
        end = file.span(node.names[-1])[1]
        return Edit(end, end, f", {name}")
    if following and not file.lines[following[0].lineno - 1][: following[0].col_offset].strip():
        start = file.line_start(following[0].lineno)
        indent = file.lines[following[0].lineno - 1][: following[0].col_offset]
        return Edit(start, start, f"{indent}{name},{file.newline}")
    end = file.span(node.names[-1])[1]
    indent = file.lines[node.names[-1].lineno - 1][: node.names[-1].col_offset]
    separator = f",{file.newline}{indent}" if not indent.strip() else ", "
    return Edit(end, end, separator + name)


def _by_kind(name: str) -> tuple[int, str]:
    """isort's order: CONSTANTS, Classes, the rest."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name.lower())


def _by_letter(name: str) -> tuple[int, str]:
    return (0, name.lower())


def _has_docstring(tree: ast.Module) -> bool:
    return ast.get_docstring(tree, clean=False) is not None


def _first_code_line(file: SourceFile) -> int:
    """The first line that is no comment, blank line or encoding mark."""
    for number, line in enumerate(file.lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return 1


def _rendered(file: SourceFile, indent: str, lines: Sequence[str]) -> str:
    text = []
    for line in lines:
        depth = len(line) - len(line.lstrip("\t"))
        text.append(f"{indent}{file.unit * depth}{line[depth:]}" if line.strip() else "")
    return "".join(line + file.newline for line in text)


def _deeper(block: str, unit: str) -> str | None:
    """`block` one level deeper; None where a string spans lines, since indenting it would change its value."""
    head = "if 1:\n" if block[:1] in " \t" else ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(f"{head}{block.rstrip()}\n").readline):
            if token.type in _STRINGS and token.start[0] != token.end[0]:
                return None
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return None
    return "".join(unit + line if line.strip() else line for line in block.splitlines(keepends=True))


def is_function(node: ast.AST | None) -> bool:
    """A function or coroutine function."""
    return isinstance(node, FUNCTIONS)
