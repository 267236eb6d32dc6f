"""A write that the database refuses: what must be unique is there already, what it points to is not, a value lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace as replaced_fields

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import replace, wrap
from arbase.repair.static.framework import is_handler
from arbase.repair.static.imports import import_of, packages
from arbase.repair.static.refusals import INVALID, Need, Written
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports
from arbase.repair.static.templates.numbering import is_counted
from arbase.repair.static.templates.orphans import cascading, orphaned
from arbase.repair.static.wording import singular
from arbase.workspace.again import may_repeat, puts
from arbase.workspace.numbering import violated
from arbase.workspace.own_null import own_null

NAME = "conflict"
_TAKEN: Mapping[int, float] = {409: 1.0, 422: 0.4, 400: 0.4}
_ABSENT: Mapping[int, float] = {404: 0.9, 422: 0.9, 400: 0.9, 409: 0.5}
_IN_USE: Mapping[int, float] = {409: 1.0, 423: 0.6, 400: 0.35}
_TOO_MANY: Mapping[int, float] = {409: 1.0}
_KINDS = (
    (re.compile(r"\bunique\b|duplicate", re.IGNORECASE), _TAKEN, "is there already"),
    (re.compile(r"foreign key", re.IGNORECASE), _ABSENT, "points to what is not there"),
    (re.compile(r"not null|check constraint|null value", re.IGNORECASE), INVALID, "is not what the table takes"),
)
_INSERT = re.compile(r"INSERT\s+INTO\s+\w+\s*\(([\w\s,]+)\)\s*VALUES\s*\(([^)]*)\)\s*$", re.IGNORECASE)
_MARK = re.compile(r"\?\d*|[:@$]\w+|%s|%\(\w+\)s")
_ONE_MORE = re.compile(r"\b(?:one more|once more|another one|increment\w*|counts? (?:up|one))\b", re.IGNORECASE)
_ADDED = re.compile(
    r"\badd(?:s|ed)?\b[^.]*\bto (?:the|its|his|her|their|what)\b(?! (?:table|database|list))"
    r"|\b(?:accumulat\w*|increas\w*|on top of|one more|once more|increment\w*)\b",
    re.IGNORECASE,
)
_DELETE = re.compile(r"\bDELETE\s+FROM\s+[\"`]?(\w+)|\.delete\(\s*(\w*)", re.IGNORECASE)
_SAYS_TAKEN = re.compile(r"taken|exist|already|duplicate|in.use|unique|conflict", re.IGNORECASE)
_TOO_EARLY = "Query-invoked autoflush"
_WRITES = re.compile(r"\.(?:commit|flush|save|execute)\(")
_COLUMN = re.compile(r"(?:constraint failed: \w+\.|Key \()(\w+)")
_CHECK = re.compile(r"check constraint", re.IGNORECASE)
_RECKONED = re.compile(r"\bSET\b.*?\b(\w+)\s*=\s*(?:\w+\.)?\1\s*[-+]", re.IGNORECASE | re.DOTALL)
# Of the frames, innermost first, this many may translate the failure.
FRAMES = 3


class Conflict(Template):
    """A narrow `except` around the write, with the repository's refusal; the session is rolled back."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each frame that can refuse a request, the nearest to the write first."""
        if context.crash.exception != "IntegrityError":
            return
        if _TOO_EARLY in context.crash.message:
            yield from _not_flushed(context)
            return
        orphans = orphaned(context)
        if orphans is not None:
            # Nobody sent the null: the rows that are left behind lose what they belong to.
            yield from cascading(context, NAME, *orphans)
            return
        if is_counted(context):
            # Another number would have been free: that is for the template of numbers.
            return
        yield from _replacing(context)
        kind = _kind(context)
        caught = _caught(context)
        if kind is None or caught is None:
            return
        tried = 0
        for frame in reversed(context.crash.frames):
            kinds = _sent(context, frame)
            if not kinds or not is_simple(frame.statement):
                continue
            column = _COLUMN.search(context.crash.message)
            subject = column[1] if column else ""
            prior = 0.82 if is_handler(frame.file, frame.function) or tried == 0 else 0.7
            idea = Idea(NAME, prior, f"what the client sends as {subject or 'this'} {kind[2]}")
            need = Need(frame.file, frame.function, frame.line, subject, "failure", kind[1], kinds,
                        caught="IntegrityError", says="not enough is left" if kind[1] is _TOO_MANY else "")  # fmt: skip
            gone = _DELETE.search(frame.file.segment(frame.statement)) if kind[1] is _ABSENT else None
            if gone:
                noun = singular((gone[1] or gone[2] or "").lower())
                idea = Idea(NAME, prior, f"something points to the {noun or 'row'} that is to be deleted")
                need = replaced_fields(need, statuses=_IN_USE, noun=noun, says=f"{noun or 'it'} is in use")
            for written in ([] if gone else _own_words(context, need)) or context.refusals.written(need):
                if draft := _draft(context, idea, frame, written, caught):
                    yield draft
            tried += 1
            if tried == FRAMES:
                return


