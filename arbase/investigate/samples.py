"""Input files for a command after those of the repository: samples of its tests and data, one place changed at a time.

An event tells the variables of its frames, not the file that a job read. What such a file looks like is in the tests
and data of the repository; what was special in the one that crashed is in the frames and the message at best, so rows,
lines and values of those are put into the samples first, then what breaks programs. Only the event's crash counts.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from arbase.domain.errors import WorkspaceError
from arbase.domain.event import Event
from arbase.investigate.inputfiles import lacking_files, plain, records
from arbase.investigate.mutate import in_turn
from arbase.investigate.requests import Parts, addresses, changed, value_at, without
from arbase.investigate.stimulus import Rebuilt
from arbase.investigate.wider import values_told
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse
from arbase.workspace.paths import is_test

MOST = 60
SAMPLES = 3
OWN_FILES = 3
# What the repository ships is seldom what broke, and each try is a start of the program.
MOST_OF_OWN = 24
LARGEST = 20_000
MOST_SOURCES = 300
HINTS = 6
DELIMITERS = ",;\t|"
TABLES = frozenset({".csv", ".tsv", ".txt"})
LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = TABLES | LINES | {".json"}
QUOTED = re.compile(r"""["']([^"'\n]{1,60})["']""")
CELLS = ("", "abc", "0", "-1", "1,5", "ä", "2024-02-30", "nan")
VALUES: tuple[Any, ...] = (None, "", "abc", 0, [], {})


def with_samples(rebuilt: Rebuilt, event: Event, reader: CodeReader) -> list[Rebuilt]:
    """The command with files that its words name and the repository lacks, made after samples of their kind."""
    missing = lacking_files(rebuilt.stimulus.command, event, reader.root)
    suffixes = {PurePosixPath(one.path).suffix for one in missing}
    if len(suffixes) != 1:
        return []
    told = Told(event)
    samples = _samples(reader, suffixes.pop(), told)
    rows = [list(sample.texts(told)) for sample in samples]
    words = {one.word: one.given for one in missing}
    command = tuple(words.get(word, word) for word in rebuilt.stimulus.command)
    note = f"{', '.join(one.path for one in missing)} was made after samples of the repository: the event lacks it"
    return [
        _with_files(rebuilt, command, tuple((one.path, text) for one in missing), note)
        for text in list(dict.fromkeys(in_turn(rows)))[:MOST]
    ]


def with_other_files(rebuilt: Rebuilt, event: Event, reader: CodeReader) -> list[Rebuilt]:
    """The command on data files of the repository that its source names, changed."""
    told = Told(event)
    rows = []
    for path in _named_files(reader):
        sample = _sample(_text(reader, path), PurePosixPath(path).suffix)
        texts = sample.texts(told) if sample is not None else ()
        note = f"{path} was changed until the crash came, the event does not hold what it was in production"
        rows.append([_with_files(rebuilt, rebuilt.stimulus.command, ((path, text),), note) for text in texts])
    return in_turn(rows)[:MOST_OF_OWN]


def _with_files(rebuilt: Rebuilt, command: tuple[str, ...], files: tuple[tuple[str, str], ...], note: str) -> Rebuilt:
    stimulus = rebuilt.stimulus.model_copy(update={"command": command, "files": files})
    return rebuilt.model_copy(update={"stimulus": stimulus, "notes": (*rebuilt.notes, note)})


class Told:
    """What an event holds of a file: records, rows and lines of its frames, single values of frames and message."""

    def __init__(self, event: Event) -> None:
        self.records = list(records(event))
        self.values = list(dict.fromkeys(values_told(event)))
        self.paths = frozenset(frame.path for raised in event.exceptions for frame in raised.in_app_frames)
        self.rows: list[list[str]] = []
        self.lines: list[str] = []
        for raised in reversed(event.exceptions):
            for frame in reversed(raised.in_app_frames):
                for value in map(plain, frame.variables.values()):
                    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
                        self.rows.append(value)
                    elif isinstance(value, str) and 0 < len(value) <= LARGEST and not value.startswith("<"):
                        self.lines.append(value.rstrip("\r\n"))

    def words(self, reader: CodeReader) -> frozenset[str]:
        """Names that the records have, and texts in the files of the frames."""
        names = {str(key).lower() for record in self.records for key in record}
        here = [path for path in reader.files if any(told.endswith(path) for told in self.paths if told)]
        return frozenset(names.union(*(map(str.lower, QUOTED.findall(_text(reader, path))) for path in here)))


@dataclass(frozen=True)
class Table:
    """Lines of cells; the first line names the columns."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str

    def texts(self, told: Told) -> Iterator[str]:
        """The sample with what the event tells in it, then with one place changed, the likeliest first."""
        first, rest = (self.rows[0] if self.rows else self.header), self.rows[1:]
        whole = [self._text([self._row(record, first), *rest]) for record in told.records if self._knows(record)]
        whole += [self._text([tuple(row), *rest]) for row in told.rows]
        whole += [self._text([*self.rows]) + line + "\n" for line in told.lines if self.delimiter in line]
        counts = [self._text([*self.rows]), self._text([]), self._text([first]), self._text([*self.rows, first]), ""]
        shapes = [self._text([first[:-1], *rest]), self._text([*self.rows]) + "\n", self._text([(*first, "x"), *rest])]
        spelt = [value for value in map(str, told.values) if value not in first]
        cells = [[self._cell(place, value) for value in spelt[:HINTS]] for place in range(len(self.header))]
        broken = [[self._cell(place, value) for value in CELLS] for place in range(len(self.header))]
        gone = [self._without(place) for place in range(len(self.header))]
        yield from dict.fromkeys([*whole, *in_turn([counts, *cells, *broken, gone, shapes])])

    def _text(self, rows: Sequence[Sequence[str]]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator="\n").writerows([self.header, *rows])
        return out.getvalue()

    def _knows(self, record: dict[str, Any]) -> bool:
        own = {name.strip().lower() for name in self.header}
        return any(str(key).strip().lower() in own for key in record)

    def _row(self, record: dict[str, Any], base: Sequence[str]) -> tuple[str, ...]:
        """The base with the cells that the record has."""
        told = {str(key).strip().lower(): "" if value is None else str(value) for key, value in record.items()}
        kept = [*base, *[""] * (len(self.header) - len(base))]
        return tuple(told.get(name.strip().lower(), cell) for name, cell in zip(self.header, kept, strict=False))

    def _cell(self, place: int, value: str) -> str:
        first = list(self.rows[0] if self.rows else [""] * len(self.header))
        first += [""] * (len(self.header) - len(first))
        first[place] = value
        return self._text([first, *self.rows[1:]])

    def _without(self, place: int) -> str:
        kept = [[cell for number, cell in enumerate(row) if number != place] for row in (self.header, *self.rows)]
        return Table(tuple(kept[0]), (), self.delimiter)._text(kept[1:])


