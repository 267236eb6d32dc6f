"""A rename that was not finished: the suspect commit calls it otherwise everywhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.edit import Edit
from arbase.repair.static.names import aliases, closest
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "rename"
_SQL = re.compile(
    r"no such column: (?:\w+\.)?(\w+)|has no column named (\w+)|no such table: (?:\w+\.)?(\w+)"
    r'|column "?(?:\w+\.)?(\w+)"? does not exist|relation "?(\w+)"? does not exist|Unknown column \'(?:\w+\.)?(\w+)\''
)
_TYPES = "INTEGER|TEXT|REAL|NUMERIC|BLOB|VARCHAR|CHAR|INT|BIGINT|FLOAT|DATE|TIMESTAMP|BOOLEAN|SERIAL|DECIMAL|UUID|JSON"
_COLUMN = re.compile(rf"(?:^|[(,])\s*\"?(\w+)\"?\s+(?:{_TYPES})\b", re.IGNORECASE | re.MULTILINE)
_ADDED = re.compile(r"\bADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?[\"`]?(\w+)", re.IGNORECASE)
_TABLE_BODY = re.compile(r"CREATE\s+(?:TEMP\s+)?TABLE\b[^;]*?\(.*?\)\s*(?=;|\"|'|$)", re.IGNORECASE | re.DOTALL)
_PRIMARY = re.compile(r"\"?(\w+)\"?\s+\w+\s+PRIMARY\s+KEY", re.IGNORECASE)
_TABLE = re.compile(r"CREATE\s+(?:TEMP\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`]?(\w+)", re.IGNORECASE)


class Rename(Template):
    """Finish the rename where the crash is; for SQL also by the columns that the repository creates."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For keys, attributes, names, keywords, and words in SQL."""
        for word, edit in self._words(context):
            for new, sha in context.history.renames.get(word, [])[:2]:
                idea = Idea(NAME, 0.88, f"commit {sha[:12]} renamed {word} to {new}", f"commit:{sha}")
                yield edited(context, idea, context.frame.file, Edit(edit.start, edit.end, new))
        yield from self._sql(context)

    def _words(self, context: Context) -> Iterator[tuple[str, Edit]]:
        """The word at fault in the failing expression, and its place."""
        node, file = context.crash.node, context.frame.file
        match node:
            case ast.Subscript(slice=ast.Constant(value=str() as key) as constant) if key.isidentifier():
                start = file.span(constant)[0] + 1
                yield key, Edit(start, start + len(key), "")
            case ast.Attribute(attr=name):
                end = file.span(node)[1]
                yield name, Edit(end - len(name), end, "")
            case ast.Name(id=name):
                yield name, Edit(*file.span(node), "")
            case ast.Call(func=ast.Attribute(attr=name) as function) if context.crash.exception == "AttributeError":
                end = file.span(function)[1]
                yield name, Edit(end - len(name), end, "")
        if isinstance(node, ast.Call) and "unexpected keyword argument" in context.crash.message:
            for keyword in node.keywords:
                if keyword.arg is not None and keyword.arg in quoted(context.crash.message):
                    start = file.span(keyword)[0]
                    yield keyword.arg, Edit(start, start + len(keyword.arg), "")

    def _sql(self, context: Context) -> Iterator[Draft]:
        found = _SQL.search(context.crash.message)
        if found is None:
            return
        word = next(item for item in found.groups() if item)
        known = self._created(context, tables="table" in found[0] or "relation" in found[0])
        renamed = [(new, 0.97, f"commit:{sha}") for new, sha in context.history.renames.get(word, [])]
        called = [(new, 0.92, place) for new, place in aliases(context.codebase, word) if new in known]
        options = [*renamed, *called, *((new, score, known[new]) for new, score in closest(word, known))]
        options = options or [(new, 0.5, place) for new, place in _remaining(context, word)]
        for new, score, place in options[:3]:
            for file, literal in _literals(context, word):
                shape = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
                start, end = file.span(literal)
                edits = [
                    Edit(start + hit.start(), start + hit.end(), new) for hit in shape.finditer(file.text[start:end])
                ]
                idea = Idea(NAME, 0.35 + 0.55 * score, f"the database has no {word} but {new}", place)
                yield edited(context, idea, file, *edits)

    def _created(self, context: Context, *, tables: bool) -> dict[str, str]:
        """Columns (or tables) that some SQL or model of the repository creates, and where."""
        found: dict[str, str] = {}
        texts = [(file.path, file.text) for file in context.codebase.sources]
        texts += [(path, context.codebase.read(path) or "") for path in context.codebase.scripts]
        for path, text in texts:
            for shape in (_TABLE,) if tables else (_COLUMN, _ADDED):
                for hit in shape.finditer(text):
                    found.setdefault(hit[1], f"{path}:{text[: hit.start()].count(chr(10)) + 1}")
        for file in context.codebase.sources:
            if not tables:
                for node in file.nodes:
                    if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Call):
                        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                        called = ast.unparse(node.value.func).rpartition(".")[2]
                        if isinstance(target, ast.Name) and called in ("Column", "mapped_column", "relationship"):
                            found.setdefault(target.id, f"{file.path}:{node.lineno}")
        return found


def _remaining(context: Context, word: str) -> list[tuple[str, str]]:
    """The one column of the table that a group of texts, one of them with the wrong word, does not name yet."""
    for file, literal in _literals(context, word):
        group = file.parent(literal)
        if not isinstance(group, ast.Dict | ast.Tuple | ast.List | ast.Set):
            continue
        texts = [node.value for node in ast.walk(group) if isinstance(node, ast.Constant)]
        named = {text.rpartition(".")[2] for text in texts if isinstance(text, str)}
        for other in context.codebase.sources:
            for hit in _TABLE_BODY.finditer(other.text):
                columns = dict.fromkeys(_COLUMN.findall(hit[0]))
                keys = set(_PRIMARY.findall(hit[0]))
                rest = [column for column in columns if column not in named | keys]
                if len(set(columns) & named) >= 2 and len(rest) == 1:
                    return [(rest[0], f"{other.path}:{other.text[: hit.start()].count(chr(10)) + 1}")]
    return []


def _literals(context: Context, word: str) -> Iterator[tuple[SourceFile, ast.expr]]:
    """Texts with the word: in the failing statement and function, else constants of the module that they name."""
    shape = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    for frame in reversed(context.crash.frames):
        roots: list[ast.AST] = [*header_nodes(frame.statement)]
        if frame.function is not None:
            roots += list(ast.walk(frame.function))
        names = {part.id for part in roots if isinstance(part, ast.Name)}
        for statement in frame.file.tree.body:
            if isinstance(statement, ast.Assign) and any(
                getattr(item, "id", "") in names for item in statement.targets
            ):
                roots += list(ast.walk(statement))
        hits = []
        for part in dict.fromkeys(roots):
            inside = isinstance(frame.file.parent(part), ast.JoinedStr | ast.FormattedValue)
            text = isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
            if text and not inside and isinstance(part, ast.expr) and shape.search(frame.file.segment(part)):
                hits.append((frame.file, part))
        if hits:
            yield from hits[:3]
            return
