"""Data that production had and a fresh copy of the service lacks: a crash that needs it is looked for in its likes.

An event tells little of what a service keeps: scalars in its frames, what the message quotes, the kind of the crash. So
what the set-up stored in SQLite files is changed, one column at a time: to what the event tells of it first, then to
values at which programs break. Only what crashes like the event, in the same function and with the same message,
counts; what was changed is told with the reproduction and written into its test.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from arbase.domain.diagnosis import Stimulus, StoredChange
from arbase.domain.event import Event
from arbase.investigate.mutate import in_turn
from arbase.investigate.stimulus import REDACTED
from arbase.investigate.wider import QUOTED
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse, parse_expression

MOST_CHANGES = 240
MOST_COLUMNS = 60
MOST_KEYS = 24
MOST_SESSIONS = 6
MOST_SECRETS = 16
MOST_DIGESTS = 120
LONGEST = 200
LONGEST_PRINTED = 4000
# Runs in the sandbox: the files were made by the service's own set-up.
SURVEY = """
import json, os, re, sqlite3
found = []
SECRET = re.compile("token|secret|api_?key|credential", re.I)
DIGEST = re.compile("token|secret|key|credential|session|hash|digest", re.I)
for folder, names, files in os.walk("."):
    names[:] = [name for name in names if not name.startswith(".") and name != "node_modules"]
    for name in files:
        path = os.path.join(folder, name)
        if os.path.islink(path) or not 512 <= os.path.getsize(path) <= 20_000_000:
            continue
        with open(path, "rb") as source:
            if source.read(15) != b"SQLite format 3":
                continue
        database = sqlite3.connect(path)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            quoted = '"' + table.replace('"', '""') + '"'
            count = database.execute("SELECT count(*) FROM " + quoted).fetchone()[0]
            unique = set()
            for index in database.execute("PRAGMA index_list(" + quoted + ")").fetchall():
                if index[2]:
                    unique |= {row[2] for row in database.execute("PRAGMA index_info('" + index[1] + "')")}
            rows = database.execute("PRAGMA table_info(" + quoted + ")").fetchall()
            columns = [[row[1], row[2], row[5] > 0 or row[1] in unique, row[3] > 0] for row in rows]
            some, rest = [], []
            for column in columns:
                if column[2]:
                    named = '"' + column[0].replace('"', '""') + '"'
                    rows = database.execute("SELECT " + named + " FROM " + quoted + " LIMIT 12").fetchall()
                    some, rest = some + rows[:3], rest + rows[3:]
            some = [row[0] for row in some + rest if isinstance(row[0], (int, str))]
            secrets, digests = [], []
            for column in columns:
                if DIGEST.search(table + " " + column[0]):
                    named = '"' + column[0].replace('"', '""') + '"'
                    rows = database.execute("SELECT DISTINCT " + named + " FROM " + quoted + " LIMIT 12").fetchall()
                    texts = [row[0] for row in rows if isinstance(row[0], str)]
                    secrets += texts if SECRET.search(column[0]) else []
                    texts += [row[0].hex() for row in rows if isinstance(row[0], bytes)]
                    digests += [text for text in texts if 22 <= len(text) <= 200]
            found.append([os.path.relpath(path, "."), table, count, columns, some, secrets, digests])
print(json.dumps(found[:200]))
"""
TEXTS: tuple[str, ...] = ("", "abc", "0", "a b", "ä", "2024-02-30", "2024-01-31T10:00:00", "[", "{}", "nan", "-1")
NUMBERS: tuple[int | float | str, ...] = (0, -1, 10**9, 0.5, 1)
_SESSION = re.compile(r"[\w.:-]{6,200}")
_NUMERIC = re.compile(r"INT|REAL|FLOA|DOUB|NUM|DEC|BOOL", re.IGNORECASE)

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column of a table with rows."""

    path: str
    table: str
    name: str
    numeric: bool
    required: bool


def survey() -> Stimulus:
    """The command that prints which tables and columns there are."""
    return Stimulus(kind="command", command=("python", "-c", SURVEY))


def changes_of(printed: str, event: Event, tree: Path) -> list[StoredChange]:
    """Changes to try, the likeliest first; `printed` is the survey's output, which hostile code may have made."""
    tables = list(_tables(printed))
    named = _named(event, tree)
    known = dict(_known(event))
    columns = sorted((column for table in tables for column in table[2]), key=lambda one: named.get(one.name, 99))
    columns = [one for one in columns if one.name in named or one.name in known][:MOST_COLUMNS]
    rows = [[_update(column, value) for value in _values(column, event, known)] for column in columns]
    words = frozenset(named)
    empty = [_delete(path, table) for path, table, _ in tables if words & {table, table.rstrip("s"), *table.split("_")}]
    first = [row[:1] for row in rows if row]
    found = [*in_turn(first), *empty, *in_turn([row[1:] for row in rows])]
    return list(dict.fromkeys(found))[:MOST_CHANGES]


def _tables(printed: str) -> Iterator[tuple[str, str, list[Column]]]:
    """Path, name and changeable columns of every table that has rows."""
    try:
        found = json.loads(printed.strip().rpartition("\n")[2])
        for path, table, count, columns, *_ in found:
            if not isinstance(path, str) or not isinstance(table, str) or not int(count):
                continue
            changeable = [
                Column(path, table, str(name), bool(_NUMERIC.search(str(kind))), bool(required))
                for name, kind, unique, required in columns
                if not unique
            ]
            yield path, table, changeable
    except (ValueError, TypeError, RecursionError):
        return