@dataclass(frozen=True)
class Document:
    """JSON: one document, or one a line."""

    content: Any
    lines: bool

    def texts(self, told: Told) -> Iterator[str]:
        """See `Table.texts`."""
        parts = Parts(method="", path=(), query=(), headers=(), kind="json", body=self.content)
        places = addresses(parts)
        whole = [
            changed(parts, place, {**value_at(parts, place), **record})
            for place in (("body",), *places)
            for record in told.records
            if isinstance(value_at(parts, place), dict) and record.keys() & value_at(parts, place).keys()
        ]
        rows = [[parts]]
        for place in places:
            values = [*told.values[:HINTS], *VALUES]
            rows.append([changed(parts, place, value) for value in values if value != value_at(parts, place)])
            rows.append([without(parts, [place])])
        yield from dict.fromkeys(self._text(one.body) for one in [*whole, *in_turn(rows)])

    def _text(self, body: Any) -> str:
        if self.lines and isinstance(body, list):
            return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in body)
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _samples(reader: CodeReader, suffix: str, told: Told) -> list[Table | Document]:
    """Samples of a kind, those that speak of what the event speaks of first."""
    texts = [_text(reader, path) for path in reader.files if PurePosixPath(path).suffix == suffix]
    texts += _literals(reader)
    found: dict[str, Table | Document] = {}
    for text in texts:
        sample = _sample(text, suffix)
        if sample is not None:
            found.setdefault(_shape(sample), sample)
    words = told.words(reader)
    return sorted(found.values(), key=lambda one: -len(words & set(_shape(one).split())))[:SAMPLES]


def _shape(sample: Table | Document) -> str:
    """The names of columns or members: samples of one shape are one."""
    if isinstance(sample, Table):
        return " ".join(sample.header).lower()
    names = {
        key
        for node in (sample.content if isinstance(sample.content, list) else [sample.content])
        for key in _keys(node)
    }
    return " ".join(sorted(names)).lower()


def _keys(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from (key for one in (value if isinstance(value, list) else [value]) for key in _keys(one))


def _sample(text: str, suffix: str) -> Table | Document | None:
    """A text read as a file of its kind; None where it is none."""
    if not text.strip() or len(text) > LARGEST:
        return None
    if suffix in TABLES:
        lines = text.lstrip("\ufeff").strip("\n").split("\n")
        delimiter = max(DELIMITERS, key=lines[0].count)
        if len(lines) < 2 or any(delimiter not in line for line in lines if line.strip()):
            return None
        with contextlib.suppress(csv.Error):
            header, *rows = [tuple(row) for row in csv.reader(lines, delimiter=delimiter) if row]
            return Table(header, tuple(rows), delimiter)
        return None
    with contextlib.suppress(ValueError, RecursionError):
        if suffix in LINES:
            content = [json.loads(line) for line in text.splitlines() if line.strip()]
            return Document(content, lines=True) if all(isinstance(one, dict) for one in content) else None
        content = json.loads(text)
        return Document(content, lines=False) if isinstance(content, dict | list) else None
    return None


def _literals(reader: CodeReader) -> list[str]:
    """Texts of more than one line in the tests, and what they hand to `json.dumps`."""
    found: list[str] = []
    for path in [one for one in reader.files if one.endswith(".py") and is_test(one)][:MOST_SOURCES]:
        try:
            module = parse(reader.text(path))
        except (SyntaxError, ValueError, RecursionError, WorkspaceError):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= LARGEST:
                found += [node.value] if "\n" in node.value.strip() or node.value[:1] in "[{" else []
            elif isinstance(node, ast.Dict | ast.List) and len(node_text := ast.unparse(node)) <= LARGEST:
                with contextlib.suppress(ValueError, TypeError, SyntaxError, RecursionError):
                    found.append(json.dumps(ast.literal_eval(node_text)))
    return list(dict.fromkeys(found))


def _named_files(reader: CodeReader) -> list[str]:
    """Data files whose names stand in the source."""
    data = [path for path in reader.files if PurePosixPath(path).suffix in SUFFIXES and not is_test(path)]
    sources = [path for path in reader.files if path.endswith(".py") and not is_test(path)][:MOST_SOURCES]
    texts = [_text(reader, path) for path in sources] if data else []
    return [path for path in data if any(PurePosixPath(path).name in text for text in texts)][:OWN_FILES]


def _text(reader: CodeReader, path: str) -> str:
    try:
        return reader.text(path)
    except WorkspaceError:
        return ""
