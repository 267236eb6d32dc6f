"""Tables as data frames print themselves, also those that were folded for a narrow screen.

pandas leaves out the columns in the middle of a wide table (`...`) and says how many there are. Their names are those
of a list in the code, or of a table among the data and tests, that begins and ends as the printed one does; what was in
them nobody knows, so they get what a row of such a table has.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from arbase.domain.errors import WorkspaceError
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse

MOST_ROWS = 20
MOST_SOURCES = 300
MOST_WAYS = 3
LONGEST_LINE = 5_000
FOLD = "..."
_MISSING = frozenset({"NaN", "None", "NaT", "<NA>", "[]"})
_DELIMITERS = ",;\t|"
_DATA = frozenset({".csv", ".tsv", ".txt"})
_SIZE = re.compile(r"\n\n\[\d+ rows x (\d+) columns\]\s*\Z")

Row = dict[str, Any]


def table(text: str) -> list[Row]:
    """The rows of a printed data frame: columns are aligned to the right, so names and values end at the same place."""
    return [] if FOLD in text else _rows(text)


def unfolded(text: str, reader: CodeReader) -> list[list[Row]]:
    """The rows of a printed table whose middle was left out, once for each way in which its columns may be called."""
    size = _SIZE.search(text)
    rows = _rows(text[: size.start()]) if size is not None else []
    names = list(rows[0]) if rows else []
    if size is None or names.count(FOLD) != 1 or any(FOLD in str(cell) for row in rows for cell in _beside(row)):
        return []
    left, right = names[: names.index(FOLD)], names[names.index(FOLD) + 1 :]
    found: dict[tuple[str, ...], list[Row]] = {}
    for columns, cells in _known(reader):
        fits = len(columns) == int(size[1]) > len(left) + len(right) and list(columns[: len(left)]) == left
        if fits and list(columns[len(columns) - len(right) :]) == right and (cells or columns not in found):
            base = dict.fromkeys(columns) | dict(zip(columns, cells, strict=False))
            made = [{name: row.get(name, base[name]) for name in columns} for row in rows]
            if columns not in found or not any(base.values()):
                found.setdefault(columns, made)
            elif all(value is None for row in found[columns] for name, value in row.items() if name not in names):
                found[columns] = made
    return list(found.values())[:MOST_WAYS]


def _beside(row: Row) -> list[Any]:
    return [cell for name, cell in row.items() if name != FOLD]


def _rows(text: str) -> list[Row]:
    head, *lines = text.split("\n")
    names = list(re.finditer(r"\S+", head))
    rows = [line for line in lines if re.match(r"\S+\s", line) and not line.startswith(("[", ".."))]
    if len(names) < 2 or not head.startswith(" ") or not rows:
        return []
    found = []
    for row in rows[:MOST_ROWS]:
        index = re.match(r"\S+", row)
        start = index.end() if index else 0
        record: Row = {}
        for name in names:
            cell = row[start : name.end()].strip()
            record[name.group()] = None if cell in _MISSING else cell
            start = name.end()
        found.append(record)
    return found


def _known(reader: CodeReader) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Names of columns with the cells of a row, where one is known: data files first, then texts and lists in code."""
    for path in reader.files:
        if PurePosixPath(path).suffix in _DATA:
            yield from _of_text(_text(reader, path))
    for path in [one for one in reader.files if one.endswith(".py")][:MOST_SOURCES]:
        try:
            nodes = ast.walk(parse(_text(reader, path)))
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from _of_text(node.value)
            elif isinstance(node, ast.List | ast.Tuple | ast.Set):
                texts = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if len(texts) == len(node.elts) > 1:
                    yield tuple(texts), ()


def _of_text(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    lines = text.lstrip("\ufeff").split("\n", 2)[:2]
    delimiter = max(_DELIMITERS, key=lines[0].count)
    if delimiter not in lines[0] or any(len(line) > LONGEST_LINE for line in lines):
        return
    try:
        header, *rest = csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return
    yield tuple(name.strip() for name in header), tuple(rest[0]) if rest else ()


def _text(reader: CodeReader, path: str) -> str:
    try:
        return reader.text(path)
    except WorkspaceError:
        return ""