def _kind(context: Context) -> tuple[re.Pattern[str], Mapping[int, float], str] | None:
    """What the database complains of, and which statuses say that."""
    if _is_not_the_clients(context):
        return None
    kind = next((item for item in _KINDS if item[0].search(context.crash.message)), None)
    statement = ast.walk(context.frame.statement)
    texts = [node.value for node in statement if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if kind is not None and _CHECK.search(context.crash.message) and any(map(_RECKONED.search, texts)):
        # What was sent is right by itself; there is not as much of it.
        return kind[0], _TOO_MANY, "is more than there is"
    return kind


def _is_not_the_clients(context: Context) -> bool:
    """The row is there, and a function on the way says that this is in order; or a null is the program's own."""
    columns = violated(context.crash.message)
    for frame in context.crash.frames:
        if frame.function is None:
            continue
        if columns and (may_repeat(ast.get_docstring(frame.function)) or puts(frame.function, columns)):
            return True
        if own_null(frame.file.tree, frame.function, context.crash.message):
            return True
    return False


def _own_words(context: Context, need: Need) -> list[Written]:
    """The refusal that the repository has for this very column: a check that lets the value through has it at hand."""
    found = []
    for refusal in context.refusals.all:
        texts = [refusal.file.segment(refusal.statement)]
        if refusal.condition.test is not None:
            texts.append(refusal.file.segment(refusal.condition.test))
        shape = rf"(?<![A-Za-z]){re.escape(need.subject)}(?![A-Za-z])"
        # That a value is missing is another matter than that it is taken.
        taken = need.statuses is not _TAKEN or refusal.status == 409 or any(_SAYS_TAKEN.search(text) for text in texts)
        if need.subject and refusal.status in need.statuses and taken and any(re.search(shape, text) for text in texts):
            near = (refusal.function is need.function) + (refusal.file is need.file)
            found.append((near, need.statuses[refusal.status], refusal))
    for _, _, refusal in sorted(found, key=lambda item: item[:2], reverse=True):
        written = context.refusals.like(refusal, need)
        if written is not None:
            return [written]
    return []


def _replacing(context: Context) -> Iterator[Draft]:
    """The newer row takes the place of the one that is there, where no request says what to write."""
    columns = re.findall(r"\b\w+\.(\w+)", context.crash.message.partition("UNIQUE constraint failed:")[2])
    for frame in reversed(context.crash.frames):
        if not columns or _sent(context, frame):
            return
        for node in ast.walk(frame.function or frame.statement):
            sql = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            insert = _INSERT.search(sql)
            if insert is None or "conflict" in sql.lower():
                continue
            rest = [name.strip() for name in insert[1].split(",") if name.strip() not in columns]
            written = frame.file.segment(node)
            if not rest or not set(columns) <= {name.strip() for name in insert[1].split(",")} or written[:3] == '"""':
                continue
            changes = _changes(context, insert, rest)
            if not changes:
                return
            text = f"{written[:-1]} ON CONFLICT ({', '.join(columns)}) DO UPDATE SET {changes}{written[-1]}"
            idea = Idea(
                NAME, 0.78, f"there is a row for this {' and '.join(columns)} already, which the new one replaces"
            )
            yield edited(context, idea, frame.file, replace(frame.file, node, text))
            return


def _changes(context: Context, insert: re.Match[str], rest: list[str]) -> str:
    """What the newer row changes: all that it brings; a count goes up where the function says so.

    A number that the statement itself holds is how a row begins, and what is added to something is no new value of it.
    """
    named = dict(zip([name.strip() for name in insert[1].split(",")], insert[2].split(","), strict=False))
    begun = [name for name in rest if not _MARK.fullmatch(named.get(name, "?").strip())]
    functions = [frame.function for frame in context.crash.frames if frame.function is not None]
    said = " ".join(ast.get_docstring(function) or "" for function in functions)
    counts = {function.name.rpartition("_")[2] for function in functions} & {"increment", "bump", "hit"}
    if rest == begun and len(rest) == 1 and named[rest[0]].strip() == "1" and (_ONE_MORE.search(said) or counts):
        return f"{rest[0]} = {rest[0]} + 1"
    if begun or _ADDED.search(said):
        return ""
    return ", ".join(f"{name} = excluded.{name}" for name in rest)


def _not_flushed(context: Context) -> Iterator[Draft]:
    """A query wrote what was not finished yet: SQLAlchemy says itself how to put that off."""
    for frame in reversed(context.crash.frames):
        names = [node.id for node in header_nodes(frame.statement) if isinstance(node, ast.Name)]
        known = [name for name in names if name in ("db", "session") or name.endswith("_session")]
        added = re.search(r"\.(?:add|add_all|append|extend)\(", frame.file.segment(frame.function or frame.statement))
        # Where the query stands, not where the object was made, nothing is known of what is unfinished.
        if not known or not added or not is_simple(frame.statement):
            continue
        edit = wrap(frame.file, [frame.statement], f"with {known[0]}.no_autoflush:", ())
        if edit is not None:
            why = "the query writes what is not finished yet, which SQLAlchemy lets one put off"
            yield edited(context, Idea(NAME, 0.86, why), frame.file, edit)
        return


def _draft(context: Context, idea: Idea, frame: Frame, written: Written, caught: tuple[str, str, str]) -> Draft | None:
    text, needed, session = caught
    file = frame.file
    imports = [needed] if needed else []
    if needed.startswith("from ") and "IntegrityError" in file.text:
        imports = []
    head = f"except {text} as {written.binds}:" if written.binds else f"except {text}:"
    undo = [f"\t{session}.rollback()"] if session and session in file.segment(frame.statement) else []
    edit = wrap(file, [frame.statement], "try:", (head, *undo, *(f"\t{line}" for line in written.lines)))
    if edit is None:
        return None
    how = f"as {written.precedent} does" if written.precedent else "by the framework's own exception"
    return Draft(
        template=NAME,
        edits=with_imports(file, (edit,), (*written.imports, *imports)),
        prior=round(idea.prior * (0.5 + 0.5 * written.score), 4),
        rationale=f"{idea.why}; answer {written.status}, {how}.",
        precedent=written.precedent,
        location=context.frame.location,
        status=written.status,
    )


def _sent(context: Context, frame: Frame) -> frozenset[str]:
    """Which parts of the request go into the frame's statement, or were shown to set the failure off."""
    written = [frame.statement]
    if frame.function is not None and re.search(
        r"\.(?:commit|flush|save|execute)\(", frame.file.segment(frame.statement)
    ):
        # What is written was put together above.
        written += [one for one in frame.file.block_of(frame.statement) if one.lineno < frame.line]
    nodes = (node for statement in written for node in ast.walk(statement))
    parts = [node for node in nodes if isinstance(node, ast.Name | ast.Attribute | ast.Subscript)]
    found = frozenset().union(*(context.flow.sent(frame.file, frame.function, part) for part in parts))
    return found or context.observed.shown


def _caught(context: Context) -> tuple[str, str, str] | None:
    """What to catch as the repository calls it, the import that it needs, and the session to be rolled back."""
    target = context.frame.file
    session = _session(context)
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Attribute(value=ast.Name(id=module), attr="IntegrityError"):
                    needed = import_of(module, file, target, context.service.source_roots)
                    if needed is not None:
                        return f"{module}.IntegrityError", needed, session
                case ast.ImportFrom(module=str() as module, names=names, level=0):
                    if any(alias.name == "IntegrityError" and not alias.asname for alias in names):
                        return "IntegrityError", f"from {module} import IntegrityError", session
    imported = packages(context.codebase)
    if "sqlalchemy" in imported and context.crash.message.startswith("("):
        return "IntegrityError", "from sqlalchemy.exc import IntegrityError", session
    if "django" in imported:
        return "IntegrityError", "from django.db import IntegrityError", ""
    if "sqlite3" in imported:
        return "sqlite3.IntegrityError", "import sqlite3", ""
    return None


def _session(context: Context) -> str:
    """The SQLAlchemy session that the failing statement writes with; empty if it is none."""
    if "sqlalchemy" not in packages(context.codebase):
        return ""
    for frame in reversed(context.crash.frames):
        for node in ast.walk(frame.statement):
            match node:
                case ast.Call(func=ast.Attribute(value=owner, attr="commit" | "flush" | "execute")):
                    if "session" in last_name(owner).lower() or last_name(owner) in ("db", "s"):
                        return frame.file.segment(owner)
    return ""