def keys_of(printed: str) -> list[str]:
    """Keys of what is stored, the first of each table first."""
    try:
        rows = [[str(key)[:LONGEST] for key in table[4]] for table in json.loads(printed.strip().rpartition("\n")[2])]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return list(dict.fromkeys(in_turn(rows)))[:MOST_KEYS]


def keys_by_table(printed: str) -> dict[str, list[str]]:
    """Keys of what each table holds."""
    try:
        tables = json.loads(printed.strip().rpartition("\n")[2])
        return {str(table[1]): [str(key)[:LONGEST] for key in table[4]][:MOST_KEYS] for table in tables}
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}


def sessions_of(printed: str) -> list[str]:
    """Keys of the sessions that are stored, by which a cookie names them."""
    try:
        tables = json.loads(printed.strip().rpartition("\n")[2])
        keys = [key for table in tables if "session" in str(table[1]).lower() for key in table[4]]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [key for key in dict.fromkeys(keys) if isinstance(key, str) and _SESSION.fullmatch(key)][:MOST_SESSIONS]


def secrets_of(printed: str) -> list[str]:
    """Credentials that are stored as they are sent, the first of each table first."""
    try:
        tables = json.loads(printed.strip().rpartition("\n")[2])
        rows = [[value for value in table[5] if isinstance(value, str)] for table in tables if len(table) > 5]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [one for one in dict.fromkeys(in_turn(rows)) if _SESSION.fullmatch(one)][:MOST_SECRETS]


def digests_of(printed: str) -> list[str]:
    """What is stored where a digest of a credential may be, the first of each table first."""
    try:
        tables = json.loads(printed.strip().rpartition("\n")[2])
        rows = [[value for value in table[6] if isinstance(value, str)] for table in tables if len(table) > 6]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return list(dict.fromkeys(in_turn(rows)))[:MOST_DIGESTS]


def _named(event: Event, tree: Path) -> dict[str, int]:
    """Names, attributes and texts in the functions of the event's frames -> how far from the crash they stand."""
    reader = CodeReader(tree)
    found: dict[str, int] = {}
    raised = event.raised
    frames = list(reversed(raised.in_app_frames))[:8] if raised is not None else []
    for distance, frame in enumerate(frames):
        place = reader.locate(frame)
        if place is None:
            continue
        try:
            module = parse(reader.text(place.path))
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in _around(module, place.line):
            for word in _words(node):
                found.setdefault(word, distance)
    return found


def _around(module: ast.Module, line: int) -> Iterator[ast.AST]:
    """Everything in the outermost function around `line`."""
    for node in module.body:
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            yield from ast.walk(node)


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
            yield name
        case ast.Constant(value=str(text)):
            yield from re.findall(r"[A-Za-z_]\w*", text[:2000])


def _known(event: Event) -> Iterator[tuple[str, Value]]:
    """What the frames tell by name, outermost first, so that the innermost counts."""
    for raised in event.exceptions:
        for frame in raised.in_app_frames:
            yield from islice(_scalars(frame.variables, 3), 200)


def _scalars(value: Any, depth: int) -> Iterator[tuple[str, Value]]:
    """Names and plain values in captured variables: of mappings, and of objects that print themselves as a call."""
    for key, one in value.items() if isinstance(value, dict) else ():
        plain = _plain(one)
        if plain is None or isinstance(plain, str | int | float):
            if not REDACTED.search(str(plain)) and not str(plain).startswith("<") and len(str(plain)) <= LONGEST:
                yield str(key), plain
        elif depth:
            yield from _scalars(plain, depth - 1)
    for one in value[:20] if isinstance(value, list) else ():
        yield from _scalars(_plain(one), depth - 1) if depth else ()


def _plain(value: Any) -> Any:
    """A captured value; SDKs report most of them as they print themselves."""
    if not isinstance(value, str) or len(value) > LONGEST_PRINTED:
        return value
    try:
        node = parse_expression(value).body
        if isinstance(node, ast.Call):
            return {str(one.arg): ast.unparse(one.value) for one in node.keywords if one.arg}
        return ast.literal_eval(node)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return value


def _values(column: Column, event: Event, known: dict[str, Value]) -> Iterator[Value]:
    """Values for a column: what the event tells of it, what its crash is typical of, what breaks programs."""
    raised = event.raised
    message = raised.message[:2000] if raised is not None else ""
    kind = raised.type if raised is not None else ""
    if column.name in known:
        yield known[column.name]
    if "None" in message or kind in ("TypeError", "AttributeError"):
        yield from () if column.required else (None,)
    if kind == "ZeroDivisionError":
        yield 0
    for groups in QUOTED.findall(message):
        yield from (text for text in groups if text and not REDACTED.search(text))
    yield from NUMBERS if column.numeric else TEXTS
    if not column.required:
        yield None


def _update(column: Column, value: Value) -> StoredChange:
    changed = f"{_quoted(column.table)} SET {_quoted(column.name)}"
    return StoredChange(path=column.path, sql="UPDATE " + changed + " = ?", values=(value,))


def _delete(path: str, table: str) -> StoredChange:
    return StoredChange(path=path, sql=" ".join(("DELETE FROM", _quoted(table))))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
